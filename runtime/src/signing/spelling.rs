//! Text that knows which of its parts are secret.

use std::fmt;
use std::ops::Range;

use crate::secret::Secret;
use crate::text::{Buffer, Text};

/// A text as it is written, and beside it, where somebody watches, which parts of it must not be shown.
#[derive(Debug)]
pub struct Spelling {
    text: Buffer,
    hidden: Option<Vec<Hidden>>,
}

/// A part of a text that must not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Its bytes.
    pub range: Range<usize>,
    /// What is shown in its place, without brackets.
    pub name: String,
}

impl Spelling {
    /// Text whose secret parts nobody asks for.
    pub(super) fn unwatched() -> Self {
        Self {
            text: Buffer::default(),
            hidden: None,
        }
    }

    /// Text that keeps its secret parts apart.
    pub(super) fn recorded() -> Self {
        Self {
            text: Buffer::default(),
            hidden: Some(Vec::new()),
        }
    }

    /// Writes text that may be shown.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes text that is shown as `[name]`.
    pub fn secret(&mut self, name: &str, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        let range = start..self.text.len();
        if let Some(hidden) = &mut self.hidden {
            hidden.push(Hidden {
                range,
                name: name.to_owned(),
            });
        }
    }

    /// Writes text made from the value of a field, which is shown unless the field is a secret that was added.
    #[inline]
    pub fn value(&mut self, field: &crate::Field<'_>, text: &str) {
        match field.mask() {
            None => self.push(text),
            Some(name) => self.secret(name, text),
        }
    }

    #[inline]
    pub(super) fn is_recorded(&self) -> bool {
        self.hidden.is_some()
    }

    /// An empty one that keeps as much as this one.
    pub(super) fn another(&self) -> Self {
        if self.is_recorded() {
            Self::recorded()
        } else {
            Self::unwatched()
        }
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.append_parts(&other.text, other.hidden.as_deref().unwrap_or_default());
    }

    /// Writes a text of which parts are hidden already.
    pub(super) fn append_parts(&mut self, text: &str, parts: &[Hidden]) {
        let start = self.text.len();
        self.text.push_str(text);
        if let Some(hidden) = &mut self.hidden {
            hidden.extend(parts.iter().map(|part| Hidden {
                range: part.range.start + start..part.range.end + start,
                name: part.name.clone(),
            }));
        }
    }

    #[inline]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> Text<'static> {
        self.text.into()
    }

    pub(super) fn keep(&self) -> Kept {
        Kept {
            text: Secret::new(self.text.as_str()),
            hidden: self.hidden.clone().unwrap_or_default(),
        }
    }
}

/// A text in keeping: compared, never shown but for the parts that aren't secret.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Kept {
    text: Secret,
    hidden: Vec<Hidden>,
}

impl Kept {
    /// A text that may be shown.
    pub(crate) fn clear(text: &str) -> Self {
        Self {
            text: Secret::new(text),
            hidden: Vec::new(),
        }
    }

    /// A text with parts, in order, that must not be shown.
    pub(super) fn of(text: &str, hidden: Vec<Hidden>) -> Self {
        Self {
            text: Secret::new(text),
            hidden,
        }
    }

    /// A text that is secret as a whole.
    pub(super) fn wholly_hidden(name: &str, text: &str) -> Self {
        Self {
            text: Secret::new(text),
            hidden: vec![Hidden {
                range: 0..text.len(),
                name: name.to_owned(),
            }],
        }
    }

    /// The text itself.
    pub(crate) fn expose(&self) -> &str {
        self.text.expose()
    }

    /// Its secret parts, in order.
    pub(crate) fn hidden(&self) -> &[Hidden] {
        &self.hidden
    }

    /// The secret part in which a byte lies or before which it stands.
    pub(crate) fn hidden_at(&self, at: usize) -> Option<&Hidden> {
        self.hidden.iter().find(|part| {
            part.range.contains(&at) || (part.range.is_empty() && part.range.start == at)
        })
    }

    /// Hides a text wherever it stands in the clear.
    pub(crate) fn hide(&mut self, secret: &str, name: &str) {
        if secret.is_empty() {
            return;
        }
        let found: Vec<_> = self
            .text
            .expose()
            .match_indices(secret)
            .map(|(start, found)| start..start + found.len())
            .filter(|range| self.is_clear(range))
            .collect();
        self.hidden.extend(found.into_iter().map(|range| Hidden {
            range,
            name: name.to_owned(),
        }));
        self.hidden.sort_by_key(|part| part.range.start);
    }

    fn is_clear(&self, range: &Range<usize>) -> bool {
        self.hidden
            .iter()
            .all(|part| part.range.end <= range.start || range.end <= part.range.start)
    }

    /// The text with secret parts as their names in brackets.
    pub(crate) fn shown(&self) -> String {
        self.shown_within(0..self.text.expose().len())
    }

    /// A stretch of the text with secret parts as their names in brackets.
    pub(crate) fn shown_within(&self, stretch: Range<usize>) -> String {
        let text = self.text.expose();
        let clear = |range: Range<usize>| text.get(range).unwrap_or_default();
        let mut shown = String::new();
        let mut at = stretch.start;
        for part in &self.hidden {
            if part.range.end < at || part.range.start >= stretch.end {
                // A part that is empty at the very end is still told.
                if part.range.start != stretch.end || !part.range.is_empty() {
                    continue;
                }
            }
            shown.push_str(clear(at..part.range.start.max(at)));
            shown.push('[');
            shown.push_str(&part.name);
            shown.push(']');
            at = part.range.end.max(at);
        }
        shown.push_str(clear(at.min(stretch.end)..stretch.end));
        shown
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.shown())
    }
}
