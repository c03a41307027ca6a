use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, Request, Uri};

use crate::address::{BaseUrl, Target};
use crate::error::Error;
use crate::explain::Explanation;
use crate::fields::Fields;
use crate::file::File;
use crate::form;
use crate::moment::Moment;
use crate::multipart::{Multipart, is_content_type};
use crate::operation::{Body, Operation, Place, Profile, Route};
use crate::parts::Parts;
use crate::signing::{Input, Quiet, Recording, Trace};

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

    /// Adds a header that isn't signed.
    pub(crate) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.request.headers_mut().insert(name, value);
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

/// Encodes and signs a request.
///
/// # Errors
///
/// Where it is refused: an empty credential, a number that isn't finite, a base URL, header or content type that isn't one.
pub fn prepare<P: Profile, O: Operation<P>>(
    profile: &P,
    base_url: &str,
    request: &O,
    moment: &Moment,
) -> Result<Prepared, Error> {
    let base = parse_base(base_url)?;
    let mut parts = write(profile, request, moment)?;
    seal(profile, &base, O::ROUTE, &mut parts, moment, &mut Quiet)
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
    let base = parse_base(base_url)?;
    let mut parts = write(profile, request, moment)?;
    let mut recording = Recording::default();
    let prepared = seal(profile, &base, O::ROUTE, &mut parts, moment, &mut recording)?;
    let explanation = Explanation {
        operation: O::NAME,
        profile: P::NAME,
        method: O::ROUTE.method,
        url: base.join(O::ROUTE.path).url().to_owned(),
        lines: recording.lines,
        files: parts.files.iter().map(|(name, _)| *name).collect(),
        signature: P::SIGNATURE,
    };
    Ok((prepared, explanation.masking(&parts.notes.secrets)))
}

fn parse_base(base_url: &str) -> Result<BaseUrl, Error> {
    BaseUrl::parse(base_url).map_err(|problem| {
        Error::refused(
            format!("the base URL {problem}"),
            "give scheme and host, such as `https://api.example.com`",
        )
    })
}

fn write<'a, P: Profile, O: Operation<P>>(
    profile: &'a P,
    request: &'a O,
    moment: &'a Moment,
) -> Result<Parts<'a>, Error> {
    refuse_empty_credential(profile.empty_credential())?;
    let mut parts = Parts::default();
    request.write(profile, moment, &mut parts);
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

fn seal<P: Profile, T: Trace>(
    profile: &P,
    base: &BaseUrl,
    route: Route,
    parts: &mut Parts<'_>,
    moment: &Moment,
    trace: &mut T,
) -> Result<Prepared, Error> {
    let draft = Draft::new(base, route, P::SIGNATURE, parts, moment)?;
    let signature = P::SIGNATURE.map(|place| {
        (
            place,
            profile.sign(&draft.input(&parts.fields, moment), trace),
        )
    });
    draft.finish(signature, &parts.files)
}

/// A request that lacks nothing but its signature.
struct Draft<'b> {
    base: &'b BaseUrl,
    target: Target,
    route: Route,
    payload: Payload,
}

/// Encoded fields; a signature that is a field is added at their end, so that nothing is encoded twice.
enum Payload {
    Form(String),
    Query(String),
    Multipart(Multipart),
}

impl<'b> Draft<'b> {
    fn new(
        base: &'b BaseUrl,
        route: Route,
        place: Option<Place>,
        parts: &Parts<'_>,
        moment: &Moment,
    ) -> Result<Self, Error> {
        refuse_unsendable(route, parts)?;
        let payload = match route.body {
            Body::Form => Payload::Form(form::encode(&parts.fields)),
            Body::Query => Payload::Query(form::encode(&parts.fields)),
            Body::Multipart => {
                let mut body = Multipart::new(moment.nonce(), &parts.fields, &parts.files);
                if !matches!(place, Some(Place::Field(_))) {
                    body.finish(&parts.files);
                }
                Payload::Multipart(body)
            }
        };
        Ok(Self {
            base,
            target: base.join(route.path),
            route,
            payload,
        })
    }

    /// What the signature is made from.
    fn input<'i>(&'i self, fields: &'i Fields<'i>, moment: &'i Moment) -> Input<'i> {
        let (query, body) = match &self.payload {
            Payload::Form(form) => ("", form.as_bytes()),
            Payload::Query(query) => (query.as_str(), &[][..]),
            Payload::Multipart(body) => ("", body.bytes()),
        };
        Input {
            fields,
            method: self.route.method,
            path: self.target.path(),
            host: self.base.host(),
            query,
            body,
            moment,
        }
    }

    fn finish(
        mut self,
        signature: Option<(Place, String)>,
        files: &[(&'static str, &File)],
    ) -> Result<Prepared, Error> {
        let mut header = None;
        match signature {
            Some((Place::Field(name), value)) => match &mut self.payload {
                Payload::Form(fields) | Payload::Query(fields) => form::push(fields, name, &value),
                Payload::Multipart(body) => {
                    body.text(name, &value);
                    body.finish(files);
                }
            },
            Some((Place::Header(name), value)) => header = Some(signature_header(name, &value)?),
            None => {}
        }
        let mut request = self.into_request()?;
        if let Some((name, value)) = header {
            request.headers_mut().insert(name, value);
        }
        Ok(Prepared { request })
    }

    fn into_request(self) -> Result<Request<Bytes>, Error> {
        let mut url = self.target.url().to_owned();
        let (content_type, body) = match self.payload {
            Payload::Form(form) => (Some(form::CONTENT_TYPE.to_owned()), Bytes::from(form)),
            Payload::Query(query) => {
                if !query.is_empty() {
                    url.push('?');
                    url.push_str(&query);
                }
                (None, Bytes::new())
            }
            Payload::Multipart(body) => (Some(body.content_type()), Bytes::from(body.into_bytes())),
        };
        let mut request = Request::new(body);
        *request.method_mut() = method(self.route.method)?;
        *request.uri_mut() = url.parse::<Uri>().map_err(|_| {
            Error::refused(
                "the URL of the call isn't one",
                "look at the spec's path of the operation",
            )
        })?;
        if let Some(value) = content_type.and_then(|text| HeaderValue::try_from(text).ok()) {
            request.headers_mut().insert(CONTENT_TYPE, value);
        }
        Ok(request)
    }
}

/// Refuses values that have no right form on the wire.
fn refuse_unsendable(route: Route, parts: &Parts<'_>) -> Result<(), Error> {
    if let Some(path) = &parts.notes.not_finite {
        return Err(Error::refused_field(
            path,
            "isn't a finite number",
            "give one that is",
        ));
    }
    for (name, file) in &parts.files {
        if route.body != Body::Multipart {
            return Err(Error::refused_field(
                *name,
                "is a file, but the operation doesn't upload any",
                "let the spec say `body: multipart` for it",
            ));
        }
        if !is_content_type(&file.content_type) {
            return Err(Error::refused_field(
                *name,
                "has a content type that isn't one",
                "give one such as `image/png`",
            ));
        }
    }
    Ok(())
}

fn method(name: &str) -> Result<Method, Error> {
    Method::from_bytes(name.as_bytes()).map_err(|_| {
        Error::refused(
            "the HTTP method of the call isn't one",
            "look at the operation's route",
        )
    })
}

fn signature_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let refused = |what| Error::refused_field(name, what, "look at the spec's `sign` and `into`");
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| refused("isn't the name of a header"))?;
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| refused("would carry a signature with characters that no header can"))?;
    value.set_sensitive(true);
    Ok((name, value))
}
