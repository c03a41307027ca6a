//! Who looks at which page, in which language.

use axum::extract::Request;
use http::{HeaderMap, header};
use sealspec_codegen::model::{Callback, Operation};

use super::texts::Said;
use super::{ROOT, Site};
use crate::prose::Language;

/// A look at a page.
pub(super) struct View<'s> {
    pub(super) site: &'s Site,
    pub(super) language: Language,
    /// The path behind the root, without a slash at its end, and the query without the language.
    path: String,
    query: Vec<(String, String)>,
}

impl<'s> View<'s> {
    /// The look that a request asks for. Without a wish in the address, the browser's languages decide.
    pub(super) fn of(site: &'s Site, request: &Request) -> Self {
        let query = request.uri().query().unwrap_or_default();
        let mut query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let asked = query.iter().find(|(name, _)| name == "lang");
        let language = match asked.map(|(_, value)| value.as_str()) {
            Some("zh") => Language::Zh,
            Some("en") => Language::En,
            _ => preferred(request.headers()),
        };
        query.retain(|(name, _)| name != "lang");
        // The router has taken the root away already.
        let path = request.uri().path().trim_end_matches('/');
        Self {
            site,
            language,
            path: path.to_owned(),
            query,
        }
    }

    /// Ours in the page's language.
    pub(super) fn say(&self, said: Said) -> &'static str {
        self.language.pick(said.en, said.zh)
    }

    /// A value of the address.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        let (_, value) = self.query.iter().find(|(own, _)| own == name)?;
        Some(value)
    }

    /// The address of a page, which keeps the language.
    pub(super) fn link(&self, path: &str) -> String {
        link(path, &[], self.language)
    }

    /// The address of this page in the other language.
    pub(super) fn in_other_language(&self) -> String {
        let other = self.language.pick(Language::Zh, Language::En);
        link(&self.path, &self.query, other)
    }

    /// Whether this page is at a path, or below it.
    pub(super) fn is_at(&self, path: &str) -> bool {
        match path {
            "" => self.path.is_empty() || self.path.starts_with("/operations"),
            path => self.path.starts_with(path),
        }
    }

    pub(super) fn operation(&self, name: &str) -> Option<&'s Operation> {
        let mut all = self
            .site
            .vendor
            .api()
            .pages
            .iter()
            .flat_map(|page| &page.operations);
        all.find(|operation| operation.name == name)
    }

    pub(super) fn callback(&self, name: &str) -> Option<&'s Callback> {
        self.site.callbacks().find(|callback| callback.name == name)
    }
}

fn link(path: &str, query: &[(String, String)], language: Language) -> String {
    let mut all = form_urlencoded::Serializer::new(String::new());
    all.extend_pairs(query);
    all.append_pair("lang", language.pick("en", "zh"));
    format!("{ROOT}{path}?{}", all.finish())
}

/// The first of the browser's languages that the page is in.
fn preferred(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for tag in accepted.split(',').map(str::trim) {
        match tag.get(..2) {
            Some(tag) if tag.eq_ignore_ascii_case("zh") => return Language::Zh,
            Some(tag) if tag.eq_ignore_ascii_case("en") => return Language::En,
            _ => {}
        }
    }
    Language::En
}
