//! Instructions of the same work, as callgrind counts them: the same in every run, whatever else the machine does.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::table::Section;
use crate::task::{self, Task};
use crate::{calls, replies};

/// The version of the crate that counts, which its runner must have too.
const VERSION: &str = "0.20.0";

/// Everything whose instructions are counted.
///
/// # Errors
///
/// Where something can't be made ready.
pub fn tasks() -> Result<Vec<Task>, String> {
    let mut tasks = Vec::new();
    tasks.extend(calls::tasks()?);
    tasks.extend(replies::tasks()?);
    Ok(tasks)
}

/// Runs `benches/instructions.rs` under valgrind, and reads what it has counted.
///
/// # Errors
///
/// Where the runner can't be installed, or counts nothing.
pub fn measure() -> Result<Section, String> {
    let mut section = Section::new("Instructions (callgrind)");
    if !is_there("valgrind") {
        eprintln!(
            "instructions: SKIPPED, for there is no valgrind (Debian: apt-get install valgrind)"
        );
        return Ok(section);
    }
    let tasks = tasks()?;
    let mut counts = vec![f64::NAN; tasks.len()];
    for line in count(&runner()?)?.lines() {
        let (index, instructions) =
            counted(line).ok_or_else(|| format!("what was counted can't be read: {line}"))?;
        if let Some(count) = counts.get_mut(index) {
            *count = instructions;
        }
    }
    if let Some((task, _)) = tasks.iter().zip(&counts).find(|(_, count)| count.is_nan()) {
        return Err(format!("the runner has counted nothing of `{}`", task.what));
    }
    for row in task::instructions(&tasks, &counts) {
        section.push(row);
    }
    Ok(section)
}

fn is_there(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The program that runs valgrind, installed beside what is built.
fn runner() -> Result<PathBuf, String> {
    let root = target()?.join("tools").join(format!("gungraun-{VERSION}"));
    let runner = root
        .join("bin")
        .join(format!("gungraun-runner{}", std::env::consts::EXE_SUFFIX));
    if !runner.exists() {
        let mut install = cargo();
        install.args([
            "install",
            "gungraun-runner",
            "--locked",
            "--version",
            VERSION,
            "--root",
        ]);
        run(install.arg(&root))?;
    }
    Ok(runner)
}

/// What the runner says of each task, a JSON object a line.
fn count(runner: &Path) -> Result<String, String> {
    let mut bench = cargo();
    bench.args([
        "bench",
        "-p",
        env!("CARGO_PKG_NAME"),
        "--bench",
        "instructions",
        "--locked",
        "--no-default-features",
    ]);
    bench.args(["--", "--output-format=json"]);
    run(bench.env("GUNGRAUN_RUNNER", runner))
}

/// Which task a line of the runner's is about, and its instructions.
fn counted(line: &str) -> Option<(usize, f64)> {
    let summary: Value = serde_json::from_str(line).ok()?;
    let index = summary.get("id")?.as_str()?.strip_prefix("task_")?;
    let instructions = summary.pointer("/profiles/0/data/total/metrics/Ir/values/new")?;
    Some((index.parse().ok()?, instructions.as_f64()?))
}

/// The folder that cargo builds into, in which this program stands.
fn target() -> Result<PathBuf, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = program.ancestors().nth(2);
    target
        .map(Path::to_path_buf)
        .ok_or_else(|| "this program doesn't stand in a target folder".to_owned())
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// What a command prints, if it ends well.
fn run(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}
