use super::{Name, Page, about, allow, callback, operation, types};
use crate::diagnostic::{Problems, Span};
use crate::source::SourceFile;
use crate::yaml::{Cursor, Kind, Node};

/// A page whose types are read and whose operations are not yet: types of all pages come first, so that it is known whether
/// operations can lean on them.
pub(super) struct PageReader<'n> {
    cursor: Cursor<'n>,
    page: Page,
    problems: &'n Problems<'n>,
}

impl<'n> PageReader<'n> {
    pub(super) fn new(
        index: usize,
        file: &SourceFile,
        node: &'n Node,
        problems: &'n Problems<'n>,
    ) -> Self {
        let top = Span {
            file: index,
            start: 0,
            end: 0,
        };
        let at = if matches!(node.kind, Kind::Mapping(_)) {
            node.span
        } else {
            top
        };
        let mut cursor = Cursor::new(node, at, "a page", problems);
        let page = Page {
            file: index,
            name: cursor.text("page").unwrap_or_else(|| Name {
                span: at,
                text: file.stem().to_owned(),
                plain: true,
            }),
            title: about::title(&mut cursor, problems),
            source: about::source(&mut cursor, problems),
            types: types::types(&mut cursor, problems),
            operations: Vec::new(),
            callbacks: Vec::new(),
        };
        Self {
            cursor,
            page,
            problems,
        }
    }

    pub(super) fn finish(self) -> Page {
        let Self {
            mut cursor,
            mut page,
            problems,
        } = self;
        page.operations = cursor
            .entries("operations")
            .iter()
            .map(|entry| operation::operation(entry, problems))
            .collect();
        page.callbacks = cursor
            .entries("callbacks")
            .iter()
            .map(|entry| callback::callback(entry, problems))
            .collect();
        let files = problems.sources.files();
        let whole = Span {
            file: page.file,
            start: 0,
            end: files.get(page.file).map_or(0, |file| file.text.len()),
        };
        allow::allow(&mut cursor, Some(whole), problems);
        cursor.finish();
        page
    }
}
