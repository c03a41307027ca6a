//! Callbacks: who verifies them, what they hold, and what a receiver compares.

use super::examples::lacking;
use super::fields::{self, Role};
use super::fit::Fit;
use super::names;
use super::operations::Context;
use super::variants::is_nested;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{
    Ack, Body, Callback, Envelope, Field, Json, Place, Presence, Profile, Reply, Shape,
    TypeDefinition, TypeKind,
};
use crate::signature::{FieldSource, LineKind};
use crate::spec::{self, WireSpelling};
use crate::yaml::{Kind, Node, json};

/// Checks one callback; its struct joins `types`.
pub(super) fn callback(
    spec: &spec::Callback,
    page: usize,
    types: &mut Vec<TypeDefinition>,
    context: &Context<'_>,
) -> Callback {
    let problems = context.problems;
    names::check_snake_case(&spec.name, "a callback", &[], problems);
    let type_name = names::type_name(&spec.name.text);
    let fields = fields::fields(&spec.fields, Role::Reply, context.names, problems);
    let envelope = spec.envelope.as_ref().and_then(|name| {
        let candidates = context.envelopes.iter().map(|own| own.name.as_str());
        names::resolve(name, candidates, "envelope", "`envelopes:`", problems)
    });
    let profiles = profiles(spec, context);
    if !spec.is_json {
        refuse_nested(spec, &fields, envelope, types, context);
    }
    let compare = compare(spec, &fields, types, problems);
    let verifying = profiles.iter().filter_map(|own| context.profiles.get(*own));
    let reply = reply(envelope, &fields, verifying, context);
    let page_source = context.spec.pages.get(page);
    let page_source = page_source.and_then(|page| page.source.clone());
    types.push(TypeDefinition {
        name: type_name.clone(),
        about: spec.about.clone(),
        page: Some(page),
        kind: TypeKind::Object(fields),
        rules: Vec::new(),
        in_requests: false,
        in_replies: false,
        left_out: false,
    });
    Callback {
        name: spec.name.text.clone(),
        type_name,
        about: spec.about.clone(),
        source: spec.source.clone().or(page_source),
        body: if spec.is_json { Body::Json } else { Body::Form },
        profiles,
        envelope,
        reply,
        shape: Shape::Named(types.len() - 1),
        compare,
        ack: match &spec.ack {
            Some(spec::Ack::Json(json)) => Ack::Json(json.clone()),
            Some(spec::Ack::Text(text)) => Ack::Text(text.text.clone()),
            None => Ack::Text(String::new()),
        },
        // Held against the finished callback, and so added last.
        examples: Vec::new(),
    }
}

/// The profiles that verify a callback; reports one of which nothing says who does.
fn profiles(spec: &spec::Callback, context: &Context<'_>) -> Vec<usize> {
    let problems = context.problems;
    let unverified = |at: Span, message: String, help: &str| {
        problems.report(Diagnostic::new(Code::Unverified, at, message).help(help));
    };
    match (spec.unsigned, spec.profiles.first()) {
        // Where `profiles` couldn't be read, that is told already.
        (None, None) if spec.sound => unverified(
            spec.name.span,
            format!(
                "nothing says who verifies the callback `{}`",
                spec.name.text
            ),
            "name the profiles whose keys it is signed with (`profiles: [app]`), or say `unsigned: true` where the vendor signs nothing",
        ),
        (Some(span), Some(first)) => problems.report(
            Diagnostic::new(
                Code::Unverified,
                span,
                "a callback that nobody signs can't be verified",
            )
            .related(first.span, "verified so")
            .help(
                "keep `profiles` where the vendor signs it, and `unsigned: true` where it doesn't",
            ),
        ),
        _ => {}
    }
    let candidates = || context.profiles.iter().map(|own| own.name.as_str());
    let mut found = Vec::new();
    for name in &spec.profiles {
        let place = "`profiles:` in `api.yaml`";
        let Some(index) = names::resolve(name, candidates(), "profile", place, problems) else {
            continue;
        };
        if found.contains(&index) {
            let message = format!("`{}` stands here twice", name.text);
            let diagnostic =
                Diagnostic::new(Code::Misplaced, name.span, message).help("name each profile once");
            problems.report(with_first(diagnostic, name, &spec.profiles));
            continue;
        }
        if let Some(profile) = context.profiles.get(index) {
            let stated = context.spec.api.profiles.get(index);
            // Where its `verify` has a mistake, that is told there.
            if profile.verify.is_none() && stated.is_some_and(|own| own.verify.is_none()) {
                unverified(
                    name.span,
                    format!(
                        "the profile `{}` doesn't say how callbacks are signed",
                        name.text
                    ),
                    "add `verify: {with: …, field: …}` to the profile; if the vendor signs callbacks and no replies, with `when: never`",
                );
            }
            refuse_json_of_a_form(spec, name, profile, context);
        }
        found.push(index);
    }
    found
}

/// Adds where a name stands for the first time.
fn with_first(diagnostic: Diagnostic, name: &spec::Name, all: &[spec::Name]) -> Diagnostic {
    match all.iter().find(|own| own.text == name.text) {
        Some(first) => diagnostic.related(first.span, "the first one"),
        None => diagnostic,
    }
}

/// Reports a form whose signature takes members of JSON.
fn refuse_json_of_a_form(
    spec: &spec::Callback,
    named: &spec::Name,
    profile: &Profile,
    context: &Context<'_>,
) {
    let verify = profile.verify.as_ref();
    let signature = verify.and_then(|verify| context.signatures.get(verify.signature));
    let Some(signature) = signature.filter(|_| !spec.is_json) else {
        return;
    };
    let takes_json = signature.lines.iter().any(|line| match &line.kind {
        LineKind::Fields(list) => list
            .from
            .iter()
            .any(|source| matches!(source, FieldSource::Json | FieldSource::JsonMember(_))),
        LineKind::Template(_) => false,
    });
    if takes_json {
        let message = format!(
            "the signature `{}` takes members of JSON, and this callback is a form",
            signature.name
        );
        let help = "say `body: json` if the vendor sends JSON, or let the signature take its fields from `fields`";
        context
            .problems
            .report(Diagnostic::new(Code::Source, named.span, message).help(help));
    }
}

/// Reports what no form can carry.
fn refuse_nested(
    spec: &spec::Callback,
    fields: &[Field],
    envelope: Option<usize>,
    types: &[TypeDefinition],
    context: &Context<'_>,
) {
    for field in fields.iter().filter(|own| is_nested(&own.shape, types)) {
        let written = spec.fields.iter().find(|own| own.wire.text == field.wire);
        let at = written.and_then(|own| own.type_name.as_ref());
        let message = format!(
            "`{}` is a list or an object, and a form carries single values",
            field.wire
        );
        let help = "say `body: json` if the vendor sends JSON; if it sends JSON text in a form, write `json<…>` around its type, or `join` where it puts something between the items";
        context.problems.report(
            Diagnostic::new(
                Code::Nested,
                at.map_or(spec.name.span, |name| name.span),
                message,
            )
            .label("not a single value")
            .help(help),
        );
    }
    for field in &spec.fields {
        if let Some(WireSpelling::Form(_, span)) = field.spelling.wire {
            let message = "`wire` says how a value stands in JSON, and this is a form";
            context.problems.report(
                Diagnostic::new(Code::Misplaced, span, message)
                    .help("drop it: in a form every value is text"),
            );
        }
    }
    let envelope = envelope.and_then(|index| context.envelopes.get(index));
    if let (
        Some(named),
        Some(Envelope {
            payload: Some(member),
            ..
        }),
    ) = (&spec.envelope, envelope)
    {
        let message =
            format!("this envelope has its payload in `{member}`, and a form has no objects");
        context.problems.report(
            Diagnostic::new(Code::Nested, named.span, message)
                .help("name an envelope without `payload`, beside whose members the fields stand"),
        );
    }
}

/// The fields to compare; reports those that a callback may lack, or whose values can't be held against each other.
fn compare(
    spec: &spec::Callback,
    fields: &[Field],
    types: &[TypeDefinition],
    problems: &Problems<'_>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for name in &spec.compare {
        let candidates = spec.fields.iter().map(|own| own.wire.text.as_str());
        let place = "the `fields:` of the callback";
        names::resolve(name, candidates, "field", place, problems);
        let of_name = fields.iter().enumerate();
        let Some((index, field)) = of_name.into_iter().find(|(_, own)| own.wire == name.text)
        else {
            continue;
        };
        let refused = |message: String, help: &str| {
            Diagnostic::new(Code::Compare, name.span, message)
                .label("to be compared")
                .help(help)
        };
        if found.contains(&index) {
            let message = format!("`{}` stands here twice", name.text);
            let diagnostic = refused(message, "name each field once");
            problems.report(with_first(diagnostic, name, &spec.compare));
            continue;
        }
        let refuse = |message: String, help: &str| {
            problems.report(refused(message, help).related(field.at, "documented here"));
        };
        if field.presence != Presence::Always {
            refuse(
                format!(
                    "`{}` may be missing, and then there is nothing to compare",
                    name.text
                ),
                "say `always: true` on the field: a callback without it is refused",
            );
        } else if field.secret || !is_comparable(&field.shape, types) {
            refuse(
                format!("`{}` has no plain value to compare", name.text),
                "compare what is equal or isn't, such as the number of the order or its amount: texts, whole numbers, `money`, enums and names of them",
            );
        }
        found.push(index);
    }
    found
}

/// Whether two values are equal or not, and nothing in between.
fn is_comparable(shape: &Shape, types: &[TypeDefinition]) -> bool {
    match shape {
        Shape::Number
        | Shape::Any
        | Shape::File
        | Shape::List(_)
        | Shape::JsonText(_)
        | Shape::Joined { .. } => false,
        Shape::Named(index) => match types.get(*index).map(|definition| &definition.kind) {
            Some(TypeKind::Newtype(inner)) => is_comparable(inner, types),
            Some(TypeKind::IntegerEnum { .. } | TypeKind::StringEnum { .. }) => true,
            _ => false,
        },
        _ => true,
    }
}

/// How a success is told; a signature that nothing documents as a member is no unknown one all the same.
fn reply<'c>(
    envelope: Option<usize>,
    fields: &[Field],
    profiles: impl Iterator<Item = &'c Profile>,
    context: &Context<'_>,
) -> Reply {
    let envelope = envelope.and_then(|index| context.envelopes.get(index));
    let mut reply = envelope.map(Envelope::reply).unwrap_or_default();
    for verify in profiles.filter_map(|profile| profile.verify.as_ref()) {
        if let Place::Field(name) = &verify.place
            && !reply.members.contains(name)
            && fields.iter().all(|field| field.wire != *name)
        {
            reply.members.push(name.clone());
        }
    }
    reply
}

/// Reads the documented bodies; where the callback is `sound`, also holds them against it.
pub(super) fn examples(
    spec: &spec::Callback,
    callback: &Callback,
    sound: bool,
    against: &super::examples::Context<'_>,
) -> Vec<Json> {
    let read = |node: &Node| {
        let example = json(node, against.problems);
        if sound {
            check_example(node, &example, callback, against);
        }
        example
    };
    spec.examples.iter().map(read).collect()
}

fn check_example(
    node: &Node,
    example: &Json,
    callback: &Callback,
    against: &super::examples::Context<'_>,
) {
    let fit = Fit {
        types: against.types,
        in_form: callback.body == Body::Form,
        in_reply: true,
        field: None,
        problems: against.problems,
    };
    let Some(members) = fit.members(node, "a callback") else {
        return;
    };
    let envelope = callback.envelope.and_then(|own| against.envelopes.get(own));
    for field in envelope.iter().flat_map(|envelope| &envelope.fields) {
        if let Some((_, value)) = members.iter().find(|(name, _)| name.text == field.wire) {
            fit.field(field, value);
        }
    }
    if !callback.reply.success.hold(example) {
        return;
    }
    let payload = callback.reply.payload.as_deref();
    match payload.map_or(Some(node), |name| member(node, name)) {
        Some(payload) => fit.shape(&callback.shape, Default::default(), payload, "the callback"),
        None => {
            let (name, why) = (
                payload.unwrap_or_default(),
                "holds the payload of a success",
            );
            let otherwise = "name another `envelope:` if the vendor sends none";
            let lacking = lacking(node.span, name, why, otherwise);
            against.problems.report(lacking);
        }
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
