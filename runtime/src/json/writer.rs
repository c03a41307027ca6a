use std::fmt::Write as _;

use super::cursor::Cursor;
use super::notes::Notes;
use crate::codec::Codec;
use crate::encode::{Encode, ValueWriter};
use crate::fields::Fields;
use crate::rules::{Rule, breach};
use crate::secret::Secret;
use crate::text::{Buffer, Text};

/// Writes the members of a JSON object, compactly and in the order of the calls.
#[derive(Debug)]
pub struct ObjectWriter<'o> {
    out: &'o mut String,
    notes: &'o mut Notes,
    /// Where the object begins.
    start: usize,
    empty: bool,
}

/// Writes one JSON object.
pub(crate) fn write_object(
    out: &mut String,
    notes: &mut Notes,
    members: impl FnOnce(&mut ObjectWriter<'_>),
) {
    let start = out.len();
    out.push('{');
    members(&mut ObjectWriter {
        out,
        notes,
        start,
        empty: true,
    });
    out.push('}');
}

/// Adds a member with a text at the end of an object; an empty text becomes an object first.
pub(crate) fn append_member(object: &mut String, name: &str, value: &str) {
    append_json(object, name, &text(value));
}

/// The same with a value that is JSON already.
pub(crate) fn append_json(object: &mut String, name: &str, json: &str) {
    if object.ends_with('}') {
        object.pop();
    } else {
        object.push('{');
    }
    if !object.ends_with('{') {
        object.push(',');
    }
    push_string(object, name);
    object.push(':');
    object.push_str(json);
    object.push('}');
}

/// A text as JSON.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_string(&mut out, text);
    out
}

impl ObjectWriter<'_> {
    /// A member with a value in its natural form. An absent value leaves the member out.
    pub fn field<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        self.member(name, |out| value.encode(out));
    }

    /// A member with a value that is written as a codec has it. An absent value leaves the member out.
    pub fn field_with<T, C: Codec<T> + ?Sized>(&mut self, name: &str, value: &T, codec: &C) {
        self.member(name, |out| codec.encode(value, out));
    }

    fn member(&mut self, name: &str, write: impl FnOnce(JsonValue<'_>)) {
        let start = self.out.len();
        if !self.empty {
            self.out.push(',');
        }
        push_string(self.out, name);
        self.out.push(':');
        let value_start = self.out.len();
        self.notes.within(name, |notes| {
            write(JsonValue {
                out: &mut *self.out,
                notes,
            })
        });
        if self.out.len() == value_start {
            self.out.truncate(start);
        } else {
            self.empty = false;
        }
    }

    /// A member whose number is written as a text.
    pub fn field_as_text<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        let number = self.notes.json_of(name, value);
        if !number.is_empty() {
            self.text(name, number);
        }
    }

    /// A member whose text is written as a number. A text that isn't one makes the request refused before it is sent.
    pub fn field_as_number<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        let text = self.notes.json_of(name, value);
        if !text.is_empty() {
            self.member(name, |out| out.literal(text.trim_matches('"')));
        }
    }

    /// A member whose text is the value's JSON, written once. An absent value leaves the member out.
    pub fn field_as_json<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        let text = self
            .notes
            .escaped_once_more(|notes| notes.json_of(name, value));
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    /// Members with texts, under names of the caller's. One that has a name of the `documented` ones, or none, or one that
    /// another has, makes the request refused before it is sent.
    pub fn open(&mut self, documented: &[&str], members: &[(String, String)]) {
        self.notes.look_over(documented, members);
        for (name, value) in members {
            self.text(name, value);
        }
    }

    /// A member whose text is the items of a list, one behind the other. An absent list leaves the member out.
    ///
    /// An item with the separator in it makes the request refused before it is sent.
    pub fn field_joined<T: Encode + ?Sized>(&mut self, name: &str, separator: &str, value: &T) {
        if let Some(text) = self.notes.joined(name, separator, value) {
            self.text(name, text);
        }
    }

    /// A member whose text is a JSON object, written once.
    pub fn json(&mut self, name: &str, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        let object = self.notes.escaped_once_more(|notes| {
            let mut object = Buffer::default();
            notes.within(name, |notes| write_object(&mut object, notes, members));
            object.into()
        });
        self.text(name, object);
    }

    /// Holds the members that are written against rules; a broken one makes the request refused before it is sent.
    pub fn rules(&mut self, rules: &[Rule]) {
        let mut object = self.out.get(self.start..).unwrap_or_default().to_owned();
        object.push('}');
        let mut members = Fields::default();
        // What was just written can be read; if it couldn't, a field that is asked for would count as missing.
        let _ = members.push_json(&object);
        if let Some(breach) = breach(rules, &members) {
            self.notes.broken(breach);
        }
    }

    /// A member with a text.
    pub fn text(&mut self, name: &str, value: impl AsRef<str>) {
        self.field(name, value.as_ref());
    }
}

/// Takes one value as JSON.
pub(crate) struct JsonValue<'w> {
    pub(crate) out: &'w mut String,
    pub(crate) notes: &'w mut Notes,
}

impl<'a> ValueWriter<'a> for JsonValue<'_> {
    fn text(self, value: impl Into<Text<'a>>) {
        push_string(self.out, &value.into());
    }

    fn secret(self, value: &'a str) {
        let start = self.out.len();
        push_string(self.out, value);
        let inner = self.out.get(start + 1..self.out.len() - 1);
        self.notes
            .keep_secret(|| Secret::new(inner.unwrap_or_default()));
    }

    fn integer(self, value: i64) {
        self.out.push_str(&Text::from(value));
    }

    fn number(self, value: f64) {
        if !value.is_finite() {
            self.notes.not_finite();
        }
        push_display(self.out, value);
    }

    fn literal(self, number: impl Into<Text<'a>>) {
        let number = number.into();
        if !is_number(&number) {
            self.notes.not_finite();
        }
        self.out.push_str(&number);
    }

    fn boolean(self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    fn json(self, text: &'a str) {
        self.out.push_str(text);
    }

    fn absent(self) {}

    fn object(self, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        write_object(self.out, self.notes, members);
    }

    /// An absent item is `null`, since leaving it out would move those after it.
    fn list<T: Encode>(self, items: &'a [T]) {
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            let start = self.out.len();
            let out = &mut *self.out;
            let place = format_args!("[{index}]");
            self.notes
                .within(place, |notes| item.encode(JsonValue { out, notes }));
            if self.out.len() == start {
                self.out.push_str("null");
            }
        }
        self.out.push(']');
    }
}

fn is_number(text: &str) -> bool {
    let mut cursor = Cursor::new(text);
    cursor.number().is_ok() && cursor.end().is_ok()
}

fn push_display(out: &mut String, value: impl std::fmt::Display) {
    // Writing to a `String` doesn't fail.
    let _ = write!(out, "{value}");
}

/// Writes a JSON text; what needs no escape is left as it is, Chinese characters among it.
fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some((plain, escaped, after)) = split_at_escape(rest) {
        out.push_str(plain);
        push_escape(out, escaped);
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

/// Parts a text at the first byte that needs an escape; all such bytes are characters of their own.
fn split_at_escape(text: &str) -> Option<(&str, u8, &str)> {
    let needs_escape = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let (position, escaped) = text
        .bytes()
        .enumerate()
        .find(|(_, byte)| needs_escape(byte))?;
    Some((text.get(..position)?, escaped, text.get(position + 1..)?))
}

fn push_escape(out: &mut String, byte: u8) {
    match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        _ => push_display(out, format_args!("\\u{byte:04x}")),
    }
}
