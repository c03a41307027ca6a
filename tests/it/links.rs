//! Links, which somebody else opens.

use sealspec::{BlockingTransport as _, Bytes, Limits, Moment, Settings, http};
use sealspec_mock::MockVendor;
use sealspec_tests::testbed::{Api, Form, Joined, Plain, Way};

use crate::testbed;

fn settings() -> Settings {
    Settings::default().clock(Moment::new(1_700_000_000_123, "n-1"))
}

/// Opens a link as a browser would.
fn open(vendor: &MockVendor, link: &str) -> u16 {
    let request = http::Request::get(link).body(Bytes::new());
    let request = request.expect("it is an address");
    let answer = vendor.send(request, &Limits::default());
    answer.expect("it is answered").status().as_u16()
}

#[test]
fn a_link_is_signed_like_a_get() {
    let vendor = testbed::vendor();
    let client = Api::with_transport(Form::new("7", "k-1"), settings(), vendor.clone());
    let client = client.expect("they fit");
    #[expect(deprecated)]
    let call = client.show_order().order("A 1").via(Way::Ship);
    let link = call.clone().link().expect("it is signed");
    let start = "https://main.testbed.example/base/orders/show?app=7&kind=page&nonce=n-1&order=A+1&via=ship&sign=";
    assert!(link.starts_with(start), "{link}");
    let explanation = call.explain().expect("it is signed");
    let sign = explanation.line("sign").expect("it is signed");
    assert!(link.ends_with(sign), "{link} {explanation}");
    assert!(vendor.seen().is_empty(), "nothing is sent");

    assert_eq!(open(&vendor, &link), 200);
    open(&vendor, &link.replace("A+1", "A+2"));
    let seen = vendor.seen();
    let accepted: Vec<_> = seen.iter().map(|seen| seen.verdict.is_accepted()).collect();
    assert_eq!(accepted, [true, false], "{seen:?}");
    assert_eq!(seen[0].operation.as_deref(), Some("show_order"));
}

/// By each of its routes, without a signature too, and by a client of either kind.
#[test]
fn a_link_is_made_by_several_profiles() {
    let vendor = testbed::vendor();
    let client = Api::with_transport(Joined::new("k-1"), settings(), vendor.clone());
    let client = client.expect("they fit");
    let signed = client.show_orders().owner("北京").link();
    let signed = signed.expect("it is signed");
    let start = "https://files.testbed.example/orders/show?once=n-1&at=1700000000&owner=";
    assert!(signed.starts_with(start), "{signed}");
    let plain = Api::with_blocking_transport(Plain::new("7"), settings(), vendor.clone());
    let plain = plain.expect("they fit").show_orders().place("a b").link();
    let plain = plain.expect("it is made");
    let whole = "https://files.testbed.example/v2/orders/show?app=7&place=a+b";
    assert_eq!(plain, whole);
    for link in [signed, plain] {
        assert_eq!(open(&vendor, &link), 200);
    }
    for seen in vendor.seen() {
        assert!(seen.verdict.is_accepted(), "{seen:?}");
        assert!(seen.remarks.is_empty(), "{seen:?}");
    }
}

/// Whoever looks over what is signed sees links, too.
#[test]
fn an_observer_is_told_of_a_link() {
    let (told, hears) = std::sync::mpsc::channel();
    let settings = settings().on_prepared(move |own| {
        told.send(own.operation).expect("somebody hears");
    });
    let made = Api::with_transport(Plain::new("7"), settings, testbed::vendor());
    made.expect("they fit")
        .show_orders()
        .owner("a")
        .link()
        .expect("it is made");
    assert_eq!(hears.try_recv(), Ok("show_orders"));
}
