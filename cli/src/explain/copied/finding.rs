//! What differs between a pasted request and the one that sealspec makes.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::message::Mask;
use crate::text::printable;

/// A difference between a pasted request and the one that sealspec makes.
#[derive(Debug, Default)]
pub(super) struct Finding {
    /// What differs, in a sentence without a full stop.
    pub(super) what: String,
    /// What the pasted request has.
    pub(super) theirs: Option<String>,
    /// What it ought to have.
    pub(super) ours: Option<String>,
    /// What it may come from, or what to do.
    pub(super) hint: Option<String>,
}

impl Finding {
    /// Why no request can be made with the same values.
    pub(super) fn of(failure: Failure) -> Self {
        let (what, hint) = failure.into_parts();
        Self {
            what,
            hint,
            ..Self::default()
        }
    }

    pub(super) fn text(&self, mask: &Mask) -> String {
        let mut text = format!("{}\n", mask.hide(&printable(&self.what)));
        for (name, value) in [("theirs", &self.theirs), ("ours", &self.ours)] {
            if let Some(value) = value {
                text.push_str(&format!("  {name:6}  {}\n", mask.hide(&printable(value))));
            }
        }
        if let Some(hint) = &self.hint {
            text.push_str(&format!("  {}\n", mask.hide(&printable(hint))));
        }
        text
    }

    pub(super) fn json(&self, mask: &Mask) -> Value {
        let hide = |text: &Option<String>| text.as_ref().map(|text| mask.hide(text));
        json!({
            "what": mask.hide(&self.what),
            "theirs": hide(&self.theirs),
            "ours": hide(&self.ours),
            "hint": hide(&self.hint),
        })
    }
}
