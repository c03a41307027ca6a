//! Tests against a vendor that is made up: nothing here may lean on a real one.

mod refusals;

use bytes::Bytes;
use http::Response;
use sealspec::{Error, Moment, Outcome, ReadPolicy};
use sealspec_codegen::{SourceFile, Sources};

use crate::{Call, Caller};

fn nobody() -> Caller {
    let file = |name: &str, text: &str| SourceFile {
        path: format!("spec/ferries/{name}"),
        text: text.to_owned(),
    };
    let files = vec![
        file("api.yaml", include_str!("api.yaml")),
        file("crossings.yaml", include_str!("crossings.yaml")),
    ];
    Caller::from_sources(&Sources::new(files)).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn caller() -> Caller {
    nobody()
        .credential("client", "c-1")
        .credential("key", "k-123")
}

fn booking() -> Call {
    let mut call = caller().call("book", None).unwrap();
    call.json(r#"{"number": "a-1", "day": "2026-05-01", "seats": 2}"#)
        .unwrap();
    call
}

fn body(call: &Call) -> String {
    let prepared = call.prepare(call.base_url(None).unwrap(), &Moment::new(0, "n"));
    let body = prepared.unwrap().into_request().into_body();
    String::from_utf8(body.to_vec()).unwrap()
}

fn reply(text: &'static str) -> Response<Bytes> {
    Response::new(Bytes::from_static(text.as_bytes()))
}

#[test]
fn fields_are_sent_in_signing_order_whatever_the_order_they_are_given_in() {
    let mut call = caller().call("book", None).unwrap();
    for (name, value) in [
        ("seats", "2"),
        ("paid", "Y"),
        ("number", "a 1"),
        (
            "cars",
            r#"[{"plate": "PI 1", "length": "4.50"}, {"plate": "PI 2"}]"#,
        ),
        ("day", "2026-05-01"),
        ("kind", "ferry"),
    ] {
        call.text(name, value).unwrap();
    }
    let sent = body(&call);
    let (fields, sign) = sent.split_once("&sign=").unwrap();
    assert_eq!(
        fields,
        "cars=%5B%7B%22plate%22%3A%22PI+1%22%2C%22length%22%3A4.5%7D%2C%7B%22plate%22%3A%22PI+2%22%7D%5D\
         &client=c-1&day=2026-05-01&kind=ferry&number=a+1&paid=Y&seats=2"
    );
    assert_eq!(sign.len(), 64);

    call.text("seats", "3").unwrap();
    call.json(r#"{"paid": null, "cars": null}"#).unwrap();
    assert!(
        body(&call).starts_with("client=c-1&day=2026-05-01&kind=ferry&number=a+1&seats=3&sign=")
    );
}

#[test]
fn the_profile_is_the_one_whose_credentials_are_there() {
    assert_eq!(caller().call("book", None).unwrap().profile().name, "alone");
    let agent = nobody().credential("key", "k").credential("agent", "a");
    let agent = agent.credential("client", "c");
    let call = agent.call("book", Some("agency")).unwrap();
    assert_eq!(call.profile().name, "agency");
    // Where one alone can, it is the one, and what it lacks is told when it is signed.
    assert_eq!(nobody().call("scan", None).unwrap().profile().name, "alone");
}

#[test]
fn an_explanation_masks_what_is_secret() {
    let mut call = booking();
    call.text("secret", "open sesame").unwrap();
    let (_, explanation) = call
        .explain("https://ferries.example", &Moment::new(0, "n"))
        .unwrap();
    let told = explanation.to_string();
    assert!(told.starts_with("book as alone: POST https://ferries.example/book\n"));
    assert!(told.contains("secret=[redacted]"), "{told}");
    assert!(told.contains("&key=[key]"), "{told}");
    assert!(
        !told.contains("sesame") && !told.contains("k-123"),
        "{told}"
    );
    let debug = format!("{call:?} {:?}", caller());
    assert!(
        !debug.contains("sesame") && !debug.contains("k-123"),
        "{debug}"
    );
}

#[test]
fn replies_are_told_apart() {
    let call = booking();
    let read = |text| call.read(reply(text), ReadPolicy::default());
    let done = read(r#"{"state":"DONE","data":{"ticket":7,"gate":"B"},"more":1}"#).unwrap();
    assert_eq!(done.payload.text(), r#"{"ticket":7,"gate":"B"}"#);
    assert_eq!(done.extra.get("more"), Some("1"));
    let error = read(r#"{"state":"WAIT"}"#).unwrap_err();
    assert!(matches!(error, Error::Pending { .. }), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(
        read(r#"{"state":"NO"}"#).unwrap_err().outcome(),
        Outcome::Refused
    );
    let misshapen = read(r#"{"state":"DONE","data":{"ticket":"x"}}"#).unwrap_err();
    assert!(
        misshapen
            .to_string()
            .contains("$.data.ticket: expected a whole number"),
        "{misshapen}"
    );
    let missing = read(r#"{"state":"DONE"}"#).unwrap_err().to_string();
    assert!(missing.contains("$.data: is missing"), "{missing}");
}

#[test]
fn a_link_is_an_address_to_which_nothing_is_replied() {
    let mut call = caller().call("board", None).unwrap();
    call.text("ticket", "7").unwrap();
    let prepared = call.prepare("https://ferries.example", &Moment::new(0, "n"));
    let address = prepared.unwrap().uri().to_string();
    assert!(address.starts_with("https://ferries.example/board?client=c-1&ticket=7&sign="));
    let error = call.read(reply("{}"), ReadPolicy::default()).unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[test]
fn a_call_is_asked_after_by_what_it_was_given_and_what_was_replied() {
    let call = booking();
    let poll = call.operation().poll.as_ref().unwrap();
    assert_eq!((poll.first, poll.every, poll.until), (2, 3, 60));
    let pending = Bytes::from_static(br#"{"state":"WAIT","data":{"ticket":7,"number":"other"}}"#);
    let query = call.ask(Some(&pending)).unwrap().unwrap();
    assert_eq!(query.operation().name, "find");
    assert_eq!(query.profile().name, "alone");
    assert!(body(&query).starts_with("client=c-1&number=a-1&ticket=7&sign="));

    // A payment that got lost has no reply.
    let query = call.ask(None).unwrap().unwrap();
    let lacks = query.prepare("https://ferries.example", &Moment::new(0, "n"));
    assert!(
        lacks
            .unwrap_err()
            .to_string()
            .contains("`ticket` is required")
    );
    assert!(query.ask(None).unwrap().is_none(), "the vendor doesn't say");
}
