//! Money, times and spellings of true and false, through generated code and the mock.

use std::path::Path;

use sealspec::chrono::TimeZone as _;
use sealspec::{Async, Date, DateTime, Error, Moment, Money, Profile, Settings};
use sealspec_codegen::Sources;
use sealspec_mock::{Answer, MockVendor};
use sealspec_tests::testbed::{Api, Canonical, Joined, Part};

fn vendor() -> MockVendor {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/testbed");
    let sources = Sources::read(&folder, "specs/testbed").expect("the spec can be read");
    let vendor = MockVendor::from_sources(&sources).expect("the spec is right");
    vendor.credential("app", "7").credential("key", "k-1")
}

fn client<P: Profile>(profile: P, vendor: &MockVendor) -> Api<P, Async<MockVendor>> {
    let moment = Moment::new(1_700_000_000_123, "00112233445566778899aabbccddeeff");
    let settings = Settings::default().clock(moment);
    Api::with_transport(profile, settings, vendor.clone()).expect("the settings fit")
}

fn time() -> DateTime {
    let utc = sealspec::chrono::Utc.timestamp_millis_opt(1_700_000_000_123);
    utc.single().expect("there is one").into()
}

fn day() -> Date {
    Date::from_ymd_opt(2023, 11, 15).expect("there is such a day")
}

#[tokio::test]
async fn values_are_spelled_as_their_fields_say() {
    let vendor = vendor();
    let part = Part::builder()
        .amount(Money::minor(1))
        .due(day())
        .waived(false)
        .build();
    let client = client(Canonical::new("7", "k-1"), &vendor);
    let call = client
        .charge()
        .amount(Money::minor(400))
        .tip(Money::minor(50))
        .total(Money::minor(450))
        .rate(Money::minor(125))
        .when(time())
        .until(time())
        .since(time())
        .day(day())
        .urgent(true)
        .parts(vec![part])
        .fees(vec![Money::minor(1), Money::minor(2)]);
    let prepared = call.clone().prepare().expect("it can be prepared");
    assert_eq!(
        prepared.body(),
        r#"{"app":"7","amount":400,"tip":"50","total":"4.50","rate":0.125,"when":"2023-11-15 06:13:20","until":1700000000123,"since":"1700000000","day":20231115,"urgent":1,"parts":[{"amount":1,"due":"2023-11-15","waived":"N"}],"fees":[1,2]}"#
    );
    let charged = call.send().await.expect("it is charged");
    assert!(vendor.seen()[0].verdict.is_accepted(), "{vendor:?}");
    assert_eq!(charged.amount, Some(Money::minor(400)), "a number as text");
    assert_eq!(charged.total, Money::minor(450), "a number");
    let paid_at = charged.paid_at.expect("there is a time");
    assert_eq!(paid_at.to_rfc3339(), "2023-11-15T06:13:20+08:00");
    assert_eq!(charged.made_at, Some(time()));
    assert_eq!(charged.day, Some(day()));
    assert_eq!((charged.paid, charged.refunded), (true, Some(false)));
    assert_eq!(charged.fees, Some(vec![Money::minor(1)]));
}

#[tokio::test]
async fn what_stands_for_nothing_is_absent() {
    let vendor = vendor();
    vendor
        .script("charge", [Answer::example(1)])
        .expect("it can be scripted");
    let client = client(Canonical::new("7", "k-1"), &vendor);
    let call = client.charge();
    let charged = call
        .amount(Money::ZERO)
        .total(Money::ZERO)
        .when(time())
        .urgent(false)
        .send()
        .await
        .expect("it is charged");
    assert!(vendor.seen()[0].verdict.is_accepted(), "{vendor:?}");
    assert_eq!(charged.total, Money::minor(1200), "a text");
    let absent = (charged.amount, charged.paid_at, charged.refunded);
    assert_eq!(absent, (None, None, None));
    assert_eq!(charged.day, Date::from_ymd_opt(2023, 11, 5));
    assert!(!charged.paid);
}

#[tokio::test]
async fn a_reply_that_is_spelled_otherwise_is_told_with_its_path() {
    let vendor = vendor();
    let replies = [
        (
            r#"{"total":"0.001","paid":"Y"}"#,
            "$.total: expected an amount of money with at most 2 decimals",
        ),
        (
            r#"{"total":"1","paid":"private"}"#,
            "$.paid: expected `Y` (true) or `N` (false), found a text",
        ),
        (
            r#"{"total":"1","paid":"Y","paid_at":"2023-11-15"}"#,
            "$.paid_at: expected a time as `%Y-%m-%d %H:%M:%S` or `%Y%m%d%H%M%S`",
        ),
        (
            r#"{"total":"1","paid":"Y","amount":4.5}"#,
            "$.amount: expected a whole number",
        ),
    ];
    vendor
        .script("charge", replies.map(|(reply, _)| Answer::json(reply)))
        .expect("it can be scripted");
    let client = client(Canonical::new("7", "k-1"), &vendor);
    for (_, problem) in replies {
        let call = client.charge().amount(Money::ZERO);
        let call = call.total(Money::ZERO).when(time()).urgent(false);
        let error = call.send().await.expect_err("it can't be read");
        let Error::Shape { error, .. } = error else {
            panic!("{error:?}")
        };
        assert!(error.to_string().starts_with(problem), "{error}");
    }
}

#[tokio::test]
async fn in_a_form_all_is_text() {
    let vendor = vendor();
    let client = client(Joined::new("k-1"), &vendor);
    let call = client
        .charge_by_form()
        .amount(Money::minor(400))
        .total(Money::minor(400))
        .when(time())
        .day(day())
        .urgent(true);
    let prepared = call.clone().prepare().expect("it can be prepared");
    assert_eq!(
        prepared.body(),
        "amount=400&at=1700000000&day=2023-11-15&total=4.00&urgent=1&when=1700000000"
    );
    assert_eq!(call.send().await.expect("it is charged"), Money::minor(400));
    assert!(vendor.seen()[0].verdict.is_accepted(), "{vendor:?}");
}
