//! Which types travel in requests and which in replies, and what that forbids.

use std::collections::HashSet;

use super::types::TypeNames;
use super::{one_of, rows};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{
    Callback, Envelope, Field, Operation, Shape, TypeDefinition, TypeKind, WireForm,
};
use crate::spec;

/// What callers receive besides the replies of operations.
pub(super) struct Received<'r> {
    pub(super) envelopes: &'r [Envelope],
    pub(super) callbacks: &'r [&'r Callback],
}

/// Marks the types that requests and replies hold, and reports objects of both and attributes of the other direction.
pub(super) fn mark(
    types: &mut [TypeDefinition],
    received: &Received<'_>,
    operations: &[&Operation],
    declared: &TypeNames<'_>,
    problems: &Problems<'_>,
) {
    for field in operations.iter().flat_map(|operation| &operation.request) {
        visit(&field.shape, types, &mut |definition| {
            std::mem::replace(&mut definition.in_requests, true)
        });
    }
    let replies = operations
        .iter()
        .filter_map(|operation| operation.response.as_ref());
    let callbacks = received.callbacks.iter().map(|callback| &callback.shape);
    let members = received
        .envelopes
        .iter()
        .flat_map(|envelope| &envelope.fields)
        .map(|field| &field.shape);
    for shape in replies.chain(callbacks).chain(members) {
        visit(shape, types, &mut |definition| {
            std::mem::replace(&mut definition.in_replies, true)
        });
    }
    for (definition, declared) in types.iter().zip(declared.iter()) {
        rows::refuse_elsewhere(definition, declared.spec, problems);
    }
    warn_of_unused(types, declared, problems);
    mark_unused(types);
    for (index, (definition, declared)) in types.iter().zip(declared.iter()).enumerate() {
        let name = &declared.spec.name;
        if matches!(definition.kind, TypeKind::Object(_))
            && definition.in_requests
            && definition.in_replies
        {
            refuse_both_ways(index, name, types, received, operations, problems);
        }
        refuse(definition, declared.spec, problems);
        one_of::refuse_in_requests(definition, declared.spec, problems);
        refuse_lists(definition, declared.spec, types, problems);
    }
}

/// Warns of types that nothing holds, not even one another. Where something is wrong, what it holds isn't known.
fn warn_of_unused(types: &[TypeDefinition], declared: &TypeNames<'_>, problems: &Problems<'_>) {
    let held: HashSet<usize> = types
        .iter()
        .flat_map(parts)
        .filter_map(|part| named(&part))
        .collect();
    for (index, (definition, declared)) in types.iter().zip(declared.iter()).enumerate() {
        let marked = definition.in_requests || definition.in_replies;
        // Rows are read from files, which nothing in the spec holds.
        let is_row = matches!(definition.kind, TypeKind::Row { .. });
        if !marked && !is_row && !held.contains(&index) && problems.count() == 0 {
            let name = &declared.spec.name;
            let message = format!("nothing holds the type `{}`", name.text);
            let help = "drop it, or name it where it belongs; if the vendor documents it without saying where it stands, allow this with `allow: {SW0007: …}`";
            problems.report(
                Diagnostic::new(Code::UnusedType, name.span, message)
                    .label("never used")
                    .help(help),
            );
        }
    }
}

/// A type that nothing holds is a reply's: one that the vendor documents without saying where it stands.
fn mark_unused(types: &mut [TypeDefinition]) {
    for index in 0..types.len() {
        let unused = types
            .get(index)
            .is_some_and(|definition| !definition.in_requests && !definition.in_replies);
        if unused {
            visit(&Shape::Named(index), types, &mut |definition| {
                std::mem::replace(&mut definition.in_replies, true)
            });
        }
    }
}

/// Reports lists that can't be written in the objects of requests.
fn refuse_lists(
    definition: &TypeDefinition,
    declared: &spec::Type,
    types: &[TypeDefinition],
    problems: &Problems<'_>,
) {
    let (TypeKind::Object(fields), spec::TypeKind::Object(written)) =
        (&definition.kind, &declared.kind)
    else {
        return;
    };
    for field in fields.iter().filter(|_| definition.in_requests) {
        let written = written.iter().find(|own| own.wire.text == field.wire);
        if let Some(at) = written.and_then(|own| own.type_name.as_ref()) {
            refuse_numbers_as_texts_in_a_list(&field.shape, at.span, types, problems);
        }
    }
}

/// Reports a list of an enum whose numbers are sent as texts: only a field can say how its value is written.
pub(super) fn refuse_numbers_as_texts_in_a_list(
    shape: &Shape,
    at: Span,
    types: &[TypeDefinition],
    problems: &Problems<'_>,
) {
    let element = match shape {
        Shape::List(element) => element,
        Shape::JsonText(inner) => {
            return refuse_numbers_as_texts_in_a_list(inner, at, types, problems);
        }
        _ => return,
    };
    let Shape::Named(index) = &**element else {
        return refuse_numbers_as_texts_in_a_list(element, at, types, problems);
    };
    let Some(definition) = types.get(*index) else {
        return;
    };
    if let TypeKind::IntegerEnum {
        form: WireForm::String,
        ..
    } = definition.kind
    {
        let message = format!(
            "`{}` is sent as text (`wire: string`), and in a list it can't be",
            definition.name
        );
        let help = "quote the values of the enum, which makes it one of texts: `enum: {\"1\": …}`";
        problems.report(
            Diagnostic::new(Code::Misplaced, at, message)
                .label("a list of it")
                .help(help),
        );
    }
}

/// Marks all that a shape holds; `mark` says whether it was marked already.
fn visit(
    shape: &Shape,
    types: &mut [TypeDefinition],
    mark: &mut impl FnMut(&mut TypeDefinition) -> bool,
) {
    let mut open = vec![shape.clone()];
    while let Some(shape) = open.pop() {
        match shape {
            Shape::List(inner) | Shape::JsonText(inner) | Shape::Joined { item: inner, .. } => {
                open.push(*inner)
            }
            Shape::Named(index) => {
                let Some(definition) = types.get_mut(index) else {
                    continue;
                };
                if !mark(definition) {
                    open.extend(parts(definition));
                }
            }
            _ => {}
        }
    }
}

/// What a type holds itself.
pub(super) fn parts(definition: &TypeDefinition) -> Vec<Shape> {
    match &definition.kind {
        TypeKind::OneOf(choices) => {
            let named = choices.iter().map(|choice| Shape::Named(choice.of));
            named.collect()
        }
        _ => fields(definition)
            .iter()
            .map(|field| field.shape.clone())
            .collect(),
    }
}

fn fields(definition: &TypeDefinition) -> &[Field] {
    match &definition.kind {
        TypeKind::Object(fields) | TypeKind::Row { fields, .. } => fields,
        _ => &[],
    }
}

/// The declared type in a shape.
pub(super) fn named(shape: &Shape) -> Option<usize> {
    match shape {
        Shape::Named(index) => Some(*index),
        Shape::List(inner) | Shape::JsonText(inner) | Shape::Joined { item: inner, .. } => {
            named(inner)
        }
        _ => None,
    }
}

/// Reports an object that travels both ways, with a field of each way that holds it.
fn refuse_both_ways(
    index: usize,
    name: &spec::Name,
    types: &[TypeDefinition],
    received: &Received<'_>,
    operations: &[&Operation],
    problems: &Problems<'_>,
) {
    let message = format!(
        "the object `{}` travels in requests and in replies",
        name.text
    );
    let help = "declare one type for each: a request's fields can be demanded, while a reply keeps what the vendor adds";
    let mut diagnostic = Diagnostic::new(Code::BothWays, name.span, message).help(help);
    let within = |travels: fn(&TypeDefinition) -> bool| {
        types
            .iter()
            .filter(move |own| travels(own))
            .flat_map(fields)
    };
    let requests = operations.iter().flat_map(|own| &own.request);
    let requests = requests.chain(within(|own| own.in_requests));
    let members = received.envelopes.iter().flat_map(|own| &own.fields);
    let replies = within(|own| own.in_replies).chain(members);
    let holds = |field: &&Field| named(&field.shape) == Some(index);
    let holders = [
        (requests.into_iter().find(holds), "in requests here"),
        (replies.into_iter().find(holds), "in replies here"),
    ];
    for (field, label) in holders {
        if let Some(field) = field {
            diagnostic = diagnostic.related(field.at, label);
        }
    }
    problems.report(diagnostic);
}

fn refuse(definition: &TypeDefinition, declared: &spec::Type, problems: &Problems<'_>) {
    let spec::TypeKind::Object(fields) = &declared.kind else {
        return;
    };
    if definition.in_requests && definition.in_replies {
        return;
    }
    if let (Some(rule), true) = (declared.rules.first(), definition.in_replies) {
        let message = format!(
            "a rule says what a request may hold, and `{}` travels in replies",
            declared.name.text
        );
        problems.report(
            Diagnostic::new(Code::Misplaced, rule.span, message)
                .help("drop it: a reply is read as it comes"),
        );
    }
    for field in fields.iter().filter(|_| definition.in_requests) {
        let absent = field.spelling.absent.as_ref().map(|(span, _)| *span);
        for (span, key) in [(field.always, "always"), (absent, "absent")] {
            if let Some(span) = span {
                let message = format!(
                    "`{key}` says what a reply holds, and `{}` travels in requests",
                    declared.name.text
                );
                problems.report(
                    Diagnostic::new(Code::Misplaced, span, message).help(format!("drop `{key}`")),
                );
            }
        }
    }
}
