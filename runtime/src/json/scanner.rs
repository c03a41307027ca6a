//! One look through a JSON text, which finds every value in it.

use super::MAX_DEPTH;
use super::cursor::{Cursor, Kind};
use super::token::{Token, Value};
use crate::decode::ShapeError;

/// Every value of a text, each before those within it, and members' names before their values.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, ShapeError> {
    if u32::try_from(text.len()).is_err() {
        return Err(ShapeError::new("is longer than 4 GiB"));
    }
    let mut scanner = Scanner {
        cursor: Cursor::new(text),
        text,
        tokens: Vec::with_capacity((text.len() / 6).clamp(4, 512)),
    };
    scanner.value(0)?;
    scanner.cursor.end()?;
    Ok(scanner.tokens)
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
        let has_escapes = !self.cursor.take_plain_string();
        if has_escapes {
            self.cursor.string()?;
        }
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
        let within = self.tokens.len() - at - 1;
        if let Some(token) = self.tokens.get_mut(at) {
            token.end = self.cursor.position() as u32;
            token.within = within as u32;
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
                .map_err(|error| error.within(&self.token(name).string(self.text)))?;
            if !self.cursor.take(b',') {
                break;
            }
        }
        self.cursor.expect(b'}')?;
        refuse_duplicates(Value {
            text: self.text,
            token: self.token(at),
            within: self.tokens.get(at + 1..).unwrap_or_default(),
        })
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

    fn token(&self, at: usize) -> &Token {
        self.tokens.get(at).unwrap_or(&Token::NULL)
    }

    /// Adds what was passed since `start`.
    fn push(&mut self, kind: Kind, start: usize, has_escapes: bool) {
        self.tokens.push(Token {
            kind,
            has_escapes,
            start: start as u32,
            end: self.cursor.position() as u32,
            within: 0,
        });
    }
}

/// Looks for two equal names among an object's members.
fn refuse_duplicates(object: Value<'_, '_>) -> Result<(), ShapeError> {
    let mut few: [&[u8]; FEW] = [&[]; FEW];
    for (index, (name, _)) in object.members().enumerate() {
        let (before, rest) = few.split_at_mut(index);
        let (Some(said), Some(place)) = (name.plain(object.text), rest.first_mut()) else {
            return refuse_duplicates_of_many(object);
        };
        if before.contains(&said) {
            return Err(stands_twice(&name.string(object.text)));
        }
        *place = said;
    }
    Ok(())
}

fn refuse_duplicates_of_many(object: Value<'_, '_>) -> Result<(), ShapeError> {
    let names = object.members();
    let mut names: Vec<_> = names.map(|(name, _)| name.string(object.text)).collect();
    names.sort_unstable();
    let mut pairs = names.iter().zip(names.iter().skip(1));
    match pairs.find(|(one, next)| one == next) {
        None => Ok(()),
        Some((name, _)) => Err(stands_twice(name)),
    }
}

fn stands_twice(name: &str) -> ShapeError {
    ShapeError::new("stands twice in one object").within(name)
}
