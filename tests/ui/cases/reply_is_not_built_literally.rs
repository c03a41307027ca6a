//! Replies grow members without breaking their readers, so nobody else builds one.

use sealspec_client::ishansong::RegisterMerchantResponse;
use sealspec_client::sealspec::Extra;

fn main() {
    let _ = RegisterMerchantResponse { default_store_id: 1, shop_id: 2, extra: Extra::default() };
}
