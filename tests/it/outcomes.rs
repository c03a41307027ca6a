//! Calls that are done, pending or refused, and what asks after them: generated code against the mock vendor.

use sealspec::{Error, Moment, Outcome, Settings};
use sealspec_mock::{Answer, MockVendor};
use sealspec_tests::testbed::{Api, Form};

use crate::testbed::vendor;

type Client = Api<Form, sealspec::Async<MockVendor>>;

fn client(vendor: &MockVendor) -> Client {
    let settings = Settings::default().clock(Moment::new(1_700_000_000_123, "0011223344556677"));
    Api::with_transport(Form::new("7", "k-1"), settings, vendor.clone()).expect("the settings fit")
}

#[tokio::test]
async fn an_operation_has_an_envelope_of_its_own() {
    let vendor = vendor();
    vendor
        .script("pay", [0, 1, 2].map(Answer::example))
        .expect("it can be scripted");
    let client = client(&vendor);
    let pay = || client.pay().payment("p-1").fee(400).send();

    assert_eq!(pay().await.expect("it is paid").paid, 400);
    let error = pay().await.expect_err("it is pending");
    assert!(matches!(error, Error::Pending { .. }), "{error:?}");
    assert_eq!(
        (error.outcome(), error.code()),
        (Outcome::Unknown, Some("NEED_QUERY"))
    );
    let error = pay().await.expect_err("it is refused");
    assert_eq!(
        (error.outcome(), error.message()),
        (Outcome::Refused, Some("closed"))
    );
}

#[tokio::test]
async fn an_operation_has_outcomes_of_its_own() {
    let vendor = vendor();
    vendor
        .script("make_report", [1, 0].map(Answer::example))
        .expect("it can be scripted");
    let client = client(&vendor);
    let report = || client.make_report().day("20260102").send();
    let error = report().await.expect_err("it is being made");
    assert_eq!(error.code(), Some("MAKING"));
    assert_eq!(report().await.expect("it is ready").report, "1,2");
}
