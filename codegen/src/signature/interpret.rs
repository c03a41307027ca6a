//! Makes a signature straight from its spec, without generated code.

mod fields;
mod made;
mod maker;
mod masked;

use std::fmt;

use sealspec::signing::{Hidden, Input, Piece};

use super::function::Failure;
use super::secrecy::Secrecy;
use super::{LineKind, Signature, Template};
use crate::model::Credential;

use maker::Maker;

/// What a signature is made from.
#[derive(Clone, Copy)]
pub struct Given<'g> {
    /// The API's credentials.
    pub credentials: &'g [Credential],
    /// The value of a credential by its name; an optional one that isn't given is `""`.
    pub value: &'g dyn Fn(&str) -> Option<&'g str>,
    /// The request or the reply.
    pub input: Input<'g>,
}

/// A signature as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpretation {
    /// Its lines in order.
    pub lines: Vec<InterpretedLine>,
}

/// A line of a signature as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterpretedLine {
    /// Its name.
    pub name: String,
    /// Its value, secrets and all.
    pub value: Value,
    /// Its value as it may be shown: secrets as their names in brackets, bytes as hexadecimal digits.
    pub shown: String,
    /// Which parts of a text must not be shown, in order. Of bytes all is secret or nothing.
    pub hidden: Vec<Hidden>,
    /// What each field that took part in it came to, in their order; none for a masked line.
    pub pieces: Vec<Piece>,
    /// Fields that took no part in it, and why; none for a masked line.
    pub left_out: Vec<(String, &'static str)>,
}

/// A value of the template language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// UTF-8 text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Why a template came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InterpretError {
    /// The credential of this name isn't given.
    MissingCredential(String),
    /// A value that the line of this name needs isn't what it must be, and why; the value isn't told.
    Unfit {
        /// The line; empty for a template outside a signature.
        line: String,
        /// The credential that is to blame, where it is one alone.
        credential: Option<String>,
        /// What is wrong.
        why: String,
    },
    /// The line of this name would cover an object or a list, and how such a value is signed isn't documented.
    Undetermined {
        /// The line.
        line: String,
        /// The field that holds it.
        field: String,
    },
    /// A value has a type that its place doesn't take, or an index points at nothing. A checked spec has no such thing.
    Unchecked,
}

/// Makes every line of a signature.
///
/// # Errors
///
/// Where a credential isn't given, or a value can't be what a function needs.
pub fn interpret(
    signature: &Signature,
    given: &Given<'_>,
) -> Result<Interpretation, InterpretError> {
    let secrecy = Secrecy::new(&signature.lines, given.credentials);
    let mut lines = Vec::with_capacity(signature.lines.len());
    for (index, line) in signature.lines.iter().enumerate() {
        let maker = Maker::new(given, &secrecy, &lines);
        let made = match &line.kind {
            LineKind::Template(template) => maker.template_line(template),
            LineKind::Fields(list) => maker.fields_line(list),
        };
        let mut made = made.map_err(|error| error.within(&line.name))?;
        made.name.clone_from(&line.name);
        if secrecy.is_masked(index) {
            made.mask();
        }
        lines.push(made);
    }
    Ok(Interpretation { lines })
}

/// The value of a template outside a signature: a field or header that every request carries.
///
/// # Errors
///
/// Where a credential isn't given, or a value can't be what a function needs.
pub fn evaluate(template: &Template, given: &Given<'_>) -> Result<String, InterpretError> {
    let secrecy = Secrecy::new(&[], given.credentials);
    Maker::new(given, &secrecy, &[]).text(template)
}

/// The value of a template that stands at a place in the signed request and may use the signature's lines.
///
/// # Errors
///
/// Where a credential isn't given, or a value can't be what a function needs.
pub fn evaluate_placed(
    template: &Template,
    made: &Interpretation,
    given: &Given<'_>,
) -> Result<String, InterpretError> {
    let secrecy = Secrecy::new(&[], given.credentials);
    Maker::new(given, &secrecy, &made.lines).text(template)
}

impl Interpretation {
    /// The signature: the line named `sign`; what is sealed or opened: the last one.
    pub fn sign(&self) -> Option<&str> {
        let result = self.value("sign");
        match result.or(self.lines.last().map(|line| &line.value))? {
            Value::Text(text) => Some(text),
            Value::Bytes(_) => None,
        }
    }

    /// The value of a line.
    pub fn value(&self, line: &str) -> Option<&Value> {
        self.lines
            .iter()
            .find(|made| made.name == line)
            .map(|made| &made.value)
    }
}

/// Text as it is, bytes as hexadecimal digits.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Bytes(bytes) => formatter.write_str(&sealspec::signing::hex(bytes)),
        }
    }
}

impl fmt::Display for InterpretError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingCredential(name) => {
                write!(formatter, "the credential `{name}` isn't given")
            }
            Self::Unfit {
                line,
                credential,
                why,
            } => {
                if !line.is_empty() {
                    write!(formatter, "the line `{line}` can't be made: ")?;
                }
                match credential {
                    Some(name) => write!(formatter, "the credential `{name}`: {why}"),
                    None => formatter.write_str(why),
                }
            }
            Self::Undetermined { line, field } => write!(
                formatter,
                "the line `{line}` can't be made: `{field}` is an object or a list, and the spec doesn't say how it is signed"
            ),
            Self::Unchecked => {
                formatter.write_str("the template wasn't checked: a value in it has the wrong type")
            }
        }
    }
}

impl std::error::Error for InterpretError {}

impl InterpretError {
    fn unfit(why: impl Into<String>) -> Self {
        Self::Unfit {
            line: String::new(),
            credential: None,
            why: why.into(),
        }
    }

    /// The same, told of a line.
    fn within(mut self, name: &str) -> Self {
        if let Self::Unfit { line, .. } | Self::Undetermined { line, .. } = &mut self {
            name.clone_into(line);
        }
        self
    }
}

impl From<Failure> for InterpretError {
    fn from(failure: Failure) -> Self {
        Self::unfit(failure.0)
    }
}

impl InterpretedLine {
    fn text(text: String, hidden: Vec<Hidden>) -> Self {
        Self {
            name: String::new(),
            shown: shown(&text, &hidden),
            hidden,
            pieces: Vec::new(),
            value: Value::Text(text),
            left_out: Vec::new(),
        }
    }

    fn bytes(bytes: Vec<u8>) -> Self {
        let digits = sealspec::signing::hex(&bytes);
        Self {
            value: Value::Bytes(bytes),
            ..Self::text(digits.into(), Vec::new())
        }
    }

    /// Hides all of it.
    fn mask(&mut self) {
        let whole = Hidden {
            range: 0..self.value.to_string().len(),
            name: self.name.clone(),
        };
        self.shown = format!("[{}]", self.name);
        self.hidden = vec![whole];
        self.pieces.clear();
        self.left_out.clear();
    }
}

/// A text with its hidden parts as their names in brackets.
fn shown(text: &str, hidden: &[Hidden]) -> String {
    let (mut shown, mut at) = (String::new(), 0);
    for part in hidden {
        shown += text.get(at..part.range.start).unwrap_or_default();
        shown += &format!("[{}]", part.name);
        at = part.range.end;
    }
    shown + text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod construct_tests;
#[cfg(test)]
mod published_tests;
#[cfg(test)]
mod tests;
