use super::chosen::Piece;
use super::spelling::{Hidden, Kept};
use super::{Attempt, Chosen, SigningError, Spelling};
use crate::fields::Field;
use crate::text::Text;

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
    fn text(&mut self, name: &str, parts: &[Part<'_>]) -> Text<'static>;

    /// Passes a line of text that must not be shown.
    fn secret_text(&mut self, name: &str, value: impl Into<Text<'static>>) -> Text<'static>;

    /// Passes a line of bytes; a secret one is masked.
    fn bytes<B: AsRef<[u8]>>(&mut self, name: &str, secret: bool, value: B) -> B;

    /// Passes a line that was made elsewhere, such as by interpreting a spec.
    fn made(&mut self, line: impl FnOnce() -> Line);

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
    ) -> Result<Text<'static>, SigningError>;
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Trace for Quiet {
    fn text(&mut self, _: &str, parts: &[Part<'_>]) -> Text<'static> {
        Text::joined(parts.iter().map(|part| part.text()))
    }

    fn secret_text(&mut self, _: &str, value: impl Into<Text<'static>>) -> Text<'static> {
        value.into()
    }

    fn bytes<B: AsRef<[u8]>>(&mut self, _: &str, _: bool, value: B) -> B {
        value
    }

    fn made(&mut self, _: impl FnOnce() -> Line) {}

    fn fields<R: Attempt<()>>(
        &mut self,
        _: &str,
        chosen: Chosen<'_>,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<Text<'static>, SigningError> {
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

impl Line {
    /// A line of text that was made elsewhere, and which parts of it must not be shown.
    pub fn of_text(name: &str, text: &str, hidden: Vec<Hidden>) -> Self {
        Self::new(name, true, Kept::of(text, hidden))
    }

    /// A line of bytes that was made elsewhere; a secret one is masked.
    pub fn of_bytes(name: &str, secret: bool, value: &[u8]) -> Self {
        let digits = super::hex(value);
        let kept = match secret {
            true => Kept::wholly_hidden(name, &digits),
            false => Kept::clear(&digits),
        };
        Self::new(name, false, kept)
    }

    /// The same with the fields that took part in it, in their order, and those that didn't.
    #[must_use]
    pub fn of_fields(mut self, pieces: Vec<Piece>, left_out: Vec<(String, &'static str)>) -> Self {
        self.took_part = pieces.iter().map(|piece| piece.name.clone()).collect();
        self.pieces = pieces;
        self.left_out = left_out;
        self
    }

    fn new(name: &str, is_text: bool, kept: Kept) -> Self {
        Self {
            name: name.to_owned(),
            value: kept.shown(),
            took_part: Vec::new(),
            left_out: Vec::new(),
            is_text,
            pieces: Vec::new(),
            kept,
        }
    }
}

/// Keeps every line.
#[derive(Debug, Default)]
pub struct Recording {
    /// The lines in the order in which they were made.
    pub lines: Vec<Line>,
}

impl Recording {
    fn keep(&mut self, name: &str, is_text: bool, kept: Kept) {
        self.lines.push(Line::new(name, is_text, kept));
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
    fn text(&mut self, name: &str, parts: &[Part<'_>]) -> Text<'static> {
        let mut line = Spelling::recorded();
        for part in parts {
            self.write(&mut line, *part);
        }
        self.keep(name, true, line.keep());
        line.into_text()
    }

    fn secret_text(&mut self, name: &str, value: impl Into<Text<'static>>) -> Text<'static> {
        let value = value.into();
        self.keep(name, true, Kept::wholly_hidden(name, &value));
        value
    }

    fn bytes<B: AsRef<[u8]>>(&mut self, name: &str, secret: bool, value: B) -> B {
        self.lines
            .push(Line::of_bytes(name, secret, value.as_ref()));
        value
    }

    fn made(&mut self, line: impl FnOnce() -> Line) {
        self.lines.push(line());
    }

    fn fields<R: Attempt<()>>(
        &mut self,
        name: &str,
        chosen: Chosen<'_>,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<Text<'static>, SigningError> {
        let mut line = Spelling::recorded();
        let told = chosen.spell(&mut line, each)?;
        let made = Line::new(name, true, line.keep());
        self.lines.push(made.of_fields(told.pieces, told.left_out));
        Ok(line.into_text())
    }
}
