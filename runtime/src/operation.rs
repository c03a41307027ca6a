use crate::decode::Decode;
use crate::encode::RequestWriter;
use crate::moment::Moment;
use crate::signing::{Input, Trace};

/// A documented call as one profile makes it. The request's fields are the implementor's.
#[diagnostic::on_unimplemented(
    message = "the profile `{P}` cannot call `{Self}`",
    label = "not documented for `{P}`",
    note = "the profiles that can are those for which `Operation<…>` is implemented, listed above"
)]
pub trait Operation<P: Profile>: Sync {
    /// Name of the method that calls it.
    const NAME: &'static str;
    /// Where it goes.
    const ROUTE: Route;
    /// How its replies are told apart.
    const REPLY: Reply;
    /// Whether calling it again does no harm.
    const SAFE: bool = false;
    /// What a reply brings.
    type Response: Decode + Send;

    /// Writes every field but the signature, in the order in which they are signed.
    fn write<'a, W: RequestWriter<'a>>(&'a self, profile: &'a P, moment: &'a Moment, out: &mut W);
}

/// How calls are dressed: credentials, common fields and signature.
pub trait Profile: Send + Sync + 'static {
    /// Its name in the spec.
    const NAME: &'static str;
    /// The vendor's hosts; the first is the default.
    const SERVERS: &'static [Server];
    /// Where the signature of a request goes; `None`: requests aren't signed.
    const SIGNATURE: Option<Place>;
    /// How the signature of a reply is verified; `None`: replies aren't signed.
    const VERIFY: Option<Verify>;

    /// The name of the first credential that is empty: a signature made without it would be refused.
    fn empty_credential(&self) -> Option<&'static str>;

    /// The signature of a request.
    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> String;

    /// The signature that a reply with these members ought to carry.
    fn expected<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> String;
}

/// Where a call goes and how its fields travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// HTTP method.
    pub method: &'static str,
    /// Path, verbatim.
    pub path: &'static str,
    /// Name of the server.
    pub server: &'static str,
    /// How fields travel.
    pub body: Body,
}

impl Route {
    /// A `POST` to a path of a server.
    pub const fn post(path: &'static str, server: &'static str, body: Body) -> Self {
        Self {
            method: "POST",
            path,
            server,
            body,
        }
    }

    /// A `GET` of a path of a server.
    pub const fn get(path: &'static str, server: &'static str, body: Body) -> Self {
        Self {
            method: "GET",
            path,
            server,
            body,
        }
    }
}

/// The name of the first credential whose value is empty.
pub fn first_empty(credentials: &[(&'static str, &str)]) -> Option<&'static str> {
    credentials
        .iter()
        .find(|(_, value)| value.is_empty())
        .map(|(name, _)| *name)
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

/// Where a signature goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A field beside the others, the last one.
    Field(&'static str),
    /// A header, in lower case.
    Header(&'static str),
}

/// A named host with its environments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Server {
    /// Name by which operations choose it.
    pub name: &'static str,
    /// Environments; the first is the default.
    pub environments: &'static [Environment],
}

/// One address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Environment {
    /// `production`, `sandbox`, …
    pub name: &'static str,
    /// Base URL without a slash at its end.
    pub url: &'static str,
    /// Whether the vendor documents plain `http` for it.
    pub cleartext: bool,
}

/// How an operation's replies are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// Members and the text that each must have for the call to count as done; empty: HTTP success is all there is.
    pub success: &'static [(&'static str, &'static str)],
    /// Member that holds the vendor's code.
    pub code: Option<&'static str>,
    /// Member that holds the vendor's message.
    pub message: Option<&'static str>,
    /// Member that holds the payload; without one the payload's members stand beside the envelope's.
    pub payload: Option<&'static str>,
    /// The envelope's own members, which don't count as unknown in a payload beside them.
    pub members: &'static [&'static str],
    /// When the signature must be there, where this operation differs from its profile.
    pub verify: Option<VerifyWhen>,
}

/// How a reply's own signature is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verify {
    /// The member that holds it.
    pub field: &'static str,
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
