//! Every documented example: the request encodes to it, the reply decodes from it.

use bytes::Bytes;
use sealspec::{Error, Operation, Profile, ReadPolicy};
use sealspec_codegen::model;
use serde_json::{Map, Value};

use crate::support::documented as doc;
use crate::support::{apis, cargo::workspace, golden};

/// The documented examples of one operation.
fn documented(vendor: &str, operation: &str) -> (model::Operation, Vec<model::Example>) {
    let apis = apis();
    let api = apis
        .iter()
        .find(|api| api.name == vendor)
        .expect("the vendor has a spec");
    let found = api
        .pages
        .iter()
        .flat_map(|page| &page.operations)
        .find(|own| own.name == operation);
    let operation = found.expect("the operation is documented").clone();
    let examples = operation.examples.clone();
    (operation, examples)
}

/// Business fields as they were sent: from the JSON payload, or beside the common fields.
fn sent<P: Profile, O: Operation<P>>(
    profile: &P,
    request: &O,
    names: &[String],
) -> Map<String, Value> {
    let prepared = sealspec::prepare(profile, "https://vendor.example", request, &doc::moment())
        .expect("it can be prepared");
    let http = prepared.into_request();
    let body = String::from_utf8(http.body().to_vec()).expect("the examples hold text only");
    let mut fields = Map::new();
    for (name, value) in form(&body) {
        if name == "data" {
            let payload: Value = serde_json::from_str(&value).expect("the payload is JSON");
            fields.extend(payload.as_object().expect("it is an object").clone());
        } else if names.contains(&name) {
            fields.insert(name, Value::String(value));
        }
    }
    fields
}

fn form(body: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let [first, tail @ ..] = rest {
            rest = tail;
            match (first, tail) {
                (b'%', [high, low, after @ ..]) => {
                    let digits = [*high, *low];
                    let digits =
                        std::str::from_utf8(&digits).expect("hexadecimal digits are ASCII");
                    bytes.push(
                        u8::from_str_radix(digits, 16).expect("two hexadecimal digits follow %"),
                    );
                    rest = after;
                }
                (b'+', _) => bytes.push(b' '),
                (byte, _) => bytes.push(*byte),
            }
        }
        String::from_utf8(bytes).expect("the form holds UTF-8")
    };
    body.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// Checks one operation; `request` is the documented one, built by hand.
fn check<P: Profile, O: Operation<P>>(vendor: &str, profile: &P, request: &O)
where
    O::Response: std::fmt::Debug,
{
    let (operation, examples) = documented(vendor, O::NAME);
    let names: Vec<_> = operation
        .request
        .iter()
        .map(|field| field.wire.clone())
        .collect();
    let mut replies = String::new();
    let mut requests = 0;
    for example in &examples {
        // A file's bytes travel in a multipart body, which `wire` holds.
        if let Some(documented) = &example.request
            && operation
                .request
                .iter()
                .all(|field| field.shape != model::Shape::File)
        {
            let documented: Value =
                serde_json::from_str(&documented.to_string()).expect("the example is JSON");
            assert_eq!(
                Value::Object(sent(profile, request, &names)),
                documented,
                "{}",
                O::NAME
            );
            requests += 1;
        }
        if let Some(reply) = &example.response {
            replies += &format!("{:#?}\n", read::<P, O>(profile, &reply.to_string()));
        }
    }
    let files = operation
        .request
        .iter()
        .any(|field| field.shape == model::Shape::File);
    assert!(
        requests > 0 || files,
        "{} has an example of a request",
        O::NAME
    );
    assert!(!replies.is_empty(), "{} has an example of a reply", O::NAME);
    golden::check(
        &workspace()
            .join("tests/golden/replies")
            .join(format!("{vendor}_{}.txt", O::NAME)),
        &replies,
    );
}

/// Reads a documented reply. Where the page prints a placeholder instead of a signature, that is refused, and the reply is read
/// without it.
fn read<P: Profile, O: Operation<P>>(profile: &P, reply: &str) -> O::Response {
    let response = |body: String| http::Response::new(Bytes::from(body));
    match sealspec::read::<P, O>(profile, response(reply.to_owned()), ReadPolicy::default()) {
        Ok(received) => received.payload,
        Err(Error::Signature { .. }) => {
            let mut members: Map<String, Value> =
                serde_json::from_str(reply).expect("the example is JSON");
            let placeholder = members.remove("sign").expect("a signature was looked at");
            assert_eq!(placeholder, "0".repeat(32), "only a placeholder may fail");
            let unsigned = Value::Object(members).to_string();
            sealspec::read::<P, O>(profile, response(unsigned), ReadPolicy::default())
                .expect("the example is as documented")
                .payload
        }
        Err(error) => panic!("{}: {error:?}", O::NAME),
    }
}

#[test]
fn ishansong() {
    let profile = doc::register();
    check("ishansong", &profile, &doc::upload_image());
    check("ishansong", &profile, &doc::send_sms_code());
    check("ishansong", &profile, &doc::register_merchant());
    check("ishansong", &profile, &doc::get_merchant_audit_status());
    check("ishansong", &profile, &doc::resubmit_merchant());
}

#[test]
fn storepos() {
    check("storepos", &doc::agent(), &doc::send_merchant_sms());
    check("storepos", &doc::agent(), &doc::wxa_code_to_session());
    check("storepos", &doc::agent(), &doc::get_wechat_v3_auth_info());
    check(
        "storepos",
        &doc::merchant(),
        &doc::get_wechat_v3_auth_info(),
    );
}
