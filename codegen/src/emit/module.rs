//! A vendor's own file: what it is, its pages, its client.

use std::collections::HashSet;

use crate::model::{Api, Page, Text, Unspecified};

use super::docs::Docs;
use super::imports::sort;
use super::{GeneratedFile, header, markdown};

/// `mod.rs` of a vendor.
pub(crate) fn module(api: &Api) -> GeneratedFile {
    let mut code = header(&api.file);
    docs(api).write(&mut code, "//!");
    code.blank();
    let public = public_modules(api);
    let mut modules = public.clone();
    if has_signatures(api) {
        modules.push("signatures".to_owned());
    }
    sort(&mut modules);
    modules
        .iter()
        .for_each(|module| code.line(format!("mod {module};")));
    code.blank();
    public
        .iter()
        .for_each(|module| code.line(format!("pub use {module}::*;")));
    code.blank();
    code.line("sealspec::client!();");
    GeneratedFile {
        path: format!("{}/mod.rs", api.name),
        text: code.into_text(),
    }
}

/// Whether any profile signs its requests, verifies its replies or seals its payloads.
pub(crate) fn has_signatures(api: &Api) -> bool {
    api.profiles
        .iter()
        .any(|profile| profile.sign.is_some() || profile.verify.is_some() || profile.seal.is_some())
}

/// Modules whose items are the vendor module's own, in rustfmt's order.
fn public_modules(api: &Api) -> Vec<String> {
    let kept = api.types.iter().filter(|definition| !definition.left_out);
    let with_types: HashSet<Option<usize>> = kept.map(|definition| definition.page).collect();
    let has_types = |page: Option<usize>| with_types.contains(&page);
    let pages = api.pages.iter().enumerate();
    let pages =
        pages.filter(|(index, page)| !page.operations.is_empty() || has_types(Some(*index)));
    let mut modules: Vec<_> = pages
        .map(|(_, page)| page.name.clone())
        .chain(["profiles".to_owned()])
        .collect();
    if has_types(None) {
        modules.push("types".to_owned());
    }
    sort(&mut modules);
    modules
}

fn docs(api: &Api) -> Docs {
    let mut docs = Docs::default();
    docs.text("", &api.title);
    docs.text("", &api.about.doc);
    docs.markdown(markdown::link("Vendor's documentation", &api.source));
    docs.remarks(&api.about);
    if api.pages.iter().any(|page| !page.operations.is_empty()) {
        docs.markdown(operations(api));
    }
    if api.pages.iter().any(|page| !page.callbacks.is_empty()) {
        docs.markdown(callbacks(api));
    }
    for own in &api.unspecified {
        left_out(own, &mut docs);
    }
    docs.markdown(servers(api));
    for environment in api.servers.iter().flat_map(|server| &server.environments) {
        docs.text(
            &format!("{}: ", markdown::code(&environment.name)),
            &environment.about.doc,
        );
        docs.remarks(&environment.about);
    }
    docs
}

/// A table of operations, page by page.
fn operations(api: &Api) -> String {
    let mut table = vec![
        "| Operation | What it does | Page |".to_owned(),
        "| --- | --- | --- |".to_owned(),
    ];
    for page in &api.pages {
        for operation in &page.operations {
            let call = format!("[`{}`]({})", operation.name, operation.type_name);
            table.push(row(page, &call, &operation.about.doc, &operation.source));
        }
    }
    table.join("\n")
}

/// A table of callbacks, page by page.
fn callbacks(api: &Api) -> String {
    let mut table = vec![
        "| Callback | What it tells | Page |".to_owned(),
        "| --- | --- | --- |".to_owned(),
    ];
    for page in &api.pages {
        for callback in &page.callbacks {
            let name = format!("[`{}`]({})", callback.name, callback.type_name);
            table.push(row(page, &name, &callback.about.doc, &callback.source));
        }
    }
    table.join("\n")
}

fn row(page: &Page, name: &str, doc: &Text, source: &Option<String>) -> String {
    let title = markdown::cell(&first_line(&page.title));
    let page = match source.as_ref().or(page.source.as_ref()) {
        Some(source) => markdown::link(&title, source),
        None => title,
    };
    format!("| {name} | {} | {page} |", markdown::cell(&first_line(doc)))
}
/// What isn't generated, and what it would take.
fn left_out(own: &Unspecified, docs: &mut Docs) {
    let names = own.operations.iter().chain(&own.callbacks);
    let names: Vec<String> = names.map(|name| markdown::code(name)).collect();
    docs.markdown(format!(
        "Not generated: what the profile {} is needed for ({}), until an overlay says what the vendor doesn't:",
        markdown::code(&own.profile),
        names.join(", ")
    ));
    for (line, what) in &own.missing {
        docs.text(&format!("{}: ", markdown::code(line)), what);
    }
}

/// A table of servers and their environments.
fn servers(api: &Api) -> String {
    let mut table = vec![
        "| Server | Environment | Address |".to_owned(),
        "| --- | --- | --- |".to_owned(),
    ];
    for server in &api.servers {
        for environment in &server.environments {
            let (server, name) = (
                markdown::code(&server.name),
                markdown::code(&environment.name),
            );
            let address = markdown::code(&environment.url);
            let address = match &environment.source {
                Some(source) => format!("{address} · {}", markdown::link("source", source)),
                None => address,
            };
            table.push(format!("| {server} | {name} | {address} |"));
        }
    }
    table.join("\n")
}

fn first_line(text: &Text) -> String {
    let text = text
        .en
        .as_ref()
        .or(text.zh.as_ref())
        .map_or("", String::as_str);
    text.trim().lines().next().unwrap_or_default().to_owned()
}
