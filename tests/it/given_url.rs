//! Calls to URLs that the vendor gave, such as those in codes on a counter.

use sealspec::{Moment, Outcome, Settings};
use sealspec_mock::MockVendor;
use sealspec_tests::testbed::{Api, Form, Joined};

use crate::testbed;

fn settings() -> Settings {
    Settings::default().clock(Moment::new(1_700_000_000_123, "n-1"))
}

type Client = Api<Form, sealspec::Async<MockVendor>>;

fn client(settings: Settings, vendor: &MockVendor) -> Client {
    Api::with_transport(Form::new("7", "k-1"), settings, vendor.clone()).expect("they fit")
}

fn sent(client: &Client, url: &str) -> String {
    let prepared = client.scan_code().url(url).device("d 1").prepare();
    prepared.expect("it is signed").uri().to_string()
}

#[tokio::test]
async fn the_query_of_the_url_goes_first_as_it_is_and_is_signed() {
    let vendor = testbed::vendor();
    let client = client(settings(), &vendor);
    let behind = |extra: &str, rest: &str| format!("https://qr.example/q/0001{extra}{rest}&sign=");
    let rest = "app=7&device=d+1&kind=scan&nonce=n-1&shop=0001";
    let plain = sent(&client, "https://qr.example/q/0001");
    assert!(plain.starts_with(&behind("?", rest)), "{plain}");

    // In the order and with the escapes that it has, and in place of fields of the same name.
    let url = "https://qr.example/q/0001?z=%41%20b+c&shop=s-9&a#top";
    let url = sent(&client, url);
    let rest = "app=7&device=d+1&kind=scan&nonce=n-1";
    let start = behind("?z=%41%20b+c&shop=s-9&a&", rest);
    assert!(url.starts_with(&start), "{url}");

    for query in ["", "?z=%41%20b+c&shop=s-9&a", "?nonce=n-2"] {
        let call = client
            .scan_code()
            .url(format!("https://qr.example/q/0001{query}"));
        let scanned = call.device("d-1").send().await.expect("it is known");
        assert_eq!(scanned.stands_for, "a shop");
    }
    for seen in vendor.seen() {
        assert!(seen.verdict.is_accepted(), "{seen:?}");
        assert!(seen.remarks.is_empty(), "{seen:?}");
        assert_eq!(seen.operation.as_deref(), Some("scan_code"));
    }
}

/// Beside a body, too.
#[tokio::test]
async fn a_body_leaves_out_what_the_url_has() {
    let vendor = testbed::vendor();
    let client = Api::with_transport(Joined::new("k-1"), settings(), vendor.clone());
    let client = client.expect("they fit");
    let url = "https://qr.example/q?device=d-2";
    let call = client.report_code().url(url).device("d-1");
    let prepared = call.clone().prepare().expect("it is signed").into_request();
    let start = "https://qr.example/q?device=d-2&once=n-1&sig=";
    assert!(
        prepared.uri().to_string().starts_with(start),
        "{prepared:?}"
    );
    let body = "at=1700000000&origin=code+HTTPS%3A%2F%2FQR.EXAMPLE%2FQ%3FDEVICE%3DD-2";
    assert_eq!(prepared.body(), body);
    call.send().await.expect("it is reported");
    let seen = vendor.seen().pop().expect("it was sent");
    assert!(seen.verdict.is_accepted(), "{seen:?}");
}

#[tokio::test]
async fn what_no_call_can_go_to_is_refused() {
    let vendor = testbed::vendor();
    let client = client(settings(), &vendor);
    for (url, told) in [
        ("http://qr.example/q", "isn't https"),
        ("/q/0001", "isn't https"),
        ("https://user@qr.example/q", "user name"),
        ("https://qr.example/q?a=%ff", "UTF-8"),
        (
            "https://qr.example/q?sign=x",
            "`sign` stands in the URL already",
        ),
    ] {
        let call = client.scan_code().url(url).device("d-1");
        for error in [
            call.clone().explain().expect_err("it is refused"),
            call.send().await.expect_err("it is refused"),
        ] {
            assert!(error.to_string().contains(told), "{error}");
            assert!(!error.to_string().contains("qr.example"), "{error}");
            assert_eq!(error.outcome(), Outcome::NotSent);
        }
    }
    assert!(vendor.seen().is_empty());
    let allowed = self::client(settings().allow_cleartext(), &vendor);
    assert!(sent(&allowed, "http://qr.example/q").starts_with("http://qr.example/q?app=7"));
}

/// A signature of fields of a stranger's choice could be used against the vendor.
#[tokio::test]
async fn nothing_is_signed_for_a_stranger() {
    let vendor = testbed::vendor();
    let url = "https://evil.example/q?method=refund";
    let call = |settings| {
        client(settings, &vendor)
            .scan_code()
            .url(url)
            .device("d-1")
            .prepare()
    };
    for elsewhere in [settings(), settings().url_host("evil.example:8443")] {
        let error = call(elsewhere).expect_err("it is refused").to_string();
        assert!(error.contains("a host that isn't the vendor's"), "{error}");
        assert!(!error.contains("evil"), "{error}");
    }
    call(settings().url_host("EVIL.example")).expect("the caller says so");
    call(settings().base_url("https://evil.example/gateway")).expect("the caller says so");
}
