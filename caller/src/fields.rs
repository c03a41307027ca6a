//! Fields of a call, given by their names on the wire.

use sealspec::json::{Document, JsonReader};
use sealspec::{File, Json, Reader as _, ShapeError};
use sealspec_codegen::model::{Field, FilledValue, Operation, Profile, Shape, TypeKind};
use sealspec_codegen::suggest::list_of;

use crate::call::{Call, Given};
use crate::error::CallError;
use crate::terms;
use crate::value::Direction;

/// What a name stands for.
pub(crate) enum Named {
    Field(usize),
    Filled(usize),
    Open,
}

impl Call {
    /// Gives a field as a text, as one types it: read by the field's shape. Dates and the like are spelled as on the wire, lists
    /// and objects as JSON, a list that travels as one text as that text. A field that was given before gets the new value.
    ///
    /// # Errors
    ///
    /// Where the operation has no such field, or the text doesn't fit it.
    pub fn text(&mut self, name: &str, value: &str) -> Result<(), CallError> {
        match self.named(name)? {
            Named::Field(index) => {
                let json = match self
                    .field(index)
                    .is_some_and(|own| self.is_json(own, value))
                {
                    true => value.to_owned(),
                    false => terms::json_text(value),
                };
                self.set(index, &json)
            }
            Named::Filled(index) => self.check_filled(index, Some(value)),
            Named::Open => {
                self.set_open(name, value);
                Ok(())
            }
        }
    }

    /// Gives fields by a JSON object of their names and values on the wire, as the examples of a spec have them; a file is
    /// `{"name": …, "content_type": …, "text": …}`.
    ///
    /// # Errors
    ///
    /// Where it isn't one, names a field that the operation doesn't have, or has a value that doesn't fit. No field is given then.
    pub fn json(&mut self, request: &str) -> Result<(), CallError> {
        let not_json = |error: ShapeError| {
            CallError::new(
                format!("the request isn't a JSON object: {error}"),
                "give the fields by their names, such as `{\"id\": \"7\"}`",
            )
        };
        let request = Document::object(request).map_err(not_json)?;
        let mut changed = self.clone();
        for member in request.members() {
            match changed.named(&member.name)? {
                Named::Field(index) => changed.set(index, member.json)?,
                Named::Filled(index) => {
                    let text = scalar(member.json);
                    changed.check_filled(index, text.as_deref())?;
                }
                Named::Open => {
                    let text = scalar(member.json).ok_or_else(|| {
                        CallError::new(
                            format!("`{}` is an object or a list", member.name),
                            "give further fields as texts",
                        )
                    })?;
                    changed.set_open(&member.name, &text);
                }
            }
        }
        *self = changed;
        Ok(())
    }

    /// Gives a file.
    ///
    /// # Errors
    ///
    /// Where the operation has no such field, or it isn't a file.
    pub fn file(&mut self, name: &str, file: File) -> Result<(), CallError> {
        let refused =
            || CallError::new(format!("`{name}` isn't a file"), "give its value as a text");
        let Named::Field(index) = self.named(name)? else {
            return Err(refused());
        };
        let is_file = self
            .field(index)
            .is_some_and(|own| own.shape == Shape::File);
        match self.fields.get_mut(index).filter(|_| is_file) {
            Some(place) => {
                *place = Some(Given::File(name.to_owned(), file));
                Ok(())
            }
            None => Err(refused()),
        }
    }

    pub(crate) fn named(&self, name: &str) -> Result<Named, CallError> {
        let Operation {
            request,
            filled,
            open,
            ..
        } = &self.operation;
        if let Some(index) = request.iter().position(|field| field.wire == name) {
            return Ok(Named::Field(index));
        }
        if let Some(index) = filled.iter().position(|filled| filled.wire == name) {
            return Ok(Named::Filled(index));
        }
        let Profile {
            name: profile,
            common,
            query,
            ..
        } = &self.profile;
        if common.iter().chain(query).any(|field| field.wire == name) {
            return Err(CallError::new(
                format!("`{name}` is filled in by the profile `{profile}`"),
                "leave it out",
            ));
        }
        if open.is_some() {
            return Ok(Named::Open);
        }
        let known = || request.iter().map(|field| field.wire.as_str());
        let all = match request.is_empty() {
            true => "it has none".to_owned(),
            false => format!("it has {}", list_of(known())),
        };
        Err(CallError::unknown(
            format!("`{}` has no field `{name}`", self.operation.name),
            name,
            known(),
            all,
        ))
    }

    pub(crate) fn set(&mut self, index: usize, json: &str) -> Result<(), CallError> {
        let Some(field) = self.field(index) else {
            return Ok(());
        };
        if field.shape == Shape::File {
            let Some(file) = shown_file(json) else {
                return Err(CallError::new(
                    format!("`{}` is a file", field.wire),
                    "give the file itself, not a text",
                ));
            };
            let wire = field.wire.clone();
            return self.file(&wire, file);
        }
        let shapes = self.shapes(Direction::Given);
        let member = Document::parse(json).and_then(|json| shapes.field(field, &mut json.reader()));
        let member =
            member.map_err(|error| CallError::unfit(&field.wire, &error, remedy(field)))?;
        if let Some(place) = self.fields.get_mut(index) {
            *place = member.map(|member| Given::Value(member, json.to_owned()));
        }
        Ok(())
    }

    /// Lets a field pass that the operation fills in itself, if it is what it would be anyway.
    fn check_filled(&self, index: usize, given: Option<&str>) -> Result<(), CallError> {
        let Some(filled) = self.operation.filled.get(index) else {
            return Ok(());
        };
        match (&filled.value, given) {
            (FilledValue::Constant(value), given) if given != Some(&value.text()) => {
                Err(CallError::new(
                    format!("`{}` is always `{}`", filled.wire, value.text()),
                    "leave it out",
                ))
            }
            _ => Ok(()),
        }
    }

    fn set_open(&mut self, name: &str, value: &str) {
        match self.open.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => value.clone_into(own),
            None => self.open.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Whether what a caller types for a field is JSON already.
    fn is_json(&self, field: &Field, value: &str) -> bool {
        let mut shape = &field.shape;
        while let Shape::Named(index) = shape {
            match self.caller.api.types.get(*index).map(|own| &own.kind) {
                Some(TypeKind::Newtype(inner)) => shape = inner,
                Some(TypeKind::Object(_)) => return true,
                _ => return false,
            }
        }
        match shape {
            Shape::List(_) => true,
            Shape::Any => Json::new(value).is_ok(),
            _ => false,
        }
    }

    fn field(&self, index: usize) -> Option<&Field> {
        self.operation.request.get(index)
    }
}

/// The text of a single value; `None` for a list or an object.
fn scalar(json: &str) -> Option<String> {
    let literal = Document::parse(json).ok()?.reader().literal().ok()?;
    Some(literal.as_text().unwrap_or(json).to_owned())
}

/// A file as examples show it: `{name, content_type, text}`.
fn shown_file(json: &str) -> Option<File> {
    let members = Document::object(json).ok()?;
    let text = |name: &str| JsonReader::decode::<String>(members.get(name)?.json).ok();
    Some(File::new(
        text("name")?,
        text("content_type")?,
        text("text")?,
    ))
}

fn remedy(field: &Field) -> String {
    match &field.example {
        Some(example) if !field.secret => format!("give it like `{}`", example.text()),
        _ => "give it as the vendor documents it".to_owned(),
    }
}
