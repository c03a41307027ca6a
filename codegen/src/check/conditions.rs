//! What tells the outcomes of a call apart.

use super::names;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::Conditions;
use crate::spec;

/// The conditions of the model.
pub(super) fn conditions(spec: &spec::Conditions) -> Conditions {
    let texts = |values: &[spec::Name]| values.iter().map(|value| value.text.clone()).collect();
    Conditions(
        spec.iter()
            .map(|(name, values)| (name.text.clone(), texts(values)))
            .collect(),
    )
}

/// Reports members that a reply doesn't have.
pub(super) fn resolve<'n>(
    names: impl Iterator<Item = &'n spec::Name>,
    known: &[&str],
    (what, where_listed): (&str, &str),
    problems: &Problems<'_>,
) {
    for name in names {
        names::resolve(name, known.iter().copied(), what, where_listed, problems);
    }
}

/// Reports a `pending` that no reply can meet, since it would count as done.
pub(super) fn refuse_unreachable(
    written: &spec::Conditions,
    pending: &Conditions,
    (success, success_at): (&Conditions, Option<Span>),
    problems: &Problems<'_>,
) {
    let Some(at) = place(written).filter(|_| !pending.is_empty() && pending.imply(success)) else {
        return;
    };
    let message = "no reply is pending, since each that could be counts as done";
    let help = "success is looked at first: let `success` name a member that tells the two apart";
    let diagnostic = Diagnostic::new(Code::Pending, at, message)
        .label("a success, too")
        .help(help);
    problems.report(match success_at {
        Some(success) => diagnostic.related(success, "what counts as success"),
        None => diagnostic,
    });
}

/// Where conditions begin.
pub(super) fn place(spec: &spec::Conditions) -> Option<Span> {
    spec.first().map(|(name, _)| name.span)
}
