//! An invented vendor with every construct that the real specs don't use, through generated code and the mock.

mod structures;

use std::path::Path;

use sealspec::{Clock, Error, File, Moment, Outcome, Profile as _, Settings};
use sealspec_codegen::Sources;
use sealspec_mock::{Answer, MockVendor};
use sealspec_tests::testbed::{
    Address, Api, Canonical, Currency, Form, Header, Joined, OrderNo, Point,
};

use crate::support::golden;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Sources {
    Sources::read(&folder().join("specs/testbed"), "specs/testbed").expect("the spec can be read")
}

pub(crate) fn vendor() -> MockVendor {
    MockVendor::from_sources(&sources())
        .expect("the spec is right")
        .credential("app", "7")
        .credential("key", "k-1")
        .credential("region", "cn")
}

fn settings() -> Settings {
    Settings::default().clock(Moment::new(
        1_700_000_000_123,
        "00112233445566778899aabbccddeeff",
    ))
}

#[test]
fn the_golden_files_are_what_is_generated() {
    let files = sealspec_codegen::generate(&sources(), &sealspec_codegen::Options::default());
    for file in files.unwrap_or_else(|mistakes| panic!("{mistakes}")) {
        golden::check(
            &folder().join("golden/generated").join(&file.path),
            &file.text,
        );
    }
}

#[tokio::test]
async fn a_payload_of_nested_objects_signed_in_a_header() {
    let vendor = vendor();
    let client = Api::with_transport(Header::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let lines = vec!["1 \"A\"".to_owned(), "2层".to_owned()];
    let address = Address::builder()
        .city("北京市")
        .lines(lines)
        .floor(3)
        .geo(Point::builder().x(1.5).y(-2.0).build())
        .build();
    let placed = client
        .place_order()
        .to(address.clone())
        .currency(Currency::Yuan)
        .express(true)
        .send()
        .await;
    let placed = placed.expect("it is placed");

    let sent = &vendor.seen()[0];
    assert!(sent.verdict.is_accepted(), "{sent:?}");
    assert_eq!(
        sent.field("order"),
        Some(
            r#"{"to":{"city":"北京市","lines":["1 \"A\"","2层"],"floor":"3","geo":{"x":1.5,"y":-2}},"currency":"CNY","express":true}"#
        )
    );
    assert_eq!(sent.field("app"), Some("app-7"));
    assert_eq!(placed.number, OrderNo::new(20_000_000_000_001_788));
    assert_eq!(
        placed.currency,
        Some(Currency::Other("EUR".to_owned())),
        "a new value doesn't break the reply"
    );
    let lines = placed.lines.expect("there are lines");
    assert_eq!(
        (lines[0].count, lines[0].price),
        (Some(2), Some(0.1)),
        "numbers as text"
    );
    assert_eq!((lines[1].count, lines[1].price), (Some(3), Some(1.0)));

    // A number that JSON can't hold is refused before anything is sent.
    let nowhere = Point::builder().x(f64::NAN).y(0.0).build();
    let address = Address::builder()
        .city("x")
        .lines(Vec::new())
        .geo(nowhere)
        .build();
    let error = client
        .place_order()
        .to(address)
        .currency("CNY")
        .send()
        .await
        .expect_err("it can't be written");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("order.to.geo.x"), "{error}");
}

#[tokio::test]
async fn a_query_signed_in_a_header() {
    let vendor = vendor();
    let client = Api::with_transport(Header::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let prepared = client
        .find_order()
        .number(OrderNo::new(7))
        .prepare()
        .expect("it can be prepared");
    assert_eq!(
        prepared.uri().to_string(),
        "https://main.testbed.example/base/orders/find?app=app-7&at=1700000000123&once=00112233445566778899aabbccddeeff&number=7"
    );
    assert!(prepared.body().is_empty());
    assert_eq!(
        client
            .find_order()
            .number(OrderNo::new(7))
            .send()
            .await
            .expect("it is found")
            .number,
        OrderNo::new(7)
    );
    client.ping().send().await.expect("it answers");
    assert!(
        vendor.seen().iter().all(|seen| seen.verdict.is_accepted()),
        "{:?}",
        vendor.seen()
    );
}

#[tokio::test]
async fn a_form_whose_replies_are_always_signed() {
    let vendor = vendor();
    let profile = Form::new("7", "k-1").region("cn");
    let client =
        Api::with_transport(profile, settings(), vendor.clone()).expect("the settings fit");
    let counted = client
        .count_orders()
        .city("A & B")
        .send()
        .await
        .expect("they are counted");
    assert_eq!(counted.count, 12);
    assert!(
        vendor.seen()[0].verdict.is_accepted(),
        "{:?}",
        vendor.seen()
    );

    vendor
        .script(
            "count_orders",
            [
                Answer::example(0).unsigned(),
                Answer::example(0).forged(),
                Answer::example(1),
            ],
        )
        .expect("it can be scripted");
    for _ in 0..2 {
        let error = client
            .count_orders()
            .send()
            .await
            .expect_err("a signature is always wanted");
        assert!(matches!(error, Error::Signature { .. }), "{error:?}");
    }
    let error = client
        .count_orders()
        .send()
        .await
        .expect_err("it is refused");
    let Error::Vendor { code, message, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (code.as_deref(), message.as_deref()),
        (Some("no"), Some("closed"))
    );

    // An optional credential that is left out is left out of the request, too.
    let without = Api::with_transport(Form::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    without
        .count_orders()
        .send()
        .await
        .expect("they are counted");
    assert_eq!(
        vendor
            .seen()
            .last()
            .and_then(|seen| seen.field("region").map(str::to_owned)),
        None
    );
}

#[tokio::test]
async fn files_go_to_the_server_that_the_operation_names() {
    let vendor = vendor();
    let client = Api::with_transport(Form::new("7", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let file = File::new("照片 \"1\".txt", "text/plain", "hello\r\n--boundary");
    let call = client.attach_file().number(OrderNo::new(7)).file(file);
    let prepared = call.clone().prepare().expect("it can be prepared");
    assert_eq!(
        prepared.uri().to_string(),
        "https://files.testbed.example/attach"
    );
    call.send().await.expect("it is attached");
    let seen = &vendor.seen()[0];
    assert!(seen.verdict.is_accepted(), "{seen:?}");
    assert_eq!((seen.files.len(), seen.files[0].size), (1, 17));
}

#[tokio::test]
async fn a_json_body_signed_with_its_query_and_headers() {
    let vendor = vendor();
    let profile = Canonical::new("7", "k-1");
    let client =
        Api::with_transport(profile, settings(), vendor.clone()).expect("the settings fit");
    let address = Address::builder()
        .city("北京市")
        .lines(vec!["2层".to_owned()])
        .build();
    let call = client
        .save_order()
        .to(address)
        .count(3)
        .rush(true)
        .tags(vec!["a".to_owned(), "b".to_owned()]);
    let prepared = call.clone().prepare().expect("it can be prepared");
    let request = prepared.to_request();
    assert_eq!(
        request.uri().to_string(),
        "https://main.testbed.example/base/orders/save?once=00112233445566778899aabbccddeeff"
    );
    assert_eq!(
        request.body(),
        r#"{"app":"7","to":{"city":"北京市","lines":["2层"]},"count":"3","rush":true,"tags":["a","b"]}"#
    );
    let header = |name: &str| {
        let value = request.headers().get(name);
        value.map(|value| value.to_str().expect("it is text"))
    };
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("x-date"), Some("20231114T221320Z"));
    assert_eq!(header("x-names"), Some("x-date;host;content-type"));
    assert_eq!(header("x-region"), None, "there is no region");
    // The day is that of the time zone: in UTC it is the one before.
    let authorization = header("authorization").expect("it is signed");
    assert!(
        authorization.starts_with("Testbed 7/2023-11-15:"),
        "{authorization}"
    );

    let saved = call.send().await.expect("it is saved");
    assert!(saved.saved);
    let sent = &vendor.seen()[0];
    assert!(sent.verdict.is_accepted(), "{sent:?}");

    vendor
        .script(
            "save_order",
            [Answer::example(0).unsigned(), Answer::example(0).forged()],
        )
        .expect("it can be scripted");
    for _ in 0..2 {
        let address = Address::builder().city("x").lines(Vec::new()).build();
        let error = client
            .save_order()
            .to(address)
            .count(1)
            .send()
            .await
            .expect_err("a signature is always wanted");
        assert!(matches!(error, Error::Signature { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_signature_at_the_end_of_the_query_whatever_the_body_is() {
    let vendor = vendor().credential("region", "cn north");
    let profile = Joined::new("k-1").region("cn north");
    let client =
        Api::with_transport(profile, settings(), vendor.clone()).expect("the settings fit");
    let uri = |prepared: sealspec::Prepared| prepared.into_request().uri().to_string();
    let query = "once=00112233445566778899aabbccddeeff&region=cn+north";

    let json = client.tag_order().tag("x&y");
    let sent = json.clone().prepare().expect("it can be prepared");
    assert_eq!(sent.body(), r#"{"at":"1700000000","tag":"x&y"}"#);
    let start = format!("https://main.testbed.example/base/orders/tag?{query}&sig=");
    assert!(uri(sent).starts_with(&start));

    let form = client.tag_all().tag("x&y");
    let sent = form.clone().prepare().expect("it can be prepared");
    assert_eq!(sent.body(), "at=1700000000&tag=x%26y");
    let start = format!("https://main.testbed.example/base/orders/tag_all?{query}&sig=");
    assert!(uri(sent).starts_with(&start));

    let get = client.list_tags().tag("x&y");
    let sent = get.clone().prepare().expect("it can be prepared");
    let start = format!(
        "https://main.testbed.example/base/orders/tags?{query}&at=1700000000&tag=x%26y&sig="
    );
    assert!(uri(sent).starts_with(&start));

    json.send().await.expect("it is tagged");
    form.send().await.expect("they are tagged");
    assert_eq!(get.send().await.expect("they are listed"), ["x", "xy"]);

    let note = client
        .note_order()
        .about(OrderNo::new(7))
        .lines(vec!["a \"b\"".to_owned()]);
    let sent = note.clone().prepare().expect("it can be prepared");
    assert_eq!(
        sent.body(),
        r#"{"at":"1700000000","memo":"{\"about\":7,\"lines\":[\"a \\\"b\\\"\"]}"}"#
    );
    note.send().await.expect("it is noted");
    for seen in vendor.seen() {
        assert!(seen.verdict.is_accepted(), "{seen:?}");
    }
}

#[test]
fn a_profile_takes_its_credentials_by_name() {
    let known = |name: &str| match name {
        "app" => Some("7".to_owned()),
        "key" => Some("k-1".to_owned()),
        _ => None,
    };
    Form::from_credentials(&known).expect("the region may be missing");
    let error = Form::from_credentials(&|name| known(name).filter(|_| name != "key"))
        .expect_err("the key may not");
    assert!(error.to_string().contains("key"), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[test]
fn an_empty_credential_is_refused_before_a_client_is_made() {
    let error = Api::with_transport(Form::new("7", ""), settings(), vendor())
        .expect_err("the key is empty");
    assert!(error.to_string().contains("`key`"), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[test]
fn the_clock_is_the_callers() {
    let moment = Moment::new(1, "n").moment().expect("it stands still");
    assert_eq!((moment.unix_millis(), moment.nonce()), (1, "n"));
}
