//! Examples of single fields, held against the fields that they stand on.

use super::Context;
use crate::check::examples::travels_in_form;
use crate::check::fit::Fit;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Body, Field, Shape, TypeDefinition, TypeKind};
use crate::spec::{self, Response};

pub(super) fn warn(context: &Context<'_>) {
    let spec = context.spec;
    let operations = || context.pages.iter().flat_map(|page| &page.operations);
    let on_pages = spec.pages.iter().flat_map(|page| &page.types);
    for (written, definition) in spec.api.types.iter().chain(on_pages).zip(context.types) {
        let (fields, in_form) = match &written.kind {
            spec::TypeKind::Object(fields) => (fields, false),
            spec::TypeKind::Row { fields, .. } => (fields, true),
            _ => continue,
        };
        let travel = Travel {
            in_form,
            in_reply: definition.in_replies,
        };
        look(fields, members(definition), travel, context);
    }
    for (index, (written, envelope)) in spec.api.envelopes.iter().zip(context.envelopes).enumerate()
    {
        let in_form = operations().all(|operation| operation.envelope != Some(index));
        let travel = Travel {
            in_form,
            in_reply: true,
        };
        look(&written.fields, &envelope.fields, travel, context);
    }
    let written = spec.pages.iter().flat_map(|page| &page.operations);
    for (written, operation) in written.zip(operations()) {
        let travel = Travel {
            in_form: travels_in_form(operation),
            in_reply: false,
        };
        look(&written.request, &operation.request, travel, context);
        if let Some(Response::Fields(_, fields)) = &written.response {
            let travel = Travel {
                in_form: false,
                in_reply: true,
            };
            look(
                fields,
                of_shape(operation.response.as_ref(), context),
                travel,
                context,
            );
        }
    }
    let written = spec.pages.iter().flat_map(|page| &page.callbacks);
    let callbacks = context.pages.iter().flat_map(|page| &page.callbacks);
    for (written, callback) in written.zip(callbacks) {
        let travel = Travel {
            in_form: callback.body == Body::Form,
            in_reply: true,
        };
        look(
            &written.fields,
            of_shape(Some(&callback.shape), context),
            travel,
            context,
        );
    }
}

/// How fields travel.
#[derive(Clone, Copy)]
struct Travel {
    in_form: bool,
    in_reply: bool,
}

fn look(written: &[spec::Field], fields: &[Field], travel: Travel, context: &Context<'_>) {
    for (written, field) in written.iter().zip(fields) {
        let Some(node) = written.example.as_ref().filter(|node| !node.is_null()) else {
            continue;
        };
        let found = Problems::new(context.problems.sources);
        Fit {
            types: context.types,
            in_form: travel.in_form,
            in_reply: travel.in_reply,
            field: None,
            problems: &found,
        }
        .field(field, node);
        for diagnostic in found.into_list() {
            context.problems.report(as_warning(diagnostic, field));
        }
    }
}

/// What is wrong with an operation's example is an error; a field's only illustrates, and stands where the field is documented.
fn as_warning(mut diagnostic: Diagnostic, field: &Field) -> Diagnostic {
    if diagnostic.code == Code::Example {
        diagnostic.code = Code::FieldExample;
    }
    diagnostic.related.retain(|(span, _)| *span != field.at);
    diagnostic
}

fn of_shape<'c>(shape: Option<&Shape>, context: &Context<'c>) -> &'c [Field] {
    match shape {
        Some(Shape::Named(index)) => context.types.get(*index).map_or(&[], members),
        _ => &[],
    }
}

fn members(definition: &TypeDefinition) -> &[Field] {
    match &definition.kind {
        TypeKind::Object(fields) | TypeKind::Row { fields, .. } => fields,
        _ => &[],
    }
}
