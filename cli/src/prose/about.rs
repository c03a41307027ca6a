//! What a spec says about a thing.

use sealspec_codegen::model::{About, Text};

use super::{Block, Inline, Language, blocks, say};

/// What a thing is, and everything worth knowing about it.
pub(crate) fn blocks_of(about: &About, language: Language) -> Vec<Block> {
    let mut all = blocks(language.of(&about.doc));
    all.extend(remarks(about, language).into_iter().map(Block::Paragraph));
    all
}

/// The same in a cell of a table.
pub(crate) fn cell_of(about: &About, language: Language) -> Vec<Inline> {
    let mut lines: Vec<Vec<Inline>> = Vec::new();
    for block in blocks(language.of(&about.doc)) {
        match block {
            Block::Paragraph(line) => lines.push(line),
            Block::List { items, .. } => lines.extend(items.into_iter().map(|mut item| {
                item.insert(0, Inline::text("• "));
                item
            })),
            Block::Heading { .. } | Block::Table { .. } | Block::Code(_) => {}
        }
    }
    lines.extend(remarks(about, language));
    lines.join(&Inline::Break)
}

/// What stands in place of it, notes, assumptions, and whether it is documented at all.
fn remarks(about: &About, language: Language) -> Vec<Vec<Inline>> {
    let mut all = Vec::new();
    let mut remark = |label: &str, text: &str| {
        let mut line = vec![Inline::Strong(label.to_owned()), Inline::text(" ")];
        line.extend(one_line(text));
        all.push(line);
    };
    if let Some(instead) = &about.deprecated {
        remark(
            language.pick("Deprecated:", "已弃用："),
            language.of(instead),
        );
    }
    let mut each = |label, texts: &[Text]| {
        for text in texts {
            remark(label, language.of(text));
        }
    };
    each(language.pick("Note:", "备注："), &about.notes);
    each(language.pick("Assumed:", "推定："), &about.assumed);
    if about.observed {
        remark(
            language.pick("Observed:", "来自观察："),
            language.pick(
                "known from third-party code, not from the vendor's documentation.",
                "见于第三方代码，厂商文档没有写明。",
            ),
        );
    }
    all
}

/// A text as one line.
fn one_line(text: &str) -> Vec<Inline> {
    say(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
