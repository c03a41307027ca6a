//! A program that brings a vendor of its own: three lines of `build.rs` and the YAML under `spec/`.

include!(concat!(env!("OUT_DIR"), "/sealspec.rs"));

use acme::{Merchant, TrackParcel};
use sealspec::{Moment, ReadPolicy};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let profile = Merchant::new("m-1", "s3cret");
    let request = TrackParcel::builder().number("P-1 & P-2").build();
    let moment = Moment::new(1_700_000_000_000, "n-1");
    let prepared = sealspec::prepare(&profile, "https://api.acme.example", &request, &moment)?;

    let request = prepared.into_request();
    println!("{} {}", request.method(), request.uri());
    println!("{}", std::str::from_utf8(request.body())?);
    println!("{}", request.headers()["x-acme-signature"].to_str()?);

    let reply = r#"{"ok":true,"parcel":{"state":"delivered","weight":"1200","note":"","depot":7}}"#;
    let response = http_response(reply)?;
    let received = sealspec::read::<_, TrackParcel>(&profile, response, ReadPolicy::default())?;
    println!("{:?}", received.payload);
    Ok(())
}

fn http_response(body: &'static str) -> Result<sealspec::http::Response<sealspec::Bytes>, sealspec::http::Error> {
    sealspec::http::Response::builder().body(sealspec::Bytes::from_static(body.as_bytes()))
}
