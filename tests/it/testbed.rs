//! An invented vendor with every construct that the real specs don't use, through generated code and the mock.

use std::path::Path;

use sealspec::{Clock, Error, File, Moment, Outcome, Settings};
use sealspec_codegen::Sources;
use sealspec_mock::{Answer, MockVendor};
use sealspec_tests::testbed::{Address, Api, Currency, Form, Header, OrderNo, Point};

use crate::support::golden;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Sources {
    Sources::read(&folder().join("specs/testbed"), "specs/testbed").expect("the spec can be read")
}

fn vendor() -> MockVendor {
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
        prepared.request().uri().to_string(),
        "https://main.testbed.example/base/orders/find?app=app-7&at=1700000000123&once=00112233445566778899aabbccddeeff&number=7"
    );
    assert!(prepared.request().body().is_empty());
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
        prepared.request().uri().to_string(),
        "https://files.testbed.example/attach"
    );
    call.send().await.expect("it is attached");
    let seen = &vendor.seen()[0];
    assert!(seen.verdict.is_accepted(), "{seen:?}");
    assert_eq!((seen.files.len(), seen.files[0].size), (1, 17));
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
