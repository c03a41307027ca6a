//! What came of a call.

use anstyle::{AnsiColor, Style};
use sealspec::{Error, Json, Outcome, Received, Verification};
use sealspec_codegen::model::{Api, Operation};
use serde_json::{Value, json};

use super::table;
use crate::failure::Failure;
use crate::message::Mask;
use crate::output;
use crate::prose::Language;
use crate::text::printable;

/// What it takes to tell what came of a call.
pub(super) struct Report<'a> {
    pub(super) operation: &'a Operation,
    pub(super) api: &'a Api,
    /// Whether it was asked after, where its own reply didn't tell.
    pub(super) asked: bool,
    pub(super) how_to_ask: String,
    pub(super) mask: Mask,
    pub(super) lang: Language,
}

impl Report<'_> {
    /// Prints a reply that says that the call is done.
    pub(super) fn done(&self, reply: &Received<Json>, as_json: bool) -> Result<(), Failure> {
        match as_json {
            true => self.print_json(&done(reply)),
            false => self.print_reply(reply),
        }
    }

    /// Tells of a call that isn't done: in JSON by itself, and as what ends the command.
    pub(super) fn failed(&self, error: &Error, as_json: bool) -> Result<Failure, Failure> {
        if as_json {
            self.print_json(&failed(error))?;
        }
        Ok(self.failure(error))
    }

    fn print_reply(&self, reply: &Received<Json>) -> Result<(), Failure> {
        let good = Style::new().bold().fg_color(Some(AnsiColor::Green.into()));
        let mut words = vec![format!("HTTP {}", reply.status.as_u16())];
        words.extend(
            reply
                .code
                .iter()
                .map(|code| format!("code {}", self.shown(code))),
        );
        words.extend(reply.message.iter().map(|message| self.shown(message)));
        words.push(told(reply.verification).to_owned());
        let name = &self.operation.name;
        output::print(format_args!(
            "{good}done{good:#}  {name}: {}\n",
            words.join(", ")
        ))?;
        let payload = self.mask.hide(reply.payload.text());
        output::print(table::payload(
            self.api,
            self.operation,
            &payload,
            self.lang,
        ))
    }

    fn print_json(&self, value: &Value) -> Result<(), Failure> {
        output::document(&format!("{}\n", self.mask.hide(&format!("{value:#}"))))
    }

    fn shown(&self, text: &str) -> String {
        printable(&self.mask.hide(text))
    }

    fn failure(&self, error: &Error) -> Failure {
        let what = self.shown(&error.to_string());
        match error.outcome() {
            Outcome::NotSent => Failure::outside(
                what,
                "nothing was sent, so calling again does no harm: check the address and the network",
            ),
            Outcome::Refused => Failure::refused(what, self.about_refusal(error)),
            Outcome::Unknown => {
                let again = if self.asked { "still unknown; " } else { "" };
                Failure::unknown(what, format!("{again}{}", self.how_to_ask))
            }
        }
    }

    fn about_refusal(&self, error: &Error) -> String {
        let unproven = match error {
            Error::Vendor { verification, .. } => *verification != Verification::Verified,
            _ => true,
        };
        let proof = if unproven {
            " (nothing proves that the refusal is the vendor's)"
        } else {
            ""
        };
        format!(
            "the vendor didn't act{proof}; where it is about the signature, `sealspec explain` shows how it was made"
        )
    }
}

fn done(reply: &Received<Json>) -> Value {
    json!({
        "outcome": "done",
        "status": reply.status.as_u16(),
        "code": reply.code,
        "message": reply.message,
        "verification": name(reply.verification),
        "payload": parsed(reply.payload.text()),
    })
}

fn failed(error: &Error) -> Value {
    let status = match error {
        Error::Status { status, .. } => Some(status.as_u16()),
        _ => None,
    };
    let verification = match error {
        Error::Vendor { verification, .. } | Error::Pending { verification, .. } => {
            Some(name(*verification))
        }
        _ => None,
    };
    json!({
        "outcome": match error.outcome() {
            Outcome::NotSent => "not_sent",
            Outcome::Refused => "refused",
            Outcome::Unknown => "unknown",
        },
        "status": status,
        "code": error.code(),
        "message": error.message(),
        "verification": verification,
        "error": error.to_string(),
    })
}

/// A payload with its numbers as they were written.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn name(verification: Verification) -> &'static str {
    match verification {
        Verification::Verified => "verified",
        Verification::Unsigned => "unsigned",
        Verification::Absent => "absent",
        Verification::Undetermined => "undetermined",
        _ => "not_checked",
    }
}

fn told(verification: Verification) -> &'static str {
    match verification {
        Verification::Verified => "signature verified",
        Verification::Unsigned => "replies aren't signed",
        Verification::Absent => "not signed, as it may be",
        Verification::Undetermined => "signature can't be checked",
        _ => "signature not looked at",
    }
}
