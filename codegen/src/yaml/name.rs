//! Names that a spec chooses.

use std::marker::PhantomData;

use super::cursor::text;
use super::{Key, Node, Value};
use crate::diagnostic::Problems;
#[cfg(feature = "schema")]
use crate::schema::{self, Generator, Schema};

/// How names are spelled.
pub(crate) trait Spelling {
    /// Regular expression that they match, with what editors say where they don't.
    #[cfg(feature = "schema")]
    const PATTERN: Option<(&'static str, &'static str)>;
}

/// However the vendor spells them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnyName;

/// `like_this`, for what becomes a Rust name as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SnakeCase;

/// `LikeThis`, for what becomes the name of a Rust type as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UpperCamelCase;

impl Spelling for AnyName {
    #[cfg(feature = "schema")]
    const PATTERN: Option<(&'static str, &'static str)> = None;
}

impl Spelling for SnakeCase {
    #[cfg(feature = "schema")]
    const PATTERN: Option<(&'static str, &'static str)> = Some((
        "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
        "Use lower-case letters, digits and single underscores, a letter first, like `send_sms_code`.",
    ));
}

impl Spelling for UpperCamelCase {
    #[cfg(feature = "schema")]
    const PATTERN: Option<(&'static str, &'static str)> = Some((
        "^[A-Z][A-Za-z0-9]*$",
        "Use letters and digits, a capital first, like `AuditStatus`.",
    ));
}

/// A name that the spec chooses.
#[derive(Debug)]
pub(crate) struct Chosen<N>(pub(crate) Key, PhantomData<N>);

impl<N: Spelling> Value for Chosen<N> {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        Some(Self(text(node, &key.text, problems)?, PhantomData))
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        schema::name::<N>()
    }
}
