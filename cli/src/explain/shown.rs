//! A request and its signature as they are shown.

use anstyle::Style;
use sealspec::Explanation;
use sealspec_codegen::suggest;
use serde_json::{Value, json};

use super::stand_in::Equipped;
use crate::message::{Mask, Message};
use crate::text::printable_lines;

/// A request and how its signature came about.
pub(super) struct Shown {
    message: Message,
    explanation: Explanation,
    mask: Mask,
    made_up: Vec<String>,
    secrets: Vec<String>,
}

/// How a string to sign compares.
pub(super) struct Compared {
    pub(super) told: String,
    pub(super) is_none: bool,
}

impl Shown {
    pub(super) fn new(
        message: Message,
        explanation: Explanation,
        equipped: &Equipped,
        mut mask: Mask,
    ) -> Self {
        if let (Some(sign), false) = (explanation.line("sign"), equipped.secrets.is_empty()) {
            mask.add(
                sign,
                &format!("no signature without {}", equipped.secrets.join(", ")),
            );
        }
        Self {
            message,
            explanation,
            mask,
            made_up: equipped.made_up.clone(),
            secrets: equipped.secrets.clone(),
        }
    }

    pub(super) fn text(&self) -> String {
        let message = self.message.show(&self.mask);
        format!("{message}\n{}{}", self.signature(), self.honesty())
    }

    /// The signature, line by line.
    pub(super) fn signature(&self) -> String {
        let bold = Style::new().bold();
        let told = printable_lines(&self.mask.hide(&self.explanation.to_string()));
        let lines = told.split_once('\n').map_or("", |(_, lines)| lines);
        let (operation, profile) = (self.explanation.operation, self.explanation.profile);
        format!("{bold}{operation} as {profile} is signed so:{bold:#}\n{lines}\n")
    }

    /// What isn't as it would be with the credentials.
    pub(super) fn honesty(&self) -> String {
        if self.made_up.is_empty() {
            return String::new();
        }
        let names = suggest::list_of(self.made_up.iter().map(String::as_str));
        let told = match self.made_up.len() {
            1 => "isn't known here, so a stand-in takes its place: nothing that is made with it",
            _ => "aren't known here, so stand-ins take their place: nothing that is made with them",
        };
        format!("\n{names} {told} is what the vendor expects.\n")
    }

    pub(super) fn compare(&self, string_to_sign: &str) -> Compared {
        // Editors end a file with a line break that is no part of the string.
        let text = string_to_sign.strip_suffix('\n').unwrap_or(string_to_sign);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let difference = self.explanation.compare(text);
        Compared {
            told: printable_lines(&self.mask.hide(&difference.to_string())),
            is_none: difference.is_none(),
        }
    }

    pub(super) fn json(&self) -> Value {
        let lines = self.explanation.lines.iter().map(|line| {
            let left_out = line.left_out.iter();
            json!({
                "name": line.name,
                "value": self.mask.hide(&line.value),
                "made_of": line.took_part,
                "left_out": left_out.map(|(name, why)| json!({"name": name, "why": why})).collect::<Vec<_>>(),
            })
        });
        let places = self.explanation.places.iter().map(
            |(place, value)| json!({"place": place.to_string(), "value": self.mask.hide(value)}),
        );
        json!({
            "operation": self.explanation.operation,
            "profile": self.explanation.profile,
            "request": self.message.json(&self.mask),
            "lines": lines.collect::<Vec<_>>(),
            "places": places.collect::<Vec<_>>(),
            "made_up": self.made_up,
            "is_signature_real": self.secrets.is_empty(),
        })
    }
}
