use super::check;
use crate::model::{
    Api, Body, Conditions, Fresh, Json, Payload, Place, Presence, Slot, TimeUnit, VerifyWhen,
};
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
  sealed:
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
    variants: {plain: {get: /order}, sealed: {post: /v2/order}}
    payload: fields
    request: {zip: {type: string}, Note: {type: string, optional: true}, c: {type: Colour}}
    response: {lines: {type: list<Line>}, number: {type: integer, always: true}}
    reply: {success: {state: DONE}, code: none}
  ping: {doc: Answers., post: /ping, profile: sealed, server: files, reply: {verify: never}}
  send_json:
    doc: Sends it.
    post: /json
    profile: sealed
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
        (
            None,
            Conditions(vec![("state".to_owned(), vec!["DONE".to_owned()])])
        )
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

#[test]
fn a_type_that_nothing_holds_is_a_replys() {
    let spare = PAGE.replace(
        "types:\n",
        "types:\n  Spare: {fields: {hue: {type: Hue}}}\n  Hue: {enum: {1: {name: Blue}}}\n",
    );
    let api = checked(API, &spare);
    let spares: Vec<_> = api
        .types
        .iter()
        .filter(|of| ["Spare", "Hue"].contains(&of.name.as_str()))
        .map(|of| (of.in_requests, of.in_replies))
        .collect();
    assert_eq!(spares, [(false, true); 2]);
}

const SIGNED_JSON: &str = r#"
sealspec: 1
api: acme
title: Acme
source: https://acme.example/doc
servers: {open: {production: "https://open.acme.example"}}
credentials: {app: {doc: App}, shop: {doc: Shop}, key: {secret: true}}
signatures:
  canonical:
    lines:
      names: {from: headers, only: [X-App, Host], sort: listed, each: "{name}", join: ";"}
      day: "{now | date('%Y%m%d')}"
      fields: {from: [query, json], nested: skip, sort: name, each: "{name}={value}", join: "&"}
      sign: "{names fields | hmac_sha256(key) | hex}"
profiles:
  app:
    query: {shop: {value: "{shop}", optional: true}}
    headers: {X-App: "{app}"}
    common: {time: "{now | unix}"}
    body: json
    sign: {with: canonical, into: {headers: {X-Day: "{day}", Authorization: "A {names}:{sign}"}}}
    verify: {with: canonical, header: X-Sign, value: "v0={sign}", fresh: {header: X-Time, unit: millis}}
"#;

#[test]
fn a_spec_may_be_one_file() {
    let file = SourceFile {
        path: "spec/acme/api.yaml".to_owned(),
        text: SIGNED_JSON.to_owned(),
    };
    let api = check(&Sources::new([file])).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert!(api.pages.is_empty());
    assert_eq!(api.file, "spec/acme/api.yaml");
}

#[test]
fn places_are_resolved() {
    let page = "
title: Orders
operations:
  save: {doc: Saves it., post: /save, profile: app, request: {b: {type: list<string>}, a: {type: string}}}
  find: {doc: Finds it., get: /find, profile: app, request: {a: {type: string}}}
";
    let api = checked(SIGNED_JSON, page);
    let profile = &api.profiles[0];
    assert_eq!(profile.headers[0].wire, "x-app");
    let needs = profile.credentials.iter();
    let needs: Vec<_> = needs.map(|own| (own.credential, own.optional)).collect();
    assert_eq!(needs, [(0, false), (1, true), (2, false)]);
    let places = profile.sign.iter().flat_map(|sign| &sign.into);
    let places: Vec<_> = places.map(|output| output.place.clone()).collect();
    let header = |name: &str| Place::Header(name.to_owned());
    assert_eq!(places, [header("x-day"), header("authorization")]);
    assert_eq!(api.placed_lines(0), [0, 1], "`sign` comes by itself");
    let fresh = profile.verify.as_ref().and_then(|own| own.fresh.as_ref());
    let wanted = Fresh {
        place: header("x-time"),
        unit: TimeUnit::Millis,
        within: 300,
    };
    assert_eq!(fresh, Some(&wanted));

    let variants = api.pages[0].operations.iter();
    let variants: Vec<_> = variants.map(|operation| &operation.variants[0]).collect();
    assert_eq!(
        (variants[0].body, variants[1].body),
        (Body::Json, Body::Query)
    );
    assert_eq!(
        variants[0].order,
        [Slot::Common(0), Slot::Field(0), Slot::Field(1)],
        "as documented"
    );
}
