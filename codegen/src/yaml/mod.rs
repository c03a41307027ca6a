//! YAML as plain data: a tree in which every node knows where it stands.

mod cursor;
mod json;
mod mapping;
mod name;
mod syntax;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod word;

pub(crate) use cursor::{Cursor, text};
pub(crate) use json::{from_json, json, scalar};
pub(crate) use mapping::{Keys, Mapping, key, mapping, take};
pub(crate) use name::{AnyName, Chosen, SnakeCase, Spelling, UpperCamelCase};
pub(crate) use tree::parse;
pub(crate) use value::{At, Entries, Number, OneOrMore, Part, True, Value};
pub(crate) use word::{Choice, Word};

use crate::diagnostic::Span;

/// A node of the tree.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// A scalar's extent with its quotes; of a collection, the piece to point at.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A text; plain where it was written without quotes, and so may mean a number, a boolean or null.
    Scalar { text: String, plain: bool },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in order, keys unique.
    Mapping(Vec<(Key, Node)>),
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// Where it stands, with its quotes.
    pub(crate) span: Span,
    /// What it reads.
    pub(crate) text: String,
    /// Whether it was written without quotes.
    pub(crate) plain: bool,
}

impl Key {
    /// What stands for the key of an item of the list behind it: what the item lacks is missing where it stands.
    fn of_item(&self, index: usize, item: &Node) -> Self {
        Self {
            span: item.span,
            text: format!("{}[{index}]", self.text),
            plain: self.plain,
        }
    }
}

impl Node {
    /// A quoted text.
    pub(crate) fn text(text: impl Into<String>, span: Span) -> Self {
        let kind = Kind::Scalar {
            text: text.into(),
            plain: false,
        };
        Self { span, kind }
    }

    /// Where the last of its scalars ends.
    pub(crate) fn end(&self) -> usize {
        let last = match &self.kind {
            Kind::Scalar { .. } => None,
            Kind::Sequence(items) => items.last(),
            Kind::Mapping(entries) => entries.last().map(|(_, value)| value),
        };
        last.map_or(self.span.end, Node::end)
    }

    /// What to call it in a message.
    pub(crate) fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar { .. } if self.is_null() => "nothing",
            Kind::Scalar { .. } => "a single value",
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping",
        }
    }

    /// Whether nothing, `~` or `null` is written.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }
}
