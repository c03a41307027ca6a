//! A program outside the workspace that depends on one vendor's client and brings its own HTTP.

use sealspec_client::ishansong::{Register, SendSmsCode};
use sealspec_client::sealspec::{self, Moment};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let profile = Register::new("ss1OF5yx8qBgtoB7I", "TESTSECRET");
    let request = SendSmsCode::builder().mobile("16700000000").build();
    let moment = Moment::new(1_631_862_240_982, "nonce");
    let prepared = sealspec::prepare(&profile, "https://open.ishansong.com", &request, &moment)?;

    let request = prepared.into_request();
    println!("{} {}", request.method(), request.uri());
    println!("{}", std::str::from_utf8(request.body())?);
    Ok(())
}
