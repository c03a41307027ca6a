use std::borrow::Cow;

use super::cursor::{Cursor, Kind};
use super::reader::JsonReader;
use super::scanner::scan;
use super::token::{Token, Value};
use crate::decode::ShapeError;

/// A JSON text that was looked through once, and where each value in it stands: nobody who asks for one scans again.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    text: &'t str,
    /// Every value before those within it, and names before their values.
    tokens: Vec<Token>,
}

/// One member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'t> {
    /// Its name, unescaped.
    pub name: Cow<'t, str>,
    /// The JSON text of its value.
    pub json: &'t str,
    /// Its value as a signature sees it.
    pub scalar: Scalar<'t>,
}

/// A value as a signature sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar<'t> {
    /// A text unescaped, or the literal of a number, `true` or `false`; empty for `null`.
    Text(Cow<'t, str>),
    /// An object or a list, which has no such text.
    Nested,
}

impl<'t> Document<'t> {
    /// Looks through a text.
    ///
    /// # Errors
    ///
    /// Where it isn't JSON, or any object in it has two members of one name: a verifier and a reader might each take another
    /// one of them.
    pub fn parse(text: &'t str) -> Result<Self, ShapeError> {
        let tokens = scan(text)?;
        Ok(Self { text, tokens })
    }

    /// Looks through a text that is an object.
    ///
    /// # Errors
    ///
    /// As for [`parse`](Self::parse), and where it is something else.
    pub fn object(text: &'t str) -> Result<Self, ShapeError> {
        match Cursor::new(text).kind()? {
            Kind::Object => Self::parse(text),
            kind => Err(ShapeError::new(format!("expected an object, found {kind}"))),
        }
    }

    /// The members of the outermost object in the order in which they came; none where that is something else.
    pub fn members(&self) -> impl Iterator<Item = Member<'t>> {
        self.outermost().members().map(Member::new)
    }

    /// The member of the outermost object that has this name.
    pub fn get(&self, name: &str) -> Option<Member<'t>> {
        self.find(name).map(Member::new)
    }

    /// A reader of the outermost value.
    pub fn reader(&self) -> JsonReader<'_> {
        JsonReader::of(self.outermost())
    }

    /// A reader of the value that a member of the outermost object has.
    pub(crate) fn reader_of(&self, name: &str) -> Option<JsonReader<'_>> {
        let (_, value) = self.find(name)?;
        Some(JsonReader::of(value))
    }

    fn outermost(&self) -> Value<'t, '_> {
        let (token, within) = self.tokens.split_first().unwrap_or((&Token::NULL, &[]));
        Value {
            text: self.text,
            token,
            within,
        }
    }

    fn find(&self, name: &str) -> Option<(&Token, Value<'t, '_>)> {
        let mut members = self.outermost().members();
        members.find(|(own, _)| own.says(self.text, name))
    }
}

impl<'t> Member<'t> {
    #[inline]
    fn new((name, value): (&Token, Value<'t, '_>)) -> Self {
        let json = value.json();
        let scalar = match value.token.kind {
            Kind::Text => Scalar::Text(value.string()),
            Kind::Null => Scalar::Text(Cow::Borrowed("")),
            Kind::Object | Kind::List => Scalar::Nested,
            Kind::Number | Kind::True | Kind::False => Scalar::Text(Cow::Borrowed(json)),
        };
        Self {
            name: name.string(value.text),
            json,
            scalar,
        }
    }
}
