use super::about::{Notes, Source};
use super::allow::Allowed;
use super::{Field, Name};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{About, Json, Text};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::yaml::{Choice, Entries, Key, Mapping, Node, True, Value, Word, json, mapping};

/// What a vendor sends by itself.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
    pub(crate) is_json: bool,
    pub(crate) profiles: Vec<Name>,
    pub(crate) unsigned: Option<Span>,
    pub(crate) envelope: Option<Name>,
    pub(crate) fields: Vec<Field>,
    pub(crate) compare: Vec<Name>,
    pub(crate) ack: Option<Ack>,
    pub(crate) examples: Vec<Node>,
    /// Whether it was read without a mistake.
    pub(crate) sound: bool,
}

/// What a vendor takes for an acknowledgement.
#[derive(Debug)]
pub(crate) enum Ack {
    Text(Name),
    Json(Json),
}

mapping! {
    /// What the vendor sends by itself.
    struct CallbackKeys: "a callback" {
        /// What it tells. English, or `{zh: …, en: …}`.
        doc: Option<Text> = "what it tells, in one sentence",
        /// Address of its documentation. Default: the page's.
        source: Option<Source>,
        /// What it is sent as. What stands in the query of the receiver's address is not looked at.
        body: Option<Word<IsJson>> = "form",
        /// The profiles with whose keys it may be signed, by their `verify`.
        profiles: Vec<Name>,
        /// `true` in place of `profiles`, where the vendor signs nothing. Default: `false`.
        unsigned: Option<True>,
        /// The envelope that tells success, code and message as in replies. In a form it has no `payload`. Default: none.
        envelope: Option<Name>,
        /// Its members: wire name → field, written like those of a response. In a form every value is text.
        fields: Entries<Field>,
        /// Those fields that the receiver must hold against its own order. They are `always: true`, and texts, whole numbers, enums
        /// or names of them.
        compare: Vec<Name>,
        /// What the vendor wants to read, byte for byte: `{text: success}` or `{json: {status: 200}}`.
        ack: Option<Ack> = "{text: success}",
        /// Bodies as the page shows them, envelope and signature included.
        examples: Vec<Node>,
        /// Warnings that are known and meant, by code, each with the reason: `{SW0004: The vendor shows none.}`.
        allow: Option<Allowed>,
        ..notes: Notes,
    }
}

/// Whether a body is JSON.
#[derive(Debug, Clone, Copy)]
struct IsJson(bool);

impl Choice for IsJson {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("form", Self(false), "`application/x-www-form-urlencoded`."),
        ("json", Self(true), "A JSON object."),
    ];
}

impl Value for Callback {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let before = problems.count();
        let keys = CallbackKeys::read_at(name.span, node, problems);
        if let Some(allowed) = keys.allow {
            allowed.within(name, node, problems);
        }
        Some(Self {
            name: name.clone(),
            about: keys.notes.about(keys.doc),
            source: keys.source.map(|source| source.0),
            is_json: keys.body.is_some_and(|body| body.value.0),
            profiles: keys.profiles,
            unsigned: keys.unsigned.map(|unsigned| unsigned.0),
            envelope: keys.envelope,
            fields: keys.fields.into_values(),
            compare: keys.compare,
            ack: keys.ack,
            examples: keys.examples,
            sound: problems.count() == before,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        CallbackKeys::schema(generator)
    }
}

mapping! {
    /// What a receiver answers.
    struct AckKeys: "an acknowledgement" {
        /// A text.
        text: Option<Name>,
        /// A JSON value, which is written without spaces.
        json: Option<Node>,
    } exactly one of [["text"], ["json"]]
}

impl Value for Ack {
    fn read(_: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = AckKeys::read_at(node.span, node, problems);
        let object = keys.json.map(|node| json(&node, problems));
        match (keys.text, object) {
            (Some(text), None) => Some(Self::Text(text)),
            (None, Some(object)) => Some(Self::Json(object)),
            _ => {
                let message = "an acknowledgement is either a text or JSON";
                let help = "write what the vendor wants to read, byte for byte: `{text: success}` or `{json: {status: 200}}`";
                problems.report(Diagnostic::new(Code::BadValue, node.span, message).help(help));
                None
            }
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        AckKeys::schema(generator)
    }
}
