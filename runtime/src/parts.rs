//! The fields of a request as its operation writes them.

use std::borrow::Cow;

use crate::encode::{Encode, ObjectWriter, RequestWriter, ValueWriter};
use crate::fields::Fields;
use crate::file::File;
use crate::json::{JsonValue, Notes, write_object};
use crate::secret::Secret;

/// What an operation has written: each value once, in the text that is signed and sent.
#[derive(Debug, Default)]
pub(crate) struct Parts<'a> {
    pub(crate) fields: Fields<'a>,
    pub(crate) files: Vec<(&'static str, &'a File)>,
    pub(crate) notes: Notes,
}

impl<'a> RequestWriter<'a> for Parts<'a> {
    fn field<T: Encode + ?Sized>(&mut self, name: &'static str, value: &'a T) {
        value.encode(FieldValue { name, parts: self });
    }

    fn text(&mut self, name: &'static str, value: impl Into<Cow<'a, str>>) {
        self.fields.push(name, value);
    }

    fn json(&mut self, name: &'static str, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        FieldValue { name, parts: self }.object(members);
    }

    fn file(&mut self, name: &'static str, file: &'a File) {
        self.files.push((name, file));
    }
}

/// Takes the value of one field.
struct FieldValue<'w, 'a> {
    name: &'static str,
    parts: &'w mut Parts<'a>,
}

impl<'a> FieldValue<'_, 'a> {
    fn push(self, value: impl Into<Cow<'a, str>>) {
        self.parts.fields.push(self.name, value);
    }

    /// Writes a value that has no plain text as JSON.
    fn push_json(self, write: impl FnOnce(&mut String, &mut Notes)) {
        let mut text = String::new();
        self.parts
            .notes
            .within(self.name, |notes| write(&mut text, notes));
        self.push(text);
    }
}

impl<'a> ValueWriter<'a> for FieldValue<'_, 'a> {
    fn text(self, value: &'a str) {
        self.push(value);
    }

    fn secret(self, value: &'a str) {
        self.parts.notes.secrets.push(Secret::new(value));
        self.push(value);
    }

    fn integer(self, value: i64) {
        self.push(value.to_string());
    }

    fn number(self, value: f64) {
        self.push_json(|text, notes| JsonValue { out: text, notes }.number(value));
    }

    fn boolean(self, value: bool) {
        self.push(if value { "true" } else { "false" });
    }

    fn absent(self) {}

    fn object(self, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        self.push_json(|text, notes| write_object(text, notes, members));
    }

    fn list<T: Encode>(self, items: &'a [T]) {
        self.push_json(|text, notes| JsonValue { out: text, notes }.list(items));
    }
}
