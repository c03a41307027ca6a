//! The fields of a request as its operation writes them.

use std::borrow::Cow;

use bytes::Bytes;

use crate::codec::Codec;
use crate::encode::{Encode, ObjectWriter, RequestWriter, ValueWriter};
use crate::error::Error;
use crate::fields::{Fields, Source};
use crate::file::File;
use crate::json::{JsonValue, Notes, write_object};
use crate::operation::Place;
use crate::secret::Secret;
use crate::text::{Buffer, Text};

/// What an operation has written: each value once, in the text that is signed and sent.
#[derive(Debug, Default)]
pub struct Parts<'a> {
    pub(crate) fields: Fields<'a>,
    pub(crate) files: Vec<(Cow<'a, str>, &'a File)>,
    pub(crate) headers: Fields<'a>,
    pub(crate) json: Option<Buffer>,
    pub(crate) raw: Option<(Cow<'a, str>, Bytes)>,
    pub(crate) notes: Notes,
    pub(crate) url: UrlQuery<'a>,
}

/// The query of a URL that the caller gave, and the number of fields in it: the first ones.
#[derive(Debug, Default)]
pub(crate) struct UrlQuery<'a> {
    pub(crate) text: &'a str,
    pub(crate) fields: usize,
}

impl<'a> RequestWriter<'a> for Parts<'a> {
    fn field<T: Encode + ?Sized>(&mut self, name: impl Into<Cow<'a, str>>, value: &'a T) {
        value.encode(self.value(Source::Body, name));
    }

    fn field_with<T, C: Codec<T> + ?Sized>(
        &mut self,
        name: impl Into<Cow<'a, str>>,
        value: &'a T,
        codec: &C,
    ) {
        codec.encode(value, self.value(Source::Body, name));
    }

    fn text(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>) {
        self.fields.push(name, value);
    }

    fn json(&mut self, name: impl Into<Cow<'a, str>>, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        self.value(Source::Body, name).object(members);
    }

    fn field_as_json<T: Encode + ?Sized>(&mut self, name: impl Into<Cow<'a, str>>, value: &T) {
        let name = name.into();
        let text = self.notes.json_of(&name, value);
        if !text.is_empty() {
            self.fields.push(name, text);
        }
    }

    fn field_joined<T: Encode + ?Sized>(
        &mut self,
        name: impl Into<Cow<'a, str>>,
        separator: &str,
        value: &T,
    ) {
        let name = name.into();
        if let Some(text) = self.notes.joined(&name, separator, value) {
            self.fields.push(name, text);
        }
    }

    fn open(&mut self, documented: &[&str], fields: &'a [(String, String)]) {
        self.notes.look_over(documented, fields);
        for (name, value) in fields {
            self.fields.push(name, value);
        }
    }

    fn file(&mut self, name: impl Into<Cow<'a, str>>, file: &'a File) {
        self.files.push((name.into(), file));
    }

    fn query(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>) {
        self.fields.push_from(Source::Query, name, value);
    }

    fn query_field<T: Encode + ?Sized>(&mut self, name: impl Into<Cow<'a, str>>, value: &'a T) {
        value.encode(self.value(Source::Query, name));
    }

    fn header(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>) {
        let value = value.into();
        if !value.is_empty() {
            self.headers.push_from(Source::Header, name, value);
        }
    }

    fn body_json(&mut self, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        let mut text = Buffer::default();
        write_object(&mut text, &mut self.notes, members);
        self.json = Some(text);
    }

    fn raw_body(&mut self, content_type: impl Into<Cow<'a, str>>, body: impl Into<Bytes>) {
        self.raw = Some((content_type.into(), body.into()));
    }
}

impl<'a> Parts<'a> {
    /// Parts that keep what an explanation masks.
    pub(crate) fn explained() -> Self {
        Self {
            notes: Notes::watched(),
            ..Self::default()
        }
    }

    /// Puts the fields of a URL's query before all others, in place of those of the same names.
    pub(crate) fn begin_with(&mut self, query: &'a str, places: &[Place]) -> Result<(), Error> {
        if query.is_empty() {
            return Ok(());
        }
        let refused = |name: &str, what: &str| {
            let remedy = "give the URL as the vendor gave it";
            Error::refused_field(name, what, remedy)
        };
        let mut fields = Fields::default();
        fields
            .push_form(Source::Query, query)
            .map_err(|_| refused("url", "has a query that isn't UTF-8"))?;
        for place in places {
            if let Place::Field(name) | Place::Query(name) = place
                && fields.get(name).is_some()
            {
                return Err(refused(name, "stands in the URL already"));
            }
        }
        self.url = UrlQuery {
            text: query,
            fields: fields.iter().count(),
        };
        self.fields.put_behind(fields);
        Ok(())
    }

    fn value(&mut self, source: Source, name: impl Into<Cow<'a, str>>) -> FieldValue<'_, 'a> {
        FieldValue {
            name: name.into(),
            source,
            parts: self,
        }
    }
}

/// Takes the value of one field.
struct FieldValue<'w, 'a> {
    name: Cow<'a, str>,
    source: Source,
    parts: &'w mut Parts<'a>,
}

impl<'a> FieldValue<'_, 'a> {
    fn push(self, value: impl Into<Text<'a>>) {
        self.parts.fields.push_from(self.source, self.name, value);
    }

    /// Writes a value that has no plain text as JSON.
    fn push_json(self, write: impl FnOnce(&mut String, &mut Notes)) {
        let mut text = Buffer::default();
        self.parts
            .notes
            .within(&self.name, |notes| write(&mut text, notes));
        self.push(text);
    }
}

impl<'a> ValueWriter<'a> for FieldValue<'_, 'a> {
    fn text(self, value: impl Into<Text<'a>>) {
        self.push(value);
    }

    fn secret(self, value: &'a str) {
        self.parts.notes.keep_secret(|| Secret::new(value));
        self.push(value);
    }

    fn integer(self, value: i64) {
        self.push(value);
    }

    fn number(self, value: f64) {
        self.push_json(|text, notes| JsonValue { out: text, notes }.number(value));
    }

    fn literal(self, number: impl Into<Text<'a>>) {
        self.push(number);
    }

    fn boolean(self, value: bool) {
        self.push(if value { "true" } else { "false" });
    }

    fn json(self, text: &'a str) {
        self.push(text);
    }

    fn absent(self) {}

    fn object(self, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        self.push_json(|text, notes| write_object(text, notes, members));
    }

    fn list<T: Encode>(self, items: &'a [T]) {
        self.push_json(|text, notes| JsonValue { out: text, notes }.list(items));
    }
}
