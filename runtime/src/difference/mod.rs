//! Where two strings to sign differ, and the likely cause.

mod cause;
mod guess;
mod json;
mod layout;
mod order;
#[cfg(test)]
mod tests;

use std::fmt;

pub use cause::{Cause, Whose};

use crate::explain::masked;
use crate::signing::{Kept, Line};

/// How many characters are shown around the place where two strings begin to differ.
const CONTEXT: usize = 32;

/// Where the vendor's string to sign begins to differ from the one made here, and the likely cause.
///
/// It prints as a few sentences for whoever has to mend it. Secrets are masked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The line of the signature that is most like the vendor's string; nothing where there is none.
    pub line: String,
    /// The first byte that differs, counted from 0; `None`: the strings are the same.
    pub at: Option<usize>,
    /// What it may come from, where it looks like something known.
    pub cause: Option<Cause>,
    before: String,
    ours: String,
    theirs: String,
}

impl Difference {
    pub(crate) fn between(lines: &[Line], echoed: &str) -> Self {
        let Some(line) = most_like(lines, echoed) else {
            return Self {
                line: String::new(),
                at: None,
                cause: None,
                before: String::new(),
                ours: String::new(),
                theirs: String::new(),
            };
        };
        let (ours, theirs) = (&line.kept, masked(echoed, lines));
        let Some(at) = first_difference(ours.expose(), echoed) else {
            return Self {
                line: line.name.clone(),
                at: None,
                cause: None,
                before: String::new(),
                ours: String::new(),
                theirs: String::new(),
            };
        };
        // How much of a secret is right is nobody's business.
        let hidden = ours.hidden_at(at);
        let at = hidden.map_or(at, |part| part.range.start);
        Self {
            line: line.name.clone(),
            at: Some(at),
            cause: guess::guess(lines, line, echoed, at),
            before: before(ours, at),
            ours: after(ours, at),
            theirs: match hidden {
                Some(part) if theirs.hidden_at(at).is_none() && at < echoed.len() => {
                    format!("[not the {}]", part.name)
                }
                _ => after(&theirs, at),
            },
        }
    }

    /// Whether the strings are the same.
    pub fn is_none(&self) -> bool {
        self.at.is_none() && !self.line.is_empty()
    }
}

/// The line of text that has most in common with the vendor's string; the later one of two.
fn most_like<'l>(lines: &'l [Line], echoed: &str) -> Option<&'l Line> {
    let likeness = |line: &&Line| {
        let ours = line.kept.expose();
        let front = first_difference(ours, echoed).unwrap_or(ours.len());
        let back = ours
            .bytes()
            .rev()
            .zip(echoed.bytes().rev())
            .take_while(|(a, b)| a == b)
            .count();
        (front + back).min(ours.len())
    };
    let named_sign = |line: &&Line| line.name == "sign";
    lines
        .iter()
        .filter(|line| line.is_text && !named_sign(line))
        .max_by_key(likeness)
        .or_else(|| lines.iter().find(named_sign))
}

/// The first byte at which two texts differ, where a character begins in both.
fn first_difference(a: &str, b: &str) -> Option<usize> {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    if same == a.len() && same == b.len() {
        return None;
    }
    (0..=same)
        .rev()
        .find(|at| a.is_char_boundary(*at) && b.is_char_boundary(*at))
}

fn before(text: &Kept, at: usize) -> String {
    let whole = text.expose();
    let start = whole.get(..at).unwrap_or_default();
    let from = start
        .char_indices()
        .rev()
        .nth(CONTEXT - 1)
        .map_or(0, |(from, _)| from);
    let from = text.hidden_at(from).map_or(from, |part| part.range.start);
    let dots = if from > 0 { "…" } else { "" };
    format!("{dots}{}", printable(&text.shown_within(from..at)))
}

fn after(text: &Kept, at: usize) -> String {
    let rest = text.expose().get(at..).unwrap_or_default();
    if rest.is_empty() {
        return "[its end]".to_owned();
    }
    let length = rest
        .char_indices()
        .nth(CONTEXT)
        .map_or(rest.len(), |(length, _)| length);
    let dots = if length < rest.len() { "…" } else { "" };
    format!("{}{dots}", printable(&text.shown_within(at..at + length)))
}

fn printable(text: &str) -> String {
    text.replace('\r', "\\r")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line.is_empty() {
            return formatter
                .write_str("The request isn't signed, so there is nothing to compare with.");
        }
        let Some(at) = self.at else {
            return write!(
                formatter,
                "The vendor's string is the line `{}` to the last byte, so the string to sign isn't the problem. \
                 What remains: the key (another environment's, or with white space around it), the digest, or how the \
                 signature is spelled (hex or Base64, upper or lower case) and where it is put.",
                self.line
            );
        };
        writeln!(
            formatter,
            "The vendor's string differs from the line `{}` from byte {at} on.",
            self.line
        )?;
        if at > 0 {
            writeln!(formatter, "  the same:     {}", self.before)?;
        }
        writeln!(formatter, "  then here:    {}", self.ours)?;
        writeln!(formatter, "  then theirs:  {}", self.theirs)?;
        match &self.cause {
            Some(cause) => write!(formatter, "Likely: {cause}"),
            None => formatter.write_str(
                "It looks like none of the usual mistakes: look at the fields around this place.",
            ),
        }
    }
}
