//! Taking a payment and giving it back, with 超赢 (storepos).

use std::error::Error;
use std::time::Duration;

use sealspec::{Error as CallError, Money, Outcome, Polled, Settled};
use sealspec_client::storepos::{
    Client, MerchantV2, OrderQuery, PayType, Refund, RefundItem, RefundQuery, RefundQueryResponse,
    RefundStatus,
};

/// The shop's number with the vendor.
pub(crate) const MERCHANT: &str = "00000001";

/// The payer's wallet, which a shop knows from the first digits of the payment code.
const WALLET: PayType = PayType::Wechat;

/// Where the shop takes money.
pub(crate) struct Till {
    pub(crate) client: Client<MerchantV2>,
    /// The wait before a payment is cancelled, which the vendor allows 15 seconds after it was asked for.
    pub(crate) before_cancelling: Duration,
}

/// What is to be paid.
pub(crate) struct Bill<'b> {
    /// The shop's own number of the order.
    pub(crate) order: &'b str,
    pub(crate) goods: &'b str,
    pub(crate) total: Money,
}

/// How an attempt ended.
#[derive(Debug)]
pub(crate) enum Attempt {
    Paid(Payment),
    /// Certainly not paid, for this reason: another attempt may follow.
    Unpaid(String),
}

/// What was paid, and under which number.
#[derive(Debug)]
pub(crate) struct Payment {
    pub(crate) out_trade_no: String,
    pub(crate) total: Money,
}

impl Till {
    /// Asks for the money with the code that the payer shows, and where the answer doesn't tell, asks what came of it, as often
    /// and as long as the vendor says. An attempt that stays unknown is cancelled and never made again.
    pub(crate) async fn take(
        &self,
        bill: &Bill<'_>,
        attempt: u32,
        auth_code: &str,
    ) -> Result<Attempt, Box<dyn Error>> {
        // The vendor takes a number once, so each attempt has its own.
        let out_trade_no = format!("{}_{attempt}", bill.order);
        let query = OrderQuery::builder()
            .paytype(WALLET)
            .mch_id(MERCHANT)
            .out_trade_no(&*out_trade_no)
            .build();
        let call = self
            .client
            .pay()
            .mch_id(MERCHANT)
            .out_trade_no(&*out_trade_no)
            .auth_code(auth_code)
            .body(bill.goods)
            .total_fee(bill.total);
        let (number, total) = match call.settle(query).await {
            Ok(Settled::Done(paid)) => (paid.out_trade_no, paid.base_fee),
            Ok(Settled::Queried(found)) => (found.out_trade_no, found.base_fee),
            Err(error) => return self.unpaid(out_trade_no, error).await,
        };
        if number.as_deref() != Some(&*out_trade_no) || total != Some(bill.total) {
            return Err(format!(
                "the vendor tells of another payment than {out_trade_no}: have a person look at it"
            )
            .into());
        }
        Ok(Attempt::Paid(Payment {
            out_trade_no,
            total: bill.total,
        }))
    }

    /// What follows from an attempt that isn't known to be paid.
    async fn unpaid(
        &self,
        out_trade_no: String,
        error: CallError,
    ) -> Result<Attempt, Box<dyn Error>> {
        match error.outcome() {
            Outcome::NotSent => Err(error.into()),
            Outcome::Unknown if !has_failed(&error) => self.cancel(&out_trade_no, &error).await,
            _ => Ok(Attempt::Unpaid(reason(&error))),
        }
    }

    /// Cancels an attempt of which nobody knows whether it was paid. That closes an order, and gives back what was paid for it.
    async fn cancel(
        &self,
        out_trade_no: &str,
        unknown: &CallError,
    ) -> Result<Attempt, Box<dyn Error>> {
        tokio::time::sleep(self.before_cancelling).await;
        let call = self.client.cancel();
        call.paytype(WALLET)
            .mch_id(MERCHANT)
            .out_trade_no(out_trade_no)
            .op_user_id(MERCHANT)
            .send()
            .await
            .map_err(|error| {
                format!(
                    "nobody knows whether {out_trade_no} was paid ({unknown}), and it can't be cancelled ({error}): \
                     have a person look at it, and don't take the money again"
                )
            })?;
        Ok(Attempt::Unpaid(
            "cancelled, since the vendor didn't tell".to_owned(),
        ))
    }

    /// Gives all of a payment back, and waits until it is there. Tells how much that is.
    pub(crate) async fn give_back(
        &self,
        payment: &Payment,
    ) -> Result<Option<Money>, Box<dyn Error>> {
        // A refund that is unknown is asked after by this number. Only one that has failed may follow under another.
        let out_refund_no = format!("{}_R1", payment.out_trade_no);
        let query = RefundQuery::builder()
            .paytype(WALLET)
            .mch_id(MERCHANT)
            .out_refund_no(&*out_refund_no)
            .build();
        let call = self.client.refund();
        let call = call
            .paytype(WALLET)
            .mch_id(MERCHANT)
            .out_trade_no(&*payment.out_trade_no)
            .out_refund_no(&*out_refund_no)
            .total_fee(payment.total)
            .refund_fee(payment.total)
            .op_user_id(MERCHANT);
        call.settle(query.clone()).await?;
        let schedule = <Refund as Polled<MerchantV2>>::SCHEDULE;
        let is_over = |found: &RefundQueryResponse| {
            status(found, &out_refund_no) != Some(&RefundStatus::Processing)
        };
        let client = self.client.as_client();
        let found = client.poll_by(&query, schedule, is_over).await?;
        let what_to_do = match status(&found, &out_refund_no) {
            Some(RefundStatus::Success) => {
                return Ok(refund(&found, &out_refund_no).and_then(|refund| refund.refund_fee));
            }
            Some(RefundStatus::Fail) => "it has failed: ask for another, under another number",
            Some(RefundStatus::NotSure) => {
                "it is undecided: ask for it again, under the same number"
            }
            Some(RefundStatus::Change) => {
                "the payer's card is void: pay the money back by another way"
            }
            _ => "the vendor doesn't tell how it stands: have a person look at it",
        };
        Err(format!("refund {out_refund_no}: {what_to_do}").into())
    }
}

/// Whether the query was answered, and says that the payment has failed. A query that is itself refused says nothing of it.
fn has_failed(error: &CallError) -> bool {
    error.member("state").as_deref() == Some(r#""SUCCESS""#)
        && error.member("trade_state").as_deref() == Some(r#""FAIL""#)
}

fn reason(error: &CallError) -> String {
    error.message().unwrap_or("no reason given").to_owned()
}

/// The refund of this number.
fn refund<'f>(found: &'f RefundQueryResponse, out_refund_no: &str) -> Option<&'f RefundItem> {
    let refunds = found.refund_list.as_deref().unwrap_or_default();
    refunds
        .iter()
        .find(|refund| refund.out_refund_no.as_deref() == Some(out_refund_no))
}

fn status<'f>(found: &'f RefundQueryResponse, out_refund_no: &str) -> Option<&'f RefundStatus> {
    refund(found, out_refund_no)?.refund_status.as_ref()
}
