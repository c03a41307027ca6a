//! A request on its way from fields to bytes.

use std::borrow::Cow;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue};

use crate::address::{BaseUrl, Target};
use crate::error::Error;
use crate::fields::{Field, Fields, Source};
use crate::form;
use crate::json::append_member;
use crate::moment::Moment;
use crate::multipart::{Files, Multipart};
use crate::operation::{Body, Place, Route};
use crate::parts::Parts;
use crate::prepare::{Prepared, SentHeaders};
use crate::secret::Secret;
use crate::signing::{Input, Signed, push_body};
use crate::text::{Buffer, Scratch};

/// A request that lacks nothing but its signature.
pub(crate) struct Draft<'b> {
    base: &'b BaseUrl,
    target: Target<'b>,
    route: Route,
    query: Scratch,
    payload: Payload,
}

/// An encoded body; a signature that is a field is added at its end, so that nothing is encoded twice.
enum Payload {
    None,
    Form(Scratch),
    Json(Buffer),
    Multipart(Multipart),
    Raw { content_type: String, body: Bytes },
}

impl<'b> Draft<'b> {
    pub(crate) fn new(
        base: &'b BaseUrl,
        route: Route,
        places: &[Place],
        parts: &mut Parts<'_>,
        moment: &Moment,
    ) -> Self {
        let mut query = Scratch::default();
        query.extend_from_slice(parts.url.text.as_bytes());
        let behind_url = of(&parts.fields, Source::Query).skip(parts.url.fields);
        form::append(&mut query, behind_url);
        Self {
            base,
            target: base.join(route.path),
            route,
            query,
            payload: Payload::new(route, places, parts, moment),
        }
    }

    /// Whether the body is made of members that stand nowhere else.
    pub(crate) fn has_members(&self) -> bool {
        self.payload.type_with_members().is_some()
    }

    /// Every field, and the members of the body.
    pub(crate) fn members<'i>(&'i self, parts: &'i Parts<'_>) -> Result<Fields<'i>, Error> {
        let mut fields = parts.fields.borrowed();
        let content_type = self.payload.type_with_members().unwrap_or_default();
        push_body(content_type, self.payload.bytes(), &mut fields).map_err(|error| {
            Error::refused(
                format!("the body isn't what it calls itself: {error}"),
                "look at the operation's fields",
            )
        })?;
        Ok(fields)
    }

    /// Adds the headers that are known before the profile adds its own.
    pub(crate) fn put_headers<'i>(&'i self, parts: &'i Parts<'_>, headers: &mut Fields<'i>) {
        headers.push_from(Source::Header, HOST.as_str(), self.base.host());
        if let Some(content_type) = self.payload.content_type() {
            headers.push_from(Source::Header, CONTENT_TYPE.as_str(), content_type);
        }
        for header in parts.headers.iter() {
            headers.set(Source::Header, &*header.name, &*header.value);
        }
    }

    /// What the signature is made from.
    pub(crate) fn input<'i>(
        &'i self,
        fields: &'i Fields<'i>,
        headers: &'i Fields<'i>,
        moment: &'i Moment,
    ) -> Input<'i> {
        Input {
            fields,
            headers,
            scheme: self.base.scheme(),
            method: self.route.method,
            host: self.base.host(),
            path: self.target.path(),
            query: self.query(),
            body: self.payload.bytes(),
            moment,
        }
    }

    fn query(&self) -> &str {
        // The URL's query is text, and what stands behind it is escaped.
        str::from_utf8(&self.query).unwrap_or_default()
    }

    /// The headers as they are sent. That of the host is left to the HTTP client, which takes it from the URL.
    pub(crate) fn sendable(
        &self,
        headers: &Fields<'_>,
        secrets: &[&Secret],
    ) -> Result<SentHeaders, Error> {
        let mut sendable = SentHeaders::default();
        for header in headers.iter() {
            if header.name == HOST.as_str() && *header.value == *self.base.host() {
                continue;
            }
            let (name, mut value) = as_header(&header.name, &header.value)?;
            let mut secrets = secrets.iter().map(|secret| secret.expose());
            if secrets.any(|secret| header.value.contains(secret)) {
                value.set_sensitive(true);
            }
            sendable.set(name, value);
        }
        Ok(sendable)
    }

    /// Puts the signature in its place.
    pub(crate) fn finish(
        mut self,
        mut headers: SentHeaders,
        signed: &Signed,
        files: &Files<'_>,
    ) -> Result<Prepared, Error> {
        for (place, value) in signed.values() {
            match place {
                Place::Field(name) => self.payload.sign(name, value, &mut self.query)?,
                Place::Query(name) => form::push(&mut self.query, name, value),
                Place::Header(name) => {
                    let (name, mut value) = as_header(name, value)?;
                    value.set_sensitive(true);
                    headers.set(name, value);
                }
                Place::Path => self.target = self.base.join(value.to_string()),
            }
        }
        let uri = self.target.uri(self.query()).map_err(|_| {
            Error::refused(
                "the URL of the call isn't one",
                "look at the spec's path of the operation",
            )
        })?;
        Ok(Prepared {
            method: method(self.route.method)?,
            uri,
            headers,
            body: self.payload.into_bytes(files),
        })
    }
}

impl Payload {
    fn new(route: Route, places: &[Place], parts: &mut Parts<'_>, moment: &Moment) -> Self {
        if let Some((content_type, body)) = parts.raw.take() {
            return Self::Raw {
                content_type: content_type.into_owned(),
                body,
            };
        }
        match route.body {
            Body::Query => Self::None,
            Body::Form => {
                let mut form = Scratch::default();
                form::append(&mut form, of(&parts.fields, Source::Body));
                Self::Form(form)
            }
            Body::Json => parts.json.take().map_or(Self::None, Self::Json),
            Body::Multipart => {
                let mut body = Multipart::new(moment.nonce(), &parts.fields, &parts.files);
                let grows = |place: &Place| matches!(place, Place::Field(_));
                if !places.iter().any(grows) {
                    body.finish(&parts.files);
                }
                Self::Multipart(body)
            }
        }
    }

    /// Adds a field with the signature: to the body, or to the query where there is none.
    fn sign(&mut self, name: &str, value: &str, query: &mut Vec<u8>) -> Result<(), Error> {
        match self {
            Self::None => form::push(query, name, value),
            Self::Form(form) => form::push(form, name, value),
            Self::Json(object) => append_member(object, name, value),
            Self::Multipart(body) => body.text(name, value),
            Self::Raw { .. } => {
                return Err(Error::refused_field(
                    name,
                    "can't be added to a body that is given as bytes",
                    "let the signature go into the query or a header",
                ));
            }
        }
        Ok(())
    }

    fn content_type(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::None => None,
            Self::Form(_) => Some(form::CONTENT_TYPE.into()),
            Self::Json(_) => Some(JSON.into()),
            Self::Multipart(body) => Some(body.content_type().into()),
            Self::Raw { content_type, .. } => {
                (!content_type.is_empty()).then(|| content_type.into())
            }
        }
    }

    /// The content type of a body whose fields stand nowhere else.
    fn type_with_members(&self) -> Option<&str> {
        match self {
            Self::Json(_) => Some(JSON),
            Self::Raw { content_type, .. } => Some(content_type),
            _ => None,
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::None => &[],
            Self::Form(form) => form,
            Self::Json(object) => object.as_bytes(),
            Self::Multipart(body) => body.bytes(),
            Self::Raw { body, .. } => body,
        }
    }

    fn into_bytes(self, files: &Files<'_>) -> Bytes {
        match self {
            Self::None => Bytes::new(),
            Self::Form(form) => form.into_bytes(),
            Self::Json(object) => Scratch::from(object).into_bytes(),
            Self::Multipart(mut body) => {
                body.finish(files);
                Bytes::from(body.into_bytes())
            }
            Self::Raw { body, .. } => body,
        }
    }
}

const JSON: &str = "application/json";

/// The content types that need no look.
static KNOWN_TYPES: [(&str, HeaderValue); 2] = [
    (
        form::CONTENT_TYPE,
        HeaderValue::from_static(form::CONTENT_TYPE),
    ),
    (JSON, HeaderValue::from_static(JSON)),
];

fn of<'f>(fields: &'f Fields<'f>, source: Source) -> impl Iterator<Item = &'f Field<'f>> + Clone {
    fields.iter().filter(move |field| field.source == source)
}

fn method(name: &str) -> Result<Method, Error> {
    Method::from_bytes(name.as_bytes()).map_err(|_| {
        Error::refused(
            "the HTTP method of the call isn't one",
            "look at the operation's route",
        )
    })
}

fn as_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    if name == CONTENT_TYPE.as_str()
        && let Some((_, known)) = KNOWN_TYPES.iter().find(|(known, _)| *known == value)
    {
        return Ok((CONTENT_TYPE, known.clone()));
    }
    let refused = |what| {
        let remedy = "look at the spec's `headers`, and at `sign` and `into`";
        Error::refused_field(name, what, remedy)
    };
    let known = HeaderName::from_bytes(name.as_bytes());
    let known = known.map_err(|_| refused("isn't the name of a header"))?;
    let value = HeaderValue::from_str(value)
        .map_err(|_| refused("would carry characters that no header can"))?;
    Ok((known, value))
}
