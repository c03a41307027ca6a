//! The blocking client is there only with the feature `blocking`.

use sealspec_client::ishansong::blocking::Client;

fn main() {
    let _ = core::mem::size_of::<Client<()>>();
}
