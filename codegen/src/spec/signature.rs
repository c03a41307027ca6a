use sealspec::Order;

use super::{FieldList, Line, Name, Signature, Vector, about};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::signature::Select;
use crate::yaml::{Cursor, Key, Kind, Node, text};

pub(super) fn signature<'n>(
    (name, node): &'n (Key, Node),
    problems: &'n Problems<'n>,
) -> Signature {
    let mut cursor = Cursor::new(node, name.span, "a signature", problems);
    let signature = Signature {
        name: name.clone(),
        about: about::about(&mut cursor, problems),
        source: about::source(&mut cursor, problems),
        lines: cursor
            .entries("lines")
            .iter()
            .filter_map(|entry| line(entry, problems))
            .collect(),
        vectors: cursor
            .list("vectors")
            .iter()
            .map(|node| vector(node, problems))
            .collect(),
    };
    cursor.finish();
    signature
}

fn line<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Option<(Name, Line)> {
    let line = match node.kind {
        Kind::Mapping(_) => Line::Fields(field_list(name, node, problems)),
        _ => Line::Template(text(node, &name.text, problems)?),
    };
    Some((name.clone(), line))
}

fn field_list<'n>(name: &Key, node: &'n Node, problems: &'n Problems<'n>) -> FieldList {
    let mut cursor = Cursor::new(node, name.span, "a list of fields", problems);
    cursor.choice("from", &[("fields", ())]);
    let orders = [
        ("wire", Order::Wire),
        ("name", Order::Name),
        ("name_ignore_case", Order::NameIgnoreCase),
        ("value", Order::Value),
        ("rendered", Order::Rendered),
    ];
    let list = FieldList {
        select: select(&mut cursor, problems),
        skip_empty: cursor
            .choice("empty", &[("skip", true), ("keep", false)])
            .is_some_and(|(skip, _)| skip),
        order: cursor
            .choice("sort", &orders)
            .map_or(Order::Wire, |(order, _)| order),
        each: cursor.require_text("each", "\"{name}={value}\""),
        join: cursor
            .text("join")
            .map(|join| join.text)
            .unwrap_or_default(),
    };
    cursor.finish();
    list
}

/// Takes `only`, `except` or `prefix`, no two of which mean anything together.
fn select<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Select {
    let mut chosen: Option<(&Key, Select)> = None;
    for key in ["only", "except", "prefix"] {
        let Some((at, node)) = cursor.take_entry(key) else {
            continue;
        };
        let select = match key {
            "only" => Select::Only(names(node, key, problems)),
            "except" => Select::Except(names(node, key, problems)),
            _ => Select::Prefix(
                text(node, key, problems)
                    .map(|prefix| prefix.text)
                    .unwrap_or_default(),
            ),
        };
        match &chosen {
            None => chosen = Some((at, select)),
            Some((first, _)) => problems.report(
                Diagnostic::new(
                    Code::Misplaced,
                    at.span,
                    format!("`{key}` and `{}` can't stand together", first.text),
                )
                .related(first.span, "the other one")
                .help("keep the one that the vendor documents"),
            ),
        }
    }
    chosen.map_or(Select::All, |(_, select)| select)
}

fn names<'n>(node: &'n Node, key: &str, problems: &'n Problems<'n>) -> Vec<String> {
    crate::yaml::list(node, key, problems)
        .iter()
        .filter_map(|item| text(item, "a field's name", problems))
        .map(|name| name.text)
        .collect()
}

fn vector<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Vector {
    let mut cursor = Cursor::new(node, node.span, "a vector", problems);
    let vector = Vector {
        at: cursor.at(),
        source: cursor
            .take("source")
            .map(|node| about::text(node, problems))
            .unwrap_or_default(),
        given: cursor.pairs("given"),
        fields: cursor.pairs("fields"),
        lines: cursor.pairs("lines"),
        sign: cursor.require_text("sign", "the signature that these inputs give"),
    };
    cursor.finish();
    vector
}
