//! How payloads are sealed, and what users add to it where the vendor's page is silent.

use super::Name;
use super::about::Source;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Text};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{Entries, Key, Kind, Mapping, Node, SnakeCase, Value, mapping, text};

/// Named lines that lead from a payload's text to what is sent in its place, and back.
#[derive(Debug, Clone)]
pub(crate) struct Seal {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
    pub(crate) lines: Vec<(Name, SealLine)>,
    pub(crate) vectors: Vec<SealVector>,
}

#[derive(Debug, Clone)]
pub(crate) enum SealLine {
    Template(Name),
    /// What the vendor's page doesn't say.
    Unspecified(Text),
}

#[derive(Debug, Clone)]
pub(crate) struct SealVector {
    pub(crate) given: Vec<(Name, Name)>,
    pub(crate) plain: Option<Name>,
    pub(crate) sealed: Option<Name>,
    /// Whether it was read without a mistake.
    pub(crate) sound: bool,
}

/// A file in which users say what the vendor's page doesn't.
#[derive(Debug)]
pub(crate) struct Overlay {
    pub(crate) api: Option<Name>,
    pub(crate) seals: Vec<Seal>,
}

/// Whether a file is an overlay: it says of which API.
pub(super) fn is_overlay(node: &Node) -> bool {
    matches!(&node.kind, Kind::Mapping(entries) if entries.iter().any(|(key, _)| key.text == "overlay"))
}

mapping! {
    /// An overlay: a file in which users of a spec say what the vendor's page doesn't. It supplies what is `unspecified`, and nothing
    /// else.
    pub(crate) struct OverlayKeys: "an overlay" {
        /// The API that it is for, by the name that `api.yaml` says in `api:`.
        api as "overlay": Option<Name> = "acme",
        /// Seals with the lines that are missing: `{content: {lines: {iv: "{'0102030405060708'}"}}}`.
        seals: Entries<Seal, SnakeCase> = "{content: {lines: {key: \"{merchant_key}\"}}}",
        // Where the facts come from, for whoever reads the file.
        .._about: About,
    }
}

pub(super) fn overlay(node: &Node, problems: &Problems<'_>) -> Overlay {
    let keys = OverlayKeys::read_at(node.span, node, problems);
    Overlay {
        api: keys.api,
        seals: keys.seals.into_values(),
    }
}

mapping! {
    /// How a payload travels encrypted: named lines that lead from its text to what is sent in its place, and back.
    struct SealKeys: "a seal" {
        /// Address of its documentation.
        source: Option<Source>,
        /// Named lines in order, made of credentials; each may use those above it. `seal` makes what is sent of the payload's text,
        /// `plain`; `open` makes the text again of what was received, `sealed`.
        lines: Entries<SealLine, SnakeCase>,
        /// Texts with what they must become, checked whenever the spec is.
        vectors: Vec<SealVector>,
        ..about: About,
    }
}

impl Value for Seal {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = SealKeys::read_at(name.span, node, problems);
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
        SealKeys::schema(generator)
    }
}

mapping! {
    /// What the vendor's page doesn't say. Operations that need it are checked, but no code is generated for them until an overlay
    /// supplies it.
    struct UnspecifiedKeys: "a line that nobody documents" {
        /// What is missing, in a sentence for whoever has to find it out.
        unspecified: Option<Text> = "what the vendor's page doesn't say",
    }
}

/// A template, or what isn't known of it.
impl Value for SealLine {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let Kind::Mapping(_) = node.kind else {
            return text(node, &name.text, problems).map(Self::Template);
        };
        let what = UnspecifiedKeys::read_at(name.span, node, problems).unspecified?;
        if what.languages().all(|text| text.trim().is_empty()) {
            let help = "say what is missing, in a sentence: whoever has to find it out reads it";
            problems.report(
                Diagnostic::new(Code::MissingKey, name.span, "`unspecified` says nothing")
                    .help(help),
            );
        }
        Some(Self::Unspecified(what))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"anyOf": [Name::schema(generator), UnspecifiedKeys::schema(generator)]})
    }
}

mapping! {
    /// A text with what it must become.
    struct SealVectorKeys: "a vector" {
        /// Where it was published.
        _source as "source": Option<Text>,
        /// Values of credentials.
        given: Entries<Name>,
        /// The payload's text.
        plain: Option<Name> = "the payload's text",
        /// What is sent in its place.
        sealed: Option<Name> = "what is sent in its place",
    }
}

impl Value for SealVector {
    fn read(_: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let before = problems.count();
        let keys = SealVectorKeys::read_at(node.span, node, problems);
        Some(Self {
            given: keys.given.0,
            plain: keys.plain,
            sealed: keys.sealed,
            sound: problems.count() == before,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        SealVectorKeys::schema(generator)
    }
}
