//! Objects that replies bring.

use crate::model::{Field, Presence, Shape, TypeDefinition, WireForm};

use super::code::Code;
use super::docs::{self, Docs};
use super::layout::quoted;
use super::names::field_type;
use super::scope::Scope;
use super::{Options, callbacks, encodings, markdown};

/// An object that replies bring, and how it is read.
pub(crate) fn object(
    api: &Scope<'_>,
    options: &Options,
    definition: &TypeDefinition,
    fields: &[Field],
    code: &mut Code,
) {
    let mut docs = Docs::about(&definition.about, &fallback(api, definition));
    for fact in callbacks::facts(api, definition) {
        docs.markdown(fact);
    }
    code.block("sealspec::reply!", |code| {
        docs.write(code, "///");
        options.attribute(code);
        code.block(format!("pub struct {}", definition.name), |code| {
            for field in fields {
                docs::reply_field(field).write(code, "///");
                member(api, field, code);
            }
        });
    });
}

/// What an object is where the spec doesn't say: the payload of its operations, as a rule.
fn fallback(api: &Scope<'_>, definition: &TypeDefinition) -> String {
    let operation = api.operation_replying(&definition.name);
    operation.map_or(markdown::code(&definition.name), |operation| {
        format!("Payload of the reply to [`{}`].", operation.type_name)
    })
}

fn member(api: &Scope<'_>, field: &Field, code: &mut Code) {
    let Field { rust, wire, .. } = field;
    let presence = match field.presence {
        Presence::Always => "always",
        Presence::Required | Presence::Optional => "optional",
    };
    let kind = field_type(api, field);
    let name = quoted(wire);
    let steps = reading(api, field).concat();
    code.line(format!("{presence} {rust}: {kind} = {name}{steps},"));
}

/// The calls that read a field's value, where a plain `read` won't do.
fn reading(api: &Scope<'_>, field: &Field) -> Vec<String> {
    let codec = encodings::codec(api, field);
    let mut calls = Vec::new();
    if field.form != WireForm::Natural && codec.is_none() {
        calls.push(".lenient()".to_owned());
    }
    if !field.absent.is_empty() {
        let texts: Vec<_> = field.absent.iter().map(|text| quoted(text)).collect();
        calls.push(format!(".absent_if(&[{}])", texts.join(", ")));
    }
    match (codec, &field.shape) {
        (Some(codec), _) => calls.push(format!(".read_with({codec})")),
        (None, Shape::JsonText(_)) => calls.push(".read_json()".to_owned()),
        (None, Shape::Joined { separator, .. }) => {
            calls.push(format!(".read_joined({})", quoted(separator)));
        }
        (None, _) if calls.is_empty() => {}
        (None, _) => calls.push(".read()".to_owned()),
    }
    calls
}
