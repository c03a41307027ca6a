//! JSON as the spec's model holds it: members in order, numbers as they were written.

use std::fmt;

use sealspec_codegen::model::Json;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Error;
use serde_json::value::RawValue;

/// Deeper nesting than any documented request has; what lies deeper is refused instead of followed.
const GREATEST_DEPTH: usize = 64;

/// Reads a JSON text; a member that stands twice in one object is refused, since vendors differ in which one counts.
pub(crate) fn parse(text: &str) -> Result<Json, Error> {
    parse_within(text, GREATEST_DEPTH)
}

fn parse_within(text: &str, depth: usize) -> Result<Json, Error> {
    let inner = |raw: &RawValue| match depth.checked_sub(1) {
        Some(depth) => parse_within(raw.get(), depth),
        None => Err(Error::custom("nested too deeply")),
    };
    match text.trim_start().as_bytes().first() {
        Some(b'{') => {
            let Members(members) = serde_json::from_str(text)?;
            let members = members
                .into_iter()
                .map(|(name, raw)| Ok((name, inner(raw)?)));
            members.collect::<Result<_, _>>().map(Json::Object)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            items
                .into_iter()
                .map(inner)
                .collect::<Result<_, _>>()
                .map(Json::Array)
        }
        Some(b'"') => serde_json::from_str(text).map(Json::String),
        Some(b't' | b'f') => serde_json::from_str(text).map(Json::Boolean),
        Some(b'n') => serde_json::from_str(text).map(|()| Json::Null),
        _ => serde_json::from_str::<&RawValue>(text).map(|raw| Json::Number(raw.get().to_owned())),
    }
}

/// The members of an object in order, each with its JSON text.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'t> Visitor<'t> for MembersVisitor {
    type Value = Members<'t>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut members: Vec<(String, &RawValue)> = Vec::new();
        while let Some((name, raw)) = access.next_entry::<String, &RawValue>()? {
            if members.iter().any(|(own, _)| *own == name) {
                return Err(A::Error::custom(format_args!(
                    "the member `{name}` stands twice"
                )));
            }
            members.push((name, raw));
        }
        Ok(Members(members))
    }
}

/// The text of a scalar as signatures and success tests take it; `None` for lists and objects.
pub(crate) fn scalar(value: &Json) -> Option<&str> {
    match value {
        Json::Null => Some(""),
        Json::Boolean(true) => Some("true"),
        Json::Boolean(false) => Some("false"),
        Json::Number(text) | Json::String(text) => Some(text),
        Json::Array(_) | Json::Object(_) => None,
    }
}

/// A member of an object.
pub(crate) fn member<'j>(members: &'j [(String, Json)], name: &str) -> Option<&'j Json> {
    members
        .iter()
        .find(|(own, _)| own == name)
        .map(|(_, value)| value)
}

/// What a value is, for a reader.
pub(crate) fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Boolean(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "a text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_numbers_as_written() {
        let text =
            r#"{"z":20000000000001788,"a":[1.50,-2e3,true,null,"超\n"],"o":{"b":{},"a":[]}}"#;
        assert_eq!(parse(text).unwrap().to_string(), text);
        assert_eq!(
            parse(" { \"a\" : [ 1 , 2 ] } ").unwrap().to_string(),
            r#"{"a":[1,2]}"#
        );
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in [
            "",
            "{",
            "[1,]",
            "truth",
            "01",
            "nil",
            "{\"a\":1}x",
            "\"a",
            "'a'",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(
            parse(r#"{"a":1,"a":2}"#)
                .unwrap_err()
                .to_string()
                .contains("the member `a` stands twice")
        );
        let deep = "[".repeat(5000) + &"]".repeat(5000);
        assert!(
            parse(&deep)
                .unwrap_err()
                .to_string()
                .contains("nested too deeply")
        );
    }
}
