//! Fields that an operation fills in itself.

use crate::model::{Filled, Json};

use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::markdown;

/// The statement that writes one into a form.
pub(crate) fn field(filled: &Filled) -> Layout {
    written("out.text", filled, quoted(&filled.text()))
}

/// The statement that writes one into a JSON object.
pub(crate) fn member(filled: &Filled, writer: &str) -> Layout {
    let (method, value) = match &filled.value {
        Json::Boolean(value) => ("field", format!("&{value}")),
        Json::Number(text) => ("field_as_number", quoted(text)),
        _ => ("text", quoted(&filled.text())),
    };
    written(&format!("{writer}.{method}"), filled, value)
}

fn written(method: &str, filled: &Filled, value: String) -> Layout {
    let name = Layout::text(quoted(&filled.wire));
    Layout::call(method, vec![name, Layout::text(value)]).followed_by(";")
}

/// What is said about those of an operation.
pub(crate) fn describe(filled: &[Filled], docs: &mut Docs) {
    for own in filled {
        let (wire, value) = (markdown::code(&own.wire), markdown::code(&own.text()));
        let sent = format!("Sends {wire} = {value}");
        if own.about.doc == Default::default() {
            docs.markdown(format!("{sent}."));
        }
        docs.text(&format!("{sent}: "), &own.about.doc);
        docs.remarks(&own.about);
    }
}
