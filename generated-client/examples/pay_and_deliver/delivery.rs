//! Sending a parcel, with 闪送 (ishansong).

use std::error::Error;

use sealspec::{Error as CallError, Money, Outcome, Schedule};
use sealspec_client::ishansong::{
    AppointType, Bd09, Client, GetOrder, GetOrderResponse, GoodType, IssOrderNo, Merchant,
    OrderStatus, PlaceOrder, QuoteOrderResponse, Receiver, Sender, ThirdOrderNo,
};

/// How often and for how long it is asked whether a courier has taken the order, in seconds.
const PATIENCE: Schedule = Schedule::seconds(60, 60, 120);

/// The same for whether it was placed or cancelled, where the answer doesn't tell.
const SOON: Schedule = Schedule::seconds(1, 2, 10);

/// How an order went.
#[derive(Debug)]
pub(crate) enum Delivery {
    /// A courier has taken it.
    Taken(Box<GetOrderResponse>),
    /// It was cancelled, by this program or by the vendor. That cost this much, where the vendor tells.
    Cancelled(Option<Money>),
}

/// Places the shop's order `number` and waits for a courier. An order that no courier takes is cancelled, and so is one of which
/// the vendor doesn't tell enough.
pub(crate) async fn deliver(
    client: &Client<Merchant>,
    number: &str,
) -> Result<Delivery, Box<dyn Error>> {
    let quote = quote(client, number).await?;
    let order = quote.order_number;
    match place(client, &order).await {
        Ok(()) => println!("   → placed"),
        Err(error) if error.outcome() == Outcome::Unknown => {
            println!("   → perhaps placed: {error}");
            return cancel(client, &order).await.map(Delivery::Cancelled);
        }
        Err(error) => return Err(error.into()),
    }
    match wait_for_courier(client, &order).await {
        Ok(found) if found.order_status == OrderStatus::Cancelled => {
            Ok(Delivery::Cancelled(deducted(found)))
        }
        Ok(taken) => Ok(Delivery::Taken(Box::new(taken))),
        Err(error) => {
            match error {
                CallError::Pending { .. } => println!("   → no courier"),
                error => println!("   → perhaps no courier: {error}"),
            }
            cancel(client, &order).await.map(Delivery::Cancelled)
        }
    }
}

/// Asks for the price. What is quoted can be placed for half an hour.
async fn quote(client: &Client<Merchant>, number: &str) -> Result<QuoteOrderResponse, CallError> {
    let sender = Sender::builder()
        .from_address("博彦科技大厦")
        .from_address_detail("4层101")
        .from_sender_name("小张")
        .from_mobile("19000000001")
        .from_latitude(Bd09(40.054759))
        .from_longitude(Bd09(116.289086));
    let receiver = Receiver::builder()
        .order_no(ThirdOrderNo::new(number))
        .to_address("望京")
        .to_address_detail("4楼")
        .to_latitude(Bd09(40.004532))
        .to_longitude(Bd09(116.475304))
        .to_receiver_name("朱师傅")
        .to_mobile("19000000000")
        .good_type(GoodType::Cake)
        .weight(2);
    let call = client.quote_order().city_name("北京市");
    let quote = call
        .sender(sender.build())
        .receiver_list([receiver.build()])
        .appoint_type(AppointType::Immediate)
        .send()
        .await?;
    for fee in quote.fee_info_list.iter().flatten() {
        let name = fee.des.as_deref().unwrap_or("fee");
        println!("   → {name} {}", amount(fee.fee));
    }
    let off = amount(quote.coupon_save_fee);
    let total = amount(quote.total_fee_after_save);
    println!("   → {total} to pay, with {off} off");
    Ok(quote)
}

/// Places a quoted order, which costs money: where the answer doesn't tell, the order itself does.
async fn place(client: &Client<Merchant>, order: &IssOrderNo) -> Result<(), CallError> {
    let place = PlaceOrder::builder().iss_order_no(order.clone()).build();
    let find = GetOrder::builder().iss_order_no(order.clone()).build();
    let settled = client.as_client().settle_by(&place, &find, SOON);
    settled.await.map(drop)
}

/// Asks for the order until it isn't waiting for a courier any more.
async fn wait_for_courier(
    client: &Client<Merchant>,
    order: &IssOrderNo,
) -> Result<GetOrderResponse, CallError> {
    let find = GetOrder::builder().iss_order_no(order.clone()).build();
    let is_taken = |found: &GetOrderResponse| {
        println!("   → {}", status(found));
        found.order_status != OrderStatus::Dispatching
    };
    client.as_client().poll_by(&find, PATIENCE, is_taken).await
}

/// Cancels the order, and tells what that cost.
async fn cancel(
    client: &Client<Merchant>,
    order: &IssOrderNo,
) -> Result<Option<Money>, Box<dyn Error>> {
    let call = client.cancel_order().iss_order_no(order.clone());
    match call.send().await {
        Err(error) if error.outcome() != Outcome::Unknown => return Err(error.into()),
        // Whether it is cancelled, the order itself tells.
        _ => {}
    }
    let find = GetOrder::builder().iss_order_no(order.clone()).build();
    let is_cancelled = |found: &GetOrderResponse| {
        println!("   → {}", status(found));
        found.order_status == OrderStatus::Cancelled
    };
    let polled = client.as_client().poll_by(&find, SOON, is_cancelled);
    Ok(deducted(polled.await?))
}

/// What it cost to cancel an order.
fn deducted(cancelled: GetOrderResponse) -> Option<Money> {
    cancelled.abort_info?.deduct_amount
}

/// Where the order stands, by number and in the vendor's words.
pub(crate) fn status(found: &GetOrderResponse) -> String {
    let words = found.order_status_desc.as_deref().unwrap_or_default();
    format!("{} {words}", found.order_status.code())
}

/// An amount of money, where the vendor tells it.
pub(crate) fn amount(money: Option<Money>) -> String {
    money.map_or_else(
        || "an amount that isn't told".to_owned(),
        |money| format!("¥{money}"),
    )
}
