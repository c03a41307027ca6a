//! Names that generated code gives.

use heck::{ToShoutySnakeCase, ToSnakeCase};

use crate::model::{Api, Field, Shape, TypeKind};

/// The first of `candidates` that isn't taken; the last one with underscores behind it where all are.
pub(crate) fn free(candidates: &[&str], is_taken: impl Fn(&str) -> bool) -> String {
    if let Some(name) = candidates.iter().find(|name| !is_taken(name)) {
        return (*name).to_owned();
    }
    let mut name = candidates.last().copied().unwrap_or("it").to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

/// Rust's type for a field.
pub(crate) fn field_type(api: &Api, field: &Field) -> String {
    if field.secret {
        "Secret".to_owned()
    } else {
        shape_type(api, &field.shape)
    }
}

/// Rust's type for a shape.
pub(crate) fn shape_type(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::String => "String".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Integer => "i64".to_owned(),
        Shape::Number => "f64".to_owned(),
        Shape::Money => "Money".to_owned(),
        Shape::DateTime => "DateTime".to_owned(),
        Shape::Date => "Date".to_owned(),
        Shape::Any => "Json".to_owned(),
        Shape::File => "File".to_owned(),
        Shape::List(item) | Shape::Joined { item, .. } => {
            format!("Vec<{}>", shape_type(api, item))
        }
        Shape::JsonText(inner) => shape_type(api, inner),
        Shape::Named(index) => api
            .types
            .get(*index)
            .map(|definition| definition.name.clone())
            .unwrap_or_default(),
    }
}

/// Whether values of this shape can be compared and hashed exactly.
pub(crate) fn is_exact(api: &Api, shape: &Shape) -> bool {
    match shape {
        Shape::String | Shape::Boolean | Shape::Integer | Shape::Any => true,
        Shape::Money | Shape::DateTime | Shape::Date => true,
        Shape::Number | Shape::File => false,
        Shape::List(inner) | Shape::JsonText(inner) | Shape::Joined { item: inner, .. } => {
            is_exact(api, inner)
        }
        Shape::Named(index) => match api.types.get(*index).map(|definition| &definition.kind) {
            Some(TypeKind::IntegerEnum { .. } | TypeKind::StringEnum { .. }) => true,
            Some(TypeKind::Newtype(inner)) => is_exact(api, inner),
            Some(TypeKind::Object(_) | TypeKind::OneOf(_) | TypeKind::Row { .. }) | None => false,
        },
    }
}

/// Module of the marks of an object's required fields.
pub(crate) fn marks(type_name: &str) -> String {
    type_name.to_snake_case()
}

/// Constant of an envelope.
pub(crate) fn envelope_constant(name: &str) -> String {
    free(
        &[
            &name.to_shouty_snake_case(),
            &format!("{}_REPLY", name.to_shouty_snake_case()),
        ],
        |name| name == "SERVERS" || name == BARE,
    )
}

/// Constant of the replies that have no envelope.
pub(crate) const BARE: &str = "BARE";
