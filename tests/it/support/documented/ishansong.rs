//! Requests of ishansong, as its pages and its own client show them.

use sealspec::{DateTime, File, Json, Money};
use sealspec_client::ishansong::*;

use super::Visitor;

/// What the vendor and its callers share; the vendor's own secret is not published.
pub(crate) const CREDENTIALS: &[(&str, &str)] = &[
    ("client_id", CLIENT_ID),
    ("shop_id", "20000000000001715"),
    ("access_token", "70882965-5e51-463f-a746-7bcf1b3f1c34"),
    ("app_secret", APP_SECRET),
];

/// Every operation, by each profile that calls it.
pub(crate) fn every(visitor: &mut impl Visitor) {
    visitor.visit(&register(), &upload_image());
    visitor.visit(&register(), &send_sms_code());
    visitor.visit(&register(), &register_merchant());
    visitor.visit(&register(), &get_merchant_audit_status());
    visitor.visit(&register(), &resubmit_merchant());

    visitor.link(&authorize(), &authorize_url());
    visitor.visit(&token(), &get_token());
    visitor.visit(&register(), &refresh_token());
    visitor.visit(&register(), &cancel_auth());

    visitor.visit(&merchant(), &open_cities());
    visitor.visit(&developer(), &open_cities());
    visitor.visit(&merchant(), &query_stores());
    visitor.visit(&developer(), &query_stores());
    visitor.visit(&merchant(), &add_store());
    visitor.visit(&developer(), &add_store());
    visitor.visit(&merchant(), &modify_store());
    visitor.visit(&developer(), &modify_store());
    visitor.visit(&merchant(), &add_stores());
    visitor.visit(&merchant(), &get_account());

    visitor.visit(&merchant(), &travel_ways());
    visitor.visit(&merchant(), &quote_order());
    visitor.visit(&developer(), &quote_order());
    visitor.visit(&merchant(), &quote_order_gcj02());
    visitor.visit(&developer(), &quote_order_gcj02());
    visitor.visit(&merchant(), &order_eta());
    visitor.visit(&merchant(), &quality_delivery_switch());

    visitor.visit(&merchant(), &place_order());
    visitor.visit(&developer(), &place_order());
    visitor.visit(&merchant(), &add_tip());
    visitor.visit(&developer(), &add_tip());
    visitor.visit(&merchant(), &get_order());
    visitor.visit(&developer(), &get_order());
    visitor.visit(&merchant(), &courier_info());
    visitor.visit(&developer(), &courier_info());
    visitor.visit(&merchant(), &quote_add_weight());
    visitor.visit(&merchant(), &pay_add_weight());
    visitor.visit(&merchant(), &pre_cancel());
    visitor.visit(&developer(), &pre_cancel());
    visitor.visit(&merchant(), &cancel_order());
    visitor.visit(&developer(), &cancel_order());
    visitor.visit(&merchant(), &confirm_return());
    visitor.visit(&merchant(), &update_receiver_mobile());
    visitor.visit(&merchant(), &append_order());
    visitor.visit(&merchant(), &quality_delivery_status());
}

const IMAGE: &str = "https://file-cstable.bingex.com/cstableTest/merchant_storage/2021/09/17/109b25e2-5f6c-45aa-a187-8488ab33f87e.png";

/// The client id of the registration page, and a secret of ours: the vendor's is not published.
const CLIENT_ID: &str = "ss1OF5yx8qBgtoB7I";
const APP_SECRET: &str = "TESTSECRET";

pub(crate) fn register() -> Register {
    Register::new(CLIENT_ID, APP_SECRET)
}

pub(crate) fn merchant() -> Merchant {
    Merchant::new(CLIENT_ID, "20000000000001715", APP_SECRET)
}

pub(crate) fn developer() -> Developer {
    Developer::new(
        CLIENT_ID,
        "70882965-5e51-463f-a746-7bcf1b3f1c34",
        APP_SECRET,
    )
}

pub(crate) fn authorize() -> Authorize {
    Authorize::new(CLIENT_ID)
}

pub(crate) fn token() -> Token {
    Token::new(CLIENT_ID)
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

pub(crate) fn authorize_url() -> AuthorizeUrl {
    AuthorizeUrl::builder()
        .state("user-1")
        .redirect_uri("https://platform.example/authorised")
        .is_all_store_auth(true)
        .build()
}

fn get_token() -> GetToken {
    GetToken::builder().code("a1b2c3").build()
}

fn refresh_token() -> RefreshToken {
    RefreshToken::builder()
        .refresh_token("5f1c9d1e-2f1a-4b6e-9d53-0a2f4c1b7e90")
        .build()
}

fn cancel_auth() -> CancelAuth {
    CancelAuth::builder()
        .access_token("70882965-5e51-463f-a746-7bcf1b3f1c34")
        .build()
}

fn open_cities() -> OpenCities {
    OpenCities::builder().build()
}

pub(crate) fn query_stores() -> QueryStores {
    QueryStores::builder()
        .page_no(1)
        .page_size(20)
        .store_name("闪送CBD店铺")
        .build()
}

fn add_store() -> AddStore {
    AddStore::builder()
        .store_name("闪送CBD店铺")
        .city_name("北京市")
        .address("中关村东升科技园国际园")
        .address_detail("2层202")
        .latitude(Bd09::new(40.048136))
        .longitude(Bd09::new(116.378683))
        .phone("13800000000")
        .good_type(GoodType::Cake)
        .build()
}

fn modify_store() -> ModifyStore {
    ModifyStore::builder()
        .store_id(StoreId::new("392907"))
        .store_name("闪送CBD店铺")
        .city_name("北京市")
        .address("中关村东升科技园国际园")
        .address_detail("2层202")
        .latitude(Bd09::new(40.048136))
        .longitude(Bd09::new(116.378683))
        .phone("13800000000")
        .good_type(GoodType::Cake)
        .build()
}

fn add_stores() -> AddStores {
    AddStores::builder()
        .data(Json::new(r#"[{"storeName":"闪送CBD店铺"}]"#).expect("it is JSON"))
        .build()
}

fn get_account() -> GetAccount {
    GetAccount::builder().build()
}

fn travel_ways() -> TravelWays {
    TravelWays::builder().city_id(CityId::new(1101)).build()
}

fn sender() -> Sender {
    Sender::builder()
        .from_address("博彦科技大厦")
        .from_address_detail("4层101")
        .from_sender_name("小张")
        .from_mobile("19000000001")
        .from_latitude(Bd09::new(40.054759))
        .from_longitude(Bd09::new(116.289086))
        .build()
}

fn receiver() -> Receiver {
    Receiver::builder()
        .order_no(ThirdOrderNo::new("C1119A000013053981"))
        .to_address("望京")
        .to_address_detail("4楼")
        .to_latitude(Bd09::new(40.004532))
        .to_longitude(Bd09::new(116.475304))
        .to_receiver_name("朱师傅")
        .to_mobile("19000000000")
        .good_type(GoodType::Document)
        .weight(5)
        .remarks("不要加蒜 取餐号:P10222菜品")
        .build()
}

/// The vendor's notice of 2020.
pub(crate) fn quote_order() -> QuoteOrder {
    let mut receiver = receiver();
    receiver.addition_fee = Some(Money::minor(500));
    receiver.insurance = Some(Money::minor(200));
    receiver.insurance_pro_id = Some("SS_baofei_001".to_owned());
    receiver.ordering_source_type = Some(OrderingSource::Eleme);
    receiver.ordering_source_no = Some("001".to_owned());
    QuoteOrder::builder()
        .city_name("北京市")
        .sender(sender())
        .receiver_list(vec![receiver])
        .appoint_type(AppointType::Immediate)
        .store_id(StoreId::new("100294"))
        .build()
}

pub(crate) fn quote_order_gcj02() -> QuoteOrderGcj02 {
    let sender = SenderGcj02::builder()
        .from_address("博彦科技大厦")
        .from_address_detail("4层101")
        .from_sender_name("小张")
        .from_mobile("19000000001")
        .from_latitude(Gcj02::new(40.054759))
        .from_longitude(Gcj02::new(116.289086))
        .build();
    let receiver = ReceiverGcj02::builder()
        .order_no(ThirdOrderNo::new("C1119A000013053981"))
        .to_address("望京")
        .to_address_detail("4楼")
        .to_latitude(Gcj02::new(40.004532))
        .to_longitude(Gcj02::new(116.475304))
        .to_receiver_name("朱师傅")
        .to_mobile("19000000000")
        .good_type(GoodType::Document)
        .weight(5)
        .remarks("不要加蒜 取餐号:P10222菜品")
        .insurance_flag(true)
        .goods_price(Money::minor(20000))
        .expect_end_time(at("2021-10-13T03:25:03Z"))
        .build();
    QuoteOrderGcj02::builder()
        .city_name("北京市")
        .sender(sender)
        .receiver_list(vec![receiver])
        .appoint_type(AppointType::Appointed)
        .appointment_date(at("2021-10-13T22:00:00+08:00"))
        .delivery_pwd(true)
        .build()
}

pub(crate) fn at(time: &str) -> DateTime {
    time.parse().expect("it is a time")
}

pub(crate) fn order_eta() -> OrderEta {
    OrderEta::builder()
        .city_name("北京市")
        .sender(sender())
        .receiver_list(vec![receiver()])
        .appoint_type(AppointType::Immediate)
        .build()
}

fn quality_delivery_switch() -> QualityDeliverySwitch {
    QualityDeliverySwitch::builder().city_name("北京市").build()
}

fn iss_order_no() -> IssOrderNo {
    IssOrderNo::new("TDH2026041300954053")
}

pub(crate) fn place_order() -> PlaceOrder {
    PlaceOrder::builder().iss_order_no(iss_order_no()).build()
}

pub(crate) fn add_tip() -> AddTip {
    AddTip::builder()
        .iss_order_no(iss_order_no())
        .addition_amount(Money::minor(200))
        .build()
}

pub(crate) fn get_order() -> GetOrder {
    GetOrder::builder()
        .iss_order_no(iss_order_no())
        .third_order_no(ThirdOrderNo::new("OTK_2026041320001"))
        .build()
}

fn courier_info() -> CourierInfo {
    CourierInfo::builder().iss_order_no(iss_order_no()).build()
}

fn quote_add_weight() -> QuoteAddWeight {
    QuoteAddWeight::builder()
        .iss_order_no(iss_order_no())
        .weight(7)
        .build()
}

fn pay_add_weight() -> PayAddWeight {
    PayAddWeight::builder()
        .iss_order_no(iss_order_no())
        .pay_amount(Money::minor(300))
        .weight(7)
        .build()
}

fn pre_cancel() -> PreCancel {
    PreCancel::builder().iss_order_no(iss_order_no()).build()
}

pub(crate) fn cancel_order() -> CancelOrder {
    CancelOrder::builder().iss_order_no(iss_order_no()).build()
}

fn confirm_return() -> ConfirmReturn {
    ConfirmReturn::builder()
        .iss_order_no(iss_order_no())
        .build()
}

fn update_receiver_mobile() -> UpdateReceiverMobile {
    UpdateReceiverMobile::builder()
        .iss_order_no(iss_order_no())
        .third_order_no(ThirdOrderNo::new("OTK_2026041320001"))
        .new_to_mobile("13800000002")
        .build()
}

fn append_order() -> AppendOrder {
    AppendOrder::builder()
        .order_number(IssOrderNo::new("TDH2026041300954054"))
        .append_order_number(iss_order_no())
        .build()
}

fn quality_delivery_status() -> QualityDeliveryStatus {
    QualityDeliveryStatus::builder()
        .iss_order_no(iss_order_no())
        .build()
}
