//! `sealspec completions`: what a shell completes.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::failure::{Exit, Failure};
use crate::{Cli, output};

/// Arguments of `sealspec completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Where the script goes:
  bash        > ~/.local/share/bash-completion/completions/sealspec
  zsh         > ~/.zfunc/_sealspec, with `fpath+=~/.zfunc` before `compinit`
  fish        > ~/.config/fish/completions/sealspec.fish
  powershell  >> $PROFILE
  elvish      >> ~/.config/elvish/rc.elv")]
pub(crate) struct Args {
    /// The shell.
    shell: Shell,
}

/// Prints the script of a shell.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sealspec", &mut script);
    output::document(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
