//! The command `sealspec`: checks specs, explains signatures, calls vendors and plays them.
//!
//! Each subcommand is a module with its arguments and `run`. None compiles anything: what a spec says is interpreted.

mod call;
mod check;
mod completions;
mod credentials;
mod docs;
mod explain;
mod explain_code;
mod failure;
mod generate;
mod input;
mod man;
mod message;
mod mock;
mod new;
mod openapi;
mod output;
mod prose;
mod request;
mod schema;
mod sent;
mod text;
mod vendor;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};

use crate::failure::{Exit, Failure};

const EXAMPLES: &str = "\
Examples:
  sealspec new acme    begins with a vendor of your own
  sealspec explain ishansong send_sms_code -f mobile=16700000000
                       shows how a call is signed
  sealspec mock ishansong
                       plays the vendor, with a web page to call it from";

/// Checks specs of signed HTTP APIs, explains their signatures, calls the vendors and plays them.
#[derive(Debug, Parser)]
#[command(
    name = "sealspec",
    version,
    after_help = format!("{EXAMPLES}\n\n{}", failure::EXIT_CODES),
    disable_help_subcommand = true
)]
struct Cli {
    /// Whether to colour: auto, always or never. By default where a terminal shows it.
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        hide_default_value = true,
        hide_possible_values = true,
        display_order = 900
    )]
    color: ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a real call.
    Call(call::Args),
    /// Tells all mistakes of specs, and what they could say better.
    Check(check::Args),
    /// Prints the completion script of a shell.
    Completions(completions::Args),
    /// Writes a reference of a vendor's API, in Markdown or HTML.
    Docs(docs::Args),
    /// Shows how a call is signed, or where your own code's differs.
    Explain(explain::Args),
    /// Explains the code of a mistake, such as SE0007.
    ExplainCode(explain_code::Args),
    /// Generates a vendor's client, for those who commit it.
    Generate(generate::Args),
    /// Prints the manual, or installs it.
    Man(man::Args),
    /// Plays a vendor on a port of this machine, with a web page.
    Mock(mock::Args),
    /// Makes a crate for a vendor: a spec to fill in, tests that pass.
    New(new::Args),
    /// Writes a spec as OpenAPI 3.1, signatures described in extensions.
    Openapi(openapi::Args),
    /// Prints the JSON Schema of the spec language, for editors.
    Schema(schema::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    colour(cli.color);
    match run(cli.command) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            output::note(failure.render());
            failure.exit().into()
        }
    }
}

/// Settles for all streams whether they are coloured. `NO_COLOR` and the like count where the choice is `auto`.
fn colour(choice: ColorChoice) {
    let choice = match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

fn run(command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Call(args) => call::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Docs(args) => docs::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::ExplainCode(args) => explain_code::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Man(args) => man::run(&args),
        Command::Mock(args) => mock::run(&args),
        Command::New(args) => new::run(&args),
        Command::Openapi(args) => openapi::run(&args),
        Command::Schema(args) => schema::run(&args),
    }
}
