//! What may stand behind a key. How it is read and what its schema is stand side by side.

use std::marker::PhantomData;
use std::ops::RangeInclusive;

use super::cursor::{entries, list, text};
use super::{AnyName, Key, Kind, Node, Spelling};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
#[cfg(feature = "schema")]
use crate::schema::{self, Generator, Schema, json_schema};

/// What may stand behind a key.
pub(crate) trait Value: Sized {
    /// Reads it; `None` where it is wrong, which is reported.
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self>;

    /// What an editor is told of it.
    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema;
}

/// A field of a mapping, whether its key is there or not.
pub(crate) trait Part: Sized {
    fn take(entry: Option<&(Key, Node)>, problems: &Problems<'_>) -> Self;

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema;
}

impl<T: Value> Part for Option<T> {
    fn take(entry: Option<&(Key, Node)>, problems: &Problems<'_>) -> Self {
        entry.and_then(|(key, node)| T::read(key, node, problems))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        T::schema(generator)
    }
}

/// A list; an empty one where the key is missing.
impl<T: Value> Part for Vec<T> {
    fn take(entry: Option<&(Key, Node)>, problems: &Problems<'_>) -> Self {
        <Option<Self> as Part>::take(entry, problems).unwrap_or_default()
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        <Self as Value>::schema(generator)
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let mut read = Self::new();
        for (index, item) in list(node, &key.text, problems)?.iter().enumerate() {
            if let Some(value) = T::read(&key.of_item(index, item), item, problems) {
                read.push(value);
            }
        }
        Some(read)
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"type": "array", "items": T::schema(generator)})
    }
}

/// A single value, by its text.
impl Value for Key {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        text(node, &key.text, problems)
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        json_schema!({"type": ["string", "number", "boolean"]})
    }
}

/// Anything, as it stands.
impl Value for Node {
    fn read(_: &Key, node: &Node, _: &Problems<'_>) -> Option<Self> {
        Some(node.clone())
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        true.into()
    }
}

/// A value, and where its key stands.
#[derive(Debug)]
pub(crate) struct At<T> {
    pub(crate) key: Span,
    pub(crate) value: T,
}

impl<T: Value> Value for At<T> {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        T::read(key, node, problems).map(|value| Self {
            key: key.span,
            value,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        T::schema(generator)
    }
}

/// `true`, and where its key stands; `false` is as if the key were missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct True(pub(crate) Span);

impl Value for True {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { text, plain: true } if text == "true" => Some(Self(key.span)),
            Kind::Scalar { text, plain: true } if text == "false" => None,
            _ => {
                let message = format!("`{}` is `true` or `false`", key.text);
                problems.report(
                    Diagnostic::new(Code::BadValue, node.span, message)
                        .label("neither")
                        .help("write one of the two, without quotes"),
                );
                None
            }
        }
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        json_schema!({"type": "boolean"})
    }
}

/// A whole number within bounds, and where its key stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<const FIRST: u32, const LAST: u32> {
    pub(crate) key: Span,
    pub(crate) value: u32,
}

impl<const FIRST: u32, const LAST: u32> Value for Number<FIRST, LAST> {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        number(key, node, FIRST..=LAST, problems).map(|value| Self {
            key: key.span,
            value,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        json_schema!({"type": "integer", "minimum": FIRST, "maximum": LAST})
    }
}

fn number(
    key: &Key,
    node: &Node,
    allowed: RangeInclusive<u32>,
    problems: &Problems<'_>,
) -> Option<u32> {
    if let Kind::Scalar { text, plain: true } = &node.kind
        && let Ok(value) = text.parse()
        && allowed.contains(&value)
    {
        return Some(value);
    }
    let (name, first, last) = (&key.text, *allowed.start(), *allowed.end());
    let message = match last {
        u32::MAX => format!("`{name}` is a whole number from {first} on"),
        _ => format!("`{name}` is a whole number from {first} to {last}"),
    };
    let like = 20.clamp(first, last);
    problems.report(
        Diagnostic::new(Code::BadValue, node.span, message)
            .label("not such a number")
            .help(format!("write digits without quotes, like `{like}`")),
    );
    None
}

/// One value, or a list of them.
#[derive(Debug)]
pub(crate) struct OneOrMore<T>(pub(crate) Vec<T>);

/// None where nothing is said.
impl<T> Default for OneOrMore<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Value> Part for OneOrMore<T> {
    fn take(entry: Option<&(Key, Node)>, problems: &Problems<'_>) -> Self {
        <Option<Self> as Part>::take(entry, problems).unwrap_or_default()
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        <Self as Value>::schema(generator)
    }
}

impl<T: Value> Value for OneOrMore<T> {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Sequence(_) => Vec::read(key, node, problems).map(Self),
            _ => T::read(key, node, problems).map(|one| Self(vec![one])),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        let one = T::schema(generator);
        json_schema!({"anyOf": [one, {"type": "array", "items": one}]})
    }
}

/// Names of the spec's own, each with what it names, in order; none where the key is missing.
#[derive(Debug)]
pub(crate) struct Entries<T, N = AnyName>(pub(crate) Vec<(Key, T)>, PhantomData<N>);

impl<T, N> Entries<T, N> {
    /// What is named, for what knows its name itself.
    pub(crate) fn into_values(self) -> Vec<T> {
        self.0.into_iter().map(|(_, value)| value).collect()
    }
}

impl<T, N> Default for Entries<T, N> {
    fn default() -> Self {
        Self(Vec::new(), PhantomData)
    }
}

impl<T: Value, N: Spelling> Part for Entries<T, N> {
    fn take(entry: Option<&(Key, Node)>, problems: &Problems<'_>) -> Self {
        <Option<Self> as Part>::take(entry, problems).unwrap_or_default()
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        <Self as Value>::schema(generator)
    }
}

impl<T: Value, N: Spelling> Value for Entries<T, N> {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let mut read = Vec::new();
        for (name, node) in entries(node, &format!("`{}`", key.text), problems) {
            if let Some(value) = T::read(name, node, problems) {
                read.push((name.clone(), value));
            }
        }
        Some(Self(read, PhantomData))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        schema::entries::<T, N>(generator)
    }
}
