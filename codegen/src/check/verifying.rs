//! Whether a reply has what its signature is said to be made of.

use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Place, Profile};
use crate::signature::{FieldSource, LineKind, Operand, Select, Signature};
use crate::spec::{self, Spec};

/// Checks every signature against the profiles whose replies it verifies.
pub(super) fn check(
    spec: &Spec,
    signatures: &[Signature],
    profiles: &[Profile],
    problems: &Problems<'_>,
) {
    for (profile, written) in profiles.iter().zip(&spec.api.profiles) {
        let (Some(verify), Some(named)) = (&profile.verify, &written.verify) else {
            continue;
        };
        let Some(signature) = signatures.get(verify.signature) else {
            continue;
        };
        let at = named
            .with
            .as_ref()
            .map_or(written.name.span, |with| with.span);
        refuse_what_only_requests_have(signature, profile, at, problems);
        if let Place::Field(name) = &verify.place {
            refuse_covering(name, signature, named, at, problems);
        }
    }
}

/// A reply tells no nonce, host or URL, and its time stands in a member or a header.
fn refuse_what_only_requests_have(
    signature: &Signature,
    profile: &Profile,
    at: Span,
    problems: &Problems<'_>,
) {
    let operands = signature.lines.iter().flat_map(|line| line.operands());
    let missing = operands.filter_map(|operand| match operand {
        Operand::Now => Some("now"),
        Operand::Nonce => Some("nonce"),
        Operand::Scheme => Some("scheme"),
        Operand::Host => Some("host"),
        Operand::Hostname => Some("hostname"),
        Operand::Port => Some("port"),
        Operand::Query => Some("query"),
        Operand::Target => Some("target"),
        Operand::Url => Some("url"),
        _ => None,
    });
    let Some(name) = missing.min() else { return };
    let message = format!(
        "replies of the profile `{}` have no `{name}` to verify `{}` with",
        profile.name, signature.name
    );
    let help = "write a signature of its own for replies, from what they carry: `field('…')`, `header('…')`, `body`";
    problems.report(
        Diagnostic::new(Code::Source, at, message)
            .label(format!("uses `{name}`"))
            .help(help),
    );
}

/// No vendor can sign what it signs with.
fn refuse_covering(
    name: &str,
    signature: &Signature,
    named: &spec::Verify,
    at: Span,
    problems: &Problems<'_>,
) {
    let covers = signature.lines.iter().any(|line| match &line.kind {
        LineKind::Template(_) => false,
        LineKind::Fields(list) => {
            let members = [FieldSource::Fields, FieldSource::Body, FieldSource::Json];
            list.from.iter().any(|source| members.contains(source))
                && match &list.select {
                    Select::All => true,
                    Select::Only(names) => names.iter().any(|own| own == name),
                    Select::Except(names) => names.iter().all(|own| own != name),
                    Select::Prefix(prefix) => name.starts_with(&**prefix),
                }
        }
    });
    if !covers {
        return;
    }
    let place = named.place.as_ref().map_or(at, |(_, span)| *span);
    let message = format!("the signature of a reply would cover `{name}`, which holds it");
    problems.report(
        Diagnostic::new(Code::Source, place, message)
            .label("found here")
            .related(at, "made by this signature")
            .help(format!("add `{name}` to `except` of its list of fields")),
    );
}
