//! `sealspec man`: the manual.

use std::path::PathBuf;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::failure::{Exit, Failure};
use crate::{Cli, output};

/// Arguments of `sealspec man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealspec man | man -l -                   shows it
  sealspec man -o ~/.local/share/man/man1   installs it, for `man sealspec`")]
pub(crate) struct Args {
    /// The folder for the pages: one of the command, and one of each subcommand. Without it, the first is printed.
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

/// Prints or writes the manual.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.output else {
        output::document(&page(&command)?)?;
        return Ok(Exit::Fine);
    };
    let subcommands = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    for command in std::iter::once(&command).chain(subcommands) {
        let path = folder.join(Man::new(command.clone()).get_filename());
        output::save(&path, &page(command)?)?;
        output::print(format_args!("wrote {}\n", path.display()))?;
    }
    Ok(Exit::Fine)
}

fn page(command: &Command) -> Result<String, Failure> {
    let plain = command.clone().after_help(None);
    let mut page = Vec::new();
    Man::new(plain)
        .source(concat!("sealspec ", env!("CARGO_PKG_VERSION")))
        .manual("sealspec")
        .render(&mut page)
        .map_err(|error| Failure::no(error.to_string()))?;
    let further = command
        .get_after_help()
        .map(|help| sections(&help.to_string()));
    Ok(String::from_utf8_lossy(&page).into_owned() + &further.unwrap_or_default())
}

/// What stands behind the options in `--help`: paragraphs of prose, indented lines as they are, headings above such lines.
fn sections(help: &str) -> String {
    let mut roff = Roff::new();
    for (index, paragraph) in help.split("\n\n").enumerate() {
        let (first, rest) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
        let heading = first.strip_suffix(':').filter(|_| rest.starts_with(' '));
        if let Some(heading) = heading {
            roff.control("SH", [heading.to_uppercase().as_str()]);
        } else if index == 0 {
            roff.control("SH", ["NOTES"]);
        } else {
            roff.control("PP", []);
        }
        let lines = if heading.is_some() { rest } else { paragraph };
        if lines.starts_with(' ') {
            roff.control("nf", []);
            roff.text([roman(lines)]);
            roff.control("fi", []);
        } else {
            roff.text([roman(lines)]);
        }
    }
    roff.to_roff()
}
