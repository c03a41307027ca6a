//! What all pages share.

use maud::{DOCTYPE, Markup, html};

use super::view::View;
use super::{ROOT, texts};
use crate::prose::{Block, Inline};

/// A whole page.
pub(super) fn page(view: &View<'_>, title: &str, content: Markup) -> Markup {
    let api = view.site.vendor.api();
    let vendor = view.language.of(&api.title);
    html! {
        (DOCTYPE)
        html lang=(view.language.pick("en", "zh-CN")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (vendor) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ (ROOT) "/style.css" };
                script src={ (ROOT) "/script.js" } defer {}
            }
            body {
                a.skip href="#content" { (view.say(texts::SKIP)) }
                header {
                    a.vendor href=(view.link("")) { (vendor) " " small { (view.say(texts::MOCK_VENDOR)) } }
                    nav {
                        (entry(view, "", texts::OPERATIONS))
                        @if view.site.callbacks().next().is_some() {
                            (entry(view, "/callbacks", texts::CALLBACKS))
                        }
                        (entry(view, "/log", texts::LOG))
                        a lang=(view.language.pick("zh-CN", "en")) href=(view.in_other_language()) {
                            (view.say(texts::OTHER_LANGUAGE))
                        }
                    }
                }
                main id="content" { (content) }
                footer { p { (view.say(texts::SERVED_AT)) " " code { (view.site.url) } } }
            }
        }
    }
}

fn entry(view: &View<'_>, path: &str, name: texts::Said) -> Markup {
    let current = view.is_at(path).then_some("page");
    html! { a href=(view.link(path)) aria-current=[current] { (view.say(name)) } }
}

/// Something to copy: a command, a body.
pub(super) fn code(view: &View<'_>, text: &str) -> Markup {
    html! {
        div.copyable {
            pre tabindex="0" { code { (text) } }
            button.copy type="button" hidden data-copied=(view.say(texts::COPIED)) { (view.say(texts::COPY)) }
        }
    }
}

/// What a spec says about a thing: paragraphs and lists.
pub(super) fn blocks(blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @if let Block::Paragraph(line) = block {
                p { (inlines(line)) }
            } @else if let Block::List { items, .. } = block {
                ul { @for item in items { li { (inlines(item)) } } }
            }
        }
    }
}

/// A line of what a spec says. Links to headings of other pages are none here.
pub(super) fn inlines(parts: &[Inline]) -> Markup {
    html! {
        @for part in parts {
            @match part {
                Inline::Text(text) => { (text) }
                Inline::Strong(text) => { strong { (text) } }
                Inline::Code(text) => { code { (text) } }
                Inline::Link { label, address } if is_web(address) => {
                    a href=(address) rel="noreferrer" { (label) }
                }
                Inline::Link { label, .. } => { (label) }
                Inline::Break => { br; }
            }
        }
    }
}

/// Whether an address may be a link: nothing but the web.
pub(super) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}
