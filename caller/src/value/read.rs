//! Reading values by the shapes that a spec documents.

use std::collections::HashMap;

use sealspec::json::Document;
use sealspec::{Codec, Decode, Extra, Json, Reader, Secret, ShapeError, ValueWriter, required};
use sealspec_codegen::model::{Api, Choice, Field, Presence, Shape, TypeKind, WireForm};
use sealspec_codegen::suggest::nearest;

use super::{Encoded, Member, Spelling, Value};
use crate::{keep, terms};

/// Who has written what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// A caller: a number may stand as text and a text as number, whatever the wire wants, but every name must be known.
    Given,
    /// The vendor: read as generated code reads it.
    Received,
}

/// The shapes of a spec.
#[derive(Clone, Copy)]
pub(crate) struct Shapes<'a> {
    pub(crate) api: &'a Api,
    pub(crate) direction: Direction,
}

impl Shapes<'_> {
    /// Takes a field's value, which may be absent.
    pub(crate) fn field<R: Reader>(
        &self,
        field: &Field,
        reader: &mut R,
    ) -> Result<Option<Member>, ShapeError> {
        let value = self.value(field, reader)?;
        Ok(value.map(|value| Member {
            wire: field.wire.clone(),
            value,
            spelling: self.spelling(field),
        }))
    }

    /// Takes a value of a shape, which must be there.
    pub(crate) fn present<R: Reader>(
        &self,
        shape: &Shape,
        reader: &mut R,
    ) -> Result<(), ShapeError> {
        self.plain(shape, false, reader).map(drop)
    }

    fn value<R: Reader>(&self, field: &Field, reader: &mut R) -> Result<Option<Value>, ShapeError> {
        let Field {
            shape,
            form,
            encoding,
            ..
        } = field;
        match self.direction {
            Direction::Given => drop(reader.lenient()),
            Direction::Received => {
                if *form != WireForm::Natural && encoding.is_none() {
                    reader.lenient();
                }
                if !field.absent.is_empty() {
                    reader.absent_if(keep::texts(&field.absent));
                }
            }
        }
        if reader.absent()? {
            return Ok(None);
        }
        let shaped = |shape| Shaped {
            shapes: self,
            shape,
            is_secret: field.secret,
        };
        match (encoding, shape) {
            (Some(encoding), _) => {
                let encoded = match self.direction {
                    Direction::Given => Encoded::given(encoding, *form, reader),
                    Direction::Received => Encoded::received(encoding, *form, reader),
                };
                encoded.map(Value::Encoded).map(Some)
            }
            (None, Shape::JsonText(inner)) => {
                let text = match self.direction {
                    // Who gives the JSON itself means its text.
                    Direction::Given => reader.text().or_else(|_| reader.json())?,
                    Direction::Received => reader.text()?,
                };
                Document::parse(&text)?.reader().read_with(&shaped(inner))
            }
            (None, Shape::Joined { item, separator }) => {
                let text = reader.text()?;
                let items = text.split(&**separator).filter(|_| !text.is_empty());
                let items = items.enumerate().map(|(index, item_text)| {
                    let json = terms::json_text(item_text);
                    let json = Document::parse(&json)?;
                    let value = shaped(item).decode(json.reader().lenient());
                    value.map_err(|error| error.at(index))
                });
                items.collect::<Result<_, _>>().map(Value::List).map(Some)
            }
            (None, shape) => shaped(shape).decode(reader).map(Some),
        }
    }

    fn spelling(&self, field: &Field) -> Spelling {
        let form = match self.kind(&field.shape) {
            Some(TypeKind::IntegerEnum { form, .. }) if field.form == WireForm::Natural => *form,
            _ => field.form,
        };
        match (&field.shape, form) {
            // Spelled by its value.
            _ if field.encoding.is_some() => Spelling::Natural,
            (Shape::JsonText(_), _) => Spelling::AsJson,
            (Shape::Joined { separator, .. }, _) => Spelling::Joined(separator.clone()),
            (_, WireForm::Natural | WireForm::Either) => Spelling::Natural,
            (_, WireForm::String) => Spelling::AsText,
            (_, WireForm::Number) => Spelling::AsNumber,
        }
    }

    fn kind(&self, shape: &Shape) -> Option<&TypeKind> {
        let Shape::Named(index) = shape else {
            return None;
        };
        let definition = self.api.types.get(*index);
        definition.map(|definition| &definition.kind)
    }

    fn named<R: Reader>(&self, index: usize, reader: &mut R) -> Result<Value, ShapeError> {
        let Some(definition) = self.api.types.get(index) else {
            return any(reader);
        };
        match &definition.kind {
            TypeKind::Object(fields) => {
                let members = self.object(fields, reader)?;
                Ok(Value::Object(members, terms::rules(&definition.rules)))
            }
            TypeKind::IntegerEnum { form, .. } => {
                if *form != WireForm::Natural {
                    reader.lenient();
                }
                reader.integer().map(Value::Integer)
            }
            TypeKind::StringEnum { .. } => reader.text().map(Value::Text),
            TypeKind::Newtype(shape) => self.plain(shape, false, reader),
            TypeKind::OneOf(choices) => self.one_of(choices, reader),
            // Rows stand in files, which no reply is.
            TypeKind::Row { .. } => any(reader),
        }
    }

    fn object<R: Reader>(
        &self,
        fields: &[Field],
        reader: &mut R,
    ) -> Result<Vec<Member>, ShapeError> {
        let mut found = HashMap::new();
        reader.object(|name, value| {
            match fields.iter().find(|field| field.wire == name) {
                Some(field) => drop(found.insert(&*field.wire, self.field(field, value)?)),
                None if self.direction == Direction::Given => {
                    return Err(undocumented(name, fields));
                }
                None => value.keep(name, &mut Extra::default())?,
            }
            Ok(())
        })?;
        let mut members = Vec::new();
        for field in fields {
            let member = found.remove(&*field.wire).flatten();
            match (self.direction, field.presence) {
                (Direction::Given, Presence::Required | Presence::Always) if member.is_none() => {
                    return Err(ShapeError::new("is required").within(&field.wire));
                }
                (Direction::Received, Presence::Always) => {
                    members.push(required(&field.wire, member)?);
                }
                _ => members.extend(member),
            }
        }
        Ok(members)
    }

    fn one_of<R: Reader>(&self, choices: &[Choice], reader: &mut R) -> Result<Value, ShapeError> {
        let names: Vec<&str> = choices.iter().map(|choice| &*choice.by).collect();
        let known_by = reader.first_present(&names)?;
        match choices.iter().find(|choice| choice.by == known_by) {
            Some(choice) => self.named(choice.of, reader),
            None => any(reader),
        }
    }

    /// Takes a value that is there.
    fn plain<R: Reader>(
        &self,
        shape: &Shape,
        is_secret: bool,
        reader: &mut R,
    ) -> Result<Value, ShapeError> {
        match shape {
            _ if is_secret => reader.text().map(Secret::from).map(Value::Secret),
            // Times that a field spells don't come here.
            Shape::String | Shape::DateTime | Shape::Date => reader.text().map(Value::Text),
            Shape::Boolean => reader.boolean().map(Value::Boolean),
            Shape::Integer | Shape::Money => reader.integer().map(Value::Integer),
            Shape::Number => reader.number().map(Value::Number),
            Shape::Any => any(reader),
            Shape::List(item) => {
                let mut items = Vec::new();
                reader.list(|reader| {
                    items.push(self.plain(item, false, reader)?);
                    Ok(())
                })?;
                Ok(Value::List(items))
            }
            Shape::Named(index) => self.named(*index, reader),
            // The first stands in no value, the others are all of a field.
            Shape::File | Shape::JsonText(_) | Shape::Joined { .. } => any(reader),
        }
    }
}

/// A shape, by which the runtime reads a value.
struct Shaped<'s> {
    shapes: &'s Shapes<'s>,
    shape: &'s Shape,
    is_secret: bool,
}

impl Codec<Value> for Shaped<'_> {
    fn encode<'a, W: ValueWriter<'a>>(&self, value: &'a Value, out: W) {
        sealspec::Encode::encode(value, out);
    }

    fn decode<R: Reader>(&self, reader: &mut R) -> Result<Value, ShapeError> {
        self.shapes.plain(self.shape, self.is_secret, reader)
    }
}

fn any<R: Reader>(reader: &mut R) -> Result<Value, ShapeError> {
    <Json as Decode>::decode(reader).map(Value::Json)
}

fn undocumented(name: &str, fields: &[Field]) -> ShapeError {
    let known = fields.iter().map(|field| &*field.wire);
    let problem = match nearest(name, known) {
        Some(meant) => format!("isn't documented (`{meant}` is)"),
        None => "isn't documented".to_owned(),
    };
    ShapeError::new(problem)
}
