//! Profiles: how calls are dressed, signed and verified.

use super::{About, Seal};
use crate::signature::{Expression, Operand, Part, Template};

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
    /// Fields that every request carries, where its body (or query) has them.
    pub common: Vec<CommonField>,
    /// Fields that every request carries in its query, whatever its body is.
    pub query: Vec<CommonField>,
    /// Headers that every request carries, made before it is signed; their names in lower case.
    pub headers: Vec<CommonField>,
    /// How the payload travels encrypted; `None`: it doesn't.
    pub seal: Option<Seal>,
    /// How the request is signed.
    pub sign: Option<Sign>,
    /// How the reply's signature is verified.
    pub verify: Option<Verify>,
    /// Envelope of the replies: index into [`Api::envelopes`](super::Api::envelopes).
    pub envelope: Option<usize>,
}

/// A credential as one profile needs it.
#[derive(Debug, Clone)]
pub struct ProfileCredential {
    /// Index into [`Api::credentials`](super::Api::credentials).
    pub credential: usize,
    /// Whether a caller may go without.
    pub optional: bool,
}

/// A field or header that every request of a profile carries.
#[derive(Debug, Clone)]
pub struct CommonField {
    /// Name on the wire; a header's in lower case.
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
    /// Index into [`Api::signatures`](super::Api::signatures).
    pub signature: usize,
    /// What is added to the request once it is signed, in this order; at least one.
    pub into: Vec<Output>,
    /// What is said about it.
    pub about: About,
    /// Documented example value; a placeholder, never a test vector.
    pub example: Option<String>,
}

/// What signing adds to a request.
#[derive(Debug, Clone)]
pub struct Output {
    /// Where it goes.
    pub place: Place,
    /// What goes there; the signature's lines, credentials, `now` and `nonce` may stand in it.
    pub value: Template,
}

impl Output {
    /// Whether it is the line of this index and nothing else.
    pub fn is_line(&self, line: usize) -> bool {
        match self.value.parts.as_slice() {
            [Part::Value(Expression { operands, calls })] => {
                calls.is_empty() && *operands == [Operand::Line(line)]
            }
            _ => false,
        }
    }
}

/// A place in a request or a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A field beside the others, named so on the wire: the last one. In a reply, a member.
    Field(String),
    /// A field of the query, whatever the body is: the last one.
    Query(String),
    /// A header, named so, in lower case.
    Header(String),
    /// The path of the URL, all of it.
    Path,
}

impl Place {
    /// Its name on the wire; `path` for the path.
    pub fn name(&self) -> &str {
        match self {
            Self::Field(name) | Self::Query(name) | Self::Header(name) => name,
            Self::Path => "path",
        }
    }
}

/// How a reply's own signature is verified.
#[derive(Debug, Clone)]
pub struct Verify {
    /// Index into [`Api::signatures`](super::Api::signatures).
    pub signature: usize,
    /// The member or header that holds the signature.
    pub place: Place,
    /// What stands there: the signature, perhaps with other things around it.
    pub value: Template,
    /// When it must be there.
    pub when: VerifyWhen,
    /// How old a signed reply may be; `None`: nothing in it tells.
    pub fresh: Option<Fresh>,
}

/// How old a signed message may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// The member or header that says when it was made.
    pub place: Place,
    /// What that counts.
    pub unit: TimeUnit,
    /// How many seconds it may be from now, before or after.
    pub within: u32,
}

/// What a Unix time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
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
