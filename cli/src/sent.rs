//! What a call sends: every field and header with the place where it stands, interpreted from the spec.

use sealspec_codegen::model::{
    About, Api, Body, CommonField, Field, Filled, Operation, Payload, Place, Profile, Slot, Variant,
};
use sealspec_codegen::signature::Template;

/// A request of one operation by one profile.
pub(crate) struct Sent<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) variant: &'a Variant,
    pub(crate) profile: &'a Profile,
    pub(crate) headers: Vec<Part<'a>>,
    pub(crate) query: Vec<Part<'a>>,
    /// What stands in the body; empty where there is none.
    pub(crate) body: Vec<Part<'a>>,
}

/// A field or header of a request.
pub(crate) enum Part<'a> {
    /// Filled in by the client, the same way in every request of the profile.
    Common(&'a CommonField),
    /// Given by the caller.
    Field(&'a Field),
    /// Filled in by the operation.
    Filled(&'a Filled),
    /// Business fields as one JSON text.
    Payload {
        name: &'a str,
        members: Vec<Part<'a>>,
    },
    /// Fields under names of the caller's.
    Open(&'a About),
    /// What signing adds.
    Signature { name: &'a str, value: &'a Template },
}

impl<'a> Sent<'a> {
    /// What `variant` of an operation sends; nothing where the spec's own indices lead nowhere.
    pub(crate) fn new(
        api: &'a Api,
        operation: &'a Operation,
        variant: &'a Variant,
    ) -> Option<Self> {
        let profile = api.profiles.get(variant.profile)?;
        let fields: Vec<Part<'a>> = variant
            .order
            .iter()
            .filter_map(|slot| part(*slot, operation, variant, profile))
            .collect();
        let mut query: Vec<Part<'a>> = profile.query.iter().map(Part::Common).collect();
        let mut headers: Vec<Part<'a>> = profile.headers.iter().map(Part::Common).collect();
        let mut body = Vec::new();
        let in_query = variant.body == Body::Query;
        match in_query {
            true => query.extend(fields),
            false => body = fields,
        }
        for output in profile.sign.iter().flat_map(|sign| &sign.into) {
            let value = &output.value;
            match &output.place {
                Place::Header(name) => headers.push(Part::Signature { name, value }),
                Place::Query(name) => query.push(Part::Signature { name, value }),
                Place::Field(name) if in_query => query.push(Part::Signature { name, value }),
                Place::Field(name) => body.push(Part::Signature { name, value }),
                // It stands in the address, which no list of fields shows.
                Place::Path => {}
            }
        }
        Some(Self {
            operation,
            variant,
            profile,
            headers,
            query,
            body,
        })
    }

    /// The type of the body.
    pub(crate) fn content_type(&self) -> &'static str {
        match self.variant.body {
            Body::Form | Body::Query => "application/x-www-form-urlencoded",
            Body::Multipart => "multipart/form-data",
            Body::Json => "application/json",
        }
    }

    /// The variants of an API's operations, in the order of its pages.
    pub(crate) fn all(api: &'a Api) -> Vec<Self> {
        let operations = api.pages.iter().flat_map(|page| &page.operations);
        operations
            .flat_map(|operation| {
                let variants = operation.variants.iter();
                variants.filter_map(|variant| Self::new(api, operation, variant))
            })
            .collect()
    }
}

impl Part<'_> {
    /// Its name on the wire; none for fields under names of the caller's.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Common(field) => &field.wire,
            Self::Field(field) => &field.wire,
            Self::Filled(filled) => &filled.wire,
            Self::Payload { name, .. } | Self::Signature { name, .. } => name,
            Self::Open(_) => "",
        }
    }
}

fn part<'a>(
    slot: Slot,
    operation: &'a Operation,
    variant: &'a Variant,
    profile: &'a Profile,
) -> Option<Part<'a>> {
    match slot {
        Slot::Common(index) => profile.common.get(index).map(Part::Common),
        Slot::Field(index) => operation.request.get(index).map(Part::Field),
        Slot::Filled(index) => operation.filled.get(index).map(Part::Filled),
        Slot::Open => operation.open.as_ref().map(Part::Open),
        Slot::Payload => match &variant.payload {
            Payload::Json(name) => Some(Part::Payload {
                name,
                members: members(operation, variant),
            }),
            Payload::Fields => None,
        },
    }
}

/// What stands in the payload, in the page's order: all that doesn't travel beside it.
fn members<'a>(operation: &'a Operation, variant: &'a Variant) -> Vec<Part<'a>> {
    let is_inside = |slot| !variant.order.contains(&slot);
    let filled_after = |count: usize| {
        let filled = operation.filled.iter().enumerate();
        filled
            .filter(move |(index, filled)| filled.after == count && is_inside(Slot::Filled(*index)))
            .map(|(_, filled)| Part::Filled(filled))
    };
    let mut members = Vec::new();
    for (index, field) in operation.request.iter().enumerate() {
        members.extend(filled_after(index));
        if is_inside(Slot::Field(index)) {
            members.push(Part::Field(field));
        }
    }
    members.extend(filled_after(operation.request.len()));
    members.extend(operation.open.as_ref().map(Part::Open));
    members
}
