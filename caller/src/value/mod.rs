//! Values of fields, as generated code would hold them: read by a shape, written by the runtime.

mod encoded;
mod read;

use sealspec::{Encode, Json, ObjectWriter, RequestWriter, Rule, Secret, ValueWriter};

pub(crate) use encoded::Encoded;
pub(crate) use read::{Direction, Shapes};

/// A value of a documented shape.
#[derive(Clone)]
pub(crate) enum Value {
    Text(String),
    Secret(Secret),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    Json(Json),
    Encoded(Encoded),
    List(Vec<Value>),
    Object(Vec<Member>, &'static [Rule]),
}

/// A field that is given, with its name on the wire.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) wire: String,
    pub(crate) value: Value,
    pub(crate) spelling: Spelling,
}

/// How a field's value stands on the wire.
#[derive(Clone)]
pub(crate) enum Spelling {
    Natural,
    /// A number as text.
    AsText,
    /// A text as number.
    AsNumber,
    /// Its JSON as text.
    AsJson,
    /// The items of a list as one text, with this between them.
    Joined(String),
}

impl Member {
    /// Writes it beside others, where every value is text.
    pub(crate) fn write_field<'a, W: RequestWriter<'a>>(&'a self, out: &mut W) {
        let Self {
            wire,
            value,
            spelling,
        } = self;
        match spelling {
            Spelling::AsJson => out.field_as_json(wire, value),
            Spelling::Joined(separator) => out.field_joined(wire, separator, value),
            Spelling::Natural | Spelling::AsText | Spelling::AsNumber => out.field(wire, value),
        }
    }

    /// Writes it into a JSON object.
    pub(crate) fn write_member(&self, out: &mut ObjectWriter<'_>) {
        let Self {
            wire,
            value,
            spelling,
        } = self;
        match spelling {
            Spelling::Natural => out.field(wire, value),
            Spelling::AsText => out.field_as_text(wire, value),
            Spelling::AsNumber => out.field_as_number(wire, value),
            Spelling::AsJson => out.field_as_json(wire, value),
            Spelling::Joined(separator) => out.field_joined(wire, separator, value),
        }
    }
}

impl Encode for Value {
    fn encode<'a, W: ValueWriter<'a>>(&'a self, out: W) {
        match self {
            Self::Text(text) => text.encode(out),
            Self::Secret(secret) => secret.encode(out),
            Self::Integer(number) => number.encode(out),
            Self::Number(number) => number.encode(out),
            Self::Boolean(value) => value.encode(out),
            Self::Json(json) => json.encode(out),
            Self::Encoded(encoded) => encoded.encode(out),
            Self::List(items) => out.list(items),
            Self::Object(members, rules) => out.object(|out| {
                members.iter().for_each(|member| member.write_member(out));
                if !rules.is_empty() {
                    out.rules(rules);
                }
            }),
        }
    }
}
