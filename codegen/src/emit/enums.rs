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
    let name = &definition.name;
    declaration(options, definition, values, "Copy, ", "i64", code);
    code.blank();
    code.block(format!("impl {name}"), |code| {
        code.line("/// The value on the wire.");
        code.function("pub fn code", &["&self"], " -> i64", |code| {
            code.block("match self", |code| {
                for value in values {
                    code.arm(&format!("Self::{}", value.name), &value.value.to_string());
                }
                code.arm("Self::Other(code)", "*code");
            });
        });
    });
    code.blank();
    code.implementation("From<i64>", name, |code| {
        code.function("fn from", &["code: i64"], " -> Self", |code| {
            code.block("match code", |code| {
                for value in values {
                    code.arm(&value.value.to_string(), &format!("Self::{}", value.name));
                }
                code.arm("_", "Self::Other(code)");
            });
        });
    });
    let lenient = if form == WireForm::Natural {
        ""
    } else {
        ".lenient()"
    };
    conversions(
        definition,
        "out.integer(self.code());",
        &format!("reader{lenient}.integer().map(Self::from)"),
        code,
    );
    blank(definition, "Self::Other(0)", code);
}

/// An open enum over texts.
pub(crate) fn texts(
    options: &Options,
    definition: &TypeDefinition,
    values: &[EnumValue<String>],
    code: &mut Code,
) {
    let name = &definition.name;
    declaration(options, definition, values, "", "String", code);
    code.blank();
    code.block(format!("impl {name}"), |code| {
        code.line("/// The value on the wire.");
        code.function("pub fn as_str", &["&self"], " -> &str", |code| {
            code.block("match self", |code| {
                for value in values {
                    code.arm(&format!("Self::{}", value.name), &quoted(&value.value));
                }
                code.arm("Self::Other(text)", "text");
            });
        });
    });
    code.blank();
    code.implementation("From<&str>", name, |code| {
        code.function("fn from", &["text: &str"], " -> Self", |code| {
            code.block("match text", |code| {
                for value in values {
                    code.arm(&quoted(&value.value), &format!("Self::{}", value.name));
                }
                code.arm("_", "Self::Other(text.to_owned())");
            });
        });
    });
    code.blank();
    code.implementation("From<String>", name, |code| {
        code.function("fn from", &["text: String"], " -> Self", |code| {
            code.line("Self::from(text.as_str())")
        });
    });
    conversions(
        definition,
        "out.text(self.as_str());",
        "reader.text().map(Self::from)",
        code,
    );
    blank(definition, "Self::Other(String::new())", code);
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

/// The enum itself; the checker keeps the name `Other` for undocumented values.
fn declaration<T: Display>(
    options: &Options,
    definition: &TypeDefinition,
    values: &[EnumValue<T>],
    copy: &str,
    other_type: &str,
    code: &mut Code,
) {
    Docs::about(&definition.about, &markdown::code(&definition.name)).write(code, "///");
    code.line(format!(
        "#[derive(Clone, {copy}Debug, PartialEq, Eq, Hash)]"
    ));
    options.attribute(code);
    code.line("#[non_exhaustive]");
    code.block(format!("pub enum {}", definition.name), |code| {
        for value in values {
            Docs::about_value(&value.about, &value.value.to_string()).write(code, "///");
            code.line(format!("{},", value.name));
        }
        code.line("/// A value that the documentation doesn't name.");
        code.line(format!("Other({other_type}),"));
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
