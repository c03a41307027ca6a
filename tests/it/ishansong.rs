//! What ishansong has beside its requests: rules between fields, replies of unknown form, an order's way, a callback that
//! nobody signs.

use bytes::Bytes;
use http::Request;
use sealspec::{Blocking, Callback as _, Client, Money, Operation, Outcome, Settings};
use sealspec_client::ishansong::{
    AppointType, AuthorizeUrl, CakeSize, GoodType, Merchant, OrderStatus, OrderStatusCallback,
    OrderStatusCallbackExpected, OrderSubStatus, OrderingSource, Store, StoreStatus,
};
use sealspec_mock::{Answer, MockVendor};

use crate::support::apis;
use crate::support::documented::{self as doc, ishansong as iss};

fn vendor() -> MockVendor {
    let apis = apis();
    let api = apis.iter().find(|api| api.name == "ishansong");
    doc::vendor(api.expect("the vendor has a spec"))
}

fn client(vendor: &MockVendor) -> Client<Merchant, Blocking<MockVendor>> {
    Client::with_transport(
        iss::merchant(),
        Settings::default(),
        Blocking(vendor.clone()),
    )
    .expect("the settings fit")
}

/// The rule that a request breaks, in words.
fn broken<O: Operation<Merchant>>(request: &O) -> Option<String> {
    let url = doc::url::<Merchant>(O::ROUTE);
    match sealspec::prepare(&iss::merchant(), url, request, &doc::moment()) {
        Ok(_) => None,
        Err(error) => {
            assert_eq!(error.outcome(), Outcome::NotSent);
            Some(error.to_string())
        }
    }
}

#[track_caller]
fn breaks(found: Option<String>, words: &str) {
    let found = found.expect("a rule is broken");
    assert!(found.contains(words), "{found}");
}

/// The same rules hold for quotes in both kinds of coordinates.
macro_rules! rules_of_a_quote {
    ($name:ident, $quote:path) => {
        #[test]
        fn $name() {
            let mut quote = $quote();
            quote.receiver_list[0].ordering_source_type = Some(OrderingSource::Meituan);
            quote.receiver_list[0].ordering_source_no = None;
            breaks(broken(&quote), "orderingSourceNo`");
            quote.receiver_list[0].ordering_source_no = Some("001".to_owned());
            assert_eq!(broken(&quote), None);

            quote.receiver_list[0].insurance_flag = Some(true);
            quote.receiver_list[0].goods_price = None;
            breaks(broken(&quote), "goodsPrice` is required");
            quote.receiver_list[0].goods_price = Some(Money::minor(20_000));
            assert_eq!(broken(&quote), None);

            quote.receiver_list[0].quality_delivery = Some(true);
            assert_eq!(broken(&quote), None, "it is no cake");
            quote.receiver_list[0].good_type = GoodType::Cake;
            breaks(broken(&quote), "goodsSizeId` is required");
            quote.receiver_list[0].goods_size_id = Some(CakeSize::Inch8);
            assert_eq!(broken(&quote), None);

            let date = quote.appointment_date.take();
            quote.appoint_type = AppointType::Immediate;
            assert_eq!(broken(&quote), None);
            quote.appoint_type = AppointType::Appointed;
            breaks(broken(&quote), "appointmentDate` is required");
            quote.appointment_date = date.or_else(|| Some(iss::at("2021-10-13T22:00:00+08:00")));
            assert_eq!(broken(&quote), None);
        }
    };
}

rules_of_a_quote!(rules_of_a_quote, iss::quote_order);
rules_of_a_quote!(rules_of_a_quote_in_gcj02, iss::quote_order_gcj02);
rules_of_a_quote!(rules_of_an_estimate, iss::order_eta);

#[test]
fn an_order_is_asked_for_by_one_of_its_numbers() {
    let mut query = iss::get_order();
    query.iss_order_no = None;
    assert_eq!(broken(&query), None);
    query.third_order_no = None;
    breaks(broken(&query), "issOrderNo`");
}

#[test]
fn the_shop_to_authorise_for_is_named() {
    let mut page = iss::authorize_url();
    let address = |page: &AuthorizeUrl| {
        sealspec::link(
            &iss::authorize(),
            "https://open.ishansong.com",
            page,
            &doc::moment(),
        )
    };
    page.is_all_store_auth = false;
    let error = address(&page).expect_err("a rule is broken").to_string();
    assert!(error.contains("`thirdStoreId` is required"), "{error}");
    page.third_store_id = Some("shop-7".to_owned());
    let address = address(&page).expect("the rule is kept");
    assert!(address.ends_with("&thirdStoreId=shop-7"), "{address}");
}

#[test]
fn a_payload_of_unknown_form_is_given_as_it_came() {
    let vendor = vendor();
    let client = client(&vendor);
    let stores = client
        .send(&iss::query_stores())
        .expect("the shops are told");
    let stores: Vec<Store> = stores.parse().expect("they are as documented");
    assert_eq!(stores[0].status, Some(StoreStatus::Approved));
    assert_eq!(
        stores[0].address_detail, None,
        "an empty text is an absent one"
    );

    // Money has moved: a reply without what nobody documents is none the worse.
    vendor
        .script("add_tip", [Answer::json(r#"{"status":200,"msg":null}"#)])
        .expect("it can be scripted");
    let tip = client.send(&iss::add_tip()).expect("the tip is added");
    assert_eq!(tip.text(), "null");
}

#[test]
fn an_order_from_its_quote_to_its_cancellation() {
    let vendor = vendor();
    let client = client(&vendor);
    let quote = client.send(&iss::quote_order()).expect("it is quoted");
    assert_eq!(quote.total_fee_after_save, Some(Money::minor(1600)));
    assert_eq!(quote.estimate_receive_second, None, "-1 is no estimate");

    let mut order = iss::place_order();
    order.iss_order_no = quote.order_number;
    client.send(&order).expect("it is placed");

    let back = r#"{"status":200,"msg":null,"data":{"orderStatus":"20","subOrderStatus":2}}"#;
    vendor
        .script(
            "get_order",
            [Answer::example(0), Answer::json(back), Answer::example(1)],
        )
        .expect("it can be scripted");
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let told = client.send(&iss::get_order()).expect("its status is told");
        statuses.push((told.order_status, told.sub_order_status));
    }
    assert_eq!(
        statuses,
        [
            (OrderStatus::AwaitingPickup, Some(OrderSubStatus::new(1))),
            (OrderStatus::Dispatching, Some(OrderSubStatus::new(2))),
            (OrderStatus::Cancelled, None),
        ],
        "a status can go back"
    );

    let cancelled = client.send(&iss::cancel_order()).expect("it is cancelled");
    assert_eq!(cancelled.deduct_amount, Some(Money::minor(200)));
}

#[test]
fn a_callback_is_a_hint() {
    let apis = apis();
    let callback = apis
        .iter()
        .flat_map(|api| &api.pages)
        .flat_map(|page| &page.callbacks)
        .find(|callback| callback.name == "order_status_callback")
        .expect("it is documented");
    let mut statuses = Vec::new();
    for example in &callback.examples {
        let request = Request::new(Bytes::from(example.to_string()));
        let hint = sealspec::receive_unsigned::<OrderStatusCallback>(&request)
            .expect("it is as published")
            .untrusted();
        let expected = OrderStatusCallbackExpected {
            iss_order_no: hint.claims().iss_order_no.clone(),
            order_no: hint.claims().order_no.clone(),
        };
        let told = hint.matching(&expected).expect("it is about this order");
        statuses.push(told.status);
    }
    assert_eq!(
        statuses,
        [
            OrderStatus::Dispatching,
            OrderStatus::AwaitingPickup,
            OrderStatus::Dispatching,
            OrderStatus::Delivering,
            OrderStatus::Completed,
        ]
    );
    assert_eq!(
        OrderStatusCallback::ACK.body(),
        r#"{"status":200,"msg":"","data":""}"#
    );
}
