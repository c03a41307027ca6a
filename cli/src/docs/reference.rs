//! The reference of a vendor, from which Markdown and HTML are made.

use sealspec_codegen::model::{About, Api};

use super::sample::Sample;
use crate::prose::{self, Block, Inline, Language};

/// A reference that is being written.
pub(super) struct Reference<'a> {
    pub(super) api: &'a Api,
    pub(super) language: Language,
    pub(super) sample: Sample,
    pub(super) blocks: Vec<Block>,
}

/// All of a vendor's API.
pub(super) fn write(api: &Api, language: Language) -> Vec<Block> {
    let mut reference = Reference {
        api,
        language,
        sample: Sample::new(api),
        blocks: Vec::new(),
    };
    reference.overview();
    reference.signing();
    reference.envelopes();
    reference.pages();
    reference.types();
    reference.blocks
}

impl Reference<'_> {
    pub(super) fn heading(&mut self, level: u8, anchor: &str, title: Vec<Inline>) {
        self.blocks.push(Block::Heading {
            level,
            anchor: anchor.to_owned(),
            title,
        });
    }

    /// A heading of our own words.
    pub(super) fn titled(&mut self, level: u8, anchor: &str, en: &str, zh: &str) {
        let title = Inline::text(self.language.pick(en, zh));
        self.heading(level, anchor, vec![title]);
    }

    /// A paragraph of our own words.
    pub(super) fn say(&mut self, en: impl AsRef<str>, zh: impl AsRef<str>) {
        let sentence = self.language.pick(en.as_ref(), zh.as_ref());
        self.blocks.push(Block::say(sentence));
    }

    pub(super) fn about(&mut self, about: &About) {
        let blocks = prose::blocks_of(about, self.language);
        self.blocks.extend(blocks);
    }

    pub(super) fn cell(&self, about: &About) -> Vec<Inline> {
        prose::cell_of(about, self.language)
    }

    /// A link to the vendor's own page.
    pub(super) fn source(&mut self, address: Option<&String>) {
        if let Some(address) = address {
            let label = self.language.pick("The vendor's page", "厂商文档");
            let link = Inline::link(label, address.as_str());
            self.blocks.push(Block::Paragraph(vec![link]));
        }
    }

    /// A table, where it has rows.
    pub(super) fn table(&mut self, head: Vec<&'static str>, rows: Vec<Vec<Vec<Inline>>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table { head, rows });
        }
    }
}
