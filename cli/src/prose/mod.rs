//! What a spec says, for people: in English or Chinese, as blocks that Markdown and HTML are made from.

mod about;
mod fields;
mod language;
pub(crate) mod markdown;
mod outcome;
mod rules;
mod text;
mod values;

pub(crate) use about::{blocks_of, cell_of};
pub(crate) use fields::{Side, facts, length, type_anchor};
pub(crate) use language::Language;
pub(crate) use outcome::{outcome, poll};
pub(crate) use rules::statement;
pub(crate) use text::{blocks, say};
pub(crate) use values::kind;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A title, and what links lead to it by.
    Heading {
        level: u8,
        anchor: String,
        title: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    /// Items, each a line.
    List {
        numbered: bool,
        items: Vec<Vec<Inline>>,
    },
    Table {
        head: Vec<&'static str>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Text as it is.
    Code(String),
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Inline {
    Text(String),
    Strong(String),
    Code(String),
    Link {
        label: String,
        address: String,
    },
    /// The end of a line within a paragraph or a cell.
    Break,
}

impl Inline {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn code(text: impl Into<String>) -> Self {
        Self::Code(text.into())
    }

    pub(crate) fn link(label: impl Into<String>, address: impl Into<String>) -> Self {
        Self::Link {
            label: label.into(),
            address: address.into(),
        }
    }
}

impl Block {
    /// A paragraph of a sentence of ours, in which `` `code` `` is code.
    pub(crate) fn say(sentence: &str) -> Self {
        Self::Paragraph(say(sentence))
    }

    /// Names and texts, the texts one below the other.
    pub(crate) fn lines(lines: Vec<(String, String)>) -> Self {
        let width = lines.iter().map(|(name, _)| name.chars().count()).max();
        let width = width.unwrap_or_default();
        let shown = lines.iter().map(|(name, text)| {
            let indent = format!("\n{}", " ".repeat(width + 2));
            format!("{name:width$}  {}", text.replace('\n', &indent))
        });
        Self::Code(shown.collect::<Vec<_>>().join("\n"))
    }
}
