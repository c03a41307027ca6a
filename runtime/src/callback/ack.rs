use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

/// What a vendor takes for an acknowledgement: HTTP status 200 with this body, byte for byte. Anything else makes it send the
/// callback again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ack {
    content_type: &'static str,
    body: &'static str,
}

impl Ack {
    /// Plain text.
    pub const fn text(body: &'static str) -> Self {
        Self {
            content_type: "text/plain; charset=utf-8",
            body,
        }
    }

    /// JSON, by its text.
    pub const fn json(body: &'static str) -> Self {
        Self {
            content_type: "application/json",
            body,
        }
    }

    /// The value of the header `content-type`.
    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// The body.
    pub const fn body(&self) -> &'static str {
        self.body
    }

    /// The whole response.
    pub fn into_response(self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from_static(self.body.as_bytes()));
        *response.status_mut() = StatusCode::OK;
        let content_type = HeaderValue::from_static(self.content_type);
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }
}
