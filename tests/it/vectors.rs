//! Signatures that others published, and ours that the documented rules give, through both ways of signing.

use sealspec::signing::{Input, Recording};
use sealspec::{Fields, Moment, Profile};
use sealspec_client::{ishansong, storepos};
use sealspec_codegen::signature::{Given, interpret};
use sealspec_tests::testbed;

/// A vector of `vendor-vectors.json`; where it comes from stands there, in `provenance`.
struct Vector {
    id: String,
    algorithm: String,
    key: String,
    fields: Vec<(String, String)>,
    base_string: String,
    sign: String,
}

fn vectors() -> Vec<Vector> {
    let list: serde_json::Value =
        serde_json::from_str(include_str!("vendor-vectors.json")).expect("it is JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    list.as_array()
        .expect("it is a list")
        .iter()
        .map(|vector| Vector {
            id: text(&vector["id"]),
            algorithm: text(&vector["algorithm"]),
            key: text(&vector["key"]),
            // A null is an absent value, which has the empty text.
            fields: vector["params"]
                .as_object()
                .expect("params is an object")
                .iter()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
            base_string: text(&vector["base_string"]),
            sign: text(&vector["sign"]),
        })
        .collect()
}

/// Signs by generated code; gives the signature and the string to sign with the key masked.
fn generated<P: Profile>(profile: &P, input: &Input<'_>) -> (String, String) {
    let mut lines = Recording::default();
    let signed = profile.sign(input, &mut lines).expect("it can be signed");
    let [(_, sign)] = signed.values() else {
        panic!("there is one signature: {signed:?}")
    };
    let text = lines
        .lines
        .iter()
        .find(|line| line.name == "text")
        .expect("there is a string to sign");
    (sign.to_string(), text.value.clone())
}

/// Signs by interpreting the spec.
fn interpreted(
    vendor: &str,
    profile: &str,
    credential: &str,
    key: &str,
    input: Input<'_>,
) -> (String, String) {
    let apis = crate::support::apis_with_testbed();
    let api = apis
        .iter()
        .find(|api| api.name == vendor)
        .expect("the vendor has a spec");
    let profile = api
        .profiles
        .iter()
        .find(|own| own.name == profile)
        .expect("the profile is there");
    let signature = &api.signatures[profile.sign.as_ref().expect("it signs").signature];
    let value = |name: &str| (name == credential).then_some(key);
    let given = Given {
        credentials: &api.credentials,
        value: &value,
        input,
    };
    let made = interpret(signature, &given).expect("it can be interpreted");
    let line = |name: &str| made.value(name).expect("the line is there").to_string();
    (line("sign"), line("text"))
}

#[test]
fn every_vector_holds_through_the_interpreter_and_through_generated_code() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 13);
    let moment = Moment::new(0, "");
    for vector in &vectors {
        let mut fields = Fields::default();
        for (name, value) in &vector.fields {
            fields.push(name.as_str(), value.as_str());
        }
        let input = Input {
            fields: &fields,
            headers: &Fields::default(),
            scheme: "https",
            method: "POST",
            path: "/",
            host: "",
            query: "",
            body: b"",
            moment: &moment,
        };
        for (by_code, by_spec, mask) in both_ways(vector, input) {
            let id = &vector.id;
            assert_eq!(by_code.0, vector.sign, "{id}: generated code, {mask}");
            assert_eq!(by_spec.0, vector.sign, "{id}: interpreter, {mask}");
            assert_eq!(
                by_spec.1, vector.base_string,
                "{id}: string to sign, {mask}"
            );
            let masked = vector.base_string.replace(&vector.key, mask);
            assert_eq!(by_code.1, masked, "{id}: masked string to sign, {mask}");
        }
    }
}

type Signed = (String, String);

/// Signed by generated code and by interpreting the spec, with every profile that signs by the vector's algorithm; the mask of
/// the profile's key comes third.
fn both_ways(vector: &Vector, input: Input<'_>) -> Vec<(Signed, Signed, &'static str)> {
    let key = vector.key.as_str();
    match vector.algorithm.as_str() {
        "storepos/md5" => vec![
            (
                generated(&storepos::AgentV1::new("", "", "", key), &input),
                interpreted("storepos", "agent_v1", "agent_key", key, input),
                "[agent_key]",
            ),
            (
                generated(&storepos::MerchantV2::new("", "", key), &input),
                interpreted("storepos", "merchant_v2", "merchant_key", key, input),
                "[merchant_key]",
            ),
        ],
        "ishansong/md5" => vec![(
            generated(&ishansong::Register::new("", key), &input),
            interpreted("ishansong", "register", "app_secret", key, input),
            "[app_secret]",
        )],
        // The storepos page allows HMAC without saying which; this vector is of its family, and no spec of ours.
        "storepos/hmac-sha256" => vec![(
            generated(&testbed::Form::new("", key), &input),
            interpreted("testbed", "form", "key", key, input),
            "[key]",
        )],
        other => panic!("no spec has {other}"),
    }
}
