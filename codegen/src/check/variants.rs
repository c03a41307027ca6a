//! Routes: where a call goes, how its fields travel, and in which order they are signed.

use sealspec::Order;

use super::names;
use super::operations::Context;
use super::servers::check_path;
use super::usage::refuse_numbers_as_texts_in_a_list;
use super::wire::{WireNames, own_fields};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{
    Body, Field, Filled, Method, Payload, Profile, Shape, Slot, TypeDefinition, TypeKind, Variant,
    slots,
};
use crate::signature::{FieldSource, LineKind, Signature};
use crate::spec::{self, Name, PayloadOverride, WireSpelling};

/// Checks an operation as one profile calls it.
pub(super) fn variant(
    spec: &spec::Operation,
    route: &spec::Route,
    (request, filled): (&[Field], &[Filled]),
    types: &[TypeDefinition],
    context: &Context<'_>,
) -> Option<Variant> {
    let problems = context.problems;
    if !route.takes_url() {
        check_path(&route.path, problems);
    }
    let server = match &spec.server {
        Some(name) => names::resolve(
            name,
            context.servers.iter().map(|server| server.name.as_str()),
            "server",
            "`servers:`",
            problems,
        ),
        None => Some(0),
    };
    let candidates = context.profiles.iter().map(|profile| profile.name.as_str());
    let profile = names::resolve(
        &route.profile,
        candidates,
        "profile",
        "`profiles:` in `api.yaml`",
        problems,
    )?;
    let profile_spec = context.spec.api.profiles.get(profile)?;
    let (payload, payload_at) = payload(spec, profile_spec);
    let body = body(spec, route, profile_spec, problems);
    refuse_wire_collisions(spec, profile_spec, payload_at, problems);
    refuse_misfits(spec, request, types, body, &payload, problems);
    if body == Body::Multipart {
        let stated = spec.body.or(profile_spec.body);
        let at = stated.map_or(route.path.span, |(_, span)| span);
        refuse_files_as_text(at, context.profiles.get(profile)?, profile_spec, context);
    }
    let beside = beside(spec, (request, filled), &payload, problems);
    let order = order(
        context.profiles.get(profile)?,
        (request, filled, spec.open.is_some()),
        (&payload, &beside),
        body,
        context.signatures,
    );
    Some(Variant {
        profile,
        method: route.method,
        path: route.path.text.clone(),
        server: server?,
        body,
        payload,
        order,
        about: route.about.clone(),
    })
}

/// How the fields travel: as the operation says, or else as its profile does; in the query where there is no body.
fn body(
    spec: &spec::Operation,
    route: &spec::Route,
    profile: &spec::Profile,
    problems: &Problems<'_>,
) -> Body {
    let stated = spec.body.or(profile.body);
    if let (Method::Get, Some((body, span))) = (route.method, spec.body)
        && body != spec::Body::Query
    {
        let help = "drop `body`: the fields of a GET travel in its query";
        problems.report(
            Diagnostic::new(Code::Body, span, "a GET has no body")
                .related(
                    route.path.span,
                    if route.link {
                        "opened by GET"
                    } else {
                        "called by GET"
                    },
                )
                .help(help),
        );
    }
    match (route.method, stated) {
        (Method::Get, _) | (_, Some((spec::Body::Query, _))) => Body::Query,
        (_, Some((spec::Body::Multipart, _))) => Body::Multipart,
        (_, Some((spec::Body::Json, _))) => Body::Json,
        (_, Some((spec::Body::Form, _)) | None) => Body::Form,
    }
}

/// Reports a body with files whose signature reads it as text.
fn refuse_files_as_text(at: Span, profile: &Profile, spec: &spec::Profile, context: &Context<'_>) {
    let signature = profile
        .sign
        .as_ref()
        .and_then(|sign| context.signatures.get(sign.signature));
    let Some(signature) = signature.filter(|signature| signature.takes_body_as_text()) else {
        return;
    };
    let message = format!(
        "the signature `{}` takes the body as text, and files aren't text",
        signature.name
    );
    let with = spec.sign.as_ref().and_then(|sign| sign.with.as_ref());
    let mut diagnostic = Diagnostic::new(Code::Body, at, message)
        .label("a body with files")
        .help("let the signature take a digest of the body (`{body | sha256 | hex}`) if the vendor does, or call this operation by another profile");
    if let Some(with) = with {
        diagnostic = diagnostic.related(with.span, "signed so");
    }
    context.problems.report(diagnostic);
}

/// How business fields travel: as the operation says, or else as its profile does.
fn payload<'s>(
    spec: &'s spec::Operation,
    profile: &'s spec::Profile,
) -> (Payload, Option<&'s Name>) {
    let field = match &spec.payload {
        Some(PayloadOverride::Fields) => None,
        Some(PayloadOverride::Json(field)) => Some(field),
        None => profile.payload.as_ref(),
    };
    (
        field.map_or(Payload::Fields, |field| Payload::Json(field.text.clone())),
        field,
    )
}

/// The fields that travel beside the payload; reports such where there is no payload.
fn beside<'s>(
    spec: &'s spec::Operation,
    (request, filled): (&[Field], &[Filled]),
    payload: &Payload,
    problems: &Problems<'_>,
) -> Vec<&'s str> {
    for name in &spec.beside {
        let fields = request.iter().map(|field| &*field.wire);
        let known = fields.chain(filled.iter().map(|own| &*own.wire));
        names::resolve(name, known, "field of the request", "`request:`", problems);
        // Another profile may have one.
        if *payload == Payload::Fields && spec.routes.len() == 1 {
            let message = "there is no payload beside which a field could travel";
            let help = "drop it from `beside`: all fields travel side by side here";
            problems.report(Diagnostic::new(Code::Misplaced, name.span, message).help(help));
        }
    }
    spec.beside.iter().map(|name| &*name.text).collect()
}

/// Reports fields of one name; those of the profile among each other are reported with it.
fn refuse_wire_collisions(
    spec: &spec::Operation,
    profile: &spec::Profile,
    payload: Option<&Name>,
    problems: &Problems<'_>,
) {
    let mut taken = WireNames::of(own_fields(profile, false));
    if let Some(PayloadOverride::Json(field)) = &spec.payload {
        taken.declare(&field.text, field.span, "the payload", problems);
    }
    let fields = spec.request.iter().map(|field| &field.wire);
    let filled = spec.filled.iter().map(|filled| &filled.wire);
    for wire in fields.chain(filled).filter(|_| payload.is_none()) {
        taken.declare(&wire.text, wire.span, "a business field", problems);
    }
}

/// Reports fields that can't travel in this body.
fn refuse_misfits(
    spec: &spec::Operation,
    request: &[Field],
    types: &[TypeDefinition],
    body: Body,
    payload: &Payload,
    problems: &Problems<'_>,
) {
    for field in request {
        let is_beside = spec.beside.iter().any(|name| name.text == field.wire);
        let in_json = body == Body::Json || (*payload != Payload::Fields && !is_beside);
        let Some(written) = spec
            .request
            .iter()
            .find(|written| written.wire.text == field.wire)
        else {
            continue;
        };
        let at = written
            .type_name
            .as_ref()
            .map_or(written.wire.span, |name| name.span);
        if field.shape == Shape::File {
            refuse_file(at, body, payload, problems);
        } else if !in_json && is_nested(&field.shape, types) {
            let is = if field.shape == Shape::Any {
                "may be"
            } else {
                "is"
            };
            let message = format!(
                "`{}` {is} a list or an object, and a form carries single values",
                field.wire
            );
            let help = "if the vendor takes it as JSON text, write `json<…>` around its type; if it takes a list with something between the items, say `join`; if all business fields travel as one JSON text, say `payload: {field: …, as: json}` in the profile";
            problems.report(
                Diagnostic::new(Code::Nested, at, message)
                    .label("not a single value")
                    .help(help),
            );
        }
        if in_json || matches!(field.shape, Shape::JsonText(_)) {
            refuse_numbers_as_texts_in_a_list(&field.shape, at, types, problems);
        }
        if let (Some(WireSpelling::Form(_, span)), false) = (&written.spelling.wire, in_json) {
            let help = "drop it: in a form every value is text";
            problems.report(
                Diagnostic::new(
                    Code::Misplaced,
                    *span,
                    "`wire` says how a value stands in JSON, and this is a form",
                )
                .help(help),
            );
        }
    }
}

fn refuse_file(at: Span, body: Body, payload: &Payload, problems: &Problems<'_>) {
    let (message, help) = match (body, payload) {
        (Body::Multipart, Payload::Fields) => return,
        (Body::Multipart, Payload::Json(_)) => (
            "a file can't travel inside JSON",
            "add `payload: fields` to the operation, so that its fields stand in the form themselves",
        ),
        _ => (
            "a file travels in a multipart body only",
            "add `body: multipart` to the operation",
        ),
    };
    problems.report(
        Diagnostic::new(Code::File, at, message)
            .label("a file")
            .help(help),
    );
}

/// Whether a form can't carry it.
pub(super) fn is_nested(shape: &Shape, types: &[TypeDefinition]) -> bool {
    match shape {
        Shape::Any | Shape::List(_) => true,
        Shape::Named(index) => matches!(
            types.get(*index).map(|definition| &definition.kind),
            Some(TypeKind::Object(_) | TypeKind::OneOf(_) | TypeKind::Row { .. })
        ),
        _ => false,
    }
}

/// What is written, in the order in which it is signed; in the documented order where the signature has none of its own, and in
/// a JSON object.
fn order(
    profile: &Profile,
    (request, filled, open): (&[Field], &[Filled], bool),
    (payload, beside): (&Payload, &[&str]),
    body: Body,
    signatures: &[Signature],
) -> Vec<Slot> {
    let common = profile
        .common
        .iter()
        .enumerate()
        .map(|(index, field)| (field.wire.as_str(), Slot::Common(index)));
    let mut all: Vec<(&str, Slot)> = common.collect();
    let own = slots(request.len(), filled);
    let name = |slot| {
        let wire = match slot {
            Slot::Field(index) => request.get(index).map(|field| &field.wire),
            Slot::Filled(index) => filled.get(index).map(|filled| &filled.wire),
            Slot::Common(_) | Slot::Payload | Slot::Open => None,
        };
        wire.map_or("", String::as_str)
    };
    let own = own.into_iter().map(|slot| (name(slot), slot));
    match payload {
        Payload::Fields => all.extend(own),
        Payload::Json(field) => {
            let (outside, inside): (Vec<_>, Vec<_>) =
                own.partition(|(name, _)| beside.contains(name));
            all.extend(outside);
            all.extend((!inside.is_empty() || open).then_some((field.as_str(), Slot::Payload)));
        }
    }
    if let Some(order) = signing_order(profile, signatures).filter(|_| body != Body::Json) {
        let folds = order == Order::NameIgnoreCase;
        all.sort_by_key(|(name, _)| (folds.then(|| name.to_ascii_lowercase()), *name));
    }
    // Nobody knows yet where among the others these will stand.
    let open = (open && *payload == Payload::Fields).then_some(Slot::Open);
    all.into_iter().map(|(_, slot)| slot).chain(open).collect()
}

/// The order by name that a profile's signature asks for.
fn signing_order(profile: &Profile, signatures: &[Signature]) -> Option<Order> {
    let signature = signatures.get(profile.sign.as_ref()?.signature)?;
    signature.lines.iter().find_map(|line| match &line.kind {
        LineKind::Fields(list) => Some(list.order).filter(|order| {
            let by_name = matches!(
                order,
                Order::Name | Order::NameIgnoreCase | Order::NameThenValue
            );
            let of_body = [FieldSource::Fields, FieldSource::Body];
            by_name && list.from.iter().any(|source| of_body.contains(source))
        }),
        LineKind::Template(_) => None,
    })
}
