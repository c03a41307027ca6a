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
        let shown = match as_json {
            true => print_json(&self.done_json(reply)),
            false => self.print_reply(reply),
        };
        shown.map_err(|failure| {
            let (what, _) = failure.into_parts();
            Failure::incomplete(
                format!("the call is done; its reply isn't shown: {what}"),
                self.how_to_ask.clone(),
            )
        })
    }

    /// Tells of a call that isn't done: in JSON by itself, and as what ends the command.
    pub(super) fn failed(&self, error: &Error, as_json: bool) -> Failure {
        if as_json && let Err(unwritten) = print_json(&self.failed_json(error)) {
            output::note(unwritten.render());
        }
        self.failure(error)
    }

    /// What to say where the command is interrupted before all of this is told.
    pub(super) fn interrupted(&self, answer: &Result<Received<Json>, Error>) -> Failure {
        match answer {
            Ok(_) => Failure::incomplete(
                "interrupted: the call is done, but its reply isn't shown or its file isn't fetched",
                self.how_to_ask.clone(),
            ),
            Err(error) => self.failure(error),
        }
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
        output::print(table::payload(
            (self.api, self.operation),
            reply.payload.text(),
            &self.mask,
            self.lang,
        ))
    }

    fn shown(&self, text: &str) -> String {
        printable(&self.mask.hide(text))
    }

    /// The payload is as it was received, and all else without secrets.
    fn done_json(&self, reply: &Received<Json>) -> Value {
        json!({
            "outcome": "done",
            "status": reply.status.as_u16(),
            "code": reply.code.as_deref().map(|code| self.mask.hide(code)),
            "message": reply.message.as_deref().map(|message| self.mask.hide(message)),
            "verification": name(reply.verification),
            "payload": parsed(reply.payload.text()),
        })
    }

    fn failed_json(&self, error: &Error) -> Value {
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
            "code": error.code().map(|code| self.mask.hide(code)),
            "message": error.message().map(|message| self.mask.hide(message)),
            "verification": verification,
            "error": self.mask.hide(&error.to_string()),
        })
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

fn print_json(value: &Value) -> Result<(), Failure> {
    output::document(&format!("{value:#}\n"))
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
