//! `sealspec generate`: the client that a build would make, for those who commit it.

mod folder;

use std::path::{Path, PathBuf};

use sealspec_codegen::{GeneratedFile, Options, Style};

use crate::failure::{Exit, Failure};
use crate::output;
use crate::vendor::VendorArgs;
use folder::Change;

/// Arguments of `sealspec generate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealspec generate acme -o src            writes src/acme/*.rs
  sealspec generate acme -o src --check    fails where they are stale")]
pub(crate) struct Args {
    #[command(flatten)]
    vendor: VendorArgs,
    /// The folder in which the module's folder is made. Declare the module above it: `pub mod acme;`. Without a folder, all
    /// files are printed.
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Writes nothing; fails with a diff where the folder doesn't hold what would be generated.
    #[arg(long, requires = "output")]
    check: bool,
    /// Has types derive serde's traits where the feature `serde` of your crate is on.
    #[arg(long)]
    serde: bool,
}

/// Generates the client of a vendor.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let sources = args.vendor.sources()?;
    if let Some(file) = sources
        .files()
        .iter()
        .find(|file| Path::new(&file.path).has_root())
    {
        return Err(Failure::usage(
            format!(
                "the path `{}` would show in generated code, and leads from the root of the disk",
                file.path
            ),
            "run this in your crate's folder, and give the spec's path from there, like `spec/acme`",
        ));
    }
    let options = Options { serde: args.serde };
    let files = sealspec_codegen::generate(&sources, &options)
        .map_err(|mistakes| Failure::no(mistakes.render(Style::Styled)))?;
    match &args.output {
        None => print(&files),
        Some(output) => {
            let changes = folder::changes(output, &files)?;
            if args.check {
                check(args, &changes)
            } else {
                apply(&changes)
            }
        }
    }
}

/// All files, each under a comment with its name.
fn print(files: &[GeneratedFile]) -> Result<Exit, Failure> {
    for (index, file) in files.iter().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        output::document(&format!("{gap}// ---- {} ----\n\n{}", file.path, file.text))?;
    }
    Ok(Exit::Fine)
}

fn apply(changes: &[Change]) -> Result<Exit, Failure> {
    for change in changes {
        change.apply()?;
        output::print(format_args!("{change}\n"))?;
    }
    if changes.is_empty() {
        output::note("Nothing to do: the folder holds what the spec says.");
    }
    Ok(Exit::Fine)
}

fn check(args: &Args, changes: &[Change]) -> Result<Exit, Failure> {
    for change in changes {
        output::print(change.diff())?;
    }
    if changes.is_empty() {
        return Ok(Exit::Fine);
    }
    output::note(format_args!(
        "The generated code is not what the spec says. Run `{}`, and commit what it changes.",
        args.mending()
    ));
    Ok(Exit::No)
}

impl Args {
    /// The command that makes the folder right, as one types it.
    fn mending(&self) -> String {
        let mut words = vec!["sealspec".to_owned(), "generate".to_owned()];
        words.extend(self.vendor.words());
        if let Some(output) = &self.output {
            words.extend(["--output".to_owned(), output.display().to_string()]);
        }
        if self.serde {
            words.push("--serde".to_owned());
        }
        // Words with a NUL byte can't have come from a command line.
        shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
    }
}
