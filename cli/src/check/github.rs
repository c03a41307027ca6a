//! For GitHub Actions, which makes annotations of such lines.

use std::fmt::Write as _;

use super::Report;
use crate::text::printable;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    for diagnostics in &report.specs {
        for own in diagnostics {
            let location = diagnostics.location(own.span);
            let help = own
                .help
                .iter()
                .map(|help| format!("\nhelp: {}", shown(help)));
            let message: String = std::iter::once(shown(&own.message)).chain(help).collect();
            let _ = writeln!(
                out,
                "::{} file={},line={},col={},title={}::{}",
                own.code.severity().as_str(),
                property(location.path),
                location.start.line,
                location.start.column,
                property(&format!("{}: {}", own.code, own.code.title())),
                data(&message),
            );
        }
    }
    out
}

/// A text line by line, without what a log's terminal would act on.
fn shown(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(printable).collect();
    lines.join("\n")
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_ends_its_command() {
        assert_eq!(data("50%\r\n::error"), "50%25%0D%0A::error");
        assert_eq!(shown("a\u{1b}[31m\nb"), "a\\u{1b}[31m\nb");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
