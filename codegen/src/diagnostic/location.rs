use super::Span;
use crate::source::{SourceFile, Sources};

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

/// Where the lines of each file begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines(Vec<Vec<usize>>);

impl Lines {
    pub(super) fn of(sources: &Sources) -> Self {
        let begins = |file: &SourceFile| {
            let behind = file.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(behind).collect()
        };
        Self(sources.files().iter().map(begins).collect())
    }

    pub(super) fn locate<'s>(&self, span: Span, sources: &'s Sources) -> Location<'s> {
        let file = sources.files().get(span.file);
        let (path, text) = file.map_or(("", ""), |file| (file.path.as_str(), file.text.as_str()));
        Location {
            path,
            start: self.position(span.file, span.start, text),
            end: self.position(span.file, span.end, text),
        }
    }

    fn position(&self, file: usize, offset: usize, text: &str) -> Position {
        let begins = self.0.get(file).map_or(&[][..], Vec::as_slice);
        let line = begins.partition_point(|begin| *begin <= offset);
        let begin = line.checked_sub(1).and_then(|index| begins.get(index));
        let before = text.get(begin.copied().unwrap_or_default()..offset);
        Position {
            line: line.max(1),
            column: 1 + before.unwrap_or_default().chars().count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        let sources = Sources::new([("acme/api.yaml", "a: 1\n闪送: x\n")]);
        let located = |start, end| {
            let span = Span {
                file: 0,
                start,
                end,
            };
            let location = Lines::of(&sources).locate(span, &sources);
            assert_eq!(location.path, "acme/api.yaml");
            let pair = |own: Position| (own.line, own.column);
            (pair(location.start), pair(location.end))
        };
        let x = "a: 1\n闪送: ".len();
        assert_eq!(located(x, x + 1), ((2, 5), (2, 6)));
        assert_eq!(located(0, 4), ((1, 1), (1, 5)));
        assert_eq!(located(5, 5), ((2, 1), (2, 1)));
        assert_eq!(located(x + 2, x + 2), ((3, 1), (3, 1)));
    }
}
