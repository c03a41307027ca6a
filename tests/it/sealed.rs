//! Payloads that travel sealed, and what happens while the vendor doesn't say how.

use std::path::Path;

use sealspec::callback::signed;
use sealspec::{Error, Moment, Settings, receive};
use sealspec_codegen::{Options, SourceFile, Sources};
use sealspec_mock::{Answer, MockVendor};
use sealspec_tests::strongbox::{Api, BoxOpened, BoxOpenedExpected, Open, Sealed};

const OVERLAY: &str = include_str!("../specs/overlays/strongbox.yaml");

fn unspecified() -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/strongbox");
    Sources::read(&folder, "specs/strongbox").expect("the spec can be read")
}

fn with_overlay(text: &str) -> Sources {
    unspecified().overlay(SourceFile::from(("overlays/strongbox.yaml", text)))
}

fn vendor() -> MockVendor {
    MockVendor::from_sources(&with_overlay(OVERLAY))
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .credential("merchant", "m-1")
        .credential("merchant_key", "k-1")
}

fn settings() -> Settings {
    Settings::default().clock(Moment::new(1_700_000_000_123, "0011"))
}

#[tokio::test]
async fn the_payload_is_sealed_both_ways() {
    let vendor = vendor();
    let client = Api::with_transport(Sealed::new("m-1", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let done = client.store().goods("金条").color("red").send().await;
    assert!(done.expect("it is stored"));
    let listed = client.list_boxes().owner("王").pin("1234").send().await;
    assert_eq!(listed.expect("they are listed").boxes, [1, 2]);

    let seen = vendor.seen();
    assert!(
        seen.iter().all(|request| request.verdict.is_accepted()),
        "{seen:?}"
    );
    // The overlay's own vector, computed by another implementation.
    assert_eq!(
        seen[0].field("content"),
        Some("Fiii88GbQPGnTDPFgNpMIffPOd1Ys3sHAWN3xXZXYRY")
    );
    let in_the_open = ["method", "color", "goods"].map(|name| seen[0].field(name));
    assert_eq!(in_the_open, [Some("store"), Some("red"), None]);
}

/// First sealed, then signed: the string to sign has what travels, and nothing that was sealed.
#[tokio::test]
async fn the_signature_covers_what_was_sealed() {
    let vendor = vendor();
    let client = Api::with_transport(Sealed::new("m-1", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let stored = client.store().goods("金条").send().await;
    assert!(stored.expect("it is stored"));
    assert_eq!(
        vendor.seen()[0].string_to_sign.as_deref(),
        Some(
            "content=Fiii88GbQPGnTDPFgNpMIffPOd1Ys3sHAWN3xXZXYRY&merchant=m-1&method=store&key=[merchant_key]"
        )
    );
}

#[tokio::test]
async fn a_refusal_needs_no_sealed_payload() {
    let vendor = vendor();
    let refusal = Answer::verbatim(r#"{"state":"CLOSED"}"#);
    vendor
        .script("store", [refusal])
        .expect("it is an operation");
    let client = Api::with_transport(Sealed::new("m-1", "k-1"), settings(), vendor)
        .expect("the settings fit");
    let refused = client.store().goods("金条").send().await;
    let error = refused.expect_err("it is refused");
    assert_eq!(error.code(), Some("CLOSED"), "{error:?}");
}

/// What is called is sealed, and what calls back isn't.
#[test]
fn a_callback_of_a_profile_that_seals_is_plain() {
    let profile = Sealed::new("m-1", "k-1");
    let members = r#"{"state":"SUCCESS","number":"7"}"#;
    let request = signed::<_, BoxOpened>(&profile, members).expect("it can be signed");
    let body = std::str::from_utf8(request.body()).expect("a form is text");
    assert!(body.starts_with("state=SUCCESS&number=7&sign="), "{body}");
    let notification = receive::<_, BoxOpened>(&profile, &request).expect("it is the vendor's");
    let opened = notification.matching(&BoxOpenedExpected { number: 7 });
    assert_eq!(opened.expect("it matches").number, 7);
}

#[tokio::test]
async fn another_profile_sends_the_same_in_the_open() {
    let vendor = vendor();
    let client = Api::with_transport(Open::new("m-1", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    assert!(
        client
            .store()
            .goods("金条")
            .send()
            .await
            .expect("it is stored")
    );
    assert_eq!(vendor.seen()[0].field("goods"), Some("金条"));
}

#[tokio::test]
async fn a_payload_sealed_with_another_key_is_no_payload() {
    let vendor = vendor();
    let client = Api::with_transport(Sealed::new("m-1", "k-1"), settings(), vendor.clone())
        .expect("the settings fit");
    let forged = Answer::verbatim(r#"{"state":"SUCCESS","content":"AAAA"}"#);
    vendor
        .script("store", [forged])
        .expect("it is an operation");
    let sealed = Api::with_transport(Sealed::new("m-1", "k-2"), settings(), vendor.clone())
        .expect("the settings fit");
    let refused = sealed
        .store()
        .goods("金条")
        .send()
        .await
        .expect_err("it is refused");
    assert_eq!(refused.code(), Some("BAD_SIGN"));
    let error = client
        .store()
        .goods("金条")
        .send()
        .await
        .expect_err("it isn't signed");
    assert!(matches!(error, Error::Signature { .. }), "{error}");
}

#[test]
fn the_explanation_shows_the_seal_and_no_key() {
    let client = Api::with_transport(Sealed::new("m-1", "k-1"), settings(), vendor())
        .expect("the settings fit");
    let shown = client
        .list_boxes()
        .owner("王")
        .pin("1234")
        .explain()
        .expect("it can be explained")
        .to_string();
    assert!(shown.contains("seal"), "{shown}");
    for secret in ["1234", "k-1", "f5c5c5f", "0123456789abcdef0"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn without_the_facts_its_operations_are_left_out_and_named() {
    let api = sealspec_codegen::check(&unspecified()).unwrap_or_else(|wrong| panic!("{wrong}"));
    let names: Vec<&str> = api
        .pages
        .iter()
        .flat_map(|page| &page.operations)
        .map(|operation| operation.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["ping", "store"],
        "what another profile can call stays"
    );
    let [left_out] = api.unspecified.as_slice() else {
        panic!("one profile is left out: {:?}", api.unspecified);
    };
    assert_eq!(
        (left_out.profile.as_str(), left_out.operations.as_slice()),
        ("sealed", &["list_boxes".to_owned()][..])
    );
    assert_eq!(left_out.callbacks, ["box_opened"]);
    assert_eq!(api.pages[0].callbacks.len(), 1);

    let files = sealspec_codegen::generate(&unspecified(), &Options::default());
    let files = files.unwrap_or_else(|wrong| panic!("{wrong}"));
    let module = files.iter().find(|file| file.path == "strongbox/mod.rs");
    let module = &module.expect("there is a module").text;
    for told in [
        "`list_boxes`, `box_opened`",
        "`seals.content.lines.key`: How the merchant's key becomes the bytes of an AES key.",
        "`seals.content.lines.iv`: The initialization vector.",
    ] {
        assert!(module.contains(told), "{told} in\n{module}");
    }
    let all: String = files.iter().map(|file| file.text.as_str()).collect();
    assert!(
        !all.contains("ListBoxes") && !all.contains("BoxOpened") && !all.contains("aes_cbc"),
        "{all}"
    );
}

#[test]
fn an_overlay_that_leaves_something_open_is_told_what() {
    let (known, _) = OVERLAY.split_once("      iv:").expect("it has the line");
    let told = sealspec_codegen::check(&with_overlay(known))
        .expect_err("it isn't enough")
        .to_string();
    assert!(
        told.contains("the line `iv` of the seal `content` is still unspecified"),
        "{told}"
    );
    assert!(told.contains("The initialization vector"), "{told}");
    assert!(!told.contains("`key`"), "{told}");
}
