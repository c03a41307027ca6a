//! Values of fields and headers.

use sealspec_codegen::model::Profile;
use sealspec_codegen::signature::{Expression, Operand};
use serde_json::Value;

use super::finding::Finding;
use super::names::unescaped;
use crate::message::{Content, Field, Message};

/// Fields and headers that one request lacks, or that have another value. The signature is looked at by itself.
pub(super) fn differences(profile: &Profile, theirs: &Message, ours: &Message) -> Vec<Finding> {
    let outputs = profile.sign.iter().flat_map(|sign| &sign.into);
    let signed: Vec<_> = outputs.map(|output| output.place.name()).collect();
    let mut findings = Vec::new();
    for (name, value) in &ours.headers {
        if !signed.contains(&name.as_str()) && !tells_of_request(profile, name) {
            findings.extend(header(name, theirs.header(name), value));
        }
    }
    for (part, own, other, elsewhere) in [
        ("query", &ours.query, &theirs.query, &theirs.body),
        ("body", &ours.body, &theirs.body, &theirs.query),
    ] {
        for field in own
            .iter()
            .filter(|field| !signed.contains(&field.name.as_str()))
        {
            let is_it = |other: &&Field| other.name == field.name;
            match other.iter().find(is_it) {
                Some(other) => findings.extend(value(field, other)),
                None if elsewhere.iter().any(|other| is_it(&other)) => findings.push(Finding {
                    what: format!("the field `{}` belongs into the {part}", field.name),
                    ..Finding::default()
                }),
                None => findings.push(Finding {
                    what: format!("the field `{}` is missing", field.name),
                    ..Finding::default()
                }),
            }
        }
    }
    findings
}

/// Whether a header is made of the rest of the request: then it is right if the vendor takes it.
fn tells_of_request(profile: &Profile, name: &str) -> bool {
    let mut headers = profile.headers.iter();
    let Some(header) = headers.find(|header| header.wire == name) else {
        return false;
    };
    let operands = header
        .value
        .expressions()
        .flat_map(Expression::all_operands);
    operands.into_iter().any(|operand| {
        use Operand::{Credential, Literal, Nonce, Now};
        !matches!(operand, Credential(_) | Literal(_) | Nonce | Now)
    })
}

fn header(name: &str, theirs: Option<&str>, ours: &str) -> Option<Finding> {
    // What goes without saying, and what is told by itself.
    let is_left_out = matches!(name, "host" | "accept" | "user-agent" | "content-type");
    (!is_left_out && theirs != Some(ours)).then(|| Finding {
        what: format!("the header `{name}`"),
        theirs: Some(theirs.unwrap_or("[none]").to_owned()),
        ours: Some(ours.to_owned()),
        hint: None,
    })
}

fn value(ours: &Field, theirs: &Field) -> Option<Finding> {
    let (Content::Text(own), Content::Text(other)) = (&ours.value, &theirs.value) else {
        let is_same_kind =
            std::mem::discriminant(&ours.value) == std::mem::discriminant(&theirs.value);
        return (!is_same_kind).then(|| Finding {
            what: format!(
                "the field `{}` is a file on one side and text on the other",
                ours.name
            ),
            ..Finding::default()
        });
    };
    // Escaping twice and writing JSON in another way are told by themselves.
    let is_same = |text: &str| text == own || is_same_json(own, text);
    if is_same(other) || unescaped(other).is_some_and(|plain| is_same(&plain)) {
        return None;
    }
    Some(Finding {
        what: format!("the field `{}`", ours.name),
        theirs: Some(other.clone()),
        ours: Some(own.clone()),
        hint: unit(own, other).map(str::to_owned),
    })
}

fn is_same_json(a: &str, b: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    read(a).is_some_and(|a| (a.is_object() || a.is_array()) && Some(a) == read(b))
}

/// Tells seconds from milliseconds.
fn unit(ours: &str, theirs: &str) -> Option<&'static str> {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match (ours.len(), theirs.len()) {
        _ if !is_number(ours) || !is_number(theirs) => None,
        (13, 10) => {
            Some("the vendor wants milliseconds, and this is in seconds: multiply it by 1000")
        }
        (10, 13) => {
            Some("the vendor wants seconds, and this is in milliseconds: divide it by 1000")
        }
        _ => None,
    }
}
