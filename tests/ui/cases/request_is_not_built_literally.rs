//! Requests grow optional fields without breaking their callers, who build them field by field.

use sealspec_client::ishansong::SendSmsCode;

fn main() {
    let _ = SendSmsCode { mobile: String::new() };
}
