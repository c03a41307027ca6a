//! Rust text with the line breaks that rustfmt would choose.

use std::iter;

use super::layout::{Group, Layout};

/// Longest line, as rustfmt's defaults have it.
pub(super) const WIDTH: usize = 100;

/// Rust text under way: lines at a depth.
#[derive(Debug, Default)]
pub(crate) struct Code {
    text: String,
    depth: usize,
}

impl Code {
    /// The text so far.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// The text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// An empty text whose lines stand one step deeper than this one's.
    pub(crate) fn deeper(&self) -> Self {
        Self {
            text: String::new(),
            depth: self.depth + 1,
        }
    }

    /// Adds the lines of another text, which know their depth.
    pub(crate) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
    }

    /// Adds one line.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        if !line.is_empty() {
            self.text.extend(iter::repeat_n("    ", self.depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// Adds the lines of a template, which stands at depth zero.
    pub(crate) fn lines(&mut self, template: impl AsRef<str>) {
        for line in template.as_ref().trim_matches('\n').lines() {
            self.line(line);
        }
    }

    /// Adds an empty line, between two items.
    pub(crate) fn blank(&mut self) {
        self.line("");
    }

    /// Adds `head {`, the body one step deeper, `}`.
    pub(crate) fn block(&mut self, head: impl AsRef<str>, body: impl FnOnce(&mut Self)) {
        self.nest(&format!("{} {{", head.as_ref()), body, "}");
    }

    /// Adds `open`, the body one step deeper, `close`.
    pub(crate) fn nest(&mut self, open: &str, body: impl FnOnce(&mut Self), close: &str) {
        self.line(open);
        self.depth += 1;
        body(self);
        self.depth -= 1;
        self.line(close);
    }

    /// Adds `impl of for target {…}`.
    pub(crate) fn implementation(&mut self, of: &str, target: &str, body: impl FnOnce(&mut Self)) {
        let head = format!("impl {of} for {target}");
        if width(&head) + 2 <= WIDTH {
            return self.block(head, body);
        }
        self.line(format!("impl {of}"));
        self.line(format!("    for {target}"));
        self.nest("{", body, "}");
    }

    /// Adds `head(parameters)tail {…}`.
    pub(crate) fn function(
        &mut self,
        head: &str,
        parameters: &[&str],
        tail: &str,
        body: impl FnOnce(&mut Self),
    ) {
        let open = format!("{head}(");
        self.layout(Layout::parameters(open, parameters, format!("){tail} {{")));
        self.depth += 1;
        body(self);
        self.depth -= 1;
        self.line("}");
    }

    /// Adds a match arm.
    pub(crate) fn arm(&mut self, pattern: &str, value: &str) {
        let line = format!("{pattern} => {value},");
        if self.fits(&line) {
            return self.line(line);
        }
        self.block(format!("{pattern} =>"), |code| code.line(value));
    }

    /// Adds `head tail`, where need be on two lines.
    pub(crate) fn split(&mut self, head: &str, tail: &str) {
        let line = format!("{head} {tail}");
        if self.fits(&line) {
            return self.line(line);
        }
        self.line(head);
        self.line(format!("    {tail}"));
    }

    /// Adds an expression or statement, broken where it is too wide.
    pub(crate) fn layout(&mut self, layout: Layout) {
        match layout {
            Layout::Text(text) => match text.split_once(" = ") {
                Some((place, value)) if text.starts_with("const ") => {
                    self.split(&format!("{place} ="), value)
                }
                _ => self.line(text),
            },
            Layout::Group(group) => self.group(*group),
        }
    }

    /// Adds `head value`, where `head` ends in `=`, with the value on a line of its own where it then takes but one.
    pub(crate) fn assignment(&mut self, head: &str, value: Layout) {
        let alone = value.one_line();
        let fits_behind = alone
            .as_ref()
            .is_some_and(|line| self.fits(&format!("{head} {line}")));
        match alone {
            Some(line) if !fits_behind && self.fits(&format!("    {line}")) => {
                self.split(head, &line);
            }
            _ => self.layout(value.after(&format!("{head} "))),
        }
    }

    fn group(&mut self, group: Group) {
        if let Some(line) = group.one_line().filter(|line| self.fits(line)) {
            return self.line(line);
        }
        match group.embrace() {
            Ok(embraced) => self.broken(embraced),
            Err(group) => self.broken(group),
        }
    }

    fn broken(&mut self, group: Group) {
        self.line(&group.open);
        self.depth += 1;
        if group.is_filled() {
            self.fill(group.items.iter().filter_map(Layout::one_line), 0);
        } else {
            let last = group.items.len().saturating_sub(1);
            let ends_with_comma = group.ends_with_comma();
            for (index, item) in group.items.into_iter().enumerate() {
                let has_comma = index < last || ends_with_comma;
                self.layout(item.followed_by(if has_comma { "," } else { "" }));
            }
        }
        if let Some(rest) = &group.rest {
            self.line(rest);
        }
        self.depth -= 1;
        self.line(group.close);
    }

    /// Adds short items, as many to a line as fit with so many columns to spare; behind the last, none are needed.
    pub(crate) fn fill(&mut self, items: impl Iterator<Item = String>, spare: usize) {
        let mut items = items.peekable();
        let mut line = String::new();
        while let Some(item) = items.next() {
            let spare = if items.peek().is_some() { spare } else { 0 };
            let longer = if line.is_empty() {
                format!("{item},")
            } else {
                format!("{line} {item},")
            };
            if !line.is_empty() && !self.fits(&format!("{longer}{:spare$}", "")) {
                self.line(&line);
                line = format!("{item},");
            } else {
                line = longer;
            }
        }
        self.line(line);
    }

    /// Whether a line stays within the width.
    pub(crate) fn fits(&self, line: &str) -> bool {
        self.depth * 4 + width(line) <= WIDTH
    }
}

/// Columns that a text takes; Chinese characters take two.
pub(crate) fn width(text: &str) -> usize {
    // A text with as many characters as bytes is ASCII.
    if text.chars().count() == text.len() {
        return text.len();
    }
    text.chars()
        .map(|character| if character < '\u{1100}' { 1 } else { 2 })
        .sum()
}
