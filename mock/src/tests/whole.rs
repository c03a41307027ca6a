//! Requests whose query, headers and JSON body are signed, and replies that are signed in a header.

use http::Response;
use sealspec::signing::hex;

use super::*;

const BODY: &str = r#"{"client":"c-1","weight":2.50,"place":{"street":"S"}}"#;
const DATE: &str = "20231114T221320Z";

/// A good `pack` with this body, changed by `change`.
fn pack(body: &str, change: impl FnOnce(&mut Parts)) -> Request<Bytes> {
    let mut parts = Parts {
        target: "/gateway/v1/pack?v=1&a%20b=~".to_owned(),
        date: DATE.to_owned(),
        day: "20231115".to_owned(),
        body: body.to_owned(),
        sign: None,
    };
    change(&mut parts);
    let digest = hex(&md5(&parts.body));
    let weight = r#""weight":"#;
    let weight: String = body
        .split_once(weight)
        .map(|(_, rest)| rest.chars().take_while(|letter| *letter != ',').collect())
        .unwrap_or_default();
    let pin = if body.contains("pin") {
        "&pin=\"p-987\""
    } else {
        ""
    };
    let text = format!(
        "POST /gateway/v1/pack?a%20b=~&v=1\nx-date:{DATE};x-digest:{digest}\n\
         client=\"c-1\"{pin}&place={{\"street\":\"S\"}}&weight={weight}\n20231115\nn-1{KEY}"
    );
    let sign = parts.sign.unwrap_or_else(|| hex(&md5(text)).into());
    Request::post(format!("https://parcels.example{}", parts.target))
        .header("content-type", "application/json")
        .header("user-agent", "test")
        .header("x-date", parts.date)
        .header("x-digest", &*digest)
        .header(
            "authorization",
            format!("Parcels once=n-1,day={},sign={sign}", parts.day),
        )
        .body(Bytes::from(parts.body))
        .unwrap()
}

struct Parts {
    target: String,
    date: String,
    day: String,
    body: String,
    sign: Option<String>,
}

fn answer(vendor: &MockVendor, request: &Request<Bytes>) -> Response<Bytes> {
    vendor.answer(request).into_response().unwrap()
}

#[test]
fn verifies_query_headers_members_and_the_moment_that_they_tell() {
    let vendor = vendor();
    let response = answer(&vendor, &pack(BODY, |_| {}));
    let seen = vendor.seen().pop().unwrap();
    assert_eq!(seen.verdict, Verdict::Accepted, "{:?}", seen.string_to_sign);
    assert_eq!(seen.remarks, ["`a b` is not documented"]);
    assert_eq!(seen.field("weight"), Some("2.50"));
    let text = seen.string_to_sign.unwrap();
    assert!(text.ends_with("\n20231115\nn-1"), "{text}");

    // The reply is signed in a header and bears the time of the request.
    let body = r#"{"id":7,"parts":[1,2]}"#;
    assert_eq!(response.body(), body);
    assert_eq!(response.headers()["x-time"], "1700000000");
    let seal = hex(&md5(format!("1700000000{body}{KEY}")));
    assert_eq!(response.headers()["x-seal"], format!("v0={seal}"));
}

#[test]
fn refuses_what_does_not_fit() {
    let vendor = vendor();
    let refused = |request: &Request<Bytes>| {
        answer(&vendor, request);
        last_refusal(&vendor).reason
    };
    let wrong = "`authorization` isn't the signature of this request";
    for request in [
        pack(BODY, |parts| parts.sign = Some("00".to_owned())),
        pack(BODY, |parts| {
            parts.target = "/gateway/v1/pack?v=1&a%20b=x".to_owned()
        }),
        pack(BODY, |parts| parts.date = "20231114T221321Z".to_owned()),
        pack(BODY, |parts| parts.day = "20231114".to_owned()),
    ] {
        assert_eq!(refused(&request), wrong);
    }
    let mut request = pack(BODY, |_| {});
    request
        .headers_mut()
        .insert("x-digest", "00".parse().unwrap());
    assert_eq!(refused(&request), "`x-digest` doesn't fit this request");
    request.headers_mut().remove("x-digest");
    assert_eq!(refused(&request), "`x-digest` is required");
    let request = pack(BODY, |parts| parts.target = "/gateway/v1/pack".to_owned());
    assert_eq!(refused(&request), "`v` is required");
    let light = BODY.replace("2.50", "\"2\"");
    assert_eq!(
        refused(&pack(&light, |_| {})),
        "`weight` must be a number, not a text"
    );
}

#[test]
fn secrets_in_a_json_body_stay_out_of_what_is_recorded() {
    let vendor = vendor();
    let body = BODY.replace(r#""weight""#, r#""pin":"p-987","weight""#);
    answer(&vendor, &pack(&body, |_| {}));
    let seen = vendor.seen().pop().unwrap();
    assert_eq!(seen.verdict, Verdict::Accepted);
    assert_eq!(seen.field("pin"), Some("[redacted]"));
    let told = format!("{seen:?}");
    assert!(told.contains(r#"pin=\"[redacted]\""#), "{told}");
    assert!(!told.contains("p-987"), "{told}");
}

#[test]
fn a_signature_in_the_query_is_not_part_of_what_it_signs() {
    let vendor = vendor();
    let body = "client=c-1&at=1700000000000&id=7";
    let seal = |query: &str, sign: &str| {
        Request::post(format!("/v1/seal?{query}sig={sign}"))
            .header("content-type", FORM)
            .body(Bytes::from(body))
            .unwrap()
    };
    for (query, signed) in [("", ""), ("a=%7E&", "a=%7E")] {
        let sign = hex(&md5(format!("{signed}|{body}|{KEY}")));
        assert_eq!(answer(&vendor, &seal(query, &sign)).status(), 200);
        assert_eq!(
            vendor.seen().pop().unwrap().string_to_sign,
            Some(format!("{signed}|{body}|[key]"))
        );
        answer(&vendor, &seal(query, "00"));
        let reason = last_refusal(&vendor).reason;
        assert_eq!(reason, "`sig` isn't the signature of this request");
    }
}
