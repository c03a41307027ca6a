//! `sealspec explain`: what would be sent, and why the signature is what it is.

mod cause;
mod copied;
mod pasted;
mod shown;
mod stand_in;

use sealspec_codegen::model::Api;
use sealspec_codegen::suggest;
use serde_json::json;

use crate::credentials::Credentials;
use crate::failure::{Exit, Failure};
use crate::message::{Mask, Message};
use crate::request::{self, RequestArgs};
use crate::vendor::VendorArgs;
use crate::{input, output};
use shown::Shown;
use stand_in::Equipped;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(crate) struct Args {
    #[command(flatten)]
    vendor: VendorArgs,
    /// The operation, as the spec names it. A pasted request tells by itself.
    operation: Option<String>,
    #[command(flatten)]
    request: RequestArgs,
    #[command(flatten)]
    source: pasted::Source,
    /// The entry of the HAR file, counted from 1. The first that calls the vendor, unless said otherwise.
    #[arg(long, value_name = "NUMBER")]
    entry: Option<usize>,
    /// Compares with the string to sign that your own code, or the vendor, says it made. `-` reads from standard input.
    #[arg(long, value_name = "FILE")]
    string_to_sign: Option<String>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Examples:
  sealspec explain acme send_code -f mobile=555-0100
  sealspec explain acme --from-curl -    what your own code sends, pasted

Credentials come from where `sealspec call` takes them. One that isn't known has a stand-in, and the output says so.

Exit codes:
  0  explained; of a pasted request: it is as documented, and signed right
  1  the pasted request, or the string to sign, differs
  2  the arguments make no sense, or what is pasted can't be read";

/// Explains a call, or a request that other code makes.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let api = args.vendor.api()?;
    let credentials = Credentials::find(
        &api,
        args.request.environment_of(&api, args.operation.as_deref()),
    )?;
    if args.entry.is_some() && !args.source.is_har() {
        return Err(Failure::usage(
            "`--entry` is of a HAR file",
            "add `--from-har FILE`",
        ));
    }
    match args.source.read()? {
        Some(pasted) => copied::explain(args, &api, &credentials, pasted),
        None => from_fields(args, &api, &credentials),
    }
}

fn from_fields(args: &Args, api: &Api, credentials: &Credentials) -> Result<Exit, Failure> {
    let name = args.operation.as_deref().ok_or_else(|| {
        let operations = api.pages.iter().flat_map(|page| &page.operations);
        let names = suggest::choice_of(operations.map(|own| own.name.as_str()));
        Failure::usage(
            "no operation is named, and no request is pasted",
            format!("name {names}"),
        )
    })?;
    let operation = request::operation(api, name);
    let equipped = Equipped::new(
        api,
        credentials,
        operation,
        args.request.profile.as_deref(),
        &[],
    );
    let mut own = args.request.clone();
    own.profile.clone_from(&equipped.profile);
    let request = own.call(&equipped.caller, name, &args.request.given()?)?;
    let explained = request
        .call
        .explain(&request.base_url, &args.request.moment()?);
    let (prepared, explanation) = explained.map_err(|error| request::refused_before(&error))?;
    let message = Message::of(&prepared.into_request());
    let mask = Mask::of_credentials(api, credentials).and_of(api, &message);
    let shown = Shown::new(message, explanation, &equipped, mask);
    let difference = match &args.string_to_sign {
        Some(file) => Some(shown.compare(&input::read_text(file, "the string to sign")?)),
        None => None,
    };
    if args.json {
        let told = difference.as_ref().map(|difference| &difference.told);
        let value = json!({"call": shown.json(), "string_to_sign": told});
        output::document(&format!("{value:#}\n"))?;
    } else {
        output::print(shown.text())?;
        if let Some(difference) = &difference {
            output::print(format_args!("\n{}\n", difference.told))?;
        }
    }
    Ok(match difference {
        Some(difference) if !difference.is_none => Exit::No,
        _ => Exit::Fine,
    })
}
