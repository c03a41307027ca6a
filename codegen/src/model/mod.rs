//! The checked form of a spec: every name resolved, every default filled, every order decided.
//!
//! Only [`check`](crate::check) makes one, so whoever holds an [`Api`] need not fail: the emitter, the mock vendor and the
//! command line all read this and nothing else.

mod callback;
mod conditions;
mod encoding;
mod filled;
mod json;
mod operation;
mod poll;
mod profile;
mod rule;
mod seal;
mod types;

pub use callback::{Ack, Callback};
pub use conditions::Conditions;
pub use encoding::Encoding;
pub(crate) use encoding::is_unix;
pub(crate) use filled::slots;
pub use filled::{Filled, FilledValue};
pub use json::Json;
pub(crate) use operation::GIVEN_URL;
pub use operation::{Body, Example, Method, Operation, Payload, Reply, Slot, Variant};
pub use poll::Poll;
pub use profile::{
    CommonField, Fresh, Output, Place, Profile, ProfileCredential, Sign, TimeUnit, Verify,
    VerifyWhen,
};
pub use rule::{Rule, RuleKind};
pub use seal::{Seal, Unspecified};
pub use types::{Choice, EnumValue, Field, Presence, Shape, TypeDefinition, TypeKind, WireForm};

use crate::diagnostic::Span;
use crate::signature::{Expression, Operand, Signature, Template};

/// One vendor's API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Module name of the generated code.
    pub name: String,
    /// Path of its `api.yaml` as it stands in diagnostics and in generated headers.
    pub file: String,
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
    /// How strings to sign are made, and behind these how payloads are sealed and opened.
    pub signatures: Vec<Signature>,
    /// How calls are dressed.
    pub profiles: Vec<Profile>,
    /// Profiles that are left out, since the vendor doesn't say all that they take.
    pub unspecified: Vec<Unspecified>,
    /// How replies are wrapped.
    pub envelopes: Vec<Envelope>,
    /// All named types: the shared ones and those of the pages.
    pub types: Vec<TypeDefinition>,
    /// Documentation pages in file order (sorted by file name).
    pub pages: Vec<Page>,
}

impl Api {
    /// The lines of a signature, `sign` excepted, that some profile writes into its requests or looks for in its replies.
    pub fn placed_lines(&self, signature: usize) -> Vec<usize> {
        let Some(own) = self.signatures.get(signature) else {
            return Vec::new();
        };
        let (lines, result) = (&own.lines, own.result());
        let signs = self.profiles.iter().filter_map(|own| own.sign.as_ref());
        let signs = signs
            .filter(|sign| sign.signature == signature)
            .flat_map(|sign| sign.into.iter().map(|output| &output.value));
        let verifies = self.profiles.iter().filter_map(|own| own.verify.as_ref());
        let verifies = verifies
            .filter(|verify| verify.signature == signature)
            .map(|verify| &verify.value);
        let operands: Vec<&Operand> = signs
            .chain(verifies)
            .flat_map(Template::expressions)
            .flat_map(Expression::all_operands)
            .collect();
        let is_placed = |index: &usize| operands.contains(&&Operand::Line(*index));
        lines
            .iter()
            .enumerate()
            .map(|(index, _)| index)
            .filter(|index| Some(*index) != result)
            .filter(is_placed)
            .collect()
    }
}

/// A text in the vendor's language and in English; either may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Chinese, in the vendor's own words.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl Text {
    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.languages().all(|text| text.trim().is_empty())
    }

    /// English first, then Chinese.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &str> {
        [&self.en, &self.zh]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
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
    /// Whether it is known from third-party code alone.
    pub observed: bool,
    /// What the vendor has callers use instead, where it advises against it: operations, fields and values of enums.
    pub deprecated: Option<Text>,
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
    /// Whether it is kept out of logs, and off the wire unless it is `sent`.
    pub secret: bool,
    /// Names of the operations that give it; none: the vendor gives it by other ways.
    pub from: Vec<String>,
    /// Whether it travels as it is though it is secret, like an access token.
    pub sent: bool,
    /// What is said about it.
    pub about: About,
    /// Example value.
    pub example: Option<String>,
    /// Where the spec has it.
    pub at: Span,
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
    /// What a reply must have for the call to count as done.
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
    /// Its callbacks in the page's order.
    pub callbacks: Vec<Callback>,
    /// Pages of one number name one another's types and operations, or those of a third; 0: `api.yaml` names some of them.
    pub(crate) group: usize,
}
