//! Markdown as a terminal shows it.

use anstyle::Style;

/// Headings in bold, code indented; all else stays as it was written, which is to be read as it is.
pub(super) fn readable(markdown: &str) -> String {
    let bold = Style::new().bold();
    let mut shown = String::new();
    let mut in_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
            continue;
        }
        match line.strip_prefix("## ") {
            _ if line.is_empty() => {}
            _ if in_code => shown.push_str(&format!("    {line}")),
            Some(heading) => shown.push_str(&format!("{bold}{heading}{bold:#}")),
            None => shown.push_str(line),
        }
        shown.push('\n');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_bold_and_code_is_indented() {
        let shown = readable("Why.\n\n## Wrong\n\n```yaml\n## a: 1\n\n- b\n```\n\n- c\n");
        let expected = "Why.\n\n\u{1b}[1mWrong\u{1b}[0m\n\n    ## a: 1\n\n    - b\n\n- c\n";
        assert_eq!(shown, expected);
    }
}
