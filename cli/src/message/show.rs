//! How a request is shown.

use std::fmt::Write as _;

use anstyle::Style;
use serde_json::{Value, json};

use super::{Content, Field, Mask, Message};
use crate::text::printable;

impl Message {
    /// The request as its lines, fields unescaped.
    pub(crate) fn show(&self, mask: &Mask) -> String {
        let bold = Style::new().bold();
        let mut shown = format!("{bold}{} {}{bold:#}\n", self.method, mask.hide(&self.url));
        for (name, value) in &self.headers {
            shown.push_str(&format!("  {name}: {}\n", printable(&mask.hide(value))));
        }
        let parts = [("query", &self.query), ("body", &self.body)];
        let parts: Vec<_> = parts
            .iter()
            .filter(|(_, fields)| !fields.is_empty())
            .collect();
        for (part, fields) in parts {
            shown.push_str(&format!("  {part}\n"));
            show_fields(&mut shown, fields, mask);
        }
        shown
    }

    /// The request as JSON, with its query and its body as they are sent, but for secrets.
    pub(crate) fn json(&self, mask: &Mask) -> Value {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| (name.clone(), Value::from(mask.hide(value))));
        json!({
            "method": self.method,
            "url": mask.hide(&self.url),
            "headers": headers.collect::<serde_json::Map<_, _>>(),
            "query": mask.hide(&self.raw_query),
            "body": mask.hide(&self.raw_body),
            "fields": self.fields().map(|field| field_json(field, mask)).collect::<Vec<_>>(),
        })
    }
}

fn show_fields(shown: &mut String, fields: &[Field], mask: &Mask) {
    let width = fields.iter().map(|field| field.name.chars().count()).max();
    let width = width.unwrap_or_default();
    for field in fields {
        let name = printable(&field.name);
        let value = match &field.value {
            Content::Text(text) => printable(&mask.hide(text)),
            Content::File(file) => described(file),
        };
        // A string takes whatever is written.
        let _ = writeln!(shown, "    {name:width$}  {value}");
    }
}

fn field_json(field: &Field, mask: &Mask) -> Value {
    match &field.value {
        Content::Text(text) => json!({"name": field.name, "value": mask.hide(text)}),
        Content::File(file) => json!({
            "name": field.name,
            "file": {"name": file.name, "content_type": file.content_type, "bytes": file.bytes.len()},
        }),
    }
}

/// A file without its content, which may be an identity card.
fn described(file: &sealspec::File) -> String {
    let (name, content_type) = (printable(&file.name), printable(&file.content_type));
    format!("[file {name}, {content_type}, {} bytes]", file.bytes.len())
}
