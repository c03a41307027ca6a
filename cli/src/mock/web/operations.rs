//! The list of operations.

use maud::{Markup, html};
use sealspec_codegen::model::{Api, Method, Operation, Page, Variant};

use crate::prose;

use super::layout;
use super::texts;
use super::view::View;

pub(super) fn page(view: &View<'_>) -> Markup {
    let wanted = view.query("q").unwrap_or_default().trim().to_lowercase();
    let api = view.site.vendor.api();
    let fits = |operation: &&Operation| words(api, operation).contains(&wanted);
    let found = |page: &Page| page.operations.iter().any(|operation| fits(&operation));
    let title = view.say(texts::OPERATIONS);
    let content = html! {
        h1 { (title) }
        form.search method="get" role="search" {
            input type="hidden" name="lang" value=(view.language.pick("en", "zh"));
            label for="q" { (view.say(texts::SEARCH)) }
            div.row {
                input #q type="search" name="q" value=(view.query("q").unwrap_or_default()) autocomplete="off";
                button { (view.say(texts::SEARCH_BUTTON)) }
            }
        }
        p #none hidden[api.pages.iter().any(found)] { (view.say(texts::NONE_FOUND)) }
        // All are there, so that the script can show them again.
        @for page in &api.pages {
            section.group hidden[!found(page)] {
                h2 { (view.language.of(&page.title)) }
                ul.cards {
                    @for operation in &page.operations { (card(view, operation, fits(&operation))) }
                }
            }
        }
    };
    layout::page(view, title, content)
}

fn card(view: &View<'_>, operation: &Operation, is_shown: bool) -> Markup {
    let api = view.site.vendor.api();
    let doc = view.language.of(&operation.about.doc);
    html! {
        li data-words=(words(api, operation)) hidden[!is_shown] {
            a href=(view.link(&format!("/operations/{}", operation.name))) { (operation.name) }
            @if operation.about.deprecated.is_some() { " " em { (view.say(texts::DEPRECATED)) } }
            @if let Some(line) = doc.lines().next() { p { (layout::inlines(&prose::say(line))) } }
            @for variant in &operation.variants { (route(api, variant)) }
        }
    }
}

/// Method, path and profile.
pub(super) fn route(api: &Api, variant: &Variant) -> Markup {
    let profile = api.profiles.get(variant.profile);
    html! {
        p.route {
            b { (method(variant)) } " " code { (variant.path) }
            @if let Some(profile) = profile { " " small { (profile.name) } }
        }
    }
}

fn method(variant: &Variant) -> &'static str {
    match variant.method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

/// What a search looks through.
fn words(api: &Api, operation: &Operation) -> String {
    let doc = &operation.about.doc;
    let docs = [&doc.zh, &doc.en].into_iter().flatten().map(String::as_str);
    let variants = operation.variants.iter();
    let profiles = variants
        .clone()
        .filter_map(|own| api.profiles.get(own.profile));
    let words = [operation.name.as_str()].into_iter().chain(docs);
    let words = words.chain(variants.map(|own| own.path.as_str()));
    let words = words.chain(profiles.map(|own| own.name.as_str()));
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
