//! Registers a merchant with 闪送 (iShansong) and follows the audit until the vendor has decided.
//!
//! ```text
//! cargo run --example onboard_merchant                # against a mock vendor inside this program
//! cargo run --example onboard_merchant -- --explain   # with the string to sign of each call, secrets masked
//! cargo run --example onboard_merchant -- --help      # how to run it against the vendor's sandbox
//! ```

mod ask;
mod connection;
mod mock;
mod onboarding;

use std::error::Error;
use std::process::ExitCode;

use connection::Connection;
use sealspec::Outcome;

const HELP: &str = "\
Registers a merchant with 闪送 (iShansong) and follows the audit until the vendor has decided.

Usage: onboard_merchant [--explain]

  --explain  print the string to sign of each call, secrets masked
  --help     print this

Without credentials it runs against a mock vendor inside this program. With them it runs against the real one:

  ISHANSONG_CLIENT_ID   the application's key (App-key)
  ISHANSONG_APP_SECRET  its secret
  ISHANSONG_SERVER      sandbox (default), production, or a base URL

The shop is made up: anywhere but at the sandbox and on this machine it asks first whether that is meant. It asks for what it
needs, unless these are set:

  ISHANSONG_IMAGE         path of a PNG or JPEG image of the shop
  ISHANSONG_MOBILE        mobile number to register
  ISHANSONG_SMS_CODE      the code sent to that number
  ISHANSONG_BETTER_IMAGE  path of the image to submit after a rejection";

#[tokio::main]
async fn main() -> ExitCode {
    let mut explain = false;
    for argument in std::env::args().skip(1) {
        match &*argument {
            "--explain" => explain = true,
            "--help" | "-h" => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            other => {
                eprintln!("unknown argument `{other}`\n\n{HELP}");
                return ExitCode::from(2);
            }
        }
    }
    match run(explain).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nIt went wrong: {error}.");
            if let Some(error) = error.downcast_ref::<sealspec::Error>() {
                eprintln!("{}", consequence(error.outcome()));
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(explain: bool) -> Result<(), Box<dyn Error>> {
    let connection = Connection::from_environment(explain)?;
    println!("Registering a merchant with 闪送, at {}", connection.place);
    onboarding::run(&connection).await?;
    if let Some(mock) = &connection.mock {
        mock::summarise(mock);
    }
    Ok(())
}

/// What the failed call may have done.
fn consequence(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotSent => "The vendor has not seen the call.",
        Outcome::Refused => "The vendor refused the call; nothing was done.",
        Outcome::Unknown => "The vendor may have acted all the same: ask it before calling again.",
    }
}
