use sealspec::RuleKind;

use super::{Name, about};
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of};
use crate::model::About;
use crate::yaml::{Cursor, Kind, Node, list, text};

/// A rule between the fields of a request, or of an object in it.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) kind: RuleKind,
    /// Where it stands.
    pub(crate) span: Span,
    pub(crate) groups: Vec<Vec<Name>>,
    pub(crate) when: Vec<(Name, Vec<Name>)>,
    pub(crate) about: About,
}

const KINDS: [(&str, RuleKind); 5] = [
    ("any_of", RuleKind::AnyOf),
    ("one_of", RuleKind::OneOf),
    ("together", RuleKind::Together),
    ("require", RuleKind::Require),
    ("forbid", RuleKind::Forbid),
];

/// Takes `rules`.
pub(super) fn rules<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Vec<Rule> {
    cursor
        .list("rules")
        .iter()
        .filter_map(|node| rule(node, problems))
        .collect()
}

fn rule<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Option<Rule> {
    let mut cursor = Cursor::new(node, node.span, "a rule", problems);
    let mut demands = Vec::new();
    for (key, kind) in KINDS {
        let entry = cursor.take_entry(key);
        demands.extend(entry.map(|(at, names)| (key, kind, at.span, names)));
    }
    demands.sort_by_key(|(_, _, span, _)| *span);
    let about = about::about(&mut cursor, problems);
    let when = when(&mut cursor, problems);
    cursor.finish();

    refuse_second(&demands, problems);
    let Some((key, kind, span, names)) = demands.into_iter().next() else {
        let help = format!(
            "say which fields it is about under {}",
            choice_of(KINDS.map(|(key, _)| key))
        );
        problems.report(
            Diagnostic::new(Code::MissingKey, node.span, "the rule asks for nothing")
                .label("what must be given?")
                .help(help),
        );
        return None;
    };
    refuse_missing_condition(key, kind, span, when.is_some(), problems);
    Some(Rule {
        kind,
        span,
        groups: groups(key, kind, span, names, problems),
        when: when.unwrap_or_default(),
        about,
    })
}

fn refuse_second(demands: &[(&str, RuleKind, Span, &Node)], problems: &Problems<'_>) {
    let [(_, _, first, _), (key, _, second, _), ..] = demands else {
        return;
    };
    let message = format!("`{key}` stands in a rule that asks for something else already");
    problems.report(
        Diagnostic::new(Code::Misplaced, *second, message)
            .related(*first, "it asks for this")
            .help("make two rules of it"),
    );
}

fn refuse_missing_condition(
    key: &str,
    kind: RuleKind,
    span: Span,
    has_condition: bool,
    problems: &Problems<'_>,
) {
    let help = match kind {
        RuleKind::Require => {
            "add `when: {field: value}`; a field that is always required is one without `optional: true`"
        }
        RuleKind::Forbid => {
            "add `when: {field: value}`; a field that must never be given is left out of the spec"
        }
        _ => return,
    };
    if !has_condition {
        problems.report(
            Diagnostic::new(Code::MissingKey, span, format!("`{key}` needs `when`"))
                .label("when?")
                .help(help),
        );
    }
}

/// The fields that a rule is about; only where it is a choice, several of them can stand for one.
fn groups(
    key: &str,
    kind: RuleKind,
    span: Span,
    node: &Node,
    problems: &Problems<'_>,
) -> Vec<Vec<Name>> {
    let before = problems.count();
    let is_choice = matches!(kind, RuleKind::AnyOf | RuleKind::OneOf);
    let groups: Vec<Vec<Name>> = list(node, key, problems)
        .iter()
        .map(|item| match &item.kind {
            Kind::Sequence(items) if is_choice => names(items, problems),
            _ => text(item, "a field's name", problems).into_iter().collect(),
        })
        .collect();
    let least = match kind {
        RuleKind::Require | RuleKind::Forbid => 1,
        _ => 2,
    };
    let is_empty = groups.len() < least || groups.iter().any(Vec::is_empty);
    if is_empty && problems.count() == before {
        let (message, help) = match least {
            1 => (
                format!("`{key}` names no field"),
                format!("write `{key}: [name]`"),
            ),
            _ => (
                format!("`{key}` is about two fields or more"),
                format!("write `{key}: [one, other]`"),
            ),
        };
        problems.report(
            Diagnostic::new(Code::BadValue, span, message)
                .label("too few")
                .help(help),
        );
    }
    groups
}

fn names(items: &[Node], problems: &Problems<'_>) -> Vec<Name> {
    items
        .iter()
        .filter_map(|item| text(item, "a field's name", problems))
        .collect()
}

/// Takes `when`: fields, each with its value or a list of them.
fn when<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Option<Vec<(Name, Vec<Name>)>> {
    cursor.take("when")?;
    let conditions = cursor
        .entries("when")
        .iter()
        .map(|(field, node)| {
            let values = match &node.kind {
                Kind::Sequence(items) => items
                    .iter()
                    .filter_map(|item| text(item, &field.text, problems))
                    .collect(),
                _ => text(node, &field.text, problems).into_iter().collect(),
            };
            (field.clone(), values)
        })
        .collect();
    Some(conditions)
}
