//! `application/x-www-form-urlencoded`.

use std::borrow::Cow;

use crate::decode::ShapeError;
use crate::fields::Field;
use crate::json::append_member;
use crate::signing::push_form_escaped;

pub(crate) const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// All fields in order.
pub(crate) fn encode<'f>(fields: impl Iterator<Item = &'f Field<'f>> + Clone) -> String {
    let mut out = String::new();
    append(&mut out, fields);
    out
}

/// All fields in order, behind those that are there.
pub(crate) fn append<'f>(out: &mut String, fields: impl Iterator<Item = &'f Field<'f>> + Clone) {
    // Room for a signature, and for a few escapes.
    let room: usize = fields
        .clone()
        .map(|field| field.name.len() + field.value.len() * 3 / 2)
        .sum();
    out.reserve(room + 128);
    for field in fields {
        push(out, &field.name, &field.value);
    }
}

/// Adds a field at the end.
pub(crate) fn push(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    push_form_escaped(out, name);
    out.push('=');
    push_form_escaped(out, value);
}

/// A name or a value, unescaped.
type Unescaped<'t> = Result<Cow<'t, str>, ShapeError>;

/// The fields of a form or a query.
pub(crate) fn decode(text: &str) -> impl Iterator<Item = (Unescaped<'_>, Unescaped<'_>)> {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (unescape(name), unescape(value))
    })
}

/// A form as a JSON object of texts, in the order in which they came.
pub(crate) fn to_json(text: &str) -> Result<String, ShapeError> {
    let mut object = String::from("{}");
    for (name, value) in decode(text) {
        append_member(&mut object, &name?, &value?);
    }
    Ok(object)
}

/// A text with `%XX` and `+` as the characters that they stand for.
pub(crate) fn unescape(text: &str) -> Unescaped<'_> {
    if !text.contains(['%', '+']) {
        return Ok(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let (byte, after) = match (first, after) {
            (b'+', _) => (b' ', after),
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, after),
                _ => (b'%', rest.get(1..).unwrap_or_default()),
            },
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes)
        .map(Cow::Owned)
        .map_err(|_| ShapeError::new("what is escaped in a form isn't UTF-8"))
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_it_encodes() {
        let text = "a+b*~&=%超";
        let mut out = String::new();
        push(&mut out, text, "");
        push(&mut out, "", text);
        let fields: Vec<_> = decode(&out)
            .map(|(name, value)| (name.unwrap(), value.unwrap()))
            .collect();
        assert_eq!(fields, [(text.into(), "".into()), ("".into(), text.into())]);
    }

    #[test]
    fn leaves_what_is_not_an_escape() {
        let fields: Vec<_> = decode("a=%zz%4&&b&c=%41%").collect();
        let values: Vec<_> = fields
            .iter()
            .map(|(_, value)| value.as_deref().unwrap())
            .collect();
        assert_eq!(values, ["%zz%4", "", "A%"]);
        assert!(decode("a=%ff").next().unwrap().1.is_err());
    }
}
