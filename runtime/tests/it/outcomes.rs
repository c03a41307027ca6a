//! Done, pending, refused, or none of these.

use bytes::Bytes;
use http::Response;
use sealspec::{
    Body, Error, Moment, Operation, Outcome, Profile, ReadPolicy, Reply, RequestWriter, Route,
    Verification, read,
};

use crate::vendor::{FLAT, agent, shop};

/// A payment, whose reply tells how far it is.
struct Pay;

impl<P: Profile> Operation<P> for Pay {
    const NAME: &'static str = "pay";
    const ROUTE: Route = Route::post("/v1/pay", "open", Body::Form);
    const REPLY: Reply = Reply {
        success: &[("state", &["SUCCESS"]), ("trade", &["PAID", "200"])],
        pending: &[("state", &["SUCCESS"]), ("trade", &["WAIT", "CHECK"])],
        undecided: &[("code", &["20006"])],
        ..FLAT
    };
    type Response = ();

    fn write<'a, W: RequestWriter<'a>>(&'a self, _: &'a P, _: &'a Moment, _: &mut W) {}
}

fn outcome(body: &str) -> Result<(), Error> {
    let response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
    read::<_, Pay>(&shop(), response, ReadPolicy::default()).map(|received| received.payload)
}

#[test]
fn any_of_several_values_will_do() {
    for done in [r#""PAID""#, r#""200""#, "200", "2e2"] {
        let body = format!(r#"{{"state":"SUCCESS","trade":{done}}}"#);
        outcome(&body).unwrap_or_else(|error| panic!("{done}: {error}"));
    }
    for refused in [r#""FAIL""#, r#""paid""#, r#""201""#] {
        let body = format!(r#"{{"state":"SUCCESS","trade":{refused}}}"#);
        let error = outcome(&body).expect_err("it is refused");
        assert!(matches!(error, Error::Vendor { .. }), "{refused}: {error}");
    }
}

#[test]
fn pending_is_neither_done_nor_refused() {
    for pending in ["WAIT", "CHECK"] {
        let body =
            format!(r#"{{"state":"SUCCESS","trade":"{pending}","code":"10001","msg":"支付中"}}"#);
        let error = outcome(&body).expect_err("it is pending");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(
            (error.code(), error.message()),
            (Some("10001"), Some("支付中"))
        );
        assert_eq!(
            error.body().map(|received| &received[..]),
            Some(body.as_bytes())
        );
        assert_eq!(
            error.to_string(),
            "not decided by the vendor yet: code 10001, 支付中"
        );
        assert!(format!("{error:?}").starts_with("Pending { verification: Unsigned"));
    }
    // What the vendor would sign of a success, it need not sign of this.
    let body = r#"{"state":"SUCCESS","trade":"WAIT"}"#;
    let response = Response::new(Bytes::from_static(body.as_bytes()));
    let error = read::<_, Pay>(&agent(), response, ReadPolicy::default()).unwrap_err();
    assert!(matches!(
        error,
        Error::Pending {
            verification: Verification::Absent,
            ..
        }
    ));
}

#[test]
fn what_shows_a_failure_outweighs_what_is_missing() {
    for refused in [
        r#"{"state":"FAIL"}"#,
        r#"{"state":"FAIL","trade":null}"#,
        r#"{"state":"FAIL","trade":"WAIT"}"#,
        r#"{"trade":"NONE"}"#,
    ] {
        let error = outcome(refused).expect_err("it is refused");
        assert_eq!(error.outcome(), Outcome::Refused, "{refused}: {error}");
    }
    for unclear in [
        r#"{"state":"SUCCESS"}"#,
        r#"{"state":"SUCCESS","trade":true}"#,
        r#"{"trade":"PAID"}"#,
        r#"{"trade":"WAIT","state":{}}"#,
        "{}",
    ] {
        let error = outcome(unclear);
        assert!(matches!(error, Err(Error::Shape { .. })), "{unclear}");
    }
}

#[test]
fn a_refusal_that_decides_nothing_is_pending() {
    let broken = r#"{"state":"FAIL","code":"20006","msg":"系统错误"}"#;
    let error = outcome(broken).expect_err("it isn't done");
    assert!(matches!(error, Error::Pending { .. }), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    let refused = r#"{"state":"FAIL","code":"20007","msg":"订单不存在"}"#;
    let error = outcome(refused).expect_err("it is refused");
    assert_eq!(error.outcome(), Outcome::Refused);
}
