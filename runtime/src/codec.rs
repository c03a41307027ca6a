//! Values that stand on the wire in another than their natural form.

use crate::decode::{Reader, ShapeError};
use crate::encode::ValueWriter;
use crate::text::Text;

/// How values of a type are written and read, where their type alone doesn't say it.
pub trait Codec<T> {
    /// Writes a value.
    fn encode<'a, W: ValueWriter<'a>>(&self, value: &'a T, out: W);

    /// Reads the value that comes next.
    ///
    /// # Errors
    ///
    /// Where it isn't written like this.
    fn decode<R: Reader>(&self, reader: &mut R) -> Result<T, ShapeError>;
}

/// A value that may be absent.
impl<T, C: Codec<T>> Codec<Option<T>> for C {
    fn encode<'a, W: ValueWriter<'a>>(&self, value: &'a Option<T>, out: W) {
        match value {
            Some(value) => self.encode(value, out),
            None => out.absent(),
        }
    }

    fn decode<R: Reader>(&self, reader: &mut R) -> Result<Option<T>, ShapeError> {
        reader.read_with(self)
    }
}

/// True and false by two words, such as `Y` and `N`, or by two numbers, such as 1 and 0.
///
/// Written as they are; a number is read from its text too, and a text from the number that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YesNo<'w> {
    words: Words<'w>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words<'w> {
    Texts(&'w str, &'w str),
    Numbers(i64, i64),
}

impl<'w> YesNo<'w> {
    /// Texts for true and for false.
    pub const fn texts(yes: &'w str, no: &'w str) -> Self {
        Self {
            words: Words::Texts(yes, no),
        }
    }

    /// Numbers for true and for false.
    pub const fn numbers(yes: i64, no: i64) -> Self {
        Self {
            words: Words::Numbers(yes, no),
        }
    }
}

impl Codec<bool> for YesNo<'_> {
    fn encode<'a, W: ValueWriter<'a>>(&self, value: &'a bool, out: W) {
        match self.words {
            Words::Texts(yes, no) => out.text(Text::copied(if *value { yes } else { no })),
            Words::Numbers(yes, no) => out.integer(if *value { yes } else { no }),
        }
    }

    fn decode<R: Reader>(&self, reader: &mut R) -> Result<bool, ShapeError> {
        let (yes, no) = match self.words {
            Words::Texts(yes, no) => (yes.to_owned(), no.to_owned()),
            Words::Numbers(yes, no) => (yes.to_string(), no.to_string()),
        };
        let found = reader.literal()?;
        match found.as_text() {
            Some(text) if text == yes => Ok(true),
            Some(text) if text == no => Ok(false),
            _ => Err(ShapeError::new(format!(
                "expected `{yes}` (true) or `{no}` (false), found {}",
                found.kind()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    const WORDS: YesNo<'_> = YesNo::texts("Y", "N");
    const NUMBERS: YesNo<'_> = YesNo::numbers(1, 0);

    fn read(codec: YesNo<'_>, json: &str) -> Result<Option<bool>, String> {
        let json = Document::parse(json).unwrap();
        let read = json.reader().read_with(&codec);
        read.map_err(|error| error.problem().to_owned())
    }

    #[test]
    fn true_and_false_have_a_spelling_of_their_own() {
        assert_eq!(read(WORDS, "\"Y\""), Ok(Some(true)));
        assert_eq!(read(WORDS, "\"N\""), Ok(Some(false)));
        assert_eq!(read(WORDS, "null"), Ok(None));
        assert_eq!(read(NUMBERS, "1"), Ok(Some(true)));
        assert_eq!(read(NUMBERS, "\"0\""), Ok(Some(false)));
        assert_eq!(read(YesNo::texts("1", "0"), "1"), Ok(Some(true)));
    }

    #[test]
    fn what_is_neither_is_refused_by_naming_both() {
        assert_eq!(
            read(WORDS, "\"private\""),
            Err("expected `Y` (true) or `N` (false), found a text".to_owned())
        );
        assert_eq!(
            read(NUMBERS, "2"),
            Err("expected `1` (true) or `0` (false), found a number".to_owned())
        );
        for neither in ["\"y\"", "\"\"", "true", "1.0", "[]", "{}"] {
            assert!(read(WORDS, neither).is_err(), "{neither}");
            assert!(read(NUMBERS, neither).is_err(), "{neither}");
        }
    }
}
