//! Rules between the fields of a request.

use std::borrow::Cow;

use sealspec_codegen::model::{Json, Rule};

use crate::json;
use crate::received::Received;
use crate::seen::Refusal;

/// Checks rules between fields that travel by themselves.
pub(crate) fn of_fields(rules: &[Rule], received: &Received) -> Result<(), Refusal> {
    check(rules, "", |name| given(received, name).map(Cow::Borrowed))
}

/// What a field is given as that travels by itself.
pub(crate) fn given<'r>(received: &'r Received, name: &str) -> Option<&'r str> {
    let text = received.field(name).filter(|text| !text.is_empty());
    text.or(received.file(name).map(|_| "a file"))
}

/// Checks rules between the members of the object at `path`; what `beside` tells counts as members.
pub(crate) fn of_object<'r>(
    rules: &[Rule],
    object: &Json,
    path: &str,
    beside: impl Fn(&str) -> Option<&'r str>,
) -> Result<(), Refusal> {
    let Json::Object(members) = object else {
        return Ok(());
    };
    check(rules, path, |name| match json::member(members, name) {
        None => beside(name).map(Cow::Borrowed),
        Some(value) => match json::scalar(value) {
            Some(text) => Some(Cow::Borrowed(text)).filter(|text| !text.is_empty()),
            None => Some(Cow::Owned(value.to_string())),
        },
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
