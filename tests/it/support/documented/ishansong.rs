//! Requests of ishansong, as its pages and its own client show them.

use sealspec::File;
use sealspec_client::ishansong::*;

use super::Visitor;

/// What the vendor and its callers share; the vendor's own secret is not published.
pub(crate) const CREDENTIALS: &[(&str, &str)] = &[
    ("client_id", "ss1OF5yx8qBgtoB7I"),
    ("app_secret", "TESTSECRET"),
];

/// Every operation, by each profile that calls it.
pub(crate) fn every(visitor: &mut impl Visitor) {
    visitor.visit(&register(), &upload_image());
    visitor.visit(&register(), &send_sms_code());
    visitor.visit(&register(), &register_merchant());
    visitor.visit(&register(), &get_merchant_audit_status());
    visitor.visit(&register(), &resubmit_merchant());
}

const IMAGE: &str = "https://file-cstable.bingex.com/cstableTest/merchant_storage/2021/09/17/109b25e2-5f6c-45aa-a187-8488ab33f87e.png";

/// The page's client id with a secret of ours: the vendor's is not published.
pub(crate) fn register() -> Register {
    Register::new("ss1OF5yx8qBgtoB7I", "TESTSECRET")
}

pub(crate) fn upload_image() -> UploadImage {
    UploadImage::builder()
        .file(File::new("shop.png", "image/png", "not really a picture"))
        .build()
}

pub(crate) fn send_sms_code() -> SendSmsCode {
    SendSmsCode::builder().mobile("16700000000").build()
}

pub(crate) fn register_merchant() -> RegisterMerchant {
    let image = ImageUrl::new(IMAGE);
    RegisterMerchant::builder()
        .register_mobile("16700000000")
        .sms_code("3732")
        .store_name("开发者注册商户店铺名称")
        .city_name("北京市")
        .good_type(GoodType::Document)
        .address("北京海淀区东升科技国际园")
        .address_detail("2层")
        .latitude(Bd09::new(40.047858))
        .longitude(Bd09::new(116.378424))
        .contact_phone("16711291001")
        .front_idcard(image.clone())
        .reverse_idcard(image.clone())
        .business_license(image.clone())
        .facade(image)
        .build()
}

pub(crate) fn get_merchant_audit_status() -> GetMerchantAuditStatus {
    GetMerchantAuditStatus::builder()
        .default_store_id(393593)
        .build()
}

pub(crate) fn resubmit_merchant() -> ResubmitMerchant {
    let image = ImageUrl::new(IMAGE);
    ResubmitMerchant::builder()
        .default_store_id(392274)
        .store_name("开发者注册商户店铺名称")
        .city_name("北京市")
        .good_type(GoodType::Document)
        .address("北京海淀区东升科技国际园")
        .address_detail("2层")
        .latitude(Bd09::new(40.047858))
        .longitude(Bd09::new(116.378424))
        .contact_phone("16700000000")
        .front_idcard(image.clone())
        .reverse_idcard(image.clone())
        .business_license(image.clone())
        .facade(image)
        .build()
}
