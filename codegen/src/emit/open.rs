//! Fields under names of the caller's.

use crate::model::{About, Operation, Place, Profile};

use super::code::Code;
use super::docs::Docs;
use super::layout::{Layout, quoted};

/// The struct's field that holds them.
pub(crate) fn declaration(about: &About, code: &mut Code) {
    Docs::about(about, "Further fields: names and values.").write(code, "///");
    code.line("open extra: Vec<(String, String)>,");
}

/// The statement that writes them; beside the fields of a profile, unless they stand in an object of their own.
pub(crate) fn statement(operation: &Operation, beside: Option<&Profile>, writer: &str) -> Layout {
    let fields = operation.request.iter().map(|field| &*field.wire);
    let filled = operation.filled.iter().map(|filled| &*filled.wire);
    let names = beside
        .into_iter()
        .flat_map(names)
        .chain(fields)
        .chain(filled);
    let names = names.map(|name| Layout::text(quoted(name))).collect();
    let arguments = vec![Layout::slice(names), Layout::text("&self.extra")];
    Layout::call(format!("{writer}.open"), arguments).followed_by(";")
}

/// The fields that a profile adds to every request.
fn names(profile: &Profile) -> impl Iterator<Item = &str> {
    let common = profile.common.iter().chain(&profile.query);
    let outputs = profile.sign.iter().flat_map(|sign| &sign.into);
    let signature = outputs.filter_map(|output| match &output.place {
        Place::Field(name) | Place::Query(name) => Some(name.as_str()),
        Place::Header(_) | Place::Path => None,
    });
    common.map(|field| &*field.wire).chain(signature)
}
