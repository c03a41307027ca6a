use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{Key, Kind, Node};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::source::SourceFile;

/// A page of documentation makes some ten kilobytes of YAML; what is beyond these limits is not a spec.
const MAX_BYTES: usize = 1 << 20;
const MAX_NODES: usize = 100_000;
const MAX_DEPTH: usize = 64;

/// After so many constructs that a spec may not have, the rest of the file isn't looked at.
const MAX_REFUSALS: usize = 20;

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
        let help = "describe a page in it (`title:`, `source:`, `operations:`), or delete it";
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

impl Tree<'_, '_> {
    fn run(&mut self) {
        let options =
            granit_parser::options! { emit_unresolved_aliases: true, emit_anchor_events: true };
        for next in Parser::new_from_str_with_options(self.text, options) {
            match next {
                Err(error) => return self.syntax(&error),
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
        let tag = match &event {
            Event::Scalar(.., tag)
            | Event::SequenceStart(.., tag)
            | Event::MappingStart(.., tag) => tag.is_some(),
            _ => false,
        };
        if tag {
            let at = raw.tag_span().map_or(span, |tag| self.span(&tag));
            self.refuse(
                at,
                "a spec has no YAML tags",
                "write the value without `!…`; quote it if it is text",
            )?;
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refuse(
                        span,
                        "a file holds one document",
                        "move what follows `---` into a file of its own",
                    )?;
                    return None;
                }
            }
            Event::Anchor(..) => self.refuse(
                span,
                "a spec has no YAML anchors",
                "write the value out at each place that needs it",
            )?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(
                    span,
                    "a spec has no YAML aliases",
                    "write the value out; if it is text that begins with `*`, quote it",
                )?;
                self.node(Node {
                    span,
                    kind: Kind::Scalar {
                        text: String::new(),
                        plain: true,
                    },
                })?;
            }
            Event::Scalar(text, style, ..) => {
                self.node(Node {
                    span,
                    kind: Kind::Scalar {
                        text: text.into_owned(),
                        plain: style == ScalarStyle::Plain,
                    },
                })?;
            }
            Event::SequenceStart(..) => self.open(
                span,
                Open::Sequence {
                    span,
                    items: Vec::new(),
                },
            )?,
            Event::MappingStart(..) => {
                self.open(
                    span,
                    Open::Mapping {
                        span,
                        entries: Vec::new(),
                        seen: HashMap::new(),
                        key: None,
                    },
                )?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close()?,
            _ => {}
        }
        Some(())
    }

    fn open(&mut self, span: Span, open: Open) -> Option<()> {
        if self.open.len() == MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} deep");
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
        if let Some(first) = seen.insert(text.clone(), node.span) {
            let diagnostic = Diagnostic::new(
                Code::DuplicateKey,
                node.span,
                format!("the key `{text}` stands twice in one mapping"),
            )
            .label("again here")
            .related(first, "first here")
            .help("keep one of the two, or give one another name");
            self.problems.report(diagnostic);
            self.refusals += 1;
        }
        Some(())
    }

    fn refuse(&mut self, span: Span, message: &str, help: &str) -> Option<()> {
        self.problems
            .report(Diagnostic::new(Code::NotPlain, span, message).help(help));
        self.refusals += 1;
        (self.refusals < MAX_REFUSALS).then_some(())
    }

    fn syntax(&self, error: &ScanError) {
        let at = error
            .marker()
            .byte_offset()
            .unwrap_or(self.text.len())
            .min(self.text.len());
        let end = self
            .text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .filter(|next| *next != '\n')
            .map_or(at, |next| at + next.len_utf8());
        let line = self
            .text
            .get(..at)
            .and_then(|before| before.rsplit('\n').next())
            .unwrap_or_default();
        let tabbed = line.contains('\t') || self.text.get(at..end) == Some("\t");
        let help = if tabbed {
            "indent with spaces: YAML doesn't take tabs"
        } else {
            "look at the indentation and the quotes and brackets here and just above; quote text that holds `: `, ` #` or begins with `{`, `[`, `&`, `*`, `!`, `%` or `@`"
        };
        let span = Span {
            file: self.file,
            start: at,
            end,
        };
        self.problems.report(
            Diagnostic::new(
                Code::Syntax,
                span,
                format!("this is not YAML: {}", error.info()),
            )
            .label("the parser gave up here")
            .help(help),
        );
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
