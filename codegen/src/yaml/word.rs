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
        for (name, value, _) in C::WORDS {
            if *name == word.text {
                return Some(Self {
                    value: *value,
                    span: word.span,
                });
            }
        }
        let names: Vec<&str> = C::WORDS.iter().map(|(name, ..)| *name).collect();
        problems.report(unknown(&word, key, &names));
        None
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        schema::words(C::WORDS.iter().map(|(word, _, doc)| (*word, *doc)))
    }
}

/// There is no such word: which ones there are, and which was probably meant.
fn unknown(word: &Key, key: &Key, names: &[&str]) -> Diagnostic {
    let choice = choice_of(names.iter().copied());
    let (label, help) = match nearest(&word.text, names.iter().copied()) {
        Some(near) => (
            format!("expected {choice}"),
            format!("did you mean `{near}`?"),
        ),
        None => ("no such value".to_owned(), format!("write {choice}")),
    };
    let message = format!("`{}` is no value of `{}`", word.text, key.text);
    Diagnostic::new(Code::BadValue, word.span, message)
        .label(label)
        .help(help)
}
