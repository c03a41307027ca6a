//! A placed order: a payload of thirteen members in an envelope of three, with lists of objects. Nothing is signed.

use sealspec_client::ishansong::{
    self, FeeInfo, Merchant, PlaceOrder, PlaceOrderResponse, PlacedOrder,
};
use sealspec_client::sealspec::{Bytes, Error, Money, ReadPolicy, Received, read};
use serde::Deserialize;

use super::{length, response};
use crate::task::Task;

const OURS: &str = "an unsigned reply with lists: sealspec";
const DERIVED: &str = "an unsigned reply with lists: derived serde";

/// The documented example.
const BODY: &str = concat!(
    r#"{"status":200,"msg":null,"data":{"totalDistance":19300,"totalWeight":5,"orderNumber":"TDH2026041300954053","#,
    r#""feeInfoList":[{"type":1,"des":"里程费","fee":1300},{"type":9,"des":"加价费","fee":500}],"totalAmount":1800,"#,
    r#""couponSaveFee":200,"dynamicSubsidyAmount":0,"totalFeeAfterSave":1600,"expectReceiveTime":null,"#,
    r#""estimateGrabSecond":120,"estimateReceiveSecond":1800,"#,
    r#""interestDtoList":[{"type":108,"desc":"尊享送","status":1}],"#,
    r#""orderInfoList":[{"orderNo":"C1119A000013053981","orderingSourceType":3,"orderingSourceNo":"001"}]}}"#,
);

pub(super) fn tasks() -> Vec<Task> {
    let (profile, body) = (profile(), Bytes::from_static(BODY.as_bytes()));
    vec![
        Task::new(OURS, move || {
            let read = ours(&profile, &body);
            read.map_or(0, |reply| {
                reply.payload.fee_info_list.map_or(0, |fees| fees.len())
            })
        })
        .ratio_at_most(DERIVED, 1.5),
        Task::new(DERIVED, || {
            derived().map_or(0, |reply| length(reply.data.order_number.as_ref()))
        }),
    ]
}

pub(super) fn check() -> Result<(), String> {
    let body = Bytes::from_static(BODY.as_bytes());
    let ours = ours(&profile(), &body).map_err(|error| error.to_string())?;
    let derived = derived().ok_or_else(|| format!("{DERIVED} can't read the reply"))?;
    let ours = Reply::from(ours);
    if ours != derived {
        return Err(format!("{OURS} reads {ours:?} instead of {derived:?}"));
    }
    Ok(())
}

fn profile() -> Merchant {
    Merchant::new("ss1OF5yx8qBgtoB7I", "20000000000001715", "secret")
}

fn ours(profile: &Merchant, body: &Bytes) -> Result<Received<PlaceOrderResponse>, Error> {
    read::<Merchant, PlaceOrder>(profile, response(body), ReadPolicy::default())
}

/// What the reply holds.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    status: i64,
    msg: Option<String>,
    data: Order,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    total_distance: Option<i64>,
    total_weight: Option<i64>,
    order_number: Option<String>,
    fee_info_list: Option<Vec<Fee>>,
    total_amount: Option<i64>,
    coupon_save_fee: Option<i64>,
    dynamic_subsidy_amount: Option<i64>,
    total_fee_after_save: Option<i64>,
    estimate_grab_second: Option<i64>,
    estimate_receive_second: Option<i64>,
    expect_receive_time: Option<String>,
    interest_dto_list: Option<Vec<Interest>>,
    order_info_list: Option<Vec<Placed>>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Fee {
    #[serde(rename = "type")]
    kind: Option<i64>,
    des: Option<String>,
    fee: Option<i64>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Interest {
    #[serde(rename = "type")]
    kind: Option<i64>,
    desc: Option<String>,
    status: Option<i64>,
    sub_desc: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Placed {
    order_no: Option<String>,
    ordering_source_type: Option<i64>,
    ordering_source_no: Option<String>,
}

impl From<Received<PlaceOrderResponse>> for Reply {
    fn from(received: Received<PlaceOrderResponse>) -> Self {
        let order = received.payload;
        let fees = order.fee_info_list.map(|fees| {
            let fee = |fee: FeeInfo| Fee {
                kind: fee.kind.map(|kind| kind.code()),
                des: fee.des,
                fee: fee.fee.map(Money::minor_units),
            };
            fees.into_iter().map(fee).collect()
        });
        let interests = order.interest_dto_list.map(|interests| {
            let interest = |own: ishansong::Interest| Interest {
                kind: own.kind.map(|kind| kind.code()),
                desc: own.desc,
                status: own.status,
                sub_desc: own.sub_desc,
            };
            interests.into_iter().map(interest).collect()
        });
        let placed = order.order_info_list.map(|orders| {
            let placed = |own: PlacedOrder| Placed {
                order_no: own.order_no.map(|number| number.0),
                ordering_source_type: own.ordering_source_type.map(|source| source.code()),
                ordering_source_no: own.ordering_source_no,
            };
            orders.into_iter().map(placed).collect()
        });
        Self {
            status: received.code.map_or(0, |code| code.parse().unwrap_or(0)),
            msg: received.message,
            data: Order {
                total_distance: order.total_distance,
                total_weight: order.total_weight,
                order_number: order.order_number.map(|number| number.0),
                fee_info_list: fees,
                total_amount: order.total_amount.map(Money::minor_units),
                coupon_save_fee: order.coupon_save_fee.map(Money::minor_units),
                dynamic_subsidy_amount: order.dynamic_subsidy_amount.map(Money::minor_units),
                total_fee_after_save: order.total_fee_after_save.map(Money::minor_units),
                estimate_grab_second: order.estimate_grab_second,
                estimate_receive_second: order.estimate_receive_second,
                expect_receive_time: order.expect_receive_time,
                interest_dto_list: interests,
                order_info_list: placed,
            },
        }
    }
}

fn derived() -> Option<Reply> {
    serde_json::from_slice(BODY.as_bytes()).ok()
}
