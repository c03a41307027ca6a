//! The requests that the vendors' pages show, and the profiles that sign them here.

use sealspec::{File, Moment};
use sealspec_client::{ishansong, storepos};

/// The moment of the ishansong page's examples, and a nonce of ours.
pub(crate) fn moment() -> Moment {
    Moment::new(1_631_862_240_982, "0123456789abcdef0123456789abcdef")
}

pub(crate) const ISHANSONG_URL: &str = "https://open.ishansong.com";
pub(crate) const STOREPOS_URL: &str = "https://api.storepos.cn";

const IMAGE: &str = "https://file-cstable.bingex.com/cstableTest/merchant_storage/2021/09/17/109b25e2-5f6c-45aa-a187-8488ab33f87e.png";

/// The page's client id with a secret of ours: the vendor's is not published.
pub(crate) fn register() -> ishansong::Register {
    ishansong::Register::new("ss1OF5yx8qBgtoB7I", "TESTSECRET")
}

/// Two keys of ours, unlike each other, so that signing with the other one's shows.
pub(crate) const AGENT_KEY: &str = "TESTKEY0123456789";
pub(crate) const MERCHANT_KEY: &str = "MERCHANTKEY9876543210";

pub(crate) fn agent() -> storepos::AgentV1 {
    storepos::AgentV1::new("13000000000000000", "yunpos", "1.0", AGENT_KEY)
}

pub(crate) fn merchant() -> storepos::MerchantV2 {
    storepos::MerchantV2::new("yunpos", "1.0", MERCHANT_KEY).agent_id("13000000000000000")
}

pub(crate) fn upload_image() -> ishansong::UploadImage {
    ishansong::UploadImage::builder()
        .file(File::new("shop.png", "image/png", "not really a picture"))
        .build()
}

pub(crate) fn send_sms_code() -> ishansong::SendSmsCode {
    ishansong::SendSmsCode::builder()
        .mobile("16700000000")
        .build()
}

pub(crate) fn register_merchant() -> ishansong::RegisterMerchant {
    let image = ishansong::ImageUrl::new(IMAGE);
    ishansong::RegisterMerchant::builder()
        .register_mobile("16700000000")
        .sms_code("3732")
        .store_name("开发者注册商户店铺名称")
        .city_name("北京市")
        .good_type(ishansong::GoodType::Document)
        .address("北京海淀区东升科技国际园")
        .address_detail("2层")
        .latitude(ishansong::Bd09::new(40.047858))
        .longitude(ishansong::Bd09::new(116.378424))
        .contact_phone("16711291001")
        .front_idcard(image.clone())
        .reverse_idcard(image.clone())
        .business_license(image.clone())
        .facade(image)
        .build()
}

pub(crate) fn get_merchant_audit_status() -> ishansong::GetMerchantAuditStatus {
    ishansong::GetMerchantAuditStatus::builder()
        .default_store_id(393593)
        .build()
}

pub(crate) fn resubmit_merchant() -> ishansong::ResubmitMerchant {
    let image = ishansong::ImageUrl::new(IMAGE);
    ishansong::ResubmitMerchant::builder()
        .default_store_id(392274)
        .store_name("开发者注册商户店铺名称")
        .city_name("北京市")
        .good_type(ishansong::GoodType::Document)
        .address("北京海淀区东升科技国际园")
        .address_detail("2层")
        .latitude(ishansong::Bd09::new(40.047858))
        .longitude(ishansong::Bd09::new(116.378424))
        .contact_phone("16700000000")
        .front_idcard(image.clone())
        .reverse_idcard(image.clone())
        .business_license(image.clone())
        .facade(image)
        .build()
}

pub(crate) fn send_merchant_sms() -> storepos::SendMerchantSms {
    storepos::SendMerchantSms::builder()
        .mobile("13800000000")
        .build()
}

pub(crate) fn wxa_code_to_session() -> storepos::WxaCodeToSession {
    storepos::WxaCodeToSession::builder()
        .appid("wx4da448cd29920000")
        .js_code("023jh17A0TIixd1ql75A0aLc7A0jabcd")
        .build()
}

pub(crate) fn get_wechat_v3_auth_info() -> storepos::GetWechatV3AuthInfo {
    storepos::GetWechatV3AuthInfo::builder()
        .mch_id("00000001")
        .method("POST")
        .path("/v3/marketing/shopping-receipt/shoppingreceipts")
        .body(r#"{"transaction_id":"42000000000001"}"#)
        .build()
}
