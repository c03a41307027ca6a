//! What the compiler uses for one package, told by a stand-in that cargo calls in its place.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::process::{self, Used};

/// Names the file in which the stand-in notes what the compiler has used.
const NOTES: &str = "SEALSPEC_BENCH_RUSTC";

/// The package that is compiled.
pub(super) const PACKAGE: &str = "generated";

/// Compiles where cargo has called this program for the compiler: then this is all that it does.
pub fn stand_in() -> Option<ExitCode> {
    let notes = std::env::var_os(NOTES)?;
    let mut arguments = std::env::args_os().skip(1);
    let compiled = compile(Path::new(&notes), arguments.next()?, arguments.collect());
    Some(compiled.unwrap_or_else(|problem| {
        eprintln!("{problem}");
        ExitCode::FAILURE
    }))
}

fn compile(notes: &Path, rustc: OsString, arguments: Vec<OsString>) -> Result<ExitCode, String> {
    // Cargo asks after versions and targets by the same way.
    let is_compilation = arguments.iter().any(|argument| argument == PACKAGE);
    let (status, used) = process::status(Command::new(rustc).args(arguments).env_remove(NOTES))?;
    if is_compilation {
        let text = format!("{} {}", used.cpu, used.memory);
        fs::write(notes, text).map_err(|error| format!("{}: {error}", notes.display()))?;
    }
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Runs this cargo command, and gives what the compiler has used for the workspace's one package.
pub(super) fn used(cargo: &mut Command, notes: &Path) -> Result<Used, String> {
    let told = |error| format!("{}: {error}", notes.display());
    fs::write(notes, "").map_err(told)?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    process::run(
        cargo
            .env("RUSTC_WORKSPACE_WRAPPER", program)
            .env(NOTES, notes),
    )?;
    let text = fs::read_to_string(notes).map_err(told)?;
    let mut figures = text.split(' ').map(str::parse);
    match (figures.next(), figures.next()) {
        (Some(Ok(cpu)), Some(Ok(memory))) => Ok(Used { cpu, memory }),
        _ => Err(format!("{cargo:?} has compiled nothing")),
    }
}
