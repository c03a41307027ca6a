mod refuse;

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::syntax::syntax;
use super::{Key, Kind, Node};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::source::{API_FILE, SourceFile};

/// A page of documentation makes some ten kilobytes of YAML; what is beyond these limits is not a spec.
const MAX_BYTES: usize = 1 << 20;
const MAX_NODES: usize = 100_000;
const MAX_DEPTH: usize = 64;

/// Parses one file. `None`: it has mistakes, which are reported.
pub(crate) fn parse(index: usize, file: &SourceFile, problems: &Problems<'_>) -> Option<Node> {
    let before = problems.count();
    let start = Span {
        file: index,
        start: 0,
        end: 0,
    };
    if file.text.len() > MAX_BYTES {
        let message = format!("the file is larger than {} KiB", MAX_BYTES >> 10);
        problems.report(
            Diagnostic::new(Code::TooBig, start, message)
                .help("split it: one file per page of the documentation"),
        );
        return None;
    }
    let mut tree = Tree {
        file: index,
        text: &file.text,
        problems,
        open: Vec::new(),
        root: None,
        nodes: 0,
        refusals: 0,
        documents: 0,
    };
    tree.run();
    let root = tree.root.take();
    if problems.count() > before {
        return None;
    }
    if root.as_ref().is_none_or(Node::is_null) {
        let help = match file.name() {
            API_FILE => "describe the API in it, from `sealspec: 1` on",
            _ => "describe a page in it (`title:`, `source:`, `operations:`), or delete it",
        };
        problems.report(Diagnostic::new(Code::WrongKind, start, "the file is empty").help(help));
        return None;
    }
    root
}

/// A tree as it grows.
struct Tree<'t, 's> {
    file: usize,
    text: &'t str,
    problems: &'t Problems<'s>,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    refusals: usize,
    documents: usize,
}

/// A collection whose end has not been seen.
enum Open {
    Sequence {
        span: Span,
        items: Vec<Node>,
    },
    Mapping {
        span: Span,
        entries: Vec<(Key, Node)>,
        seen: HashMap<String, Span>,
        key: Option<Key>,
    },
}

impl Open {
    fn sequence(span: Span) -> Self {
        Self::Sequence {
            span,
            items: Vec::new(),
        }
    }

    fn mapping(span: Span) -> Self {
        Self::Mapping {
            span,
            entries: Vec::new(),
            seen: HashMap::new(),
            key: None,
        }
    }
}

impl Tree<'_, '_> {
    fn run(&mut self) {
        let options =
            granit_parser::options! { emit_unresolved_aliases: true, emit_anchor_events: true };
        for next in Parser::new_from_str_with_options(self.text, options) {
            match next {
                Err(error) => {
                    let diagnostic = syntax(self.file, self.text, &error);
                    return self.problems.report(diagnostic);
                }
                Ok((event, span)) => {
                    if self.event(event, &span).is_none() {
                        return;
                    }
                }
            }
        }
    }

    /// Takes one event; `None`: enough of this file.
    fn event(&mut self, event: Event<'_>, raw: &granit_parser::Span) -> Option<()> {
        let span = self.span(raw);
        self.refuse_tag(&event, span, raw)?;
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Anchor(..) => self.refuse(
                span,
                "a spec has no YAML anchors",
                "write the value out at each place that needs it",
            ),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(span),
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                self.scalar(span, text.into_owned(), plain)
            }
            Event::SequenceStart(..) => self.open(span, Open::sequence(span)),
            Event::MappingStart(..) => self.open(span, Open::mapping(span)),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => Some(()),
        }
    }

    fn scalar(&mut self, span: Span, text: String, plain: bool) -> Option<()> {
        let kind = Kind::Scalar { text, plain };
        self.node(Node { span, kind })
    }

    fn open(&mut self, span: Span, open: Open) -> Option<()> {
        if self.open.len() == MAX_DEPTH {
            let message = format!("the file is nested more than {MAX_DEPTH} deep here");
            self.problems
                .report(Diagnostic::new(Code::TooBig, span, message).help(
                    "no part of a spec is nested that deep: mend the brackets or the indentation",
                ));
            return None;
        }
        self.open.push(open);
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        match self.open.pop()? {
            Open::Sequence { span, items } => self.node(Node {
                span: self.head(span, items.first().map(|item| item.span)),
                kind: Kind::Sequence(items),
            }),
            Open::Mapping { span, entries, .. } => {
                let head = self.head(span, entries.first().map(|(key, _)| key.span));
                self.node(Node {
                    span: head,
                    kind: Kind::Mapping(entries),
                })
            }
        }
    }

    /// Puts a finished node where it belongs.
    fn node(&mut self, mut node: Node) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("the file has more than {MAX_NODES} values");
            self.problems.report(
                Diagnostic::new(Code::TooBig, node.span, message)
                    .help("split it: one file per page of the documentation"),
            );
            return None;
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping {
                entries,
                key: pending @ Some(_),
                ..
            }) => {
                if let Some(key) = pending.take() {
                    if node.span.start == node.span.end {
                        node.span = key.span;
                    }
                    entries.push((key, node));
                }
            }
            Some(Open::Mapping { .. }) => return self.key(node),
        }
        Some(())
    }

    /// Takes a node as the key of the innermost mapping.
    fn key(&mut self, node: Node) -> Option<()> {
        let (text, plain) = match node.kind {
            Kind::Scalar { text, plain } => (text, plain),
            _ => {
                self.refuse(
                    node.span,
                    "a key is a single value",
                    "a list or mapping can't be a key: quote it if it is text",
                )?;
                (String::new(), true)
            }
        };
        if plain && text == "<<" {
            self.refuse(
                node.span,
                "a spec has no YAML merge keys",
                "write the keys out at each place that needs them",
            )?;
        }
        let Some(Open::Mapping { seen, key, .. }) = self.open.last_mut() else {
            return Some(());
        };
        *key = Some(Key {
            span: node.span,
            text: text.clone(),
            plain,
        });
        match seen.insert(text.clone(), node.span) {
            None => Some(()),
            Some(first) => self.refuse_twice(&text, first, node.span),
        }
    }

    fn span(&self, raw: &granit_parser::Span) -> Span {
        let range = raw.byte_range().unwrap_or_default();
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        // A plain scalar's end may lie behind the blanks that follow it.
        let kept = self
            .text
            .get(start..end)
            .map_or(0, |slice| slice.trim_end().len());
        Span {
            file: self.file,
            start,
            end: start + kept,
        }
    }

    /// What to point at for a collection: its first key or item, or its bracket where that stands first.
    fn head(&self, span: Span, first: Option<Span>) -> Span {
        match first {
            Some(first) if span.start == span.end => first,
            _ => span,
        }
    }
}
