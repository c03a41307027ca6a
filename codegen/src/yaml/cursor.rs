use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::{Key, Kind, Node};
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of, list_of, nearest};

/// So many unknown keys of one mapping are told one by one.
const MAX_UNKNOWN_KEYS: usize = 20;

/// A mapping that is read key by key. Whatever is wrong is reported and reading goes on.
pub(crate) struct Cursor<'n> {
    /// What the mapping describes, with its article: `an operation`.
    what: &'static str,
    /// Where to point for what is missing.
    at: Span,
    entries: &'n [(Key, Node)],
    asked: Vec<&'static str>,
    problems: &'n Problems<'n>,
}

impl<'n> Cursor<'n> {
    /// Begins to read a mapping; one without entries where the node is something else. `at` is pointed at for missing keys:
    /// the key in front of the mapping, if there is one.
    pub(crate) fn new(
        node: &'n Node,
        at: Span,
        what: &'static str,
        problems: &'n Problems<'n>,
    ) -> Self {
        Self {
            what,
            at,
            entries: entries(node, what, problems),
            asked: Vec::new(),
            problems,
        }
    }

    pub(crate) fn at(&self) -> Span {
        self.at
    }

    /// The value of a key that may be missing.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.take_entry(key).map(|(_, node)| node)
    }

    /// A key that may be missing, with its value.
    pub(crate) fn take_entry(&mut self, key: &'static str) -> Option<&'n (Key, Node)> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|(entry, _)| entry.text == key)
    }

    /// The value of a key that must be there.
    pub(crate) fn require(&mut self, key: &'static str, example: &str) -> Option<&'n Node> {
        let value = self.take(key);
        if value.is_none() {
            let what = self.what;
            self.problems.report(
                Diagnostic::new(Code::MissingKey, self.at, format!("{what} needs `{key}`"))
                    .label(format!("`{key}` is missing"))
                    .help(format!("add `{key}: {example}`")),
            );
        }
        value
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Option<Key> {
        self.take(key)
            .and_then(|node| text(node, key, self.problems))
    }

    pub(crate) fn require_text(&mut self, key: &'static str, example: &str) -> Option<Key> {
        self.require(key, example)
            .and_then(|node| text(node, key, self.problems))
    }

    /// Where `key: true` stands; `None` where it is false or missing.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<Span> {
        let (entry, node) = self.take_entry(key)?;
        let value = match &node.kind {
            Kind::Scalar { text, plain: true } if text == "true" => true,
            Kind::Scalar { text, plain: true } if text == "false" => false,
            _ => {
                let message = format!("`{key}` is `true` or `false`");
                self.problems.report(
                    Diagnostic::new(Code::BadValue, node.span, message)
                        .label("neither")
                        .help("write it without quotes"),
                );
                false
            }
        };
        value.then_some(entry.span)
    }

    pub(crate) fn number(
        &mut self,
        key: &'static str,
        allowed: RangeInclusive<u32>,
    ) -> Option<u32> {
        let node = self.take(key)?;
        let value = match &node.kind {
            Kind::Scalar { text, plain: true } => {
                text.parse().ok().filter(|number| allowed.contains(number))
            }
            _ => None,
        };
        if value.is_none() {
            let message = match *allowed.end() {
                u32::MAX => format!("`{key}` is a whole number from {} on", allowed.start()),
                end => format!(
                    "`{key}` is a whole number from {} to {end}",
                    allowed.start()
                ),
            };
            self.problems.report(
                Diagnostic::new(Code::BadValue, node.span, message)
                    .label("not such a number")
                    .help(format!(
                        "write digits without quotes, like `{}`",
                        20.clamp(*allowed.start(), *allowed.end())
                    )),
            );
        }
        value
    }

    /// One of a few words, with where it stands.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<(T, Span)> {
        let word = self.text(key)?;
        let found = choices.iter().find(|(name, _)| *name == word.text);
        if found.is_none() {
            let names = || choices.iter().map(|(name, _)| *name);
            let help = nearest(&word.text, names()).map_or_else(
                || format!("write {}", choice_of(names())),
                |name| format!("did you mean `{name}`?"),
            );
            let message = format!("`{}` is no value of `{key}`", word.text);
            let label = format!("expected {}", choice_of(names()));
            self.problems.report(
                Diagnostic::new(Code::BadValue, word.span, message)
                    .label(label)
                    .help(help),
            );
        }
        found.map(|(_, value)| (*value, word.span))
    }

    pub(crate) fn list(&mut self, key: &'static str) -> &'n [Node] {
        self.take(key)
            .map_or(&[], |node| list(node, key, self.problems))
    }

    /// The entries of a mapping under a key, in order; none where it is missing.
    pub(crate) fn entries(&mut self, key: &'static str) -> &'n [(Key, Node)] {
        self.take(key)
            .map_or(&[], |node| entries_of(node, key, self.problems))
    }

    /// Names and texts under a key.
    pub(crate) fn pairs(&mut self, key: &'static str) -> Vec<(Key, Key)> {
        let entries = self.entries(key);
        entries
            .iter()
            .filter_map(|(name, node)| Some((name.clone(), text(node, &name.text, self.problems)?)))
            .collect()
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(self) {
        let is_unknown = |key: &Key| !self.asked.contains(&key.text.as_str());
        let mut unknown = self
            .entries
            .iter()
            .map(|(key, _)| key)
            .filter(|key| is_unknown(key));
        let written: HashSet<&str> = self.entries.iter().map(|(key, _)| &*key.text).collect();
        let free: Vec<&str> = self
            .asked
            .iter()
            .copied()
            .filter(|asked| !written.contains(asked))
            .collect();
        for key in unknown.by_ref().take(MAX_UNKNOWN_KEYS) {
            self.problems.report(self.unknown_key(key, &free));
        }
        if let Some(next) = unknown.next() {
            let message = format!(
                "{} has {} more unknown keys",
                self.what,
                1 + unknown.count()
            );
            let help =
                "mend those above first; if they all belong elsewhere, look at the indentation";
            self.problems.report(
                Diagnostic::new(Code::UnknownKey, next.span, message)
                    .label("the first of them")
                    .help(help),
            );
        }
    }

    /// `free` are the keys that may still be meant.
    fn unknown_key(&self, key: &Key, free: &[&str]) -> Diagnostic {
        let what = self.what;
        let help = match nearest(&key.text, free.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "{what} has the keys {}",
                list_of(self.asked.iter().copied())
            ),
        };
        let message = format!("{what} has no key `{}`", key.text);
        Diagnostic::new(Code::UnknownKey, key.span, message)
            .label("unknown key")
            .help(help)
    }
}

/// The text of a single value.
pub(crate) fn text(node: &Node, key: &str, problems: &Problems<'_>) -> Option<Key> {
    match &node.kind {
        Kind::Scalar { text, plain } if !node.is_null() => Some(Key {
            span: node.span,
            text: text.clone(),
            plain: *plain,
        }),
        _ => {
            wrong_kind(
                node,
                &format!("`{key}`"),
                "a single value",
                "write one value after the colon",
                problems,
            );
            None
        }
    }
}

pub(crate) fn list<'n>(node: &'n Node, key: &str, problems: &Problems<'_>) -> &'n [Node] {
    match &node.kind {
        Kind::Sequence(items) => items,
        _ => {
            wrong_kind(
                node,
                &format!("`{key}`"),
                "a list",
                "write it as `[…]`, or as lines that begin with `- `",
                problems,
            );
            &[]
        }
    }
}

fn entries_of<'n>(node: &'n Node, key: &str, problems: &Problems<'_>) -> &'n [(Key, Node)] {
    entries(node, &format!("`{key}`"), problems)
}

fn entries<'n>(node: &'n Node, what: &str, problems: &Problems<'_>) -> &'n [(Key, Node)] {
    match &node.kind {
        Kind::Mapping(entries) => entries,
        _ => {
            wrong_kind(
                node,
                what,
                "a mapping",
                "write it as `{key: value, …}`, or as indented lines of `key: value`",
                problems,
            );
            &[]
        }
    }
}

fn wrong_kind(node: &Node, what: &str, expected: &str, help: &str, problems: &Problems<'_>) {
    let message = format!("{what} is {expected}, and here is {}", node.describe());
    problems.report(
        Diagnostic::new(Code::WrongKind, node.span, message)
            .label(format!("expected {expected}"))
            .help(help),
    );
}
