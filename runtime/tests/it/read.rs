use bytes::Bytes;
use http::Response;
use sealspec::{
    Body, Error, Json, Moment, Operation, Outcome, Profile, ReadPolicy, Received, Reply,
    RequestWriter, Route, SignatureProblem, Verification, read,
};

use crate::vendor::{Bare, NESTED, Order1, Query1, Strict, Upload, agent, seal, shop};

/// A call whose reply may hold anything.
struct Whatever;

impl<P: Profile> Operation<P> for Whatever {
    const NAME: &'static str = "whatever";
    const ROUTE: Route = Route::post("/v1/whatever", "open", Body::Form);
    const REPLY: Reply = NESTED;
    type Response = Json;

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a P, _: &'a Moment, _: &mut W) {}
}

fn reply(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

fn ok<P: Profile, O: Operation<P>>(profile: &P, body: impl Into<Bytes>) -> Received<O::Response> {
    read::<P, O>(profile, reply(200, body), ReadPolicy::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn fail<P: Profile, O: Operation<P>>(profile: &P, status: u16, body: impl Into<Bytes>) -> Error {
    match read::<P, O>(profile, reply(status, body), ReadPolicy::default()) {
        Ok(_) => panic!("it is read"),
        Err(error) => error,
    }
}

#[test]
fn a_payload_has_a_member_of_its_own() {
    let body = r#"{"status":200,"msg":null,"data":{"id":20000000000001788,"x":[1]},"trace":"t"}"#;
    let received = ok::<_, Order1>(&shop(), body);
    assert_eq!(received.payload.id, 20_000_000_000_001_788);
    assert_eq!(received.payload.extra.get("x"), Some("[1]"));
    assert_eq!(received.extra.get("trace"), Some("\"t\""));
    assert_eq!(received.code.as_deref(), Some("200"));
    assert_eq!(received.message, None);
    assert_eq!(received.verification, Verification::Unsigned);
    assert_eq!(received.member("status").as_deref(), Some("200"));
    assert!(!format!("{received:?}").contains("\"t\""));
}

#[test]
fn a_payload_can_stand_beside_its_envelope() {
    let received = ok::<_, Query1>(
        &shop(),
        r#"{"state":"SUCCESS","code":"1","id":"5","ReqId":"r"}"#,
    );
    assert_eq!(received.payload.id, 5);
    assert_eq!(
        received.payload.extra.iter().collect::<Vec<_>>(),
        [("ReqId", "\"r\"")]
    );
    assert_eq!(ok::<_, Bare>(&shop(), "[1,2]").payload, [1, 2]);
}

/// Where money has moved, a reply that holds less than expected is still a success.
#[test]
fn a_payload_of_any_json_may_be_missing() {
    for body in [r#"{"status":200}"#, r#"{"status":200,"data":null}"#] {
        assert_eq!(ok::<_, Whatever>(&shop(), body).payload.text(), "null");
    }
    let received = ok::<_, Whatever>(&shop(), r#"{"status":200,"data":[1.50]}"#);
    assert_eq!(received.payload.text(), "[1.50]");
}

#[test]
fn the_vendor_refuses() {
    let error = fail::<_, Order1>(
        &shop(),
        200,
        r#"{"status":401,"msg":"签名错误","data":null}"#,
    );
    assert_eq!(error.outcome(), Outcome::Refused);
    assert_eq!(
        (error.code(), error.message()),
        (Some("401"), Some("签名错误"))
    );
    assert_eq!(
        error.to_string(),
        "refused by the vendor: code 401, 签名错误"
    );
}

#[test]
fn what_cannot_be_told_is_unknown() {
    for (body, wanted) in [
        (
            "<html>",
            "$: isn't JSON: no value begins like this (at byte 0)",
        ),
        (
            "",
            "$: isn't JSON: it ends where a value is due (at byte 0)",
        ),
        ("[]", "$: expected an object, found a list"),
        (
            "{}",
            "$.status: is missing or has no plain value, so success can't be told",
        ),
        (
            r#"{"status":{}}"#,
            "$.status: is missing or has no plain value, so success can't be told",
        ),
        (r#"{"status":200}"#, "$.data: is missing"),
        (
            r#"{"status":200,"data":null}"#,
            "$.data: expected an object, found null",
        ),
        (
            r#"{"status":200,"data":{}}"#,
            "$.data.id: is missing or null, though it is always there by the documentation",
        ),
        (
            r#"{"status":200,"status":401,"data":{"id":1}}"#,
            "$.status: stands twice in one object",
        ),
        (
            r#"{"status":200,"data":{"id":1,"id":2}}"#,
            "$.data.id: stands twice in one object",
        ),
    ] {
        let error = fail::<_, Order1>(&shop(), 200, body);
        assert_eq!(error.outcome(), Outcome::Unknown, "{body}");
        assert_eq!(
            error.to_string(),
            format!("the reply isn't of the documented shape: {wanted}")
        );
        assert_eq!(error.body().unwrap(), body.as_bytes());
    }
    assert!(
        fail::<_, Order1>(&shop(), 200, &b"{\"a\":\"\xff\"}"[..])
            .to_string()
            .contains("UTF-8")
    );
    let unit = ok::<_, Upload>(&shop(), r#"{"status":200}"#);
    assert_eq!(unit.code.as_deref(), Some("200"));
}

#[test]
fn a_status_tells_whether_the_vendor_acted() {
    for (status, outcome) in [
        (302, Outcome::Unknown),
        (307, Outcome::Unknown),
        (400, Outcome::Refused),
        (404, Outcome::Refused),
        (408, Outcome::Unknown),
        (429, Outcome::Refused),
        (500, Outcome::Unknown),
        (504, Outcome::Unknown),
    ] {
        let error = fail::<_, Order1>(&shop(), status, "oops");
        assert_eq!(error.outcome(), outcome, "{status}");
        assert_eq!(
            error.to_string(),
            format!("the vendor answered with HTTP status {status}")
        );
    }
    let error = fail::<_, Order1>(&shop(), 403, r#"{"status":7,"msg":"no"}"#);
    assert_eq!(
        error.to_string(),
        "the vendor answered with HTTP status 403: code 7, no"
    );
}

#[test]
fn neither_display_nor_debug_shows_a_body() {
    let private = r#"{"status":200,"data":{"id":"13800000000"},"data2":"13800000000"}"#;
    for (status, body) in [(500, private), (200, &private[1..])] {
        let error = fail::<_, Order1>(&shop(), status, body);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("138"), "{shown}");
        assert!(shown.contains("body_size"), "{shown}");
    }
}

#[test]
fn signatures_cover_all_members_as_received() {
    let sign = seal("code=1&expires_in=7200&id=5&new=a超&state=SUCCESS");
    let body = format!(
        r#"{{"state":"SUCCESS","code":"1","id":5,"expires_in":7200,"msg":"","none":null,"new":"a\u8d85","sign":"{sign}"}}"#
    );
    assert_eq!(
        ok::<_, Query1>(&agent(), body.clone()).verification,
        Verification::Verified
    );
    let error = fail::<_, Query1>(&agent(), 200, body.replace("7200", "7200.0"));
    assert!(
        matches!(
            error,
            Error::Signature {
                problem: SignatureProblem::Wrong,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
    let lower = body.replace(&sign, &sign.to_lowercase());
    let error = fail::<_, Query1>(&agent(), 200, lower);
    assert!(matches!(
        error,
        Error::Signature {
            problem: SignatureProblem::Wrong,
            ..
        }
    ));
}

#[test]
fn a_missing_signature_is_a_matter_of_policy() {
    let body = r#"{"state":"SUCCESS","id":5}"#;
    assert_eq!(
        ok::<_, Query1>(&agent(), body).verification,
        Verification::Absent
    );
    let strict = ReadPolicy::default().require_signature();
    let error = read::<_, Query1>(&agent(), reply(200, body), strict).unwrap_err();
    assert!(matches!(
        error,
        Error::Signature {
            problem: SignatureProblem::Missing,
            ..
        }
    ));
    let error = fail::<_, Strict>(&agent(), 200, r#"{"state":"SUCCESS","sign":""}"#);
    assert!(matches!(
        error,
        Error::Signature {
            problem: SignatureProblem::Missing,
            ..
        }
    ));
    let refused = fail::<_, Strict>(&agent(), 200, r#"{"state":"FAIL","code":"9"}"#);
    assert!(matches!(
        refused,
        Error::Vendor {
            verification: Verification::Absent,
            ..
        }
    ));
    let refused = r#"{"state":"FAIL","code":"9","msg":"no"}"#;
    let error = read::<_, Query1>(&agent(), reply(200, refused), strict).unwrap_err();
    assert_eq!(
        error.to_string(),
        "what was received must be signed and isn't: code 9, no"
    );
}

#[test]
fn a_nested_value_leaves_it_undetermined() {
    let body = r#"{"state":"SUCCESS","id":5,"info":{"a":1},"sign":"00"}"#;
    assert_eq!(
        ok::<_, Query1>(&agent(), body).verification,
        Verification::Undetermined
    );
    let error = fail::<_, Strict>(&agent(), 200, body);
    assert!(matches!(
        error,
        Error::Signature {
            problem: SignatureProblem::Undetermined,
            ..
        }
    ));
}
