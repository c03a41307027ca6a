//! Mistakes in a spec and how they are told.

mod code;
mod location;
mod problems;
mod render;
pub mod suggest;

use std::fmt;

pub use code::{Code, Severity};
use location::Lines;
pub use location::{Location, Position};
pub(crate) use problems::{Allowance, Problems};
pub use render::{Style, counts, more};
pub(crate) use suggest::{choice_of, list_of, nearest};

use crate::source::Sources;

/// A part of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Index into [`Sources::files`].
    pub file: usize,
    /// Offset of its first byte.
    pub start: usize,
    /// Offset behind its last byte.
    pub end: usize,
}

/// One mistake, or something to warn of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which mistake it is.
    pub code: Code,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What stands under the caret.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that belong to it, with what they are.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            label: String::new(),
            help: None,
            related: Vec::new(),
        }
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// All that is to be said about a spec: errors, then warnings, by file and position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    sources: Sources,
    lines: Lines,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn new(sources: &Sources, mut list: Vec<Diagnostic>) -> Self {
        let place = |own: &Diagnostic| (own.code.severity(), own.span, own.code);
        list.sort_by(|a, b| (place(a), &a.message).cmp(&(place(b), &b.message)));
        list.dedup();
        Self {
            sources: sources.clone(),
            lines: Lines::of(sources),
            list,
        }
    }

    /// One by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of_kind = |own: &&Diagnostic| own.code.severity() == severity;
        self.list.iter().filter(of_kind).count()
    }

    /// What they are about.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Those that keep the spec from being used.
    pub(crate) fn into_errors(mut self) -> Self {
        self.list
            .retain(|own| own.code.severity() == Severity::Error);
        self
    }

    /// Where a span of theirs stands, as people and editors count.
    #[must_use]
    pub fn location(&self, span: Span) -> Location<'_> {
        self.lines.locate(span, &self.sources)
    }

    /// Each as text: message, `path:line:column`, source line, caret, remedy; then how many there are, and where to read on.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        render::render(&self.sources, &self.list, style)
    }

    /// The same without where to read on, which is told once for several specs.
    #[must_use]
    pub fn render_list(&self, style: Style) -> String {
        render::render_list(&self.sources, &self.list, style)
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(Style::Plain))
    }
}

impl std::error::Error for Diagnostics {}
