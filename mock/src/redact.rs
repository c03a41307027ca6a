//! Keeping what the spec calls secret out of what is recorded.

use sealspec_codegen::model::{Api, CommonField, Field, Json, Payload, Shape, TypeKind};
use sealspec_codegen::signature::{Expression, Operand};

use crate::json;
use crate::received::Received;
use crate::route::Called;
use crate::signature::Shown;

pub(crate) const REDACTED: &str = "[redacted]";

/// A request's fields as they may be shown: the value of every field whose name the spec calls secret is replaced, at
/// whatever depth it stands.
pub(crate) fn fields(api: &Api, called: Called<'_>, received: &Received) -> Shown {
    let names = Names::of(api, called);
    let mut shown = Shown {
        query: received.query.clone(),
        fields: received.fields.clone(),
        json: None,
        headers: sent_secrets(api, &called.profile.headers)
            .map(str::to_owned)
            .collect(),
        hides_something: false,
    };
    shown.hides_something = !shown.headers.is_empty();
    if names.secret.is_empty() {
        return shown;
    }
    for (name, value) in shown.query.iter_mut().chain(&mut shown.fields) {
        let replacement = match &**name {
            name if names.json.contains(&name) => redact_json(&names, value),
            name if names.secret.contains(&name) => REDACTED.to_owned(),
            _ if received.json.is_some() => redact_json_or_text(&names, value),
            _ => continue,
        };
        shown.hides_something |= *value != replacement;
        *value = replacement;
    }
    if let Some(mut body) = received.json.clone().filter(|_| shown.hides_something) {
        redact_members(&names, &mut body);
        shown.json = Some(body.to_string());
    }
    shown
}

/// Names of fields in which something may have to be hidden.
struct Names<'a> {
    secret: Vec<&'a str>,
    /// Those whose texts hold JSON.
    json: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn of(api: &'a Api, called: Called<'a>) -> Self {
        let sent = api.types.iter().filter(|definition| definition.in_requests);
        let objects = sent.filter_map(|definition| match &definition.kind {
            TypeKind::Object(fields) => Some(fields),
            _ => None,
        });
        let fields: Vec<&Field> = objects.flatten().chain(&called.operation.request).collect();
        let named = |is_meant: fn(&Field) -> bool| {
            let meant = fields.iter().filter(move |field| is_meant(field));
            meant.map(|field| &*field.wire).collect()
        };
        let mut names = Self {
            secret: named(|field| field.secret),
            json: named(|field| matches!(field.shape, Shape::JsonText(_))),
        };
        if let Payload::Json(payload) = &called.variant.payload {
            names.json.push(payload);
        }
        let common = called.profile.common.iter().chain(&called.profile.query);
        names.secret.extend(sent_secrets(api, common));
        names
    }
}

/// Names of the common fields that carry a secret.
fn sent_secrets<'a>(
    api: &'a Api,
    fields: impl IntoIterator<Item = &'a CommonField>,
) -> impl Iterator<Item = &'a str> {
    let is_secret = |operand: &Operand| match operand {
        Operand::Credential(index) => api.credentials.get(*index).is_some_and(|own| own.sent),
        _ => false,
    };
    let carry = fields.into_iter().filter(move |field| {
        let operands = field.value.expressions().flat_map(Expression::all_operands);
        operands.into_iter().any(is_secret)
    });
    carry.map(|field| &*field.wire)
}

/// The text of a member, which is JSON where it is an object or a list.
fn redact_json_or_text(names: &Names<'_>, text: &str) -> String {
    if text.starts_with(['{', '[']) && json::parse(text).is_ok() {
        return redact_json(names, text);
    }
    text.to_owned()
}

/// A text that isn't JSON may hold a secret anywhere, and so is replaced as a whole.
fn redact_json(names: &Names<'_>, text: &str) -> String {
    match json::parse(text) {
        Ok(mut value) => {
            redact_members(names, &mut value);
            value.to_string()
        }
        Err(_) => REDACTED.to_owned(),
    }
}

fn redact_members(names: &Names<'_>, value: &mut Json) {
    match value {
        Json::Object(members) => {
            for (name, member) in members {
                match member {
                    _ if names.secret.contains(&&**name) => {
                        *member = Json::String(REDACTED.to_owned());
                    }
                    Json::String(text) if names.json.contains(&&**name) => {
                        *text = redact_json(names, text);
                    }
                    _ => redact_members(names, member),
                }
            }
        }
        Json::Array(items) => items
            .iter_mut()
            .for_each(|item| redact_members(names, item)),
        _ => {}
    }
}
