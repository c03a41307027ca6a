//! `sealspec check`: all mistakes of specs, and what they could say better.

mod github;
mod json;
mod sarif;
mod specs;
mod text;
mod watch;

use std::path::PathBuf;

use sealspec_codegen::{Diagnostics, Severity, Sources, review};
use serde::Serialize;

use crate::failure::{Exit, Failure};
use crate::output;

/// Arguments of `sealspec check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealspec check                    all vendors under spec/
  sealspec check --watch            again after every change
  sealspec check --format github    annotations in GitHub Actions")]
pub(crate) struct Args {
    /// A vendor's folder, a folder of such folders, a file of a vendor, or the name of a spec that sealspec brings.
    #[arg(value_name = "PATH", default_value = specs::DEFAULT)]
    paths: Vec<PathBuf>,
    /// A file that says what the vendor's page doesn't: an overlay. May be given more than once.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// How to print what is found.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Exits with 1 where there are warnings, too.
    #[arg(long)]
    deny_warnings: bool,
    /// Checks again whenever a file changes, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["format", "json"])]
    watch: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document, for scripts.
    Json,
    /// SARIF 2.1.0, which code scanners and editors read.
    Sarif,
    /// Workflow commands, of which GitHub Actions makes annotations.
    Github,
}

/// Checks every spec under the paths.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    if args.watch {
        return watch::run(args);
    }
    let report = Report::of(&specs::read(args)?, args);
    let format = if args.json { Format::Json } else { args.format };
    match format {
        Format::Text => output::print(text::render(&report))?,
        Format::Json => output::document(&json::render(&report))?,
        Format::Sarif => output::document(&sarif::render(&report))?,
        Format::Github => {
            output::document(&github::render(&report))?;
            output::note(text::totals(&report));
        }
    }
    Ok(report.exit())
}

/// A document as it is printed.
fn pretty(document: &impl Serialize) -> String {
    // Nothing in these documents has a key that isn't text, which is all that could fail.
    let text = serde_json::to_string_pretty(document).unwrap_or_default();
    text + "\n"
}

/// What is to be said about some specs.
struct Report {
    specs: Vec<Diagnostics>,
    deny_warnings: bool,
}

impl Report {
    fn of(specs: &[Sources], args: &Args) -> Self {
        let specs = specs.iter().map(|sources| review(sources).diagnostics);
        Self {
            specs: specs.collect(),
            deny_warnings: args.deny_warnings,
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.specs.iter().map(|own| own.count(severity)).sum()
    }

    /// Whether warnings alone make a failure of it.
    fn is_denied(&self) -> bool {
        self.deny_warnings && self.count(Severity::Error) == 0 && self.count(Severity::Warning) > 0
    }

    fn exit(&self) -> Exit {
        if self.count(Severity::Error) > 0 || self.is_denied() {
            Exit::No
        } else {
            Exit::Fine
        }
    }
}
