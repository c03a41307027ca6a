use sealspec::Order;

use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of, nearest};
use crate::signature::{FieldSource, Nested};
use crate::yaml::{Cursor, Key, Kind, Node, list, text};

#[derive(Debug)]
pub(crate) struct FieldList {
    /// Where fields come from; empty: `fields`.
    pub(crate) from: Vec<(FieldSource, Span)>,
    pub(crate) only: Option<(Span, Vec<Name>)>,
    pub(crate) except: Option<(Span, Vec<Name>)>,
    pub(crate) prefix: Option<Name>,
    pub(crate) nested: Option<(Nested, Span)>,
    pub(crate) add: Vec<(Name, Name)>,
    /// Template of what stands for a field's name.
    pub(crate) name: Option<Name>,
    /// Template of what stands for a field's value.
    pub(crate) value: Option<Name>,
    pub(crate) repeat: Option<String>,
    pub(crate) skip_empty: bool,
    pub(crate) order: Option<(sealspec::Order, Span)>,
    pub(crate) each: Option<Name>,
    pub(crate) join: String,
}

const ORDERS: [(&str, Order); 7] = [
    ("wire", Order::Wire),
    ("listed", Order::Listed),
    ("name", Order::Name),
    ("name_ignore_case", Order::NameIgnoreCase),
    ("name_then_value", Order::NameThenValue),
    ("value", Order::Value),
    ("rendered", Order::Rendered),
];

const SOURCES: [&str; 5] = ["fields", "query", "body", "headers", "json"];

/// Reads the fields that take part in a signature, and how they are written.
pub(super) fn field_list<'n>(name: &Key, node: &'n Node, problems: &'n Problems<'n>) -> FieldList {
    let mut cursor = Cursor::new(node, name.span, "a list of fields", problems);
    let list = FieldList {
        from: from(&mut cursor, problems),
        only: names(&mut cursor, "only", problems),
        except: names(&mut cursor, "except", problems),
        prefix: cursor.text("prefix"),
        nested: cursor.choice("nested", &[("skip", Nested::Skip), ("text", Nested::Text)]),
        add: cursor.pairs("add"),
        name: cursor.text("name"),
        value: cursor.text("value"),
        repeat: cursor.text("repeat").map(|repeat| repeat.text),
        skip_empty: cursor
            .choice("empty", &[("skip", true), ("keep", false)])
            .is_some_and(|(skip, _)| skip),
        order: cursor.choice("sort", &ORDERS),
        each: cursor.require_text("each", "\"{name}={value}\""),
        join: cursor
            .text("join")
            .map(|join| join.text)
            .unwrap_or_default(),
    };
    cursor.finish();
    refuse_two_selections(&list, problems);
    list
}

/// Takes `from`: one source or a list of them.
fn from<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Vec<(FieldSource, Span)> {
    let words: Vec<Key> = match cursor.take("from").map(|node| &node.kind) {
        None => Vec::new(),
        Some(Kind::Sequence(items)) => items
            .iter()
            .filter_map(|item| text(item, "from", problems))
            .collect(),
        Some(_) => cursor.text("from").into_iter().collect(),
    };
    words
        .iter()
        .filter_map(|word| source(word, problems))
        .collect()
}

fn source(word: &Key, problems: &Problems<'_>) -> Option<(FieldSource, Span)> {
    let source = match word.text.as_str() {
        "fields" => FieldSource::Fields,
        "query" => FieldSource::Query,
        "body" => FieldSource::Body,
        "headers" => FieldSource::Headers,
        "json" => FieldSource::Json,
        other => match other.strip_prefix("json.") {
            Some(member) if !member.is_empty() => FieldSource::JsonMember(member.to_owned()),
            _ => {
                let help = nearest(other, SOURCES).map_or_else(
                    || format!("write {}, or `json.MEMBER`", choice_of(SOURCES)),
                    |near| format!("did you mean `{near}`?"),
                );
                problems.report(
                    Diagnostic::new(
                        Code::BadValue,
                        word.span,
                        format!("`{other}` is no source of fields"),
                    )
                    .label("expected where fields come from")
                    .help(help),
                );
                return None;
            }
        },
    };
    Some((source, word.span))
}

fn names<'n>(
    cursor: &mut Cursor<'n>,
    key: &'static str,
    problems: &'n Problems<'n>,
) -> Option<(Span, Vec<Name>)> {
    let (at, node) = cursor.take_entry(key)?;
    let names = list(node, key, problems)
        .iter()
        .filter_map(|item| text(item, "a field's name", problems));
    Some((at.span, names.collect()))
}

/// Of `only`, `except` and `prefix` no two mean anything together.
fn refuse_two_selections(list: &FieldList, problems: &Problems<'_>) {
    let keys = [
        ("only", list.only.as_ref().map(|(span, _)| *span)),
        ("except", list.except.as_ref().map(|(span, _)| *span)),
        ("prefix", list.prefix.as_ref().map(|prefix| prefix.span)),
    ];
    let mut stated = keys
        .iter()
        .filter_map(|(key, span)| span.map(|span| (key, span)));
    let Some((first, first_span)) = stated.next() else {
        return;
    };
    for (key, span) in stated {
        problems.report(
            Diagnostic::new(
                Code::Misplaced,
                span,
                format!("`{key}` and `{first}` can't stand together"),
            )
            .related(first_span, "the other one")
            .help("keep the one that the vendor documents"),
        );
    }
}
