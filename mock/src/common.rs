//! Whether the fields that every request carries are as their templates want them.

use sealspec::Moment;
use sealspec_codegen::model::{Api, CommonField, Profile};
use sealspec_codegen::signature::{Expression, Function, Operand, Part, Template};

use crate::credentials::Credentials;
use crate::received::Received;
use crate::seen::Refusal;

/// Checks the common fields of a profile.
pub(crate) fn check(
    api: &Api,
    credentials: &Credentials,
    profile: &Profile,
    received: &Received,
) -> Result<(), Refusal> {
    for field in &profile.common {
        match received.field(&field.wire).filter(|text| !text.is_empty()) {
            Some(text) => check_value(api, credentials, field, text)?,
            None if field.optional => {}
            None => {
                return Err(Refusal::bad_request(format!(
                    "`{}` is required",
                    field.wire
                )));
            }
        }
    }
    Ok(())
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

/// The moment that a request says it was made at, for signatures that take part of it directly.
pub(crate) fn moment(profile: &Profile, received: &Received) -> Moment {
    let (mut unix_millis, mut nonce) = (0, "");
    for field in &profile.common {
        let Some(text) = received.field(&field.wire) else {
            continue;
        };
        match sole(&field.value) {
            Some(Expression { operands, calls })
                if calls.is_empty() && *operands == [Operand::Nonce] =>
            {
                nonce = text
            }
            _ => {
                if let Some((_, millis_each)) = instant(&field.value) {
                    unix_millis = text.parse().unwrap_or(0_i64).saturating_mul(millis_each);
                }
            }
        }
    }
    Moment::new(unix_millis, nonce)
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
    if let Some((digits, _)) = instant(template) {
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

/// The number of digits of a template that is a Unix time alone, and the milliseconds in its unit.
fn instant(template: &Template) -> Option<(usize, i64)> {
    let Expression { operands, calls } = sole(template)?;
    match (operands.as_slice(), calls.as_slice()) {
        ([Operand::Now], [call]) => match call.function {
            Function::UnixMs => Some((13, 1)),
            Function::Unix => Some((10, 1000)),
            _ => None,
        },
        _ => None,
    }
}

/// The expression of a template that consists of it alone.
fn sole(template: &Template) -> Option<&Expression> {
    match template.parts.as_slice() {
        [Part::Value(expression)] => Some(expression),
        _ => None,
    }
}
