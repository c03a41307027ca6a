use std::borrow::Cow;

use sealspec::signing::{Input, form_escape};
use sealspec::{Fields, Moment, Source};

use crate::model::Text;

/// Inputs with the signature that they must give.
#[derive(Debug, Clone)]
pub struct Vector {
    /// Where it was published, or how it was computed.
    pub source: Text,
    /// Credentials by name.
    pub given: Vec<(String, String)>,
    /// The request, or the reply, that is signed.
    pub request: VectorRequest,
    /// Values that named lines must have; bytes as hexadecimal digits.
    pub lines: Vec<(String, String)>,
    /// The signature.
    pub sign: String,
}

/// What a vector signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VectorRequest {
    /// HTTP method.
    pub method: String,
    /// `https` or `http`.
    pub scheme: String,
    /// Host.
    pub host: String,
    /// Path.
    pub path: String,
    /// Query string as sent, without `?`.
    pub query: String,
    /// Fields of the query, not escaped.
    pub query_fields: Vec<(String, String)>,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Fields of the body, not escaped.
    pub fields: Vec<(String, String)>,
    /// Body as sent; `None`: the fields as a form.
    pub body: Option<String>,
    /// When it is signed, in Unix milliseconds.
    pub now: i64,
    /// The nonce.
    pub nonce: String,
}

/// A `POST` of nothing to `https:///` in 1970.
impl Default for VectorRequest {
    fn default() -> Self {
        Self {
            method: "POST".to_owned(),
            scheme: "https".to_owned(),
            host: String::new(),
            path: "/".to_owned(),
            query: String::new(),
            query_fields: Vec::new(),
            headers: Vec::new(),
            fields: Vec::new(),
            body: None,
            now: 0,
            nonce: String::new(),
        }
    }
}

impl VectorRequest {
    /// The body as sent.
    pub fn body(&self) -> Cow<'_, str> {
        let form = || {
            let pairs = self
                .fields
                .iter()
                .map(|(name, value)| format!("{}={}", form_escape(name), form_escape(value)));
            Cow::Owned(pairs.collect::<Vec<_>>().join("&"))
        };
        self.body.as_deref().map_or_else(form, Cow::Borrowed)
    }

    /// Makes something of the request as a signature sees it.
    ///
    /// # Errors
    ///
    /// Where the body looks like a JSON object and isn't one.
    pub fn with_input<R>(&self, make: impl FnOnce(Input<'_>) -> R) -> Result<R, String> {
        let body = self.body();
        let moment = Moment::new(self.now, &*self.nonce);
        let headers = self.header_fields();
        let input = Input {
            fields: &self.all_fields(&body, headers.get("content-type"))?,
            headers: &headers,
            scheme: &self.scheme,
            method: &self.method,
            path: &self.path,
            host: &self.host,
            query: &self.query,
            body: body.as_bytes(),
            moment: &moment,
        };
        Ok(make(input))
    }

    /// Fields of the query, of the body, and members of a JSON body.
    fn all_fields<'v>(
        &'v self,
        body: &'v str,
        content_type: Option<&str>,
    ) -> Result<Fields<'v>, String> {
        let mut fields = Fields::default();
        for (name, value) in &self.query_fields {
            fields.push_from(Source::Query, &**name, &**value);
        }
        for (name, value) in &self.fields {
            fields.push(&**name, &**value);
        }
        let is_form =
            content_type.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if body.trim_start().starts_with('{') {
            fields
                .push_json(body)
                .map_err(|error| format!("the body isn't a JSON object: {error}"))?;
        } else if self.fields.is_empty() && is_form {
            fields
                .push_form(Source::Body, body)
                .map_err(|error| format!("the body isn't a form: {error}"))?;
        }
        Ok(fields)
    }

    /// The headers, `host` among them.
    fn header_fields(&self) -> Fields<'_> {
        let mut headers = Fields::default();
        let is_host = |(name, _): &(String, String)| name.eq_ignore_ascii_case("host");
        if !self.host.is_empty() && !self.headers.iter().any(is_host) {
            headers.push_from(Source::Header, "host", &*self.host);
        }
        for (name, value) in &self.headers {
            headers.push_from(Source::Header, name.to_ascii_lowercase(), &**value);
        }
        headers
    }
}
