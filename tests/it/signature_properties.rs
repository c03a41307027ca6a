//! What holds of every signature, whatever the request: the interpreter and the generated code agree, a change of what is signed
//! changes the signature, and the order in which fields come doesn't unless the scheme says so.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use sealspec::Profile;
use sealspec::signing::{Quiet, form_escape};
use sealspec_codegen::model::Api;
use sealspec_codegen::signature::{Given, VectorRequest, evaluate_placed, interpret};
use sealspec_tests::schemes as generated;

use crate::schemes::checked;
use crate::support::cargo::workspace;

/// What signing puts into each place: first as the interpreter has it, then as generated code has it.
type Signer = fn(&Scheme, &VectorRequest) -> (Vec<String>, Vec<String>);

/// A scheme with one of its profiles.
struct Scheme {
    api: Api,
    profile: &'static str,
    signer: Signer,
}

impl Scheme {
    fn new<P: Profile>(name: &str, profile: &'static str) -> Self {
        let folder = workspace().join("tests");
        let file = match name {
            "edge_cases" => folder.join("specs/edge_cases/api.yaml"),
            _ => folder.join(format!("schemes/{name}.yaml")),
        };
        Self {
            api: checked(name, Path::new(&file)).unwrap_or_else(|mistakes| panic!("{mistakes}")),
            profile,
            signer: sign::<P>,
        }
    }

    fn both(&self, request: &VectorRequest) -> (Vec<String>, Vec<String>) {
        (self.signer)(self, request)
    }

    /// What generated code makes.
    fn signed(&self, request: &VectorRequest) -> Vec<String> {
        self.both(request).1
    }
}

/// A credential that fits every scheme used here: text, and Base64 of something.
const CREDENTIAL: &str = "c2VjcmV0LTE=";

fn sign<P: Profile>(scheme: &Scheme, request: &VectorRequest) -> (Vec<String>, Vec<String>) {
    let profile = scheme
        .api
        .profiles
        .iter()
        .find(|own| own.name == scheme.profile);
    let rule = profile.and_then(|own| own.sign.as_ref()).expect("it signs");
    let by_spec = request.with_input(|input| {
        let given = Given {
            credentials: &scheme.api.credentials,
            value: &|_| Some(CREDENTIAL),
            input,
        };
        let made =
            interpret(&scheme.api.signatures[rule.signature], &given).expect("it can be made");
        let placed = rule
            .into
            .iter()
            .map(|output| evaluate_placed(&output.value, &made, &given));
        placed.map(|value| value.expect("it can be made")).collect()
    });
    let code = P::from_credentials(&|_| Some(CREDENTIAL.to_owned())).expect("nothing is missing");
    let by_code = request.with_input(|input| {
        let signed = code.sign(&input, &mut Quiet).expect("it can be made");
        signed
            .values()
            .iter()
            .map(|(_, value)| value.to_string())
            .collect()
    });
    (
        by_spec.expect("the body fits"),
        by_code.expect("the body fits"),
    )
}

/// Schemes whose fields are a form's.
fn of_forms() -> Vec<Scheme> {
    vec![
        Scheme::new::<generated::wechatpay_v2::Md5>("wechatpay_v2", "md5"),
        Scheme::new::<generated::taobao_top::App>("taobao_top", "app"),
        Scheme::new::<generated::wangdiantong::App>("wangdiantong", "app"),
        Scheme::new::<generated::allinpay_syb::Merchant>("allinpay_syb", "merchant"),
        Scheme::new::<generated::ogone_shain::Sha256>("ogone_shain", "sha256"),
        Scheme::new::<generated::tabqiang::App>("tabqiang", "app"),
        Scheme::new::<generated::oauth1_hmac_sha1::User>("oauth1_hmac_sha1", "user"),
        Scheme::new::<generated::edge_cases::Kept>("edge_cases", "kept"),
        Scheme::new::<generated::edge_cases::Skipped>("edge_cases", "skipped"),
        Scheme::new::<generated::edge_cases::Joined>("edge_cases", "joined"),
    ]
}

/// Schemes whose fields are those of the query.
fn of_queries() -> Vec<Scheme> {
    vec![
        Scheme::new::<generated::aliyun_rpc::Account>("aliyun_rpc", "account"),
        Scheme::new::<generated::aws_sigv4::Account>("aws_sigv4", "account"),
        Scheme::new::<generated::baidu_bce_v1::DefaultHeaders>("baidu_bce_v1", "default_headers"),
        Scheme::new::<generated::shopify_app_proxy::Shop>("shopify_app_proxy", "shop"),
        Scheme::new::<generated::edge_cases::Escaped>("edge_cases", "escaped"),
    ]
}

/// Schemes that sign the body as it is.
fn of_bodies() -> Vec<Scheme> {
    vec![
        Scheme::new::<generated::hub_signature_256::Github>("hub_signature_256", "github"),
        Scheme::new::<generated::slack_v0::Sender>("slack_v0", "sender"),
        Scheme::new::<generated::aws_sigv4::Account>("aws_sigv4", "account"),
        Scheme::new::<generated::gateio_v4::Account>("gateio_v4", "account"),
        Scheme::new::<generated::kraken::Account>("kraken", "account"),
    ]
}

/// Schemes that sign fields in the order in which they are sent.
fn of_wire_order() -> Vec<Scheme> {
    vec![
        Scheme::new::<generated::binance::Account>("binance", "account"),
        Scheme::new::<generated::edge_cases::Wire>("edge_cases", "wire"),
    ]
}

type Pairs = Vec<(String, String)>;

fn form(fields: &Pairs) -> VectorRequest {
    VectorRequest {
        fields: fields.clone(),
        host: "api.example".to_owned(),
        ..VectorRequest::default()
    }
}

fn query(fields: &Pairs) -> VectorRequest {
    let escaped = fields
        .iter()
        .map(|(name, value)| format!("{}={}", form_escape(name), form_escape(value)));
    VectorRequest {
        query: escaped.collect::<Vec<_>>().join("&"),
        query_fields: fields.clone(),
        method: "GET".to_owned(),
        host: "api.example".to_owned(),
        ..VectorRequest::default()
    }
}

fn body(text: &str) -> VectorRequest {
    VectorRequest {
        body: Some(text.to_owned()),
        headers: vec![("x-slack-request-timestamp".to_owned(), "1".to_owned())],
        host: "api.example".to_owned(),
        ..VectorRequest::default()
    }
}

/// Texts of characters that escapes and orders differ on.
fn text() -> impl Strategy<Value = String> {
    "[a-cA-C0-9 +&=%*~._\\-/:;,|\"'\\\\\\[\\]\r\n\téß名超ｚ😀🎉]{0,12}"
}

/// Names with an underscore in front, so that none is one that a scheme leaves out.
fn name() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("_{text}"))
}

fn pairs() -> impl Strategy<Value = Pairs> {
    vec((name(), text()), 0..8)
}

/// Fields whose names are unlike even in capitals, since some schemes write them so.
fn unlike() -> impl Strategy<Value = Pairs> {
    pairs().prop_map(|fields| {
        let mut seen = std::collections::BTreeSet::new();
        fields
            .into_iter()
            .filter(|(name, _)| seen.insert(name.to_ascii_uppercase()))
            .collect()
    })
}

/// Another text: one character of it replaced by one that isn't white space, or one added.
fn changed(text: &str, at: Index) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    match characters.len() {
        0 => characters.push('x'),
        length => {
            let character = &mut characters[at.index(length)];
            *character = if *character == 'x' { 'y' } else { 'x' };
        }
    }
    characters.into_iter().collect()
}

fn agree(schemes: &[Scheme], request: &VectorRequest) -> Result<(), TestCaseError> {
    for scheme in schemes {
        let (by_spec, by_code) = scheme.both(request);
        prop_assert_eq!(by_spec, by_code, "{} {}", scheme.api.name, scheme.profile);
    }
    Ok(())
}

/// Asserts that what each scheme makes of two requests is the same, or isn't.
fn compare(
    schemes: &[Scheme],
    one: &VectorRequest,
    other: &VectorRequest,
    same: bool,
) -> Result<(), TestCaseError> {
    for scheme in schemes {
        let equal = scheme.signed(one) == scheme.signed(other);
        prop_assert_eq!(equal, same, "{} {}", &scheme.api.name, scheme.profile);
    }
    Ok(())
}

/// Runs a property on many inputs; seeds aren't kept, so that nothing is written beside the tests.
fn check<S: Strategy>(strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let result = proptest::test_runner::TestRunner::new(config).run(&strategy, property);
    result.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn interpreter_and_generated_code_agree() {
    let (forms, queries, bodies, wire) = (of_forms(), of_queries(), of_bodies(), of_wire_order());
    check((pairs(), text()), |(fields, text)| {
        agree(&forms, &form(&fields))?;
        agree(&wire, &form(&fields))?;
        agree(&queries, &query(&fields))?;
        agree(&bodies, &body(&text))
    });
}

#[test]
fn a_change_of_a_signed_value_changes_the_signature() {
    let (forms, queries, wire) = (of_forms(), of_queries(), of_wire_order());
    check(
        (vec((name(), text()), 1..8), any::<Index>(), any::<Index>()),
        |(fields, which, at)| {
            let mut other = fields.clone();
            let value = &mut other[which.index(fields.len())].1;
            *value = changed(value, at);
            compare(&forms, &form(&fields), &form(&other), false)?;
            compare(&wire, &form(&fields), &form(&other), false)?;
            compare(&queries, &query(&fields), &query(&other), false)
        },
    );
}

#[test]
fn a_change_of_a_signed_body_changes_the_signature() {
    let bodies = of_bodies();
    check((text(), any::<Index>()), |(text, at)| {
        compare(&bodies, &body(&text), &body(&changed(&text, at)), false)
    });
}

#[test]
fn the_order_of_fields_means_nothing_to_schemes_that_sort() {
    let (forms, queries) = (of_forms(), of_queries());
    let orders =
        unlike().prop_flat_map(|fields| (Just(fields.clone()), Just(fields).prop_shuffle()));
    check(orders, |(one, other)| {
        compare(&forms, &form(&one), &form(&other), true)?;
        compare(&queries, &query(&one), &query(&other), true)
    });
}

#[test]
fn the_order_of_fields_is_signed_where_it_is_that_on_the_wire() {
    let wire = of_wire_order();
    check(
        unlike().prop_filter("two fields have an order", |fields| fields.len() > 1),
        |fields| {
            let reversed: Pairs = fields.iter().rev().cloned().collect();
            compare(&wire, &form(&fields), &form(&reversed), false)
        },
    );
}

/// Ours: a hundred kilobytes in one value.
#[test]
fn very_long_values_are_signed_like_short_ones() {
    let fields = vec![
        ("_long".to_owned(), "超é&😀 ".repeat(10_000)),
        ("_b".to_owned(), "2".to_owned()),
    ];
    for (schemes, request) in [(of_forms(), form(&fields)), (of_queries(), query(&fields))] {
        agree(&schemes, &request).expect("they agree");
    }
    agree(&of_bodies(), &body(&fields[0].1)).expect("they agree");
}

/// Ours: a signature made without its secret would be refused, so that none is made.
#[test]
fn a_secret_of_no_length_is_refused() {
    let missing = generated::edge_cases::Kept::from_credentials(&|_| Some(String::new()));
    let error = missing.expect_err("it is empty");
    assert!(error.to_string().contains("key"), "{error}");
    assert_eq!(error.outcome(), sealspec::Outcome::NotSent);
    assert_eq!(
        generated::edge_cases::Kept::new("").empty_credential(),
        Some("key")
    );
}
