//! storepos v3, whose encryption its pages don't describe, with facts that are invented: every call against the mock.

use sealspec::{Money, Settings};
use sealspec_codegen::Sources;
use sealspec_mock::{Answer, MockVendor};
use sealspec_tests::overlaid::storepos::{Api, MerchantV3, PreOrderMethod, TradeType};

use crate::support::documented as doc;

const OVERLAY: (&str, &str) = (
    "specs/overlays/storepos.yaml",
    include_str!("../specs/overlays/storepos.yaml"),
);

fn sources() -> Sources {
    Sources::new(sealspec_specs::STOREPOS.files.iter().copied())
}

/// Answers every call of v3 with what all their replies hold.
fn vendor() -> MockVendor {
    let vendor = MockVendor::from_sources(&sources().overlay(OVERLAY))
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .credential("mch_id", "00000001")
        .credential("pid", "yunpos")
        .credential("version", "1.0")
        .credential("merchant_key", "MERCHANTKEY9876543210");
    let done = r#"{"state":"SUCCESS","code":"10000","trade_state":"SUCCESS",
        "content":{"mch_id":"00000001","out_trade_no":"1497769914931","nonce_str":""}}"#;
    for operation in operations() {
        let scripted = vendor.script(operation, [Answer::json(done)]);
        scripted.expect("it is an operation");
    }
    vendor
}

fn operations() -> [&'static str; 7] {
    [
        "pay_v3",
        "order_query_v3",
        "refund_v3",
        "refund_query_v3",
        "cancel_v3",
        "auth_code_to_openid_v3",
        "preorder_v3",
    ]
}

#[test]
fn nothing_else_is_left_out() {
    let api = sealspec_codegen::check(&sources()).unwrap_or_else(|wrong| panic!("{wrong}"));
    let [left_out] = api.unspecified.as_slice() else {
        panic!("one profile is left out: {:?}", api.unspecified);
    };
    assert_eq!(left_out.operations, operations());
    let missing: Vec<&str> = left_out.missing.iter().map(|(line, _)| &**line).collect();
    assert_eq!(
        missing,
        ["seals.content.lines.key", "seals.content.lines.iv"]
    );
    let with = sealspec_codegen::check(&sources().overlay(OVERLAY));
    let with = with.unwrap_or_else(|wrong| panic!("{wrong}"));
    assert!(with.unspecified.is_empty(), "{:?}", with.unspecified);
}

#[tokio::test]
async fn every_call_of_v3() {
    let vendor = vendor();
    let profile = MerchantV3::new("yunpos", "1.0", "00000001", "MERCHANTKEY9876543210");
    let settings = Settings::default().clock(doc::moment());
    let client = Api::with_transport(profile, settings, vendor.clone()).expect("it fits");
    let (order, fee) = ("1497769914931", Money::minor(4));

    let paid = client
        .pay_v3()
        .out_trade_no(order)
        .body("超赢支付")
        .total_fee(fee)
        .auth_code("130000000000000000")
        .send()
        .await
        .expect("it is paid");
    assert_eq!(paid.out_trade_no.as_deref(), Some(order));
    let found = client.order_query_v3().out_trade_no(order).send().await;
    found.expect("it is found");
    let refunded = client
        .refund_v3()
        .out_trade_no(order)
        .out_refund_no("TK-1")
        .total_fee(fee)
        .refund_fee(fee)
        .op_user_id("00000001")
        .send()
        .await;
    refunded.expect("it is paid back");
    let asked = client.refund_query_v3().out_refund_no("TK-1").send().await;
    asked.expect("the refund is found");
    let cancelled = client
        .cancel_v3()
        .out_trade_no(order)
        .op_user_id("00000001")
        .send()
        .await;
    cancelled.expect("it is cancelled");
    let payer = client
        .auth_code_to_openid_v3()
        .auth_code("130000000000000000")
        .send()
        .await;
    payer.expect("the payer is known");
    let ordered = client
        .preorder_v3()
        .method(PreOrderMethod::Wechat)
        .body("超赢支付")
        .out_trade_no(order)
        .total_fee(fee)
        .trade_type(TradeType::Native)
        .product_id("1")
        .send()
        .await;
    ordered.expect("it is ordered");

    let seen = vendor.seen();
    let called: Vec<&str> = seen
        .iter()
        .filter_map(|request| request.operation.as_deref())
        .collect();
    assert_eq!(called, operations());
    for request in seen {
        assert!(request.verdict.is_accepted(), "{request:?}");
        assert_eq!(request.field("mch_id"), Some("00000001"));
        assert!(request.field("out_trade_no").is_none(), "{request:?}");
        let content = request.field("content").expect("it has content");
        assert!(!content.contains(['=', '{']), "{content}");
    }
}
