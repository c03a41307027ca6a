use std::borrow::Cow;

use crate::decode::ShapeError;
use crate::form;
use crate::json::{Document, Member, Scalar};

/// The fields of a request or the members of a reply, as texts, in the order in which they were written or received.
#[derive(Debug, Clone, Default)]
pub struct Fields<'a> {
    list: Vec<Field<'a>>,
}

/// One field: a name and a value, neither escaped.
#[derive(Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// Name on the wire.
    pub name: Cow<'a, str>,
    /// Value before any escaping; an object or a list by its JSON text, `null` as nothing.
    pub value: Cow<'a, str>,
    /// Where it travels.
    pub source: Source,
    json: Option<Cow<'a, str>>,
    /// The value before it was rewritten.
    original: Option<Cow<'a, str>>,
    mask: Option<Cow<'a, str>>,
}

/// Where a field travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// In the query of the URL.
    Query,
    /// In a form or a multipart body.
    Body,
    /// As a header, its name in lower case.
    Header,
    /// As a member of the object that is the body.
    Json,
}

impl<'a> Field<'a> {
    /// A field from its name and value.
    pub fn new(
        source: Source,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            source,
            json: None,
            original: None,
            mask: None,
        }
    }

    /// The value as JSON: a member's text as it was written or received, any other value as a JSON text. A rewritten value
    /// doesn't show in it.
    pub fn json(&self) -> Cow<'_, str> {
        match &self.json {
            Some(json) => Cow::Borrowed(json),
            None => Cow::Owned(crate::json::text(
                self.original.as_ref().unwrap_or(&self.value),
            )),
        }
    }

    /// Whether the value is an object or a list.
    pub fn is_nested(&self) -> bool {
        let json = self.json.as_deref().unwrap_or_default();
        json.starts_with(['{', '['])
    }

    /// What it is shown as where it is secret.
    pub(crate) fn mask(&self) -> Option<&str> {
        self.mask.as_deref()
    }

    /// The same field, shown by this name alone.
    pub(crate) fn masked(mut self, name: impl Into<Cow<'a, str>>) -> Self {
        self.mask = Some(name.into());
        self
    }

    /// Another value for the same field, when two of one name are joined.
    pub(crate) fn extend_value(&mut self, between: &str, more: &str) {
        let value = self.value.to_mut();
        value.push_str(between);
        value.push_str(more);
        self.json = None;
    }

    /// Puts another text in place of the value.
    pub(crate) fn rewrite_value(&mut self, value: String) {
        let before = std::mem::replace(&mut self.value, Cow::Owned(value));
        self.original.get_or_insert(before);
    }

    /// The same field without copying its texts.
    pub(crate) fn borrowed<'b>(&'b self) -> Field<'b> {
        let borrow = |text: &'b Cow<'a, str>| Cow::Borrowed(&**text);
        Field {
            name: borrow(&self.name),
            value: borrow(&self.value),
            source: self.source,
            json: self.json.as_ref().map(borrow),
            original: self.original.as_ref().map(borrow),
            mask: self.mask.as_ref().map(borrow),
        }
    }

    fn member(member: Member<'a>) -> Self {
        let value = match member.scalar {
            Scalar::Text(text) => text,
            Scalar::Nested => Cow::Borrowed(member.json),
        };
        let mut field = Self::new(Source::Json, member.name, value);
        field.json = Some(Cow::Borrowed(member.json));
        field
    }
}

impl std::fmt::Debug for Field<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = self.mask().unwrap_or(&self.value);
        formatter
            .debug_struct("Field")
            .field("name", &self.name)
            .field("value", &value)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl<'a> Fields<'a> {
    /// Adds a field of the body at the end.
    pub fn push(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) {
        self.push_from(Source::Body, name, value);
    }

    /// Adds a field at the end.
    pub fn push_from(
        &mut self,
        source: Source,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) {
        self.list.push(Field::new(source, name, value));
    }

    /// Adds the members of a JSON text that is an object.
    ///
    /// # Errors
    ///
    /// Where it isn't one, or a name stands in it twice.
    pub fn push_json(&mut self, text: &'a str) -> Result<(), ShapeError> {
        self.push_members(&Document::object(text)?);
        Ok(())
    }

    /// Adds the fields of a query or form, unescaped.
    ///
    /// # Errors
    ///
    /// Where what is escaped isn't UTF-8.
    pub fn push_form(&mut self, source: Source, text: &'a str) -> Result<(), ShapeError> {
        for (name, value) in form::decode(text) {
            self.push_from(source, name?, value?);
        }
        Ok(())
    }

    pub(crate) fn add(&mut self, field: Field<'a>) {
        self.list.push(field);
    }

    pub(crate) fn push_members(&mut self, object: &Document<'a>) {
        self.list.extend(object.members().map(Field::member));
    }

    /// All fields in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Field<'a>> {
        self.list.iter()
    }

    /// The value of the first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.find(name).map(|field| &*field.value)
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Field<'a>> {
        self.iter().find(|field| field.name == name)
    }

    /// The same fields without copying their texts.
    pub(crate) fn borrowed(&self) -> Fields<'_> {
        Fields {
            list: self.iter().map(Field::borrowed).collect(),
        }
    }

    /// Gives the first field of this name another value, or adds one at the end.
    pub(crate) fn set(
        &mut self,
        source: Source,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Cow<'a, str>>,
    ) {
        let name = name.into();
        match self.list.iter_mut().find(|field| field.name == name) {
            Some(field) => field.value = value.into(),
            None => self.push_from(source, name, value),
        }
    }

    /// Puts these fields before all others, in place of those of the same names.
    pub(crate) fn put_behind(&mut self, first: Self) {
        self.list.retain(|field| first.get(&field.name).is_none());
        self.list.splice(0..0, first.list);
    }

    /// Lets every field travel in the query, or those that do stand before the others, as they do on the wire.
    pub(crate) fn settle(&mut self, all_in_query: bool) {
        if all_in_query {
            for field in &mut self.list {
                field.source = Source::Query;
            }
        }
        self.list.sort_by_key(|field| field.source != Source::Query);
    }
}

impl<'a> IntoIterator for Fields<'a> {
    type Item = Field<'a>;
    type IntoIter = std::vec::IntoIter<Field<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
