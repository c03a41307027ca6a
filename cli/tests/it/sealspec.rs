//! Runs the binary.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

pub(crate) use crate::cargo::{copy_folder, scratch, workspace};
use crate::golden;

/// A run of `sealspec` that is yet to start: in the workspace's folder, with an environment of its own.
pub(crate) struct Run {
    command: Command,
    shown: String,
    masks: Vec<(String, &'static str)>,
}

/// Begins a run with these arguments, as they stand behind `sealspec` in a shell.
pub(crate) fn sealspec(arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealspec"));
    command
        .args(arguments)
        .current_dir(workspace())
        .env_clear()
        .env("HOME", "/nonexistent")
        .env("COLUMNS", "100");
    let shown = format!("$ sealspec {}\n", arguments.join(" "));
    Run {
        command,
        shown,
        masks: Vec::new(),
    }
}

impl Run {
    /// In another folder.
    #[must_use]
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// With a variable of the environment.
    #[must_use]
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// With a text, such as a free port, that golden files have by this name.
    #[must_use]
    pub(crate) fn masking(mut self, text: impl Into<String>, name: &'static str) -> Self {
        self.masks.push((text.into(), name));
        self
    }

    /// With standard output going there.
    #[must_use]
    pub(crate) fn stdout(mut self, stdout: impl Into<Stdio>) -> Self {
        self.command.stdout(stdout);
        self
    }

    /// With standard error going there.
    #[must_use]
    pub(crate) fn stderr(mut self, stderr: impl Into<Stdio>) -> Self {
        self.command.stderr(stderr);
        self
    }

    /// Starts.
    pub(crate) fn spawn(mut self) -> Child {
        self.command.spawn().expect("the binary starts")
    }

    /// Runs to the end.
    pub(crate) fn output(mut self) -> Output {
        self.command.output().expect("the binary runs")
    }

    /// Runs to the end and compares everything that it printed, and its exit code, with `cli/tests/golden/NAME.txt`.
    pub(crate) fn golden(self, name: &str) {
        let mut text = self.shown.clone();
        let masks = self.masks.clone();
        let output = self.output();
        text.push_str(&String::from_utf8(output.stdout).expect("UTF-8 is printed"));
        if !output.stderr.is_empty() {
            text.push_str("--- stderr\n");
            text.push_str(&String::from_utf8(output.stderr).expect("UTF-8 is printed"));
        }
        match output.status.code() {
            Some(0) => {}
            code => text.push_str(&format!("--- exit code {}\n", code.unwrap_or(-1))),
        }
        for (masked, name) in &masks {
            text = text.replace(masked, name);
        }
        golden::check(&golden_folder().join(format!("{name}.txt")), &text);
    }
}

pub(crate) fn golden_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}
