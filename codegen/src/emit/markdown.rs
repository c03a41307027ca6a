//! Text from a spec as Markdown that rustdoc shows as it was meant and has nothing to say about.
//!
//! Most of it stands for itself, which is seen in one pass over its bytes.

use std::borrow::Cow;

/// Text as Markdown: code spans, lists and addresses work, everything else stands for itself.
pub(crate) fn text(text: &str) -> String {
    if is_plain(text) {
        return text.trim().to_owned();
    }
    let mut lines = Vec::new();
    let mut indent = String::new();
    for line in tidy(text).lines().map(str::trim) {
        let marker = list_marker(line);
        if line.is_empty() {
            indent.clear();
        } else if let Some(marker) = marker {
            indent = " ".repeat(marker);
        }
        let (mark, rest) = line.split_at(marker.unwrap_or_default());
        let before = if marker.is_some() { "" } else { &indent };
        lines.push(
            format!("{before}{mark}{}", escape_line(rest))
                .trim_end()
                .to_owned(),
        );
    }
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Text as one line of Markdown in a table's cell.
pub(crate) fn cell(text: &str) -> String {
    let line = tidy(text).split_whitespace().collect::<Vec<_>>().join(" ");
    escape_line(&line).replace('|', "\\|")
}

/// Text as a code span.
pub(crate) fn code(text: &str) -> String {
    let line = tidy(text).replace('\n', " ");
    if !line.contains('`') {
        return format!("`{line}`");
    }
    let longest = line
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {line} {fence}")
}

/// A link.
pub(crate) fn link(label: &str, address: &str) -> String {
    format!("[{label}]({})", safe_address(address))
}

fn safe_address(address: &str) -> String {
    let mut safe = String::new();
    for character in tidy(address).trim().chars() {
        match character {
            '(' => safe.push_str("%28"),
            ')' => safe.push_str("%29"),
            '<' => safe.push_str("%3C"),
            '>' => safe.push_str("%3E"),
            '\\' => safe.push_str("%5C"),
            space if space.is_whitespace() => safe.push_str("%20"),
            other => safe.push(other),
        }
    }
    safe
}

/// Whether a text is one line in which nothing means anything to Markdown.
fn is_plain(text: &str) -> bool {
    let is_markup = |byte| {
        matches!(
            byte,
            b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'>' | b'~' | b'_' | b'&' | b'/'
        )
    };
    text.starts_with(char::is_alphabetic)
        && text
            .bytes()
            .all(|byte| is_visible(byte) && !is_markup(byte))
}

/// Whether no character with this byte is a control character or hidden. Of those that aren't ASCII, some of what begins so is.
fn is_visible(byte: u8) -> bool {
    !matches!(byte, 0..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef)
}

/// Newlines are `\n`, tabs are spaces, and characters that can't be seen are gone: the compiler refuses some of them.
fn tidy(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte == b'\n' || is_visible(byte)) {
        return Cow::Borrowed(text);
    }
    let is_hidden = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let tidied = text
        .replace("\r\n", "\n")
        .replace(
            ['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'],
            "\n",
        )
        .replace('\t', " ")
        .chars()
        .filter(|character| {
            *character == '\n' || !(character.is_control() || is_hidden(*character))
        })
        .collect();
    Cow::Owned(tidied)
}

/// Length of `- ` or `1. ` at the start of a line.
fn list_marker(line: &str) -> Option<usize> {
    if line.starts_with("- ") {
        return Some(2);
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let is_numbered = (1..=3).contains(&digits) && line.split_at(digits).1.starts_with(". ");
    is_numbered.then_some(digits + 2)
}

fn escape_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    if line.starts_with(['#', '+', '-', '~', '=', '|', ':']) {
        escaped.push('\\');
    }
    let mut rest = line;
    let mut before = ' ';
    while let Some(character) = rest.chars().next() {
        let length = verbatim(rest, before).unwrap_or_default();
        if length > 0 {
            let (kept, after) = rest.split_at(length);
            push_verbatim(&mut escaped, kept);
            (rest, before) = (after, ' ');
            continue;
        }
        let after = rest.split_at(character.len_utf8()).1;
        if needs_escape(character, before, after.chars().next()) {
            escaped.push('\\');
        }
        escaped.push(character);
        (rest, before) = (after, character);
    }
    escaped
}

/// Length of a code span or an address at the start of `rest`.
fn verbatim(rest: &str, before: char) -> Option<usize> {
    if rest.starts_with("<http://") || rest.starts_with("<https://") {
        let end = rest.find('>')?;
        let inside = rest.split_at(end).0.get(1..)?;
        return (verbatim(inside, ' ')? == inside.len()).then_some(end + 1);
    }
    if let Some(inside) = rest.strip_prefix('`') {
        return inside
            .find('`')
            .filter(|length| *length > 0)
            .map(|length| length + 2);
    }
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| rest.starts_with(scheme))?;
    if before.is_ascii_alphanumeric() {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c);
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let address = rest
        .split_at(end)
        .0
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
    (address.len() > scheme.len()).then_some(address.len())
}

fn push_verbatim(escaped: &mut String, kept: &str) {
    if kept.starts_with(['`', '<']) {
        escaped.push_str(kept);
    } else {
        escaped.push('<');
        escaped.push_str(kept);
        escaped.push('>');
    }
}

fn needs_escape(character: char, before: char, after: Option<char>) -> bool {
    match character {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
        '_' => !before.is_alphanumeric() || !after.is_some_and(char::is_alphanumeric),
        '&' => after.is_some_and(|after| after.is_ascii_alphanumeric() || after == '#'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_left_alone() {
        for plain in [
            "接收短信手机号",
            "agent_id and `code [x]` stay.",
            "a = b, c: d",
            "- one\n- two\n  more",
        ] {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn markup_stands_for_itself() {
        assert_eq!(
            text("a[0] <b> *c* _d_ `e"),
            "a\\[0\\] \\<b\\> \\*c\\* \\_d\\_ \\`e"
        );
        assert_eq!(text("# no title\n    no code"), "\\# no title\nno code");
        assert_eq!(text("x\r\n*/ y\r\u{202e}z"), "x\n\\*/ y\nz");
        assert_eq!(text("a&key=1 & b"), "a\\&key=1 & b");
    }

    #[test]
    fn addresses_are_links() {
        assert_eq!(
            text("见https://a.example/b?c=d。"),
            "见<https://a.example/b?c=d>。"
        );
        assert_eq!(text("(http://a.example)."), "(<http://a.example>).");
        assert_eq!(
            text("on <https://a.example/b>; <https://a b>"),
            "on <https://a.example/b>; \\<<https://a> b\\>"
        );
        assert_eq!(
            link("page", "https://a.example/(b) c"),
            "[page](https://a.example/%28b%29%20c)"
        );
    }

    #[test]
    fn code_spans_hold_anything() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b\nc"), "`` a`b c ``");
    }
}
