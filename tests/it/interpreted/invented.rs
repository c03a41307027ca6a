//! Requests of invented vendors, which have every construct of the language, and of vendors that need an overlay.

use sealspec::chrono::TimeZone as _;
use sealspec::{Date, DateTime, File, Json, Money};
use sealspec_tests::overlaid::storepos::{self, MerchantV3, PreOrderMethod, TradeType};
use sealspec_tests::strongbox::{self, Open, Sealed};
use sealspec_tests::testbed::*;

use crate::support::documented::Visitor;

/// What the testbed and its callers share.
pub(super) const TESTBED: &[(&str, &str)] = &[
    ("app", "7"),
    ("key", "k-1"),
    ("access_token", "t-1"),
    ("token", "t-2"),
];

/// The same, and what a caller may go without.
pub(super) const TESTBED_AND_MORE: &[(&str, &str)] = &[
    ("app", "7"),
    ("key", "k-1"),
    ("access_token", "t-1"),
    ("token", "t-2"),
    ("region", "cn"),
    ("user_token", "u-1"),
];

/// What the vendor of boxes and its callers share.
pub(super) const STRONGBOX: &[(&str, &str)] = &[("merchant", "m-1"), ("merchant_key", "k-1")];

/// What storepos and its callers of v3 share.
pub(super) const OVERLAID: &[(&str, &str)] = &[
    ("mch_id", "00000001"),
    ("pid", "yunpos"),
    ("version", "1.0"),
    ("merchant_key", "MERCHANTKEY9876543210"),
];

/// Every operation of the testbed, by each profile that calls it.
pub(super) fn testbed(visitor: &mut impl Visitor, with_more: bool) {
    let (mut form, mut canonical) = (Form::new("7", "k-1"), Canonical::new("7", "k-1"));
    let (mut joined, mut bearer) = (Joined::new("k-1"), Bearer::new("k-1", "t-1"));
    if with_more {
        (form, canonical) = (form.region("cn"), canonical.region("cn"));
        (joined, bearer) = (joined.region("cn"), bearer.user_token("u-1"));
    }
    let (header, plain) = (Header::new("7", "k-1"), Plain::new("7"));
    orders(visitor, &form, &header, &canonical, &joined);
    routes(visitor, &form, &joined);
    visitor.visit(&header, &move_order());
    visitor.visit(&joined, &move_order());
    visitor.visit(&bearer, &SeeAccount::builder().build());
    let orders = ShowOrders::builder().owner("a b").place("上海").build();
    visitor.link(&joined, &orders);
    visitor.link(&plain, &orders);
    shipping(visitor, &form, &header, &canonical);
    structures(visitor, &form, &header, &canonical);
    visitor.visit(&form, &Pay::builder().payment("p-1").fee(400).build());
    visitor.visit(&form, &FindPayment::builder().payment("p-1").build());
    visitor.visit(&form, &MakeReport::builder().day("20260102").build());
    visitor.visit(&form, &GetToken::builder().code("c-1").build());
    visitor.visit(&form, &RenewToken::builder().renewal("r-1").build());
    visitor.visit(&Tokened::new("7", "k-1", "t-2"), &WhoAmI::builder().build());
    visitor.visit(&canonical, &charge());
    visitor.visit(&joined, &charge_by_form());
}

fn orders(
    visitor: &mut impl Visitor,
    form: &Form,
    header: &Header,
    canonical: &Canonical,
    joined: &Joined,
) {
    let address = Address::builder()
        .city("北京市")
        .lines(["1 \"A\"".to_owned(), "2层\n".to_owned()])
        .floor(3)
        .geo(Point::builder().x(1.5).y(-2.0).build())
        .build();
    let placed = PlaceOrder::builder()
        .to(address.clone())
        .notes(["a".to_owned()])
        .currency("EUR")
        .express(true)
        .kind("x")
        .build();
    visitor.visit(header, &placed);
    let number = OrderNo::new(20_000_000_000_001_788);
    visitor.visit(header, &FindOrder::builder().number(number).build());
    visitor.visit(form, &CountOrders::builder().city("A & B").since(7).build());
    let attached = AttachFile::builder()
        .number(number)
        .file(File::new("a.txt", "text/plain", "hello"))
        .preview(File::new("b.png", "image/png", "PNG"))
        .build();
    visitor.visit(form, &attached);
    visitor.visit(header, &Ping::builder().build());
    let saved = SaveOrder::builder()
        .to(address)
        .count(3)
        .rush(false)
        .tags(["a".to_owned(), "b".to_owned()])
        .build();
    visitor.visit(canonical, &saved);
    visitor.visit(joined, &TagOrder::builder().tag("x&y").build());
    visitor.visit(joined, &ListTags::builder().tag("x").build());
    visitor.visit(joined, &TagAll::builder().tag("超").build());
    let noted = NoteOrder::builder()
        .about(number)
        .lines(["a \"b\"".to_owned()]);
    visitor.visit(joined, &noted.build());
}

fn routes(visitor: &mut impl Visitor, form: &Form, joined: &Joined) {
    let paid = GatewayPay::builder().order("A-1").note("z").build();
    visitor.visit(form, &paid);
    visitor.visit(form, &GatewayRefund::builder().order("A-1").build());
    visitor.visit(form, &GatewayQuery::builder().method("limits").build());
    visitor.visit(joined, &WatchOrder::builder().order("A-1").build());
    visitor.visit(joined, &UnwatchOrder::builder().order("A-1").build());
    let url = "https://qr.example/q/0001?z=%41%20b+c&a#top";
    visitor.visit(form, &ScanCode::builder().url(url).device("d 1").build());
    visitor.visit(
        joined,
        &ReportCode::builder().url(url).device("d-1").build(),
    );
    #[expect(deprecated, reason = "it is documented all the same")]
    let shown = ShowOrder::builder().order("A-1").via(Way::Ship).build();
    visitor.link(form, &shown);
}

#[expect(deprecated, reason = "it is documented all the same")]
fn move_order() -> MoveOrder {
    MoveOrder::builder().order("A-1").via(Way::Ship).build()
}

fn shipping(visitor: &mut impl Visitor, form: &Form, header: &Header, canonical: &Canonical) {
    let shipped = ShipOrder::builder()
        .carrier(Carrier::Air)
        .phone("555-0100")
        .insured(true)
        .reference("R-1")
        .pickup("harbour");
    visitor.visit(form, &shipped.build());
    let large = Parcel::builder()
        .weight(2.5)
        .width(3)
        .height(4)
        .fragile(true)
        .padding("straw");
    let small = Parcel::builder().weight(1.0).build();
    let declared = DeclareParcels::builder()
        .parcels([small, large.build()])
        .account(7);
    visitor.visit(header, &declared.build());
    let signed_in = SignIn::builder().mobile("555-0100").code("12\"34");
    visitor.visit(canonical, &signed_in.build());
    let labelled = AttachLabel::builder()
        .number(OrderNo::new(7))
        .address("https://files.testbed.example/1");
    visitor.visit(form, &labelled.build());
}

fn structures(visitor: &mut impl Visitor, form: &Form, header: &Header, canonical: &Canonical) {
    let json = |text: &str| Json::new(text).expect("it is JSON");
    let goods = Goods::builder()
        .id("a")
        .count(2)
        .tags(["x".to_owned(), "y".to_owned()])
        .traits(json(r#"{"size": 1.50}"#))
        .pin("12\"34")
        .build();
    let sold = SellGoods::builder()
        .goods([goods.clone()])
        .traits(json(r#"["new", null]"#))
        .currencies([Currency::Yuan, Currency::Dollar])
        .orders([OrderNo::new(7), OrderNo::new(8)]);
    visitor.visit(header, &sold.build());
    let listed = ListGoods::builder()
        .goods(goods)
        .traits(json(r#"[1, {"a": null}]"#))
        .ids(["a".to_owned(), "b".to_owned()]);
    visitor.visit(canonical, &listed.build());
    visitor.visit(form, &FindTerminal::builder().build());
    visitor.visit(header, &ListTerminals::builder().build());
    let noted = NoteParcel::builder()
        .number(OrderNo::new(7))
        .field("weight", "1.50")
        .field("colour", "a b");
    visitor.visit(form, &noted.build());
    let labelled = LabelParcel::builder()
        .number(OrderNo::new(7))
        .field("colour", "red");
    visitor.visit(canonical, &labelled.build());
    let wrapped = WrapParcel::builder().field("paper", "red");
    visitor.visit(header, &wrapped.build());
}

fn time() -> DateTime {
    let utc = sealspec::chrono::Utc.timestamp_millis_opt(1_700_000_000_123);
    utc.single().expect("there is one").into()
}

fn day() -> Date {
    Date::from_ymd_opt(2023, 11, 15).expect("there is such a day")
}

fn charge() -> Charge {
    let part = Part::builder()
        .amount(Money::minor(1))
        .due(day())
        .waived(false);
    Charge::builder()
        .amount(Money::minor(400))
        .tip(Money::minor(50))
        .total(Money::minor(450))
        .rate(Money::minor(125))
        .when(time())
        .until(time())
        .since(time())
        .day(day())
        .urgent(true)
        .parts([part.build()])
        .fees([Money::minor(1), Money::minor(2)])
        .build()
}

fn charge_by_form() -> ChargeByForm {
    ChargeByForm::builder()
        .amount(Money::minor(400))
        .total(Money::minor(400))
        .when(time())
        .day(day())
        .urgent(false)
        .build()
}

/// Every operation of the vendor of boxes, by each profile that calls it.
pub(super) fn strongbox(visitor: &mut impl Visitor) {
    let (open, sealed) = (Open::new("m-1", "k-1"), Sealed::new("m-1", "k-1"));
    visitor.visit(&open, &strongbox::Ping::builder().build());
    let stored = strongbox::Store::builder()
        .goods("金条")
        .color("red")
        .build();
    visitor.visit(&open, &stored);
    visitor.visit(&sealed, &stored);
    let listed = strongbox::ListBoxes::builder().owner("王").pin("1234");
    visitor.visit(&sealed, &listed.build());
}

/// The operations of storepos that its pages don't describe wholly.
pub(super) fn overlaid(visitor: &mut impl Visitor) {
    let profile = MerchantV3::new("yunpos", "1.0", "00000001", "MERCHANTKEY9876543210");
    let (order, fee) = ("1497769914931", Money::minor(4));
    let paid = storepos::PayV3::builder()
        .out_trade_no(order)
        .body("超赢支付")
        .total_fee(fee)
        .auth_code("130000000000000000")
        .profit_sharing(true);
    visitor.visit(&profile, &paid.build());
    let found = storepos::OrderQueryV3::builder().out_trade_no(order);
    visitor.visit(&profile, &found.build());
    let refunded = storepos::RefundV3::builder()
        .out_trade_no(order)
        .out_refund_no("TK-1")
        .total_fee(fee)
        .refund_fee(fee)
        .op_user_id("00000001");
    visitor.visit(&profile, &refunded.build());
    let asked = storepos::RefundQueryV3::builder().out_refund_no("TK-1");
    visitor.visit(&profile, &asked.build());
    let cancelled = storepos::CancelV3::builder()
        .out_trade_no(order)
        .op_user_id("00000001");
    visitor.visit(&profile, &cancelled.build());
    let payer = storepos::AuthCodeToOpenidV3::builder().auth_code("130000000000000000");
    visitor.visit(&profile, &payer.build());
    let ordered = storepos::PreorderV3::builder()
        .method(PreOrderMethod::Wechat)
        .body("超赢支付")
        .out_trade_no(order)
        .total_fee(fee)
        .trade_type(TradeType::Native)
        .product_id("1");
    visitor.visit(&profile, &ordered.build());
}
