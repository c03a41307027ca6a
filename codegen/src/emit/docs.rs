//! Doc comments: the vendor's words and ours, made safe for rustdoc.

use crate::model::{About, Encoding, Field, Json, Presence, Shape, Text};

use super::code::Code;
use super::markdown;

/// Longest example that is shown.
const LONGEST_EXAMPLE: usize = 160;

/// Paragraphs of a doc comment.
#[derive(Debug, Default)]
pub(crate) struct Docs {
    paragraphs: Vec<String>,
}

impl Docs {
    /// What is said about a thing; `fallback` (Markdown) where nothing says what it is.
    pub(crate) fn about(about: &About, fallback: &str) -> Self {
        let mut docs = Self::default();
        if about.doc == Text::default() {
            docs.markdown(fallback);
        }
        docs.text("", &about.doc);
        docs.remarks(about);
        docs
    }

    /// What is said about a member of something, after its name on the wire.
    pub(crate) fn named(wire: &str, about: &About) -> Self {
        let mut docs = Self::default();
        docs.text(&format!("{}: ", markdown::code(wire)), &about.doc);
        docs.remarks(about);
        docs
    }

    /// What is said about one value of a type, with how it stands on the wire.
    pub(crate) fn about_value(about: &About, wire: &str) -> Self {
        let wire = markdown::code(wire);
        let mut docs = Self::default();
        docs.text("", &about.doc);
        match docs.paragraphs.first_mut() {
            Some(first) => *first = format!("{first} ({wire})"),
            None => docs.markdown(wire),
        }
        docs.remarks(about);
        docs
    }

    /// Adds what stands in place of it, notes, assumptions, and whether it is documented at all.
    pub(crate) fn remarks(&mut self, about: &About) {
        if let Some(instead) = &about.deprecated {
            self.text("Deprecated: ", instead);
        }
        for note in &about.notes {
            self.text("", note);
        }
        for assumed in &about.assumed {
            self.text("Assumed: ", assumed);
        }
        if about.observed {
            self.markdown(
                "Observed: known from third-party code, not from the vendor's documentation.",
            );
        }
    }

    /// Adds a text: English first, then Chinese.
    pub(crate) fn text(&mut self, prefix: &str, text: &Text) {
        let mut prefix = prefix;
        for language in text.languages() {
            let paragraph = markdown::text(language);
            if !paragraph.is_empty() {
                self.paragraphs.push(format!("{prefix}{paragraph}"));
                prefix = "";
            }
        }
    }

    /// Adds a paragraph of Markdown.
    pub(crate) fn markdown(&mut self, paragraph: impl Into<String>) {
        self.paragraphs.push(paragraph.into());
    }

    /// Adds all paragraphs of others.
    pub(crate) fn extend(&mut self, others: Self) {
        self.paragraphs.extend(others.paragraphs);
    }

    /// Adds a paragraph of Markdown where there is none.
    pub(crate) fn or_markdown(&mut self, fallback: &str) {
        if self.paragraphs.is_empty() {
            self.markdown(fallback);
        }
    }

    /// Writes the paragraphs with `mark` (`///` or `//!`) before each line and an empty line between two of them.
    pub(crate) fn write(&self, code: &mut Code, mark: &str) {
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if index > 0 {
                code.line(mark);
            }
            for line in paragraph.lines() {
                code.line(format!("{mark} {line}").trim_end());
            }
        }
    }
}

/// The docs of a field in a request.
pub(crate) fn request_field(field: &Field) -> Docs {
    let mut docs = Docs::about(&field.about, &markdown::code(&field.wire));
    let spelled = |encoding| spelling(encoding, false);
    facts(
        &mut docs,
        field,
        field.encoding.iter().map(spelled).collect(),
    );
    docs
}

/// The docs of a field that a callback's receiver compares.
pub(crate) fn compared_field(field: &Field) -> Docs {
    Docs::about(&field.about, &markdown::code(&field.wire))
}

/// The docs of a field in a reply.
pub(crate) fn reply_field(field: &Field) -> Docs {
    let mut docs = Docs::about(&field.about, &markdown::code(&field.wire));
    let mut first = Vec::new();
    if field.presence == Presence::Required {
        first.push("Documented as required; may be missing all the same.".to_owned());
    }
    first.extend(absence(&field.absent));
    first.extend(
        field
            .encoding
            .iter()
            .map(|encoding| spelling(encoding, true)),
    );
    facts(&mut docs, field, first);
    docs
}

fn facts(docs: &mut Docs, field: &Field, mut facts: Vec<String>) {
    match &field.shape {
        Shape::JsonText(_) => facts.push("Travels as a text that holds JSON.".to_owned()),
        Shape::Joined { separator, .. } => facts.push(format!(
            "Travels as one text with {} between the items.",
            markdown::code(separator)
        )),
        _ => {}
    }
    if let Some(most) = field.max_chars {
        let plural = if most == 1 { "" } else { "s" };
        facts.push(format!(
            "At most {most} character{plural} by the documentation; not enforced."
        ));
    }
    if field.secret {
        facts.push("Kept out of `Debug`.".to_owned());
    }
    facts.extend(field.example.as_ref().and_then(example));
    if !facts.is_empty() {
        docs.markdown(facts.join(" "));
    }
}

/// Which values count as missing.
fn absence(values: &[String]) -> Option<String> {
    let (first, more) = values.split_first()?;
    let name = |value: &String, empty: &str| match value.as_str() {
        "" => empty.to_owned(),
        value => markdown::code(value),
    };
    let more: String = more
        .iter()
        .map(|value| format!(" or {}", name(value, "an empty text")))
        .collect();
    Some(format!(
        "{}{more} counts as missing.",
        name(first, "An empty text")
    ))
}

/// How a value is spelled on the wire: a request's by the first of its formats, a reply's by any.
fn spelling(encoding: &Encoding, in_reply: bool) -> String {
    let formats = |formats: &[String]| {
        let count = if in_reply { formats.len() } else { 1 };
        let formats = formats.iter().take(count);
        let formats: Vec<_> = formats.map(|format| markdown::code(format)).collect();
        formats.join(" or ")
    };
    let told = match encoding {
        Encoding::YesNo { yes, no } => {
            let (yes, no) = (json_text(yes), json_text(no));
            let (yes, no) = (markdown::code(&yes), markdown::code(&no));
            format!("{yes} for true and {no} for false")
        }
        Encoding::Decimal { decimals } => {
            format!("in the major unit, with at most {decimals} decimals")
        }
        Encoding::DateTime {
            formats: all,
            offset,
        } if !offset.is_empty() => {
            format!("as {} at {}", formats(all), markdown::code(offset))
        }
        Encoding::DateTime { formats: all, .. } | Encoding::Date { formats: all } => {
            format!("as {}", formats(all))
        }
    };
    format!("On the wire {told}.")
}

fn example(example: &Json) -> Option<String> {
    let text = match example {
        Json::String(text) => text.clone(),
        other => json_text(other),
    };
    let shown = !text.trim().is_empty() && text.chars().count() <= LONGEST_EXAMPLE;
    shown.then(|| format!("Example: {}.", markdown::code(&text)))
}

fn json_text(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Boolean(value) => value.to_string(),
        Json::Number(text) => text.clone(),
        Json::String(text) => format!("{text:?}"),
        Json::Array(items) => format!(
            "[{}]",
            items.iter().map(json_text).collect::<Vec<_>>().join(",")
        ),
        Json::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| format!("{name:?}:{}", json_text(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
    }
}
