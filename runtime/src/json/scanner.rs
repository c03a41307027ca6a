//! One look through a JSON text, which finds every value in it.

use std::borrow::Cow;
use std::mem::replace;

use super::MAX_DEPTH;
use super::cursor::{Cursor, Kind, unescape};
use crate::decode::ShapeError;

/// Where a value stands in a text, or the name of a member.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Token {
    pub(super) kind: Kind,
    has_escapes: bool,
    start: u32,
    end: u32,
    next: u32,
}

/// Every value of a text, each before those within it, and members' names before their values.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, ShapeError> {
    if u32::try_from(text.len()).is_err() {
        return Err(ShapeError::new("is longer than 4 GiB"));
    }
    let mut scanner = Scanner {
        cursor: Cursor::new(text),
        text,
        tokens: Vec::with_capacity((text.len() / 8).clamp(4, 512)),
    };
    scanner.value(0)?;
    scanner.cursor.end()?;
    Ok(scanner.tokens)
}

impl Token {
    /// The place of the token behind it and all that is within it.
    pub(super) fn next(self) -> usize {
        self.next as usize
    }

    /// Its JSON text.
    pub(super) fn json(self, text: &str) -> &str {
        let range = self.start as usize..self.end as usize;
        text.get(range).unwrap_or_default()
    }

    /// What a text says, which stands between quotes.
    pub(super) fn string(self, text: &str) -> Cow<'_, str> {
        let range = self.start as usize + 1..(self.end as usize).saturating_sub(1);
        let said = text.get(range).unwrap_or_default();
        match self.has_escapes {
            true => Cow::Owned(unescape(said)),
            false => Cow::Borrowed(said),
        }
    }
}

struct Scanner<'t> {
    cursor: Cursor<'t>,
    text: &'t str,
    tokens: Vec<Token>,
}

/// How many names are held against each other before sorting them is cheaper.
const FEW: usize = 16;

impl<'t> Scanner<'t> {
    /// Passes over a value within `depth` objects and lists.
    fn value(&mut self, depth: usize) -> Result<(), ShapeError> {
        let kind = self.cursor.kind()?;
        match kind {
            Kind::Object | Kind::List => return self.nested(kind, depth + 1),
            Kind::Text => return self.string(),
            _ => {}
        }
        let start = self.cursor.position();
        match kind {
            Kind::Number => self.cursor.number()?,
            _ => self.cursor.word(kind),
        }
        self.push(kind, start, false);
        Ok(())
    }

    fn string(&mut self) -> Result<(), ShapeError> {
        let start = self.cursor.position();
        let has_escapes = self.cursor.string()?;
        self.push(Kind::Text, start, has_escapes);
        Ok(())
    }

    fn nested(&mut self, kind: Kind, depth: usize) -> Result<(), ShapeError> {
        if depth > MAX_DEPTH {
            return Err(ShapeError::new(format!(
                "is nested more than {MAX_DEPTH} levels deep"
            )));
        }
        let at = self.tokens.len();
        let start = self.cursor.position();
        self.push(kind, start, false);
        match kind {
            Kind::Object => self.object(at, depth)?,
            _ => self.list(depth)?,
        }
        let next = self.tokens.len() as u32;
        if let Some(token) = self.tokens.get_mut(at) {
            token.end = self.cursor.position() as u32;
            token.next = next;
        }
        Ok(())
    }

    fn object(&mut self, at: usize, depth: usize) -> Result<(), ShapeError> {
        self.cursor.expect(b'{')?;
        if self.cursor.take(b'}') {
            return Ok(());
        }
        loop {
            let name = self.tokens.len();
            self.cursor.skip_whitespace();
            self.string()?;
            self.cursor.expect(b':')?;
            self.value(depth)
                .map_err(|error| error.within(&self.name(name)))?;
            if !self.cursor.take(b',') {
                break;
            }
        }
        self.cursor.expect(b'}')?;
        self.refuse_duplicates(at)
    }

    fn list(&mut self, depth: usize) -> Result<(), ShapeError> {
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

    /// Looks for two equal names among the last object's members.
    fn refuse_duplicates(&self, object: usize) -> Result<(), ShapeError> {
        let mut few = [""; FEW];
        for (index, name) in self.names(object).enumerate() {
            let (before, rest) = few.split_at_mut(index);
            let (Cow::Borrowed(name), Some(place)) = (name, rest.first_mut()) else {
                return self.refuse_duplicates_of_many(object);
            };
            if before.contains(&name) {
                return Err(stands_twice(name));
            }
            *place = name;
        }
        Ok(())
    }

    fn refuse_duplicates_of_many(&self, object: usize) -> Result<(), ShapeError> {
        let mut names: Vec<_> = self.names(object).collect();
        names.sort_unstable();
        let mut pairs = names.iter().zip(names.iter().skip(1));
        match pairs.find(|(one, next)| one == next) {
            None => Ok(()),
            Some((name, _)) => Err(stands_twice(name)),
        }
    }

    /// The names of the last object's members.
    fn names(&self, object: usize) -> impl Iterator<Item = Cow<'t, str>> {
        let mut rest = object + 1;
        std::iter::from_fn(move || {
            let value = self.tokens.get(rest + 1)?;
            Some(self.name(replace(&mut rest, value.next())))
        })
    }

    fn name(&self, at: usize) -> Cow<'t, str> {
        let token = self.tokens.get(at).copied().unwrap_or_default();
        token.string(self.text)
    }

    /// Adds what was passed since `start`.
    fn push(&mut self, kind: Kind, start: usize, has_escapes: bool) {
        let next = self.tokens.len() as u32 + 1;
        self.tokens.push(Token {
            kind,
            has_escapes,
            start: start as u32,
            end: self.cursor.position() as u32,
            next,
        });
    }
}

fn stands_twice(name: &str) -> ShapeError {
    ShapeError::new("stands twice in one object").within(name)
}
