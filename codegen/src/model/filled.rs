//! Fields of a request that callers don't give.

use super::{About, Json, Slot};
use crate::diagnostic::Span;
use crate::signature::Template;

/// A field of a request that no caller gives: the operation fills it in.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Name on the wire.
    pub wire: String,
    /// What stands in it.
    pub value: FilledValue,
    /// How many business fields stand before it on the page.
    pub after: usize,
    /// What is said about it.
    pub about: About,
    /// Where the spec has it.
    pub at: Span,
}

/// What stands in a field that no caller gives.
#[derive(Debug, Clone)]
pub enum FilledValue {
    /// Always the same: a text, a number or a boolean.
    Constant(Json),
    /// Made from the URL of the call.
    Derived(Template),
}

impl Filled {
    /// Its value, where that is always the same.
    pub fn constant(&self) -> Option<&Json> {
        match &self.value {
            FilledValue::Constant(value) => Some(value),
            FilledValue::Derived(_) => None,
        }
    }

    /// The same where every value is text.
    pub fn text(&self) -> Option<String> {
        self.constant().map(Json::text)
    }
}

/// So many business fields, and those that the operation fills in, in the page's order.
pub(crate) fn slots(fields: usize, filled: &[Filled]) -> Vec<Slot> {
    let standing_after = |count: usize| {
        let own = filled.iter().enumerate();
        own.filter(move |(_, filled)| filled.after == count)
            .map(|(index, _)| Slot::Filled(index))
    };
    let with_field = |index| standing_after(index).chain([Slot::Field(index)]);
    (0..fields)
        .flat_map(with_field)
        .chain(standing_after(fields))
        .collect()
}
