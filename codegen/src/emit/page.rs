//! A file per documentation page, and one for shared types.

use std::collections::BTreeSet;

use crate::model::{Api, Page, TypeDefinition, TypeKind};

use super::code::Code;
use super::docs::Docs;
use super::imports::{self, words};
use super::names::{BARE, envelope_constant};
use super::{
    GeneratedFile, Options, callbacks, encodings, enums, header, markdown, objects, one_of,
    requests, rows,
};

/// The file of a page; `None` where it documents nothing that could be generated.
pub(crate) fn page(api: &Api, options: &Options, index: usize) -> Option<GeneratedFile> {
    let page = api.pages.get(index)?;
    let mut body = Code::default();
    for operation in &page.operations {
        body.blank();
        requests::request(api, options, operation, &mut body);
    }
    for callback in &page.callbacks {
        body.blank();
        callbacks::callback(api, callback, &mut body);
    }
    types(api, options, Some(index), &mut body);
    if body.text().is_empty() {
        return None;
    }
    let mut code = header(&page.file);
    page_docs(page).write(&mut code, "//!");
    if (page.operations.iter()).any(|operation| operation.about.deprecated.is_some()) {
        // What is deprecated is implemented all the same.
        code.blank();
        code.line("#![allow(deprecated)]");
    }
    let used = words(body.text());
    use_lines(api, Some(index), &used, &mut code);
    encodings::constants(api, &used, &mut code);
    code.append(&body);
    Some(GeneratedFile {
        path: format!("{}/{}.rs", api.name, page.name),
        text: code.into_text(),
    })
}

/// The file of the types that several pages use.
pub(crate) fn shared_types(api: &Api, options: &Options) -> Option<GeneratedFile> {
    let mut body = Code::default();
    types(api, options, None, &mut body);
    if body.text().is_empty() {
        return None;
    }
    let mut code = header(&api.file);
    code.line("//! Types that several pages share.");
    let used = words(body.text());
    use_lines(api, None, &used, &mut code);
    encodings::constants(api, &used, &mut code);
    code.append(&body);
    Some(GeneratedFile {
        path: format!("{}/types.rs", api.name),
        text: code.into_text(),
    })
}

fn page_docs(page: &Page) -> Docs {
    let mut docs = Docs::default();
    docs.text("", &page.title);
    if let Some(source) = &page.source {
        docs.markdown(markdown::link("Vendor page", source));
    }
    docs.or_markdown(&markdown::code(&page.name));
    docs
}

fn types(api: &Api, options: &Options, page: Option<usize>, code: &mut Code) {
    for definition in api
        .types
        .iter()
        .filter(|definition| definition.page == page && !definition.left_out)
    {
        code.blank();
        match &definition.kind {
            TypeKind::Object(fields) if definition.in_requests => {
                requests::object(api, options, definition, fields, code)
            }
            TypeKind::Object(fields) => objects::object(api, options, definition, fields, code),
            TypeKind::IntegerEnum { values, form } => {
                enums::integers(options, definition, values, *form, code)
            }
            TypeKind::StringEnum { values } => enums::texts(options, definition, values, code),
            TypeKind::Row {
                fields,
                strip_prefix,
            } => rows::row(api, options, definition, (fields, strip_prefix), code),
            TypeKind::OneOf(choices) => one_of::one_of(api, options, definition, choices, code),
            TypeKind::Newtype(inner) => enums::newtype(api, options, definition, inner, code),
        }
    }
}

/// `use` lines for the names that stand in a file's body.
fn use_lines(api: &Api, page: Option<usize>, body: &BTreeSet<String>, code: &mut Code) {
    if imports::needs_runtime(body) {
        code.blank();
        imports::runtime(code, body);
    }
    let constants = api
        .envelopes
        .iter()
        .map(|envelope| envelope_constant(&envelope.name))
        .chain([BARE.to_owned()]);
    let elsewhere = |definition: &&TypeDefinition| definition.page != page;
    let types = api
        .types
        .iter()
        .filter(elsewhere)
        .map(|definition| definition.name.clone());
    let profiles = api.profiles.iter().map(|profile| profile.type_name.clone());
    let queries = queries(api, page);
    let used = |names: Vec<String>| {
        names
            .into_iter()
            .filter(|name| body.contains(name))
            .collect::<Vec<_>>()
    };
    let constants = used(constants.collect());
    let others = types.chain(profiles).chain(queries);
    let names = used(others.chain(["Api".to_owned()]).collect());
    if !constants.is_empty() || !names.is_empty() {
        code.blank();
    }
    // rustfmt puts a single type before a module, and braces behind it.
    if names.len() == 1 {
        imports::list(code, "super", names);
        imports::list(code, "super::profiles", constants);
    } else {
        imports::list(code, "super::profiles", constants);
        imports::list(code, "super", names);
    }
}

/// The requests of other pages by which operations of this one are asked after.
fn queries(api: &Api, page: Option<usize>) -> Vec<String> {
    let pages = || api.pages.iter().enumerate();
    let is_own = |index: usize| Some(index) == page;
    let asked: BTreeSet<&str> = pages()
        .filter(|(index, _)| is_own(*index))
        .flat_map(|(_, page)| &page.operations)
        .filter_map(|operation| operation.poll.as_ref()?.via.as_deref())
        .collect();
    pages()
        .filter(|(index, _)| !is_own(*index))
        .flat_map(|(_, page)| &page.operations)
        .filter(|operation| asked.contains(operation.name.as_str()))
        .map(|operation| operation.type_name.clone())
        .collect()
}
