//! Documents of `sealspec openapi`: what an OpenAPI parser, a JSON Schema validator and their own examples say to them.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::sealspec::{sealspec, workspace};

const SPECS: [&[&str]; 5] = [
    &["ishansong"],
    &["storepos"],
    &["tests/specs/testbed"],
    &["tests/specs/strongbox"],
    &[
        "tests/specs/strongbox",
        "--overlay",
        "tests/specs/overlays/strongbox.yaml",
    ],
];

fn text(arguments: &[&str]) -> String {
    let output = sealspec(&[&["openapi"], arguments].concat()).output();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8 is printed")
}

fn document(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(arguments)).expect("JSON is printed")
}

/// The operations of a document with their places, those of webhooks among them.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let places = ["paths", "webhooks"];
    let items = places
        .into_iter()
        .filter_map(|place| document[place].as_object());
    let items = items.flatten();
    items
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| (format!("{method} {path}"), operation))
        })
        .collect()
}

fn visit<'v>(value: &'v Value, seen: &mut impl FnMut(&'v Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            seen(members);
            members.values().for_each(|member| visit(member, seen));
        }
        Value::Array(items) => items.iter().for_each(|item| visit(item, seen)),
        _ => {}
    }
}

/// A validator of a schema that refers to a document's components.
fn validator(document: &Value, schema: &Value) -> Validator {
    let root = json!({"components": document["components"], "allOf": [schema]});
    jsonschema::draft202012::new(&root).expect("a schema")
}

#[test]
fn a_small_document_as_a_whole() {
    sealspec(&["openapi", "tests/specs/strongbox"]).golden("openapi/strongbox");
}

#[test]
fn a_document_in_chinese() {
    let document = document(&["tests/specs/testbed", "--lang", "zh"]);
    assert_eq!(document["info"]["title"], "试验台");
    let pay = &document["paths"]["/orders"]["post"];
    assert_eq!(pay["summary"], "下单");
    let city = &document["components"]["schemas"]["Address"]["properties"]["city"];
    assert_eq!(city["description"], "City", "there is no Chinese for it");
}

#[test]
fn another_program_reads_every_document() {
    for spec in SPECS {
        for arguments in [&[][..], &["--split"], &["--lang", "zh"]] {
            let text = text(&[spec, arguments].concat());
            let document: Value = serde_json::from_str(&text).expect("JSON is printed");
            let read = oas3::from_json(&text).unwrap_or_else(|error| panic!("{spec:?}: {error}"));
            let ours = document["paths"].as_object().into_iter().flatten();
            let ours: usize = ours.map(|(_, item)| item.as_object().unwrap().len()).sum();
            assert_eq!(read.operations().count(), ours, "{spec:?}");
        }
    }
}

#[test]
fn every_schema_is_one_and_every_reference_leads_somewhere() {
    for spec in SPECS {
        let document = document(spec);
        let mut references = BTreeSet::new();
        visit(&document, &mut |members| {
            let reference = members.get("$ref").and_then(Value::as_str);
            references.extend(reference);
            for key in ["schema", "contentSchema"] {
                if let Some(schema) = members.get(key) {
                    jsonschema::draft202012::meta::validate(schema)
                        .unwrap_or_else(|error| panic!("{spec:?}: {error}\n{schema:#}"));
                }
            }
        });
        for reference in &references {
            let pointer = reference.trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{spec:?}: {reference}");
        }
        let components = document["components"]["schemas"].as_object();
        for (name, schema) in components.into_iter().flatten() {
            jsonschema::draft202012::meta::validate(schema)
                .unwrap_or_else(|error| panic!("{spec:?}: {name}: {error}"));
            let reference = format!("#/components/schemas/{name}");
            assert!(
                references.contains(reference.as_str()),
                "{spec:?}: {name} is there for nothing"
            );
        }
    }
}

#[test]
fn every_example_fits_its_schema() {
    for spec in SPECS {
        for split in [&[][..], &["--split"][..]] {
            let document = document(&[spec, split].concat());
            let mut checked = 0;
            for (place, operation) in operations(&document) {
                checked += check_examples(&document, operation, &format!("{spec:?}: {place}"));
            }
            assert!(checked > 2, "{spec:?} has examples");
        }
    }
}

/// Holds every example of an operation against its schema, and the JSON in its texts against theirs; tells how many.
fn check_examples(document: &Value, operation: &Value, place: &str) -> usize {
    let mut checked = 0;
    let responses = operation["responses"].as_object().into_iter().flatten();
    let messages = responses
        .map(|(_, response)| response)
        .chain([&operation["requestBody"]]);
    let media = messages.filter_map(|message| message["content"].as_object());
    for media in media.flat_map(Map::values) {
        let validator = validator(document, &media["schema"]);
        let named = media["examples"].as_object().into_iter().flatten();
        let named = named.map(|(name, example)| (name.as_str(), &example["value"]));
        let single = media.get("example").map(|example| ("example", example));
        for (name, value) in named.chain(single) {
            if let Err(error) = validator.validate(value) {
                panic!("{place}: {name}: {error}\n{value:#}");
            }
            check_texts(document, &media["schema"], value, place);
            checked += 1;
        }
    }
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if let Some(example) = parameter.get("example") {
            let validator = validator(document, &parameter["schema"]);
            if let Err(error) = validator.validate(example) {
                panic!("{place}: {}: {error}", parameter["name"]);
            }
            checked += 1;
        }
    }
    checked
}

/// Holds the JSON in texts of an example against `contentSchema`.
fn check_texts(document: &Value, schema: &Value, value: &Value, place: &str) {
    let properties = schema["properties"].as_object().into_iter().flatten();
    for (name, property) in properties {
        let (Some(inner), Some(text)) = (property.get("contentSchema"), value[name].as_str())
        else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let held: Value = serde_json::from_str(text)
            .unwrap_or_else(|error| panic!("{place}: {name}: {error}: {text}"));
        if let Err(error) = validator(document, inner).validate(&held) {
            panic!("{place}: {name}: {error}\n{held:#}");
        }
    }
}

#[test]
fn every_operation_is_there_once_and_has_a_name_of_its_own() {
    for spec in SPECS {
        let merged = document(spec);
        let split = document(&[spec, &["--split"]].concat());
        let origins = |document: &Value| {
            let mut all = Vec::new();
            for (_, operation) in operations(document) {
                let own = operation["x-sealspec-operations"].as_array();
                all.extend(own.into_iter().flatten().map(|origin| {
                    let (name, profile) = (&origin["operation"], &origin["profile"]);
                    format!("{name} {profile}")
                }));
            }
            all.sort();
            all
        };
        assert_eq!(origins(&merged), origins(&split), "{spec:?}");
        for document in [&merged, &split] {
            let mut once = BTreeSet::new();
            for (place, operation) in operations(document) {
                let id = operation["operationId"].as_str().expect("a name");
                assert!(once.insert(id.to_owned()), "{spec:?}: {place}: {id}");
            }
        }
    }
}

#[test]
fn forms_can_be_filled_by_their_fields_alone() {
    let document = document(&["ishansong", "--profile", "merchant"]);
    let place = &document["paths"]["/openapi/merchants/v5/orderPlace"]["post"];
    let form = &place["requestBody"]["content"]["application/x-www-form-urlencoded"];
    let fields = form["schema"]["properties"].as_object().expect("fields");
    let filled: Map<String, Value> = fields
        .iter()
        .map(|(name, field)| (name.clone(), field["example"].clone()))
        .collect();
    assert_eq!(
        Value::Object(filled),
        form["examples"]["place_order"]["value"]
    );
    assert_eq!(
        fields["data"]["example"],
        r#"{"issOrderNo":"TDH2026041300954053"}"#
    );
}

#[test]
fn operations_that_share_an_address_are_one_or_split() {
    let merged = document(&["tests/specs/testbed"]);
    let gateway = &merged["paths"]["/gateway"]["post"];
    let content = &gateway["requestBody"]["content"]["application/x-www-form-urlencoded"];
    let bodies = content["schema"]["anyOf"].as_array().expect("several");
    let methods: Vec<&Value> = bodies
        .iter()
        .map(|body| &body["properties"]["method"]["const"])
        .collect();
    assert_eq!(methods, [&json!("pay"), &json!("refund"), &Value::Null]);
    let split = document(&["tests/specs/testbed", "--split"]);
    let refund = &split["paths"]["/gateway#gateway_refund"]["post"];
    assert_eq!(refund["operationId"], "gateway_refund");
}

#[test]
fn what_is_no_part_of_openapi_stands_in_extensions() {
    let document = document(&["tests/specs/testbed"]);
    let signature = &document["x-sealspec-signatures"]["hmac_beside_key"];
    assert_eq!(signature["lines"]["text"], "{fields}&key={key}");
    assert_eq!(
        signature["lines"]["sign"],
        "{text | hmac_sha256(key) | HEX}"
    );
    let profile = &document["x-sealspec-profiles"]["canonical"];
    assert_eq!(profile["sign"]["into"][1]["name"], "authorization");
    assert_eq!(profile["verify"]["fresh"]["within"], 60);
    let pay = &document["paths"]["/pay"]["post"]["x-sealspec-operations"][0];
    assert_eq!(
        pay["reply"]["pending"],
        json!({"state": ["OK"], "trade_state": ["NEED_QUERY"]})
    );
    assert_eq!(pay["poll"]["via"], "find_payment");
    let token = &document["x-sealspec-credentials"]["access_token"];
    assert_eq!(token["environment"], "SEALSPEC_TESTBED_ACCESS_TOKEN");
    let account = &document["paths"]["/account"]["post"];
    assert_eq!(account["security"], json!([{"bearer.authorization": []}]));
    let scheme = &document["components"]["securitySchemes"]["bearer.authorization"];
    assert_eq!(scheme["scheme"], "bearer");
    let paid = &document["webhooks"]["order_paid"]["post"];
    let ack = &paid["responses"]["200"]["content"]["text/plain"];
    assert_eq!(ack["example"], "success");
    let secret = &document["paths"]["/sign_in"]["post"]["requestBody"]["content"]["application/json"]
        ["schema"]["properties"]["password"];
    assert_eq!(
        (&secret["format"], &secret["writeOnly"]),
        (&json!("password"), &json!(true))
    );
}

#[test]
fn every_extension_is_documented() {
    let page = workspace().join("docs/openapi.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let mut extensions = BTreeSet::new();
    for spec in SPECS {
        let document = document(spec);
        visit(&document, &mut |members| {
            let names = members
                .keys()
                .filter(|name| name.starts_with("x-sealspec-"));
            extensions.extend(names.cloned());
        });
    }
    assert!(extensions.len() > 8, "{extensions:?}");
    for extension in extensions {
        assert!(page.contains(&format!("`{extension}`")), "{extension}");
    }
}

#[test]
fn one_profile_and_one_environment() {
    let document = document(&[
        "ishansong",
        "--profile",
        "developer",
        "--environment",
        "sandbox",
    ]);
    let urls: Vec<&Value> = document["servers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| &own["url"])
        .collect();
    assert_eq!(urls, ["http://open.s.bingex.com"]);
    let profiles = document["x-sealspec-profiles"].as_object().unwrap();
    assert_eq!(profiles.keys().collect::<Vec<_>>(), ["developer"]);
    for (place, operation) in operations(&document) {
        for origin in operation["x-sealspec-operations"]
            .as_array()
            .into_iter()
            .flatten()
        {
            assert_eq!(origin["profile"], "developer", "{place}");
        }
    }
}

#[test]
fn what_an_environment_lacks_is_left_out_and_told() {
    let output = sealspec(&["openapi", "tests/specs/testbed", "--environment", "local"]).output();
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON is printed");
    assert_eq!(document["paths"].get("/label"), None);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("`attach_label`"), "{told}");
    let mut urls = BTreeSet::new();
    visit(&document, &mut |members| {
        if let Some(servers) = members.get("servers").and_then(Value::as_array) {
            urls.extend(servers.iter().filter_map(|own| own["url"].as_str()));
        }
    });
    assert_eq!(urls, BTreeSet::from(["http://127.0.0.1:9", "{origin}"]));
    let given = &document["paths"]["/{url}"]["get"]["servers"][0];
    let origin = json!({"default": "http://127.0.0.1:9", "enum": ["http://127.0.0.1:9"]});
    assert_eq!(given["variables"]["origin"], origin);
}

#[test]
fn the_same_spec_makes_the_same_document() {
    assert_eq!(text(&["storepos"]), text(&["storepos"]));
}

#[test]
fn mistakes_are_told() {
    for (name, arguments) in [
        ("unknown_vendor", vec!["acme"]),
        ("unknown_profile", vec!["ishansong", "--profile", "merchnt"]),
        (
            "unknown_environment",
            vec!["ishansong", "--environment", "live"],
        ),
        (
            "unwritable",
            vec!["tests/specs/strongbox", "--output", "Cargo.toml/api.json"],
        ),
    ] {
        sealspec(&[&["openapi"], &arguments[..]].concat()).golden(&format!("openapi/{name}"));
    }
}
