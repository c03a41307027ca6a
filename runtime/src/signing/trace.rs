use super::chosen::Piece;
use super::spelling::Kept;
use super::{Attempt, Chosen, SigningError, Spelling};
use crate::fields::Field;

/// A piece of a line, told apart so that a secret can be masked where it is shown.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    /// May be shown.
    Shown(&'a str),
    /// Shown as its name in brackets; the text of an earlier line as that line is shown.
    Secret(&'a str, &'a str),
}

impl<'a> Part<'a> {
    pub(super) fn text(self) -> &'a str {
        match self {
            Self::Shown(text) | Self::Secret(_, text) => text,
        }
    }
}

/// Watches a signature being made, line by line.
pub trait Trace {
    /// Makes a line of text from its parts.
    fn text(&mut self, name: &str, parts: &[Part<'_>]) -> String;

    /// Passes a line of text that must not be shown.
    fn secret_text(&mut self, name: &str, value: String) -> String;

    /// Passes a line of bytes; a secret one is masked.
    fn bytes(&mut self, name: &str, secret: bool, value: Vec<u8>) -> Vec<u8>;

    /// Makes a line from the fields that take part, each spelled by `each`.
    ///
    /// # Errors
    ///
    /// Where a field can't be signed.
    fn fields<R: Attempt<()>>(
        &mut self,
        name: &str,
        chosen: Chosen<'_>,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<String, SigningError>;
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Trace for Quiet {
    fn text(&mut self, _: &str, parts: &[Part<'_>]) -> String {
        let mut line = String::with_capacity(parts.iter().map(|part| part.text().len()).sum());
        for part in parts {
            line.push_str(part.text());
        }
        line
    }

    fn secret_text(&mut self, _: &str, value: String) -> String {
        value
    }

    fn bytes(&mut self, _: &str, _: bool, value: Vec<u8>) -> Vec<u8> {
        value
    }

    fn fields<R: Attempt<()>>(
        &mut self,
        _: &str,
        chosen: Chosen<'_>,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<String, SigningError> {
        let mut line = Spelling::unwatched();
        chosen.spell(&mut line, each)?;
        Ok(line.into_text())
    }
}

/// A line of a signature as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Its name in the spec.
    pub name: String,
    /// Its value, secrets masked; bytes as hexadecimal digits.
    pub value: String,
    /// Fields that took part in it, in their order.
    pub took_part: Vec<String>,
    /// Fields that took no part in it, and why.
    pub left_out: Vec<(String, &'static str)>,
    /// Whether it is text.
    pub(crate) is_text: bool,
    /// What each field that took part came to.
    pub(crate) pieces: Vec<Piece>,
    /// The line itself.
    pub(crate) kept: Kept,
}

/// Keeps every line.
#[derive(Debug, Default)]
pub struct Recording {
    /// The lines in the order in which they were made.
    pub lines: Vec<Line>,
}

impl Recording {
    fn keep(&mut self, name: &str, is_text: bool, kept: Kept) -> &mut Line {
        self.lines.push(Line {
            name: name.to_owned(),
            value: kept.shown(),
            took_part: Vec::new(),
            left_out: Vec::new(),
            is_text,
            pieces: Vec::new(),
            kept,
        });
        let last = self.lines.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
        &mut self.lines[last]
    }

    /// Writes a part. One that is an earlier line is hidden where that line is.
    fn write(&self, line: &mut Spelling, part: Part<'_>) {
        let earlier = self
            .lines
            .iter()
            .find(|earlier| earlier.kept.expose() == part.text() && !part.text().is_empty());
        match (earlier, part) {
            (Some(earlier), _) if !earlier.kept.hidden().is_empty() => {
                line.append_parts(part.text(), earlier.kept.hidden());
            }
            (_, Part::Shown(text)) => line.push(text),
            (_, Part::Secret(name, text)) => line.secret(name, text),
        }
    }
}

impl Trace for Recording {
    fn text(&mut self, name: &str, parts: &[Part<'_>]) -> String {
        let mut line = Spelling::recorded();
        for part in parts {
            self.write(&mut line, *part);
        }
        self.keep(name, true, line.keep());
        line.into_text()
    }

    fn secret_text(&mut self, name: &str, value: String) -> String {
        self.keep(name, true, Kept::wholly_hidden(name, &value));
        value
    }

    fn bytes(&mut self, name: &str, secret: bool, value: Vec<u8>) -> Vec<u8> {
        let digits = super::hex(&value);
        let mut line = Spelling::recorded();
        if secret {
            line.secret(name, &digits);
        } else {
            line.push(&digits);
        }
        self.keep(name, false, line.keep());
        value
    }

    fn fields<R: Attempt<()>>(
        &mut self,
        name: &str,
        chosen: Chosen<'_>,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<String, SigningError> {
        let mut line = Spelling::recorded();
        let told = chosen.spell(&mut line, each)?;
        let kept = self.keep(name, true, line.keep());
        kept.took_part = told.pieces.iter().map(|piece| piece.name.clone()).collect();
        kept.pieces = told.pieces;
        kept.left_out = told.left_out;
        Ok(line.into_text())
    }
}
