use super::cursor::text;
use super::{Key, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of, nearest};
#[cfg(feature = "schema")]
use crate::schema::{self, Generator, Schema};

/// What is chosen by one of a few words.
pub(crate) trait Choice: Copy + 'static {
    /// Each word, what it stands for, and what editors tell of it.
    const WORDS: &'static [(&'static str, Self, &'static str)];
}

/// One of a few words: what it stands for, and where it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<C> {
    pub(crate) value: C,
    pub(crate) span: Span,
}

impl<C: Choice> Value for Word<C> {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let word = text(node, &key.text, problems)?;
        let found = C::WORDS.iter().find(|(name, ..)| *name == word.text);
        if found.is_none() {
            let names = || C::WORDS.iter().map(|(name, ..)| *name);
            let (label, help) = match nearest(&word.text, names()) {
                Some(near) => (
                    format!("expected {}", choice_of(names())),
                    format!("did you mean `{near}`?"),
                ),
                None => (
                    "no such value".to_owned(),
                    format!("write {}", choice_of(names())),
                ),
            };
            let message = format!("`{}` is no value of `{}`", word.text, key.text);
            problems.report(
                Diagnostic::new(Code::BadValue, word.span, message)
                    .label(label)
                    .help(help),
            );
        }
        found.map(|(_, value, _)| Self {
            value: *value,
            span: word.span,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        schema::words(C::WORDS.iter().map(|(word, _, doc)| (*word, *doc)))
    }
}
