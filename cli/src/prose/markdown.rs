//! Blocks as Markdown.

use super::{Block, Inline};

/// Blocks with an empty line between two of them.
pub(crate) fn render(blocks: &[Block]) -> String {
    let rendered: Vec<String> = blocks.iter().map(block).collect();
    let mut text = rendered.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading {
            level,
            anchor,
            title,
        } => {
            let marks = "#".repeat(usize::from(*level));
            let anchor = match anchor.as_str() {
                "" => String::new(),
                // Few viewers agree on how an anchor is made of a title.
                anchor => format!("<a id=\"{anchor}\"></a>\n\n"),
            };
            format!("{anchor}{marks} {}", inline(title, " "))
        }
        Block::Paragraph(line) => escape_start(&inline(line, "\\\n")),
        Block::List { numbered, items } => {
            let items = items.iter().enumerate().map(|(index, item)| {
                let mark = match numbered {
                    true => format!("{}. ", index + 1),
                    false => "- ".to_owned(),
                };
                let indent = format!("\\\n{}", " ".repeat(mark.len()));
                format!("{mark}{}", inline(item, &indent))
            });
            items.collect::<Vec<_>>().join("\n")
        }
        Block::Table { head, rows } => table(head, rows),
        Block::Code(text) => {
            let fence = "`".repeat(longest_run(text).max(2) + 1);
            format!("{fence}text\n{}\n{fence}", text.trim_end_matches('\n'))
        }
    }
}

fn table(head: &[&str], rows: &[Vec<Vec<Inline>>]) -> String {
    let mut lines = vec![
        format!("| {} |", head.join(" | ")),
        format!("|{}", " --- |".repeat(head.len())),
    ];
    for row in rows {
        let cells = row
            .iter()
            .map(|cell| inline(cell, "<br>").replace('|', "\\|"));
        lines.push(format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
    }
    lines.join("\n")
}

fn inline(parts: &[Inline], line_end: &str) -> String {
    let parts = parts.iter().map(|part| match part {
        Inline::Text(text) => escape(text),
        Inline::Strong(text) => format!("**{}**", escape(text)),
        Inline::Code(text) => code(text),
        Inline::Link { label, address } if label == address => format!("<{address}>"),
        Inline::Link { label, address } => {
            format!("[{}]({})", escape(label), safe_address(address))
        }
        Inline::Break => line_end.to_owned(),
    });
    parts.collect()
}

fn code(text: &str) -> String {
    match longest_run(text) {
        0 => format!("`{text}`"),
        longest => {
            let fence = "`".repeat(longest + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`').map(str::len);
    runs.max().unwrap_or_default()
}

fn safe_address(address: &str) -> String {
    address
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace(' ', "%20")
}

/// Text that stands for itself.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let after = characters.peek().copied();
        let needs_escape = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            '_' => !is_word(before) || !is_word(after),
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            _ => false,
        };
        if needs_escape {
            escaped.push('\\');
        }
        escaped.push(character);
        before = Some(character);
    }
    escaped
}

/// What would make a title, a list or a table of a paragraph stands for itself.
fn escape_start(paragraph: &str) -> String {
    let lines =
        paragraph.lines().map(
            |line| match line.starts_with(['#', '+', '-', '=', '|', ':']) {
                true => format!("\\{line}"),
                false => line.to_owned(),
            },
        );
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::blocks;

    #[test]
    fn markup_stands_for_itself() {
        for (text, markdown) in [
            (
                "a[0] <b> *c* _d_ `e",
                "a\\[0\\] \\<b\\> \\*c\\* \\_d\\_ \\`e\n",
            ),
            ("# no title", "\\# no title\n"),
            ("agent_id and `code|x` stay", "agent_id and `code|x` stay\n"),
            ("见https://a.example/b。", "见<https://a.example/b>。\n"),
            ("a\n- b\n- c", "a\n\n- b\n- c\n"),
        ] {
            assert_eq!(render(&blocks(text)), markdown);
        }
    }

    #[test]
    fn a_cell_stays_a_cell() {
        let table = Block::Table {
            head: vec!["a", "b"],
            rows: vec![vec![
                vec![Inline::code("x|y")],
                vec![Inline::text("1"), Inline::Break, Inline::text("2")],
            ]],
        };
        assert_eq!(
            render(&[table]),
            "| a | b |\n| --- | --- |\n| `x\\|y` | 1<br>2 |\n"
        );
    }
}
