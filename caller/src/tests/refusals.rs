//! What can't be called: each refusal names the thing and a remedy.

use sealspec::{File, Moment};

use super::{booking, caller, nobody};
use crate::Call;

fn prepared(call: &Call) -> String {
    let refused = call.prepare("https://ferries.example", &Moment::new(0, "n"));
    refused.unwrap_err().to_string()
}

#[test]
fn names_that_are_nearly_right_are_suggested() {
    let refused = |operation: &str, profile: Option<&str>| {
        caller().call(operation, profile).unwrap_err().to_string()
    };
    assert_eq!(
        refused("boook", None),
        "the spec has no operation `boook`: did you mean `book`?"
    );
    assert_eq!(
        refused("sail", None),
        "the spec has no operation `sail`: it has `book`, `find`, `scan` and `board`"
    );
    assert_eq!(
        refused("book", Some("agent")),
        "the spec has no profile `agent`: did you mean `agency`?"
    );
    assert_eq!(
        refused("scan", Some("agency")),
        "the profile `agency` can't call `scan`: name `alone`"
    );
    let mut call = booking();
    assert_eq!(
        call.text("seat", "1").unwrap_err().to_string(),
        "`book` has no field `seat`: did you mean `seats`?"
    );
    assert_eq!(
        call.json(r#"{"weather": 1}"#).unwrap_err().to_string(),
        "`book` has no field `weather`: it has `number`, `day`, `seats`, `paid`, `cars` and `secret`"
    );
    assert_eq!(
        call.base_url(Some("sandbx")).unwrap_err().to_string(),
        "the server `open` has no environment `sandbx`: did you mean `sandbox`?"
    );
}

#[test]
fn credentials_are_those_of_the_spec() {
    let misspelt = caller().credential("cliemt", "c-2").call("book", None);
    assert_eq!(
        misspelt.unwrap_err().to_string(),
        "the spec has no credential `cliemt`: did you mean `client`?"
    );
    let several = caller().credential("agent", "a-1").call("book", None);
    assert_eq!(
        several.unwrap_err().to_string(),
        "`book` can be called by several profiles: name `alone` or `agency`"
    );
    let none = nobody().credential("client", "c-1").call("book", None);
    assert_eq!(
        none.unwrap_err().to_string(),
        "no profile that can call `book` has all its credentials: `alone` lacks `key`; `agency` lacks `agent` and `key`"
    );
    let mut call = nobody().call("board", None).unwrap();
    call.text("ticket", "7").unwrap();
    assert_eq!(
        prepared(&call),
        "refused before it was sent: the credentials `client` and `key` aren't given: give them, since a signature made without them would be refused"
    );
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let mut call = caller().call("book", None).unwrap();
    call.text("seats", "2").unwrap();
    assert_eq!(
        prepared(&call),
        "refused before it was sent: `number` and `day` are required: give them"
    );
    call.text("number", "a-1").unwrap();
    assert_eq!(
        prepared(&call),
        "refused before it was sent: `day` is required: give it"
    );
}

#[test]
fn values_must_fit() {
    let mut call = booking();
    for (name, value, told) in [
        (
            "seats",
            "two",
            "`seats` doesn't fit: expected a whole number, found a text that isn't one: give it as the vendor documents it",
        ),
        (
            "day",
            "1 May",
            "`day` doesn't fit: expected a day as `%Y-%m-%d`, found something else: give it like `2026-05-01`",
        ),
        (
            "paid",
            "yes",
            "`paid` doesn't fit: expected `\"Y\"` or `\"N\"`, found something else: give it as the vendor documents it",
        ),
        (
            "cars",
            r#"[{"plate": "PI 1", "lenght": 4}]"#,
            "`cars[0].lenght` isn't documented (`length` is): give it as the vendor documents it",
        ),
        (
            "cars",
            r#"[{"length": 4}]"#,
            "`cars[0].plate` is required: give it as the vendor documents it",
        ),
        ("kind", "train", "`kind` is always `ferry`: leave it out"),
        (
            "client",
            "c-2",
            "`client` is filled in by the profile `alone`: leave it out",
        ),
    ] {
        assert_eq!(call.text(name, value).unwrap_err().to_string(), told);
    }
    let secret = call.json(r#"{"secret": {"a": "sesame"}}"#).unwrap_err();
    assert!(!format!("{secret} {secret:?}").contains("sesame"));
    let file = call.file("number", File::new("a", "text/plain", "x"));
    assert_eq!(
        file.unwrap_err().to_string(),
        "`number` isn't a file: give its value as a text"
    );
}

#[test]
fn no_input_is_too_odd_to_be_refused() {
    let deep = "[".repeat(5000);
    for odd in [
        "",
        "{",
        "{}}",
        "\u{0}",
        "\"",
        "{\"a\":1,\"a\":2}",
        "1e999",
        "超",
        &deep,
    ] {
        let mut call = booking();
        assert!(call.json(odd).is_err(), "{odd}");
        for name in ["seats", "day", "paid", "cars", "", "超"] {
            assert!(call.text(name, odd).is_err(), "{name}: {odd}");
        }
        assert!(caller().call(odd, Some(odd)).is_err());
        let mut call = caller().call("scan", None).unwrap();
        assert!(call.url(odd).is_err(), "{odd}");
    }
}

/// What stands before the wrong field isn't taken either.
#[test]
fn a_request_that_is_refused_changes_nothing() {
    let mut call = caller().call("book", None).unwrap();
    assert!(call.json("[]").is_err());
    assert!(call.json(r#"{"number": "a-1", "nmber": 1}"#).is_err());
    assert!(prepared(&call).contains("`number`, `day` and `seats` are required"));
}

#[test]
fn only_the_vendors_hosts_get_what_is_signed() {
    let mut call = caller().call("scan", None).unwrap();
    call.text("seats", "1").unwrap();
    assert_eq!(
        prepared(&call),
        "refused before it was sent: `url` is required: give it"
    );
    for (url, told) in [
        ("codes.example/7", "the URL isn't one"),
        (
            "https://evil.example/7",
            "the URL is at a host that isn't the vendor's",
        ),
        (
            "https://ferries.example:8443/7",
            "the URL is at a host that isn't the vendor's",
        ),
        ("http://ferries.example/7", "the URL isn't https"),
    ] {
        assert_eq!(call.url(url).unwrap_err().what(), told, "{url}");
    }
    for url in ["https://ferries.example/7", "http://codes.example/7"] {
        call.url(url).unwrap();
    }
    let prepared = call.prepare("https://elsewhere.example", &Moment::new(0, "n"));
    let address = prepared.unwrap().uri().to_string();
    assert!(address.starts_with("http://codes.example/7?client=c-1&seats=1&sign="));

    let named = caller().url_host("127.0.0.1:8080").url_host("gate.example");
    let mut call = named.call("scan", None).unwrap();
    call.url("http://127.0.0.1:8080/7").unwrap();
    call.url("https://gate.example/7").unwrap();
    let clear = call.url("http://gate.example/7");
    assert_eq!(clear.unwrap_err().what(), "the URL isn't https");
    let own = booking().url("https://ferries.example/7");
    assert_eq!(
        own.unwrap_err().to_string(),
        "`book` has a path of its own: leave out the URL"
    );
}
