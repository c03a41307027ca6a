//! Lists as one text: their items, one behind the other.

use super::notes::Notes;
use super::writer::JsonValue;
use crate::encode::{Encode, ObjectWriter, ValueWriter};
use crate::secret::Secret;
use crate::text::Text;

/// Takes a list, or one item of it, as text.
pub(super) struct Joined<'w> {
    /// The text so far; `None` before there is any.
    pub(super) out: &'w mut Option<String>,
    pub(super) separator: &'w str,
    pub(super) notes: &'w mut Notes,
}

impl Joined<'_> {
    fn push(self, item: &str) {
        if item.contains(self.separator) {
            self.notes.refuse(
                format!("contains `{}`, which separates the items", self.separator),
                "give items without it: the vendor would take one for several",
            );
        }
        self.out.get_or_insert_default().push_str(item);
    }

    fn push_json(self, write: impl FnOnce(JsonValue<'_>)) {
        let mut out = String::new();
        let notes = &mut *self.notes;
        write(JsonValue {
            out: &mut out,
            notes,
        });
        self.push(&out);
    }
}

impl<'a> ValueWriter<'a> for Joined<'_> {
    fn text(self, value: impl Into<Text<'a>>) {
        self.push(&value.into());
    }

    fn secret(self, value: &'a str) {
        self.notes.keep_secret(|| Secret::new(value));
        self.push(value);
    }

    fn integer(self, value: i64) {
        self.push_json(|out| out.integer(value));
    }

    fn number(self, value: f64) {
        self.push_json(|out| out.number(value));
    }

    fn literal(self, number: impl Into<Text<'a>>) {
        self.push(&number.into());
    }

    fn boolean(self, value: bool) {
        self.push_json(|out| out.boolean(value));
    }

    fn json(self, text: &'a str) {
        self.push(text);
    }

    fn absent(self) {}

    fn object(self, members: impl FnOnce(&mut ObjectWriter<'_>)) {
        self.push_json(|out| out.object(members));
    }

    fn list<T: Encode>(self, items: &'a [T]) {
        let joined = self.out.get_or_insert_default();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                joined.push_str(self.separator);
            }
            let mut text = None;
            self.notes.within(format_args!("[{index}]"), |notes| {
                item.encode(Joined {
                    out: &mut text,
                    separator: self.separator,
                    notes,
                })
            });
            joined.push_str(&text.unwrap_or_default());
        }
    }
}
