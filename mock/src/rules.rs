//! Rules between the fields of a request.

use std::borrow::Cow;

use sealspec_codegen::model::{Json, Rule};

use crate::json;
use crate::received::Received;
use crate::seen::Refusal;

/// Checks rules between fields that travel by themselves.
pub(crate) fn of_fields(rules: &[Rule], received: &Received) -> Result<(), Refusal> {
    check(rules, "", |name| {
        let text = received.field(name).filter(|text| !text.is_empty());
        text.or(received.file(name).map(|_| "a file"))
            .map(Cow::Borrowed)
    })
}

/// Checks rules between the members of the object at `path`; files beside it count as members where there are any.
pub(crate) fn of_object(
    rules: &[Rule],
    object: &Json,
    path: &str,
    files: Option<&Received>,
) -> Result<(), Refusal> {
    let Json::Object(members) = object else {
        return Ok(());
    };
    check(rules, path, |name| {
        let file = files.and_then(|received| received.file(name));
        match json::member(members, name) {
            None => file.map(|_| Cow::Borrowed("a file")),
            Some(value) => match json::scalar(value) {
                Some(text) => Some(Cow::Borrowed(text)).filter(|text| !text.is_empty()),
                None => Some(Cow::Owned(value.to_string())),
            },
        }
    })
}

fn check<'v>(
    rules: &[Rule],
    path: &str,
    value: impl Fn(&str) -> Option<Cow<'v, str>>,
) -> Result<(), Refusal> {
    match rules.iter().find(|rule| !rule.is_kept(&value)) {
        None => Ok(()),
        Some(rule) if path.is_empty() => Err(Refusal::bad_request(rule.statement())),
        Some(rule) => {
            let reason = format!("in `{path}`, {}", rule.statement());
            Err(Refusal::bad_request(reason))
        }
    }
}
