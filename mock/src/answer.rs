//! What the vendor is told to answer, and what it answers.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use sealspec_codegen::model::Json;

/// An answer to give instead of the documented one: see [`MockVendor::script`](crate::MockVendor::script).
#[derive(Debug, Clone)]
pub struct Answer {
    pub(crate) kind: Kind,
    pub(crate) seal: Seal,
    pub(crate) delay: Duration,
    pub(crate) status: Option<StatusCode>,
    pub(crate) is_cut_midway: bool,
}

/// What an [`Answer`] consists of.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// What is answered without a script.
    Documented,
    /// The documented example of this index.
    Example(usize),
    /// A JSON text, read when the script is handed over.
    Json(String),
    /// A refusal in the vendor's own shape.
    Refusal { code: String, message: String },
    /// Bytes as they are.
    Verbatim {
        content_type: &'static str,
        body: Bytes,
    },
    /// The connection ends before anything is sent.
    Cut,
}

/// How a reply or a callback is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// As the vendor would.
    Vendor,
    /// Not at all.
    Missing,
    /// With a signature that is wrong.
    Forged,
}

impl Answer {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            seal: Seal::Vendor,
            delay: Duration::ZERO,
            status: None,
            is_cut_midway: false,
        }
    }

    /// What the vendor answers without a script: the first documented example of a success.
    pub fn documented() -> Self {
        Self::new(Kind::Documented)
    }

    /// The operation's documented example number `index`, counted from 0 over all its examples.
    pub fn example(index: usize) -> Self {
        Self::new(Kind::Example(index))
    }

    /// A whole reply as JSON text; written anew without spaces and signed as the vendor would.
    pub fn json(reply: impl Into<String>) -> Self {
        Self::new(Kind::Json(reply.into()))
    }

    /// A refusal in the vendor's own shape with this code and message.
    pub fn refusal(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Kind::Refusal {
            code: code.into(),
            message: message.into(),
        })
    }

    /// This body, byte for byte, as `application/json`.
    pub fn verbatim(body: impl Into<Bytes>) -> Self {
        Self::new(Kind::Verbatim {
            content_type: "application/json",
            body: body.into(),
        })
    }

    /// An HTTP status alone, as a gateway in front of the vendor answers.
    pub fn status(status: StatusCode) -> Self {
        let body = status.canonical_reason().unwrap_or("").into();
        Self::new(Kind::Verbatim {
            content_type: TEXT,
            body,
        })
        .with_status(status)
    }

    /// A web page where a reply should be, with HTTP status 200.
    pub fn garbage() -> Self {
        let body = Bytes::from_static(b"<html><body>We are upgrading our systems.</body></html>");
        Self::new(Kind::Verbatim {
            content_type: "text/html",
            body,
        })
    }

    /// No answer: the connection ends before anything is sent.
    pub fn cut() -> Self {
        Self::new(Kind::Cut)
    }

    /// The answer, but the connection ends halfway through its body.
    #[must_use]
    pub fn cut_midway(mut self) -> Self {
        self.is_cut_midway = true;
        self
    }

    /// The answer, this much later.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The answer with this HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// The answer without its signature.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.seal = Seal::Missing;
        self
    }

    /// The answer with a signature that is wrong.
    #[must_use]
    pub fn forged(mut self) -> Self {
        self.seal = Seal::Forged;
        self
    }
}

/// What the vendor answers to a request, as a value.
#[derive(Debug, Clone)]
pub struct Answered {
    /// How long it takes to answer.
    pub delay: Duration,
    /// What goes over the wire then.
    pub wire: Wire,
}

/// What goes over the wire.
#[derive(Debug, Clone)]
pub enum Wire {
    /// A whole response.
    Reply(Response<Bytes>),
    /// Nothing: the connection ends.
    Cut,
    /// Head and the first half of the body of this response; then the connection ends.
    CutMidway(Response<Bytes>),
}

impl Answered {
    /// The response, where a whole one is sent.
    pub fn into_response(self) -> Option<Response<Bytes>> {
        match self.wire {
            Wire::Reply(response) => Some(response),
            Wire::Cut | Wire::CutMidway(_) => None,
        }
    }

    pub(crate) fn at_once(response: Response<Bytes>) -> Self {
        Self {
            delay: Duration::ZERO,
            wire: Wire::Reply(response),
        }
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
/// The content type of the vendor's JSON.
pub(crate) const JSON: &str = "application/json;charset=UTF-8";

/// A response of plain text.
pub(crate) fn plain(status: StatusCode, text: impl Into<Bytes>) -> Response<Bytes> {
    response(status, TEXT, text.into())
}

/// A response of JSON.
pub(crate) fn json(status: StatusCode, body: &Json) -> Response<Bytes> {
    response(status, JSON, body.to_string().into())
}

pub(crate) fn response(
    status: StatusCode,
    content_type: &'static str,
    body: Bytes,
) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
