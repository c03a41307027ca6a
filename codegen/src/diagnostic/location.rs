use super::Span;
use crate::source::Sources;

/// A part of a file as people and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location<'s> {
    /// Path of the file.
    pub path: &'s str,
    /// Its first character.
    pub start: Position,
    /// The character behind its last.
    pub end: Position,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1 on.
    pub line: usize,
    /// Column in characters (Unicode code points), from 1 on.
    pub column: usize,
}

impl<'s> Location<'s> {
    pub(super) fn of(span: Span, sources: &'s Sources) -> Self {
        let file = sources.files().get(span.file);
        let (path, text) = file.map_or(("", ""), |file| (file.path.as_str(), file.text.as_str()));
        Self {
            path,
            start: Position::at(span.start, text),
            end: Position::at(span.end, text),
        }
    }
}

impl Position {
    fn at(offset: usize, text: &str) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self {
            line: 1 + before.matches('\n').count(),
            column: 1 + line.chars().count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let sources = Sources::new([("acme/api.yaml", "a: 1\n闪送: x\n")]);
        let start = "a: 1\n闪送: ".len();
        let span = Span {
            file: 0,
            start,
            end: start + 1,
        };
        let location = Location::of(span, &sources);
        assert_eq!(location.path, "acme/api.yaml");
        assert_eq!(location.start, Position { line: 2, column: 5 });
        assert_eq!(location.end, Position { line: 2, column: 6 });
    }
}
