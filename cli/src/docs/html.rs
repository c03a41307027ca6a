//! Blocks as one HTML page that needs nothing else: readable on a phone, in the dark and on paper.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::prose::{Block, Inline, Language};

const STYLE: &str = include_str!("style.css");

/// A whole page; its chapters and their sections stand at its side.
pub(super) fn render(blocks: &[Block], language: Language) -> String {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading {
            level: 1, title, ..
        } => Some(plain(title)),
        _ => None,
    });
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title.unwrap_or_default()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                nav aria-label=(language.pick("Contents", "目录")) { (sections(blocks)) }
                main { @for block in blocks { (self::block(block)) } }
            }
        }
    };
    let mut page = page.into_string();
    page.push('\n');
    page
}

/// Links to all headings that can be linked to.
fn sections(blocks: &[Block]) -> Markup {
    let headings = blocks.iter().filter_map(|block| match block {
        Block::Heading {
            level,
            anchor,
            title,
        } if !anchor.is_empty() => Some((level, anchor, title)),
        _ => None,
    });
    html! {
        @for (level, anchor, title) in headings {
            a class=(format!("level{level}")) href=(format!("#{anchor}")) { (plain(title)) }
        }
    }
}

fn block(block: &Block) -> Markup {
    match block {
        Block::Heading {
            level,
            anchor,
            title,
        } => heading(*level, anchor, title),
        Block::Paragraph(line) => html! { p { (inlines(line)) } },
        Block::List {
            numbered: true,
            items,
        } => html! {
            ol { @for item in items { li { (inlines(item)) } } }
        },
        Block::List { items, .. } => html! {
            ul { @for item in items { li { (inlines(item)) } } }
        },
        Block::Table { head, rows } => html! {
            div class="table" { table {
                thead { tr { @for title in head { th scope="col" { (title) } } } }
                tbody { @for row in rows {
                    tr { @for cell in row { td { (inlines(cell)) } } }
                } }
            } }
        },
        Block::Code(text) => html! { pre tabindex="0" { code { (text) } } },
    }
}

fn heading(level: u8, anchor: &str, title: &[Inline]) -> Markup {
    let id = (!anchor.is_empty()).then_some(anchor);
    let title = inlines(title);
    match level {
        1 => html! { h1 id=[id] { (title) } },
        2 => html! { h2 id=[id] { (title) } },
        3 => html! { h3 id=[id] { (title) } },
        _ => html! { h4 id=[id] { (title) } },
    }
}

fn inlines(parts: &[Inline]) -> Markup {
    html! {
        @for part in parts {
            @match part {
                Inline::Text(text) => { (text) }
                Inline::Strong(text) => { strong { (text) } }
                Inline::Code(text) => { code { (text) } }
                Inline::Link { label, address } => { a href=(address) { (label) } }
                Inline::Break => { br; }
            }
        }
    }
}

fn plain(title: &[Inline]) -> String {
    let parts = title.iter().map(|part| match part {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) => text.as_str(),
        Inline::Link { label, .. } => label,
        Inline::Break => " ",
    });
    parts.collect()
}
