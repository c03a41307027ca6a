//! Which replies count as done, as refused, and as neither.

use bytes::Bytes;
use http::Response;
use sealspec::{Error, Operation, Outcome, Profile, ReadPolicy, Verification, read};

use crate::vendor::{Order1, Query1, agent, seal, shop};

fn outcome<P: Profile, O: Operation<P>>(profile: &P, body: &str) -> Result<(), Error> {
    let response = Response::new(Bytes::copy_from_slice(body.as_bytes()));
    read::<P, O>(profile, response, ReadPolicy::default()).map(|_| ())
}

fn of_number(status: &str) -> Option<Outcome> {
    let body = format!(r#"{{"status":{status},"data":{{"id":1}}}}"#);
    outcome::<_, Order1>(&shop(), &body)
        .err()
        .map(|error| error.outcome())
}

fn of_text(state: &str) -> Option<Outcome> {
    let body = format!(r#"{{"state":{state},"id":1}}"#);
    outcome::<_, Query1>(&shop(), &body)
        .err()
        .map(|error| error.outcome())
}

#[test]
fn a_number_is_compared_by_its_value() {
    for same in [
        "200", "200.0", "200.00", "2e2", "2.0E+2", "0.2e3", "20000e-2", r#""200""#,
    ] {
        assert_eq!(of_number(same), None, "{same}");
    }
    for other in [
        "401",
        "0",
        "-0.0",
        "-200",
        "20",
        "2000",
        "200.00000000000000000001",
        "2e99999999999999999999",
        r#""FAIL""#,
        r#""200 ""#,
    ] {
        assert_eq!(of_number(other), Some(Outcome::Refused), "{other}");
    }
}

#[test]
fn a_value_of_another_kind_tells_nothing() {
    for odd in ["true", "false", "null", "{}", "[200]", r#""""#] {
        assert_eq!(of_number(odd), Some(Outcome::Unknown), "{odd}");
    }
    for odd in ["1", "-1.5", "true", "false", "null", "{}", "[]"] {
        assert_eq!(of_text(odd), Some(Outcome::Unknown), "{odd}");
    }
    assert_eq!(of_text(r#""SUCCESS""#), None);
    assert_eq!(of_text(r#""success""#), Some(Outcome::Refused));
    let error = outcome::<_, Query1>(&shop(), r#"{"state":1,"code":"9"}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the reply isn't of the documented shape: $.state: has a value of another kind than documented, so success can't be told"
    );
}

#[test]
fn an_unsigned_refusal_says_that_it_is() {
    let error = outcome::<_, Query1>(&agent(), r#"{"state":"FAIL","code":"9"}"#).unwrap_err();
    assert_eq!(error.outcome(), Outcome::Refused);
    assert!(matches!(
        error,
        Error::Vendor {
            verification: Verification::Absent,
            ..
        }
    ));
}

/// A vendor that need not sign a refusal may do so, and then its signature counts.
#[test]
fn a_signed_refusal_is_verified() {
    let sign = seal("code=9&state=FAIL");
    let signed = |code: &str| format!(r#"{{"state":"FAIL","code":"{code}","sign":"{sign}"}}"#);
    let error = outcome::<_, Query1>(&agent(), &signed("9")).unwrap_err();
    assert!(matches!(
        error,
        Error::Vendor {
            verification: Verification::Verified,
            ..
        }
    ));
    let error = outcome::<_, Query1>(&agent(), &signed("8")).unwrap_err();
    assert!(matches!(error, Error::Signature { .. }), "{error}");
}
