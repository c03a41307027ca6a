//! `sealspec check`: all mistakes of specs.

use std::path::PathBuf;

use sealspec_codegen::Style;

use crate::failure::{Exit, Failure};
use crate::{output, vendor};

/// Arguments of `sealspec check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folders of vendors, or folders that hold such folders.
    #[arg(default_value = "spec")]
    paths: Vec<PathBuf>,
}

/// Checks every vendor under the paths.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let mut exit = Exit::Fine;
    for path in &args.paths {
        let review = sealspec_codegen::review(&vendor::read(path)?);
        output::print(review.diagnostics.render(Style::Styled))?;
        if review.api.is_none() {
            exit = Exit::No;
        }
    }
    Ok(exit)
}
