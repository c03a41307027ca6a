//! How replies are wrapped.

use super::reference::Reference;
use crate::prose::{Block, Inline};

impl Reference<'_> {
    pub(super) fn envelopes(&mut self) {
        if self.api.envelopes.is_empty() {
            return;
        }
        self.titled(2, "envelopes", "Replies", "回复");
        for envelope in &self.api.envelopes {
            let anchor = envelope_anchor(&envelope.name);
            self.heading(3, &anchor, vec![Inline::code(envelope.name.as_str())]);
            self.about(&envelope.about);
            self.reply_fields(&envelope.fields);
            match &envelope.payload {
                Some(member) => self.say(
                    format!("The payload is in `{member}`."),
                    format!("业务内容在 `{member}` 中。"),
                ),
                None => self.say(
                    "The payload's members stand beside these.",
                    "业务字段与以上字段同级。",
                ),
            }
            for failure in &envelope.failures {
                let (kind, status) = (&failure.kind, failure.http_status);
                self.say(
                    format!("Refused (`{kind}`, HTTP {status}):"),
                    format!("被拒绝（`{kind}`，HTTP {status}）："),
                );
                self.blocks.push(Block::Code(failure.body.to_string()));
                self.about(&failure.about);
            }
        }
    }
}

pub(super) fn envelope_anchor(name: &str) -> String {
    format!("envelope-{name}")
}
