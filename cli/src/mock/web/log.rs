//! What the vendor has seen.

use maud::{Markup, html};

use super::super::log::{Entry, Reply};
use super::layout;
use super::texts;
use super::view::View;

pub(super) fn page(view: &View<'_>) -> Markup {
    let entries = view.site.log.entries();
    let title = view.say(texts::LOG);
    let content = html! {
        h1 { (title) }
        @if entries.is_empty() {
            p { (view.say(texts::NO_REQUESTS)) }
        } @else {
            p { (view.say(texts::LATEST_FIRST)) }
        }
        ol.log reversed {
            @for entry in &entries { li value=(entry.number) { (row(view, entry)) } }
        }
    };
    layout::page(view, title, content)
}

fn row(view: &View<'_>, entry: &Entry) -> Markup {
    let seen = &entry.seen;
    html! {
        p.route { b { (seen.method) } " " code { (seen.path) } }
        p {
            @match (&seen.operation, &seen.profile) {
                (Some(operation), Some(profile)) => {
                    a href=(view.link(&format!("/operations/{operation}"))) { (operation) }
                    " " small { (profile) }
                }
                _ => (view.say(texts::UNKNOWN_ROUTE)),
            }
            " · " (verdict_word(view, entry)) " · " (reply(view, entry.reply))
        }
        (verdict_details(view, entry))
    }
}

/// Accepted or refused.
pub(super) fn verdict_word(view: &View<'_>, entry: &Entry) -> Markup {
    match entry.reason() {
        None => html! { strong.good { (view.say(texts::ACCEPTED)) } },
        Some(_) => html! { strong.bad { (view.say(texts::REFUSED)) } },
    }
}

/// Why, and what else is to be said.
pub(super) fn verdict_details(view: &View<'_>, entry: &Entry) -> Markup {
    html! {
        @if let Some(reason) = entry.reason() {
            p { (reason) }
            @if let Some(text) = &entry.seen.string_to_sign {
                p { (view.say(texts::STRING_TO_SIGN)) }
                pre tabindex="0" { code { (text) } }
            }
        }
        @for remark in &entry.seen.remarks { p { (view.say(texts::REMARK)) " " (remark) } }
    }
}

fn reply(view: &View<'_>, reply: Reply) -> Markup {
    match reply {
        Reply::Whole(status) => html! { "HTTP " (status) },
        Reply::CutMidway(_) | Reply::Cut => html! { (view.say(texts::CUT)) },
    }
}
