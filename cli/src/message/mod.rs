//! A request taken apart into what a reader compares, and shown without its secrets.

mod mask;
mod multipart;
mod show;

use bytes::Bytes;
use http::{Request, header};
use serde_json::Value;

pub(crate) use mask::Mask;
pub(crate) use multipart::{boundary_of, word};

/// A request as a reader sees it.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) method: String,
    /// Scheme, host and path.
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    /// Fields of the query, in their order.
    pub(crate) query: Vec<Field>,
    /// Fields of the body, in their order; members where it is JSON.
    pub(crate) body: Vec<Field>,
    /// The query and the body as sent, where they are text.
    pub(crate) raw_query: String,
    pub(crate) raw_body: String,
}

/// A field of the query or the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: Content,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text, its escapes undone; an object or a list by its JSON.
    Text(String),
    /// An upload.
    File(sealspec::File),
}

impl Field {
    /// Its text; of an upload none.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Content::Text(text) => Some(text),
            Content::File(_) => None,
        }
    }

    fn form(text: &[u8]) -> Vec<Self> {
        let pairs = form_urlencoded::parse(text).into_owned();
        let field = |(name, text)| Self {
            name,
            value: Content::Text(text),
        };
        pairs.map(field).collect()
    }
}

impl Message {
    /// Takes a request apart.
    pub(crate) fn of(request: &Request<Bytes>) -> Self {
        let uri = request.uri();
        let raw_query = uri.query().unwrap_or_default().to_owned();
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        let body = request.body();
        let boundary = boundary_of(content_type(request));
        // What it is counts, whatever it is called: a wrong content type is told by itself.
        let fields = match boundary {
            Some(boundary) => multipart::fields(body, boundary),
            None if body.trim_ascii_start().starts_with(b"{") => members(body),
            None => Field::form(body),
        };
        let raw_body = match boundary {
            Some(_) => None,
            None => std::str::from_utf8(body).ok(),
        };
        Self {
            method: request.method().to_string(),
            url: uri
                .to_string()
                .split('?')
                .next()
                .unwrap_or_default()
                .to_owned(),
            headers: headers.collect(),
            query: Field::form(raw_query.as_bytes()),
            body: fields,
            raw_query,
            raw_body: raw_body.unwrap_or_default().to_owned(),
        }
    }

    /// All fields: those of the query, then those of the body.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.query.iter().chain(&self.body)
    }

    /// The text of a field.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.fields().find(|field| field.name == name)?.text()
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

fn content_type(request: &Request<Bytes>) -> &str {
    let value = request.headers().get(header::CONTENT_TYPE);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// The members of a JSON object.
fn members(body: &[u8]) -> Vec<Field> {
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
        return Vec::new();
    };
    let field = |(name, value): (String, Value)| Field {
        name,
        value: Content::Text(match value {
            Value::String(text) => text,
            other => other.to_string(),
        }),
    };
    members.into_iter().map(field).collect()
}
