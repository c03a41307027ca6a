//! Schemas of values that are spelled in another than the natural way of their shape, or that may be missing.

use sealspec_codegen::model::{Encoding, Json, WireForm};
use serde_json::{Value, json};

use super::json::{Object, Sparse, object, value};
use crate::prose::Side;

/// Whole numbers as texts.
pub(super) const WHOLE: &str = "^-?[0-9]+$";
/// Numbers as texts.
pub(super) const DECIMAL: &str = r"^-?[0-9]+(\.[0-9]+)?$";

/// The schema of a value by its encoding.
pub(super) fn encoded(encoding: &Encoding, form: WireForm, side: Side) -> Object {
    match encoding {
        Encoding::YesNo { yes, no } => {
            let mut words = vec![value(yes), value(no)];
            if side == Side::Reply {
                // Vendors write a number as text and the other way round.
                words.extend([yes, no].into_iter().filter_map(other_kind));
            }
            object([("enum", words.into())])
        }
        Encoding::Decimal { decimals } => {
            let text = object([("type", "string".into())]);
            match form {
                WireForm::Number => object([("type", "number".into())]),
                WireForm::Either if side == Side::Reply => also(text, "number"),
                _ if side == Side::Reply => text,
                _ => {
                    let mut text = text;
                    let pattern = format!(r"^-?[0-9]+(\.[0-9]{{1,{decimals}}})?$");
                    text.put("pattern", pattern);
                    text
                }
            }
        }
        Encoding::DateTime { formats, offset } => {
            let mut schema = times(formats, form, side);
            schema.put("x-sealspec-offset", offset.as_str());
            schema
        }
        Encoding::Date { formats } => match (form, formats.as_slice()) {
            (WireForm::Natural | WireForm::String, [day]) if day == "%Y-%m-%d" || day == "%F" => {
                object([("type", "string".into()), ("format", "date".into())])
            }
            _ => times(formats, form, side),
        },
    }
}

/// Points in time by formats, of which `unix` and `unix_ms` are numbers unless the form says otherwise.
fn times(formats: &[String], form: WireForm, side: Side) -> Object {
    let is_unix = |format: &String| matches!(format.as_str(), "unix" | "unix_ms");
    let has_number = formats.iter().any(is_unix);
    let has_text = formats.iter().any(|format| !is_unix(format));
    let (text, number) = match form {
        WireForm::Natural => (has_text, has_number),
        WireForm::String => (true, false),
        WireForm::Number => (false, true),
        WireForm::Either if side == Side::Reply => (true, true),
        WireForm::Either => (has_text, has_number),
    };
    let kinds: Value = match (text, number) {
        (true, true) => json!(["string", "integer"]),
        (true, false) => "string".into(),
        _ => "integer".into(),
    };
    object([
        ("type", kinds),
        ("x-sealspec-formats", formats.to_vec().into()),
    ])
}

fn other_kind(word: &Json) -> Option<Value> {
    match word {
        Json::Number(text) => Some(text.as_str().into()),
        Json::String(text) if serde_json::from_str::<serde_json::Number>(text).is_ok() => {
            serde_json::from_str(text).ok()
        }
        _ => None,
    }
}

/// The kinds of JSON that `type` names.
pub(super) fn kinds(kinds: Option<&Value>) -> Vec<String> {
    match kinds {
        Some(Value::String(kind)) => vec![kind.clone()],
        Some(Value::Array(kinds)) => {
            let kinds = kinds.iter().filter_map(Value::as_str);
            kinds.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// What takes a further kind of JSON.
pub(super) fn also(mut schema: Object, kind: &str) -> Object {
    let mut own = kinds(schema.get("type"));
    if own.is_empty() {
        return match schema.is_empty() {
            true => schema,
            false => object([("anyOf", json!([schema, {"type": kind}]))]),
        };
    }
    if !own.iter().any(|own| own == kind) {
        own.push(kind.to_owned());
        schema.insert("type".to_owned(), own.into());
    }
    schema
}

/// What may be `null` in a reply, or a value that means that it isn't there.
pub(super) fn may_be_missing(schema: Object, absent: &[String]) -> Object {
    let is_number = |text: &String| serde_json::from_str::<serde_json::Number>(text).is_ok();
    if schema.is_empty() {
        return schema;
    }
    if schema.contains_key("type") && !schema.contains_key("pattern") {
        let texts = absent.iter().any(|text| !is_number(text));
        let schema = if texts {
            also(schema, "string")
        } else {
            schema
        };
        return also(schema, "null");
    }
    let numbers = absent.iter().filter(|text| is_number(text));
    let numbers = numbers.filter_map(|text| serde_json::from_str::<Value>(text).ok());
    let mut others: Vec<Value> = absent.iter().map(|text| text.as_str().into()).collect();
    others.extend(numbers);
    others.push(Value::Null);
    if let Some(Value::Array(words)) = schema.get("enum") {
        let words = words.iter().cloned().chain(others);
        return object([("enum", words.collect::<Vec<_>>().into())]);
    }
    let missing = match others.as_slice() {
        [Value::Null] => json!({"type": "null"}),
        _ => json!({ "enum": others }),
    };
    object([("anyOf", json!([schema, missing]))])
}
