use super::about::{Notes, Source};
use super::allow::Allowed;
use super::conditions::{Conditions, Values, conditions};
use super::filled::{self, Open, RequestField};
use super::routes::{self, RouteKeys, Variant};
use super::{
    Body, Example, Field, Name, Operation, PayloadOverride, Poll, ReplyOverrides, Response, Rule,
    TypeName, link,
};
use crate::diagnostic::Problems;
use crate::model::{About, Text, VerifyWhen};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{
    At, Choice, Entries, Key, Kind, Mapping, Node, SnakeCase, True, Value, Word, mapping,
};

mapping! {
    /// What can be called.
    pub(super) struct OperationKeys: "an operation" {
        /// What it does. English, or `{zh: …, en: …}`.
        doc: Option<Text> = "what it does, in one sentence",
        /// Address of its documentation. Default: the page's.
        source: Option<Source>,
        /// Name of the profile that calls it.
        profile: Option<At<Name>>,
        /// In place of a path and `profile`, where several profiles call it: `{agent: {post: /x}, merchant: {post: /v2/x}}`.
        variants: Option<At<Entries<Variant, SnakeCase>>>,
        /// Name of the server. Default: the first.
        server: Option<Name>,
        /// What requests are sent as. Default: the profile's.
        body: Option<Word<Body>>,
        /// `fields`: business fields stand beside the common ones. `{field: data, as: json}`: they travel in this field. Default: the
        /// profile's.
        payload: Option<PayloadOverride>,
        /// Fields, by wire name, that travel beside the payload and not in it: `[method]`. Default: none.
        beside: Vec<Name>,
        /// `true` where calling it again does no harm and is answered as if it were the first time, so that it may be sent again
        /// whatever came of the first time. Default: `false`.
        safe: Option<True>,
        /// Its fields: wire name → field. Default: none.
        request: Entries<RequestField>,
        /// `{doc: …}`: the call takes further fields under names of the caller's. Default: it doesn't.
        open: Option<Open>,
        /// What must hold between the fields of `request`. Default: nothing.
        rules: Vec<Rule>,
        /// What the reply brings: a type (`bool`, `list<Store>`, …), or wire name → field. Default: no payload.
        response: Option<At<Response>>,
        /// Name of the envelope of its replies. Default: the profile's.
        envelope: Option<At<Name>>,
        /// What this operation does differently from its envelope and profile.
        reply: Option<At<ReplyOverrides>>,
        /// How the vendor is asked what came of a call: `{via: find_payment, every: 5s, until: 180s}`.
        poll: Option<At<Poll>>,
        /// Requests and replies as the page shows them. They are checked, and serve as tests and as the mock vendor's answers.
        examples: Vec<Example>,
        /// What the vendor has callers use instead. The compiler warns of it.
        deprecated: Option<Text>,
        /// Warnings that are known and meant, by code, each with the reason: `{SW0004: The vendor shows none.}`.
        allow: Option<Allowed>,
        ..route: RouteKeys,
        ..notes: Notes,
    } exactly one of [["post", "profile"], ["get", "profile"], ["link", "profile"], ["variants"]]
}

impl Value for Operation {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let before = problems.count();
        let keys = OperationKeys::read_at(name.span, node, problems);
        let routes = routes::routes(name, &keys, problems);
        if routes.iter().any(|route| route.link) {
            link::refuse_replies(&keys, problems);
        }
        if let Some(allowed) = keys.allow {
            allowed.within(name, node, problems);
        }
        let (request, filled) = filled::split(keys.request.into_values());
        Some(Self {
            name: name.clone(),
            about: About {
                deprecated: keys.deprecated,
                ..keys.notes.about(keys.doc)
            },
            source: keys.source.map(|source| source.0),
            safe: keys.safe.is_some(),
            routes,
            server: keys.server,
            body: keys.body.map(|body| (body.value, body.span)),
            payload: keys.payload,
            beside: keys.beside,
            request,
            filled,
            open: keys.open.map(|open| open.0),
            rules: keys.rules,
            response: keys.response.map(|response| response.value),
            envelope: keys.envelope.map(|envelope| envelope.value),
            reply: keys.reply.map(|reply| reply.value).unwrap_or_default(),
            poll: keys.poll.map(|poll| poll.value),
            examples: keys.examples,
            sound: problems.count() == before,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        OperationKeys::schema(generator)
    }
}

mapping! {
    /// Business fields travel as one JSON text in one field, and these bytes are what is signed.
    struct PayloadFieldKeys: "a payload" {
        /// The field in which they travel.
        field: Option<Name> = "data",
        /// What they travel as. Default: `json`.
        _format as "as": Option<Word<super::profile::AsJson>>,
    }
}

#[derive(Debug, Clone, Copy)]
struct BesideCommon;

impl Choice for BesideCommon {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[(
        "fields",
        Self,
        "Business fields stand beside the common ones.",
    )];
}

impl Value for PayloadOverride {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if matches!(node.kind, Kind::Mapping(_)) {
            let keys = PayloadFieldKeys::read_at(node.span, node, problems);
            return keys.field.map(Self::Json);
        }
        Word::<BesideCommon>::read(key, node, problems).map(|_| Self::Fields)
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        let beside = Word::<BesideCommon>::schema(generator);
        json_schema!({"anyOf": [beside, PayloadFieldKeys::schema(generator)]})
    }
}

/// A type, or the fields of an object.
impl Value for Response {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if matches!(node.kind, Kind::Mapping(_)) {
            let fields: Entries<Field> = Value::read(key, node, problems)?;
            return Some(Self::Fields(key.span, fields.into_values()));
        }
        TypeName::read(key, node, problems).map(Self::Type)
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        let fields = <Entries<Field> as Value>::schema(generator);
        json_schema!({"anyOf": [TypeName::schema(generator), fields]})
    }
}

mapping! {
    /// What an operation does differently from its envelope and profile.
    struct ReplyKeys: "`reply`" {
        /// Member → value, or a list of those that will do, in place of the envelope's.
        success: Option<Entries<Values>>,
        /// The same for replies to a call that is neither done nor refused yet. `{}`: it is never pending.
        pending: Option<Entries<Values>>,
        /// The same for refusals that leave open whether the vendor acted.
        undecided: Option<Entries<Values>>,
        /// The member that holds the code; `none` where there is none.
        code: Option<Name>,
        /// When a reply must carry a signature, in place of the profile's `when`.
        verify: Option<Word<VerifyWhen>>,
    }
}

impl Value for ReplyOverrides {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = ReplyKeys::read_at(key.span, node, problems);
        let stated =
            |members: Option<Entries<Values>>| -> Option<Conditions> { members.map(conditions) };
        Some(Self {
            success: stated(keys.success),
            pending: stated(keys.pending),
            undecided: stated(keys.undecided),
            code: keys.code.map(|code| (code.text != "none").then_some(code)),
            verify: keys.verify.map(|verify| (verify.value, verify.span)),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        ReplyKeys::schema(generator)
    }
}

mapping! {
    /// A request and its reply as the page shows them.
    struct ExampleKeys: "an example" {
        /// Values of common fields and of the signature, as the page prints them. They are never recomputed.
        common: Entries<Name>,
        /// The business fields. A file is written `{name: shop.png, content_type: image/png, text: …}`.
        request: Option<Node>,
        /// The whole reply, envelope and all.
        response: Option<Node>,
        ..about: About,
    }
}

impl Value for Example {
    fn read(_: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = ExampleKeys::read_at(node.span, node, problems);
        Some(Self {
            about: keys.about,
            common: keys.common.0,
            request: keys.request,
            response: keys.response,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        ExampleKeys::schema(generator)
    }
}
