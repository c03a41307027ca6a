//! Whether values are of their documented shape.

use std::str::FromStr;

use sealspec_codegen::model::{Api, Encoding, Field, Json, Presence, Shape, TypeKind, WireForm};

use crate::json;
use crate::received::Received;
use crate::rules;
use crate::seen::Refusal;

/// Checks values against a spec, and remarks on what the documentation doesn't know and vendors let pass.
pub(crate) struct Checker<'a> {
    pub(crate) api: &'a Api,
    pub(crate) remarks: Vec<String>,
}

impl Checker<'_> {
    /// Checks business fields that travel beside the common ones.
    pub(crate) fn fields(&mut self, wanted: &[Field], received: &Received) -> Result<(), Refusal> {
        for field in wanted {
            let name = &field.wire;
            let is_file = matches!(field.shape, Shape::File);
            match received.field(name).filter(|text| !is_blank(field, text)) {
                Some(_) if is_file => return Err(refusal(name, "must be a file with a file name")),
                Some(text) => self.text(field, text)?,
                None if received.file(name).is_some() => {
                    if !is_file {
                        return Err(refusal(name, "must not be a file"));
                    }
                }
                None => require(field, name)?,
            }
        }
        Ok(())
    }

    /// Checks business fields that are members of the body, beside the common ones.
    pub(crate) fn members(&mut self, wanted: &[Field], body: &Json) -> Result<(), Refusal> {
        let Json::Object(members) = body else {
            return Ok(());
        };
        for field in wanted {
            let name = &field.wire;
            match json::member(members, name) {
                None | Some(Json::Null) => require(field, name)?,
                Some(Json::String(text)) if is_blank(field, text) => require(field, name)?,
                Some(value) => self.member(name, field, value)?,
            }
        }
        Ok(())
    }

    /// Checks business fields that are the members of one JSON object.
    pub(crate) fn object(
        &mut self,
        wanted: &[Field],
        value: &Json,
        path: &str,
    ) -> Result<(), Refusal> {
        let Json::Object(members) = value else {
            return Err(refusal(
                path,
                &format!("must be an object, not {}", json::kind(value)),
            ));
        };
        for field in wanted {
            let path = format!("{path}.{}", field.wire);
            match json::member(members, &field.wire) {
                None | Some(Json::Null) => require(field, &path)?,
                Some(Json::String(text)) if is_blank(field, text) => require(field, &path)?,
                Some(value) => self.member(&path, field, value)?,
            }
        }
        for (name, _) in members {
            if wanted.iter().all(|field| field.wire != *name) {
                self.remarks
                    .push(format!("`{path}.{name}` is not documented"));
            }
        }
        Ok(())
    }

    /// Checks a form field's text. Lists and objects stand in it as JSON.
    fn text(&mut self, field: &Field, text: &str) -> Result<(), Refusal> {
        let (path, shape) = (&field.wire, &field.shape);
        let holds_json = match shape {
            Shape::List(_) => true,
            Shape::Named(index) => matches!(self.kind(*index), Some(TypeKind::Object(_))),
            _ => false,
        };
        let value = if holds_json {
            parse(path, text)?
        } else {
            Json::String(text.to_owned())
        };
        match &field.encoding {
            Some(encoding) => encoded(path, encoding, WireForm::Either, &value, true),
            None => self.value(path, shape, WireForm::Either, &value),
        }
    }

    /// Checks a member of an object.
    fn member(&mut self, path: &str, field: &Field, value: &Json) -> Result<(), Refusal> {
        match &field.encoding {
            Some(encoding) => encoded(path, encoding, field.form, value, false),
            None => self.value(path, &field.shape, field.form, value),
        }
    }

    fn value(
        &mut self,
        path: &str,
        shape: &Shape,
        form: WireForm,
        value: &Json,
    ) -> Result<(), Refusal> {
        let problem = match shape {
            // Times stand in fields, which say how they are written.
            Shape::String | Shape::DateTime | Shape::Date => {
                is_text(value, form).then_some(()).ok_or("a text")
            }
            Shape::Boolean => is_truth(value, form).then_some(()).ok_or("true or false"),
            Shape::Integer | Shape::Money => {
                number::<i64>(value, form).map(drop).ok_or("a whole number")
            }
            Shape::Number => number::<f64>(value, form).map(drop).ok_or("a number"),
            Shape::File => Err("a file"),
            Shape::Any => Ok(()),
            Shape::JsonText(inner) => match value {
                Json::String(text) => {
                    return self.value(path, inner, WireForm::Natural, &parse(path, text)?);
                }
                _ => Err("a text that holds JSON"),
            },
            Shape::Joined { item, separator } => match value {
                Json::String(text) => return self.joined(path, item, separator, text),
                _ => Err("one text with all items"),
            },
            Shape::List(items) => match value {
                Json::Array(values) => return self.list(path, items, values),
                _ => Err("a list"),
            },
            Shape::Named(index) => return self.named(path, *index, form, value),
        };
        problem.map_err(|wanted| {
            let form = match form {
                WireForm::String => " (as text)",
                WireForm::Number => " (as number)",
                WireForm::Natural | WireForm::Either => "",
            };
            refusal(
                path,
                &format!("must be {wanted}{form}, not {}", json::kind(value)),
            )
        })
    }

    fn list(&mut self, path: &str, shape: &Shape, values: &[Json]) -> Result<(), Refusal> {
        for (index, value) in values.iter().enumerate() {
            self.value(&format!("{path}[{index}]"), shape, WireForm::Natural, value)?;
        }
        Ok(())
    }

    /// Checks the items of a list that is one text.
    fn joined(
        &mut self,
        path: &str,
        item: &Shape,
        separator: &str,
        text: &str,
    ) -> Result<(), Refusal> {
        let items = text.split(separator).filter(|_| !text.is_empty());
        for (index, text) in items.enumerate() {
            let value = Json::String(text.to_owned());
            self.value(&format!("{path}[{index}]"), item, WireForm::Either, &value)?;
        }
        Ok(())
    }

    fn named(
        &mut self,
        path: &str,
        index: usize,
        form: WireForm,
        value: &Json,
    ) -> Result<(), Refusal> {
        let api = self.api;
        let Some(definition) = api.types.get(index) else {
            return Ok(());
        };
        let known = match &definition.kind {
            TypeKind::Object(fields) => {
                self.object(fields, value, path)?;
                return rules::of_object(&definition.rules, value, path, |_| None);
            }
            // Requests have none.
            TypeKind::OneOf(_) | TypeKind::Row { .. } => return Ok(()),
            TypeKind::Newtype(shape) => return self.value(path, shape, form, value),
            TypeKind::IntegerEnum { values, form: own } => {
                let form = if form == WireForm::Natural {
                    *own
                } else {
                    form
                };
                self.value(path, &Shape::Integer, form, value)?;
                let number = number::<i64>(value, form);
                values.iter().any(|known| Some(known.value) == number)
            }
            TypeKind::StringEnum { values } => {
                self.value(path, &Shape::String, form, value)?;
                values
                    .iter()
                    .any(|known| Some(&*known.value) == json::scalar(value))
            }
        };
        if !known {
            self.remarks.push(format!(
                "`{path}` has a value that `{}` doesn't document",
                definition.name
            ));
        }
        Ok(())
    }

    fn kind(&self, index: usize) -> Option<&TypeKind> {
        self.api.types.get(index).map(|definition| &definition.kind)
    }
}

fn parse(path: &str, text: &str) -> Result<Json, Refusal> {
    json::parse(text).map_err(|error| refusal(path, &format!("isn't JSON: {error}")))
}

/// Checks a value that is spelled in a way of its own.
fn encoded(
    path: &str,
    encoding: &Encoding,
    form: WireForm,
    value: &Json,
    lenient: bool,
) -> Result<(), Refusal> {
    if encoding.fits(form, value, lenient) {
        return Ok(());
    }
    let expected = encoding.expected();
    let found = json::kind(value);
    Err(refusal(path, &format!("must be {expected}, not {found}")))
}

/// Whether a text says nothing. That of a list whose items are one text says that there are none.
fn is_blank(field: &Field, text: &str) -> bool {
    text.is_empty() && !matches!(field.shape, Shape::Joined { .. })
}

fn require(field: &Field, path: &str) -> Result<(), Refusal> {
    match field.presence {
        Presence::Optional => Ok(()),
        Presence::Required | Presence::Always => Err(refusal(path, "is required")),
    }
}

fn refusal(path: &str, problem: &str) -> Refusal {
    Refusal::bad_request(format!("`{path}` {problem}"))
}

fn is_text(value: &Json, form: WireForm) -> bool {
    match value {
        Json::String(_) => form != WireForm::Number,
        Json::Number(_) => matches!(form, WireForm::Number | WireForm::Either),
        _ => false,
    }
}

fn is_truth(value: &Json, form: WireForm) -> bool {
    match value {
        Json::Boolean(_) => form != WireForm::String,
        Json::String(text) => form != WireForm::Natural && matches!(&**text, "true" | "false"),
        _ => false,
    }
}

fn number<N: FromStr>(value: &Json, form: WireForm) -> Option<N> {
    let text = match value {
        Json::Number(text) if form != WireForm::String => text,
        Json::String(text) if matches!(form, WireForm::String | WireForm::Either) => text,
        _ => return None,
    };
    // Rust would read `inf` and `NaN` too.
    let is_spelled_out = text
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    is_spelled_out.then(|| text.parse().ok()).flatten()
}
