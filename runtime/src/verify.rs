//! Verifying the signature of a reply, over the members and the text that were received.

use bytes::Bytes;
use subtle::ConstantTimeEq as _;

use crate::decode::ShapeError;
use crate::error::SignatureProblem;
use crate::fields::{Field, FieldRule, Fields};
use crate::json::{Members, Scalar};
use crate::moment::Moment;
use crate::read::Verification;
use crate::signing::{Input, Part, Quiet, Trace};

/// What a reply's signature can be made from, besides its members.
#[derive(Clone, Copy)]
pub(crate) struct Signed<'b> {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) body: &'b Bytes,
}

/// Computes the signature that a reply ought to carry.
pub(crate) type Expected<'e> = dyn Fn(&Input<'_>, &mut Watch<'_>) -> String + 'e;

/// Verifies the signature in the member `field`.
pub(crate) fn verify(
    field: &str,
    required: bool,
    members: &Members<'_>,
    signed: Signed<'_>,
    expected: &Expected<'_>,
) -> Result<Result<Verification, SignatureProblem>, ShapeError> {
    let (fields, nested) = received(members)?;
    let found = fields.get(field).unwrap_or_default();
    if found.is_empty() {
        let missing = if required {
            Err(SignatureProblem::Missing)
        } else {
            Ok(Verification::Absent)
        };
        return Ok(missing);
    }
    let moment = Moment::new(0, "");
    let input = Input {
        fields: &fields,
        method: signed.method,
        path: signed.path,
        host: "",
        query: "",
        body: signed.body,
        moment: &moment,
    };
    let mut watch = Watch {
        nested: &nested,
        covers_nested: false,
    };
    let wanted = expected(&input, &mut watch);
    Ok(if watch.covers_nested {
        if required {
            Err(SignatureProblem::Undetermined)
        } else {
            Ok(Verification::Undetermined)
        }
    } else if !wanted.is_empty() && bool::from(wanted.as_bytes().ct_eq(found.as_bytes())) {
        Ok(Verification::Verified)
    } else {
        Err(SignatureProblem::Wrong)
    })
}

/// All members as fields, and the names of those that have no plain text.
fn received<'t>(members: &Members<'t>) -> Result<(Fields<'t>, Vec<String>), ShapeError> {
    let mut fields = Fields::default();
    let mut nested = Vec::new();
    for member in members.iter() {
        match member.scalar()? {
            Scalar::Text(text) => fields.push(member.name.clone(), text),
            Scalar::Nested => {
                nested.push(member.name.clone().into_owned());
                fields.push(member.name.clone(), member.json);
            }
        }
    }
    Ok((fields, nested))
}

/// Watches whether a signature covers a value that has no plain text.
pub(crate) struct Watch<'n> {
    nested: &'n [String],
    covers_nested: bool,
}

impl Trace for Watch<'_> {
    fn text(&mut self, name: &'static str, parts: &[Part<'_>]) -> String {
        Quiet.text(name, parts)
    }

    fn secret_text(&mut self, name: &'static str, value: String) -> String {
        Quiet.secret_text(name, value)
    }

    fn bytes(&mut self, name: &'static str, secret: bool, value: Vec<u8>) -> Vec<u8> {
        Quiet.bytes(name, secret, value)
    }

    fn fields(
        &mut self,
        name: &'static str,
        rule: &FieldRule<'_>,
        fields: &Fields<'_>,
        each: impl Fn(&mut String, &Field<'_>),
    ) -> String {
        let is_nested = |field: &Field<'_>| self.nested.iter().any(|name| *name == field.name);
        self.covers_nested |= fields
            .iter()
            .any(|field| rule.exclusion(field).is_none() && is_nested(field));
        Quiet.fields(name, rule, fields, each)
    }
}
