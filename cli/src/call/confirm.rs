//! Asking back before a call that acts.

use std::io::{self, IsTerminal as _};

use super::Args;
use crate::failure::Failure;
use crate::output;
use crate::request::{Request, is_loopback};

/// Asks whether a call that acts on production is meant. Other environments have to be asked for by name, which says so already.
pub(super) fn confirm(args: &Args, request: &Request) -> Result<(), Failure> {
    let operation = request.call.operation();
    let is_here = request.base_url.parse().is_ok_and(|uri| is_loopback(&uri));
    let environment = args.request.environment().unwrap_or("production");
    if args.yes || operation.safe || is_here || environment != "production" {
        return Ok(());
    }
    let name = &operation.name;
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::usage(
            format!("`{name}` acts, and this is {environment}"),
            "add `--yes` if you mean it; `--dry-run` shows it, and `--sandbox` tries it where the vendor has one",
        ));
    }
    output::note(format_args!(
        "{name} acts, and this is {environment}: {}. Send it? [y/N]",
        request.base_url
    ));
    let mut answer = String::new();
    match io::stdin().read_line(&mut answer) {
        Ok(_) if matches!(answer.trim(), "y" | "Y" | "yes") => Ok(()),
        _ => Err(Failure::outside(
            "nothing was sent",
            "answer `y`, or add `--yes`",
        )),
    }
}
