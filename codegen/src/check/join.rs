//! Lists that are one text.

use super::types::TypeNames;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::Shape;
use crate::spec::{Name, TypeKind};

/// The shape of a field with `join`; reports one that isn't a list of single values.
pub(super) fn joined(
    shape: Shape,
    separator: &Name,
    types: &TypeNames<'_>,
    problems: &Problems<'_>,
) -> Shape {
    let report = |message: &str, help: &str| {
        problems.report(Diagnostic::new(Code::Misplaced, separator.span, message).help(help));
    };
    if separator.text.is_empty() {
        report(
            "`join` is empty, and nothing would tell the items apart",
            "write what stands between the items, in quotes: `join: \";\"`",
        );
    }
    match shape {
        Shape::List(item) if is_single(&item, types) => Shape::Joined {
            item,
            separator: separator.text.clone(),
        },
        other => {
            report(
                "`join` is for lists of texts, numbers or other single values",
                "write `type: list<string>` (or a list of another single value), or drop `join`",
            );
            other
        }
    }
}

fn is_single(item: &Shape, types: &TypeNames<'_>) -> bool {
    match item {
        Shape::Named(index) => types.iter().nth(*index).is_some_and(|declared| {
            matches!(
                declared.spec.kind,
                TypeKind::Enum { .. } | TypeKind::Newtype(_)
            )
        }),
        Shape::String | Shape::Boolean | Shape::Integer | Shape::Number | Shape::Money => true,
        _ => false,
    }
}
