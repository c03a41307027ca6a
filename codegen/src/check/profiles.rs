//! Profiles: how calls are dressed.

use super::credentials::needed;
use super::leaks::Leaks;
use super::seals;
use super::templates::{refuse_fallible, template};
use super::{names, places, wire};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{CommonField, Credential, Envelope, Profile, Seal};
use crate::signature::{Expression, Operand, Part, Scope, Signature, Template};
use crate::spec::{self, Name};

/// What profiles are made of.
pub(super) struct Parts<'p> {
    pub(super) credentials: &'p [Credential],
    pub(super) signatures: &'p [Signature],
    pub(super) seals: &'p [seals::Seal],
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
    let in_field = Scope::common(parts.credentials);
    // A header is made when all else is encoded, and so may tell of it.
    let in_header = Scope::placed(parts.credentials, &[]);
    let fields =
        |list: &[spec::CommonField], scope: Scope<'_>, may_fail: bool| -> Vec<CommonField> {
            list.iter()
                .map(|field| {
                    let made = common_field(field, &scope, parts, problems);
                    if let (Some(text), false) = (&field.value, may_fail) {
                        refuse_fallible(&made.value, text, problems);
                    }
                    made
                })
                .collect()
        };
    let common = fields(&spec.common, in_field, false);
    let query = fields(&spec.query, in_field, false);
    let headers = fields(&spec.headers, in_header, true);
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
        .and_then(|sign| places::sign(sign, parts, problems));
    let verify = spec
        .verify
        .as_ref()
        .and_then(|verify| places::verify(verify, envelope, parts, problems));
    let seal = seal(spec, parts, problems);
    wire::refuse_collisions(spec, problems);
    let mut profile = Profile {
        name: spec.name.text.clone(),
        type_name: names::type_name(&spec.name.text),
        about: spec.about.clone(),
        credentials: Vec::new(),
        common,
        query,
        headers,
        seal,
        sign,
        verify,
        envelope,
    };
    profile.credentials = needed(&profile, parts);
    profile
}

/// How the profile's payload is sealed.
fn seal(spec: &spec::Profile, parts: &Parts<'_>, problems: &Problems<'_>) -> Option<Seal> {
    let name = spec.seal.as_ref()?;
    let known = parts.seals.iter().map(|seal| &*seal.name);
    let index = names::resolve(name, known, "seal", "`seals:`", problems)?;
    if let Some((spec::Body::Json, body)) = spec.body {
        let message = "a sealed payload is a field of a form, and this body is JSON";
        let help = "say `body: form`, or drop `seal`";
        problems.report(
            Diagnostic::new(Code::Body, body, message)
                .related(name.span, "sealed here")
                .help(help),
        );
    }
    let of_name = |own: &str| parts.signatures.iter().position(|other| other.name == own);
    let own = parts.seals.get(index)?;
    Some(Seal {
        name: own.name.clone(),
        field: spec.payload.as_ref()?.text.clone(),
        seal: of_name(&own.seal.name)?,
        open: of_name(&own.open.name)?,
    })
}

fn common_field(
    spec: &spec::CommonField,
    scope: &Scope<'_>,
    parts: &Parts<'_>,
    problems: &Problems<'_>,
) -> CommonField {
    let before = problems.count();
    let value = template(spec.value.as_ref(), scope, problems);
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

/// Reports a secret that would be sent as it is.
fn refuse_secret(value: &Template, text: &Name, parts: &Parts<'_>, problems: &Problems<'_>) {
    let Some(secret) = Leaks::of(&[], parts.credentials).of_template(value) else {
        return;
    };
    let message = format!(
        "the secret `{}` would be sent with every request",
        secret.name
    );
    let help = "pass it through a digest such as `md5`; if the vendor has it sent, as an access token is, say `secret: sent` of the credential";
    problems.report(
        Diagnostic::new(Code::SecretOnWire, text.span, message)
            .label("sent as it is")
            .related(secret.at, "a secret")
            .help(help),
    );
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
