//! Where an operation goes, for code and for readers.

use crate::model::{Api, Body, Method, Operation, Variant};

use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::markdown;

/// `Route::post("/path", "server", Body::Form)`
pub(crate) fn route(api: &Api, variant: &Variant) -> Layout {
    let method = match variant.method {
        Method::Get => "get",
        Method::Post => "post",
    };
    let server = api
        .servers
        .get(variant.server)
        .map_or("", |server| server.name.as_str());
    let body = match variant.body {
        Body::Form => "Body::Form",
        Body::Multipart => "Body::Multipart",
        Body::Query => "Body::Query",
        Body::Json => "Body::Json",
    };
    let (path, server) = match variant.takes_url() {
        true => ("", ""),
        false => (variant.path.as_str(), server),
    };
    let arguments = vec![
        Layout::text(quoted(path)),
        Layout::text(quoted(server)),
        Layout::text(body),
    ];
    Layout::call(format!("Route::{method}"), arguments)
}

/// Of each variant: method and path, the profile where there are several, the page; then what is said about it.
pub(crate) fn describe(api: &Api, operation: &Operation, docs: &mut Docs) {
    let page = operation
        .source
        .as_ref()
        .map(|source| format!(" · {}", markdown::link("vendor page", source)));
    let page = page.unwrap_or_default();
    for variant in &operation.variants {
        let method = match variant.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let route = match operation.link {
            true => format!("Link to {}", markdown::code(&variant.path)),
            false => markdown::code(&format!("{method} {}", variant.path)),
        };
        docs.markdown(match api.profiles.get(variant.profile) {
            Some(profile) if api.profiles.len() > 1 => {
                format!("{route} with [`{}`]{page}", profile.type_name)
            }
            _ => format!("{route}{page}"),
        });
        docs.text("", &variant.about.doc);
        docs.remarks(&variant.about);
    }
}
