//! Every documented example: the request encodes to it, the reply decodes from it.

use std::fmt::Debug;

use sealspec::{Blocking, Client, Error, Link, Operation, Profile, Settings};
use sealspec_codegen::model;
use sealspec_mock::{Answer, MockVendor};
use serde_json::{Map, Value};

use crate::support::documented::{self as doc, Visitor};
use crate::support::{apis, cargo::workspace, golden, operation};

/// Business fields as they were sent: from the JSON payload, or beside the common fields.
fn business_fields(form: &str, operation: &model::Operation) -> Map<String, Value> {
    let documented = documented(operation);
    let is_business = |name: &str| {
        operation.request.iter().any(|field| field.wire == name)
            || is_filled(operation, name)
            || documented.iter().any(|example| example.contains_key(name))
    };
    let mut fields = Map::new();
    for (name, value) in pairs(form) {
        if is_business(&name) {
            fields.insert(name, Value::String(value));
        } else if name == "data" {
            let payload: Value = serde_json::from_str(&value).expect("the payload is JSON");
            fields.extend(payload.as_object().expect("it is an object").clone());
        }
    }
    fields
}

fn is_filled(operation: &model::Operation, name: &str) -> bool {
    operation.filled.iter().any(|filled| filled.wire == name)
}

/// The documented requests of an operation, which may show fields of the caller's own, too.
fn documented(operation: &model::Operation) -> Vec<Map<String, Value>> {
    let requests = operation.examples.iter();
    requests
        .filter_map(|example| example.request.as_ref())
        .map(|request| serde_json::from_str(&request.to_string()).expect("the example is JSON"))
        .collect()
}

fn pairs(body: &str) -> Vec<(String, String)> {
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

/// Checks the documented examples of one vendor against what is built by hand.
struct Examples<'a> {
    api: &'a model::Api,
    vendor: MockVendor,
}

impl Visitor for Examples<'_> {
    fn visit<P: Profile + Clone, O: Operation<P>>(&mut self, profile: &P, request: &O)
    where
        O::Response: Debug,
    {
        let operation = operation(self.api, O::NAME);
        let files = operation
            .request
            .iter()
            .any(|field| field.shape == model::Shape::File);
        // A file's bytes travel in a multipart body, which `wire` holds.
        if !files {
            check_requests(operation, profile, request);
        }
        let replies: String = operation
            .examples
            .iter()
            .enumerate()
            .filter(|(_, example)| example.response.is_some())
            .map(|(index, _)| read(&self.vendor, profile, request, index))
            .collect();
        assert!(!replies.is_empty(), "{} has an example of a reply", O::NAME);
        golden::check(
            &workspace().join("tests/golden/replies").join(format!(
                "{}_{}.txt",
                self.api.name,
                O::NAME
            )),
            &replies,
        );
    }

    fn link<P: Profile + Clone, L: Link<P>>(&mut self, profile: &P, link: &L) {
        let operation = operation(self.api, L::NAME);
        let address = sealspec::link(profile, "https://vendor.example", link, &doc::moment());
        let address = address.expect("it can be made");
        let (_, query) = address.split_once('?').expect("it has fields");
        compare(operation, &business_fields(query, operation));
    }
}

/// The documented requests are what is sent.
fn check_requests<P: Profile, O: Operation<P>>(
    operation: &model::Operation,
    profile: &P,
    request: &O,
) {
    let prepared = sealspec::prepare(profile, "https://vendor.example", request, &doc::moment());
    let http = prepared.expect("it can be prepared").into_request();
    let body = std::str::from_utf8(http.body()).expect("the examples hold text only");
    let query = http.uri().query().unwrap_or_default();
    compare(
        operation,
        &business_fields(&format!("{query}&{body}"), operation),
    );
}

/// Each documented example shows what is sent. It may leave out constants, and show as a number what travels as text.
fn compare(operation: &model::Operation, sent: &Map<String, Value>) {
    let name = &operation.name;
    let documented = documented(operation);
    assert!(!documented.is_empty(), "{name} has an example of a request");
    for mut documented in documented {
        for (field, sent) in sent {
            if !documented.contains_key(field) && is_filled(operation, field) {
                documented.insert(field.clone(), sent.clone());
            }
            if let (Some(own @ (Value::Number(_) | Value::Bool(_))), Value::String(_)) =
                (documented.get_mut(field), sent)
            {
                *own = Value::String(own.to_string());
            }
        }
        assert_eq!(sent, &documented, "{name}");
    }
}

/// What the client makes of a documented reply, which the mock vendor signs: the page prints placeholders.
fn read<P: Profile + Clone, O: Operation<P>>(
    vendor: &MockVendor,
    profile: &P,
    request: &O,
    example: usize,
) -> String
where
    O::Response: Debug,
{
    vendor
        .script(O::NAME, [Answer::example(example)])
        .expect("the operation has this example");
    let transport = Blocking(vendor.clone());
    let client = Client::with_transport(profile.clone(), Settings::default(), transport)
        .expect("the settings fit");
    match client.send(request) {
        Ok(payload) => format!("{payload:#?}\n"),
        Err(error @ (Error::Pending { .. } | Error::Vendor { .. })) => {
            format!("{:?}: {error}\n", error.outcome())
        }
        Err(error) => panic!("{}: {error:?}", O::NAME),
    }
}

#[test]
fn every_example() {
    for api in &apis() {
        let vendor = doc::vendor(api);
        doc::every(&api.name, &mut Examples { api, vendor });
    }
}

/// What WeChat verifies is made of members that stand beside it, as the spec tells.
#[test]
fn a_text_that_was_signed_is_made_of_the_members_beside_it() {
    let apis = apis();
    let storepos = apis.iter().find(|api| api.name == "storepos");
    let info = operation(
        storepos.expect("it is a published vendor"),
        "get_wechat_v3_auth_info",
    );
    let reply = info.examples[0]
        .response
        .as_ref()
        .expect("there is a reply");
    let reply: Value = serde_json::from_str(&reply.to_string()).expect("the example is JSON");
    let member = |name: &str| reply["AuthInfo"][name].as_str().expect("it is a text");
    let signed: String = ["method", "path", "timestamp", "nonce", "body"]
        .map(|name| format!("{}\n", member(name)))
        .concat();
    assert_eq!(signed, member("sign_data"));
}
