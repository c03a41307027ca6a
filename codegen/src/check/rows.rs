//! Rows of CSV files.

use super::fields::{self, Role};
use super::types::TypeNames;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Shape, TypeDefinition, TypeKind};
use crate::spec::{self, Name};

pub(super) fn row(
    list: &[spec::Field],
    strip_prefix: Option<&Name>,
    types: &TypeNames<'_>,
    problems: &Problems<'_>,
) -> TypeKind {
    let fields = fields::fields(list, Role::Reply, types, problems);
    for field in &fields {
        let mut written = list.iter().filter(|own| own.wire.text == field.wire);
        let at = written.find_map(|own| own.type_name.as_ref());
        if let (Some(at), false) = (at, is_cell(&field.shape, types)) {
            let message = format!(
                "`{}` is a list or an object, and a cell holds one text",
                field.wire
            );
            let help = "write `json<…>` around its type if the cell holds JSON, or say `join` if it holds a list";
            problems.report(
                Diagnostic::new(Code::Nested, at.span, message)
                    .label("not a single value")
                    .help(help),
            );
        }
    }
    TypeKind::Row {
        fields,
        strip_prefix: strip_prefix.map_or(String::new(), |prefix| prefix.text.clone()),
    }
}

fn is_cell(shape: &Shape, types: &TypeNames<'_>) -> bool {
    match shape {
        Shape::Named(index) => types.iter().nth(*index).is_some_and(|declared| {
            let kind = &declared.spec.kind;
            matches!(
                kind,
                spec::TypeKind::Enum { .. } | spec::TypeKind::Newtype(_)
            )
        }),
        Shape::Any | Shape::File | Shape::List(_) => false,
        _ => true,
    }
}

/// Reports a row that travels in requests or replies.
pub(super) fn refuse_elsewhere(
    definition: &TypeDefinition,
    declared: &spec::Type,
    problems: &Problems<'_>,
) {
    let travels = definition.in_requests || definition.in_replies;
    if !travels || !matches!(definition.kind, TypeKind::Row { .. }) {
        return;
    }
    let message = format!(
        "`{}` is a row of a CSV file, and stands in a request or a reply",
        declared.name.text
    );
    let help = "declare what a reply holds without `csv`; a file is fetched by itself, from an address in a reply";
    problems.report(Diagnostic::new(Code::Misplaced, declared.name.span, message).help(help));
}
