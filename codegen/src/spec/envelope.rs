use super::conditions::conditions;
use super::{Envelope, Failure, about, field};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::Json;
use crate::yaml::{Cursor, Key, Node, json};

/// The kinds of refusal that a vendor may document.
const FAILURES: [&str; 2] = ["bad_signature", "bad_request"];

pub(super) fn envelope<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Envelope {
    let mut cursor = Cursor::new(node, name.span, "an envelope", problems);
    let envelope = Envelope {
        name: name.clone(),
        about: about::about(&mut cursor, problems),
        fields: field::fields(cursor.entries("fields"), problems),
        success: conditions(&mut cursor, "success", problems),
        pending: conditions(&mut cursor, "pending", problems),
        undecided: conditions(&mut cursor, "undecided", problems),
        code: cursor.text("code"),
        message: cursor.text("message"),
        payload: cursor.text("payload"),
        failures: cursor
            .entries("failures")
            .iter()
            .filter_map(|entry| failure(entry, problems))
            .collect(),
    };
    cursor.finish();
    envelope
}

fn failure<'n>((kind, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Option<Failure> {
    if !FAILURES.contains(&kind.text.as_str()) {
        let message = format!("`{}` is no kind of failure", kind.text);
        problems.report(
            Diagnostic::new(Code::UnknownKey, kind.span, message)
                .help("failures are `bad_signature` and `bad_request`"),
        );
        return None;
    }
    let mut cursor = Cursor::new(node, kind.span, "a failure", problems);
    let failure = Failure {
        kind: kind.clone(),
        http_status: cursor
            .number("http_status", 100..=599)
            .and_then(|status| u16::try_from(status).ok())
            .unwrap_or(200),
        body: cursor
            .require("body", "{code: 401, msg: bad signature}")
            .map_or(Json::Null, |node| json(node, problems)),
        about: about::about(&mut cursor, problems),
    };
    cursor.finish();
    Some(failure)
}
