//! A request's fields in the order in which they are signed, written as generated code writes them.

use sealspec::dynamic::Parts;
use sealspec::signing::{Input, SigningError};
use sealspec::{Fields, Moment, ObjectWriter, RequestWriter, Secret};
use sealspec_codegen::model::{
    Body, CommonField, Filled, FilledValue, Json, Operation, Payload, Place, Profile, Shape, Slot,
    Variant,
};
use sealspec_codegen::signature::{Operand, Part, Template};

use crate::call::Given;
use crate::dressing::{Dressing, failed};

/// Writes one request.
pub(crate) struct Writer<'w> {
    pub(crate) dressing: &'w Dressing<'w>,
    pub(crate) operation: &'w Operation,
    pub(crate) profile: &'w Profile,
    pub(crate) variant: &'w Variant,
    pub(crate) fields: &'w [Option<Given>],
    pub(crate) open: &'w [(String, String)],
    pub(crate) url: &'w str,
    pub(crate) moment: &'w Moment,
}

/// What stands in a field that every request carries.
enum Common<'w> {
    /// A credential that isn't given.
    Nothing,
    Credential(&'w str),
    /// A credential that an explanation masks.
    Secret(&'w Secret),
    Text(String),
}

impl<'w> Writer<'w> {
    /// Writes every field but the signature.
    pub(crate) fn write(&self, out: &mut Parts<'w>) -> Result<(), SigningError> {
        for field in &self.profile.query {
            let name = &*field.wire;
            match self.common(field)? {
                Common::Credential(value) => out.query_field(name, value),
                Common::Secret(value) => out.query_field(name, value),
                Common::Nothing => {}
                Common::Text(text) => out.query(name, text),
            }
        }
        if self.variant.body == Body::Json {
            return self.body_json(out);
        }
        let mut slots = self.variant.order.iter();
        slots.try_for_each(|slot| self.slot(*slot, out))
    }

    fn slot(&self, slot: Slot, out: &mut Parts<'w>) -> Result<(), SigningError> {
        match slot {
            Slot::Common(index) => {
                if let Some(field) = self.profile.common.get(index) {
                    let name = &*field.wire;
                    match self.common(field)? {
                        Common::Credential(value) => out.field(name, value),
                        Common::Secret(value) => out.field(name, value),
                        Common::Nothing => {}
                        Common::Text(text) => out.text(name, text),
                    }
                }
            }
            Slot::Field(index) => match self.given(index) {
                Some(Given::Value(member, _)) => member.write_field(out),
                Some(Given::File(wire, file)) => out.file(&**wire, file),
                None => {}
            },
            Slot::Filled(index) => {
                if let Some(filled) = self.operation.filled.get(index) {
                    out.text(&*filled.wire, self.filled(filled)?);
                }
            }
            Slot::Open => out.open(&self.documented(true), self.open),
            Slot::Payload => {
                if let Payload::Json(name) = &self.variant.payload {
                    out.json(&**name, |data| self.payload(data));
                }
            }
        }
        Ok(())
    }

    fn body_json(&self, out: &mut Parts<'w>) -> Result<(), SigningError> {
        let mut failure = None;
        out.body_json(|body| {
            let mut slots = self.variant.order.iter();
            failure = slots.try_for_each(|slot| self.member(*slot, body)).err();
        });
        failure.map_or(Ok(()), Err)
    }

    fn member(&self, slot: Slot, body: &mut ObjectWriter<'_>) -> Result<(), SigningError> {
        match slot {
            Slot::Common(index) => {
                if let Some(field) = self.profile.common.get(index) {
                    let name = &*field.wire;
                    match self.common(field)? {
                        Common::Credential(value) => body.field(name, value),
                        Common::Secret(value) => body.field(name, value),
                        Common::Nothing => {}
                        Common::Text(text) => body.text(name, text),
                    }
                }
            }
            Slot::Field(_) | Slot::Filled(_) => self.own_member(slot, body),
            Slot::Open => body.open(&self.documented(true), self.open),
            Slot::Payload => {
                if let Payload::Json(name) = &self.variant.payload {
                    body.json(name, |data| self.payload(data));
                }
            }
        }
        Ok(())
    }

    /// The business fields as the members of one object, but for those that travel beside it.
    fn payload(&self, data: &mut ObjectWriter<'_>) {
        let is_file = |slot: &Slot| match slot {
            Slot::Field(index) => {
                let field = self.operation.request.get(*index);
                field.is_some_and(|field| field.shape == Shape::File)
            }
            _ => false,
        };
        let mut slots = self.operation.slots();
        slots.retain(|slot| !is_file(slot) && !self.variant.order.contains(slot));
        for slot in slots {
            match slot {
                Slot::Open => data.open(&self.documented(false), self.open),
                slot => self.own_member(slot, data),
            }
        }
    }

    /// A field of the operation's own.
    fn own_member(&self, slot: Slot, out: &mut ObjectWriter<'_>) {
        match slot {
            Slot::Field(index) => {
                if let Some(Given::Value(member, _)) = self.given(index) {
                    member.write_member(out);
                }
            }
            Slot::Filled(index) => {
                if let Some(filled) = self.operation.filled.get(index) {
                    let wire = &filled.wire;
                    match filled.constant() {
                        Some(Json::Boolean(value)) => out.field(wire, value),
                        Some(Json::Number(text)) => out.field_as_number(wire, text),
                        // A field that is made from the URL never travels in JSON.
                        value => out.text(wire, value.map(Json::text).unwrap_or_default()),
                    }
                }
            }
            Slot::Common(_) | Slot::Open | Slot::Payload => {}
        }
    }

    fn given(&self, index: usize) -> Option<&'w Given> {
        self.fields.get(index)?.as_ref()
    }

    fn filled(&self, filled: &Filled) -> Result<String, SigningError> {
        match &filled.value {
            FilledValue::Constant(value) => Ok(value.text()),
            FilledValue::Derived(template) => self.text(&filled.wire, template),
        }
    }

    fn common(&self, field: &CommonField) -> Result<Common<'w>, SigningError> {
        let Some(index) = bare_credential(&field.value) else {
            return self.text(&field.wire, &field.value).map(Common::Text);
        };
        Ok(match self.dressing.credential(index) {
            None => Common::Nothing,
            Some((credential, value)) if credential.secret => Common::Secret(value),
            Some((_, value)) => Common::Credential(value.expose()),
        })
    }

    /// The value of a template, in which a request isn't known yet but for its URL.
    fn text(&self, wire: &str, template: &Template) -> Result<String, SigningError> {
        // `url` is scheme, host and path: all of what the caller gave.
        let (scheme, rest) = self.url.split_once("://").unwrap_or_default();
        let input = Input {
            fields: &Fields::default(),
            headers: &Fields::default(),
            scheme,
            method: "",
            host: "",
            path: rest,
            query: "",
            body: &[],
            moment: self.moment,
        };
        let text = self.dressing.text(template, input);
        text.map_err(|error| failed(wire, error))
    }

    /// Names that further fields can't have: those of the operation, and where they travel beside others, of the profile.
    fn documented(&self, beside: bool) -> Vec<&'w str> {
        let Profile {
            common,
            query,
            sign,
            ..
        } = self.profile;
        let outputs = sign.iter().flat_map(|sign| &sign.into);
        let signature = outputs.filter_map(|output| match &output.place {
            Place::Field(name) | Place::Query(name) => Some(name),
            Place::Header(_) | Place::Path => None,
        });
        let common = common.iter().chain(query).map(|field| &field.wire);
        let fields = self.operation.request.iter().map(|field| &field.wire);
        let filled = self.operation.filled.iter().map(|filled| &filled.wire);
        let beside = common.chain(signature).filter(|_| beside);
        beside
            .chain(fields)
            .chain(filled)
            .map(String::as_str)
            .collect()
    }
}

/// The credential that a template is, if it is one and nothing else.
fn bare_credential(template: &Template) -> Option<usize> {
    let [Part::Value(expression)] = template.parts.as_slice() else {
        return None;
    };
    match (expression.operands.as_slice(), expression.calls.is_empty()) {
        ([Operand::Credential(index)], true) => Some(*index),
        _ => None,
    }
}
