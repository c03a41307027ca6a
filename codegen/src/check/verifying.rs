//! Whether a reply has what its signature is said to be made of.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Place, Profile};
use crate::signature::{
    Expression, FieldSource, Line, LineKind, Operand, Select, Signature, Template,
};
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
        let used = lines_behind(&verify.value, signature);
        refuse_what_only_requests_have(&used, profile, at, problems);
        if let Place::Field(name) = &verify.place {
            refuse_covering(name, &used, named, at, problems);
        }
    }
}

/// The lines that a template is made of. Others may be there for the request alone, such as the day that goes into a header.
fn lines_behind<'s>(value: &Template, signature: &'s Signature) -> Vec<&'s Line> {
    let line_of = |operand: &Operand| match operand {
        Operand::Line(index) => Some(*index),
        _ => None,
    };
    let in_value = value.expressions().flat_map(Expression::all_operands);
    let mut reached: BTreeSet<_> = in_value.filter_map(line_of).collect();
    // A line uses earlier ones alone, so one pass from the last to the first reaches all.
    for (index, line) in signature.lines.iter().enumerate().rev() {
        if reached.contains(&index) {
            reached.extend(line.operands().filter_map(line_of));
        }
    }
    let lines = signature.lines.iter().enumerate();
    lines
        .filter(|(index, _)| reached.contains(index))
        .map(|(_, line)| line)
        .collect()
}

/// A reply tells no nonce, host or URL, and its time stands in a member or a header.
fn refuse_what_only_requests_have(
    lines: &[&Line],
    profile: &Profile,
    at: Span,
    problems: &Problems<'_>,
) {
    let operands = lines.iter().flat_map(|line| line.operands());
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
        "replies of the profile `{}` have no `{name}` to verify them with",
        profile.name
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
    lines: &[&Line],
    named: &spec::Verify,
    at: Span,
    problems: &Problems<'_>,
) {
    let covers = lines.iter().any(|line| match &line.kind {
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
    let message =
        format!("the signature of a reply would cover `{name}`, the member that holds it");
    problems.report(
        Diagnostic::new(Code::Source, place, message)
            .label("found here")
            .related(at, "made by this signature")
            .help(format!("add `{name}` to `except` of its list of fields")),
    );
}
