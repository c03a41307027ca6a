use granit_parser::ScanError;

use crate::diagnostic::{Code, Diagnostic, Span};

/// What the parser could not read.
pub(super) fn syntax(file: usize, text: &str, error: &ScanError) -> Diagnostic {
    let offset = error.marker().byte_offset().unwrap_or(text.len());
    let (start, end) = character(text, offset.min(text.len()));
    let message = format!("this is not YAML: {}", error.info());
    let help = if blames_a_tab(error) || is_indented_by_tab(text, start) {
        "indent with spaces: YAML doesn't take tabs"
    } else {
        "look at the indentation and the quotes and brackets here and just above; quote text that holds `: `, ` #` or begins with `{`, `[`, `&`, `*`, `!`, `%` or `@`"
    };
    Diagnostic::new(Code::Syntax, Span { file, start, end }, message)
        .label("the parser gave up here")
        .help(help)
}

/// The character that begins at `at`; nothing at the end of a line.
fn character(text: &str, at: usize) -> (usize, usize) {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let length = next.filter(|next| *next != '\n').map_or(0, char::len_utf8);
    (at, at + length)
}

fn blames_a_tab(error: &ScanError) -> bool {
    error
        .info()
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| word == "tab" || word == "tabs")
}

/// Whether a tab stands in front of the line at `at`, or of the line above, whose end the parser may have been at.
fn is_indented_by_tab(text: &str, at: usize) -> bool {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let line_and_more = text.get(start..).unwrap_or_default();
    let above = text.get(..start).unwrap_or_default().lines().next_back();
    line_and_more
        .lines()
        .take(2)
        .chain(above)
        .any(|line| indentation(line).contains('\t'))
}

fn indentation(line: &str) -> &str {
    let content = line.trim_start();
    line.get(..line.len() - content.len()).unwrap_or_default()
}
