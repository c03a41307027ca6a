//! The fields of a request: those that callers give, those that the operation fills in itself, and those that callers name.

use super::Field;
use super::about::Notes;
use crate::diagnostic::Problems;
use crate::model::{About, Text};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{Key, Kind, Mapping, Node, Value, mapping};

/// A field that the operation fills in itself, in the place of one that callers give.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) wire: Key,
    pub(crate) value: Option<Node>,
    /// How it is made from the URL of the call, in place of that.
    pub(crate) derived: Option<Key>,
    /// How many other fields stand before it.
    pub(crate) after: usize,
    pub(crate) about: About,
}

/// Either kind of field.
#[derive(Debug)]
pub(super) enum RequestField {
    Given(Box<Field>),
    Filled(Box<Filled>),
}

/// Tells both kinds apart.
pub(super) fn split(request: Vec<RequestField>) -> (Vec<Field>, Vec<Filled>) {
    let (mut fields, mut filled) = (Vec::new(), Vec::new());
    for field in request {
        match field {
            RequestField::Given(field) => fields.push(*field),
            RequestField::Filled(field) => filled.push(Filled {
                after: fields.len(),
                ..*field
            }),
        }
    }
    (fields, filled)
}

mapping! {
    /// A field that the page prescribes: it is always sent and signed, and no caller can give it.
    struct ConstantKeys: "a constant field" {
        /// Its value: a text, a number or a boolean, which in a form are all text.
        value as "const": Option<Constant> = "pay",
        ..about: About,
    }
}

mapping! {
    /// A field that is made from the URL of a call, which callers give whole: no caller can give it by itself.
    struct DerivedKeys: "a field made from the URL" {
        /// A template over `url`, such as `"{url | last_segment}"`.
        value: Option<Key> = "\"{url | last_segment}\"",
        ..about: About,
    }
}

impl Value for RequestField {
    fn read(wire: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let (value, derived, about) = if has_key(node, "const") {
            let keys = ConstantKeys::read_at(wire.span, node, problems);
            (keys.value.map(|constant| constant.0), None, keys.about)
        } else if has_key(node, "value") {
            let keys = DerivedKeys::read_at(wire.span, node, problems);
            (None, keys.value, keys.about)
        } else {
            return Field::read(wire, node, problems).map(|field| Self::Given(Box::new(field)));
        };
        Some(Self::Filled(Box::new(Filled {
            wire: wire.clone(),
            value,
            derived,
            after: 0,
            about,
        })))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({
            // Told to editors, which look no further than the branch that is taken.
            "properties": {
                "const": {"$ref": "#/$defs/Constant/properties/const"},
                "value": {"$ref": "#/$defs/Derived/properties/value"},
            },
            "if": {"required": ["const"]},
            "then": ConstantKeys::schema(generator),
            "else": {
                "if": {"required": ["value"]},
                "then": DerivedKeys::schema(generator),
                "else": Field::schema(generator),
            },
        })
    }
}

/// The value of a constant; what can't be one is for the check to tell.
#[derive(Debug)]
struct Constant(Node);

impl Value for Constant {
    fn read(_: &Key, node: &Node, _: &Problems<'_>) -> Option<Self> {
        Some(Self(node.clone()))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        Key::schema(generator)
    }
}

fn has_key(node: &Node, key: &str) -> bool {
    match &node.kind {
        Kind::Mapping(entries) => entries.iter().any(|(own, _)| own.text == key),
        _ => false,
    }
}

mapping! {
    /// Fields that a caller may add, under names of the caller's.
    struct OpenKeys: "`open`" {
        /// Which fields a caller may add. English, or `{zh: …, en: …}`.
        doc: Option<Text> = "which fields a caller may add",
        ..notes: Notes,
    }
}

/// What is said about fields under names of the caller's.
#[derive(Debug)]
pub(super) struct Open(pub(super) About);

impl Value for Open {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = OpenKeys::read_at(key.span, node, problems);
        Some(Self(keys.notes.about(keys.doc)))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        OpenKeys::schema(generator)
    }
}
