use std::borrow::Cow;
use std::mem::take;

use super::cursor::{Cursor, Kind};
use super::document::Document;
use super::token::Value;
use crate::decode::{Decode, Extra, Literal, Reader, ShapeError};

/// Reads values out of a JSON text that was looked through, without a tree in between.
#[derive(Debug, Clone)]
pub struct JsonReader<'d> {
    /// The value that comes next.
    value: Value<'d, 'd>,
    depth: usize,
    lenient: bool,
    absent: &'static [&'static str],
    hidden: &'d [&'d str],
    /// Whether every value stands as text, whatever it means: the fields of a form and the cells of a row.
    texts: bool,
    /// Whether an empty text then stands for nothing.
    empty_is_absent: bool,
}

impl<'d> JsonReader<'d> {
    /// Reads the one value that a JSON text is.
    ///
    /// # Errors
    ///
    /// Where the text isn't JSON or not of the shape of `T`.
    pub fn decode<T: Decode>(text: &str) -> Result<T, ShapeError> {
        T::decode(&mut Document::parse(text)?.reader())
    }

    pub(super) fn of(value: Value<'d, 'd>) -> Self {
        Self {
            value,
            depth: 0,
            lenient: false,
            absent: &[],
            hidden: &[],
            texts: false,
            empty_is_absent: false,
        }
    }

    /// The same without keeping these members of the object that comes next.
    pub(crate) fn hiding(self, hidden: &'d [&'d str]) -> Self {
        Self { hidden, ..self }
    }

    /// The same for an object whose members are texts, whatever they stand for.
    pub(crate) fn of_texts(self) -> Self {
        Self {
            texts: true,
            ..self
        }
    }

    /// The same where an empty text stands for nothing.
    #[cfg(feature = "csv")]
    pub(crate) fn empty_is_absent(self) -> Self {
        Self {
            empty_is_absent: true,
            ..self
        }
    }

    fn forget_flags(&mut self) -> bool {
        self.absent = &[];
        take(&mut self.lenient) || self.texts
    }

    fn kind(&self) -> Kind {
        self.value.token.kind
    }

    /// Whether a text or a number is one of those that count as absent.
    #[inline]
    fn stands_for_nothing(&self) -> bool {
        (self.empty_is_absent || !self.absent.is_empty()) && self.is_named_absent()
    }

    fn is_named_absent(&self) -> bool {
        let text = match self.kind() {
            Kind::Text => self.value.string(),
            _ => Cow::Borrowed(self.value.json()),
        };
        self.empty_is_absent && text.is_empty() || self.absent.contains(&&*text)
    }

    /// The literal of a number, or the text that stands for one where that is let pass.
    fn number_literal(&mut self, wanted: &str) -> Result<Cow<'d, str>, ShapeError> {
        let lenient = self.forget_flags();
        match self.kind() {
            Kind::Number => Ok(Cow::Borrowed(self.value.json())),
            Kind::Text if lenient => {
                let text = self.value.string();
                let mut inner = Cursor::new(&text);
                match inner.number() {
                    Ok(()) if inner.position() == text.len() => Ok(text),
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
        let absent = match self.kind() {
            Kind::Null => true,
            Kind::Text | Kind::Number => self.stands_for_nothing(),
            _ => false,
        };
        if absent {
            self.forget_flags();
        }
        Ok(absent)
    }

    fn text(&mut self) -> Result<String, ShapeError> {
        let lenient = self.forget_flags();
        match self.kind() {
            Kind::Text => Ok(self.value.string().into_owned()),
            Kind::Number if lenient => Ok(self.value.json().to_owned()),
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
        match self.kind() {
            kind @ (Kind::True | Kind::False) => Ok(kind == Kind::True),
            Kind::Text if lenient => match &*self.value.string() {
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
        match self.kind() {
            Kind::Text => {
                let text = self.value.string().into_owned();
                let kind = if self.texts {
                    Literal::Untold
                } else {
                    Literal::Text
                };
                Ok(kind(text))
            }
            Kind::Number => Ok(Literal::Number(self.value.json().to_owned())),
            kind @ (Kind::True | Kind::False) => Ok(Literal::Boolean(kind == Kind::True)),
            kind => Err(unexpected("a single value", kind)),
        }
    }

    fn object(
        &mut self,
        mut each: impl FnMut(&str, &mut Self) -> Result<(), ShapeError>,
    ) -> Result<(), ShapeError> {
        let object = self.value;
        match self.kind() {
            Kind::Object => self.depth += 1,
            kind => return Err(unexpected("an object", kind)),
        }
        for (name, value) in object.members() {
            self.forget_flags();
            self.value = value;
            let name = name.string(object.text);
            each(&name, self).map_err(|error| error.within(&name))?;
        }
        self.forget_flags();
        self.value = object;
        self.depth -= 1;
        Ok(())
    }

    /// A list that is read leniently has its items read so.
    fn list(
        &mut self,
        mut each: impl FnMut(&mut Self) -> Result<(), ShapeError>,
    ) -> Result<(), ShapeError> {
        let list = self.value;
        let lenient = self.forget_flags();
        match self.kind() {
            Kind::List => self.depth += 1,
            kind => return Err(unexpected("a list", kind)),
        }
        for (index, item) in list.items().enumerate() {
            self.absent = &[];
            self.lenient = lenient;
            self.value = item;
            each(self).map_err(|error| error.at(index))?;
        }
        self.forget_flags();
        self.value = list;
        self.depth -= 1;
        Ok(())
    }

    fn json(&mut self) -> Result<String, ShapeError> {
        self.forget_flags();
        Ok(self.value.json().to_owned())
    }

    fn keep(&mut self, name: &str, extra: &mut Extra) -> Result<(), ShapeError> {
        self.forget_flags();
        if self.depth != 1 || !self.hidden.contains(&name) {
            extra.push(name, self.value.json());
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
