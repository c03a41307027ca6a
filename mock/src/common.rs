//! Whether the fields that every request carries are as their templates want them.

use sealspec_codegen::model::{Api, CommonField, Place, Profile};
use sealspec_codegen::signature::{Expression, Operand, Part, Template};

use crate::credentials::Credentials;
use crate::moment::Form;
use crate::received::Received;
use crate::seen::Refusal;

/// Checks the common fields of a profile, those of the query and its headers.
pub(crate) fn check(
    api: &Api,
    credentials: &Credentials,
    profile: &Profile,
    received: &Received,
) -> Result<(), Refusal> {
    for (field, place) in placed(profile) {
        match received.at(&place).filter(|text| !text.is_empty()) {
            Some(text) => check_value(api, credentials, field, text)?,
            None if field.optional => {}
            None => {
                let reason = format!("`{}` is required", field.wire);
                return Err(Refusal::bad_request(reason));
            }
        }
    }
    Ok(())
}

/// What every request of a profile carries, each with its place.
pub(crate) fn placed(profile: &Profile) -> impl Iterator<Item = (&CommonField, Place)> {
    let common = profile.common.iter();
    let query = profile.query.iter();
    let headers = profile.headers.iter();
    common
        .map(|field| (field, Place::Field(field.wire.clone())))
        .chain(query.map(|field| (field, Place::Query(field.wire.clone()))))
        .chain(headers.map(|field| (field, Place::Header(field.wire.clone()))))
}

fn check_value(
    api: &Api,
    credentials: &Credentials,
    field: &CommonField,
    text: &str,
) -> Result<(), Refusal> {
    let wire = &field.wire;
    match wanted(api, credentials, &field.value) {
        Wanted::Instant { digits }
            if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            Err(Refusal::bad_request(format!(
                "`{wire}` must be a Unix time of {digits} digits"
            )))
        }
        Wanted::Constant(constant) if text != constant => Err(Refusal::bad_request(format!(
            "`{wire}` must be `{constant}`"
        ))),
        Wanted::Credential(known) if text != known => Err(Refusal::bad_signature(format!(
            "`{wire}` is of nobody that the vendor knows"
        ))),
        _ => Ok(()),
    }
}

/// What a common field's value must be.
enum Wanted {
    /// A point in time.
    Instant { digits: usize },
    /// Text that stands in the spec.
    Constant(String),
    /// A value made of credentials that the vendor was told.
    Credential(String),
    /// Anything: a nonce, or a credential that the vendor wasn't told.
    Anything,
}

fn wanted(api: &Api, credentials: &Credentials, template: &Template) -> Wanted {
    if let Some(digits) = digits(template) {
        return Wanted::Instant { digits };
    }
    let (mut text, mut is_constant) = (String::new(), true);
    for part in &template.parts {
        let operands = match part {
            Part::Literal(literal) => {
                text.push_str(literal);
                continue;
            }
            Part::Value(Expression { operands, calls }) if calls.is_empty() => operands,
            Part::Value(_) => return Wanted::Anything,
        };
        for operand in operands {
            match operand {
                Operand::Literal(literal) => text.push_str(literal),
                Operand::Credential(index) => {
                    is_constant = false;
                    let name = api
                        .credentials
                        .get(*index)
                        .map(|credential| &*credential.name);
                    match name.and_then(|name| credentials.get(name)) {
                        Some(value) => text.push_str(value),
                        None => return Wanted::Anything,
                    }
                }
                _ => return Wanted::Anything,
            }
        }
    }
    if is_constant {
        Wanted::Constant(text)
    } else {
        Wanted::Credential(text)
    }
}

/// The number of digits of a template that is a Unix time alone.
fn digits(template: &Template) -> Option<usize> {
    let [Part::Value(expression)] = template.parts.as_slice() else {
        return None;
    };
    match Form::of(expression)? {
        Form::Unix(1) => Some(13),
        Form::Unix(_) => Some(10),
        Form::Date { .. } => None,
    }
}
