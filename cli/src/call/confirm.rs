//! Asking back before a call that acts.

use std::io::{self, IsTerminal as _};

use sealspec_caller::is_loopback;
use sealspec_codegen::model::Api;

use super::Args;
use crate::failure::Failure;
use crate::output;
use crate::request::{self, Request};

/// Asks whether a call that acts is meant. One that acts on another environment than production, and names it, says so already.
pub(super) fn confirm(args: &Args, api: &Api, request: &Request) -> Result<(), Failure> {
    let operation = request.call.operation();
    let is_here = request.address().parse().is_ok_and(|uri| is_loopback(&uri));
    let environment = args.request.environment_at(api, request);
    let is_named = environment != "production" && args.request.environment() == Some(environment);
    if args.yes || operation.safe || is_here || is_named {
        return Ok(());
    }
    let address = request::origin(request.address());
    let name = &operation.name;
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::usage(
            format!("`{name}` acts, and this is {environment}: {address}"),
            "add `--yes` if you mean it; `--dry-run` shows it, and `--sandbox` tries it where the vendor has one",
        ));
    }
    output::note(format_args!(
        "{name} acts, and this is {environment}: {address}. Send it? [y/N]"
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
