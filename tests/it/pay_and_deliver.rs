//! The example that takes a payment and delivers: what it prints, and what its modules do where vendors don't tell.

#[path = "../../generated-client/examples/pay_and_deliver/delivery.rs"]
mod delivery;
#[path = "../../generated-client/examples/pay_and_deliver/payment.rs"]
mod payment;

use std::time::Duration;

use sealspec::{Moment, Money, Settings};
use sealspec_client::{ishansong, storepos};
use sealspec_mock::{Answer, MockVendor, Running, StatusCode};
use sealspec_specs::Vendor;

use crate::support::cargo::{cargo_succeeds, workspace};
use crate::support::{golden, sources};
use delivery::{Delivery, deliver};
use payment::{Attempt, Bill, Payment, Till};

const UNDECIDED: &str = r#"{"state": "SUCCESS", "code": "10001", "trade_state": "NEED_QUERY"}"#;
const BILL: Bill<'static> = Bill {
    order: "7",
    goods: "tea",
    total: Money::minor(400),
};

#[test]
fn it_prints_what_the_readmes_show() {
    let arguments = ["run", "--quiet", "--locked", "-p", "sealspec-client"];
    let example = ["--example", "pay_and_deliver"];
    let (printed, _) = cargo_succeeds(&workspace(), &[&arguments[..], &example[..]].concat());
    golden::check(
        &workspace().join("tests/golden/pay_and_deliver.txt"),
        &printed,
    );
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(workspace().join(readme)).expect("it can be read");
        assert!(text.contains(&printed), "{readme} shows something else");
    }
}

/// A vendor that is served, and how a client reaches it.
struct Served {
    vendor: MockVendor,
    server: Running,
}

impl Served {
    fn new(spec: &Vendor, credentials: &[(&str, &str)]) -> Self {
        let vendor = MockVendor::from_sources(&sources(spec)).expect("the spec is right");
        let vendor = credentials.iter().fold(vendor, |vendor, (name, value)| {
            vendor.credential(*name, *value)
        });
        Self {
            server: vendor.serve().expect("a port is free"),
            vendor,
        }
    }

    fn settings(&self) -> Settings {
        Settings::default()
            .base_url(self.server.url())
            .allow_cleartext()
            .clock(Moment::new(1_700_000_000_123, "0011223344556677"))
    }

    fn script(&self, operation: &str, answers: impl IntoIterator<Item = Answer>) -> &Self {
        let scripted = self.vendor.script(operation, answers);
        scripted.expect("it can be scripted");
        self
    }

    /// How often an operation was called as documented.
    fn count(&self, operation: &str) -> usize {
        let seen = self.vendor.seen();
        seen.iter()
            .inspect(|seen| assert!(seen.verdict.is_accepted(), "{seen:?}"))
            .filter(|seen| seen.operation.as_deref() == Some(operation))
            .count()
    }
}

fn payments() -> (Served, Till) {
    let served = Served::new(&sealspec_specs::STOREPOS, &[("merchant_key", "k-1")]);
    let profile = storepos::MerchantV2::new("yunpos", "1.0", "k-1");
    let client = storepos::Client::with_settings(profile, served.settings());
    let till = Till {
        client: client.expect("the settings fit"),
        before_cancelling: Duration::ZERO,
    };
    (served, till)
}

fn parcels() -> (Served, ishansong::Client<ishansong::Merchant>) {
    let credentials = [
        ("client_id", "c-1"),
        ("shop_id", "7"),
        ("app_secret", "s-1"),
    ];
    let served = Served::new(&sealspec_specs::ISHANSONG, &credentials);
    let profile = ishansong::Merchant::new("c-1", "7", "s-1");
    let client = ishansong::Client::with_settings(profile, served.settings());
    (served, client.expect("the settings fit"))
}

async fn take(till: &Till) -> Result<Attempt, String> {
    let attempt = till.take(&BILL, 1, "130000000000000001").await;
    attempt.map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_payment_that_stays_unknown_is_cancelled() {
    for call in [
        Answer::cut(),
        Answer::json(UNDECIDED),
        Answer::status(StatusCode::BAD_GATEWAY),
        Answer::example(0).forged(),
        Answer::refusal("20006", "系统错误"),
    ] {
        let (served, till) = payments();
        served
            .script("pay", [call])
            .script("order_query", vec![Answer::json(UNDECIDED); 40]);
        let attempt = take(&till).await.expect("it is cancelled");
        assert!(matches!(attempt, Attempt::Unpaid(why) if why.starts_with("cancelled")));
        assert_eq!((served.count("pay"), served.count("cancel")), (1, 1));
    }
}

#[tokio::test]
async fn a_payment_that_can_be_neither_settled_nor_cancelled_is_left_to_a_person() {
    let (served, till) = payments();
    served
        .script("pay", [Answer::cut()])
        .script("order_query", [Answer::refusal("20007", "订单不存在")])
        .script("cancel", [Answer::refusal("20011", "交易撤销错误")]);
    let error = take(&till).await.expect_err("nobody knows");
    assert!(error.contains("don't take the money again"), "{error}");
    assert_eq!(served.count("pay"), 1);
}

#[tokio::test]
async fn a_payment_whose_answer_was_lost_is_paid_once() {
    let (served, till) = payments();
    let members = r#""state": "SUCCESS", "trade_state": "SUCCESS""#;
    let found = format!(r#"{{{members}, "out_trade_no": "7_1", "base_fee": "400"}}"#);
    served.script("pay", [Answer::cut()]).script(
        "order_query",
        [Answer::json(UNDECIDED), Answer::json(found)],
    );
    let attempt = take(&till).await.expect("it is paid");
    assert!(matches!(attempt, Attempt::Paid(payment) if payment.out_trade_no == "7_1"));
    assert_eq!((served.count("pay"), served.count("cancel")), (1, 0));
}

#[tokio::test]
async fn a_payment_of_another_order_is_left_to_a_person() {
    let (_served, till) = payments();
    let error = take(&till).await.expect_err("the example is another's");
    assert!(error.contains("another payment than 7_1"), "{error}");
}

#[tokio::test]
async fn a_refund_says_what_to_do_next() {
    for (status, expected) in [
        ("SUCCESS", "back"),
        ("FAIL", "under another number"),
        ("NOTSURE", "under the same number"),
        ("CHANGE", "by another way"),
        ("LOST", "have a person look"),
    ] {
        let (served, till) = payments();
        let list = format!(r#"[{{\"out_refund_no\":\"7_1_R1\",\"refund_status\":\"{status}\"}}]"#);
        let members = r#""state": "SUCCESS", "trade_state": "SUCCESS""#;
        let found = format!(r#"{{{members}, "refund_list": "{list}"}}"#);
        served.script("refund_query", [Answer::json(found)]);
        let payment = Payment {
            out_trade_no: "7_1".to_owned(),
            total: BILL.total,
        };
        let told = match till.give_back(&payment).await {
            Ok(_) => "back".to_owned(),
            Err(error) => error.to_string(),
        };
        assert!(told.contains(expected), "{status}: {told}");
        assert_eq!(served.count("refund"), 1);
    }
}

fn order(status: i64) -> Answer {
    Answer::json(format!(
        r#"{{"status": 200, "msg": null, "data": {{"orderStatus": {status}}}}}"#
    ))
}

#[tokio::test]
async fn an_order_that_was_placed_without_an_answer_is_followed() {
    let (served, client) = parcels();
    served
        .script("place_order", [Answer::cut()])
        .script("get_order", [order(20), order(20), order(30)]);
    let delivery = deliver(&client, "7").await.expect("it is placed");
    assert!(matches!(delivery, Delivery::Taken(found) if found.order_status.code() == 30));
    assert_eq!(
        (served.count("place_order"), served.count("cancel_order")),
        (1, 0)
    );
}

#[tokio::test]
async fn an_order_that_may_be_placed_is_cancelled() {
    let (served, client) = parcels();
    served
        .script("place_order", [Answer::cut()])
        .script("get_order", [Answer::refusal("500", "x"), order(60)])
        .script("cancel_order", [Answer::cut()]);
    let delivery = deliver(&client, "7").await.expect("it is cancelled");
    assert!(matches!(delivery, Delivery::Cancelled(None)));
    assert_eq!(
        (served.count("place_order"), served.count("cancel_order")),
        (1, 1)
    );
}

#[tokio::test]
async fn an_order_that_the_vendor_cancels_is_not_cancelled_again() {
    let (served, client) = parcels();
    served.script("get_order", [order(20), order(60)]);
    let delivery = deliver(&client, "7").await.expect("it is told");
    assert!(matches!(delivery, Delivery::Cancelled(None)));
    assert_eq!(served.count("cancel_order"), 0);
}

#[tokio::test]
async fn an_order_that_was_refused_is_not_cancelled() {
    let (served, client) = parcels();
    served.script("place_order", [Answer::refusal("500", "余额不足")]);
    let error = deliver(&client, "7").await.expect_err("it is refused");
    assert!(error.to_string().contains("余额不足"), "{error}");
    assert_eq!(served.count("cancel_order"), 0);
}
