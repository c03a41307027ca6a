//! A coordinate names its datum: a bare number, which may be GCJ-02, is refused.

use sealspec_client::ishansong::RegisterMerchant;

fn main() {
    let _ = RegisterMerchant::builder().latitude(40.047858);
}
