//! Keeping what the spec calls secret out of what is recorded.

use sealspec_codegen::model::{Api, Field, Json, Payload, TypeKind};

use crate::json;
use crate::route::Called;

const REDACTED: &str = "[redacted]";

/// A request's fields as they may be shown: the value of every field whose name the spec calls secret is replaced, at
/// whatever depth it stands.
pub(crate) fn fields(
    api: &Api,
    called: Called<'_>,
    fields: &[(String, String)],
) -> Vec<(String, String)> {
    let names = secret_names(api, &called.operation.request);
    if names.is_empty() {
        return fields.to_vec();
    }
    let redact = |(name, value): &(String, String)| {
        let shown = match &called.variant.payload {
            Payload::Json(payload) if payload == name => redact_json(&names, value),
            _ if names.contains(&&**name) => REDACTED.to_owned(),
            _ => value.clone(),
        };
        (name.clone(), shown)
    };
    fields.iter().map(redact).collect()
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
