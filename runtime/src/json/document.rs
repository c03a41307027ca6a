use std::borrow::Cow;

use super::cursor::{Cursor, Kind};
use super::reader::JsonReader;
use super::scanner::{Token, scan};
use crate::decode::ShapeError;

/// A JSON text that was looked through once, and where each value in it stands: nobody who asks for one scans again.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    text: &'t str,
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
        self.entries(0).map(|entry| self.member(entry))
    }

    /// The member of the outermost object that has this name.
    pub fn get(&self, name: &str) -> Option<Member<'t>> {
        self.find(name).map(|entry| self.member(entry))
    }

    /// A reader of the outermost value.
    pub fn reader(&self) -> JsonReader<'_> {
        JsonReader::at(self, 0)
    }

    /// A reader of the value that a member of the outermost object has.
    pub(crate) fn reader_of(&self, name: &str) -> Option<JsonReader<'_>> {
        let (_, value) = self.find(name)?;
        Some(JsonReader::at(self, value))
    }

    /// The kind of a value; that of `null` where there is none.
    pub(super) fn kind(&self, at: usize) -> Kind {
        self.token(at).kind
    }

    /// The JSON text of a value.
    pub(super) fn json(&self, at: usize) -> &'t str {
        self.token(at).json(self.text)
    }

    /// What a text says.
    pub(super) fn string(&self, at: usize) -> Cow<'t, str> {
        self.token(at).string(self.text)
    }

    /// Where the names and values of an object's members stand.
    pub(super) fn entries(&self, object: usize) -> impl Iterator<Item = (usize, usize)> {
        let end = match self.kind(object) {
            Kind::Object => self.token(object).next(),
            _ => object,
        };
        self.each_from(object + 1, end, |name| name + 1)
            .map(|name| (name, name + 1))
    }

    /// Where the items of a list stand.
    pub(super) fn items(&self, list: usize) -> impl Iterator<Item = usize> {
        let end = self.token(list).next();
        self.each_from(list + 1, end, |item| item)
    }

    /// The places from one on, each behind the value that stands at `value` of the one before.
    fn each_from(
        &self,
        first: usize,
        end: usize,
        value: impl Fn(usize) -> usize,
    ) -> impl Iterator<Item = usize> {
        let mut next = first;
        std::iter::from_fn(move || {
            let at = next;
            next = self.token(value(at)).next();
            (at < end).then_some(at)
        })
    }

    fn token(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or_default()
    }

    fn find(&self, name: &str) -> Option<(usize, usize)> {
        self.entries(0).find(|(own, _)| self.string(*own) == name)
    }

    fn member(&self, (name, value): (usize, usize)) -> Member<'t> {
        let json = self.json(value);
        let scalar = match self.kind(value) {
            Kind::Text => Scalar::Text(self.string(value)),
            Kind::Null => Scalar::Text(Cow::Borrowed("")),
            Kind::Object | Kind::List => Scalar::Nested,
            Kind::Number | Kind::True | Kind::False => Scalar::Text(Cow::Borrowed(json)),
        };
        Member {
            name: self.string(name),
            json,
            scalar,
        }
    }
}
