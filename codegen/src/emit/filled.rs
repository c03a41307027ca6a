//! Fields that an operation fills in itself.

use crate::model::{Api, Filled, FilledValue, Json, Profile};

use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::{markdown, templates};

/// The statement that writes one into a form.
pub(crate) fn field(api: &Api, profile: &Profile, filled: &Filled) -> Layout {
    let value = match &filled.value {
        FilledValue::Constant(value) => Layout::text(quoted(&value.text())),
        FilledValue::Derived(template) => templates::derived(api, profile, template),
    };
    written("out.text", filled, value)
}

/// The statement that writes one into a JSON object.
pub(crate) fn member(filled: &Filled, writer: &str) -> Layout {
    let (method, value) = match filled.constant() {
        Some(Json::Boolean(value)) => ("field", format!("&{value}")),
        Some(Json::Number(text)) => ("field_as_number", quoted(text)),
        value => ("text", quoted(&value.map(Json::text).unwrap_or_default())),
    };
    written(&format!("{writer}.{method}"), filled, Layout::text(value))
}

fn written(method: &str, filled: &Filled, value: Layout) -> Layout {
    let name = Layout::text(quoted(&filled.wire));
    Layout::call(method, vec![name, value]).followed_by(";")
}

/// What is said about those of an operation.
pub(crate) fn describe(filled: &[Filled], docs: &mut Docs) {
    for own in filled {
        let wire = markdown::code(&own.wire);
        let sent = match own.text() {
            Some(text) => format!("Sends {wire} = {}", markdown::code(&text)),
            None => format!("Sends {wire}, which is made from the URL"),
        };
        if own.about.doc == Default::default() {
            docs.markdown(format!("{sent}."));
        }
        docs.text(&format!("{sent}: "), &own.about.doc);
        docs.remarks(&own.about);
    }
}
