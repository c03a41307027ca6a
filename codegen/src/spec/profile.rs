use super::{Body, CommonField, Name, Profile, Sign, Verify};
use crate::diagnostic::Problems;
use crate::model::About;
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{Choice, Entries, Key, Kind, Mapping, Node, True, Value, Word, mapping, text};

mapping! {
    /// How calls are dressed. It becomes a struct that holds the credentials that it needs.
    struct ProfileKeys: "a profile" {
        /// Fields of every request: wire name → template, or `{value, example, optional}`.
        common: Entries<CommonField>,
        /// The same for fields that travel in the query of the URL, whatever the body is.
        query: Entries<CommonField>,
        /// The same for headers. They are made before the request is signed, when all else is encoded, so that they can tell of the
        /// request: `x-content-md5: "{body | md5 | base64}"`.
        headers: Entries<CommonField>,
        /// `{field: data, as: json}`: business fields travel as one JSON text in this field. Default: beside the common fields.
        payload: Option<PayloadKeys>,
        /// What requests are sent as. The fields of a GET travel in its query, whatever this says. Default: `form`.
        body: Option<Word<Body>>,
        /// How requests are signed. Default: they aren't.
        sign: Option<Sign>,
        /// Name of the envelope of replies. Default: the reply is the payload.
        envelope: Option<Name>,
        /// How the signature of a reply is verified. Default: replies aren't signed.
        verify: Option<Verify>,
        ..about: About,
    }
}

impl Choice for Body {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("form", Self::Form, "`application/x-www-form-urlencoded`."),
        (
            "multipart",
            Self::Multipart,
            "`multipart/form-data`, which may hold files.",
        ),
        (
            "query",
            Self::Query,
            "Fields travel in the query of the URL.",
        ),
        (
            "json",
            Self::Json,
            "Common and business fields are the members of one JSON object.",
        ),
    ];
}

impl Value for Profile {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = ProfileKeys::read_at(name.span, node, problems);
        let (payload, seal) = keys
            .payload
            .map(|payload| (payload.field, payload.seal))
            .unwrap_or_default();
        Some(Self {
            name: name.clone(),
            about: keys.about,
            common: keys.common.into_values(),
            query: keys.query.into_values(),
            headers: in_lower_case(keys.headers.into_values()),
            payload,
            seal,
            body: keys.body.map(|body| (body.value, body.span)),
            sign: keys.sign,
            envelope: keys.envelope,
            verify: keys.verify,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        ProfileKeys::schema(generator)
    }
}

/// Headers that every request carries; case means nothing in their names.
fn in_lower_case(mut headers: Vec<CommonField>) -> Vec<CommonField> {
    for header in &mut headers {
        header.wire.text.make_ascii_lowercase();
    }
    headers
}

mapping! {
    /// A common field about which there is more to say than its value.
    struct CommonFieldKeys: "a common field" {
        /// Template of its value: `"{now | unix}"`.
        value: Option<Name> = "\"{client_id}\"",
        /// `true`: left out where its credential isn't given; `value` must be that one credential. Default: `false`.
        optional: Option<True>,
        /// What its value looks like, as the page prints it.
        example: Option<Name>,
        ..about: About,
    }
}

/// A template, or more about the field.
impl Value for CommonField {
    fn read(wire: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if !matches!(node.kind, Kind::Mapping(_)) {
            return Some(Self {
                wire: wire.clone(),
                value: text(node, &wire.text, problems),
                optional: None,
                about: About::default(),
                example: None,
            });
        }
        let keys = CommonFieldKeys::read_at(wire.span, node, problems);
        Some(Self {
            wire: wire.clone(),
            value: keys.value,
            optional: keys.optional.map(|optional| optional.0),
            about: keys.about,
            example: keys.example.map(|example| example.text),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"anyOf": [Name::schema(generator), CommonFieldKeys::schema(generator)]})
    }
}

mapping! {
    /// Business fields travel as one JSON text in one field, and these bytes are what is signed.
    struct PayloadKeys: "a payload" {
        /// The field in which they travel.
        field: Option<Name> = "data",
        /// What they travel as. Default: `json`.
        _format as "as": Option<Word<AsJson>>,
        /// Name of the seal under which that text travels. Default: none, it is plain.
        seal: Option<Name>,
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AsJson;

impl Choice for AsJson {
    const WORDS: &'static [(&'static str, Self, &'static str)] =
        &[("json", Self, "One JSON text.")];
}
