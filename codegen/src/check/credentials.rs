//! Credentials: what callers are given by the vendor, and which of it a profile needs.

use super::names;
use super::profiles::Parts;
use crate::diagnostic::Problems;
use crate::model::{Credential, Profile, ProfileCredential};
use crate::signature::{Expression, Operand, Signature, Template};
use crate::spec;

/// The credentials that a profile needs, in the order in which the spec declares them. One is optional where nothing but
/// optional common fields takes it.
pub(super) fn needed(profile: &Profile, parts: &Parts<'_>) -> Vec<ProfileCredential> {
    let mut required = Vec::new();
    let mut optional = Vec::new();
    let fields = profile.common.iter().chain(&profile.query);
    for field in fields.chain(&profile.headers) {
        let into = if field.optional {
            &mut optional
        } else {
            &mut required
        };
        into.extend(template_credentials(&field.value));
    }
    let sign = profile.sign.as_ref();
    let verify = profile.verify.as_ref();
    for output in sign.iter().flat_map(|sign| &sign.into) {
        required.extend(template_credentials(&output.value));
    }
    if let Some(verify) = verify {
        required.extend(template_credentials(&verify.value));
    }
    let signatures = sign
        .map(|sign| sign.signature)
        .into_iter()
        .chain(verify.map(|verify| verify.signature))
        .chain(profile.seal.iter().flat_map(|seal| [seal.seal, seal.open]));
    required.extend(
        signatures
            .filter_map(|index| parts.signatures.get(index))
            .flat_map(Signature::credentials),
    );
    (0..parts.credentials.len())
        .filter(|index| required.contains(index) || optional.contains(index))
        .map(|credential| ProfileCredential {
            credential,
            optional: !required.contains(&credential),
        })
        .collect()
}

fn template_credentials(template: &Template) -> impl Iterator<Item = usize> {
    template
        .expressions()
        .flat_map(Expression::all_operands)
        .filter_map(|operand| match operand {
            Operand::Credential(index) => Some(*index),
            _ => None,
        })
}

/// Checks that credentials can be fields of the profiles' structs and arguments of their constructors.
pub(super) fn credentials(spec: &spec::Api, problems: &Problems<'_>) -> Vec<Credential> {
    spec.credentials
        .iter()
        .map(|credential| {
            names::check_snake_case(
                &credential.name,
                "a credential",
                &["new", "clone"],
                problems,
            );
            names::refuse_built_in(&credential.name, "a credential", problems);
            Credential {
                name: credential.name.text.clone(),
                secret: credential.secret,
                from: credential.from.iter().map(|own| own.text.clone()).collect(),
                sent: credential.sent,
                about: credential.about.clone(),
                example: credential.example.clone(),
                at: credential.name.span,
            }
        })
        .collect()
}
