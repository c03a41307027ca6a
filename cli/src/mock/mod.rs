//! `sealspec mock`: the vendor of a spec, on a port of this machine.

mod answers;
mod credentials;
mod log;
mod serve;
mod web;
mod welcome;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use sealspec_caller::Caller;
use sealspec_mock::MockVendor;

use crate::failure::{Exit, Failure};
use crate::vendor::VendorArgs;
use answers::Scripted;
use credentials::Credentials;
use log::Log;
use web::Site;
use welcome::Welcome;

/// Arguments of `sealspec mock`.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(crate) struct Args {
    #[command(flatten)]
    vendor: VendorArgs,
    /// The port. 0 takes any that is free.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The address to listen at. Others than this machine reach it only if you give another than the default.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    host: IpAddr,
    /// A TOML file of `NAME = "VALUE"` lines: what the caller's credentials are. Those that it leaves out are test values.
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    /// What the operation answers to its next good request. May be given more than once: the answers are used up in order.
    #[arg(long = "answer", value_name = "OPERATION=ANSWER")]
    answers: Vec<Scripted>,
    /// Prints the log as JSON, an object on each line. The first tells where the vendor is.
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Answers:
  example:N            the reply of the operation's example N, counted from 1
  refusal:CODE:TEXT    a refusal in the vendor's own shape
  status:CODE          an HTTP status alone, as a gateway answers
  unsigned, forged     the documented reply without its signature, or with a wrong one
  garbage              a web page where the reply should be
  slow:SECONDS         the documented reply, so much later
  cut, cut-midway      the connection ends before the reply, or halfway through it

A request that isn't as documented is refused as ever, and uses up no answer.";

/// Serves the vendor until Ctrl-C, or until nobody reads the log any more.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let api = args.vendor.api()?;
    let credentials = Credentials::new(&api, args.credentials.as_deref())?;
    let log = Arc::new(Log::new(args.json));
    let sink = Arc::clone(&log);
    let vendor = MockVendor::new(api).watch(move |seen, answered| sink.record(seen, answered));
    let vendor = credentials.tell(vendor);
    answers::script(&vendor, &args.answers)?;
    let listener = serve::listen(args.host, args.port)?;
    let url = serve::url(&listener)?;
    log.begin(&Welcome {
        vendor: &args.vendor,
        api: vendor.api(),
        credentials: &credentials,
        url: url.clone(),
    });
    let caller = Caller::new(vendor.api().clone());
    let site = Site {
        caller: credentials.give(caller),
        vendor,
        credentials,
        log: Arc::clone(&log),
        url,
        sends: args.host.is_loopback(),
    };
    serve::until_the_end(listener, web::router(site), &log)
}
