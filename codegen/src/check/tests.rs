use super::check;
use crate::model::{Api, Body, Json, Payload, Presence, Slot, VerifyWhen};
use crate::source::{SourceFile, Sources};

const API: &str = r#"
sealspec: 1
api: acme
title: Acme
source: https://acme.example/doc
servers:
  open: {production: "https://open.acme.example/", sandbox: {url: "http://test.acme.example", cleartext: documented}}
  files: {production: "https://files.acme.example"}
credentials: {shop: {doc: Shop}, agent: {doc: Agent}, key: {secret: true}, unused: {doc: Unused}}
signatures:
  sorted:
    lines:
      fields: {except: [sign], sort: name_ignore_case, each: "{name}={value}", join: "&"}
      sign: "{fields key | md5 | HEX}"
profiles:
  plain: {common: {Shop: "{shop}", b: "1"}, envelope: flat}
  signed:
    common: {Shop: "{shop}", agent: {value: "{agent}", optional: true}}
    payload: {field: data, as: json}
    sign: {with: sorted, into: {field: sign}}
    verify: {with: sorted, field: sign}
    envelope: flat
envelopes:
  flat:
    fields: {state: {type: string}, code: {type: string}, sign: {type: string}}
    success: {state: OK}
    code: code
"#;

const PAGE: &str = r#"
title: Orders
source: https://acme.example/doc/orders
types:
  Line: {fields: {name: {type: string}, size: {type: Size}}}
  Size: {enum: {1: {name: Small}, 2: {name: Large}}}
  Colour: {enum: {"1": {name: Red}}}
operations:
  place_order:
    doc: Places an order.
    variants: {plain: {get: /order}, signed: {post: /v2/order}}
    payload: fields
    request: {zip: {type: string}, Note: {type: string, optional: true}, c: {type: Colour}}
    response: {lines: {type: list<Line>}, number: {type: integer, always: true}}
    reply: {success: {state: DONE}, code: none}
  ping: {doc: Answers., post: /ping, profile: signed, server: files, reply: {verify: never}}
  send_json:
    doc: Sends it.
    post: /json
    profile: signed
    request: {number: {type: integer, wire: string}}
    examples: [{request: {number: "20000000000001788"}, response: {state: OK, more: [1.50, null]}}]
"#;

fn checked(api: &str, page: &str) -> Api {
    let file = |name: &str, text: &str| SourceFile {
        path: format!("spec/acme/{name}"),
        text: text.to_owned(),
    };
    check(&Sources::new(vec![
        file("orders.yaml", page),
        file("api.yaml", api),
    ]))
    .unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

#[test]
fn slots_stand_in_signing_order() {
    let api = checked(API, PAGE);
    let [place, ping, json] = api.pages[0].operations.as_slice() else {
        panic!("three operations")
    };
    let [plain, signed] = place.variants.as_slice() else {
        panic!("two variants")
    };
    // Unsigned: as documented. Signed: agent, c, Note, Shop, zip.
    assert_eq!(
        plain.order,
        [
            Slot::Common(0),
            Slot::Common(1),
            Slot::Field(0),
            Slot::Field(1),
            Slot::Field(2)
        ]
    );
    assert_eq!(
        signed.order,
        [
            Slot::Common(1),
            Slot::Field(2),
            Slot::Field(1),
            Slot::Common(0),
            Slot::Field(0)
        ]
    );
    assert_eq!(
        ping.variants[0].order,
        [Slot::Common(1), Slot::Common(0)],
        "nothing to send, so no payload"
    );
    assert_eq!(
        json.variants[0].order,
        [Slot::Common(1), Slot::Payload, Slot::Common(0)]
    );
    assert_eq!(json.variants[0].payload, Payload::Json("data".to_owned()));
}

#[test]
fn defaults_and_overrides_are_filled_in() {
    let api = checked(API, PAGE);
    let [place, ping, json] = api.pages[0].operations.as_slice() else {
        panic!("three operations")
    };
    assert_eq!(place.variants[0].body, Body::Query);
    assert_eq!(
        (place.variants[1].body, place.variants[1].payload.clone()),
        (Body::Form, Payload::Fields)
    );
    assert_eq!(
        (place.reply.code.as_deref(), place.reply.success.clone()),
        (None, vec![("state".to_owned(), "DONE".to_owned())])
    );
    assert_eq!(
        (ping.reply.verify, ping.reply.code.as_deref()),
        (Some(VerifyWhen::Never), Some("code"))
    );
    assert_eq!((place.variants[0].server, ping.variants[0].server), (0, 1));
    assert_eq!(
        place.source.as_deref(),
        Some("https://acme.example/doc/orders")
    );
    assert_eq!(place.request[1].presence, Presence::Optional);
    assert_eq!(
        api.servers[0].environments[0].url,
        "https://open.acme.example"
    );
    assert_eq!(
        json.examples[0]
            .response
            .as_ref()
            .map(Json::to_string)
            .as_deref(),
        Some(r#"{"state":"OK","more":[1.50,null]}"#)
    );
}

#[test]
fn a_profile_needs_the_credentials_that_it_uses() {
    let api = checked(API, PAGE);
    let needs = |profile: usize| -> Vec<(usize, bool)> {
        api.profiles[profile]
            .credentials
            .iter()
            .map(|needed| (needed.credential, needed.optional))
            .collect()
    };
    assert_eq!(needs(0), [(0, false)]);
    assert_eq!(needs(1), [(0, false), (1, true), (2, false)]);
}

#[test]
fn types_know_where_they_travel() {
    let api = checked(API, PAGE);
    let used: Vec<_> = api
        .types
        .iter()
        .map(|of| (of.name.as_str(), of.in_requests, of.in_replies))
        .collect();
    assert_eq!(
        used,
        [
            ("Line", false, true),
            ("Size", false, true),
            ("Colour", true, false),
            ("PlaceOrderResponse", false, true)
        ]
    );
}
