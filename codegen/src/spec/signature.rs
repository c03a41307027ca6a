use super::about::Source;
use super::{FieldList, Name, Vector};
use crate::diagnostic::Problems;
use crate::model::About;
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{Entries, Key, Kind, Mapping, Node, SnakeCase, Value, mapping, text};

#[derive(Debug)]
pub(crate) struct Signature {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
    pub(crate) lines: Vec<(Name, Line)>,
    pub(crate) vectors: Vec<Vector>,
}

#[derive(Debug)]
pub(crate) enum Line {
    Template(Name),
    Fields(Box<FieldList>),
}

mapping! {
    /// How a signature is made.
    struct SignatureKeys: "a signature" {
        /// Address of the rule.
        source: Option<Source>,
        /// Named lines in order, each a template (`"{fields}&key={key}"`) or a list of fields
        /// (`{except: [sign], sort: name, each: "{name}={value}", join: "&"}`). Each may use those above it; the one called `sign` is
        /// the signature.
        lines: Entries<Line, SnakeCase>,
        /// Inputs with the signature that they must give, checked whenever the spec is.
        vectors: Vec<Vector>,
        ..about: About,
    }
}

impl Value for Signature {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = SignatureKeys::read_at(name.span, node, problems);
        Some(Self {
            name: name.clone(),
            about: keys.about,
            source: keys.source.map(|source| source.0),
            lines: keys.lines.0,
            vectors: keys.vectors,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        SignatureKeys::schema(generator)
    }
}

/// A template, or a list of fields.
impl Value for Line {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        match node.kind {
            Kind::Mapping(_) => {
                FieldList::read(name, node, problems).map(|list| Self::Fields(Box::new(list)))
            }
            _ => text(node, &name.text, problems).map(Self::Template),
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"anyOf": [Name::schema(generator), FieldList::schema(generator)]})
    }
}
