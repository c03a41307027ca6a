//! Runs that go on until they are ended.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::sealspec::Run;

/// Longer than anything here takes on any machine: what hasn't come by then doesn't come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that is under way; dropping it ends it.
pub(crate) struct Started {
    child: Child,
    lines: Receiver<String>,
}

impl Started {
    pub(crate) fn new(run: Run) -> Self {
        let mut child = run.stdout(Stdio::piped()).spawn();
        let stdout = child.stdout.take().expect("it is piped");
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { child, lines }
    }

    /// Reads on until a line of standard output has this in it.
    pub(crate) fn wait_for(&mut self, text: &str) {
        let mut seen = String::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            if line.contains(text) {
                return;
            }
            seen.push_str(&line);
            seen.push('\n');
        }
        panic!("`{text}` didn't come; what came is\n{seen}");
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
