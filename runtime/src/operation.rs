use crate::decode::Decode;
use crate::encode::RequestWriter;
use crate::error::Error;
use crate::moment::Moment;
use crate::rules::Rules;
use crate::secret::Secret;
use crate::signing::{Headers, Input, Signed, SigningError, Text, Trace};

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
    /// Whether calling it again does no harm: [`Settings::retries`](crate::Settings::retries) may then send it again, whatever came
    /// of the first time.
    const SAFE: bool = false;
    /// The rules between its fields.
    const RULES: Rules = Rules::NONE;
    /// What a reply brings.
    type Response: Decode + Send;

    /// The whole URL that it is sent to, where the caller gives one in place of a path of the vendor's. Its query goes first, as it
    /// is, and is signed with the rest; a field that stands in it isn't sent again. A client takes it only where its host is one of
    /// the vendor's ([`Settings::url_host`](crate::Settings::url_host)).
    fn url(&self) -> Option<&str> {
        None
    }

    /// Writes every field but the signature, in the order in which they are signed.
    fn write<'a, W: RequestWriter<'a>>(&'a self, profile: &'a P, moment: &'a Moment, out: &mut W);
}

/// How calls are dressed: credentials, common fields and signature.
pub trait Profile: Send + Sync + 'static {
    /// Its name in the spec.
    const NAME: &'static str;
    /// The vendor's hosts; the first is the default.
    const SERVERS: &'static [Server];
    /// Where the signature of a request goes, and what else goes with it; nowhere: requests aren't signed.
    const PLACES: &'static [Place];
    /// How the signature of a reply is verified; `None`: replies aren't signed.
    const VERIFY: Option<Verify>;

    /// The field whose text travels sealed, as the payload of a reply does; `None`: neither does.
    const SEALED: Option<&'static str> = None;

    /// A profile from credentials by their names in the spec: variables of the environment, a configuration file.
    ///
    /// # Errors
    ///
    /// Where one is missing.
    fn from_credentials(get: &dyn Fn(&str) -> Option<String>) -> Result<Self, Error>
    where
        Self: Sized;

    /// The name of the first credential that is empty: a signature made without it would be refused.
    fn empty_credential(&self) -> Option<&'static str>;

    /// Secrets that travel as they are, such as access tokens: masked wherever a request is explained.
    fn sent_secrets(&self) -> Vec<&Secret> {
        Vec::new()
    }

    /// Sets the headers that every request carries, once its body is written and before it is signed.
    ///
    /// # Errors
    ///
    /// Where a header can't be made from the credentials.
    fn headers(&self, input: &Input<'_>, out: &mut Headers) -> Result<(), SigningError> {
        let _ = (input, out);
        Ok(())
    }

    /// What is sent in place of a payload; its text is the body of `input`.
    ///
    /// # Errors
    ///
    /// Where the credentials make no key.
    fn seal<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let _ = trace;
        input.body_text().map(Text::copied)
    }

    /// The text of a payload; what was received in its place is the body of `input`.
    ///
    /// # Errors
    ///
    /// Where it wasn't sealed with these credentials.
    fn open<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError> {
        let _ = trace;
        input.body_text().map(Text::copied)
    }

    /// What goes to each of [`PLACES`](Self::PLACES) for a request to be signed.
    ///
    /// # Errors
    ///
    /// Where no signature can be made from the credentials or the request.
    fn sign<T: Trace>(&self, input: &Input<'_>, trace: &mut T) -> Result<Signed, SigningError>;

    /// What ought to stand where a reply or a callback carries its signature.
    ///
    /// # Errors
    ///
    /// Where no signature can be made from the credentials or what was received.
    fn expected<T: Trace>(
        &self,
        input: &Input<'_>,
        trace: &mut T,
    ) -> Result<Text<'static>, SigningError>;
}

/// The credential of this name, for [`Profile::from_credentials`].
///
/// # Errors
///
/// Where it is missing or empty.
pub fn credential(
    name: &'static str,
    get: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Error> {
    get(name).filter(|value| !value.is_empty()).ok_or_else(|| {
        Error::refused_field(
            name,
            "isn't given",
            "give the credential, since a signature made without it would be refused",
        )
    })
}

/// Where a call goes and how its fields travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// HTTP method.
    pub method: &'static str,
    /// Path, verbatim; empty where callers give the whole URL.
    pub path: &'static str,
    /// Name of the server; empty where callers give the whole URL.
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

/// Those of some credentials that were given.
pub fn given<const N: usize>(credentials: [Option<&Secret>; N]) -> Vec<&Secret> {
    credentials.into_iter().flatten().collect()
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
    /// `application/json`: one object. Fields that are no members of it travel in the query.
    Json,
}

/// Where a signature goes, or a value that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A field beside the others, the last one: of a form, of a JSON object, or of the query where there is no body.
    Field(&'static str),
    /// A field of the query, the last one.
    Query(&'static str),
    /// A header, in lower case.
    Header(&'static str),
    /// In place of the path.
    Path,
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

/// Members of a reply, and for each the texts of which it must have one: all must hold.
pub type Conditions = &'static [(&'static str, &'static [&'static str])];

/// How an operation's replies are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// What it must have for the call to count as done; empty: HTTP success is all there is. Looked at first.
    pub success: Conditions,
    /// What tells that the call is neither done nor refused yet; empty: nothing does.
    pub pending: Conditions,
    /// What tells that a refusal leaves open whether the vendor acted; empty: nothing does. Such a reply counts as pending.
    pub undecided: Conditions,
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

impl Reply {
    /// A reply of which nothing but HTTP tells what became of the call.
    pub const BARE: Self = Self {
        success: &[],
        pending: &[],
        undecided: &[],
        code: None,
        message: None,
        payload: None,
        members: &[],
        verify: None,
    };
}

/// How the signature of a reply or a callback is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verify {
    /// Where it stands.
    pub place: Place,
    /// When a reply must have it; a callback always must.
    pub when: VerifyWhen,
    /// How old it may be.
    pub fresh: Option<Fresh>,
}

/// How old a signed message may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fresh {
    /// Where the time stands at which it was signed.
    pub place: Place,
    /// The unit of that time.
    pub unit: TimeUnit,
    /// The seconds by which it may differ from the time now, in either direction.
    pub within: u32,
}

/// The unit of a Unix time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Field(name) => write!(formatter, "the field `{name}`"),
            Self::Query(name) => write!(formatter, "the query field `{name}`"),
            Self::Header(name) => write!(formatter, "the header `{name}`"),
            Self::Path => formatter.write_str("the path"),
        }
    }
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
