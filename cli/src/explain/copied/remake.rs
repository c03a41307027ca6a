//! The request that sealspec makes with the values of a pasted one.

use std::collections::BTreeSet;

use http::Uri;
use sealspec::{Explanation, Moment};
use sealspec_caller::Call;
use sealspec_codegen::model::{Api, Body, Payload};
use sealspec_codegen::signature::{Expression, Operand, Part};
use serde_json::{Map, Value};

use super::super::stand_in::Equipped;
use super::{Called, names};
use crate::failure::Failure;
use crate::message::{Content, Message};
use crate::request::{self, Given};

/// A request and how its signature came about.
pub(super) type Remade = (Message, Explanation);

/// Makes the request with the same business values, at the same moment.
pub(super) fn remake(
    called: Called<'_>,
    equipped: &Equipped,
    uri: &Uri,
    theirs: &Message,
    moment: &Moment,
) -> Result<Remade, Failure> {
    let Called {
        operation,
        variant,
        profile,
    } = called;
    let call = equipped.caller.call(&operation.name, Some(&profile.name));
    let mut call = call.map_err(|error| request::refused(&error))?;
    fill(&mut call, called, theirs)?;
    let prefix = uri.path().strip_suffix(&*variant.path).unwrap_or_default();
    let scheme = uri.scheme_str().unwrap_or("https");
    let host = uri
        .authority()
        .map(http::uri::Authority::as_str)
        .unwrap_or_default();
    let explained = call.explain(&format!("{scheme}://{host}{prefix}"), moment);
    let (prepared, explanation) = explained.map_err(|error| request::refused_before(&error))?;
    Ok((Message::of(&prepared.into_request()), explanation))
}

/// Takes the business values out of a pasted request.
fn fill(call: &mut Call, called: Called<'_>, theirs: &Message) -> Result<(), Failure> {
    let is_business = |name: &str| names::is_business(called, name);
    let mut taken = BTreeSet::new();
    if let Some(mut members) = payload(called, theirs) {
        members.retain(|name, _| is_business(name));
        taken.extend(members.keys().cloned());
        Given::json(members).write(call)?;
    }
    for field in theirs.fields() {
        if !is_business(&field.name) || !taken.insert(field.name.clone()) {
            continue;
        }
        match &field.value {
            Content::Text(text) => {
                let meant = names::meant(field, called.variant);
                Given::text(&field.name, meant.as_deref().unwrap_or(text)).write(call)?;
            }
            Content::File(file) => call
                .file(&field.name, file.clone())
                .map_err(|error| request::refused(&error))?,
        }
    }
    Ok(())
}

/// The JSON object that business values travel in.
fn payload(called: Called<'_>, theirs: &Message) -> Option<Map<String, Value>> {
    match &called.variant.payload {
        Payload::Json(name) => theirs.text(name).and_then(names::payload),
        Payload::Fields if called.variant.body == Body::Json => names::payload(&theirs.raw_body),
        Payload::Fields => None,
    }
}

/// The credentials that a pasted request shows as they are: its own, whatever is known here.
pub(super) fn shown_credentials(
    api: &Api,
    called: Called<'_>,
    theirs: &Message,
) -> Vec<(String, String)> {
    let profile = called.profile;
    let common = profile.common.iter().chain(&profile.query);
    let shown = common.filter_map(|field| {
        let [Part::Value(Expression { operands, calls })] = &*field.value.parts else {
            return None;
        };
        let [Operand::Credential(index)] = &**operands else {
            return None;
        };
        let name = &api
            .credentials
            .get(*index)
            .filter(|_| calls.is_empty())?
            .name;
        Some((name.clone(), theirs.text(&field.wire)?.to_owned()))
    });
    shown.collect()
}
