//! Examples: what the vendor's page shows must fit what the spec says of the operation.

use super::fit::Fit;
use super::rules::check_example;
use crate::diagnostic::{Code, Diagnostic, Problems, Span, list_of, nearest};
use crate::model::{
    Body, Envelope, Example, Field, Json, Operation, Payload, Place, Presence, Profile, Shape,
    TypeDefinition, TypeKind,
};
use crate::spec;
use crate::yaml::{Key, Kind, Node, json};

/// What examples are held against.
pub(super) struct Context<'c> {
    pub(super) profiles: &'c [Profile],
    pub(super) envelopes: &'c [Envelope],
    pub(super) types: &'c [TypeDefinition],
    pub(super) problems: &'c Problems<'c>,
}

/// Reads an example; where the operation is `sound`, also holds it against it.
pub(super) fn example(
    spec: &spec::Example,
    operation: &Operation,
    sound: bool,
    context: &Context<'_>,
) -> Example {
    let problems = context.problems;
    let example = Example {
        about: spec.about.clone(),
        common: super::envelopes::texts(&spec.common),
        request: spec.request.as_ref().map(|node| json(node, problems)),
        response: spec.response.as_ref().map(|node| json(node, problems)),
    };
    if sound {
        check_common(spec, operation, context);
        check_request(spec, operation, context);
        check_response(spec, example.response.as_ref(), operation, context);
    }
    example
}

fn check_common(spec: &spec::Example, operation: &Operation, context: &Context<'_>) {
    let known = common_names(operation, context.profiles);
    for (name, _) in &spec.common {
        if !known.contains(&name.text.as_str()) {
            let message = format!(
                "no profile of `{}` has the common field `{}`",
                operation.name, name.text
            );
            unknown(name, message, &known, context.problems);
        }
    }
}

fn check_request(spec: &spec::Example, operation: &Operation, context: &Context<'_>) {
    let Some(node) = &spec.request else { return };
    let fit = Fit {
        types: context.types,
        in_form: travels_in_form(operation),
        in_reply: false,
        field: None,
        problems: context.problems,
    };
    let Some(members) = fit.members(node, "a request") else {
        return;
    };
    let filled = operation.filled.iter().map(|filled| &filled.wire);
    let fields = operation.request.iter().map(|field| &field.wire);
    let known: Vec<&str> = fields.chain(filled).map(String::as_str).collect();
    for (name, value) in members {
        let filled = operation.filled.iter().find(|own| own.wire == name.text);
        let field = operation.request.iter().find(|own| own.wire == name.text);
        match (field, filled) {
            (Some(field), _) => fit.field(field, value),
            (None, Some(filled)) => fit.filled(filled, value),
            (None, None) if operation.open.is_some() => {
                let what = format!("`{}`", name.text);
                fit.shape(&Shape::String, Default::default(), value, &what);
            }
            (None, None) => {
                let message = format!("`{}` has no request field `{}`", operation.name, name.text);
                unknown(name, message, &known, context.problems);
            }
        }
    }
    // What a page can't print, it can't show.
    let printable =
        |field: &&Field| field.presence == Presence::Required && field.shape != Shape::File;
    for field in operation.request.iter().filter(printable) {
        if !members.iter().any(|(name, _)| name.text == field.wire) {
            let otherwise = "make it `optional: true` if the vendor's own example goes without";
            let lacking = lacking(node.span, &field.wire, "is required", otherwise);
            let documented = lacking.related(field.at, "documented here");
            context.problems.report(documented);
        }
    }
    check_example(operation, members, node.span, context.problems);
}

/// Whether business fields travel as single values, each of which is text.
pub(super) fn travels_in_form(operation: &Operation) -> bool {
    let mut variants = operation.variants.iter();
    variants.all(|variant| variant.payload == Payload::Fields && variant.body != Body::Json)
}

fn check_response(
    spec: &spec::Example,
    reply: Option<&Json>,
    operation: &Operation,
    context: &Context<'_>,
) {
    let (Some(node), Some(reply)) = (&spec.response, reply) else {
        return;
    };
    let fit = Fit {
        types: context.types,
        in_form: false,
        in_reply: true,
        field: None,
        problems: context.problems,
    };
    let envelope = operation.envelope;
    if let Some(envelope) = envelope.and_then(|index| context.envelopes.get(index)) {
        let Some(members) = fit.members(node, "a reply") else {
            return;
        };
        for (name, value) in members {
            // An operation may give a member of its envelope another meaning, and then says itself what it is.
            let own = operation.reply.payload.is_none()
                && payload_has(operation.response.as_ref(), &name.text, context.types);
            if let Some(field) = envelope
                .fields
                .iter()
                .find(|field| field.wire == name.text && !own)
            {
                fit.field(field, value);
            }
        }
    }
    if !operation.reply.success.hold(reply) {
        return;
    }
    let Some(shape) = &operation.response else {
        return;
    };
    let payload = match &operation.reply.payload {
        None => Some(node),
        Some(name) => member(node, name),
    };
    match payload {
        Some(payload) => fit.shape(shape, Default::default(), payload, "the payload"),
        None => {
            let name = operation.reply.payload.as_deref().unwrap_or_default();
            let otherwise = "drop `response:` if the vendor sends none";
            let why = "holds the payload of a success";
            let lacking = lacking(node.span, name, why, otherwise);
            context.problems.report(lacking);
        }
    }
}

fn payload_has(shape: Option<&Shape>, name: &str, types: &[TypeDefinition]) -> bool {
    let Some(Shape::Named(index)) = shape else {
        return false;
    };
    match types.get(*index).map(|definition| &definition.kind) {
        Some(TypeKind::Object(fields)) => fields.iter().any(|field| field.wire == name),
        Some(TypeKind::OneOf(choices)) => choices
            .iter()
            .any(|choice| payload_has(Some(&Shape::Named(choice.of)), name, types)),
        _ => false,
    }
}

fn member<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.kind {
        Kind::Mapping(entries) => entries
            .iter()
            .find(|(key, _)| key.text == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

fn unknown(name: &Key, message: String, known: &[&str], problems: &Problems<'_>) {
    let help = match nearest(&name.text, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => {
            "it has none; add the field if the vendor's page has it".to_owned()
        }
        None => format!(
            "it has {}; add the field if the vendor's page has it",
            list_of(known.iter().copied())
        ),
    };
    problems.report(
        Diagnostic::new(Code::Example, name.span, message)
            .label("not a field")
            .help(help),
    );
}

/// Names of the fields that a request's examples may show beside the business fields.
fn common_names<'c>(operation: &'c Operation, profiles: &'c [Profile]) -> Vec<&'c str> {
    let mut names = Vec::new();
    for profile in operation
        .variants
        .iter()
        .filter_map(|variant| profiles.get(variant.profile))
    {
        let fields = profile.common.iter().chain(&profile.query);
        names.extend(fields.map(|field| field.wire.as_str()));
        let outputs = profile.sign.iter().flat_map(|sign| &sign.into);
        names.extend(outputs.filter_map(|output| match &output.place {
            Place::Field(name) | Place::Query(name) => Some(name.as_str()),
            Place::Header(_) | Place::Path => None,
        }));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Tells what an example lacks.
pub(super) fn lacking(span: Span, name: &str, why: &str, otherwise: &str) -> Diagnostic {
    let message = format!("the example lacks `{name}`, which {why}");
    let help = format!("add `{name}` as the vendor's page shows it; {otherwise}");
    Diagnostic::new(Code::Example, span, message)
        .label(format!("no `{name}` in here"))
        .help(help)
}
