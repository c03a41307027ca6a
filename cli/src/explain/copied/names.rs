//! Names of fields, and texts that are escaped twice.

use sealspec_codegen::model::{Payload, Place, Slot, Variant};
use sealspec_codegen::suggest;
use serde_json::{Map, Value};

use super::Called;
use super::finding::Finding;
use crate::message::{Field, Message};

/// Fields that stand twice, that nobody documents, or that are escaped twice.
pub(super) fn differences(called: Called<'_>, theirs: &Message) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Called {
        operation, variant, ..
    } = called;
    let (outer, inner) = documented(called);
    let mut names: Vec<&str> = Vec::new();
    for field in theirs.fields() {
        if names.contains(&field.name.as_str()) {
            findings.push(Finding {
                what: format!("the field `{}` stands twice", field.name),
                ..Finding::default()
            });
        } else if !outer.contains(&field.name.as_str()) && operation.open.is_none() {
            findings.push(undocumented(&field.name, &outer, &inner, &names_of(theirs)));
        }
        names.push(&field.name);
    }
    let inside = match &variant.payload {
        Payload::Json(name) => theirs.text(name).and_then(payload),
        Payload::Fields => None,
    };
    for name in inside.iter().flat_map(Map::keys) {
        if !inner.contains(&name.as_str()) && operation.open.is_none() {
            let own: Vec<_> = inside
                .iter()
                .flat_map(Map::keys)
                .map(String::as_str)
                .collect();
            findings.push(undocumented(name, &inner, &outer, &own));
        }
    }
    findings.extend(
        theirs
            .fields()
            .filter_map(|field| escaped_twice(field, variant)),
    );
    findings
}

fn names_of(message: &Message) -> Vec<&str> {
    message.fields().map(|field| field.name.as_str()).collect()
}

/// Whether a field is one that callers give.
pub(super) fn is_business(called: Called<'_>, name: &str) -> bool {
    let mut fields = called.operation.request.iter();
    let (outer, inner) = documented(called);
    let is_free =
        called.operation.open.is_some() && !outer.contains(&name) && !inner.contains(&name);
    is_free || fields.any(|field| field.wire == name)
}

/// Names of the fields that travel by themselves, and of those that travel in the payload.
fn documented(called: Called<'_>) -> (Vec<&str>, Vec<&str>) {
    let Called {
        operation,
        variant,
        profile,
    } = called;
    let common = profile.common.iter().chain(&profile.query);
    let mut outer: Vec<&str> = common.map(|field| field.wire.as_str()).collect();
    let outputs = profile.sign.iter().flat_map(|sign| &sign.into);
    outer.extend(outputs.filter_map(|output| match &output.place {
        Place::Field(name) | Place::Query(name) => Some(name.as_str()),
        _ => None,
    }));
    let mut inner = Vec::new();
    let fields = operation.request.iter().enumerate();
    let fields = fields.map(|(index, field)| (Slot::Field(index), field.wire.as_str()));
    let filled = operation.filled.iter().enumerate();
    let filled = filled.map(|(index, field)| (Slot::Filled(index), field.wire.as_str()));
    for (slot, name) in fields.chain(filled) {
        match variant.order.contains(&slot) || variant.payload == Payload::Fields {
            true => outer.push(name),
            false => inner.push(name),
        }
    }
    if let Payload::Json(name) = &variant.payload {
        outer.push(name);
    }
    (outer, inner)
}

/// A field that isn't documented where it stands. Its value isn't told: it may be a secret that isn't meant to travel.
fn undocumented(name: &str, here: &[&str], elsewhere: &[&str], own: &[&str]) -> Finding {
    let missing = here.iter().copied().filter(|known| !own.contains(known));
    let hint = match suggest::nearest(name, missing) {
        Some(near) => format!("did you mean `{near}`?"),
        None if elsewhere.contains(&name) => {
            "it is documented, but travels elsewhere: in the payload, or beside it".to_owned()
        }
        None => "the vendor doesn't document it; if it is signed on one side only, it breaks the signature".to_owned(),
    };
    Finding {
        what: format!("the field `{name}` isn't one of the operation's"),
        hint: Some(hint),
        ..Finding::default()
    }
}

fn escaped_twice(field: &Field, variant: &Variant) -> Option<Finding> {
    let plain = meant(field, variant)?;
    Some(Finding {
        what: format!("the field `{}` is escaped twice", field.name),
        theirs: field.text().map(str::to_owned),
        ours: Some(plain),
        hint: Some("your HTTP client escapes forms by itself: give it the plain text".to_owned()),
    })
}

/// What is meant by a field whose text, unescaped, is escaped still.
pub(super) fn meant(field: &Field, variant: &Variant) -> Option<String> {
    let plain = unescaped(field.text()?)?;
    let is_payload = variant.payload == Payload::Json(field.name.clone());
    (is_payload || !plain.is_ascii()).then_some(plain)
}

/// What an escaped text stands for; `None`: it isn't escaped.
pub(in super::super) fn unescaped(text: &str) -> Option<String> {
    let has_escape = text.as_bytes().windows(3).any(|window| match window {
        [b'%', digits @ ..] => digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    });
    let wrapped = format!("v={text}");
    let (_, plain) = form_urlencoded::parse(wrapped.as_bytes()).next()?;
    (has_escape && !plain.contains('\u{fffd}')).then(|| plain.into_owned())
}

/// The members of a payload, once more unescaped where it was escaped twice.
pub(super) fn payload(text: &str) -> Option<Map<String, Value>> {
    let read = |text: &str| match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    };
    read(text).or_else(|| read(&unescaped(text)?))
}
