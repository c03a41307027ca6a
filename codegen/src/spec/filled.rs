//! The fields of a request: those that callers give, those that the operation fills in itself, and those that callers name.

use super::{Field, about, field};
use crate::diagnostic::Problems;
use crate::model::About;
use crate::yaml::{Cursor, Key, Kind, Node};

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

/// Reads both kinds of fields.
pub(super) fn request<'n>(
    entries: &'n [(Key, Node)],
    problems: &'n Problems<'n>,
) -> (Vec<Field>, Vec<Filled>) {
    let (mut fields, mut filled) = (Vec::new(), Vec::new());
    for entry in entries {
        if has_key(&entry.1, "const") || has_key(&entry.1, "value") {
            filled.push(without_caller(entry, fields.len(), problems));
        } else {
            fields.push(field::field(entry, problems));
        }
    }
    (fields, filled)
}

/// Reads what is said about fields under names of the caller's.
pub(super) fn open<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> About {
    let mut cursor = Cursor::new(node, key.span, "`open`", problems);
    cursor.require("doc", "which fields a caller may add");
    let about = about::about(&mut cursor, problems);
    cursor.finish();
    about
}

fn has_key(node: &Node, key: &str) -> bool {
    match &node.kind {
        Kind::Mapping(entries) => entries.iter().any(|(own, _)| own.text == key),
        _ => false,
    }
}

fn without_caller<'n>(
    (wire, node): &'n (Key, Node),
    after: usize,
    problems: &'n Problems<'n>,
) -> Filled {
    let mut cursor = Cursor::new(node, wire.span, "a constant field", problems);
    let value = cursor.take("const").cloned();
    let derived = match value {
        None => cursor.text("value"),
        Some(_) => None,
    };
    let filled = Filled {
        wire: wire.clone(),
        value,
        derived,
        after,
        about: about::about(&mut cursor, problems),
    };
    cursor.finish();
    filled
}
