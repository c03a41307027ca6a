//! The checked form of a spec: every name resolved, every default filled, every order decided.
//!
//! Only [`check`](crate::check) makes one, so whoever holds an [`Api`] need not fail: the emitter, the mock vendor and the
//! command line all read this and nothing else.

mod json;

pub use json::Json;

use crate::signature::{Signature, Template};

/// One vendor's API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Module name of the generated code.
    pub name: String,
    /// What the vendor calls it.
    pub title: Text,
    /// Address of the vendor's documentation.
    pub source: String,
    /// Facts and assumptions about the API as a whole.
    pub about: About,
    /// Named hosts; the first is the default.
    pub servers: Vec<Server>,
    /// What a caller must have been given by the vendor.
    pub credentials: Vec<Credential>,
    /// How strings to sign are made.
    pub signatures: Vec<Signature>,
    /// How calls are dressed.
    pub profiles: Vec<Profile>,
    /// How replies are wrapped.
    pub envelopes: Vec<Envelope>,
    /// All named types: the shared ones and those of the pages.
    pub types: Vec<TypeDefinition>,
    /// Documentation pages in file order (sorted by file name).
    pub pages: Vec<Page>,
}

/// A text in the vendor's language and in English; either may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Chinese, in the vendor's own words.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
}

/// What is said about a thing: its doc, facts worth knowing, and what was assumed about it and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// What it is.
    pub doc: Text,
    /// Vendor facts and contradictions.
    pub notes: Vec<Text>,
    /// What the vendor doesn't say, and what was assumed instead.
    pub assumed: Vec<Text>,
}

/// A named host with its environments.
#[derive(Debug, Clone)]
pub struct Server {
    /// Name by which operations choose it.
    pub name: String,
    /// Environments; the first is the default.
    pub environments: Vec<Environment>,
}

/// One address of a server.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `production`, `sandbox`, …
    pub name: String,
    /// Base URL: scheme, host and optional path, without a slash at its end.
    pub url: String,
    /// Whether the vendor documents plain `http` for it.
    pub cleartext: bool,
    /// What is said about it.
    pub about: About,
    /// Address of the documentation that names it.
    pub source: Option<String>,
}

/// Something a caller must have been given by the vendor.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Name in templates and of the struct's field.
    pub name: String,
    /// Whether it is kept out of logs and off the wire.
    pub secret: bool,
    /// What is said about it.
    pub about: About,
    /// Example value.
    pub example: Option<String>,
}

/// How calls are dressed: common fields, body, signature, envelope.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Name in the spec.
    pub name: String,
    /// Name of the generated struct.
    pub type_name: String,
    /// What is said about it.
    pub about: About,
    /// The credentials that it needs, in the order of `new`'s arguments.
    pub credentials: Vec<ProfileCredential>,
    /// Fields that every request carries.
    pub common: Vec<CommonField>,
    /// How the request is signed.
    pub sign: Option<Sign>,
    /// How the reply's signature is verified.
    pub verify: Option<Verify>,
    /// Envelope of the replies: index into [`Api::envelopes`].
    pub envelope: Option<usize>,
}

/// A credential as one profile needs it.
#[derive(Debug, Clone)]
pub struct ProfileCredential {
    /// Index into [`Api::credentials`].
    pub credential: usize,
    /// Whether a caller may go without.
    pub optional: bool,
}

/// A field that every request of a profile carries.
#[derive(Debug, Clone)]
pub struct CommonField {
    /// Name on the wire.
    pub wire: String,
    /// Its value.
    pub value: Template,
    /// Whether it is left out where its credential is.
    pub optional: bool,
    /// What is said about it.
    pub about: About,
    /// Documented example value.
    pub example: Option<String>,
}

/// How requests are signed.
#[derive(Debug, Clone)]
pub struct Sign {
    /// Index into [`Api::signatures`].
    pub signature: usize,
    /// Where the signature goes.
    pub place: Place,
    /// What is said about the field.
    pub about: About,
    /// Documented example value; a placeholder, never a test vector.
    pub example: Option<String>,
}

/// Where a signature goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A field beside the others, named so on the wire.
    Field(String),
    /// A header, named so, in lower case.
    Header(String),
}

/// How a reply's own signature is verified.
#[derive(Debug, Clone)]
pub struct Verify {
    /// Index into [`Api::signatures`].
    pub signature: usize,
    /// The member that holds the signature.
    pub field: String,
    /// When it must be there.
    pub when: VerifyWhen,
}

/// When a reply must carry a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyWhen {
    /// Verified where there is one.
    IfPresent,
    /// Required on success, verified where there is one otherwise.
    OnSuccess,
    /// Required on every reply.
    Always,
    /// Not looked at.
    Never,
}

/// How replies are wrapped.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// Name in the spec.
    pub name: String,
    /// What is said about it.
    pub about: About,
    /// The documented members.
    pub fields: Vec<Field>,
    /// Members and the text that each must have for the call to count as done.
    pub success: Vec<(String, String)>,
    /// Member that holds the vendor's code.
    pub code: Option<String>,
    /// Member that holds the vendor's message.
    pub message: Option<String>,
    /// Member that holds the payload; without one the payload's members stand beside the envelope's.
    pub payload: Option<String>,
    /// What the vendor answers to requests that it refuses, by kind (`bad_signature`, `bad_request`).
    pub failures: Vec<Failure>,
}

/// A documented or assumed answer to a request that the vendor refuses.
#[derive(Debug, Clone)]
pub struct Failure {
    /// `bad_signature` or `bad_request`.
    pub kind: String,
    /// HTTP status, 200 unless stated.
    pub http_status: u16,
    /// Body.
    pub body: Json,
    /// What is said about it.
    pub about: About,
}

/// A documentation page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Module name.
    pub name: String,
    /// Path of the spec file as it stands in diagnostics and in generated headers.
    pub file: String,
    /// The page's title.
    pub title: Text,
    /// The page's address.
    pub source: Option<String>,
    /// Its operations in the page's order.
    pub operations: Vec<Operation>,
}

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
    /// One per profile that can call it.
    pub variants: Vec<Variant>,
    /// Business fields in the page's order.
    pub request: Vec<Field>,
    /// What the payload is; `None`: there is none.
    pub response: Option<Shape>,
    /// How its replies are told apart.
    pub reply: Reply,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// An operation as one profile calls it.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Index into [`Api::profiles`].
    pub profile: usize,
    /// HTTP method.
    pub method: Method,
    /// Path, verbatim.
    pub path: String,
    /// Index into [`Api::servers`].
    pub server: usize,
    /// How the body is written.
    pub body: Body,
    /// How business fields travel.
    pub payload: Payload,
    /// What is written, in the order in which it is signed (the page's order where the signature has none of its own).
    pub order: Vec<Slot>,
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
    /// Index into [`Profile::common`].
    Common(usize),
    /// Index into [`Operation::request`].
    Field(usize),
    /// All business fields as one JSON text.
    Payload,
}

/// How an operation's replies are told apart: its envelope with the operation's own exceptions applied.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// Members and the text that each must have for the call to count as done; empty: HTTP success is all there is.
    pub success: Vec<(String, String)>,
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

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDefinition {
    /// Name of the generated type.
    pub name: String,
    /// What is said about it.
    pub about: About,
    /// Index into [`Api::pages`]; `None`: shared.
    pub page: Option<usize>,
    /// What it is.
    pub kind: TypeKind,
    /// Whether a request holds one.
    pub in_requests: bool,
    /// Whether a reply holds one.
    pub in_replies: bool,
}

/// What a named type is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with fields.
    Object(Vec<Field>),
    /// An open enum over integers.
    IntegerEnum {
        /// The documented values.
        values: Vec<EnumValue<i64>>,
        /// How it stands in JSON.
        form: WireForm,
    },
    /// An open enum over texts.
    StringEnum {
        /// The documented values.
        values: Vec<EnumValue<String>>,
    },
    /// One value under a name of its own, so that kinds can't be mixed up.
    Newtype(Shape),
}

/// A documented value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue<T> {
    /// On the wire.
    pub value: T,
    /// Name of the variant.
    pub name: String,
    /// What is said about it.
    pub about: About,
}

/// The shape of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// A finite number.
    Number,
    /// An uploaded file.
    File,
    /// A list.
    List(Box<Shape>),
    /// Index into [`Api::types`].
    Named(usize),
}

/// How a scalar stands in JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WireForm {
    /// A number as number, a text as text.
    #[default]
    Natural,
    /// A number as text.
    String,
    /// A text as number.
    Number,
    /// Sent in its natural form, read from both.
    Either,
}

/// A field of a request, a reply or an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Name in Rust.
    pub rust: String,
    /// Shape of its value.
    pub shape: Shape,
    /// How the value stands in JSON.
    pub form: WireForm,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether it is kept out of `Debug`.
    pub secret: bool,
    /// Whether `""` in a reply means that it is absent.
    pub empty_is_absent: bool,
    /// Documented greatest length in characters; told, never enforced.
    pub max_chars: Option<u32>,
    /// What is said about it.
    pub about: About,
    /// Documented example value.
    pub example: Option<Json>,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Documented as required: a request must have it, a reply may lack it all the same.
    Required,
    /// Documented as optional.
    Optional,
    /// In replies: required, and relied upon.
    Always,
}

/// A documented example.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it shows.
    pub doc: Text,
    /// Documented values of common fields (and of the signature, a placeholder), by wire name.
    pub common: Vec<(String, String)>,
    /// Business fields by wire name; `None`: the page shows no request.
    pub request: Option<Json>,
    /// The whole reply; `None`: the page shows none.
    pub response: Option<Json>,
}
