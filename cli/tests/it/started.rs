//! Runs that go on until they are ended.

use std::io::{BufRead, BufReader, Read};
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
    output: Lines,
    notes: Lines,
}

impl Started {
    pub(crate) fn new(run: Run) -> Self {
        let mut child = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let output = Lines::of(child.stdout.take().expect("it is piped"));
        let notes = Lines::of(child.stderr.take().expect("it is piped"));
        Self {
            child,
            output,
            notes,
        }
    }

    /// Reads on until a line of standard output has this in it.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.output.wait_for(text);
    }

    /// Reads on until a line of standard error has this in it.
    pub(crate) fn wait_for_note(&mut self, text: &str) {
        self.notes.wait_for(text);
    }
}

/// Lines as they come.
struct Lines(Receiver<String>);

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self(lines)
    }

    fn wait_for(&mut self, text: &str) {
        let mut seen = String::new();
        while let Ok(line) = self.0.recv_timeout(PATIENCE) {
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
