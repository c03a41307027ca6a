//! Types of which a reply holds one of several.

use super::{TypeName, about, types};
use crate::diagnostic::Problems;
use crate::model::About;
use crate::yaml::{Cursor, Key, Node};

/// What a reply may hold, and the member by which it is known.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) name: Key,
    pub(crate) by: Option<Key>,
    pub(crate) is: Option<TypeName>,
    pub(crate) about: About,
}

pub(super) fn choice<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Choice {
    let mut cursor = Cursor::new(node, name.span, "one of several shapes", problems);
    let choice = Choice {
        name: name.clone(),
        by: cursor.require_text("by", "the member that only this one has"),
        is: cursor
            .require_text("is", "TheObject")
            .and_then(|name| types::type_name(&name, problems)),
        about: about::about(&mut cursor, problems),
    };
    cursor.finish();
    choice
}
