//! Text from a spec: code spans, addresses and lists mean something, all else stands for itself.

use super::{Block, Inline};

/// A text of several lines.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let text = tidy(text);
    let mut blocks = Vec::new();
    // Whether the next line goes on with what the last one began.
    let mut goes_on = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        match (list_item(line), blocks.last_mut()) {
            (
                Some((numbered, rest)),
                Some(Block::List {
                    numbered: own,
                    items,
                }),
            ) if goes_on && *own == numbered => {
                items.push(say(rest));
            }
            (Some((numbered, rest)), _) => blocks.push(Block::List {
                numbered,
                items: vec![say(rest)],
            }),
            (None, Some(Block::Paragraph(before))) if goes_on => add_line(before, line),
            (None, Some(Block::List { items, .. })) if goes_on => {
                if let Some(before) = items.last_mut() {
                    add_line(before, line);
                }
            }
            (None, _) => blocks.push(Block::Paragraph(say(line))),
        }
        goes_on = true;
    }
    blocks
}

fn add_line(before: &mut Vec<Inline>, line: &str) {
    before.push(Inline::Break);
    before.extend(say(line));
}

/// A line in which code spans and addresses mean something.
pub(crate) fn say(line: &str) -> Vec<Inline> {
    let line = tidy(line).replace('\n', " ");
    let mut inlines = Vec::new();
    let mut plain = String::new();
    let mut rest = line.as_str();
    while let Some(character) = rest.chars().next() {
        let before = plain.chars().next_back();
        let found = code_span(rest)
            .or_else(|| bracketed_address(rest))
            .or_else(|| bare_address(rest, before));
        let Some((inline, length)) = found else {
            plain.push(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
            continue;
        };
        if !plain.is_empty() {
            inlines.push(Inline::Text(std::mem::take(&mut plain)));
        }
        inlines.push(inline);
        rest = rest.get(length..).unwrap_or_default();
    }
    if !plain.is_empty() {
        inlines.push(Inline::Text(plain));
    }
    inlines
}

fn code_span(rest: &str) -> Option<(Inline, usize)> {
    let inside = rest.strip_prefix('`')?;
    let end = inside.find('`').filter(|end| *end > 0)?;
    Some((Inline::code(inside.get(..end)?), end + 2))
}

fn bracketed_address(rest: &str) -> Option<(Inline, usize)> {
    let inside = rest.strip_prefix('<')?;
    let address = inside.get(..inside.find('>')?)?;
    (address_length(address)? == address.len())
        .then(|| (Inline::link(address, address), address.len() + 2))
}

fn bare_address(rest: &str, before: Option<char>) -> Option<(Inline, usize)> {
    if before.is_some_and(|before| before.is_ascii_alphanumeric()) {
        return None;
    }
    let found = rest.get(..address_length(rest)?)?;
    let address = found.trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
    Some((Inline::link(address, address), address.len()))
}

/// Length of the address of a web page at the start of a text.
fn address_length(text: &str) -> Option<usize> {
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    (end > scheme.len()).then_some(end)
}

/// What stands behind `- ` or `1. `, and whether that is a number.
fn list_item(line: &str) -> Option<(bool, &str)> {
    if let Some(rest) = line.strip_prefix("- ") {
        return Some((false, rest));
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(". ")?;
    (1..=3).contains(&digits).then_some((true, rest))
}

/// Without characters that can't be seen or that turn the direction of writing.
fn tidy(text: &str) -> String {
    let is_hidden = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    text.replace("\r\n", "\n")
        .replace('\t', " ")
        .chars()
        .filter(|c| *c == '\n' || !(c.is_control() || is_hidden(*c)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_addresses_are_told_from_text() {
        assert_eq!(
            say("见 `a_b`：<https://a.example/b>，或https://a.example/c?d=e. <b> `"),
            [
                Inline::text("见 "),
                Inline::code("a_b"),
                Inline::text("："),
                Inline::link("https://a.example/b", "https://a.example/b"),
                Inline::text("，或"),
                Inline::link("https://a.example/c?d=e", "https://a.example/c?d=e"),
                Inline::text(". <b> `"),
            ]
        );
    }

    #[test]
    fn lists_and_paragraphs_are_told_apart() {
        let text = "One\ntwo\n- a\n  b\n- c\n\n1. d\n2. e\n\nlast";
        let item = |text: &str| vec![Inline::text(text)];
        assert_eq!(
            blocks(text),
            [
                Block::Paragraph(vec![
                    Inline::text("One"),
                    Inline::Break,
                    Inline::text("two")
                ]),
                Block::List {
                    numbered: false,
                    items: vec![
                        vec![Inline::text("a"), Inline::Break, Inline::text("b")],
                        item("c")
                    ],
                },
                Block::List {
                    numbered: true,
                    items: vec![item("d"), item("e")],
                },
                Block::Paragraph(item("last")),
            ]
        );
    }
}
