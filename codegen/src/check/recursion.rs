//! Types that hold themselves.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Shape, TypeDefinition, TypeKind};
use crate::spec;

/// Reports an object that holds itself other than in a list: no value of it would be finite.
pub(super) fn refuse(
    index: usize,
    spec: &spec::Type,
    definitions: &[TypeDefinition],
    problems: &Problems<'_>,
) {
    let spec::TypeKind::Object(list) = &spec.kind else {
        return;
    };
    let Some(TypeKind::Object(fields)) = definitions.get(index).map(|definition| &definition.kind)
    else {
        return;
    };
    for field in fields {
        let Some(next) = held(&field.shape) else {
            continue;
        };
        if !holds(next, index, definitions, &mut HashSet::new()) {
            continue;
        }
        let at = list
            .iter()
            .find(|of| of.wire.text == field.wire)
            .and_then(|of| of.type_name.as_ref())
            .map_or(spec.name.span, |of| of.span);
        let diagnostic = Diagnostic::new(Code::Recursive, at, format!("the type `{}` holds itself", spec.name.text))
            .label("leads back to it")
            .related(spec.name.span, "declared here")
            .help("if the vendor nests it as a list, write `list<…>`; otherwise name the inner object a type of its own");
        problems.report(diagnostic);
    }
}

fn holds(
    from: usize,
    wanted: usize,
    definitions: &[TypeDefinition],
    seen: &mut HashSet<usize>,
) -> bool {
    if from == wanted {
        return true;
    }
    if !seen.insert(from) {
        return false;
    }
    let Some(TypeKind::Object(fields)) = definitions.get(from).map(|definition| &definition.kind)
    else {
        return false;
    };
    let mut held = fields.iter().filter_map(|field| held(&field.shape));
    held.any(|next| holds(next, wanted, definitions, seen))
}

/// The named type that every value of a shape holds in itself.
fn held(shape: &Shape) -> Option<usize> {
    match shape {
        Shape::Named(index) => Some(*index),
        Shape::JsonText(inner) => held(inner),
        _ => None,
    }
}
