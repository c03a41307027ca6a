//! What nothing documents.

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::About;
use crate::spec::{CommonField, Field, Name, Page, Profile, Response, Spec, Type, TypeKind};

pub(super) fn warn(spec: &Spec, problems: &Problems<'_>) {
    let undocumented = |name: &Name, what: &str, about: &About| {
        if about.doc.is_empty() {
            problems.report(no_doc(name, what));
        }
    };
    let of_fields = |fields: &[Field]| {
        for field in fields {
            undocumented(&field.wire, "field", &field.about);
        }
    };
    for credential in &spec.api.credentials {
        undocumented(&credential.name, "credential", &credential.about);
    }
    for field in spec.api.profiles.iter().flat_map(common) {
        if !passes_on_a_credential(field, spec) {
            undocumented(&field.wire, "field", &field.about);
        }
    }
    for envelope in &spec.api.envelopes {
        of_fields(&envelope.fields);
    }
    for fields in declared(spec).filter_map(fields_of) {
        of_fields(fields);
    }
    for page in &spec.pages {
        for operation in &page.operations {
            of_fields(&operation.request);
            for filled in &operation.filled {
                undocumented(&filled.wire, "field", &filled.about);
            }
            if let Some(Response::Fields(_, fields)) = &operation.response {
                of_fields(fields);
            }
        }
        for callback in &page.callbacks {
            of_fields(&callback.fields);
        }
        warn_of_unknown_origin(page, problems);
    }
}

fn no_doc(name: &Name, what: &str) -> Diagnostic {
    let message = format!("the {what} `{}` has no `doc`", name.text);
    Diagnostic::new(Code::NoDoc, name.span, message)
        .label("what is it?")
        .help("add `doc:` with what the vendor's page says of it; if it says nothing, write what it is for and mark that with `assumed:`")
}

fn common(profile: &Profile) -> impl Iterator<Item = &CommonField> {
    let fields = profile.common.iter().chain(&profile.query);
    fields.chain(&profile.headers)
}

/// Whether a field is one credential as it is, which has a doc of its own.
fn passes_on_a_credential(field: &CommonField, spec: &Spec) -> bool {
    let template = field.value.as_ref().map(|value| value.text.trim());
    let inner = template.and_then(|text| text.strip_prefix('{')?.strip_suffix('}'));
    let mut credentials = spec.api.credentials.iter();
    inner.is_some_and(|inner| credentials.any(|own| own.name.text == inner.trim()))
}

fn declared(spec: &Spec) -> impl Iterator<Item = &Type> {
    let on_pages = spec.pages.iter().flat_map(|page| &page.types);
    spec.api.types.iter().chain(on_pages)
}

fn fields_of(declared: &Type) -> Option<&[Field]> {
    match &declared.kind {
        TypeKind::Object(fields) | TypeKind::Row { fields, .. } => Some(fields),
        TypeKind::Enum { .. } | TypeKind::Newtype(_) | TypeKind::OneOf(_) => None,
    }
}

/// Warns of operations and callbacks that neither a page of the vendor's nor an assumption accounts for.
fn warn_of_unknown_origin(page: &Page, problems: &Problems<'_>) {
    let operations = page.operations.iter();
    let operations = operations.map(|own| ("operation", &own.name, &own.about, &own.source));
    let callbacks = page.callbacks.iter();
    let callbacks = callbacks.map(|own| ("callback", &own.name, &own.about, &own.source));
    for (what, name, about, source) in operations.chain(callbacks) {
        if source.is_none() && page.source.is_none() && !is_admitted(about) {
            let message = format!(
                "nothing says where the {what} `{}` is documented",
                name.text
            );
            let help = "add `source:` with the address of the vendor's page, here or for the whole page; if no page tells, say `assumed:` with the reason or `confidence: observed`";
            problems.report(
                Diagnostic::new(Code::Undocumented, name.span, message)
                    .label("known from where?")
                    .help(help),
            );
        }
    }
}

/// Whether the spec says itself that the vendor doesn't.
pub(super) fn is_admitted(about: &About) -> bool {
    about.observed || !about.assumed.is_empty()
}
