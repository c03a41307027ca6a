//! `application/x-www-form-urlencoded`.

use std::borrow::Cow;

use crate::decode::ShapeError;
use crate::fields::Field;
use crate::json::append_member;
use crate::signing::hex_digits;

pub(crate) const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// Adds fields in order.
pub(crate) fn append<'f>(out: &mut Vec<u8>, fields: impl Iterator<Item = &'f Field<'f>>) {
    for field in fields {
        push(out, &field.name, &field.value);
    }
}

/// Adds a field at the end.
pub(crate) fn push(out: &mut Vec<u8>, name: &str, value: &str) {
    if !out.is_empty() {
        out.push(b'&');
    }
    escape(out, name);
    out.push(b'=');
    escape(out, value);
}

/// Adds a text escaped as HTML forms have it: a space is `+`, and all but letters, digits and `*-._` is `%XX`.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    let (plain, rest) = split_class(text.as_bytes(), PLAIN);
    out.extend_from_slice(plain);
    if !rest.is_empty() {
        escape_rest(out, rest);
    }
}

/// Names and most values never come here.
#[inline(never)]
fn escape_rest(out: &mut Vec<u8>, mut rest: &[u8]) {
    while !rest.is_empty() {
        let (run, after) = split_class(rest, ESCAPED);
        // Chinese characters have three bytes each.
        let (characters, bytes) = run.as_chunks::<3>();
        for character in characters {
            out.extend_from_slice(character.map(escape_of).as_flattened());
        }
        for byte in bytes {
            out.extend_from_slice(&escape_of(*byte));
        }
        let after = match after {
            [b' ', after @ ..] => {
                out.push(b'+');
                after
            }
            _ => after,
        };
        let (run, after) = split_class(after, PLAIN);
        out.extend_from_slice(run);
        rest = after;
    }
}

/// The bytes of a class that come first, and the rest.
#[inline]
fn split_class(bytes: &[u8], class: u8) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| class_of(*byte) != class);
    bytes.split_at(end.unwrap_or(bytes.len()))
}

/// A byte that stands for itself.
const PLAIN: u8 = 1;

/// A byte that is escaped. A space is neither.
const ESCAPED: u8 = 2;

#[expect(clippy::indexing_slicing, reason = "there is one for each byte")]
const fn class_of(byte: u8) -> u8 {
    CLASSES[byte as usize]
}

#[expect(clippy::indexing_slicing, reason = "there is one for each byte")]
const fn escape_of(byte: u8) -> [u8; 3] {
    ESCAPES[byte as usize]
}

#[expect(clippy::indexing_slicing, reason = "there is one for each byte")]
static CLASSES: [u8; 256] = {
    let mut classes = [ESCAPED; 256];
    let mut byte = 0;
    while byte < classes.len() {
        match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                classes[byte] = PLAIN;
            }
            b' ' => classes[byte] = 0,
            _ => {}
        }
        byte += 1;
    }
    classes
};

#[expect(clippy::indexing_slicing, reason = "there is one for each byte")]
static ESCAPES: [[u8; 3]; 256] = {
    let mut escapes = [[0; 3]; 256];
    let mut byte = 0;
    while byte < escapes.len() {
        let [high, low] = hex_digits(byte as u8, b"0123456789ABCDEF");
        escapes[byte] = [b'%', high, low];
        byte += 1;
    }
    escapes
};

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
    fn texts_of_any_length_are_escaped_byte_by_byte() {
        for length in 0..40 {
            for place in 0..length {
                for odd in [" ", "超", "*", "%", "a"] {
                    let plain =
                        |length| "abcdefgh".chars().cycle().take(length).collect::<String>();
                    let text = plain(place) + odd + &plain(length - place);
                    let mut out = Vec::new();
                    escape(&mut out, &text);
                    let spelled = odd.replace('超', "%E8%B6%85").replace(' ', "+");
                    let spelled = if odd == "%" {
                        "%25".to_owned()
                    } else {
                        spelled
                    };
                    let wanted = plain(place) + &spelled + &plain(length - place);
                    assert_eq!(str::from_utf8(&out), Ok(&*wanted));
                }
            }
        }
    }

    #[test]
    fn decodes_what_it_encodes() {
        let text = "a+b*~&=%超";
        let mut out = Vec::new();
        push(&mut out, text, "");
        push(&mut out, "", text);
        let fields: Vec<_> = decode(str::from_utf8(&out).unwrap())
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
