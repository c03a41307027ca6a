//! `sealspec schema`: what editors complete, explain and underline specs by.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Exit, Failure};
use crate::output;

/// Arguments of `sealspec schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Write it beside your specs, and name it in the first line of each:
  sealspec schema --output spec/sealspec.schema.json
  # yaml-language-server: $schema=../sealspec.schema.json")]
pub(crate) struct Args {
    /// Writes it to a file. Without it, it is printed.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Writes nothing; fails where the file isn't the schema of this release.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    check: Option<PathBuf>,
}

/// Prints the schema, writes it, or checks a file that should hold it.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let schema = sealspec_codegen::schema();
    if let Some(file) = &args.check {
        return check(file, &schema);
    }
    let Some(file) = &args.output else {
        output::document(&schema)?;
        return Ok(Exit::Fine);
    };
    let state = if output::save(file, &schema)? {
        "wrote"
    } else {
        "is up to date:"
    };
    output::note(format_args!("{state} {}", file.display()));
    Ok(Exit::Fine)
}

fn check(file: &Path, schema: &str) -> Result<Exit, Failure> {
    let shown = file.display();
    let held = fs::read_to_string(file).map_err(|error| {
        Failure::outside(
            format!("can't read `{shown}`: {error}"),
            format!("write it by `sealspec schema --output {shown}`"),
        )
    })?;
    // An editor on Windows may have ended its lines otherwise.
    if held.replace("\r\n", "\n") == schema {
        return Ok(Exit::Fine);
    }
    output::note(format_args!(
        "`{shown}` is not the schema of this release. Run `sealspec schema --output {shown}`, and commit what it changes."
    ));
    Ok(Exit::No)
}
