//! Codecs of values that aren't spelled in the natural way of their type.

use std::iter;

use heck::ToShoutySnakeCase;

use crate::model::{Encoding, Field, Json, Operation, TypeDefinition, TypeKind, WireForm};

use super::code::Code;
use super::layout::{Layout, quoted};
use super::scope::Scope;

/// The codec of a field that has one.
pub(crate) fn codec(api: &Scope<'_>, field: &Field) -> Option<String> {
    Some(match field.encoding.as_ref()? {
        Encoding::YesNo { yes, no } => match (yes, no) {
            (Json::Number(yes), Json::Number(no)) => {
                format!("&sealspec::YesNo::numbers({yes}, {no})")
            }
            (yes, no) => format!(
                "&sealspec::YesNo::texts({}, {})",
                quoted(&yes.text()),
                quoted(&no.text())
            ),
        },
        Encoding::Decimal { decimals } => {
            format!("&sealspec::Decimal::{}({decimals})", form(field, "text"))
        }
        Encoding::DateTime { .. } | Encoding::Date { .. } => {
            let own = api
                .formats
                .iter()
                .find(|(_, other)| is_alike(field, other))?;
            format!("&{}", own.0)
        }
    })
}

/// Writes the constants of the formats of times that a file's fields have.
pub(crate) fn constants(api: &Scope<'_>, code: &mut Code) {
    for (name, field) in &api.formats {
        let (formats, offset) = match &field.encoding {
            Some(Encoding::DateTime { formats, offset }) => (formats, offset.as_str()),
            Some(Encoding::Date { formats }) => (formats, ""),
            _ => continue,
        };
        let formats = formats.iter().map(|format| Layout::text(quoted(format)));
        let value = Layout::call(
            format!("sealspec::TimeFormat::{}", form(field, "new")),
            vec![
                Layout::slice(formats.collect()),
                Layout::text(quoted(offset)),
            ],
        );
        code.blank();
        code.assignment(
            &format!("const {name}: sealspec::TimeFormat<'static> ="),
            value.followed_by(";"),
        );
    }
}

/// The formats of times, each with the first field that has it and a constant's name from that.
pub(super) fn formats<'a>(
    operations: &'a [Operation],
    types: &[&'a TypeDefinition],
) -> Vec<(String, &'a Field)> {
    let requests = operations.iter().flat_map(|operation| &operation.request);
    let objects = types.iter().flat_map(|definition| match &definition.kind {
        TypeKind::Object(fields) | TypeKind::Row { fields, .. } => fields.as_slice(),
        _ => &[],
    });
    let mut named: Vec<(String, &Field)> = Vec::new();
    for field in requests.chain(objects) {
        let is_time = matches!(
            field.encoding,
            Some(Encoding::DateTime { .. } | Encoding::Date { .. })
        );
        if is_time && !named.iter().any(|(_, other)| is_alike(field, other)) {
            let name = field.rust.to_shouty_snake_case() + "_FORMAT";
            let is_taken = |name: &String| named.iter().any(|(taken, _)| taken == name);
            let numbered = (2..).map(|number| format!("{name}_{number}"));
            let free = iter::once(name.clone())
                .chain(numbered)
                .find(|name| !is_taken(name));
            named.push((free.unwrap_or(name), field));
        }
    }
    named
}

fn is_alike(one: &Field, other: &Field) -> bool {
    (&one.encoding, one.form) == (&other.encoding, other.form)
}

/// The function that makes a codec for a field's form.
fn form(field: &Field, natural: &'static str) -> &'static str {
    match field.form {
        WireForm::Natural => natural,
        WireForm::String => "text",
        WireForm::Number => "number",
        WireForm::Either => "either",
    }
}
