use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Span, list_of};
use crate::source::{SourceFile, Sources};

/// More mistakes than this are counted, not shown: nobody reads on.
const SHOWN: usize = 100;

/// Every mistake with its source line, and their number at the end.
pub(super) fn render(sources: &Sources, list: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in list.iter().take(SHOWN) {
        out.push_str(&render_one(sources, diagnostic));
        out.push_str("\n\n");
    }
    if let Some(more @ 1..) = list.len().checked_sub(SHOWN) {
        out.push_str(&format!("… and {more} more, not shown\n\n"));
    }
    let mistakes = if list.len() == 1 {
        "1 mistake".to_owned()
    } else {
        format!("{} mistakes", list.len())
    };
    out.push_str(&format!(
        "{mistakes} in the spec of {}\n",
        list_of([sources.vendor()])
    ));
    out
}

fn render_one(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut group = Level::ERROR
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
    Renderer::plain().render(&[group])
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
