//! What a spec says, in the runtime's terms: as generated code says it in constants.

use sealspec::{Body, Fresh, Place, Reply, Route, Rule, Rules, TimeUnit, Verify, VerifyWhen};
use sealspec_codegen::model::{self, Api, Json, Operation, Payload, Slot, Text, Variant};

use crate::keep;

/// Where a variant goes.
pub(crate) fn route(api: &Api, variant: &Variant) -> Route {
    let route = match variant.method {
        model::Method::Get => Route::get,
        model::Method::Post => Route::post,
    };
    let body = match variant.body {
        model::Body::Form => Body::Form,
        model::Body::Multipart => Body::Multipart,
        model::Body::Query => Body::Query,
        model::Body::Json => Body::Json,
    };
    if variant.takes_url() {
        return route("", "", body);
    }
    let server = api.servers.get(variant.server);
    let server = server.map_or("", |server| keep::text(&server.name));
    route(keep::text(&variant.path), server, body)
}

/// How replies are told apart.
pub(crate) fn reply(reply: &model::Reply) -> Reply {
    let kept = |name: &Option<String>| name.as_deref().map(keep::text);
    Reply {
        success: keep::conditions(&reply.success.0),
        pending: keep::conditions(&reply.pending.0),
        undecided: keep::conditions(&reply.undecided.0),
        code: kept(&reply.code),
        message: kept(&reply.message),
        payload: kept(&reply.payload),
        members: keep::texts(&reply.members),
        verify: reply.verify.map(when),
    }
}

/// The rules between the fields of an operation.
pub(crate) fn rules_of(operation: &Operation, variant: &Variant) -> Rules {
    if operation.rules.is_empty() {
        return Rules::NONE;
    }
    let list = rules(&operation.rules);
    match &variant.payload {
        Payload::Fields => Rules::of(list),
        Payload::Json(name) => {
            let beside = beside(operation, variant);
            Rules::within(keep::text(name), keep::texts(&beside), list)
        }
    }
}

/// Names of the fields that travel beside the payload.
fn beside(operation: &Operation, variant: &Variant) -> Vec<String> {
    let name = |slot: &Slot| match slot {
        Slot::Field(index) => operation.request.get(*index).map(|own| own.wire.clone()),
        Slot::Filled(index) => operation.filled.get(*index).map(|own| own.wire.clone()),
        Slot::Common(_) | Slot::Open | Slot::Payload => None,
    };
    variant.order.iter().filter_map(name).collect()
}

/// Rules between fields.
pub(crate) fn rules(rules: &[model::Rule]) -> &'static [Rule] {
    let kept = rules.iter().map(|rule| {
        Rule::new(
            rule.kind,
            keep::groups(&rule.groups),
            keep::conditions(&rule.when),
            keep::text(&told(&rule.about.doc)),
        )
    });
    keep::rules(kept.collect())
}

/// What is told of a rule that is broken: its doc on one line, in English where there is some.
fn told(doc: &Text) -> String {
    let Text { zh, en } = doc;
    let doc = en.as_ref().or(zh.as_ref()).map_or("", String::as_str);
    let line = doc.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches(['.', '。']).to_owned()
}

/// Where the signature of a profile's requests goes, and what goes with it.
pub(crate) fn places(profile: &model::Profile) -> &'static [Place] {
    let outputs = profile.sign.iter().flat_map(|sign| &sign.into);
    keep::places(outputs.map(|output| place(&output.place)).collect())
}

/// A place.
pub(crate) fn place(place: &model::Place) -> Place {
    match place {
        model::Place::Field(name) => Place::Field(keep::text(name)),
        model::Place::Query(name) => Place::Query(keep::text(name)),
        model::Place::Header(name) => Place::Header(keep::text(name)),
        model::Place::Path => Place::Path,
    }
}

/// How the signature of a reply is verified.
pub(crate) fn verify(verify: &model::Verify) -> Verify {
    Verify {
        place: place(&verify.place),
        when: when(verify.when),
        fresh: verify.fresh.as_ref().map(|fresh| Fresh {
            place: place(&fresh.place),
            unit: match fresh.unit {
                model::TimeUnit::Seconds => TimeUnit::Seconds,
                model::TimeUnit::Millis => TimeUnit::Millis,
            },
            within: fresh.within,
        }),
    }
}

fn when(when: model::VerifyWhen) -> VerifyWhen {
    match when {
        model::VerifyWhen::IfPresent => VerifyWhen::IfPresent,
        model::VerifyWhen::OnSuccess => VerifyWhen::OnSuccess,
        model::VerifyWhen::Always => VerifyWhen::Always,
        model::VerifyWhen::Never => VerifyWhen::Never,
    }
}

/// A text as JSON.
pub(crate) fn json_text(text: &str) -> String {
    Json::String(text.to_owned()).to_string()
}
