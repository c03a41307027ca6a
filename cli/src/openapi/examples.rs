//! Documented examples, as values that fit the schemas.

use sealspec_codegen::model::{CommonField, Credential, Example, FilledValue, Json, Sign};
use sealspec_codegen::signature::{Given, Template, VectorRequest, evaluate};
use serde_json::Value;

use super::json::{Object, value};
use super::schemas::{Carrier, Schemas};
use crate::sent::{Part, Sent};

/// When examples are sent whose page doesn't say it.
const THEN: i64 = 1_700_000_000_000;

/// What stands where no example of a signature is documented.
const SIGNATURE: &str = "SIGNATURE";

impl Schemas<'_> {
    /// What a documented request has in these parts; common fields that no page shows are made as a client makes them.
    pub(super) fn request_example(
        &self,
        sent: &Sent<'_>,
        parts: &[Part<'_>],
        example: &Example,
        carrier: Carrier,
    ) -> Object {
        let mut values = Object::new();
        let given = |name: &str| match &example.request {
            Some(Json::Object(members)) => members
                .iter()
                .find(|(member, _)| member == name)
                .map(|(_, value)| value),
            _ => None,
        };
        for part in parts {
            let name = part.name();
            let value = match part {
                Part::Common(field) => self.common(sent, field, example).map(Value::String),
                Part::Field(field) => given(name).map(|json| self.fitted(json, field, carrier)),
                Part::Filled(filled) => match &filled.value {
                    FilledValue::Constant(constant) => Some(value(constant)),
                    FilledValue::Derived(template) => given(name)
                        .map(value)
                        .or_else(|| self.made(sent, template).map(Value::String)),
                },
                Part::Payload { members, .. } => {
                    let inner = self.request_example(sent, members, example, Carrier::Json);
                    Some(Value::Object(inner).to_string().into())
                }
                Part::Open(_) => {
                    values.extend(further(sent, example));
                    continue;
                }
                Part::Signature { .. } => {
                    signature(sent.profile.sign.as_ref(), name, example).map(Value::String)
                }
            };
            values.extend(value.map(|value| (name.to_owned(), value)));
        }
        values
    }

    fn common(&self, sent: &Sent<'_>, field: &CommonField, example: &Example) -> Option<String> {
        let documented = documented(&field.wire, example).or_else(|| field.example.clone());
        match documented {
            None if field.optional => None,
            None => self.made(sent, &field.value),
            documented => documented,
        }
    }

    /// What a template makes with the examples of credentials, or their names.
    fn made(&self, sent: &Sent<'_>, template: &Template) -> Option<String> {
        let credentials = &self.api.credentials;
        let server = self.api.servers.get(sent.variant.server)?;
        let address = server.environments.first()?.url.split_once("://");
        let (scheme, rest) = address?;
        let (host, base) = rest.split_once('/').unwrap_or((rest, ""));
        let request = VectorRequest {
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            path: format!("/{base}"),
            now: THEN,
            nonce: "0123456789abcdef0123456789abcdef".to_owned(),
            ..VectorRequest::default()
        };
        let made = request.with_input(|input| {
            let given = Given {
                credentials,
                value: &|name| example_of(credentials, name),
                input,
            };
            evaluate(template, &given)
        });
        made.ok()?.ok()
    }
}

/// The documented example of a credential, or else its name.
fn example_of<'c>(credentials: &'c [Credential], name: &str) -> Option<&'c str> {
    let found = credentials.iter().find(|own| own.name == name)?;
    found.example.as_deref().or(Some(&found.name))
}

/// The value of a common field, or the placeholder of a signature, in an example.
fn documented(name: &str, example: &Example) -> Option<String> {
    let mut common = example.common.iter();
    common
        .find(|(own, _)| own == name)
        .map(|(_, value)| value.clone())
}

fn signature(sign: Option<&Sign>, name: &str, example: &Example) -> Option<String> {
    let own = sign.and_then(|sign| sign.example.clone());
    Some(
        documented(name, example)
            .or(own)
            .unwrap_or_else(|| SIGNATURE.to_owned()),
    )
}

/// Fields of an example that the operation doesn't name.
fn further(sent: &Sent<'_>, example: &Example) -> Object {
    let Some(Json::Object(members)) = &example.request else {
        return Object::new();
    };
    let operation = sent.operation;
    let is_known = |name: &String| {
        operation.request.iter().any(|field| field.wire == *name)
            || operation.filled.iter().any(|filled| filled.wire == *name)
    };
    members
        .iter()
        .filter(|(name, _)| !is_known(name))
        .map(|(name, json)| (name.clone(), value(json)))
        .collect()
}
