//! Fields of a request that callers don't give.

use super::{About, Json, Slot};

/// A field of a request that no caller gives: the operation fills it in.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Name on the wire.
    pub wire: String,
    /// What stands in it: a text, a number or a boolean.
    pub value: Json,
    /// How many business fields stand before it on the page.
    pub after: usize,
    /// What is said about it.
    pub about: About,
}

impl Filled {
    /// Its value where every value is text.
    pub fn text(&self) -> String {
        self.value.text()
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
