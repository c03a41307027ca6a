use sealspec_codegen::model::Text;

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Language {
    /// English
    En,
    /// Chinese
    Zh,
}

impl Language {
    /// Ours in this language. Both must be given, so none can be missing.
    pub(crate) fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    /// The vendor's words in this language, or else in the other one.
    pub(crate) fn of(self, text: &Text) -> &str {
        let (first, second) = self.pick((&text.en, &text.zh), (&text.zh, &text.en));
        first
            .as_ref()
            .or(second.as_ref())
            .map_or("", String::as_str)
    }

    /// As HTML names it.
    pub(crate) fn code(self) -> &'static str {
        self.pick("en", "zh-CN")
    }

    /// Sentences after one another.
    pub(crate) fn sentences(self, sentences: &[String]) -> String {
        sentences.join(self.pick(" ", ""))
    }

    /// `a, b and c`
    pub(crate) fn all_of(self, items: Vec<String>) -> String {
        self.join(items, self.pick(" and ", " 和 "))
    }

    /// `a, b or c`
    pub(crate) fn one_of(self, items: Vec<String>) -> String {
        self.join(items, self.pick(" or ", " 或 "))
    }

    fn join(self, mut items: Vec<String>, last: &str) -> String {
        match items.pop() {
            None => String::new(),
            Some(item) if items.is_empty() => item,
            Some(item) => format!("{}{last}{item}", items.join(self.pick(", ", "、"))),
        }
    }
}
