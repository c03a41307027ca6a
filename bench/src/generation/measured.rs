//! What a program uses, seen from a process that is small itself.
//!
//! A process counts as its own what its parent held when it was started, and the bench holds whole APIs. So it starts itself
//! anew to start the program.

use std::ffi::OsStr;
use std::process::{Command, ExitCode, Stdio};

use crate::process::{self, Used};

const MEASURE: &str = "--measure";

/// Runs the program that the arguments name and prints what it has used, where they ask for that.
pub fn instead_of_the_bench(arguments: &[String]) -> Option<ExitCode> {
    let [MEASURE, program, arguments @ ..] =
        &*arguments.iter().map(|own| &**own).collect::<Vec<_>>()
    else {
        return None;
    };
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null());
    Some(match process::run(&mut command) {
        Ok(used) => {
            println!("{} {}", used.cpu, used.memory);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    })
}

/// Runs a program to its end.
pub(super) fn run(command: &Command) -> Result<Used, String> {
    let told = |error: std::io::Error| error.to_string();
    let mut bench = Command::new(std::env::current_exe().map_err(told)?);
    bench.arg(MEASURE).arg(command.get_program());
    bench.args(command.get_args());
    let set = |(name, value): (&OsStr, Option<&OsStr>)| {
        if let Some(value) = value {
            bench.env(name, value);
        }
    };
    command.get_envs().for_each(set);
    let output = bench.stderr(Stdio::inherit()).output().map_err(told)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut figures = text.split_whitespace().map(str::parse);
    match (output.status.success(), figures.next(), figures.next()) {
        (true, Some(Ok(cpu)), Some(Ok(memory))) => Ok(Used { cpu, memory }),
        _ => Err(format!("{command:?}: {}", output.status)),
    }
}
