//! What was typed into a form, and what it begins with.

use bytes::Bytes;
use http::Request;
use sealspec::File;
use sealspec_codegen::model::{Example, Json, Operation};

use crate::message::{Content, Message};

/// Values by the names of their inputs: those of fields behind [`FIELD`].
#[derive(Default)]
pub(super) struct Input {
    texts: Vec<(String, String)>,
    files: Vec<(String, File)>,
}

/// What stands before a field's name in that of its input.
pub(super) const FIELD: &str = "field.";

impl Input {
    /// What a browser sent. Line ends are as they were typed.
    pub(super) fn sent(request: &Request<Bytes>) -> Self {
        let mut input = Self::default();
        for field in Message::of(request).body {
            match field.value {
                Content::Text(text) => input.texts.push((field.name, text.replace("\r\n", "\n"))),
                // A browser sends an empty file where none was chosen.
                Content::File(file) if file.name.is_empty() && file.bytes.is_empty() => {}
                Content::File(file) => input.files.push((field.name, file)),
            }
        }
        input
    }

    /// The documented fields of an example.
    pub(super) fn example(operation: &Operation, example: &Example) -> Self {
        let Some(Json::Object(members)) = &example.request else {
            return Self::default();
        };
        let known = members.iter().filter(|(name, value)| {
            *value != Json::Null && operation.request.iter().any(|field| field.wire == *name)
        });
        let texts = known.map(|(name, value)| (format!("{FIELD}{name}"), typed(value)));
        Self {
            texts: texts.collect(),
            files: Vec::new(),
        }
    }

    /// A text, unless it was left empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let (_, text) = self.texts.iter().find(|(own, _)| own == name)?;
        (!text.trim().is_empty()).then_some(text)
    }

    pub(super) fn file(&self, name: &str) -> Option<&File> {
        let (_, file) = self.files.iter().find(|(own, _)| own == name)?;
        Some(file)
    }
}

/// A value as one types it: texts as they are, lists and objects as JSON with line ends.
pub(super) fn typed(value: &Json) -> String {
    match value {
        Json::Array(_) | Json::Object(_) => pretty(&value.to_string()).unwrap_or_default(),
        other => other.text(),
    }
}

/// JSON with line ends; nothing where it isn't JSON.
pub(super) fn pretty(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    serde_json::to_string_pretty(&value).ok()
}
