//! Operations: their routes, what they carry and how their replies are told apart.

use std::collections::HashMap;

use super::encodings;
use super::fields::{self, Role};
use super::filled::filled;
use super::given_url;
use super::links;
use super::names;
use super::open;
use super::polls::poll;
use super::replies::reply;
use super::reserved;
use super::rules;
use super::types::TypeNames;
use super::variants::variant;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Envelope, Operation, Profile, Server, Shape, TypeDefinition, TypeKind};
use crate::signature::Signature;
use crate::spec::{self, Response, Spec};

/// What operations lean on.
pub(super) struct Context<'c> {
    pub(super) spec: &'c Spec,
    /// The first operation of each name.
    pub(super) operations: HashMap<&'c str, &'c spec::Operation>,
    pub(super) names: &'c TypeNames<'c>,
    pub(super) servers: &'c [Server],
    pub(super) profiles: &'c [Profile],
    pub(super) signatures: &'c [Signature],
    pub(super) envelopes: &'c [Envelope],
    pub(super) problems: &'c Problems<'c>,
}

/// The first operation of each name, whatever its page.
pub(super) fn by_name(spec: &Spec) -> HashMap<&str, &spec::Operation> {
    let mut operations = HashMap::new();
    for operation in spec.pages.iter().flat_map(|page| &page.operations) {
        operations.entry(&*operation.name.text).or_insert(operation);
    }
    operations
}

/// Checks one operation. The struct of a reply that is written out in place joins `types`.
pub(super) fn operation(
    spec: &spec::Operation,
    page: usize,
    types: &mut Vec<TypeDefinition>,
    context: &Context<'_>,
) -> Operation {
    let problems = context.problems;
    names::check_snake_case(
        &spec.name,
        "an operation",
        reserved::CLIENT_METHODS,
        problems,
    );
    let type_name = names::type_name(&spec.name.text);
    let request = fields::fields(&spec.request, Role::Request, context.names, problems);
    let filled = filled(spec, problems);
    links::check(spec, context);
    open::refuse_names(spec, &request, problems);
    let variants: Vec<_> = spec
        .routes
        .iter()
        .filter_map(|route| variant(spec, route, (&request, &filled), types, context))
        .collect();
    given_url::check(spec, &request, &variants, context);
    let response = spec
        .response
        .as_ref()
        .and_then(|response| response_shape(response, &type_name, page, types, context));
    let page_source = context
        .spec
        .pages
        .get(page)
        .and_then(|page| page.source.clone());
    let (envelope, reply) = reply(spec, context);
    Operation {
        name: spec.name.text.clone(),
        type_name,
        about: spec.about.clone(),
        source: spec.source.clone().or(page_source),
        safe: spec.safe,
        link: spec.is_link(),
        envelope,
        reply,
        poll: poll(spec, context),
        variants,
        rules: rules::of_operation(spec, &request, &filled, types, problems),
        request,
        filled,
        open: spec.open.clone(),
        response,
        // Held against the finished operation, and so added last.
        examples: Vec::new(),
    }
}

fn response_shape(
    response: &Response,
    operation: &str,
    page: usize,
    types: &mut Vec<TypeDefinition>,
    context: &Context<'_>,
) -> Option<Shape> {
    let problems = context.problems;
    match response {
        Response::Type(name) => {
            let shape = context.names.shape(name, problems)?;
            if let Shape::JsonText(_) = shape {
                let help = "write the shape itself; where the payload is a text that holds JSON, list it as a field of the response";
                problems.report(
                    Diagnostic::new(
                        Code::Misplaced,
                        name.span,
                        "`json<…>` is a field, not a whole response",
                    )
                    .help(help),
                );
            }
            encodings::refuse_unformatted(name, false, problems);
            if shape == Shape::File {
                let help = "write the type of the JSON that is replied; where that holds the address of a file, it is a `string`";
                problems.report(
                    Diagnostic::new(Code::File, name.span, "a reply can't be a file").help(help),
                );
            }
            Some(shape)
        }
        Response::Fields(_, list) => {
            let kind = TypeKind::Object(fields::fields(list, Role::Reply, context.names, problems));
            let name = format!("{operation}Response");
            types.push(TypeDefinition {
                name,
                about: About::default(),
                page: Some(page),
                kind,
                rules: Vec::new(),
                in_requests: false,
                in_replies: false,
                left_out: false,
            });
            Some(Shape::Named(types.len() - 1))
        }
    }
}
