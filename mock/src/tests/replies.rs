use std::time::Duration;

use http::StatusCode;

use super::*;
use crate::{Answer, Wire};

fn price() -> Request<Bytes> {
    post(
        "/v1/price",
        &signed(fields([("client", "c-1"), ("weight", "2.5")])),
    )
}

fn book() -> Request<Bytes> {
    post("/v1/book", &signed(booking()))
}

const PRICED: [(&str, &str); 4] = [
    ("state", "SUCCESS"),
    ("code", "10000"),
    ("msg", ""),
    ("price", "12.50"),
];

#[test]
fn signs_the_documented_reply() {
    let sign = sign(&fields(PRICED));
    let wanted =
        format!(r#"{{"state":"SUCCESS","code":"10000","msg":null,"price":12.50,"sign":"{sign}"}}"#);
    assert_eq!(ask(&vendor(), &price()), (200, wanted));
}

#[test]
fn leaves_out_a_signature_that_the_vendor_would_not_make() {
    let vendor = vendor();
    let track = post("/v1/track", &signed(fields([("client", "c-1")])));
    assert_eq!(
        ask(&vendor, &track).1,
        r#"{"state":"SUCCESS","at":{"city":"Oldtown"}}"#
    );

    vendor
        .script("price", [Answer::example(1), Answer::example(0).unsigned()])
        .unwrap();
    assert_eq!(
        ask(&vendor, &price()).1,
        r#"{"state":"FAIL","code":"50001","msg":"too heavy"}"#
    );
    assert_eq!(
        ask(&vendor, &price()).1,
        r#"{"state":"SUCCESS","code":"10000","msg":null,"price":12.50}"#
    );
}

#[test]
fn signs_a_reply_whose_nested_values_are_not_signed() {
    let vendor = vendor();
    vendor
        .script(
            "price",
            [Answer::json(r#"{"state":"SUCCESS","photo":{"a":1}}"#)],
        )
        .unwrap();
    let sign = sign(&fields([("state", "SUCCESS")]));
    assert_eq!(
        ask(&vendor, &price()).1,
        format!(r#"{{"state":"SUCCESS","photo":{{"a":1}},"sign":"{sign}"}}"#)
    );
}

#[test]
fn forges_a_signature() {
    let vendor = vendor();
    vendor
        .script("price", [Answer::example(0).forged()])
        .unwrap();
    let (_, body) = ask(&vendor, &price());
    let sign = sign(&fields(PRICED));
    assert!(
        !body.contains(&sign) && body.contains(&sign[..31]),
        "{body}"
    );
}

#[test]
fn a_script_is_followed_by_the_documented_example() {
    let vendor = vendor();
    let answers = [
        Answer::json(r#"{ "status": 200, "data": {"id": 1} }"#),
        Answer::refusal("42", "closed today"),
        Answer::status(StatusCode::SERVICE_UNAVAILABLE),
        Answer::verbatim(" {\"status\": 200}").with_status(StatusCode::ACCEPTED),
    ];
    vendor.script("book", answers).unwrap();
    vendor.script("book", [Answer::garbage()]).unwrap();

    assert_eq!(
        ask(&vendor, &book()),
        (200, r#"{"status":200,"data":{"id":1}}"#.to_owned())
    );
    // A request that isn't as documented is refused and uses nothing up.
    assert!(
        ask(&vendor, &post("/v1/book", &booking()))
            .1
            .contains("bad signature")
    );
    assert_eq!(
        ask(&vendor, &book()),
        (
            400,
            r#"{"status":42,"msg":"closed today","data":null}"#.to_owned()
        )
    );
    assert_eq!(
        ask(&vendor, &book()),
        (503, "Service Unavailable".to_owned())
    );
    assert_eq!(
        ask(&vendor, &book()),
        (202, " {\"status\": 200}".to_owned())
    );
    assert!(ask(&vendor, &book()).1.starts_with("<html>"));
    assert!(ask(&vendor, &book()).1.contains("20000000000001788"));
}

#[test]
fn delays_and_cuts_are_part_of_the_answer() {
    let vendor = vendor();
    let late = Answer::example(1).after(Duration::from_secs(3600));
    vendor
        .script(
            "book",
            [late, Answer::cut(), Answer::example(1).cut_midway()],
        )
        .unwrap();
    assert_eq!(vendor.answer(&book()).delay, Duration::from_secs(3600));
    assert!(matches!(vendor.answer(&book()).wire, Wire::Cut));
    assert!(matches!(vendor.answer(&book()).wire, Wire::CutMidway(_)));
}

#[test]
fn a_script_that_cannot_be_followed_is_refused() {
    let vendor = vendor();
    let refused = |operation, answer| vendor.script(operation, [answer]).unwrap_err().to_string();
    assert_eq!(
        refused("bok", Answer::cut()),
        "the spec has no operation `bok`; it has book, add_photo, price, track, ping, weigh, measure, peek, pack, seal, insure"
    );
    assert_eq!(
        refused("book", Answer::example(2)),
        "`book` has 2 examples and no number 2"
    );
    assert!(refused("book", Answer::json("{")).starts_with("the answer isn't JSON"));
}

#[test]
fn an_operation_without_a_good_example_wants_a_script() {
    let vendor = vendor();
    let ping = Request::get("/v1/ping?echo=hi").body(Bytes::new()).unwrap();
    assert_eq!(ask(&vendor, &ping).0, 501);
    vendor.script("ping", [Answer::json("{}")]).unwrap();
    assert_eq!(ask(&vendor, &ping), (200, "{}".to_owned()));
}
