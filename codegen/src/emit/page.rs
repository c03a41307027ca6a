//! A file per documentation page, and one for shared types.

use std::collections::HashSet;

use crate::model::{Page, TypeKind};

use super::code::Code;
use super::docs::Docs;
use super::imports::{self, names};
use super::names::{BARE, envelope_constant};
use super::scope::{Index, Scope};
use super::{
    GeneratedFile, Options, callbacks, encodings, enums, header, markdown, objects, one_of,
    requests, rows,
};

/// The file of a page; `None` where it documents nothing that could be generated.
pub(crate) fn page(index: &Index<'_>, options: &Options, page: usize) -> Option<GeneratedFile> {
    let api = &Scope::new(index, Some(page));
    let page = api.pages.get(page)?;
    let mut body = Code::default();
    for operation in &page.operations {
        body.blank();
        requests::request(api, options, operation, &mut body);
    }
    for callback in &page.callbacks {
        body.blank();
        callbacks::callback(api, callback, &mut body);
    }
    types(api, options, &mut body);
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
    use_lines(api, &names(body.text()), &mut code);
    encodings::constants(api, &mut code);
    code.append(&body);
    Some(GeneratedFile {
        path: format!("{}/{}.rs", api.name, page.name),
        text: code.into_text(),
    })
}

/// The file of the types that several pages use.
pub(crate) fn shared_types(index: &Index<'_>, options: &Options) -> Option<GeneratedFile> {
    let api = &Scope::new(index, None);
    let mut body = Code::default();
    types(api, options, &mut body);
    if body.text().is_empty() {
        return None;
    }
    let mut code = header(&api.file);
    code.line("//! Types that several pages share.");
    use_lines(api, &names(body.text()), &mut code);
    encodings::constants(api, &mut code);
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

fn types(api: &Scope<'_>, options: &Options, code: &mut Code) {
    for definition in api.types() {
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
fn use_lines(api: &Scope<'_>, body: &HashSet<&str>, code: &mut Code) {
    if imports::needs_runtime(body) {
        code.blank();
        imports::runtime(code, body);
    }
    let envelopes = api.envelopes.iter();
    let mut constants: Vec<String> = envelopes
        .map(|envelope| envelope_constant(&envelope.name))
        .chain([BARE.to_owned()])
        .collect();
    constants.retain(|name| body.contains(name.as_str()));
    let profiles = api
        .profiles
        .iter()
        .map(|profile| profile.type_name.as_str());
    let others: HashSet<&str> = profiles.chain(queries(api)).chain(["Api"]).collect();
    let is_other = |name: &str| others.contains(name) || api.is_type_elsewhere(name);
    let names = body.iter().filter(|name| is_other(name));
    let names: Vec<String> = names.map(|name| (*name).to_owned()).collect();
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
fn queries<'a>(api: &'a Scope<'_>) -> impl Iterator<Item = &'a str> {
    let page = api.page.and_then(|page| api.pages.get(page));
    let operations = page.into_iter().flat_map(|page| &page.operations);
    let asked = operations.filter_map(|operation| operation.poll.as_ref()?.via.as_deref());
    asked
        .filter_map(|name| api.operation(name))
        .filter(|(_, is_own)| !is_own)
        .map(|(operation, _)| operation.type_name.as_str())
}
