use std::borrow::Cow;

use super::MAX_DEPTH;
use super::cursor::{Cursor, Kind};
use crate::decode::ShapeError;

/// The members of a JSON object in the order in which they came, each with its text as it came.
#[derive(Debug, Clone, Default)]
pub struct Members<'t>(Vec<Member<'t>>);

/// One member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'t> {
    /// Its name, unescaped.
    pub name: Cow<'t, str>,
    /// The JSON text of its value.
    pub json: &'t str,
}

/// A value as a signature sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar<'t> {
    /// A text unescaped, or the literal of a number, `true` or `false`; empty for `null`.
    Text(Cow<'t, str>),
    /// An object or a list, which has no such text.
    Nested,
}

impl<'t> Members<'t> {
    /// Takes apart a JSON text that is an object, and looks through all of it.
    ///
    /// # Errors
    ///
    /// Where it isn't JSON, not an object, or any object in it has two members of one name: a verifier and a reader might
    /// each take another one of them.
    pub fn split(text: &'t str) -> Result<Self, ShapeError> {
        let mut scanner = Scanner::new(text);
        let kind = scanner.cursor.kind()?;
        if kind != Kind::Object {
            return Err(ShapeError::new(format!("expected an object, found {kind}")));
        }
        let mut members = Vec::new();
        scanner.object(1, |name, json| {
            members.push(Member {
                name: name.clone(),
                json,
            })
        })?;
        scanner.cursor.end()?;
        Ok(Self(members))
    }

    /// The members in the order in which they came.
    pub fn iter(&self) -> std::slice::Iter<'_, Member<'t>> {
        self.0.iter()
    }

    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<&Member<'t>> {
        self.iter().find(|member| member.name == name)
    }
}

impl<'t> Member<'t> {
    /// The value as a signature sees it.
    ///
    /// # Errors
    ///
    /// Where the value isn't JSON, which [`Members::split`] has ruled out.
    pub fn scalar(&self) -> Result<Scalar<'t>, ShapeError> {
        let mut cursor = Cursor::new(self.json);
        Ok(match cursor.kind()? {
            Kind::Text => Scalar::Text(cursor.string()?),
            Kind::Null => Scalar::Text(Cow::Borrowed("")),
            Kind::Object | Kind::List => Scalar::Nested,
            Kind::Number | Kind::True | Kind::False => Scalar::Text(Cow::Borrowed(self.json)),
        })
    }
}

/// Makes sure that a text is one JSON value as [`Members::split`] would have it.
pub(super) fn validate(text: &str) -> Result<(), ShapeError> {
    let mut scanner = Scanner::new(text);
    scanner.value(0)?;
    scanner.cursor.end()
}

/// Passes over values, checking all of them.
pub(super) struct Scanner<'t> {
    cursor: Cursor<'t>,
    /// Names of the objects around the place at hand, the innermost one's last: one list for all, so that it is
    /// allocated once.
    names: Vec<Cow<'t, str>>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self::at(Cursor::new(text))
    }

    /// Goes on from the place of another cursor.
    pub(super) fn at(cursor: Cursor<'t>) -> Self {
        Self {
            cursor,
            names: Vec::new(),
        }
    }

    /// The place that was reached.
    pub(super) fn into_cursor(self) -> Cursor<'t> {
        self.cursor
    }

    /// Passes over a value within `depth` objects and lists.
    pub(super) fn value(&mut self, depth: usize) -> Result<(), ShapeError> {
        match self.cursor.kind()? {
            Kind::Text => self.cursor.string().map(drop),
            Kind::Number => self.cursor.number().map(drop),
            kind @ (Kind::True | Kind::False | Kind::Null) => {
                self.cursor.word(kind);
                Ok(())
            }
            Kind::Object => self.object(depth + 1, |_, _| {}),
            Kind::List => self.list(depth + 1),
        }
    }

    fn object(
        &mut self,
        depth: usize,
        mut each: impl FnMut(&Cow<'t, str>, &'t str),
    ) -> Result<(), ShapeError> {
        check_depth(depth)?;
        let outer = self.names.len();
        self.cursor.expect(b'{')?;
        if self.cursor.take(b'}') {
            return Ok(());
        }
        loop {
            self.cursor.skip_whitespace();
            let name = self.cursor.string()?;
            self.cursor.expect(b':')?;
            self.cursor.skip_whitespace();
            let start = self.cursor.position();
            self.value(depth).map_err(|error| error.within(&name))?;
            each(&name, self.cursor.since(start));
            self.names.push(name);
            if !self.cursor.take(b',') {
                break;
            }
        }
        self.cursor.expect(b'}')?;
        self.refuse_duplicates(outer)
    }

    fn list(&mut self, depth: usize) -> Result<(), ShapeError> {
        check_depth(depth)?;
        self.cursor.expect(b'[')?;
        if self.cursor.take(b']') {
            return Ok(());
        }
        for index in 0.. {
            self.value(depth).map_err(|error| error.at(index))?;
            if !self.cursor.take(b',') {
                break;
            }
        }
        self.cursor.expect(b']')
    }

    /// Drops the innermost object's names after a look for two that are equal.
    fn refuse_duplicates(&mut self, outer: usize) -> Result<(), ShapeError> {
        let names = self.names.get_mut(outer..).unwrap_or_default();
        names.sort_unstable();
        let mut pairs = names.iter().zip(names.iter().skip(1));
        let twice = pairs
            .find(|(one, next)| one == next)
            .map(|(name, _)| name.clone());
        self.names.truncate(outer);
        match twice {
            None => Ok(()),
            Some(name) => Err(ShapeError::new("stands twice in one object").within(&name)),
        }
    }
}

pub(super) fn check_depth(depth: usize) -> Result<(), ShapeError> {
    if depth > MAX_DEPTH {
        return Err(ShapeError::new(format!(
            "is nested more than {MAX_DEPTH} levels deep"
        )));
    }
    Ok(())
}
