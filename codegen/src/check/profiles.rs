//! Profiles: how calls are dressed.

use super::credentials::needed;
use super::envelopes::text;
use super::names;
use super::templates::template;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{CommonField, Credential, Envelope, Place, Profile, Sign, Verify};
use crate::signature::{Expression, Operand, Part, Scope, Signature, Template};
use crate::spec::{self, Name};

/// What profiles are made of.
pub(super) struct Parts<'p> {
    pub(super) credentials: &'p [Credential],
    pub(super) signatures: &'p [Signature],
    pub(super) envelopes: &'p [Envelope],
}

pub(super) fn profiles(
    spec: &spec::Spec,
    parts: &Parts<'_>,
    problems: &Problems<'_>,
) -> Vec<Profile> {
    spec.api
        .profiles
        .iter()
        .map(|profile| check(profile, parts, problems))
        .collect()
}

fn check(spec: &spec::Profile, parts: &Parts<'_>, problems: &Problems<'_>) -> Profile {
    names::check_snake_case(&spec.name, "a profile", &[], problems);
    let common: Vec<CommonField> = spec
        .common
        .iter()
        .map(|field| common_field(field, parts, problems))
        .collect();
    let envelope = spec.envelope.as_ref().and_then(|name| {
        names::resolve(
            name,
            parts
                .envelopes
                .iter()
                .map(|envelope| envelope.name.as_str()),
            "envelope",
            "`envelopes:`",
            problems,
        )
    });
    let sign = spec
        .sign
        .as_ref()
        .and_then(|sign| checked_sign(sign, parts, problems));
    let verify = spec
        .verify
        .as_ref()
        .and_then(|verify| checked_verify(verify, envelope, parts, problems));
    refuse_wire_collisions(spec, problems);
    Profile {
        name: spec.name.text.clone(),
        type_name: names::type_name(&spec.name.text),
        about: spec.about.clone(),
        credentials: needed(&common, sign.as_ref(), verify.as_ref(), parts),
        common,
        sign,
        verify,
        envelope,
    }
}

fn common_field(
    spec: &spec::CommonField,
    parts: &Parts<'_>,
    problems: &Problems<'_>,
) -> CommonField {
    let scope = Scope::common(parts.credentials);
    let before = problems.count();
    let value = template(spec.value.as_ref(), &scope, problems);
    if let (Some(text), true) = (&spec.value, problems.count() == before) {
        refuse_secret(&value, text, parts, problems);
        if let (Some(optional), None) = (spec.optional, bare_credential(&value)) {
            let message = "a common field can be optional only where it is one credential alone";
            let help = "write its value as `\"{credential}\"`, or drop `optional`: there is nothing that a caller could leave out";
            problems.report(
                Diagnostic::new(Code::Optional, optional, message)
                    .related(text.span, "not one credential alone")
                    .help(help),
            );
        }
    }
    CommonField {
        wire: spec.wire.text.clone(),
        value,
        optional: spec.optional.is_some(),
        about: spec.about.clone(),
        example: spec.example.clone(),
    }
}

/// Reports a secret that would be sent as it is: only what a digest makes of it may travel.
fn refuse_secret(value: &Template, text: &Name, parts: &Parts<'_>, problems: &Problems<'_>) {
    for expression in value.expressions() {
        if expression.is_one_way() {
            continue;
        }
        for operand in &expression.operands {
            let Operand::Credential(index) = operand else {
                continue;
            };
            let Some(credential) = parts
                .credentials
                .get(*index)
                .filter(|credential| credential.secret)
            else {
                continue;
            };
            let message = format!(
                "the secret `{}` would be sent with every request",
                credential.name
            );
            let help = "pass it through a digest such as `md5`; if the vendor really has it sent, it is no secret: drop `secret: true` from the credential";
            problems.report(
                Diagnostic::new(Code::SecretOnWire, text.span, message)
                    .label("sent as it is")
                    .help(help),
            );
        }
    }
}

/// The credential that a template is, if it is one and nothing else.
fn bare_credential(template: &Template) -> Option<usize> {
    let [Part::Value(Expression { operands, calls })] = template.parts.as_slice() else {
        return None;
    };
    match (operands.as_slice(), calls.as_slice()) {
        ([Operand::Credential(index)], []) => Some(*index),
        _ => None,
    }
}

fn signature(with: Option<&Name>, parts: &Parts<'_>, problems: &Problems<'_>) -> Option<usize> {
    let names = parts
        .signatures
        .iter()
        .map(|signature| signature.name.as_str());
    names::resolve(with?, names, "signature", "`signatures:`", problems)
}

fn checked_sign(spec: &spec::Sign, parts: &Parts<'_>, problems: &Problems<'_>) -> Option<Sign> {
    let signature = signature(spec.with.as_ref(), parts, problems);
    let (place, _) = spec.place.clone()?;
    Some(Sign {
        signature: signature?,
        place,
        about: spec.about.clone(),
        example: spec.example.clone(),
    })
}

fn checked_verify(
    spec: &spec::Verify,
    envelope: Option<usize>,
    parts: &Parts<'_>,
    problems: &Problems<'_>,
) -> Option<Verify> {
    let signature = signature(spec.with.as_ref(), parts, problems);
    if let (Some(field), Some(envelope)) = (
        &spec.field,
        envelope.and_then(|index| parts.envelopes.get(index)),
    ) {
        let members = envelope.fields.iter().map(|field| field.wire.as_str());
        names::resolve(
            field,
            members,
            "member of the envelope",
            "the `fields:` of its envelope",
            problems,
        );
    }
    Some(Verify {
        signature: signature?,
        field: text(spec.field.as_ref())?,
        when: spec.when,
    })
}

/// Reports two of a profile's own fields with one name.
fn refuse_wire_collisions(spec: &spec::Profile, problems: &Problems<'_>) {
    let mut taken = WireNames::default();
    for (name, span, what) in own_fields(spec, true) {
        taken.declare(name, span, what, problems);
    }
}

/// The fields that a profile itself adds to a request, with what they are.
pub(super) fn own_fields(
    spec: &spec::Profile,
    with_payload: bool,
) -> impl Iterator<Item = (&str, Span, &'static str)> {
    let common = spec
        .common
        .iter()
        .map(|field| (field.wire.text.as_str(), field.wire.span, "a common field"));
    let payload = spec
        .payload
        .iter()
        .filter(move |_| with_payload)
        .map(|field| (field.text.as_str(), field.span, "the payload"));
    let sign = spec.sign.iter().filter_map(|sign| match &sign.place {
        Some((Place::Field(name), span)) => Some((name.as_str(), *span, "the signature")),
        _ => None,
    });
    common.chain(payload).chain(sign)
}

/// The wire names of one request.
#[derive(Default)]
pub(super) struct WireNames<'n> {
    taken: Vec<(&'n str, Span, &'static str)>,
}

impl<'n> WireNames<'n> {
    /// Names whose collisions among each other are reported elsewhere.
    pub(super) fn of(names: impl Iterator<Item = (&'n str, Span, &'static str)>) -> Self {
        Self {
            taken: names.collect(),
        }
    }

    pub(super) fn declare(
        &mut self,
        name: &'n str,
        span: Span,
        what: &'static str,
        problems: &Problems<'_>,
    ) {
        if let Some((_, first, other)) = self.taken.iter().find(|(taken, ..)| *taken == name) {
            let diagnostic = Diagnostic::new(Code::WireCollision, span, format!("one request would carry `{name}` twice: {what} and {other}"))
                .label(what)
                .related(*first, *other)
                .help("check both names on the vendor's page; drop the one that the profile adds by itself");
            problems.report(diagnostic);
            return;
        }
        self.taken.push((name, span, what));
    }
}
