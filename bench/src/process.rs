//! Other programs, and what they use.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use wait4::Wait4 as _;

/// The workspace.
pub const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What would make a build another than a user's.
const NOT_A_USERS: &[&str] = &[
    "CARGO_BUILD_RUSTC_WRAPPER",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
    "RUSTC_WRAPPER",
    "RUSTFLAGS",
];

/// What a process and its children have used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Used {
    /// Seconds of processors.
    pub cpu: f64,
    /// The most memory at a time, in bytes.
    pub memory: f64,
}

impl Used {
    /// The memory, in 2²⁰ bytes.
    pub fn mebibytes(self) -> f64 {
        self.memory / f64::from(1 << 20)
    }
}

/// Where the bench keeps what it builds: in the target folder that it was built into itself.
pub fn folder(name: &str) -> Result<PathBuf, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = program.ancestors().nth(2).unwrap_or(&program);
    Ok(target.join("bench").join(name))
}

/// Cargo in this folder with this target folder, as a user would start it.
pub fn cargo(folder: &Path, target: &Path) -> Command {
    let mut command = Command::new("cargo");
    for (name, _) in std::env::vars() {
        if NOT_A_USERS.contains(&name.as_str()) || name.starts_with("CARGO_PROFILE_") {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn status(command: &mut Command) -> Result<(ExitStatus, Used), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let told = |error| format!("{name}: {error}");
    let end = command
        .spawn()
        .and_then(|mut child| child.wait4())
        .map_err(told)?;
    let used = Used {
        cpu: (end.rusage.utime + end.rusage.stime).as_secs_f64(),
        memory: end.rusage.maxrss as f64,
    };
    Ok((end.status, used))
}

/// The same, where anything but success is an error.
pub fn run(command: &mut Command) -> Result<Used, String> {
    match status(command)? {
        (status, used) if status.success() => Ok(used),
        (status, _) => Err(format!("{command:?}: {status}")),
    }
}
