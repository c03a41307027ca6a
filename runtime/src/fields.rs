use std::borrow::Cow;

use crate::decode::ShapeError;
use crate::few::Few;
use crate::form;
use crate::json::{Document, Member, Scalar};
use crate::text::Text;

/// The fields of a request or the members of a reply, as texts, in the order in which they were written or received.
#[derive(Debug, Clone, Default)]
pub struct Fields<'a> {
    list: Few<Field<'a>, USUAL>,
}

/// As many fields as most calls have.
pub(crate) const USUAL: usize = 16;

/// One field: a name and a value, neither escaped.
#[derive(Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// Name on the wire.
    pub name: Cow<'a, str>,
    /// Value before any escaping; an object or a list by its JSON text, `null` as nothing.
    pub value: Text<'a>,
    /// Where it travels.
    pub source: Source,
    /// The text of a member as it was written or received.
    json: Option<&'a str>,
    rare: Option<Box<Rare<'a>>>,
}

/// What few fields have.
#[derive(Clone, Default, PartialEq, Eq)]
struct Rare<'a> {
    /// The value before it was rewritten.
    original: Option<Text<'a>>,
    mask: Option<Text<'a>>,
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
    pub fn new(source: Source, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
            source,
            json: None,
            rare: None,
        }
    }

    /// The value as JSON: a member's text as it was written or received, any other value as a JSON text. A rewritten value
    /// doesn't show in it.
    pub fn json(&self) -> Cow<'_, str> {
        if let Some(json) = self.json {
            return Cow::Borrowed(json);
        }
        let original = self.rare.as_ref().and_then(|rare| rare.original.as_ref());
        Cow::Owned(crate::json::text(original.unwrap_or(&self.value)))
    }

    /// Whether the value is an object or a list.
    #[inline]
    pub fn is_nested(&self) -> bool {
        self.json.is_some_and(|json| json.starts_with(['{', '[']))
    }

    /// What it is shown as where it is secret.
    #[inline]
    pub(crate) fn mask(&self) -> Option<&str> {
        self.rare.as_ref()?.mask.as_deref()
    }

    /// The same field, shown by this name alone.
    pub(crate) fn masked(mut self, name: impl Into<Text<'a>>) -> Self {
        self.rare().mask = Some(name.into());
        self
    }

    /// Another value for the same field, when two of one name are joined.
    pub(crate) fn extend_value(&mut self, between: &str, more: &str) {
        self.value.push_str(between);
        self.value.push_str(more);
        self.json = None;
    }

    /// Puts another text in place of the value.
    pub(crate) fn rewrite_value(&mut self, value: Text<'a>) {
        let before = std::mem::replace(&mut self.value, value);
        self.rare().original.get_or_insert(before);
    }

    fn rare(&mut self) -> &mut Rare<'a> {
        self.rare.get_or_insert_default()
    }

    /// The same field without copying its texts.
    pub(crate) fn borrowed<'b>(&'b self) -> Field<'b> {
        let rare = self.rare.as_ref().map(|rare| Rare {
            original: rare.original.as_ref().map(Text::lend),
            mask: rare.mask.as_ref().map(Text::lend),
        });
        Field {
            name: Cow::Borrowed(&self.name),
            value: self.value.lend(),
            source: self.source,
            json: self.json,
            rare: rare.map(Box::new),
        }
    }

    fn member(member: Member<'a>) -> Self {
        let value = match member.scalar {
            Scalar::Text(text) => text.into(),
            Scalar::Nested => Text::from(member.json),
        };
        let mut field = Self::new(Source::Json, member.name, value);
        field.json = Some(member.json);
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
    pub fn push(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Text<'a>>) {
        self.push_from(Source::Body, name, value);
    }

    /// Adds a field at the end.
    pub fn push_from(
        &mut self,
        source: Source,
        name: impl Into<Cow<'a, str>>,
        value: impl Into<Text<'a>>,
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

    pub(crate) fn push_members(&mut self, object: &Document<'a>) {
        let members = object.members().map(Field::member);
        members.for_each(|field| self.list.push(field));
    }

    /// All fields in order.
    #[inline]
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
        value: impl Into<Text<'a>>,
    ) {
        let name = name.into();
        match self.list.iter_mut().find(|field| field.name == name) {
            Some(field) => field.value = value.into(),
            None => self.push_from(source, name, value),
        }
    }

    /// Puts these fields before all others, in place of those of the same names.
    pub(crate) fn put_behind(&mut self, mut first: Self) {
        self.list.retain(|field| first.get(&field.name).is_none());
        self.list.drain().for_each(|field| first.list.push(field));
        *self = first;
    }

    /// The fields themselves.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = Field<'a>> + '_ {
        self.list.drain()
    }

    /// Lets every field travel in the query, or those that do stand before the others, as they do on the wire.
    pub(crate) fn settle(&mut self, all_in_query: bool) {
        if all_in_query {
            for field in self.list.iter_mut() {
                field.source = Source::Query;
            }
        }
        self.list.sort_by_key(|field| field.source != Source::Query);
    }
}
