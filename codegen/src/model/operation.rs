//! Operations: where they go, what they carry, how their replies are told apart.

use super::{
    About, Conditions, Envelope, Field, Filled, Json, Poll, Rule, Shape, VerifyWhen, slots,
};

/// One documented operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Method name in the generated client.
    pub name: String,
    /// Name of the request struct.
    pub type_name: String,
    /// What is said about it.
    pub about: About,
    /// Address of its documentation.
    pub source: Option<String>,
    /// Whether calling it again does no harm.
    pub safe: bool,
    /// Whether it only makes an address for someone else to open: nothing is sent, and there is no reply.
    pub link: bool,
    /// One per profile that can call it.
    pub variants: Vec<Variant>,
    /// Business fields in the page's order.
    pub request: Vec<Field>,
    /// Fields beside them that the operation fills in itself.
    pub filled: Vec<Filled>,
    /// What is said about fields under names of the caller's; `None`: it takes none.
    pub open: Option<About>,
    /// Rules between business fields.
    pub rules: Vec<Rule>,
    /// What the payload is; `None`: there is none.
    pub response: Option<Shape>,
    /// How its replies are wrapped: index into [`Api::envelopes`](super::Api::envelopes).
    pub envelope: Option<usize>,
    /// How its replies are told apart.
    pub reply: Reply,
    /// How it is asked after; `None`: the vendor doesn't say.
    pub poll: Option<Poll>,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// What stands in place of a path where callers give the whole URL.
pub(crate) const GIVEN_URL: &str = "{url}";

impl Operation {
    /// Whether callers give the whole URL.
    pub fn takes_url(&self) -> bool {
        self.variants.iter().any(Variant::takes_url)
    }

    /// Business fields and those that it fills in itself, in the page's order, then those that callers name.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = slots(self.request.len(), &self.filled);
        slots.extend(self.open.as_ref().map(|_| Slot::Open));
        slots
    }
}

/// An operation as one profile calls it.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Index into [`Api::profiles`](super::Api::profiles).
    pub profile: usize,
    /// HTTP method.
    pub method: Method,
    /// Path, verbatim; `{url}` where callers give the whole URL.
    pub path: String,
    /// Index into [`Api::servers`](super::Api::servers).
    pub server: usize,
    /// How the body is written.
    pub body: Body,
    /// How business fields travel.
    pub payload: Payload,
    /// What is written, in the order in which it is signed (the page's order where the signature has none of its own).
    pub order: Vec<Slot>,
    /// What is said about it, where there are several.
    pub about: About,
}

impl Variant {
    /// Whether callers give the whole URL in place of its path.
    pub fn takes_url(&self) -> bool {
        self.path == GIVEN_URL
    }
}

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`: fields travel in the query.
    Get,
    /// `POST`.
    Post,
}

/// How a request's fields travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// The query string; no body.
    Query,
    /// `application/json`: an object, whose members the fields are.
    Json,
}

/// How business fields travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// Beside the common fields.
    Fields,
    /// As one JSON text in the field of this name.
    Json(String),
}

/// One thing to write into a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Index into [`Profile::common`](super::Profile::common).
    Common(usize),
    /// Index into [`Operation::request`].
    Field(usize),
    /// Index into [`Operation::filled`].
    Filled(usize),
    /// All business fields as one JSON text.
    Payload,
    /// Fields under names of the caller's.
    Open,
}

/// How an operation's replies are told apart: its envelope with the operation's own exceptions applied.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// What it must have for the call to count as done; empty: HTTP success is all there is.
    pub success: Conditions,
    /// What tells that the call is neither done nor refused yet; empty: nothing does.
    pub pending: Conditions,
    /// What tells that a refusal leaves open whether the vendor acted; empty: nothing does.
    pub undecided: Conditions,
    /// Member that holds the vendor's code.
    pub code: Option<String>,
    /// Member that holds the vendor's message.
    pub message: Option<String>,
    /// Member that holds the payload; without one the payload's members stand beside the envelope's.
    pub payload: Option<String>,
    /// The envelope's own members, which don't count as unknown in a payload beside them.
    pub members: Vec<String>,
    /// When its signature must be there; `None`: as the profile says.
    pub verify: Option<VerifyWhen>,
}

/// A documented example.
#[derive(Debug, Clone)]
pub struct Example {
    /// What is said about it.
    pub about: About,
    /// Documented values of common fields (and of the signature, a placeholder), by wire name.
    pub common: Vec<(String, String)>,
    /// Business fields by wire name; `None`: the page shows no request.
    pub request: Option<Json>,
    /// The whole reply; `None`: the page shows none.
    pub response: Option<Json>,
}

impl Envelope {
    /// How replies in it are told apart where an operation states no exception.
    pub(crate) fn reply(&self) -> Reply {
        Reply {
            success: self.success.clone(),
            pending: self.pending.clone(),
            undecided: self.undecided.clone(),
            code: self.code.clone(),
            message: self.message.clone(),
            payload: self.payload.clone(),
            members: self.fields.iter().map(|field| field.wire.clone()).collect(),
            verify: None,
        }
    }
}
