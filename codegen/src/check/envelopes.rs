//! Envelopes: how replies are wrapped.

use super::conditions;
use super::fields::{self, Role};
use super::names;
use super::types::TypeNames;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Envelope, Failure};
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
    let conditions_of = [&spec.success, &spec.pending, &spec.undecided];
    let named = conditions_of
        .into_iter()
        .flatten()
        .map(|(member, _)| member);
    conditions::resolve(
        named.chain(&spec.code).chain(&spec.message),
        &members,
        ("member of the envelope", "its `fields:`"),
        problems,
    );
    let envelope = Envelope {
        name: spec.name.text.clone(),
        about: spec.about.clone(),
        fields: fields::fields(&spec.fields, Role::Envelope, types, problems),
        success: conditions::conditions(&spec.success),
        pending: conditions::conditions(&spec.pending),
        undecided: conditions::conditions(&spec.undecided),
        code: text(spec.code.as_ref()),
        message: text(spec.message.as_ref()),
        payload: text(spec.payload.as_ref()),
        failures: spec.failures.iter().map(failure).collect(),
    };
    for (written, open) in [
        (&spec.pending, &envelope.pending),
        (&spec.undecided, &envelope.undecided),
    ] {
        let success = (&envelope.success, conditions::place(&spec.success));
        conditions::refuse_unreachable(written, open, success, problems);
    }
    for failure in &spec.failures {
        refuse_success(failure, &envelope, spec, problems);
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

/// Reports a failure that a client would take for something else.
fn refuse_success(
    failure: &spec::Failure,
    envelope: &Envelope,
    spec: &spec::Envelope,
    problems: &Problems<'_>,
) {
    let (taken_for, written) = if envelope.success.hold(&failure.body) {
        ("success", &spec.success)
    } else if !envelope.pending.is_empty() && envelope.pending.hold(&failure.body) {
        ("pending", &spec.pending)
    } else if !envelope.undecided.is_empty() && envelope.undecided.hold(&failure.body) {
        ("undecided", &spec.undecided)
    } else {
        return;
    };
    if (200..300).contains(&failure.http_status) {
        let message = format!(
            "the failure `{}` counts as {taken_for} by this envelope",
            failure.kind.text
        );
        let help = format!(
            "give it a `body` that doesn't hold all of `{taken_for}:`, or an `http_status` from 400 on"
        );
        let diagnostic = Diagnostic::new(Code::Failure, failure.kind.span, message).help(help);
        problems.report(match conditions::place(written) {
            Some(place) => diagnostic.related(place, "its body holds this"),
            None => diagnostic,
        });
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
