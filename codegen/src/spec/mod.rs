//! The spec as it is written: the YAML's own structure, in which names are texts that know where they stand.
//!
//! Reading it reports what is wrong with the writing (keys that don't exist, kinds of values); what the names mean is for
//! [`check`](crate::check) to find out.

mod about;
mod allow;
mod api;
mod callback;
mod conditions;
mod envelope;
mod field;
mod field_list;
mod filled;
mod into;
mod link;
mod one_of;
mod operation;
mod page;
mod poll;
mod profile;
mod read;
mod routes;
mod rule;
mod seal;
mod signature;
mod spelling;
mod types;
mod vector;

use crate::diagnostic::Span;
use crate::model::{About, GIVEN_URL, Json, Method, Text, VerifyWhen, WireForm};
use crate::yaml;
pub(crate) use crate::yaml::Key as Name;
pub(crate) use callback::{Ack, Callback};
pub(crate) use conditions::Conditions;
pub(crate) use field_list::FieldList;
pub(crate) use filled::Filled;
pub(crate) use into::{Sign, Verify};
pub(crate) use one_of::Choice;
pub(crate) use poll::Poll;
pub(crate) use read::read;
pub(crate) use rule::Rule;
pub(crate) use seal::{Overlay, Seal, SealLine, SealVector};
pub(crate) use signature::{Line, Signature};
pub(crate) use vector::{Vector, VectorQuery};
#[cfg(feature = "schema")]
pub(crate) use {api::ApiKeys, page::PageKeys, seal::OverlayKeys};

/// The files of one vendor.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) api: Api,
    pub(crate) pages: Vec<Page>,
    pub(crate) overlays: Vec<Overlay>,
    /// Whether what operations lean on (the API and all types) was read without a mistake.
    pub(crate) sound: bool,
}

/// `api.yaml`.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) file: usize,
    pub(crate) name: Name,
    pub(crate) title: Text,
    pub(crate) source: String,
    pub(crate) about: About,
    pub(crate) servers: Vec<Server>,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) types: Vec<Type>,
    pub(crate) signatures: Vec<Signature>,
    pub(crate) seals: Vec<Seal>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) envelopes: Vec<Envelope>,
}

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) name: Name,
    pub(crate) environments: Vec<Environment>,
}

#[derive(Debug)]
pub(crate) struct Environment {
    pub(crate) name: Name,
    pub(crate) url: Option<Name>,
    pub(crate) cleartext: bool,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Credential {
    pub(crate) name: Name,
    pub(crate) secret: bool,
    /// Names of the operations that give it.
    pub(crate) from: Vec<Name>,
    /// Whether it travels all the same.
    pub(crate) sent: bool,
    pub(crate) about: About,
    pub(crate) example: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) common: Vec<CommonField>,
    /// Fields that travel in the query whatever the body is.
    pub(crate) query: Vec<CommonField>,
    pub(crate) headers: Vec<CommonField>,
    /// The field in which business fields travel as one JSON text.
    pub(crate) payload: Option<Name>,
    /// The seal under which that text travels.
    pub(crate) seal: Option<Name>,
    pub(crate) body: Option<(Body, Span)>,
    pub(crate) sign: Option<Sign>,
    pub(crate) envelope: Option<Name>,
    pub(crate) verify: Option<Verify>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    Form,
    Multipart,
    Query,
    Json,
}

#[derive(Debug)]
pub(crate) struct CommonField {
    pub(crate) wire: Name,
    pub(crate) value: Option<Name>,
    pub(crate) optional: Option<Span>,
    pub(crate) about: About,
    pub(crate) example: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) fields: Vec<Field>,
    pub(crate) success: Conditions,
    pub(crate) pending: Conditions,
    /// Refusals that leave open whether the vendor acted.
    pub(crate) undecided: Conditions,
    pub(crate) code: Option<Name>,
    pub(crate) message: Option<Name>,
    pub(crate) payload: Option<Name>,
    pub(crate) failures: Vec<Failure>,
}

#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) kind: Name,
    pub(crate) http_status: u16,
    pub(crate) body: Json,
    pub(crate) about: About,
}

/// A file that is not `api.yaml`.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) file: usize,
    pub(crate) name: Name,
    pub(crate) title: Text,
    pub(crate) source: Option<String>,
    pub(crate) types: Vec<Type>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) callbacks: Vec<Callback>,
}

#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) kind: TypeKind,
    pub(crate) rules: Vec<Rule>,
}

#[derive(Debug)]
pub(crate) enum TypeKind {
    Object(Vec<Field>),
    /// A row of a CSV file.
    Row {
        fields: Vec<Field>,
        strip_prefix: Option<Name>,
    },
    Enum {
        values: Vec<EnumValue>,
        wire: Option<(WireForm, Span)>,
    },
    Newtype(Option<TypeName>),
    /// One of several objects, known by their members.
    OneOf(Vec<Choice>),
}

#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) value: Name,
    pub(crate) name: Option<Name>,
    pub(crate) about: About,
}

/// A type as a field names it.
#[derive(Debug, Clone)]
pub(crate) struct TypeName {
    pub(crate) span: Span,
    pub(crate) kind: TypeNameKind,
}

#[derive(Debug, Clone)]
pub(crate) enum TypeNameKind {
    Any,
    Boolean,
    Date,
    DateTime,
    File,
    Integer,
    /// A text that holds JSON.
    Json(Box<TypeName>),
    List(Box<TypeName>),
    Money,
    Named(String),
    Number,
    String,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) wire: Name,
    pub(crate) rust: Option<Name>,
    pub(crate) type_name: Option<TypeName>,
    pub(crate) spelling: Spelling,
    /// What stands between the items of a list that is one text.
    pub(crate) join: Option<Name>,
    pub(crate) optional: bool,
    pub(crate) always: Option<Span>,
    pub(crate) secret: Option<Span>,
    pub(crate) max_chars: Option<u32>,
    pub(crate) about: About,
    pub(crate) example: Option<yaml::Node>,
}

/// How a field's value is spelled on the wire.
#[derive(Debug)]
pub(crate) struct Spelling {
    pub(crate) wire: Option<WireSpelling>,
    pub(crate) decimals: Option<(u8, Span)>,
    pub(crate) formats: Option<(Span, Vec<Name>)>,
    pub(crate) offset: Option<Name>,
    pub(crate) absent: Option<(Span, Vec<Name>)>,
}

#[derive(Debug)]
pub(crate) enum WireSpelling {
    Form(WireForm, Span),
    YesNo(YesNo),
}

/// What stands for true and what for false.
#[derive(Debug)]
pub(crate) struct YesNo {
    pub(crate) span: Span,
    pub(crate) yes: Name,
    pub(crate) no: Name,
}

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
    pub(crate) safe: bool,
    pub(crate) routes: Vec<Route>,
    pub(crate) server: Option<Name>,
    pub(crate) body: Option<(Body, Span)>,
    /// How business fields travel, whatever the profile says.
    pub(crate) payload: Option<PayloadOverride>,
    /// Fields that travel beside the payload, not in it.
    pub(crate) beside: Vec<Name>,
    pub(crate) request: Vec<Field>,
    /// Fields that it fills in itself.
    pub(crate) filled: Vec<Filled>,
    /// What is said about fields under names of the caller's, where it takes them.
    pub(crate) open: Option<About>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) response: Option<Response>,
    /// Name of its envelope, whatever the profile says.
    pub(crate) envelope: Option<Name>,
    pub(crate) reply: ReplyOverrides,
    pub(crate) poll: Option<Poll>,
    pub(crate) examples: Vec<Example>,
    /// Whether it was read without a mistake.
    pub(crate) sound: bool,
}

#[derive(Debug)]
pub(crate) enum PayloadOverride {
    /// Beside the common fields.
    Fields,
    /// As one JSON text in this field.
    Json(Name),
}

#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) profile: Name,
    pub(crate) method: Method,
    pub(crate) path: Name,
    /// Whether someone else opens it.
    pub(crate) link: bool,
    pub(crate) about: About,
}

impl Route {
    /// Whether callers give the whole URL in place of its path.
    pub(crate) fn takes_url(&self) -> bool {
        self.path.text == GIVEN_URL && !self.link
    }
}

impl Operation {
    /// The route by which callers give the whole URL.
    pub(crate) fn given_url(&self) -> Option<&Route> {
        self.routes.iter().find(|route| route.takes_url())
    }

    /// Whether it only makes an address for someone else to open.
    pub(crate) fn is_link(&self) -> bool {
        self.routes.iter().any(|route| route.link)
    }
}

#[derive(Debug)]
pub(crate) enum Response {
    Type(TypeName),
    Fields(Span, Vec<Field>),
}

#[derive(Debug, Default)]
pub(crate) struct ReplyOverrides {
    pub(crate) success: Option<Conditions>,
    pub(crate) pending: Option<Conditions>,
    pub(crate) undecided: Option<Conditions>,
    /// `Some(None)`: there is no code.
    pub(crate) code: Option<Option<Name>>,
    pub(crate) verify: Option<(VerifyWhen, Span)>,
}

#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) about: About,
    pub(crate) common: Vec<(Name, Name)>,
    pub(crate) request: Option<yaml::Node>,
    pub(crate) response: Option<yaml::Node>,
}
