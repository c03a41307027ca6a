//! Both vendors inside this program, made from their specs, and what they answer.

use std::error::Error;
use std::time::Duration;

use sealspec::{Explanation, Moment, Settings};
use sealspec_client::{ishansong, storepos};
use sealspec_mock::{Answer, MockVendor, Running, Sources};

use crate::payment::{MERCHANT, Till};

const MERCHANT_KEY: &str = "a-key-of-this-example";
const CLIENT_ID: &str = "sssHhHPkzCNWG1sFs";
const SHOP_ID: &str = "20000000000001715";
const APP_SECRET: &str = "a-secret-of-this-example";

/// The payer has yet to type a password.
const UNDECIDED: &str =
    r#"{"state": "SUCCESS", "code": "10001", "trade_state": "NEED_QUERY", "msg": "需要查询"}"#;
/// The payer never will.
const DECLINED: &str =
    r#"{"state": "SUCCESS", "code": "10006", "trade_state": "FAIL", "msg": "用户取消支付"}"#;

/// A vendor and the server that it runs in.
struct Served {
    vendor: MockVendor,
    server: Running,
}

/// The two vendors.
pub(crate) struct Mock {
    payments: Served,
    parcels: Served,
    explain: bool,
}

impl Mock {
    /// Of two attempts to pay for `order` the payer declines the first, and the second is paid, though its answer is lost. No
    /// courier takes a parcel. The refund takes a while.
    pub(crate) fn serve(order: &str, total: i64, explain: bool) -> Result<Self, Box<dyn Error>> {
        let payments = vendor(&sealspec_specs::STOREPOS)?.credential("merchant_key", MERCHANT_KEY);
        payments.script("pay", [Answer::json(UNDECIDED), Answer::cut()])?;
        let paid = paid(order, total);
        let answers = [UNDECIDED, DECLINED, UNDECIDED, &paid];
        payments.script("order_query", answers.map(Answer::json))?;
        let answers = ["PROCESSING", "SUCCESS"].map(|status| refunded(order, total, status));
        payments.script("refund_query", answers.map(Answer::json))?;

        let parcels = vendor(&sealspec_specs::ISHANSONG)?
            .credential("client_id", CLIENT_ID)
            .credential("shop_id", SHOP_ID)
            .credential("app_secret", APP_SECRET);
        let waiting = r#"{"orderStatus": 20, "orderStatusDesc": "派单中"}"#;
        let cancelled =
            r#"{"orderStatus": 60, "orderStatusDesc": "已取消", "abortInfo": {"deductAmount": 0}}"#;
        let answers = [waiting, waiting, waiting, cancelled]
            .map(|data| format!(r#"{{"status": 200, "msg": null, "data": {data}}}"#));
        parcels.script("get_order", answers.map(Answer::json))?;
        Ok(Self {
            payments: serve(payments)?,
            parcels: serve(parcels)?,
            explain,
        })
    }

    pub(crate) fn till(&self) -> Result<Till, Box<dyn Error>> {
        let profile = storepos::MerchantV2::new("yunpos", "1.0", MERCHANT_KEY);
        Ok(Till {
            client: storepos::Client::with_settings(profile, self.settings(&self.payments))?,
            before_cancelling: Duration::ZERO,
        })
    }

    pub(crate) fn couriers(
        &self,
    ) -> Result<ishansong::Client<ishansong::Merchant>, Box<dyn Error>> {
        let profile = ishansong::Merchant::new(CLIENT_ID, SHOP_ID, APP_SECRET);
        let settings = self.settings(&self.parcels);
        Ok(ishansong::Client::with_settings(profile, settings)?)
    }

    fn settings(&self, served: &Served) -> Settings {
        let observer = if self.explain { explained } else { named };
        Settings::default()
            // The mock is on this machine, so plain http shows nobody anything.
            .base_url(served.server.url())
            .allow_cleartext()
            // This clock stands still, and all waits are over at once.
            .clock(Moment::new(1_767_319_200_000, "5f1c9a3be07d4264"))
            .on_prepared(observer)
    }

    /// Tells what the vendors thought of the calls.
    pub(crate) fn summarise(&self) {
        let seen = [self.payments.vendor.seen(), self.parcels.vendor.seen()].concat();
        let good = seen
            .iter()
            .filter(|request| request.verdict.is_accepted())
            .count();
        println!(
            "The mock vendors saw {} calls and found {good} of them signed and filled in as documented.",
            seen.len()
        );
    }
}

fn vendor(spec: &sealspec_specs::Vendor) -> Result<MockVendor, Box<dyn Error>> {
    let sources = Sources::new(spec.files.iter().copied());
    Ok(MockVendor::from_sources(&sources).map_err(|mistakes| mistakes.to_string())?)
}

fn serve(vendor: MockVendor) -> Result<Served, Box<dyn Error>> {
    Ok(Served {
        server: vendor.serve()?,
        vendor,
    })
}

/// That the second attempt was paid.
fn paid(order: &str, total: i64) -> String {
    format!(
        r#"{{"state": "SUCCESS", "code": "10000", "trade_state": "SUCCESS", "msg": "SUCCESS",
            "mch_id": "{MERCHANT}", "out_trade_no": "{order}_2", "transaction_id": "4200000334201905246610520000",
            "base_fee": "{total}", "total_fee": "{total}", "time_end": "20260102100003", "paytype": "WECHAT"}}"#
    )
}

/// That it is being given back, or was.
fn refunded(order: &str, total: i64, status: &str) -> String {
    format!(
        r#"{{"state": "SUCCESS", "code": "10000", "trade_state": "SUCCESS", "msg": "SUCCESS",
            "mch_id": "{MERCHANT}", "out_trade_no": "{order}_2", "refund_count": "1",
            "refund_list": "[{{\"out_refund_no\":\"{order}_2_R1\",\"refund_fee\":\"{total}\",\"refund_status\":\"{status}\"}}]"}}"#
    )
}

fn named(explanation: &Explanation) {
    println!("   {}", explanation.operation);
}

fn explained(explanation: &Explanation) {
    for line in explanation.to_string().lines() {
        println!("   | {line}");
    }
}
