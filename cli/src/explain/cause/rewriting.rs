//! Other spellings of the texts in a request, of which one may have been signed.

use serde_json::Value;

use super::super::copied::unescaped;

/// Another spelling of a text; `None`: it has none.
pub(super) type Rewriting = fn(&str) -> Option<String>;

/// All of them, each with what is told of it.
pub(super) const ALL: &[(&str, Rewriting)] = &[
    ("escaped once less", unescaped),
    ("with spaces behind `,` and `:`", |text| spaced(text, false)),
    ("with spaces, and `\\uXXXX` for characters", |text| {
        spaced(text, true)
    }),
    ("without spaces", |text| Some(json(text)?.to_string())),
    ("with `\\uXXXX` for characters", |text| {
        Some(ascii(&json(text)?.to_string()))
    }),
    ("with its members sorted", |text| {
        Some(sorted(json(text)?).to_string())
    }),
    ("with `\\/` for `/`", |text| {
        Some(json(text)?.to_string().replace('/', "\\/"))
    }),
];

/// A form or a query with its values rewritten.
pub(super) fn form(text: &str, rewrite: Rewriting) -> String {
    let pairs = form_urlencoded::parse(text.as_bytes()).map(|(name, value)| {
        let value = rewrite(&value).unwrap_or_else(|| value.into_owned());
        (name, value)
    });
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs).finish()
}

/// An object or a list in a text.
fn json(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    (value.is_object() || value.is_array()).then_some(value)
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            let members = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)));
            Value::Object(members.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// JSON the way Python writes it unless told otherwise.
fn spaced(text: &str, is_ascii: bool) -> Option<String> {
    let compact = json(text)?.to_string();
    let compact = if is_ascii { ascii(&compact) } else { compact };
    let (mut spaced, mut is_in_text, mut is_escaped) = (String::new(), false, false);
    for character in compact.chars() {
        spaced.push(character);
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_in_text = !is_in_text,
            ',' | ':' if !is_in_text => spaced.push(' '),
            _ => {}
        }
    }
    Some(spaced)
}

/// JSON without characters beyond ASCII.
fn ascii(text: &str) -> String {
    let mut units = [0; 2];
    let mut ascii = String::new();
    for character in text.chars() {
        if character.is_ascii() {
            ascii.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut units) {
            ascii.push_str(&format!("\\u{unit:04x}"));
        }
    }
    ascii
}
