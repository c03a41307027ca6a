use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Text};
#[cfg(feature = "schema")]
use crate::schema::{self, Description, Generator, Schema, json_schema};
use crate::yaml::{
    Choice, Cursor, Key, Keys, Kind, Mapping, Node, OneOrMore, Value, Word, mapping, text,
};

mapping! {
    /// What may be said about nearly everything that has a name.
    struct AboutKeys {
        /// What it is. English, or `{zh: …, en: …}`.
        doc: Option<Text>,
        ..notes: Notes,
    }
}

mapping! {
    /// What may be said besides.
    pub(super) struct Notes {
        /// One text or a list: facts worth knowing, contradictions of the vendor's page.
        notes: OneOrMore<Text>,
        /// One text or a list: what the page doesn't say, what was decided instead, and why. Shows as "Assumed: …".
        assumed: OneOrMore<Text>,
        /// `observed` where it is known from third-party code, not from the vendor's documentation.
        confidence: Option<Word<Observed>>,
    }
}

/// Known from third-party code alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Observed;

impl Choice for Observed {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[(
        "observed",
        Self,
        "Known from third-party code, not from the vendor's documentation.",
    )];
}

impl Notes {
    pub(super) fn about(self, doc: Option<Text>) -> About {
        About {
            doc: doc.unwrap_or_default(),
            notes: self.notes.0,
            assumed: self.assumed.0,
            observed: self.confidence.is_some(),
            deprecated: None,
        }
    }
}

impl Keys for About {
    fn take(cursor: &mut Cursor<'_>) -> Self {
        let keys = AboutKeys::take(cursor);
        keys.notes.about(keys.doc)
    }

    #[cfg(feature = "schema")]
    fn describe(description: &mut Description<'_>) {
        AboutKeys::describe(description);
    }
}

mapping! {
    /// A text in two languages.
    struct Translated: "a text" {
        /// The vendor's own words.
        zh: Option<Key>,
        /// A line of English.
        en: Option<Key>,
    }
}

/// A text: English where it is a single value, or `{zh: …, en: …}`.
impl Value for Text {
    fn read(_: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if matches!(node.kind, Kind::Scalar { .. }) {
            let en = text(node, "a text", problems)?;
            return Some(Self {
                zh: None,
                en: Some(en.text),
            });
        }
        let both = Translated::read_at(node.span, node, problems);
        Some(Self {
            zh: both.zh.map(|zh| zh.text),
            en: both.en.map(|en| en.text),
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"anyOf": [Key::schema(generator), Translated::schema(generator)]})
    }
}

/// An address of documentation.
#[derive(Debug)]
pub(crate) struct Source(pub(super) String);

impl Value for Source {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let source = text(node, &key.text, problems)?;
        let known = source.text.starts_with("https://") || source.text.starts_with("http://");
        if !known || source.text.contains(char::is_whitespace) {
            let help =
                "write the full address of the page, like `https://open.example.com/doc/317`";
            problems.report(
                Diagnostic::new(
                    Code::BadUrl,
                    source.span,
                    format!("`{}` is not a web address", source.text),
                )
                .help(help),
            );
        }
        Some(Self(source.text))
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        schema::text(
            "^https?://\\S*$",
            "Write the full address of the page, like `https://open.example.com/doc/317`.",
        )
    }
}
