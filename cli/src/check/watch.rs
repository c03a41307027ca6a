//! Checking again whenever a file changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use sealspec_codegen::{SourceFile, Sources};

use super::{Args, Report, specs, text};
use crate::failure::{Exit, Failure};
use crate::output;

/// An editor that saves touches a file several times; when nothing has happened for so long, it is done.
const SETTLED: Duration = Duration::from_millis(100);

/// Checks, then again after each change. Ends by Ctrl-C alone, or where it can't watch any longer.
pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    // A path that is misspelt is told as ever; what changes from here on isn't missed.
    specs::read(args)?;
    let mut watch = Watch::new(args)?;
    let mut before = specs::read(args)?;
    output::print(text::render(&Report::of(&before, args)))?;
    output::note("watching for changes; Ctrl-C ends it");
    let mut unreadable = false;
    while watch.wait() {
        match specs::read(args) {
            // A file was touched, and says what it did.
            Ok(now) if now == before && !unreadable => {}
            Ok(now) => {
                output::print(format!("\n──── {}\n\n", changed(&before, &now)))?;
                output::print(text::render(&Report::of(&now, args)))?;
                before = now;
                unreadable = false;
            }
            // A file that is gone for a moment, or a folder that was renamed: the next change may bring it back.
            Err(failure) => {
                output::note(failure.render());
                unreadable = true;
            }
        }
    }
    Err(Failure::outside(
        "files can't be watched any longer",
        "start again, or check without `--watch`",
    ))
}

/// Which files differ, by path.
fn changed(before: &[Sources], now: &[Sources]) -> String {
    let files = |specs: &[Sources]| -> BTreeSet<(String, String)> {
        let files = specs.iter().flat_map(Sources::files);
        let pair = |file: &SourceFile| (file.path.clone(), file.text.clone());
        files.map(pair).collect()
    };
    let (before, now) = (files(before), files(now));
    let different = before.symmetric_difference(&now);
    let paths: BTreeSet<&str> = different.map(|(path, _)| path.as_str()).collect();
    if paths.is_empty() {
        return "there again, as before".to_owned();
    }
    format!("changed: {}", Vec::from_iter(paths).join(", "))
}

/// What the operating system tells of the paths.
struct Watch {
    watcher: RecommendedWatcher,
    changes: Receiver<()>,
    paths: Vec<PathBuf>,
}

impl Watch {
    fn new(args: &Args) -> Result<Self, Failure> {
        let (sender, changes) = mpsc::channel();
        let handler = move |event: notify::Result<notify::Event>| {
            // Checking reads files, and to read is an event, too.
            if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                // Whoever listened is gone, and so is this process soon.
                let _ = sender.send(());
            }
        };
        let watcher = notify::recommended_watcher(handler).map_err(|error| refused(&error))?;
        let paths = args.paths.iter().chain(&args.overlay).cloned().collect();
        let mut watch = Self {
            watcher,
            changes,
            paths,
        };
        watch.listen().map_err(|error| refused(&error))?;
        Ok(watch)
    }

    /// Waits for changes to come and to settle; `false`: none can come any more.
    fn wait(&mut self) -> bool {
        if self.changes.recv().is_err() {
            return false;
        }
        while self.changes.recv_timeout(SETTLED).is_ok() {}
        // A folder that was removed and made again is another one, of which nobody tells yet. One that is gone can't be
        // watched, and the folder around it tells when it is back.
        let _ = self.listen();
        true
    }

    fn listen(&mut self) -> notify::Result<()> {
        for path in &self.paths {
            // The folder around it tells when the path itself is replaced.
            let around = path.parent().filter(|folder| *folder != Path::new(""));
            self.watcher.watch(
                around.unwrap_or(Path::new(".")),
                RecursiveMode::NonRecursive,
            )?;
            if path.is_dir() {
                self.watcher.watch(path, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }
}

fn refused(error: &notify::Error) -> Failure {
    Failure::outside(
        format!("can't watch for changes: {error}"),
        "check that the paths are there; where the system allows no more watches, check without `--watch`",
    )
}
