//! Callbacks: what a vendor sends by itself, who verifies it, and how it is acknowledged.

use super::{About, Api, Body, Field, Json, Reply, Shape, TypeKind};

/// One documented callback.
#[derive(Debug, Clone)]
pub struct Callback {
    /// Name in the spec.
    pub name: String,
    /// Name of its struct.
    pub type_name: String,
    /// What is said about it, and so about its struct.
    pub about: About,
    /// Address of its documentation.
    pub source: Option<String>,
    /// How its members travel: a form or JSON.
    pub body: Body,
    /// The profiles whose keys verify it, as indices into [`Api::profiles`]; none where the vendor doesn't sign it.
    pub profiles: Vec<usize>,
    /// Index into [`Api::envelopes`].
    pub envelope: Option<usize>,
    /// How those that tell a success are told from others.
    pub reply: Reply,
    /// Its struct, which is a named object.
    pub shape: Shape,
    /// The fields that its receiver compares, as indices into those of its struct.
    pub compare: Vec<usize>,
    /// What the vendor takes for an acknowledgement.
    pub ack: Ack,
    /// Documented bodies, as JSON whatever the body is.
    pub examples: Vec<Json>,
}

/// What a vendor takes for an acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ack {
    /// Plain text.
    Text(String),
    /// JSON, written without blanks.
    Json(Json),
}

impl Callback {
    /// The fields of its struct.
    pub fn fields<'a>(&self, api: &'a Api) -> &'a [Field] {
        let Shape::Named(index) = self.shape else {
            return &[];
        };
        match api.types.get(index).map(|definition| &definition.kind) {
            Some(TypeKind::Object(fields)) => fields,
            _ => &[],
        }
    }
}
