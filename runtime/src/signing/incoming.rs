//! A request as whoever receives it has it: a vendor, or a caller that is called back.

use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_TYPE, HOST, HeaderMap};
use http::uri::Authority;

use super::Input;
use crate::decode::ShapeError;
use crate::error::Error;
use crate::fields::{Fields, Source};
use crate::form;
use crate::moment::Moment;
use crate::operation::Profile;
use crate::verify::{Verified, verify};

/// A request that was received, taken apart for its signature to be verified: its query, and a body that is a form or a JSON
/// object.
#[derive(Debug, Clone)]
pub struct Incoming<'r> {
    request: &'r Request<Bytes>,
    fields: Fields<'r>,
    headers: Fields<'r>,
    scheme: &'r str,
    host: &'r str,
}

impl<'r> Incoming<'r> {
    /// Takes a request apart.
    ///
    /// # Errors
    ///
    /// Where a form's text isn't UTF-8, or what calls itself JSON isn't or has a name twice in one object.
    pub fn parse(request: &'r Request<Bytes>) -> Result<Self, Error> {
        let mut fields = Fields::default();
        let malformed = |error| Error::Shape {
            error,
            body: request.body().clone(),
        };
        fields
            .push_form(Source::Query, request.uri().query().unwrap_or_default())
            .map_err(malformed)?;
        let content_type = request.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        push_body(
            content_type.unwrap_or_default(),
            request.body(),
            &mut fields,
        )
        .map_err(malformed)?;
        let headers = received_headers(request.headers());
        let host = request.uri().authority().map(Authority::as_str);
        let host = host.or_else(|| request.headers().get(HOST)?.to_str().ok());
        Ok(Self {
            request,
            fields,
            headers,
            scheme: request.uri().scheme_str().unwrap_or("https"),
            host: host.unwrap_or_default(),
        })
    }

    /// What its signature is made from, at the moment that it is verified.
    pub fn input<'i>(&'i self, moment: &'i Moment) -> Input<'i> {
        Input {
            fields: &self.fields,
            headers: &self.headers,
            scheme: self.scheme,
            method: self.request.method().as_str(),
            host: self.host,
            path: self.request.uri().path(),
            query: self.request.uri().query().unwrap_or_default(),
            body: self.request.body(),
            moment,
        }
    }

    /// The fields of query and body.
    pub fn fields(&self) -> &Fields<'r> {
        &self.fields
    }

    /// The body as received.
    pub fn body(&self) -> &'r Bytes {
        self.request.body()
    }

    /// Verifies it: what comes back was made by whoever holds the key.
    ///
    /// # Errors
    ///
    /// As for [`verify`].
    pub fn verified<P: Profile>(
        self,
        profile: &P,
        moment: &Moment,
    ) -> Result<Verified<Self>, Error> {
        verify(profile, &self.input(moment))?;
        Ok(Verified::new(self))
    }
}

/// Headers as fields. One that isn't text can't be signed, and is left out.
pub(crate) fn received_headers(headers: &HeaderMap) -> Fields<'_> {
    let mut fields = Fields::default();
    for (name, value) in headers {
        if let Ok(value) = std::str::from_utf8(value.as_bytes()) {
            fields.push_from(Source::Header, name.as_str(), value);
        }
    }
    fields
}

/// Adds the fields of a body that is a form or a JSON object.
pub(crate) fn push_body<'b>(
    content_type: &str,
    body: &'b [u8],
    fields: &mut Fields<'b>,
) -> Result<(), ShapeError> {
    let kind = content_type.to_ascii_lowercase();
    let Ok(text) = std::str::from_utf8(body) else {
        return Ok(());
    };
    if kind.starts_with(form::CONTENT_TYPE) {
        fields.push_form(Source::Body, text)
    } else if is_json(&kind) && text.trim_start().starts_with('{') {
        fields.push_json(text)
    } else {
        Ok(())
    }
}

/// Whether a content type in lower case is JSON.
fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.ends_with("/json") || kind.ends_with("+json")
}
