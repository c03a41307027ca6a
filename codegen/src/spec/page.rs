use super::about::Source;
use super::allow::Allowed;
use super::{Callback, Name, Operation, Page, Type};
use crate::diagnostic::{Problems, Span};
use crate::model::Text;
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::source::SourceFile;
use crate::yaml::{
    Chosen, Entries, Key, Kind, Mapping, Node, Part, SnakeCase, UpperCamelCase, mapping,
};

mapping! {
    /// A page of the vendor's documentation: its operations, and what the vendor sends by itself.
    pub(crate) struct PageKeys: "a page" {
        /// Module of the generated code, in `snake_case`. Default: the name of the file.
        name as "page": Option<Chosen<SnakeCase>>,
        /// What the vendor calls the page.
        title: Option<Text> = "the title that the vendor gives it",
        /// Address of the page. Each operation's documentation links it.
        source: Option<Source>,
        /// Named types. Those of `api.yaml` and of all pages share one set of names.
        types: Entries<Type, UpperCamelCase>,
        /// What can be called, by name in `snake_case`: `send_code` becomes a struct `SendCode` and a method `send_code`.
        operations: Apart<Entries<Operation, SnakeCase>>,
        /// What the vendor sends by itself, by name in `snake_case`: `order_paid` becomes a struct `OrderPaid`.
        callbacks: Apart<Entries<Callback, SnakeCase>>,
        /// Warnings that are known and meant, by code, each with the reason: `{SW0004: The vendor shows none.}`. On the
        /// whole page.
        allow: Option<Allowed>,
    }
}

/// Reads a page, and tells how many of its mistakes are in what nothing else leans on: operations and callbacks.
pub(super) fn read(
    index: usize,
    file: &SourceFile,
    node: &Node,
    problems: &Problems<'_>,
) -> (Page, usize) {
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
    let keys = PageKeys::read_at(at, node, problems);
    if let Some(allowed) = keys.allow {
        let end = file.text.len();
        allowed.inside(Span { end, ..top }, problems);
    }
    let mistakes = keys.operations.mistakes + keys.callbacks.mistakes;
    let page = Page {
        file: index,
        name: keys.name.map_or(
            Name {
                span: at,
                text: file.stem().to_owned(),
                plain: true,
            },
            |name| name.0,
        ),
        title: keys.title.unwrap_or_default(),
        source: keys.source.map(|source| source.0),
        types: keys.types.into_values(),
        operations: keys.operations.value.into_values(),
        callbacks: keys.callbacks.value.into_values(),
    };
    (page, mistakes)
}

/// A part whose mistakes are counted by themselves.
#[derive(Debug)]
pub(crate) struct Apart<P> {
    value: P,
    mistakes: usize,
}

impl<P: Part> Part for Apart<P> {
    fn take(entry: Option<&(Key, Node)>, problems: &Problems<'_>) -> Self {
        let before = problems.count();
        let value = P::take(entry, problems);
        Self {
            value,
            mistakes: problems.count() - before,
        }
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        P::schema(generator)
    }
}
