//! `sealspec call`: a real call.

mod confirm;
mod download;
mod interrupt;
mod progress;
mod question;
mod report;
mod session;
mod table;

use std::time::Duration;

use sealspec::{Error, Json, Outcome, Received};
use sealspec_codegen::model::{Api, Operation};

use crate::credentials::Credentials;
use crate::failure::{Exit, Failure};
use crate::message::{Mask, Message};
use crate::output;
use crate::prose::Language;
use crate::request::{self, Given, Request, RequestArgs};
use crate::vendor::VendorArgs;
use download::Download;
use interrupt::Interrupt;
use question::Question;
use report::Report;
use session::Session;

/// Arguments of `call`.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(crate) struct Args {
    #[command(flatten)]
    vendor: VendorArgs,
    /// The operation, as the spec names it.
    operation: String,
    #[command(flatten)]
    request: RequestArgs,
    /// Shows what would be sent, and sends nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where the outcome isn't known at once, asks after it as often and as long as the vendor documents.
    #[arg(long, conflicts_with = "dry_run")]
    wait: bool,
    /// A field of what `--wait` asks by, where the call has none of that name.
    #[arg(long, requires = "wait", value_name = "NAME=VALUE")]
    ask: Vec<String>,
    /// Sends a call that acts on production without asking back. Scripts need it.
    #[arg(long)]
    yes: bool,
    /// Fetches the file whose address this member of the reply tells, such as a statement, and writes it to FILE.
    #[arg(long, conflicts_with = "dry_run", value_name = "MEMBER=FILE")]
    download: Option<String>,
    /// Prints the outcome as JSON, and the payload as it was received.
    #[arg(long)]
    json: bool,
    /// The language of the explanations beside the reply.
    #[arg(long, value_enum, default_value = "en", value_name = "LANG")]
    lang: Language,
    /// How long to wait for the reply, in seconds.
    #[arg(long, default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
}

const HELP: &str = "\
Examples:
  sealspec call acme send_code -f mobile=555-0100 --dry-run    what would be sent
  sealspec call acme send_code -f mobile=555-0100 --sandbox    sends it
  sealspec call acme pay --request pay.json --yes --wait       for scripts

Credentials come from variables of the environment, `SEALSPEC_<VENDOR>_<CREDENTIAL>`, or else from the file
`sealspec/<vendor>.toml` in your configuration folder, which nobody else may be able to read:

  [production]
  client_id = \"…\"
  app_secret = \"…\"

Exit codes:
  0  done
  1  the vendor refused it
  2  the call can't be made: the arguments make no sense, or a field or a credential is missing
  3  it was never sent
  4  whether the vendor acted isn't known, or not yet: the command that asks after it is printed
  5  done, but the reply couldn't be shown or the file not be fetched: don't call again";

/// Makes a call, or shows it.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let api = args.vendor.api()?;
    if !args.dry_run && (args.request.at.is_some() || args.request.nonce.is_some()) {
        return Err(Failure::usage(
            "a call at another time than now would be refused as stale",
            "leave `--at` and `--nonce` out, or add `--dry-run`",
        ));
    }
    let credentials = Credentials::find(
        &api,
        args.request.environment_of(&api, Some(&args.operation)),
    )?;
    let profile = args.request.profile.as_deref();
    let caller = request::caller(&api, &credentials, &args.operation, profile)?;
    let given = args.request.given()?;
    let request = args.request.call(&caller, &args.operation, &given)?;
    let mask = Mask::of_credentials(&api, &credentials);
    if args.dry_run {
        return dry_run(args, &api, &request, mask);
    }
    if request.call.operation().link {
        return link(args, &request);
    }
    let question = match args.wait {
        true => Some(Question::of(
            &caller,
            &request,
            (&given, &Given::read(&args.ask, None)?),
            &args.request,
        )?),
        false => None,
    };
    let download = args.download.as_deref().map(Download::read).transpose()?;
    let how_to_ask = args.how_to_ask(&api, &request, &given);
    // What would be refused before it is sent is refused before anyone is asked about it.
    prepare(&request, &args.request)?;
    confirm::confirm(args, &api, &request)?;
    let session = Session::new(Duration::from_secs(args.timeout))?;
    let interrupt = match request.call.operation().safe {
        true => None,
        false => Some(Interrupt::ends_with(Failure::unknown(
            "interrupted: whether the vendor acted isn't known",
            how_to_ask.clone(),
        ))?),
    };
    // From here on what came of the call decides how the command ends.
    let mut answer = session.ask(&request);
    let mut answered_by = &request;
    if let Some(question) = &question
        && is_unknown(&answer)
    {
        (answer, answered_by) = question.settle(&session, &request, answer);
    }
    let report = Report {
        operation: answered_by.call.operation(),
        api: &api,
        asked: question.is_some(),
        how_to_ask,
        mask,
        lang: args.lang,
    };
    if let Some(interrupt) = interrupt {
        interrupt.now_ends_with(report.interrupted(&answer));
    }
    let reply = match answer {
        Ok(reply) => reply,
        Err(error) => return Err(report.failed(&error, args.json)),
    };
    let shown = report.done(&reply, args.json);
    let fetched = download.map_or(Ok(()), |download| {
        download.fetch(&api, &args.request, &session, &reply)
    });
    if let (Err(failure), Err(_)) = (&shown, &fetched) {
        output::note(failure.render());
    }
    fetched.and(shown).map(|()| Exit::Fine)
}

impl Args {
    /// What to do where the outcome isn't known.
    fn how_to_ask(&self, api: &Api, request: &Request, given: &Given) -> String {
        let operation = request.call.operation();
        let Some(poll) = &operation.poll else {
            return match operation.safe {
                true => "calling again does no harm".to_owned(),
                false => {
                    "ask the vendor before you call again: the spec names no operation that tells"
                        .to_owned()
                }
            };
        };
        let via = poll.via.as_deref().unwrap_or(&operation.name);
        let mut line = vec!["sealspec".to_owned(), "call".to_owned()];
        line.extend([self.vendor.vendor.clone(), via.to_owned()]);
        line.extend(self.vendor.overlay_arguments());
        line.extend(["--profile".to_owned(), request.call.profile().name.clone()]);
        line.extend(self.request.address_arguments());
        let asks = request::operation(api, via);
        if asks.is_some_and(Operation::takes_url) {
            line.extend(self.request.url_arguments());
        }
        match asks {
            Some(via) => line.extend(given.fitting(via).all_arguments(api, via)),
            None => line.extend(given.arguments(api, operation)),
        }
        if poll.via.is_none() && !operation.safe {
            line.push("--yes".to_owned());
        }
        let line = crate::text::command_line(line.iter().map(String::as_str));
        format!("don't call again before you have asked: {line}")
    }
}

fn is_unknown(answer: &Result<Received<Json>, Error>) -> bool {
    matches!(answer, Err(error) if error.outcome() == Outcome::Unknown)
}

fn prepare(request: &Request, args: &RequestArgs) -> Result<sealspec::Prepared, Failure> {
    let moment = args.moment()?;
    let prepared = request.call.prepare(&request.base_url, &moment);
    prepared.map_err(|error| request::refused_before(&error))
}

fn dry_run(args: &Args, api: &Api, request: &Request, mask: Mask) -> Result<Exit, Failure> {
    let prepared = prepare(request, &args.request)?;
    let message = Message::of(&session::with_user_agent(prepared));
    let mask = mask.and_of(api, &message);
    if args.json {
        output::document(&format!("{:#}\n", message.json(&mask)))?;
    } else {
        output::print(message.show(&mask))?;
        output::note("Nothing was sent.");
    }
    Ok(Exit::Fine)
}

/// A link is for someone else to open: it is printed, and nothing is sent.
fn link(args: &Args, request: &Request) -> Result<Exit, Failure> {
    let prepared = prepare(request, &args.request)?;
    let url = prepared.uri();
    match args.json {
        true => output::document(&format!(
            "{:#}\n",
            serde_json::json!({"url": url.to_string()})
        ))?,
        false => output::document(&format!("{url}\n"))?,
    }
    Ok(Exit::Fine)
}
