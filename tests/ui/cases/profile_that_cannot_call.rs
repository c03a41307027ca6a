//! The merchant profile has no documented way to send an SMS: only the agent profile has.

use sealspec_client::sealspec::{Async, Transport};
use sealspec_client::storepos::{Api, MerchantV2};

pub fn send<T: Transport>(client: &Api<MerchantV2, Async<T>>) {
    let _ = client.send_merchant_sms();
}

fn main() {}
