use std::borrow::Cow;
use std::mem::take;

use super::cursor::{Cursor, Kind};
use super::members::{Scanner, check_depth, validate};
use crate::decode::{Decode, Extra, Literal, Reader, ShapeError};

/// Reads values out of a JSON text, one after the other, without a tree in between.
#[derive(Debug, Clone)]
pub struct JsonReader<'t> {
    cursor: Cursor<'t>,
    depth: usize,
    lenient: bool,
    absent: &'static [&'static str],
    hidden: &'t [&'t str],
    /// Whether every value stands as text, whatever it means: the fields of a form and the cells of a row.
    texts: bool,
    /// Whether an empty text then stands for nothing.
    empty_is_absent: bool,
}

impl<'t> JsonReader<'t> {
    /// A reader of a JSON text, all of which is looked through first.
    ///
    /// # Errors
    ///
    /// Where the text isn't JSON or an object in it has two members of one name.
    pub fn new(text: &'t str) -> Result<Self, ShapeError> {
        validate(text)?;
        Ok(Self::over(text, &[]))
    }

    /// Reads the one value that a JSON text is.
    ///
    /// # Errors
    ///
    /// Where the text isn't JSON or not of the shape of `T`.
    pub fn decode<T: Decode>(text: &'t str) -> Result<T, ShapeError> {
        T::decode(&mut Self::new(text)?)
    }

    /// A reader of a text that has been looked through, whose outermost object has members that aren't to be kept.
    pub(crate) fn over(text: &'t str, hidden: &'t [&'t str]) -> Self {
        Self {
            cursor: Cursor::new(text),
            depth: 0,
            lenient: false,
            absent: &[],
            hidden,
            texts: false,
            empty_is_absent: false,
        }
    }

    /// A reader of an object whose members are texts, whatever they stand for; an empty one is absent.
    #[cfg(feature = "csv")]
    pub(crate) fn over_texts(text: &'t str) -> Self {
        Self {
            texts: true,
            empty_is_absent: true,
            ..Self::over(text, &[])
        }
    }

    /// A reader of a form's fields, as an object of texts.
    pub(crate) fn over_form(text: &'t str, hidden: &'t [&'t str]) -> Self {
        Self {
            texts: true,
            ..Self::over(text, hidden)
        }
    }

    fn forget_flags(&mut self) -> bool {
        self.absent = &[];
        take(&mut self.lenient) || self.texts
    }

    /// The JSON text of the value that comes next.
    fn raw(&mut self) -> Result<&'t str, ShapeError> {
        self.forget_flags();
        self.cursor.skip_whitespace();
        let start = self.cursor.position();
        let mut scanner = Scanner::at(self.cursor.clone());
        scanner.value(self.depth)?;
        self.cursor = scanner.into_cursor();
        Ok(self.cursor.since(start))
    }

    /// Lets `read` take a value, and passes over it where `read` took none.
    fn value(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), ShapeError>,
    ) -> Result<(), ShapeError> {
        self.cursor.skip_whitespace();
        let start = self.cursor.position();
        read(self)?;
        if self.cursor.position() == start {
            self.raw()?;
        }
        Ok(())
    }

    /// The literal of a number, or the text that stands for one where that is let pass.
    fn number_literal(&mut self, wanted: &str) -> Result<Cow<'t, str>, ShapeError> {
        let lenient = self.forget_flags();
        match self.cursor.kind()? {
            Kind::Number => self.cursor.number().map(Cow::Borrowed),
            Kind::Text if lenient => {
                let text = self.cursor.string()?;
                let mut inner = Cursor::new(&text);
                match inner
                    .number()
                    .and_then(|literal| inner.end().map(|()| literal.len()))
                {
                    Ok(length) if length == text.len() => Ok(text),
                    _ => Err(ShapeError::new(format!(
                        "expected {wanted}, found a text that isn't one"
                    ))),
                }
            }
            kind => Err(unexpected(wanted, kind)),
        }
    }
}

impl Reader for JsonReader<'_> {
    fn absent(&mut self) -> Result<bool, ShapeError> {
        let mut ahead = self.cursor.clone();
        let absent = match ahead.kind()? {
            kind @ Kind::Null => {
                ahead.word(kind);
                true
            }
            Kind::Text if self.empty_is_absent || !self.absent.is_empty() => {
                let text = ahead.string()?;
                self.empty_is_absent && text.is_empty() || self.absent.contains(&&*text)
            }
            Kind::Number if !self.absent.is_empty() => self.absent.contains(&ahead.number()?),
            _ => false,
        };
        if absent {
            self.cursor = ahead;
            self.forget_flags();
        }
        Ok(absent)
    }

    fn text(&mut self) -> Result<String, ShapeError> {
        let lenient = self.forget_flags();
        match self.cursor.kind()? {
            Kind::Text => Ok(self.cursor.string()?.into_owned()),
            Kind::Number if lenient => self.cursor.number().map(str::to_owned),
            kind => Err(unexpected("a text", kind)),
        }
    }

    fn integer(&mut self) -> Result<i64, ShapeError> {
        let literal = self.number_literal("a whole number")?;
        literal.parse().map_err(|_| {
            let fraction = literal.contains(['.', 'e', 'E']);
            let found = if fraction {
                "has a fraction or an exponent"
            } else {
                "is beyond 64 bits"
            };
            ShapeError::new(format!(
                "expected a whole number, found a number that {found}"
            ))
        })
    }

    fn number(&mut self) -> Result<f64, ShapeError> {
        match self.number_literal("a number")?.parse() {
            Ok(number) if f64::is_finite(number) => Ok(number),
            _ => Err(ShapeError::new(
                "expected a number, found one beyond the range of a double",
            )),
        }
    }

    fn boolean(&mut self) -> Result<bool, ShapeError> {
        let lenient = self.forget_flags();
        match self.cursor.kind()? {
            kind @ (Kind::True | Kind::False) => {
                self.cursor.word(kind);
                Ok(kind == Kind::True)
            }
            Kind::Text if lenient => match &*self.cursor.string()? {
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(ShapeError::new(
                    "expected true or false, found a text that is neither",
                )),
            },
            kind => Err(unexpected("true or false", kind)),
        }
    }

    fn literal(&mut self) -> Result<Literal, ShapeError> {
        self.forget_flags();
        match self.cursor.kind()? {
            Kind::Text => {
                let text = self.cursor.string()?.into_owned();
                let kind = if self.texts {
                    Literal::Untold
                } else {
                    Literal::Text
                };
                Ok(kind(text))
            }
            Kind::Number => Ok(Literal::Number(self.cursor.number()?.to_owned())),
            kind @ (Kind::True | Kind::False) => {
                self.cursor.word(kind);
                Ok(Literal::Boolean(kind == Kind::True))
            }
            kind => Err(unexpected("a single value", kind)),
        }
    }

    fn object(
        &mut self,
        mut each: impl FnMut(&str, &mut Self) -> Result<(), ShapeError>,
    ) -> Result<(), ShapeError> {
        self.forget_flags();
        match self.cursor.kind()? {
            Kind::Object => self.cursor.expect(b'{')?,
            kind => return Err(unexpected("an object", kind)),
        }
        self.depth += 1;
        check_depth(self.depth)?;
        let mut more = !self.cursor.take(b'}');
        while more {
            self.cursor.skip_whitespace();
            let name = self.cursor.string()?;
            self.cursor.expect(b':')?;
            self.value(|reader| each(&name, reader))
                .map_err(|error| error.within(&name))?;
            more = self.cursor.take(b',');
            if !more {
                self.cursor.expect(b'}')?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// A list that is read leniently has its items read so.
    fn list(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), ShapeError>,
    ) -> Result<(), ShapeError> {
        let lenient = self.forget_flags();
        match self.cursor.kind()? {
            Kind::List => self.cursor.expect(b'[')?,
            kind => return Err(unexpected("a list", kind)),
        }
        self.depth += 1;
        check_depth(self.depth)?;
        let mut more = !self.cursor.take(b']');
        let mut index = 0;
        while more {
            self.lenient = lenient;
            self.value(&mut each).map_err(|error| error.at(index))?;
            index += 1;
            more = self.cursor.take(b',');
            if !more {
                self.cursor.expect(b']')?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn json(&mut self) -> Result<String, ShapeError> {
        self.raw().map(str::to_owned)
    }

    fn keep(&mut self, name: &str, extra: &mut Extra) -> Result<(), ShapeError> {
        let json = self.raw()?;
        if self.depth != 1 || !self.hidden.contains(&name) {
            extra.push(name, json);
        }
        Ok(())
    }

    fn first_present<'n>(&mut self, names: &[&'n str]) -> Result<&'n str, ShapeError> {
        let mut found = names.len();
        self.clone().object(|name, value| {
            if let Some(place) = names.iter().position(|own| *own == name)
                && !value.absent()?
            {
                found = found.min(place);
            }
            Ok(())
        })?;
        names.get(found).copied().ok_or_else(|| {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            ShapeError::new(format!(
                "has none of the members by which it is known: {}",
                names.join(", ")
            ))
        })
    }

    fn lenient(&mut self) -> &mut Self {
        self.lenient = true;
        self
    }

    fn absent_if(&mut self, values: &'static [&'static str]) -> &mut Self {
        self.absent = values;
        self
    }
}

fn unexpected(wanted: &str, found: Kind) -> ShapeError {
    ShapeError::new(format!("expected {wanted}, found {found}"))
}
