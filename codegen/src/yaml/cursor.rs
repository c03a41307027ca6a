use std::collections::HashSet;

use super::{Key, Kind, Node, Part};
use crate::diagnostic::{Code, Diagnostic, Problems, Span, list_of, nearest};

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
    /// How many entries were asked for.
    found: usize,
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
            asked: Vec::with_capacity(20),
            found: 0,
            problems,
        }
    }

    /// What stands behind a key that may be missing.
    pub(crate) fn optional<P: Part>(&mut self, key: &'static str) -> P {
        P::take(self.entry(key), self.problems)
    }

    /// What stands behind a key that must be there.
    pub(crate) fn required<P: Part>(&mut self, key: &'static str, example: &str) -> P {
        let entry = self.entry(key);
        if entry.is_none() {
            let what = self.what;
            self.problems.report(
                Diagnostic::new(Code::MissingKey, self.at, format!("{what} needs `{key}`"))
                    .label(format!("`{key}` is missing"))
                    .help(format!("add `{key}: {example}`")),
            );
        }
        P::take(entry, self.problems)
    }

    /// The entry of a key, which is asked for once.
    fn entry(&mut self, key: &'static str) -> Option<&'n (Key, Node)> {
        self.asked.push(key);
        let found = self.entries.iter().find(|(entry, _)| entry.text == key);
        self.found += usize::from(found.is_some());
        found
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(self) {
        if self.found == self.entries.len() {
            return;
        }
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
            None => match self.asked.as_slice() {
                [only] => format!("the only key of {what} is `{only}`"),
                all => format!("{what} has the keys {}", list_of(all.iter().copied())),
            },
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
                match node.is_null() {
                    true => "write a value after the colon; an empty text is `\"\"`",
                    false => "write one value in its place",
                },
                problems,
            );
            None
        }
    }
}

/// The items of a list.
pub(super) fn list<'n>(node: &'n Node, key: &str, problems: &Problems<'_>) -> Option<&'n [Node]> {
    match &node.kind {
        Kind::Sequence(items) => Some(items),
        _ => {
            wrong_kind(
                node,
                &format!("`{key}`"),
                "a list",
                "write it as `[…]`, or as lines that begin with `- `",
                problems,
            );
            None
        }
    }
}

/// The entries of a mapping, in order; none where it is something else.
pub(super) fn entries<'n>(
    node: &'n Node,
    what: &str,
    problems: &Problems<'_>,
) -> &'n [(Key, Node)] {
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
