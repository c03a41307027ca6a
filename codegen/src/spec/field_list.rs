use sealspec::Order;

use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of, nearest};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema, words};
use crate::signature::{FieldSource, Nested};
use crate::yaml::{At, Choice, Entries, Key, Mapping, Node, OneOrMore, Value, Word, mapping, text};

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

mapping! {
    /// The fields that take part in a signature, and how they are written.
    struct FieldListKeys: "a list of fields" {
        /// Where fields come from, one or a list, the first one's first. Default: `fields`.
        from: OneOrMore<Source>,
        /// Only fields of these names take part. Default: every field.
        only: Option<At<Vec<Name>>>,
        /// All fields but those of these names take part.
        except: Option<At<Vec<Name>>>,
        /// Only fields whose name begins so take part.
        prefix: Option<Name>,
        /// What becomes of a member of a JSON text that is an object or a list. Without it, a request with one isn't signed and a
        /// reply with one isn't verified.
        nested: Option<Word<Nested>>,
        /// Fields that aren't sent but sorted among the others: name → template.
        add: Entries<Name>,
        /// Template of what stands for a field's name. Default: `"{name}"`.
        name: Option<Name>,
        /// Template of what stands for a field's value. Default: `"{value}"`.
        value: Option<Name>,
        /// What joins the values of fields of one name, in wire order. Default: each by itself.
        repeat: Option<Name>,
        /// What becomes of fields with an empty value; JSON's `null` counts as empty. Default: `keep`.
        empty: Option<Word<Empty>>,
        /// The order of the fields. Default: `wire`.
        sort: Option<Word<Order>>,
        /// Template of one field, with `name`, `value` and `json`.
        each: Option<Name> = "\"{name}={value}\"",
        /// What stands between two fields. Default: nothing.
        join: Option<Name>,
    }
}

impl Choice for Order {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("wire", Self::Wire, "As sent or received."),
        ("listed", Self::Listed, "In the order of `only`."),
        (
            "name",
            Self::Name,
            "By the bytes of the name: capitals before small letters.",
        ),
        (
            "name_ignore_case",
            Self::NameIgnoreCase,
            "By the name, `A` taken as `a`.",
        ),
        (
            "name_then_value",
            Self::NameThenValue,
            "By the name, and by the value where names are equal.",
        ),
        ("value", Self::Value, "By the value, then by the name."),
        ("rendered", Self::Rendered, "By what `each` makes."),
    ];
}

impl Choice for Nested {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("skip", Self::Skip, "It is left out."),
        ("text", Self::Text, "Its JSON text as it was sent."),
    ];
}

/// Whether fields without a value are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    Skip,
    Keep,
}

impl Choice for Empty {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("skip", Self::Skip, "They are left out."),
        ("keep", Self::Keep, "They take part."),
    ];
}

/// Reads the fields that take part in a signature, and how they are written.
impl Value for FieldList {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = FieldListKeys::read_at(name.span, node, problems);
        let listed = |names: At<Vec<Name>>| (names.key, names.value);
        let from = keys.from.0.into_iter();
        let list = Self {
            from: from.map(|from| (from.source, from.span)).collect(),
            only: keys.only.map(listed),
            except: keys.except.map(listed),
            prefix: keys.prefix,
            nested: keys.nested.map(|nested| (nested.value, nested.span)),
            add: keys.add.0,
            name: keys.name,
            value: keys.value,
            repeat: keys.repeat.map(|repeat| repeat.text),
            skip_empty: keys.empty.is_some_and(|empty| empty.value == Empty::Skip),
            order: keys.sort.map(|order| (order.value, order.span)),
            each: keys.each,
            join: keys.join.map(|join| join.text).unwrap_or_default(),
        };
        refuse_two_selections(&list, problems);
        Some(list)
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        FieldListKeys::schema(generator)
    }
}

/// A source of fields, and where it is named.
#[derive(Debug)]
struct Source {
    source: FieldSource,
    span: Span,
}

/// Words for sources, and what editors tell of them.
const SOURCES: [(&str, FieldSource, &str); 5] = [
    (
        "fields",
        FieldSource::Fields,
        "Fields of the query, then of the body, in wire order; of a reply, its members.",
    ),
    ("query", FieldSource::Query, "Fields of the query."),
    ("body", FieldSource::Body, "Fields of the body."),
    (
        "headers",
        FieldSource::Headers,
        "Headers, their names in lower case.",
    ),
    ("json", FieldSource::Json, "Members of the JSON body."),
];

impl Value for Source {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let word = text(node, &key.text, problems)?;
        let known = SOURCES.iter().find(|(name, ..)| *name == word.text);
        let member = word
            .text
            .strip_prefix("json.")
            .filter(|member| !member.is_empty());
        let member = member.map(|member| FieldSource::JsonMember(member.to_owned()));
        let source = known.map(|(_, source, _)| source.clone()).or(member);
        if source.is_none() {
            let names = SOURCES.map(|(name, ..)| name);
            let help = nearest(&word.text, names).map_or_else(
                || format!("write {}, or `json.MEMBER`", choice_of(names)),
                |near| format!("did you mean `{near}`?"),
            );
            problems.report(
                Diagnostic::new(
                    Code::BadValue,
                    word.span,
                    format!("`{}` is no source of fields", word.text),
                )
                .label("expected where fields come from")
                .help(help),
            );
        }
        source.map(|source| Self {
            source,
            span: word.span,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        let sources = SOURCES.iter().map(|(word, _, doc)| (*word, *doc));
        json_schema!({"anyOf": [
            words(sources),
            {"pattern": "^json\\..", "type": "string", "description": "Members of this member of the JSON body."},
        ]})
    }
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
