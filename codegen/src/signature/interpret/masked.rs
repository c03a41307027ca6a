use std::ops::Range;

use sealspec::signing::Hidden;

/// Text, and which parts of it must not be shown.
#[derive(Debug, Default)]
pub(super) struct Masked {
    pub(super) text: String,
    pub(super) hidden: Vec<Hidden>,
}

impl Masked {
    /// Appends a text that is shown as a name.
    pub(super) fn push_hidden(&mut self, name: &str, text: &str) {
        let start = self.text.len();
        self.text += text;
        self.hidden.push(Hidden {
            range: start..self.text.len(),
            name: name.to_owned(),
        });
    }

    /// Appends a text of which parts are hidden already; gives its range.
    pub(super) fn push_masked(&mut self, text: &str, hidden: &[Hidden]) -> Range<usize> {
        let start = self.text.len();
        self.text += text;
        self.hidden.extend(hidden.iter().map(|part| Hidden {
            range: part.range.start + start..part.range.end + start,
            name: part.name.clone(),
        }));
        start..self.text.len()
    }
}
