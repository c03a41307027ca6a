use bytes::Bytes;
use http::Request;
use sealspec::callback::{signed, unsigned};
use sealspec::{
    Ack, Body, Callback, Decode, Error, Extra, Notification, Reader, Reply, ShapeError,
    SignatureProblem, SignedBy, UnsignedCallback, Verification, peek, receive, receive_unsigned,
};

use crate::vendor::{Agent, FLAT, NESTED, Shop, agent, seal, shop};

/// Tells of a payment, as a form.
#[derive(Debug, PartialEq)]
struct Paid {
    order: String,
    total: i64,
    rush: Option<bool>,
    extra: Extra,
}

impl Decode for Paid {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        let (mut order, mut total, mut rush) = (None, None, None);
        let mut extra = Extra::default();
        reader.object(|name, value| {
            match name {
                "orderNo" => order = value.read()?,
                "total" => total = value.read()?,
                "rush" => rush = value.read()?,
                _ => value.keep(name, &mut extra)?,
            }
            Ok(())
        })?;
        Ok(Self {
            order: sealspec::required("orderNo", order)?,
            total: sealspec::required("total", total)?,
            rush,
            extra,
        })
    }
}

impl Callback for Paid {
    const NAME: &'static str = "paid";
    const BODY: Body = Body::Form;
    const REPLY: Reply = FLAT;
    const ACK: Ack = Ack::text("success");
    type Expected = PaidExpected;
}

impl SignedBy<Agent> for Paid {}
impl SignedBy<Shop> for Paid {}

sealspec::expected! {
    struct PaidExpected for Paid {
        "orderNo" order: String,
        "total" total: i64,
    }
}

/// Tells where a courier is, as JSON, and nobody signs it.
#[derive(Debug, PartialEq)]
struct Moved(Option<i64>);

impl Decode for Moved {
    fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
        let mut place = None;
        reader.object(|name, value| {
            if name == "place" {
                place = value.read()?;
            }
            Ok(())
        })?;
        Ok(Self(place))
    }
}

impl Callback for Moved {
    const NAME: &'static str = "moved";
    const BODY: Body = Body::Json;
    const REPLY: Reply = NESTED;
    const ACK: Ack = Ack::json(r#"{"status":200}"#);
    type Expected = ();
}

impl UnsignedCallback for Moved {}
impl SignedBy<Agent> for Moved {}

/// A form with a signature over these fields, which are spelled and sorted by the caller.
fn form(unescaped: &str, body: &str) -> Request<Bytes> {
    post(format!("{body}&sign={}", seal(unescaped)))
}

fn post(body: impl Into<Bytes>) -> Request<Bytes> {
    Request::post("https://shop.example/paid?total=1")
        .body(body.into())
        .unwrap()
}

fn paid(request: &Request<Bytes>) -> Result<Notification<Paid>, Error> {
    receive::<_, Paid>(&agent(), request)
}

fn shape(body: &str) -> String {
    match paid(&post(body.to_owned())) {
        Err(Error::Shape { error, .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

fn expected(order: &str, total: i64) -> PaidExpected {
    PaidExpected {
        order: order.to_owned(),
        total,
    }
}

#[test]
fn a_form_is_verified_compared_and_only_then_given() {
    let request = form(
        "note=A & B&orderNo=X-1&rush=true&state=SUCCESS&total=400",
        "orderNo=X-1&total=400&note=A+%26+B&rush=true&empty=&state=SUCCESS",
    );
    let notification = paid(&request).unwrap();
    assert_eq!(notification.claims().order, "X-1");
    assert_eq!(notification.member("note").as_deref(), Some("A & B"));
    assert_eq!(notification.member("nothing"), None);
    assert_eq!(notification.body(), request.body());
    assert!(!format!("{notification:?}").contains("A & B"));
    let event = notification.matching(&expected("X-1", 400)).unwrap();
    assert_eq!((event.total, event.rush), (400, Some(true)));
    assert_eq!(event.extra.get("note"), Some("\"A & B\""));
    assert_eq!(event.extra.get("sign"), None, "the envelope's own");
}

#[test]
fn another_order_or_amount_is_told_by_name_and_without_values() {
    let request = form(
        "orderNo=X-1&state=SUCCESS&total=400",
        "orderNo=X-1&state=SUCCESS&total=400",
    );
    for (claimed, fields) in [
        (expected("X-1", 4), vec!["total"]),
        (expected("X-2", 400), vec!["orderNo"]),
        (expected("X-2", 4), vec!["orderNo", "total"]),
    ] {
        let mismatch = paid(&request).unwrap().matching(&claimed).unwrap_err();
        assert_eq!(mismatch.fields(), fields);
        let shown = format!("{mismatch} {mismatch:?}");
        assert!(
            shown.contains("`paid`") && !shown.contains("400"),
            "{shown}"
        );
    }
}

#[test]
fn what_the_vendor_did_not_sign_is_refused() {
    let problem = |request: &Request<Bytes>| match paid(request) {
        Err(Error::Signature { problem, .. }) => problem,
        other => panic!("{other:?}"),
    };
    let signed = "orderNo=X-1&state=SUCCESS&total=400";
    let whole = form(signed, signed);
    assert!(paid(&whole).is_ok());
    let missing = post(signed.to_owned());
    assert_eq!(problem(&missing), SignatureProblem::Missing);
    // The sum that stands in the query of the receiver's own address counts for nothing.
    for body in [
        "orderNo=X-1&state=SUCCESS&total=4",
        "orderNo=X-1&state=SUCCESS",
        "orderNo=X-1&state=SUCCESS&total=400&rush=true",
    ] {
        assert_eq!(
            problem(&form(signed, body)),
            SignatureProblem::Wrong,
            "{body}"
        );
    }
    // Nothing is told of a callback before its signature is right.
    let failed = post("state=FAIL&code=7&sign=0");
    assert_eq!(problem(&failed), SignatureProblem::Wrong);
}

#[test]
fn a_failure_that_the_vendor_signs_is_told_as_one() {
    let fields = "code=7&msg=closed&state=FAIL";
    match paid(&form(fields, fields)) {
        Err(Error::Vendor {
            code,
            message,
            verification,
            body,
        }) => {
            assert_eq!(code.as_deref(), Some("7"));
            assert_eq!(message.as_deref(), Some("closed"));
            assert_eq!(verification, Verification::Verified);
            assert_eq!(peek(&body, "state").as_deref(), Some("FAIL"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn malformed_bodies_are_errors_with_a_place() {
    assert_eq!(
        shape("total=1&total=2"),
        "$.total: stands twice in one object"
    );
    assert_eq!(shape("a=%ff"), "$: what is escaped in a form isn't UTF-8");
    let fields = "orderNo=X-1&state=SUCCESS&total=four";
    let error = paid(&form(fields, fields)).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("$.total: expected a whole number, found a text that isn't one"),
        "{error}"
    );
    let fields = "orderNo=X-1&rush=yes&state=SUCCESS&total=1";
    let error = paid(&form(fields, fields)).unwrap_err();
    assert!(
        error.to_string().contains("$.rush: expected true or false"),
        "{error}"
    );
    let fields = "orderNo=X-1&state=SUCCESS";
    let error = paid(&form(fields, fields)).unwrap_err();
    assert!(error.to_string().contains("$.total: is missing"), "{error}");
    assert!(paid(&post(vec![0xff, b'=', 0xfe])).is_err());
    assert!(paid(&post("")).is_err());
}

#[test]
fn any_server_has_headers_and_a_body() {
    let fields = "orderNo=X-1&state=SUCCESS&total=400";
    let (head, body) = form(fields, fields).into_parts();
    let notification = receive::<_, Paid>(&agent(), (&head.headers, &body)).unwrap();
    assert!(notification.matching(&expected("X-1", 400)).is_ok());
}

#[test]
fn a_profile_that_cannot_verify_is_told_so() {
    let fields = "orderNo=X-1&state=SUCCESS&total=400";
    let request = form(fields, fields);
    let error = receive::<_, Paid>(&shop(), &request).unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    let error = signed::<_, Paid>(&shop(), "{}").unwrap_err();
    assert!(error.to_string().contains("`shop`"), "{error}");
    let mut keyless = agent();
    keyless.0.key = sealspec::Secret::new("");
    let error = receive::<_, Paid>(&keyless, &request).unwrap_err();
    assert!(error.to_string().contains("`key` is empty"), "{error}");
}

#[test]
fn what_nobody_signs_stays_untrusted() {
    let request = unsigned::<Moved>(r#"{"status":200,"data":{"place":7}}"#).unwrap();
    let hint = receive_unsigned::<Moved>(&request).unwrap();
    assert!(format!("{hint:?}").starts_with("Untrusted("), "{hint:?}");
    let notification = hint.untrusted();
    assert_eq!(
        notification.member("data").as_deref(),
        Some(r#"{"place":7}"#)
    );
    assert_eq!(notification.into_inner(), Moved(Some(7)));
    let refused = unsigned::<Moved>(r#"{"status":500,"msg":"no"}"#).unwrap();
    match receive_unsigned::<Moved>(&refused) {
        Err(Error::Vendor { verification, .. }) => {
            assert_eq!(verification, Verification::Unsigned);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_member_can_be_looked_at_before_a_key_is_chosen() {
    let peek = |body: &'static str, name| peek(&Bytes::from_static(body.as_bytes()), name);
    assert_eq!(peek("shop=a%20b&x=1", "shop").as_deref(), Some("a b"));
    assert_eq!(
        peek(r#" {"shop":12,"x":{}}"#, "shop").as_deref(),
        Some("12")
    );
    assert_eq!(peek("shop=1&shop=2", "shop"), None, "which one counts?");
    assert_eq!(peek("{", "shop"), None);
    assert_eq!(peek("x=1", "shop"), None);
}

#[test]
fn the_signer_makes_what_the_receiver_takes() {
    let profile = agent();
    let members = r#"{"state":"SUCCESS","orderNo":"a+b & 超=%","total":400,"rush":true,"note":null,"list":[1],"sign":"old"}"#;
    let request = signed::<_, Paid>(&profile, members).unwrap();
    let form = std::str::from_utf8(request.body()).unwrap();
    assert!(!form.contains("note") && !form.contains("old"), "{form}");
    let notification = receive::<_, Paid>(&profile, &request).unwrap();
    assert_eq!(notification.member("list").as_deref(), Some("[1]"));
    let event = notification.matching(&expected("a+b & 超=%", 400));
    assert_eq!(event.unwrap().rush, Some(true));

    let json = r#"{"status":"200","sign":"old","data":"{}"}"#;
    let request = signed::<_, Moved>(&profile, json).unwrap();
    assert!(
        receive::<_, Moved>(&profile, &request).is_err(),
        "`data` is a text"
    );
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    assert!(
        body.starts_with(r#"{"status":"200","data":"{}","sign":""#),
        "{body}"
    );

    let error = signed::<_, Paid>(&profile, "[]").unwrap_err();
    assert!(error.to_string().contains("expected an object"), "{error}");
}

#[test]
fn an_acknowledgement_is_exact() {
    let response = Paid::ACK.into_response();
    assert_eq!(response.status(), 200);
    assert_eq!(
        response.headers()["content-type"],
        "text/plain; charset=utf-8"
    );
    assert_eq!(response.body(), "success");
    assert_eq!(Moved::ACK.content_type(), "application/json");
    assert_eq!(Moved::ACK.body(), r#"{"status":200}"#);
}
