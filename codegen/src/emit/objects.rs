//! Objects that replies bring.

use crate::model::{Field, Presence, Shape, TypeDefinition, WireForm};

use super::code::Code;
use super::docs::{self, Docs};
use super::layout::{Layout, quoted};
use super::names::{field_type, free};
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
    let names = Names::beside(fields);
    let mut docs = Docs::about(&definition.about, &fallback(api, definition));
    for fact in callbacks::facts(api, definition) {
        docs.markdown(fact);
    }
    docs.write(code, "///");
    code.line("#[derive(Clone, Debug, PartialEq)]");
    options.attribute(code);
    code.line("#[non_exhaustive]");
    code.block(format!("pub struct {}", definition.name), |code| {
        for field in fields {
            docs::reply_field(field).write(code, "///");
            let kind = field_type(api, field);
            let kind = match field.presence {
                Presence::Always => kind,
                Presence::Required | Presence::Optional => format!("Option<{kind}>"),
            };
            code.split(&format!("pub {}:", field.rust), &format!("{kind},"));
        }
        code.line("/// Members that the documentation doesn't name.");
        code.line(format!("pub {}: Extra,", names.extra));
    });
    code.blank();
    code.implementation("Decode", &definition.name, |code| {
        decode(api, fields, &names, code)
    });
}

/// What an object is where the spec doesn't say: the payload of its operations, as a rule.
fn fallback(api: &Scope<'_>, definition: &TypeDefinition) -> String {
    let operation = api.operation_replying(&definition.name);
    operation.map_or(markdown::code(&definition.name), |operation| {
        format!("Payload of the reply to [`{}`].", operation.type_name)
    })
}

/// Names of local variables that no field has.
struct Names {
    reader: String,
    name: String,
    value: String,
    extra: String,
}

impl Names {
    fn beside(fields: &[Field]) -> Self {
        let is_taken = |name: &str| fields.iter().any(|field| field.rust == name);
        Self {
            reader: free(&["reader", "input"], is_taken),
            name: free(&["name", "member", "member_name"], is_taken),
            value: free(&["value", "content", "member_value"], is_taken),
            extra: free(&["extra", "extra_members"], is_taken),
        }
    }
}

fn decode(api: &Scope<'_>, fields: &[Field], names: &Names, code: &mut Code) {
    let Names {
        reader,
        name,
        value,
        extra,
    } = names;
    let parameter = format!("{reader}: &mut R");
    code.function(
        "fn decode<R: Reader>",
        &[&parameter],
        " -> Result<Self, ShapeError>",
        |code| {
            for field in fields {
                code.line(format!("let mut {} = None;", field.rust));
            }
            code.line(format!("let mut {extra} = Extra::default();"));
            if fields.is_empty() {
                code.line(format!(
                    "{reader}.object(|{name}, {value}| {value}.keep({name}, &mut {extra}))?;"
                ));
            } else {
                code.nest(
                    &format!("{reader}.object(|{name}, {value}| {{"),
                    |code| members(api, fields, names, code),
                    "})?;",
                );
            }
            let values = fields
                .iter()
                .map(finished)
                .chain([Layout::text(extra)])
                .collect();
            code.layout(Layout::call("Ok", vec![Layout::literal("Self", values)]));
        },
    );
}

fn members(api: &Scope<'_>, fields: &[Field], names: &Names, code: &mut Code) {
    let Names {
        name, value, extra, ..
    } = names;
    code.block(format!("match {name}"), |code| {
        for field in fields {
            let calls = reading(api, field);
            code.assigning_arm(&quoted(&field.wire), &field.rust, value, &calls);
        }
        code.arm("_", &format!("{value}.keep({name}, &mut {extra})?"));
    });
    code.line("Ok(())");
}

/// The calls that read a field's value.
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
    calls.push(match (codec, &field.shape) {
        (Some(codec), _) => format!(".read_with({codec})?"),
        (None, Shape::JsonText(_)) => ".read_json()?".to_owned(),
        (None, Shape::Joined { separator, .. }) => format!(".read_joined({})?", quoted(separator)),
        (None, _) => ".read()?".to_owned(),
    });
    calls
}

fn finished(field: &Field) -> Layout {
    let Field { rust, wire, .. } = field;
    match field.presence {
        Presence::Always => {
            let arguments = vec![Layout::text(quoted(wire)), Layout::text(rust)];
            Layout::call(format!("{rust}: sealspec::required"), arguments).followed_by("?")
        }
        Presence::Required | Presence::Optional => Layout::text(rust),
    }
}
