//! Requests of storepos, as its pages show them.

use sealspec_client::storepos::*;

use super::Visitor;

/// What the vendor and its callers share.
pub(crate) const CREDENTIALS: &[(&str, &str)] = &[
    ("agent_id", "13000000000000000"),
    ("agent_key", AGENT_KEY),
    ("merchant_key", MERCHANT_KEY),
];

/// Every operation, by each profile that calls it.
pub(crate) fn every(visitor: &mut impl Visitor) {
    visitor.visit(&agent(), &send_merchant_sms());
    visitor.visit(&agent(), &wxa_code_to_session());
    visitor.visit(&agent(), &get_wechat_v3_auth_info());
    visitor.visit(&merchant(), &get_wechat_v3_auth_info());
}

/// Two keys of ours, unlike each other, so that signing with the other one's shows.
pub(crate) const AGENT_KEY: &str = "TESTKEY0123456789";
pub(crate) const MERCHANT_KEY: &str = "MERCHANTKEY9876543210";

pub(crate) fn agent() -> AgentV1 {
    AgentV1::new("13000000000000000", "yunpos", "1.0", AGENT_KEY)
}

pub(crate) fn merchant() -> MerchantV2 {
    MerchantV2::new("yunpos", "1.0", MERCHANT_KEY).agent_id("13000000000000000")
}

pub(crate) fn send_merchant_sms() -> SendMerchantSms {
    SendMerchantSms::builder().mobile("13800000000").build()
}

pub(crate) fn wxa_code_to_session() -> WxaCodeToSession {
    WxaCodeToSession::builder()
        .appid("wx4da448cd29920000")
        .js_code("023jh17A0TIixd1ql75A0aLc7A0jabcd")
        .build()
}

pub(crate) fn get_wechat_v3_auth_info() -> GetWechatV3AuthInfo {
    GetWechatV3AuthInfo::builder()
        .mch_id("00000001")
        .method("POST")
        .path("/v3/marketing/shopping-receipt/shoppingreceipts")
        .body(r#"{"transaction_id":"42000000000001"}"#)
        .build()
}
