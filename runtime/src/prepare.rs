use std::fmt;

use bytes::Bytes;
use http::Request;
use http::header::{HeaderName, HeaderValue};

use crate::address::BaseUrl;
use crate::draft::Draft;
use crate::dynamic::{Call, Dress};
use crate::error::Error;
use crate::explain::Explanation;
use crate::fields::Source;
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
pub struct Prepared {
    request: Request<Bytes>,
}

impl Prepared {
    /// The request.
    pub fn request(&self) -> &Request<Bytes> {
        &self.request
    }

    /// The request, for an HTTP client of the caller's.
    pub fn into_request(self) -> Request<Bytes> {
        self.request
    }

    /// Adds a header that isn't signed, unless the profile has its own.
    pub(crate) fn add_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.request.headers_mut().entry(name).or_insert(value);
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Prepared")
            .field("method", self.request.method())
            .field("path", &self.request.uri().path())
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
    mut parts: Parts<'_>,
    moment: &Moment,
) -> Result<Prepared, Error> {
    seal_payload(profile, &mut parts, &mut Quiet)?;
    let (prepared, _) = sign(profile, base, route, &parts, moment, &mut Quiet)?;
    Ok(prepared)
}

/// The same, and tells how the signature came about.
pub(crate) fn explain_parts<D: Dress>(
    profile: &D,
    base: &BaseUrl,
    (operation, route): (&'static str, Route),
    mut parts: Parts<'_>,
    moment: &Moment,
) -> Result<(Prepared, Explanation), Error> {
    let mut recording = Recording::default();
    seal_payload(profile, &mut parts, &mut recording)?;
    let (prepared, signed) = sign(profile, base, route, &parts, moment, &mut recording)?;
    let explanation = Explanation {
        operation,
        profile: profile.name(),
        method: route.method,
        url: base.join(route.path).url().to_owned(),
        lines: recording.lines,
        files: parts
            .files
            .iter()
            .map(|(name, _)| name.clone().into_owned())
            .collect(),
        places: signed.values().to_vec(),
    };
    let sent = profile.sent_secrets();
    let secrets = parts.notes.secrets.iter().chain(sent);
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

/// What `fields` writes behind the query of a URL, if it can be sent on this route and by these rules.
pub(crate) fn write<'a, D: Dress>(
    profile: &'a D,
    route: Route,
    (rules, query): (Rules, &'a str),
    fields: impl FnOnce(&mut Parts<'a>),
) -> Result<Parts<'a>, Error> {
    refuse_empty_credential(profile.empty_credential())?;
    let mut parts = Parts::default();
    fields(&mut parts);
    let only_query = matches!(route.body, Body::Query | Body::Json) || parts.raw.is_some();
    parts.fields.settle(only_query);
    parts.begin_with(query, profile.places())?;
    refuse_unsendable(route, &parts)?;
    rules.check(&parts)?;
    Ok(parts)
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
    parts: &Parts<'_>,
    moment: &Moment,
    trace: &mut T,
) -> Result<(Prepared, Signed), Error> {
    let draft = Draft::new(base, route, profile.places(), parts, moment)?;
    let fields = draft.fields(parts)?;
    let mut headers = draft.headers(parts);
    let mut own = Headers::default();
    profile.headers(&draft.input(&fields, &headers, moment), &mut own)?;
    for (name, value) in own.list {
        headers.set(Source::Header, name, value);
    }
    let signed = profile.sign(&draft.input(&fields, &headers, moment), trace)?;
    let headers = draft.sendable(&headers, &profile.sent_secrets())?;
    drop(fields);
    let request = draft.finish(headers, &signed, &parts.files)?;
    Ok((Prepared { request }, signed))
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
