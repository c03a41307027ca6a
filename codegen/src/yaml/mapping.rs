//! Mappings with known keys: one declaration is the struct that such a mapping is read into, how it is read, and what an editor is
//! told about it.

use super::{Cursor, Key, Node, Value};
use crate::diagnostic::{Problems, Span};
#[cfg(feature = "schema")]
use crate::schema::{Definition, Description, Generator, Schema};

/// Keys that stand in a mapping: all of them, or a group that several mappings have.
pub(crate) trait Keys: Sized {
    /// Takes what stands behind them.
    fn take(cursor: &mut Cursor<'_>) -> Self;

    /// Describes them.
    #[cfg(feature = "schema")]
    fn describe(description: &mut Description<'_>);
}

/// A mapping that has these keys and no others.
pub(crate) trait Mapping: Keys {
    /// What it describes, with its article: `an operation`.
    const WHAT: &'static str;
    /// Its name in the schema.
    #[cfg(feature = "schema")]
    const NAME: &'static str;

    /// Reads all of it. `at` is pointed at for missing keys.
    fn read_at(at: Span, node: &Node, problems: &Problems<'_>) -> Self {
        let mut cursor = Cursor::new(node, at, Self::WHAT, problems);
        let mapping = Self::take(&mut cursor);
        cursor.finish();
        mapping
    }
}

impl<M: Mapping> Value for M {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        Some(Self::read_at(key.span, node, problems))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        generator.subschema_for::<Definition<M>>()
    }
}

/// Declares a struct with a field per key:
///
/// ```text
/// mapping! {
///     /// What it is.
///     pub(crate) struct Poll: "`poll`" {
///         /// What stands behind `every`, which must be there, for instance so.
///         every: Option<Time> = "5s",
///         /// A key that is no Rust name.
///         kind as "type": Option<Name>,
///         ..about: About,
///     } exactly one of [["field"], ["header", "unit"]]
/// }
/// ```
///
/// The text behind its name is what messages call such a mapping; a group of keys, which stands in other mappings, has none. The
/// documentation comments are what editors show. `exactly one of` is told to editors alone: whoever reads the struct has more to
/// say about it.
macro_rules! mapping {
    (
        $(#[doc = $summary:literal])*
        $visibility:vis struct $Name:ident $(: $what:literal)? {
            $($(#[doc = $doc:literal])* $field:ident $(as $key:literal)?: $Part:ty $(= $example:literal)?,)*
            $(..$group:ident: $Group:ty,)*
        } $(exactly one of [$([$($choice:literal),+]),+])?
    ) => {
        $(#[doc = $summary])*
        #[derive(Debug)]
        $visibility struct $Name {
            $($(#[doc = $doc])* $visibility $field: $Part,)*
            $($visibility $group: $Group,)*
        }

        impl $crate::yaml::Keys for $Name {
            fn take(cursor: &mut $crate::yaml::Cursor<'_>) -> Self {
                Self {
                    $($field: $crate::yaml::take!(cursor, $crate::yaml::key!($field $($key)?) $(, $example)?),)*
                    $($group: $crate::yaml::Keys::take(cursor),)*
                }
            }

            #[cfg(feature = "schema")]
            fn describe(description: &mut $crate::schema::Description<'_>) {
                description.summary(&[$($summary),*]);
                $(
                    let is_required = !str::is_empty(concat!($($example)?));
                    let key = $crate::yaml::key!($field $($key)?);
                    description.key::<$Part>(key, is_required, &[$($doc),*]);
                )*
                $(<$Group as $crate::yaml::Keys>::describe(description);)*
                $(description.exactly_one(&[$(&[$($choice),+]),+]);)?
            }
        }

        $(
            impl $crate::yaml::Mapping for $Name {
                const WHAT: &'static str = $what;
                #[cfg(feature = "schema")]
                const NAME: &'static str = stringify!($Name);
            }
        )?
    };
}

/// The key of a field: its own name, unless another is given.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Takes what stands behind a key, which must be there where an example of it is given.
macro_rules! take {
    ($cursor:ident, $key:expr) => {
        $cursor.optional($key)
    };
    ($cursor:ident, $key:expr, $example:literal) => {
        $cursor.required($key, $example)
    };
}

pub(crate) use {key, mapping, take};
