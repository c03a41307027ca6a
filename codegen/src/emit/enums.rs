//! Open enums, and types of one value.

use std::fmt::Display;

use crate::model::{Api, EnumValue, Shape, TypeDefinition, WireForm};

use super::code::Code;
use super::docs::Docs;
use super::layout::quoted;
use super::names::{is_exact, shape_type};
use super::{Options, markdown};

const ENCODE: &str = "fn encode<'a, W: ValueWriter<'a>>";
const ENCODE_PARAMETERS: &[&str] = &["&'a self", "out: W"];
const DECODE: &str = "fn decode<R: Reader>";
const DECODE_PARAMETERS: &[&str] = &["reader: &mut R"];
const DECODE_RESULT: &str = " -> Result<Self, ShapeError>";

/// An open enum over integers.
pub(crate) fn integers(
    options: &Options,
    definition: &TypeDefinition,
    values: &[EnumValue<i64>],
    form: WireForm,
    code: &mut Code,
) {
    let lenient = if form == WireForm::Natural {
        ""
    } else {
        " lenient"
    };
    let values = values.iter().map(|value| (value, value.value.to_string()));
    declaration("integer_enum", options, definition, lenient, values, code);
}

/// An open enum over texts.
pub(crate) fn texts(
    options: &Options,
    definition: &TypeDefinition,
    values: &[EnumValue<String>],
    code: &mut Code,
) {
    let values = values.iter().map(|value| (value, quoted(&value.value)));
    declaration("text_enum", options, definition, "", values, code);
}

/// A type of one value.
pub(crate) fn newtype(
    api: &Api,
    options: &Options,
    definition: &TypeDefinition,
    inner: &Shape,
    code: &mut Code,
) {
    let name = &definition.name;
    let inner_type = shape_type(api, inner);
    let exact = if is_exact(api, inner) {
        ", Eq, Hash"
    } else {
        ""
    };
    Docs::about(&definition.about, &markdown::code(name)).write(code, "///");
    let copy = match inner {
        Shape::Integer | Shape::Number => "Copy, ",
        _ => "",
    };
    code.line(format!("#[derive(Clone, {copy}Debug, PartialEq{exact})]"));
    options.attribute(code);
    code.line(format!("pub struct {name}(pub {inner_type});"));
    code.blank();
    code.block(format!("impl {name}"), |code| {
        code.line("/// Takes a value for one of this kind.");
        // Of a literal, `impl Into<i64>` would make an `i32`.
        let (parameter, value) = match inner {
            Shape::Integer | Shape::Number => (format!("value: {inner_type}"), "value"),
            _ => (format!("value: impl Into<{inner_type}>"), "value.into()"),
        };
        code.function("pub fn new", &[&parameter], " -> Self", |code| {
            code.line(format!("Self({value})"))
        });
    });
    conversions(
        definition,
        "self.0.encode(out);",
        "Decode::decode(reader).map(Self)",
        code,
    );
    blank(definition, "Self(Blank::blank())", code);
}

/// The enum by this macro, its values as literals; the checker keeps the name `Other` for undocumented ones.
fn declaration<'v, T: Display + 'v>(
    kind: &str,
    options: &Options,
    definition: &TypeDefinition,
    property: &str,
    values: impl Iterator<Item = (&'v EnumValue<T>, String)>,
    code: &mut Code,
) {
    code.block(format!("sealspec::{kind}!"), |code| {
        Docs::about(&definition.about, &markdown::code(&definition.name)).write(code, "///");
        options.attribute(code);
        code.block(format!("pub enum {}{property}", definition.name), |code| {
            for (value, literal) in values {
                Docs::about_value(&value.about, &value.value.to_string()).write(code, "///");
                code.line(format!("{} = {literal},", value.name));
            }
        });
    });
}

/// `Encode` and `Decode`, as far as the type is used so.
fn conversions(definition: &TypeDefinition, encode: &str, decode: &str, code: &mut Code) {
    let name = &definition.name;
    if definition.in_requests {
        code.blank();
        code.implementation("Encode", name, |code| {
            code.function(ENCODE, ENCODE_PARAMETERS, "", |code| code.line(encode));
        });
    }
    if definition.in_replies {
        code.blank();
        code.implementation("Decode", name, |code| {
            code.function(DECODE, DECODE_PARAMETERS, DECODE_RESULT, |code| {
                code.line(decode)
            });
        });
    }
}

/// What a builder holds before it is given a value.
fn blank(definition: &TypeDefinition, value: &str, code: &mut Code) {
    if definition.in_requests {
        code.blank();
        code.implementation("Blank", &definition.name, |code| {
            code.function("fn blank", &[], " -> Self", |code| code.line(value));
        });
    }
}
