//! Requests of storepos, as its pages show them.

use sealspec::Money;
use sealspec::chrono::NaiveDate;
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
    let (agent, merchant, terminal) = (agent(), merchant(), terminal());
    let terminal_agent = AgentV1::new("13000000000000000", "CySoftPayBox", "1.0", AGENT_KEY);
    // micropay
    visitor.visit(&agent, &pay());
    visitor.visit(&merchant, &pay());
    visitor.visit(&agent, &order_query());
    visitor.visit(&merchant, &order_query());
    visitor.visit(&agent, &refund());
    visitor.visit(&merchant, &refund());
    visitor.visit(&agent, &refund_query());
    visitor.visit(&merchant, &refund_query());
    visitor.visit(&agent, &cancel());
    visitor.visit(&merchant, &cancel());
    visitor.visit(&agent, &auth_code_to_openid());
    visitor.visit(&merchant, &auth_code_to_openid());
    visitor.visit(&agent, &download_bill());
    visitor.visit(&merchant, &download_bill());
    // preorderpay
    visitor.visit(&merchant, &preorder());
    visitor.visit(&agent, &wechat_preorder());
    visitor.visit(&agent, &alipay_preorder());
    // facepay
    visitor.visit(&agent, &get_face_auth());
    visitor.visit(&merchant, &get_face_auth());
    visitor.visit(&agent, &face_pay());
    visitor.visit(&merchant, &face_pay());
    // mch
    visitor.visit(&agent, &query_merchant());
    visitor.visit(&merchant, &query_merchant());
    visitor.visit(&agent, &register_virtual_merchant());
    visitor.visit(&agent, &get_merchant_id());
    visitor.visit(&agent, &get_partner_ids());
    visitor.visit(&merchant, &get_partner_ids());
    visitor.visit(&terminal, &get_terminal_config());
    visitor.visit(&terminal, &get_config_by_qr());
    visitor.link(&terminal_agent, &build_terminal_config_url());
    visitor.visit(&agent, &add_wechat_sub_dev_config());
    visitor.visit(&merchant, &add_wechat_sub_dev_config());
    visitor.visit(&agent, &get_merchant_info());
    // operation
    visitor.visit(&agent, &send_merchant_sms());
    visitor.visit(&agent, &wxa_code_to_session());
    visitor.visit(&agent, &get_wechat_v3_auth_info());
    visitor.visit(&merchant, &get_wechat_v3_auth_info());
}

/// Two keys of ours, unlike each other, so that signing with the other one's shows.
pub(crate) const AGENT_KEY: &str = "TESTKEY0123456789";
pub(crate) const MERCHANT_KEY: &str = "MERCHANTKEY9876543210";

pub(crate) fn agent() -> AgentV1 {
    agent_of(AGENT_KEY)
}

pub(crate) fn agent_of(key: &str) -> AgentV1 {
    AgentV1::new("13000000000000000", "yunpos", "1.0", key)
}

pub(crate) fn merchant() -> MerchantV2 {
    merchant_of(MERCHANT_KEY)
}

pub(crate) fn merchant_of(key: &str) -> MerchantV2 {
    MerchantV2::new("yunpos", "1.0", key).agent_id("13000000000000000")
}

pub(crate) fn terminal() -> Terminal {
    Terminal::new("13000000000000000", "1.0", AGENT_KEY)
}

const MERCHANT: &str = "00000001";
const ORDER: &str = "1497769914931";
const DEVICE: &str = "000063066004189990000194";

fn goods(names: [&str; 2]) -> Vec<GoodsDetail> {
    names
        .into_iter()
        .zip(["CY000000", "CY000001"])
        .map(|(name, id)| {
            GoodsDetail::builder()
                .goods_id(id)
                .goods_name(name)
                .quantity(1)
                .price(Money::minor(2))
                .build()
        })
        .collect()
}

pub(crate) fn pay() -> Pay {
    Pay::builder()
        .mch_id(MERCHANT)
        .out_trade_no(ORDER)
        .auth_code("130000000000000000")
        .body("超赢支付")
        .total_fee(Money::minor(4))
        .goods_tag("CY_PROMOTION_001")
        .goods_detail(goods(["促销单品-0", "促销单品-1"]))
        .build()
}

pub(crate) fn order_query() -> OrderQuery {
    OrderQuery::builder()
        .paytype(PayType::Wechat)
        .mch_id(MERCHANT)
        .out_trade_no(ORDER)
        .build()
}

pub(crate) fn refund() -> Refund {
    Refund::builder()
        .paytype(PayType::Wechat)
        .mch_id(MERCHANT)
        .out_trade_no(ORDER)
        .out_refund_no("TK-1497769914931-01")
        .total_fee(Money::minor(1))
        .refund_fee(Money::minor(1))
        .op_user_id(MERCHANT)
        .build()
}

pub(crate) fn refund_query() -> RefundQuery {
    RefundQuery::builder()
        .paytype(PayType::Wechat)
        .mch_id(MERCHANT)
        .out_refund_no("TKT0020190524102840000")
        .build()
}

pub(crate) fn cancel() -> Cancel {
    Cancel::builder()
        .paytype(PayType::Wechat)
        .mch_id(MERCHANT)
        .out_trade_no(ORDER)
        .op_user_id("yzq")
        .build()
}

pub(crate) fn auth_code_to_openid() -> AuthCodeToOpenid {
    AuthCodeToOpenid::builder()
        .mch_id(MERCHANT)
        .sub_appid("wx4da448cd29920000")
        .auth_code("130000000000000000")
        .build()
}

pub(crate) fn download_bill() -> DownloadBill {
    DownloadBill::builder()
        .mch_id(MERCHANT)
        .ymd(NaiveDate::from_ymd_opt(2023, 12, 25).expect("it is a day"))
        .build()
}

const GOODS: [&str; 2] = ["促销单品-CY00000000000", "促销单品-CY00000000001"];

pub(crate) fn preorder() -> Preorder {
    Preorder::builder()
        .method(PreOrderMethod::Wechat)
        .mch_id(MERCHANT)
        .trade_type(TradeType::Native)
        .body("超赢支付")
        .out_trade_no(ORDER)
        .total_fee(Money::minor(4))
        .product_id("1223541321407035645")
        .goods_tag("CY_PROMOTION_001")
        .goods_detail(goods(GOODS))
        .build()
}

pub(crate) fn wechat_preorder() -> WechatPreorder {
    WechatPreorder::builder()
        .mch_id(MERCHANT)
        .trade_type(TradeType::Native)
        .body("超赢支付")
        .out_trade_no(ORDER)
        .total_fee(Money::minor(4))
        .product_id("1223541321407035645")
        .goods_tag("CY_PROMOTION_001")
        .goods_detail(goods(GOODS))
        .build()
}

pub(crate) fn alipay_preorder() -> AlipayPreorder {
    AlipayPreorder::builder()
        .mch_id(MERCHANT)
        .body("聚合支付")
        .out_trade_no(ORDER)
        .total_fee(Money::minor(1))
        .trade_type(TradeType::Native)
        .build()
}

pub(crate) fn get_face_auth() -> GetFaceAuth {
    GetFaceAuth::builder()
        .paytype(PayType::Wechat)
        .mch_id(MERCHANT)
        .store_id("test_store_01")
        .store_name("测试门店01")
        .device_id("CYW00000000000000000000")
        .rawdata("eNPJNgR26U88XXXXXXXXX")
        .build()
}

pub(crate) fn face_pay() -> FacePay {
    FacePay::builder()
        .paytype(PayType::Wechat)
        .mch_id(MERCHANT)
        .openid("oBmIts3wbluEIYfp6zDgBWsC9Evs")
        .out_trade_no(ORDER)
        .face_code("123123123")
        .body("超赢支付")
        .total_fee(Money::minor(4))
        .goods_tag("CY_PROMOTION_001")
        .goods_detail(goods(GOODS))
        .build()
}

pub(crate) fn query_merchant() -> QueryMerchant {
    QueryMerchant::builder().mch_id(MERCHANT).build()
}

pub(crate) fn register_virtual_merchant() -> RegisterVirtualMerchant {
    RegisterVirtualMerchant::builder()
        .field("key1", "aaa")
        .field("key2", "bbb")
        .build()
}

pub(crate) fn get_merchant_id() -> GetMerchantId {
    GetMerchantId::builder()
        .mobile("13800000000")
        .valid("1234")
        .build()
}

pub(crate) fn get_partner_ids() -> GetPartnerIds {
    GetPartnerIds::builder().mch_id(MERCHANT).build()
}

pub(crate) fn get_terminal_config() -> GetTerminalConfig {
    GetTerminalConfig::builder()
        .device_info("CySoftPayBox")
        .op_device_id(DEVICE)
        .build()
}

pub(crate) fn get_config_by_qr() -> GetConfigByQr {
    GetConfigByQr::builder()
        .url("https://qrpay.storepos.cn/qrpay/00000001?code_number=f0000000000000000&op_shop_id=id_shop&op_user_id=id_user")
        .device_info("CySoftPayBox")
        .op_device_id(DEVICE)
        .build()
}

#[allow(deprecated)]
pub(crate) fn build_terminal_config_url() -> BuildTerminalConfigUrl {
    BuildTerminalConfigUrl::builder()
        .device_info("CySoftPayBox")
        .op_device_id(DEVICE)
        .build()
}

#[allow(deprecated)]
pub(crate) fn add_wechat_sub_dev_config() -> AddWechatSubDevConfig {
    AddWechatSubDevConfig::builder()
        .mch_id(MERCHANT)
        .appid("wx4da448cd29920000")
        .jsapi_path(["http:/a.com/pay/", "http:/b.com/pay/"].map(String::from))
        .subscribe_appid("wx4da448cd29920000")
        .build()
}

#[allow(deprecated)]
pub(crate) fn get_merchant_info() -> GetMerchantInfo {
    GetMerchantInfo::builder().mch_id(MERCHANT).build()
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
        .mch_id(MERCHANT)
        .method("POST")
        .path("/v3/marketing/shopping-receipt/shoppingreceipts")
        .body(r#"{"transaction_id":"42000000000001"}"#)
        .build()
}
