//! Types of which a reply holds one of several.

use super::TypeName;
use crate::diagnostic::Problems;
use crate::model::About;
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::yaml::{Key, Mapping, Node, Value, mapping};

/// What a reply may hold, and the member by which it is known.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) name: Key,
    pub(crate) by: Option<Key>,
    pub(crate) is: Option<TypeName>,
    pub(crate) about: About,
}

mapping! {
    /// One of several shapes that a reply may have.
    struct ChoiceKeys: "one of several shapes" {
        /// The member by which it is known: this one is there and not null.
        by: Option<Key> = "the member that only this one has",
        /// Its type, which has `fields`.
        is: Option<TypeName> = "TheObject",
        ..about: About,
    }
}

impl Value for Choice {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = ChoiceKeys::read_at(name.span, node, problems);
        Some(Self {
            name: name.clone(),
            by: keys.by,
            is: keys.is,
            about: keys.about,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        ChoiceKeys::schema(generator)
    }
}
