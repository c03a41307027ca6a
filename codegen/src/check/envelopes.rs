//! Envelopes: how replies are wrapped.

use super::fields::{self, Role};
use super::names;
use super::types::TypeNames;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Envelope, Failure, Json};
use crate::spec::{self, Name};

pub(super) fn envelopes(
    spec: &spec::Spec,
    types: &TypeNames<'_>,
    problems: &Problems<'_>,
) -> Vec<Envelope> {
    spec.api
        .envelopes
        .iter()
        .map(|envelope| check(envelope, types, problems))
        .collect()
}

fn check(spec: &spec::Envelope, types: &TypeNames<'_>, problems: &Problems<'_>) -> Envelope {
    names::check_snake_case(&spec.name, "an envelope", &[], problems);
    let members: Vec<&str> = spec
        .fields
        .iter()
        .map(|field| field.wire.text.as_str())
        .collect();
    for name in spec
        .success
        .iter()
        .map(|(member, _)| member)
        .chain(&spec.code)
        .chain(&spec.message)
    {
        names::resolve(
            name,
            members.iter().copied(),
            "member of the envelope",
            "its `fields:`",
            problems,
        );
    }
    let envelope = Envelope {
        name: spec.name.text.clone(),
        about: spec.about.clone(),
        fields: fields::fields(&spec.fields, Role::Envelope, types, problems),
        success: texts(&spec.success),
        code: text(spec.code.as_ref()),
        message: text(spec.message.as_ref()),
        payload: text(spec.payload.as_ref()),
        failures: spec.failures.iter().map(failure).collect(),
    };
    for failure in &spec.failures {
        refuse_success(failure, &envelope, problems);
    }
    envelope
}

fn failure(spec: &spec::Failure) -> Failure {
    Failure {
        kind: spec.kind.text.clone(),
        http_status: spec.http_status,
        body: spec.body.clone(),
        about: spec.about.clone(),
    }
}

/// Reports a failure that a client would take for success.
fn refuse_success(failure: &spec::Failure, envelope: &Envelope, problems: &Problems<'_>) {
    if (200..300).contains(&failure.http_status) && is_success(&failure.body, &envelope.success) {
        let message = format!(
            "the failure `{}` counts as success by this envelope",
            failure.kind.text
        );
        let help =
            "give it a `body` that doesn't hold all of `success:`, or an `http_status` from 400 on";
        problems.report(Diagnostic::new(Code::Failure, failure.kind.span, message).help(help));
    }
}

/// Whether a reply says that the call is done.
pub(super) fn is_success(reply: &Json, success: &[(String, String)]) -> bool {
    let Json::Object(members) = reply else {
        return success.is_empty();
    };
    success.iter().all(|(name, expected)| {
        members.iter().any(|(member, value)| {
            member == name && scalar_text(value).is_some_and(|text| text == *expected)
        })
    })
}

/// A scalar as the text that `success` compares.
fn scalar_text(value: &Json) -> Option<String> {
    match value {
        Json::Boolean(value) => Some(value.to_string()),
        Json::Number(text) | Json::String(text) => Some(text.clone()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

pub(super) fn text(name: Option<&Name>) -> Option<String> {
    name.map(|name| name.text.clone())
}

pub(super) fn texts(pairs: &[(Name, Name)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| (name.text.clone(), value.text.clone()))
        .collect()
}
