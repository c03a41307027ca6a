use super::spelling::SpellingKeys;
use super::{Field, Name, TypeName};
use crate::diagnostic::Problems;
use crate::model::{About, Text};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::yaml::{Chosen, Key, Mapping, Node, Number, SnakeCase, True, Value, mapping};

mapping! {
    /// A field of a request, of a reply or of an object.
    pub(super) struct FieldKeys: "a field" {
        /// Its type: `string`, `bool`, `integer` (64 bits), `number` (finite), `money`, `datetime`, `date`, `any` (any JSON value),
        /// `file`, `list<T>`, `json<T>` (a text that holds JSON of the shape `T`), or one that is declared under `types`.
        type_name as "type": Option<TypeName> = "string",
        /// The documented example.
        example: Option<Node>,
        /// Documented length, in characters. Told, never enforced: vendors exceed their own.
        max_chars: Option<Number<1, { u32::MAX }>>,
        /// Requests: whether it may be left out. Replies: documentation only. Default: `false`.
        optional: Option<True>,
        /// The Rust name, where the one derived from the wire name is a keyword, collides or misleads.
        rust: Option<Chosen<SnakeCase>>,
        /// What stands between the items of a list that travels as one text: `join: ";"`.
        join: Option<Name>,
        /// Replies: whether it is relied upon. The field is no `Option` then, and a reply without it is an error. Default: `false`.
        always: Option<True>,
        /// Texts: redacted in `Debug`, wiped from memory. Default: `false`.
        secret: Option<True>,
        /// What the vendor has callers use instead. The field shows as deprecated.
        deprecated: Option<Text>,
        ..spelling: SpellingKeys,
        ..about: About,
    }
}

impl Value for Field {
    fn read(wire: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = FieldKeys::read_at(wire.span, node, problems);
        Some(Self {
            wire: wire.clone(),
            rust: keys.rust.map(|rust| rust.0),
            type_name: keys.type_name,
            spelling: keys.spelling.into(),
            join: keys.join,
            optional: keys.optional.is_some(),
            always: keys.always.map(|always| always.0),
            secret: keys.secret.map(|secret| secret.0),
            max_chars: keys.max_chars.map(|max| max.value),
            about: About {
                deprecated: keys.deprecated,
                ..keys.about
            },
            example: keys.example,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        FieldKeys::schema(generator)
    }
}
