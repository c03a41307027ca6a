//! What goes out, byte for byte: every operation and variant at a fixed clock.

use std::fmt::Write as _;

use sealspec::{Operation, Profile};

use crate::support::documented as doc;
use crate::support::{cargo::workspace, golden};

fn rendered<P: Profile, O: Operation<P>>(profile: &P, url: &str, request: &O) -> String {
    let moment = doc::moment();
    let (prepared, explanation) =
        sealspec::explain(profile, url, request, &moment).expect("it can be prepared");
    let silent = sealspec::prepare(profile, url, request, &moment).expect("it can be prepared");
    assert_eq!(
        prepared.request().body(),
        silent.request().body(),
        "explaining changes nothing"
    );

    let http = prepared.into_request();
    let mut text = format!("{} {}\n", http.method(), http.uri());
    for (name, value) in http.headers() {
        let _ = writeln!(
            text,
            "{name}: {}",
            value.to_str().expect("headers are ASCII")
        );
    }
    let body = std::str::from_utf8(http.body()).expect("the examples hold text only");
    let _ = write!(
        text,
        "\n{}\n\n-- signed --\n{explanation}\n",
        body.replace("\r\n", "\\r\n")
    );
    text
}

fn check(name: &str, text: &str) {
    golden::check(
        &workspace()
            .join("tests/golden/wire")
            .join(format!("{name}.txt")),
        text,
    );
}

#[test]
fn ishansong() {
    let (profile, url) = (doc::register(), doc::ISHANSONG_URL);
    check(
        "ishansong_upload_image",
        &rendered(&profile, url, &doc::upload_image()),
    );
    check(
        "ishansong_send_sms_code",
        &rendered(&profile, url, &doc::send_sms_code()),
    );
    check(
        "ishansong_register_merchant",
        &rendered(&profile, url, &doc::register_merchant()),
    );
    check(
        "ishansong_get_merchant_audit_status",
        &rendered(&profile, url, &doc::get_merchant_audit_status()),
    );
    check(
        "ishansong_resubmit_merchant",
        &rendered(&profile, url, &doc::resubmit_merchant()),
    );
}

#[test]
fn storepos() {
    let (agent, merchant, url) = (doc::agent(), doc::merchant(), doc::STOREPOS_URL);
    check(
        "storepos_send_merchant_sms",
        &rendered(&agent, url, &doc::send_merchant_sms()),
    );
    check(
        "storepos_wxa_code_to_session",
        &rendered(&agent, url, &doc::wxa_code_to_session()),
    );
    check(
        "storepos_get_wechat_v3_auth_info_v1",
        &rendered(&agent, url, &doc::get_wechat_v3_auth_info()),
    );
    check(
        "storepos_get_wechat_v3_auth_info_v2",
        &rendered(&merchant, url, &doc::get_wechat_v3_auth_info()),
    );
}

/// Every operation and variant of the specs has a golden file, so that a new one can't be forgotten here.
#[test]
fn nothing_is_left_out() {
    let listed = std::fs::read_dir(workspace().join("tests/golden/wire"))
        .expect("the golden files can be listed")
        .count();
    let variants: usize = crate::support::apis()
        .iter()
        .flat_map(|api| &api.pages)
        .flat_map(|page| &page.operations)
        .map(|operation| operation.variants.len())
        .sum();
    assert_eq!(listed, variants);
}

/// No secret shows where a call is explained.
#[test]
fn secrets_are_masked() {
    let (_, explanation) = sealspec::explain(
        &doc::register(),
        doc::ISHANSONG_URL,
        &doc::send_sms_code(),
        &doc::moment(),
    )
    .expect("it works");
    let shown = format!("{explanation} {explanation:?} {:?}", doc::register());
    assert!(!shown.contains("TESTSECRET"), "{shown}");
    assert!(shown.contains("[app_secret]clientId"), "{shown}");
}
