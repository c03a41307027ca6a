use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Severity, Span, list_of};
use crate::source::{SourceFile, Sources};

/// More than this are counted, not shown: nobody reads on.
const SHOWN: usize = 100;

/// How text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Not at all: for files and logs.
    Plain,
    /// With the colours of a terminal, as ANSI escapes.
    Styled,
}

/// Everything with its source line, how much it is, and where to read on.
pub(super) fn render(sources: &Sources, list: &[Diagnostic], style: Style) -> String {
    let mut out = render_list(sources, list, style);
    out.push_str(&more(list.iter().map(|own| own.code)));
    out
}

/// Everything with its source line, and how much it is.
pub(super) fn render_list(sources: &Sources, list: &[Diagnostic], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Styled => Renderer::styled(),
    };
    let mut out = String::new();
    for diagnostic in list.iter().take(SHOWN) {
        out.push_str(&render_one(sources, diagnostic, &renderer));
        out.push_str("\n\n");
    }
    if let Some(more @ 1..) = list.len().checked_sub(SHOWN) {
        out.push_str(&format!("… and {more} more, not shown\n\n"));
    }
    if !list.is_empty() {
        let count = |severity| {
            let of_kind = list.iter().filter(|own| own.code.severity() == severity);
            of_kind.count()
        };
        let counts = counts(count(Severity::Error), count(Severity::Warning));
        let vendor = list_of([sources.vendor()]);
        out.push_str(&format!("{counts} in the spec of {vendor}\n"));
    }
    out
}

/// Errors and warnings as a sentence counts them: `2 errors and 1 warning`.
#[must_use]
pub fn counts(errors: usize, warnings: usize) -> String {
    let count = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    match (errors, warnings) {
        (_, 0) => count(errors, "error"),
        (0, _) => count(warnings, "warning"),
        _ => format!(
            "{} and {}",
            count(errors, "error"),
            count(warnings, "warning")
        ),
    }
}

/// Where to read on about codes; nothing where there are none.
#[must_use]
pub fn more(codes: impl IntoIterator<Item = Code>) -> String {
    let mut codes: Vec<Code> = codes.into_iter().collect();
    codes.sort_unstable();
    codes.dedup();
    match codes.split_first() {
        None => String::new(),
        Some((first, [])) => format!("for more: sealspec explain-code {first}\n"),
        Some((first, others)) => {
            let others: Vec<&str> = others.iter().map(|code| code.as_str()).collect();
            format!(
                "for more: sealspec explain-code {first} (or {})\n",
                others.join(", ")
            )
        }
    }
}

fn render_one(sources: &Sources, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.code.as_str())
        .elements(
            files_of(diagnostic)
                .into_iter()
                .filter_map(|index| Some(snippet(sources.files().get(index)?, index, diagnostic))),
        );
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    renderer.render(&[group])
}

/// The files that a mistake touches, its own first.
fn files_of(diagnostic: &Diagnostic) -> Vec<usize> {
    let mut files = vec![diagnostic.span.file];
    for (span, _) in &diagnostic.related {
        if !files.contains(&span.file) {
            files.push(span.file);
        }
    }
    files
}

/// The lines of one file from the first to the last that has a mark. Only these are given to the renderer, which would
/// otherwise look through the whole file for each mistake.
fn snippet<'a>(
    file: &'a SourceFile,
    index: usize,
    diagnostic: &'a Diagnostic,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let mut marks = vec![(
        diagnostic.span,
        diagnostic.label.as_str(),
        AnnotationKind::Primary,
    )];
    marks.extend(
        diagnostic
            .related
            .iter()
            .map(|(span, label)| (*span, label.as_str(), AnnotationKind::Context)),
    );
    marks.retain(|(span, ..)| span.file == index);

    let first = marks
        .iter()
        .map(|(span, ..)| span.start)
        .min()
        .unwrap_or_default();
    let last = marks
        .iter()
        .map(|(span, ..)| span.end)
        .max()
        .unwrap_or_default();
    let from = file
        .text
        .get(..first)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let to = file
        .text
        .get(last..)
        .and_then(|behind| behind.find('\n'))
        .map_or(file.text.len(), |at| last + at);
    let line = 1 + file
        .text
        .get(..from)
        .map_or(0, |before| before.matches('\n').count());

    let lines = file.text.get(from..to).unwrap_or_default();
    Snippet::source(lines)
        .path(&file.path)
        .line_start(line)
        .annotations(marks.into_iter().map(move |(span, label, kind)| {
            let label = (!label.is_empty()).then_some(label);
            kind.span(within(lines, span, from)).label(label)
        }))
}

/// The span relative to the lines shown, never beyond them.
fn within(lines: &str, span: Span, from: usize) -> std::ops::Range<usize> {
    let start = span.start.saturating_sub(from).min(lines.len());
    let end = span.end.saturating_sub(from).clamp(start, lines.len());
    start..end
}

/// Control characters, which a spec may quote, spelled out.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                c.escape_default().to_string()
            } else {
                c.to_string()
            }
        })
        .collect()
}
