use std::fmt;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{Method, Request, Uri};

use crate::address::BaseUrl;
use crate::draft::Draft;
use crate::dynamic::{Call, Dress};
use crate::error::Error;
use crate::explain::Explanation;
use crate::few::Few;
use crate::fields::{Fields, Source};
use crate::moment::Moment;
use crate::multipart::is_content_type;
use crate::operation::{Body, Operation, Profile, Route};
use crate::parts::Parts;
use crate::rules::Rules;
use crate::seal::seal_payload;
use crate::signing::{Headers, Quiet, Recording, Signed, Trace};

/// A request as it goes over the wire: signed, with its bytes.
///
/// `Debug` shows method and path alone: the body may hold personal data.
#[derive(Clone)]
pub struct Prepared {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: SentHeaders,
    pub(crate) body: Bytes,
}

/// The few headers of a request, in which no name stands twice.
#[derive(Clone, Default)]
pub(crate) struct SentHeaders(Few<(HeaderName, HeaderValue), 4>);

impl SentHeaders {
    /// Puts a header in place of one of the same name, or else at the end.
    pub(crate) fn set(&mut self, name: HeaderName, value: HeaderValue) {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
    }
}

impl Prepared {
    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URL.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The headers, each name once.
    pub fn headers(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        self.headers.0.iter().map(|(name, value)| (name, value))
    }

    /// The bytes of the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The request, for an HTTP client of the caller's.
    pub fn into_request(mut self) -> Request<Bytes> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.uri;
        request.headers_mut().extend(self.headers.0.drain());
        request
    }

    /// A copy of the request, which shares the bytes of the body.
    pub fn to_request(&self) -> Request<Bytes> {
        self.clone().into_request()
    }

    /// Adds a header that isn't signed, unless the profile has its own.
    pub(crate) fn add_header(&mut self, name: HeaderName, value: HeaderValue) {
        if self.headers().all(|(known, _)| *known != name) {
            self.headers.set(name, value);
        }
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Prepared")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .finish_non_exhaustive()
    }
}

/// Encodes and signs a request. The base URL doesn't count where the request brings the whole [`url`](Operation::url).
///
/// # Errors
///
/// Where it is refused: an empty credential or one that doesn't decode, a number that isn't finite, fields that break a rule between
/// them, a base URL, header or
/// content type that isn't one, a signature that would cover what the vendor doesn't say how to sign.
pub fn prepare<P: Profile, O: Operation<P>>(
    profile: &P,
    base_url: &str,
    request: &O,
    moment: &Moment,
) -> Result<Prepared, Error> {
    Call::of(profile, request).prepare(base_url, moment, |parts| {
        request.write(profile, moment, parts);
    })
}

/// Encodes and signs a request, and tells how the signature came about.
///
/// # Errors
///
/// As for [`prepare`].
pub fn explain<P: Profile, O: Operation<P>>(
    profile: &P,
    base_url: &str,
    request: &O,
    moment: &Moment,
) -> Result<(Prepared, Explanation), Error> {
    Call::of(profile, request).explain(base_url, moment, |parts| {
        request.write(profile, moment, parts);
    })
}

/// Encodes and signs what was written.
pub(crate) fn prepare_parts<D: Dress>(
    profile: &D,
    base: &BaseUrl,
    route: Route,
    parts: &mut Parts<'_>,
    moment: &Moment,
) -> Result<Prepared, Error> {
    seal_payload(profile, parts, &mut Quiet)?;
    sign(profile, base, route, parts, moment, &mut Quiet, |_| {})
}

/// The same, and tells how the signature came about.
pub(crate) fn explain_parts<D: Dress>(
    profile: &D,
    base: &BaseUrl,
    (operation, route): (&'static str, Route),
    parts: &mut Parts<'_>,
    moment: &Moment,
) -> Result<(Prepared, Explanation), Error> {
    let mut recording = Recording::default();
    seal_payload(profile, parts, &mut recording)?;
    let mut places = Vec::new();
    let prepared = sign(
        profile,
        base,
        route,
        parts,
        moment,
        &mut recording,
        |signed| {
            let values = signed.values().iter();
            places.extend(values.map(|(place, value)| (*place, value.to_string())));
        },
    )?;
    let explanation = Explanation {
        operation,
        profile: profile.name(),
        method: route.method,
        url: base.join(route.path).url(),
        lines: recording.lines,
        files: parts
            .files
            .iter()
            .map(|(name, _)| name.clone().into_owned())
            .collect(),
        places,
    };
    let sent = profile.sent_secrets();
    let secrets = parts.notes.secrets.iter().flatten().chain(sent);
    Ok((prepared, explanation.masking(secrets)))
}

/// Where a request goes, and the query that it begins with: the URL that the caller gave, or else the base URL.
pub(crate) fn aim<'u>(base_url: &str, url: Option<&'u str>) -> Result<(BaseUrl, &'u str), Error> {
    match url {
        None => Ok((parse_base(base_url)?, "")),
        Some(url) => BaseUrl::split(url).map_err(|problem| {
            Error::refused_field("url", problem, "give the URL as the vendor gave it")
        }),
    }
}

pub(crate) fn parse_base(base_url: &str) -> Result<BaseUrl, Error> {
    BaseUrl::parse(base_url).map_err(|problem| {
        Error::refused(
            format!("the base URL {problem}"),
            "give scheme and host, such as `https://api.example.com`",
        )
    })
}

/// Adds what `fields` writes behind the query of a URL, if it can be sent on this route and by these rules.
pub(crate) fn write<'a, D: Dress>(
    profile: &'a D,
    route: Route,
    (rules, query): (Rules, &'a str),
    fields: impl FnOnce(&mut Parts<'a>),
    parts: &mut Parts<'a>,
) -> Result<(), Error> {
    refuse_empty_credential(profile.empty_credential())?;
    fields(parts);
    let only_query = matches!(route.body, Body::Query | Body::Json) || parts.raw.is_some();
    parts.fields.settle(only_query);
    parts.begin_with(query, profile.places())?;
    refuse_unsendable(route, parts)?;
    rules.check(parts)
}

/// Refuses the credential that was found to be empty.
pub(crate) fn refuse_empty_credential(found: Option<&'static str>) -> Result<(), Error> {
    match found {
        None => Ok(()),
        Some(name) => Err(Error::refused_field(
            name,
            "is empty",
            "give the credential, since a signature made without it would be refused",
        )),
    }
}

fn sign<D: Dress, T: Trace>(
    profile: &D,
    base: &BaseUrl,
    route: Route,
    parts: &mut Parts<'_>,
    moment: &Moment,
    trace: &mut T,
    tell: impl FnOnce(&Signed),
) -> Result<Prepared, Error> {
    let draft = Draft::new(base, route, profile.places(), parts, moment);
    let (signed, sent) = {
        let members;
        let fields = match draft.has_members() {
            false => &parts.fields,
            true => {
                members = draft.members(parts)?;
                &members
            }
        };
        let mut headers = Fields::default();
        draft.put_headers(parts, &mut headers);
        let mut own = Headers::default();
        profile.headers(&draft.input(fields, &headers, moment), &mut own)?;
        for (name, value) in own.list.drain() {
            headers.set(Source::Header, name, value);
        }
        let signed = profile.sign(&draft.input(fields, &headers, moment), trace)?;
        (signed, draft.sendable(&headers, &profile.sent_secrets())?)
    };
    tell(&signed);
    draft.finish(sent, &signed, &parts.files)
}

/// Refuses values that have no right form on the wire.
fn refuse_unsendable(route: Route, parts: &Parts<'_>) -> Result<(), Error> {
    if let Some(unsendable) = &parts.notes.unsendable {
        return Err(unsendable.clone().into_error());
    }
    for (name, file) in &parts.files {
        if route.body != Body::Multipart {
            return Err(Error::refused_field(
                &**name,
                "is a file, but the operation doesn't upload any",
                "let the spec say `body: multipart` for it",
            ));
        }
        if !is_content_type(&file.content_type) {
            return Err(Error::refused_field(
                &**name,
                "has a content type that isn't one",
                "give one such as `image/png`",
            ));
        }
    }
    Ok(())
}
