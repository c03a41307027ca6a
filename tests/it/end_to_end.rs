//! Generated clients against the mock vendor, which judges by interpreting the spec.

use std::time::Duration;

use http::StatusCode;
use sealspec::{Error, Outcome, Settings, Verification};
use sealspec_client::{ishansong, storepos};
use sealspec_mock::{Answer, MockVendor, Running};

use crate::support::documented::{self as doc, ishansong as iss, storepos as pos};
use crate::support::sources;
use crate::support::{cargo::workspace, golden};

fn ishansong_vendor() -> (MockVendor, Running) {
    let vendor = MockVendor::from_sources(&sources(&sealspec_specs::ISHANSONG))
        .expect("the spec is right")
        .credential("client_id", "ss1OF5yx8qBgtoB7I")
        .credential("app_secret", "TESTSECRET");
    let running = vendor.serve().expect("a port is free");
    (vendor, running)
}

fn storepos_vendor() -> (MockVendor, Running) {
    let vendor = MockVendor::from_sources(&sources(&sealspec_specs::STOREPOS))
        .expect("the spec is right")
        .credential("agent_id", "13000000000000000")
        .credential("agent_key", pos::AGENT_KEY)
        .credential("merchant_key", pos::MERCHANT_KEY);
    let running = vendor.serve().expect("a port is free");
    (vendor, running)
}

fn settings(running: &Running) -> Settings {
    Settings::default()
        .base_url(running.url())
        .allow_cleartext()
        .timeout(Duration::from_secs(20))
}

fn ishansong_client(running: &Running) -> ishansong::Client<ishansong::Register> {
    ishansong::Client::with_settings(iss::register(), settings(running)).expect("the settings fit")
}

fn agent_client(running: &Running) -> storepos::Client<storepos::AgentV1> {
    storepos::Client::with_settings(pos::agent(), settings(running)).expect("the settings fit")
}

/// Every request so far was accepted, in this order.
fn accepted(vendor: &MockVendor, operations: &[&str]) {
    let seen = vendor.seen();
    for request in &seen {
        assert!(request.verdict.is_accepted(), "{request:?}");
    }
    let called: Vec<_> = seen
        .iter()
        .filter_map(|request| request.operation.as_deref())
        .collect();
    assert_eq!(called, operations);
}

#[tokio::test]
async fn ishansong_async() {
    let (vendor, running) = ishansong_vendor();
    let client = ishansong_client(&running);
    let api = client.as_client();

    let image = api
        .send(&iss::upload_image())
        .await
        .expect("the image is taken");
    assert!(image.url.0.ends_with(".png"));
    assert!(
        api.send(&iss::send_sms_code())
            .await
            .expect("the code is sent")
    );
    let registered = api
        .send(&iss::register_merchant())
        .await
        .expect("the merchant is registered");
    assert_eq!(
        (registered.default_store_id, registered.shop_id),
        (393593, 20000000000001788)
    );
    let audit = api
        .send(&iss::get_merchant_audit_status())
        .await
        .expect("the status is told");
    assert_eq!(audit.audit_status, ishansong::AuditStatus::UnderReview);
    let shop = audit.audit_store_info.expect("the shop is told");
    assert_eq!(shop.contact_phone, None, "an empty text is an absent one");
    assert_eq!(shop.good_type, Some(ishansong::GoodType::Document));
    assert!(
        api.send(&iss::resubmit_merchant())
            .await
            .expect("it is resubmitted")
    );

    accepted(
        &vendor,
        &[
            "upload_image",
            "send_sms_code",
            "register_merchant",
            "get_merchant_audit_status",
            "resubmit_merchant",
        ],
    );
}

#[test]
fn ishansong_blocking() {
    let (vendor, running) = ishansong_vendor();
    let client = ishansong::blocking::Client::with_settings(iss::register(), settings(&running))
        .expect("the settings fit");
    assert!(
        client
            .send_sms_code()
            .mobile("16700000000")
            .send()
            .expect("the code is sent")
    );
    client
        .as_client()
        .send(&iss::upload_image())
        .expect("the image is taken");
    client
        .as_client()
        .send(&iss::register_merchant())
        .expect("the merchant is registered");
    client
        .as_client()
        .send(&iss::get_merchant_audit_status())
        .expect("the status is told");
    assert!(
        client
            .as_client()
            .send(&iss::resubmit_merchant())
            .expect("it is resubmitted")
    );
    accepted(
        &vendor,
        &[
            "send_sms_code",
            "upload_image",
            "register_merchant",
            "get_merchant_audit_status",
            "resubmit_merchant",
        ],
    );
}

#[tokio::test]
async fn blocking_works_inside_a_runtime() {
    let (_vendor, running) = ishansong_vendor();
    let client = ishansong::blocking::Client::with_settings(iss::register(), settings(&running))
        .expect("the settings fit");
    assert!(
        client
            .send_sms_code()
            .mobile("16700000000")
            .send()
            .expect("the code is sent")
    );
}

#[tokio::test]
async fn storepos_async() {
    let (vendor, running) = storepos_vendor();
    let client = agent_client(&running);

    let sms = client
        .send_merchant_sms()
        .mobile("13800000000")
        .send_full()
        .await
        .expect("the code is sent");
    assert_eq!(
        sms.payload.valid_minutes,
        Some(20),
        "`code` is minutes here, not a status"
    );
    assert_eq!(sms.code, None);
    assert_eq!(sms.verification, Verification::Verified);

    let session = client
        .as_client()
        .send_full(&pos::wxa_code_to_session())
        .await
        .expect("the session is told");
    assert_eq!(session.payload.expires_in, Some(7200));
    assert!(
        !format!("{session:?}").contains("+rL9Uq02dbP85itLOdz94w"),
        "a session key is a secret"
    );

    let info = client
        .as_client()
        .send_full(&pos::get_wechat_v3_auth_info())
        .await
        .expect("the authorisation is told");
    assert_eq!(
        info.payload.req_id.as_deref(),
        Some("zkcdmszqfeahpyatylnejj2i")
    );
    let auth = info.payload.auth_info.expect("it holds the authorisation");
    assert!(
        auth.authorization
            .expect("it is there")
            .expose()
            .starts_with("WECHATPAY2-SHA256-RSA2048")
    );

    let merchant = storepos::Client::with_settings(pos::merchant(), settings(&running))
        .expect("the settings fit");
    merchant
        .as_client()
        .send(&pos::get_wechat_v3_auth_info())
        .await
        .expect("v2 answers too");

    accepted(
        &vendor,
        &[
            "send_merchant_sms",
            "wxa_code_to_session",
            "get_wechat_v3_auth_info",
            "get_wechat_v3_auth_info",
        ],
    );
    assert_eq!(
        vendor
            .seen()
            .last()
            .map(|seen| seen.path.clone())
            .as_deref(),
        Some("/v2/Open/GetWechatV3AuthInfo")
    );
}

#[tokio::test]
async fn one_profiles_key_does_not_sign_for_the_other() {
    let (vendor, running) = storepos_vendor();
    let agent = storepos::AgentV1::new("13000000000000000", "yunpos", "1.0", pos::MERCHANT_KEY);
    let agent = storepos::Client::with_settings(agent, settings(&running)).expect("it fits");
    let merchant = storepos::MerchantV2::new("yunpos", "1.0", pos::AGENT_KEY);
    let merchant = storepos::Client::with_settings(merchant, settings(&running)).expect("it fits");
    let request = pos::get_wechat_v3_auth_info();
    for error in [
        agent.as_client().send(&request).await,
        merchant.as_client().send(&request).await,
    ]
    .map(|reply| reply.expect_err("the key is the other one's"))
    {
        assert_eq!(error.code(), Some("20002"), "{error:?}");
    }
    assert!(vendor.seen().iter().all(|seen| !seen.verdict.is_accepted()));
}

#[tokio::test]
async fn a_wrong_secret_is_refused_in_the_vendors_own_shape() {
    let (vendor, running) = ishansong_vendor();
    let profile = ishansong::Register::new("ss1OF5yx8qBgtoB7I", "another");
    let client =
        ishansong::Client::with_settings(profile, settings(&running)).expect("the settings fit");
    let error = client
        .send_sms_code()
        .mobile("16700000000")
        .send()
        .await
        .expect_err("the signature is wrong");
    assert_eq!(error.outcome(), Outcome::Refused);
    let Error::Vendor { message, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(message.as_deref(), Some("签名错误"));
    assert!(!vendor.seen()[0].verdict.is_accepted());
    assert!(!format!("{:?}", vendor.seen()).contains("TESTSECRET"));
}

#[tokio::test]
async fn a_reply_with_a_wrong_signature_is_not_decoded() {
    let (vendor, running) = storepos_vendor();
    vendor
        .script("send_merchant_sms", [Answer::example(0).forged()])
        .expect("it can be scripted");
    let error = agent_client(&running)
        .send_merchant_sms()
        .mobile("1")
        .send()
        .await
        .expect_err("it is forged");
    assert!(matches!(error, Error::Signature { .. }), "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_missing_signature_is_told_and_refused_where_it_is_wanted() {
    let (vendor, running) = storepos_vendor();
    let unsigned = || Answer::example(0).unsigned();
    for operation in ["send_merchant_sms", "wxa_code_to_session"] {
        vendor
            .script(operation, [unsigned(), unsigned()])
            .expect("scripted");
    }
    let client = agent_client(&running);
    let reply = client
        .as_client()
        .send_full(&pos::wxa_code_to_session())
        .await
        .expect("the page's own example lacks it");
    assert_eq!(reply.verification, Verification::Absent);
    let error = client
        .send_merchant_sms()
        .mobile("1")
        .send()
        .await
        .expect_err("the page's example has one");
    assert!(matches!(error, Error::Signature { .. }), "{error:?}");

    let strict =
        storepos::Client::with_settings(pos::agent(), settings(&running).require_signature())
            .expect("it fits");
    let error = strict
        .as_client()
        .send(&pos::wxa_code_to_session())
        .await
        .expect_err("a signature is wanted");
    assert!(matches!(error, Error::Signature { .. }), "{error:?}");
}

#[tokio::test]
async fn an_unknown_field_is_signed_with_the_rest_and_kept() {
    let (vendor, running) = storepos_vendor();
    let reply = r#"{"state":"SUCCESS","code":"20","msg":"","Added":"后来","sign":"x"}"#;
    vendor
        .script("send_merchant_sms", [Answer::json(reply)])
        .expect("it can be scripted");
    let reply = agent_client(&running)
        .send_merchant_sms()
        .mobile("1")
        .send_full()
        .await
        .expect("it is signed");
    assert_eq!(reply.verification, Verification::Verified);
    assert_eq!(reply.payload.extra.get("Added"), Some("\"后来\""));
}

#[tokio::test]
async fn a_duplicate_member_of_a_signed_reply_is_refused() {
    let (vendor, running) = storepos_vendor();
    let reply = r#"{"state":"FAIL","state":"SUCCESS","code":"20","sign":"00000000000000000000000000000000"}"#;
    vendor
        .script("send_merchant_sms", [Answer::verbatim(reply)])
        .expect("it can be scripted");
    let error = agent_client(&running)
        .send_merchant_sms()
        .mobile("1")
        .send()
        .await
        .expect_err("it is ambiguous");
    assert!(matches!(error, Error::Shape { .. }), "{error:?}");
}

#[tokio::test]
async fn bad_weather_says_whether_the_vendor_may_have_acted() {
    let (vendor, running) = ishansong_vendor();
    let slow = Answer::example(0).after(Duration::from_secs(30));
    let answers = [
        Answer::refusal("500", "稍后再试"),
        Answer::status(StatusCode::SERVICE_UNAVAILABLE),
        Answer::garbage(),
        Answer::cut(),
        Answer::example(0).cut_midway(),
        slow,
    ];
    vendor
        .script("send_sms_code", answers)
        .expect("it can be scripted");
    let quick = settings(&running).timeout(Duration::from_millis(1500));
    let client =
        ishansong::Client::with_settings(iss::register(), quick).expect("the settings fit");
    let mut outcomes = Vec::new();
    for _ in 0..6 {
        let error = client
            .send_sms_code()
            .mobile("1")
            .send()
            .await
            .expect_err("each fails");
        let text = format!("{error} {error:?}");
        assert!(
            !text.contains("TESTSECRET") && !text.contains("sign="),
            "{text}"
        );
        outcomes.push(error.outcome());
    }
    let unknown = Outcome::Unknown;
    assert_eq!(
        outcomes,
        [
            Outcome::Refused,
            unknown,
            unknown,
            unknown,
            unknown,
            unknown
        ]
    );

    drop(running);
    let error = client
        .send_sms_code()
        .mobile("1")
        .send()
        .await
        .expect_err("nobody listens");
    assert_eq!(error.outcome(), Outcome::NotSent, "{error:?}");
}

#[tokio::test]
async fn a_reply_of_another_shape_tells_where() {
    let (vendor, running) = ishansong_vendor();
    let reply = r#"{"status":200,"msg":null,"data":{"defaultStoreId":"x","shopId":1}}"#;
    vendor
        .script("register_merchant", [Answer::json(reply)])
        .expect("it can be scripted");
    let error = ishansong_client(&running)
        .as_client()
        .send(&iss::register_merchant())
        .await
        .expect_err("it differs");
    let Error::Shape { error: shape, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(shape.path(), "$.data.defaultStoreId");
}

/// A mock is a transport too: no socket, the same judgement.
#[tokio::test]
async fn without_a_socket() {
    let (vendor, _running) = ishansong_vendor();
    let client =
        ishansong::Api::with_transport(iss::register(), Settings::default(), vendor.clone())
            .expect("it fits");
    assert!(
        client
            .send_sms_code()
            .mobile("1")
            .send()
            .await
            .expect("the code is sent")
    );
    accepted(&vendor, &["send_sms_code"]);
}

/// A vendor that refuses a signature often echoes the string that it signed.
#[test]
fn a_call_is_held_against_what_the_vendor_signed() {
    let (vendor, _running) = ishansong_vendor();
    let settings = Settings::default().clock(doc::moment());
    let client =
        ishansong::Api::with_transport(iss::register(), settings, vendor).expect("it fits");
    let explanation = client
        .send_sms_code()
        .mobile("16700000000")
        .explain()
        .expect("it can be signed");

    let same =
        r#"TESTSECRETclientIdss1OF5yx8qBgtoB7Idata{"mobile":"16700000000"}timestamp1631862240982"#;
    let spaced = same.replace(r#"":""#, r#"": ""#);
    let told = format!(
        "{}\n---\n{}\n",
        explanation.compare(same),
        explanation.compare(&spaced)
    );
    assert!(!told.contains("TESTSECRET"), "{told}");
    golden::check(
        &workspace().join("tests/golden/echoed_string_to_sign.txt"),
        &told,
    );
}
