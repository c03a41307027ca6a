//! Signatures as the spec's own rule gives them: the one place that runs the interpreter.

use std::borrow::Cow;

use bytes::Bytes;
use http::uri::Authority;
use http::{HeaderMap, Request, header};
use sealspec::signing::Input;
use sealspec::{Fields, Moment, Source};
use sealspec_codegen::model::{Api, Body, CommonField, Profile};
use sealspec_codegen::signature::{
    Given, InterpretError, Interpretation, Signature, Template, Value, evaluate, evaluate_placed,
    interpret,
};

use crate::credentials::Credentials;
use crate::outgoing::Outgoing;
use crate::received::Received;
use crate::redact::REDACTED;
use crate::route::Called;
use crate::seen::{Refusal, RefusalKind};
use crate::unsigned::Added;

/// What a signature is made from, besides credentials: a request as it was before it was signed, a
/// reply or a callback.
#[derive(Debug, Clone)]
pub(crate) struct Material<'a> {
    query_fields: Vec<(String, String)>,
    body_fields: Vec<(String, String)>,
    headers: Fields<'a>,
    scheme: &'a str,
    method: &'a str,
    host: &'a str,
    path: &'a str,
    query: Cow<'a, str>,
    body: Cow<'a, [u8]>,
    is_json: bool,
    moment: Moment,
}

impl<'a> Material<'a> {
    /// A request's; `moment` is what it tells itself.
    pub(crate) fn of_request(
        request: &'a Request<Bytes>,
        called: Called<'a>,
        received: &Received,
        moment: Moment,
    ) -> Self {
        let uri = request.uri();
        let added = Added(called.profile.sign.as_ref());
        let body = called.variant.body;
        let in_query = body != Body::Query;
        let without = |fields: &[(String, String)], in_query| {
            let mut fields = fields.to_vec();
            fields.retain(|(name, _)| !added.field(name, in_query));
            fields
        };
        let fields = without(&received.fields, false);
        let (query_fields, body_fields) = match body {
            Body::Query => (fields, Vec::new()),
            _ => (without(&received.query, true), fields),
        };
        Self {
            query_fields,
            body_fields,
            headers: headers_of(request, added),
            scheme: uri.scheme_str().unwrap_or("http"),
            method: request.method().as_str(),
            host: host_of(request),
            path: if added.path() {
                &called.variant.path
            } else {
                uri.path()
            },
            query: added.strip_form(uri.query().unwrap_or_default(), in_query),
            body: unsigned_body(request.body(), body, added),
            is_json: body == Body::Json,
            moment,
        }
    }

    /// The same with fields as they may be shown. Where they differ, the raw texts that hold them are left out.
    pub(crate) fn showing(&self, shown: &Shown) -> Self {
        if !shown.hides_something {
            return self.clone();
        }
        let keep = |own: &[(String, String)], shown: &[(String, String)]| {
            let mut shown = shown.to_vec();
            shown.retain(|(name, _)| own.iter().any(|(known, _)| known == name));
            shown
        };
        let mut headers = Fields::default();
        for header in self.headers.iter() {
            let is_hidden = shown.headers.iter().any(|name| *name == header.name);
            let value = match is_hidden {
                true => REDACTED.into(),
                false => header.value.clone(),
            };
            headers.push_from(Source::Header, header.name.clone(), value);
        }
        let all = [shown.query.as_slice(), &shown.fields].concat();
        Self {
            headers,
            query_fields: keep(&self.query_fields, &all),
            body_fields: keep(&self.body_fields, &shown.fields),
            query: Cow::Borrowed(REDACTED),
            body: match &shown.json {
                Some(json) => Cow::Owned(json.clone().into_bytes()),
                None => Cow::Borrowed(REDACTED.as_bytes()),
            },
            ..self.clone()
        }
    }

    /// That of a message which the vendor sends: `body` is what travels, and beside headers all there is.
    pub(crate) fn of_message(message: &'a Outgoing<'_>, body: &'a str, moment: Moment) -> Self {
        Self {
            query_fields: Vec::new(),
            body_fields: message.form_fields(),
            headers: fields_of(&message.headers, Added(None)),
            scheme: "",
            method: message.method,
            host: "",
            path: message.path,
            query: Cow::Borrowed(""),
            body: Cow::Borrowed(body.as_bytes()),
            is_json: !message.is_form,
            moment,
        }
    }

    /// Lets `make` use it as the interpreter takes it.
    fn with_input<T>(
        &self,
        make: impl FnOnce(Input<'_>) -> Result<T, InterpretError>,
    ) -> Result<T, InterpretError> {
        let mut fields = Fields::default();
        for (name, value) in &self.query_fields {
            fields.push_from(Source::Query, &**name, &**value);
        }
        match std::str::from_utf8(&self.body) {
            // The body was read as JSON before, and stays it without its signature.
            Ok(text) if self.is_json => drop(fields.push_json(text)),
            _ => {
                for (name, value) in &self.body_fields {
                    fields.push(&**name, &**value);
                }
            }
        }
        make(Input {
            fields: &fields,
            headers: &self.headers,
            scheme: self.scheme,
            method: self.method,
            host: self.host,
            path: self.path,
            query: &self.query,
            body: &self.body,
            moment: &self.moment,
        })
    }
}

/// A request's fields as they may be shown.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) query: Vec<(String, String)>,
    pub(crate) fields: Vec<(String, String)>,
    /// The body, where it is JSON.
    pub(crate) json: Option<String>,
    /// Names of headers that hold secrets.
    pub(crate) headers: Vec<String>,
    pub(crate) hides_something: bool,
}

fn unsigned_body<'a>(bytes: &'a Bytes, body: Body, added: Added<'_>) -> Cow<'a, [u8]> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Cow::Borrowed(bytes);
    };
    let stripped = match body {
        Body::Form => added.strip_form(text, false),
        Body::Json => added.strip_json(text),
        Body::Multipart | Body::Query => Cow::Borrowed(text),
    };
    match stripped {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

fn host_of(request: &Request<Bytes>) -> &str {
    let header = || request.headers().get(header::HOST)?.to_str().ok();
    let host = request.uri().authority().map(Authority::as_str);
    host.or_else(header).unwrap_or_default()
}

fn headers_of<'a>(request: &'a Request<Bytes>, added: Added<'_>) -> Fields<'a> {
    let mut headers = fields_of(request.headers(), added);
    if !request.headers().contains_key(header::HOST) {
        headers.push_from(Source::Header, header::HOST.as_str(), host_of(request));
    }
    headers
}

fn fields_of<'a>(headers: &'a HeaderMap, added: Added<'_>) -> Fields<'a> {
    let mut fields = Fields::default();
    for (name, value) in headers {
        if let Ok(value) = value.to_str()
            && !added.header(name.as_str())
        {
            fields.push_from(Source::Header, name.as_str(), value);
        }
    }
    fields
}

/// Reckons the signatures of one profile.
#[derive(Clone, Copy)]
pub(crate) struct Reckoner<'a> {
    pub(crate) api: &'a Api,
    pub(crate) profile: &'a Profile,
    pub(crate) credentials: &'a Credentials,
}

impl Reckoner<'_> {
    /// The lines of a signature over `material`, and those templates that may use them.
    ///
    /// `Ok(None)`: it would cover what the spec doesn't say how to sign.
    pub(crate) fn reckon(
        &self,
        signature: &Signature,
        material: &Material<'_>,
        templates: &[&Template],
    ) -> Result<Option<Vec<String>>, Refusal> {
        let values = material.with_input(|input| {
            let value = |name: &str| self.value(name);
            let given = self.given(&value, input);
            let made = interpret(signature, &given)?;
            let texts = templates
                .iter()
                .map(|template| evaluate_placed(template, &made, &given));
            texts.collect::<Result<Vec<_>, _>>()
        });
        match values {
            Ok(values) => Ok(Some(values)),
            Err(
                InterpretError::Undetermined { .. }
                | InterpretError::Unfit {
                    credential: None, ..
                },
            ) => Ok(None),
            Err(error) => Err(self.unable(&error)),
        }
    }

    /// The last line of text before the signature, secrets masked.
    pub(crate) fn string_to_sign(
        &self,
        signature: &Signature,
        shown: &Material<'_>,
    ) -> Option<String> {
        let made: Interpretation = shown
            .with_input(|input| {
                let value = |name: &str| self.value(name);
                interpret(signature, &self.given(&value, input))
            })
            .ok()?;
        let mut lines = made.lines;
        lines.retain(|line| line.name != "sign" && matches!(line.value, Value::Text(_)));
        lines.pop().map(|line| line.shown)
    }

    /// What a header that the profile makes must be; `None` where that can't be told.
    pub(crate) fn header(&self, field: &CommonField, material: &Material<'_>) -> Option<String> {
        let made = material.with_input(|input| {
            let value = |name: &str| self.value(name);
            evaluate(&field.value, &self.given(&value, input))
        });
        made.ok()
    }

    fn given<'g>(
        &'g self,
        value: &'g dyn Fn(&str) -> Option<&'g str>,
        input: Input<'g>,
    ) -> Given<'g> {
        Given {
            credentials: &self.api.credentials,
            value,
            input,
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.credentials
            .get(name)
            .or_else(|| self.is_optional(name).then_some(""))
    }

    /// Names what the vendor was told in vain, too: it is what a misspelt name is found by.
    fn unable(&self, error: &InterpretError) -> Refusal {
        let known = |name: &str| self.api.credentials.iter().any(|own| own.name == name);
        let unknown = self.credentials.names().find(|name| !known(name));
        let unknown =
            unknown.map(|name| format!("; it was told `{name}`, which the spec doesn't have"));
        Refusal::new(
            RefusalKind::Unprepared,
            format!(
                "the mock vendor can't reckon the signature: {error}{}",
                unknown.unwrap_or_default()
            ),
        )
    }

    fn is_optional(&self, name: &str) -> bool {
        let named = |index: usize| {
            self.api
                .credentials
                .get(index)
                .is_some_and(|credential| credential.name == name)
        };
        self.profile
            .credentials
            .iter()
            .any(|own| own.optional && named(own.credential))
    }
}
