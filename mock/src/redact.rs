//! Keeping what the spec calls secret out of what is recorded.

use sealspec_codegen::model::{Api, Field, Json, Payload, TypeKind};

use crate::json;
use crate::received::Received;
use crate::route::Called;
use crate::signature::Shown;

const REDACTED: &str = "[redacted]";

/// A request's fields as they may be shown: the value of every field whose name the spec calls secret is replaced, at
/// whatever depth it stands.
pub(crate) fn fields(api: &Api, called: Called<'_>, received: &Received) -> Shown {
    let names = secret_names(api, &called.operation.request);
    let mut shown = Shown {
        query: received.query.clone(),
        fields: received.fields.clone(),
        json: None,
        hides_something: false,
    };
    if names.is_empty() {
        return shown;
    }
    for (name, value) in shown.query.iter_mut().chain(&mut shown.fields) {
        let replacement = match &called.variant.payload {
            Payload::Json(payload) if payload == name => redact_json(&names, value),
            _ if names.contains(&&**name) => REDACTED.to_owned(),
            _ if received.json.is_some() => redact_json_or_text(&names, value),
            _ => continue,
        };
        shown.hides_something |= *value != replacement;
        *value = replacement;
    }
    if let Some(body) = received.json.clone().filter(|_| shown.hides_something) {
        shown.json = Some(redacted(&names, &called.variant.payload, body));
    }
    shown
}

/// A JSON body whose secrets are replaced, in a member that holds JSON as text, too.
fn redacted(names: &[&str], payload: &Payload, mut body: Json) -> String {
    redact_members(names, &mut body);
    if let (Json::Object(members), Payload::Json(payload)) = (&mut body, payload) {
        for (name, member) in members {
            if let Json::String(text) = member
                && name == payload
            {
                *text = redact_json(names, text);
            }
        }
    }
    body.to_string()
}

/// The text of a member, which is JSON where it is an object or a list.
fn redact_json_or_text(names: &[&str], text: &str) -> String {
    if text.starts_with(['{', '[']) && json::parse(text).is_ok() {
        return redact_json(names, text);
    }
    text.to_owned()
}

fn secret_names<'a>(api: &'a Api, request: &'a [Field]) -> Vec<&'a str> {
    let sent = api.types.iter().filter(|definition| definition.in_requests);
    let objects = sent.filter_map(|definition| match &definition.kind {
        TypeKind::Object(fields) => Some(fields),
        _ => None,
    });
    let fields = objects.flatten().chain(request);
    fields
        .filter(|field| field.secret)
        .map(|field| &*field.wire)
        .collect()
}

/// A text that isn't JSON may hold a secret anywhere, and so is replaced as a whole.
fn redact_json(names: &[&str], text: &str) -> String {
    match json::parse(text) {
        Ok(mut value) => {
            redact_members(names, &mut value);
            value.to_string()
        }
        Err(_) => REDACTED.to_owned(),
    }
}

fn redact_members(names: &[&str], value: &mut Json) {
    match value {
        Json::Object(members) => {
            for (name, member) in members {
                if names.contains(&&**name) {
                    *member = Json::String(REDACTED.to_owned());
                } else {
                    redact_members(names, member);
                }
            }
        }
        Json::Array(items) => items
            .iter_mut()
            .for_each(|item| redact_members(names, item)),
        _ => {}
    }
}
