//! Every documented example: the request encodes to it, the reply decodes from it.

use std::fmt::Debug;

use bytes::Bytes;
use sealspec::{Error, Operation, Profile, ReadPolicy};
use sealspec_codegen::model;
use serde_json::{Map, Value};

use crate::support::documented::{self as doc, Visitor};
use crate::support::{apis, cargo::workspace, golden, operation};

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

/// Checks the documented examples of one vendor against what is built by hand.
struct Examples<'a> {
    api: &'a model::Api,
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
            .filter_map(|example| example.response.as_ref())
            .map(|reply| format!("{:#?}\n", read::<P, O>(profile, &reply.to_string())))
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
}

/// The documented requests are what is sent.
fn check_requests<P: Profile, O: Operation<P>>(
    operation: &model::Operation,
    profile: &P,
    request: &O,
) {
    let names: Vec<_> = operation
        .request
        .iter()
        .map(|field| field.wire.clone())
        .collect();
    let sent = Value::Object(sent(profile, request, &names));
    let documented: Vec<Value> = operation
        .examples
        .iter()
        .filter_map(|example| example.request.as_ref())
        .map(|request| serde_json::from_str(&request.to_string()).expect("the example is JSON"))
        .collect();
    assert!(
        !documented.is_empty(),
        "{} has an example of a request",
        O::NAME
    );
    for documented in documented {
        assert_eq!(sent, documented, "{}", O::NAME);
    }
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
fn every_example() {
    for api in &apis() {
        doc::every(&api.name, &mut Examples { api });
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
