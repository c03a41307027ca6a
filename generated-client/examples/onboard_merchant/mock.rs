//! A vendor inside this program, made from the spec, that rejects the first application and approves the second.

use std::error::Error;

use sealspec_mock::{Answer, MockVendor, Running, Sources};

pub(crate) const CLIENT_ID: &str = "ss1OF5yx8qBgtoB7I";
pub(crate) const APP_SECRET: &str = "a-secret-of-this-example";
pub(crate) const MOBILE: &str = "16700000000";
pub(crate) const SMS_CODE: &str = "3732";

/// A PNG image of one transparent pixel.
pub(crate) const IMAGE: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\x0bIDATx\x9cc`\0\x02\0\0\x05\0\x01z^\xab?\0\0\0\0IEND\xaeB`\x82";

const UNDER_REVIEW: &str = r#"{"auditStatus": 1, "failedReason": null, "auditStoreInfo": null}"#;
const REJECTED: &str =
    r#"{"auditStatus": 3, "failedReason": "门店照不清晰，请重新上传", "auditStoreInfo": null}"#;
const APPROVED: &str = r#"{"auditStatus": 2, "failedReason": null, "auditStoreInfo": null}"#;

/// The vendor and the server that it runs in.
pub(crate) struct Mock {
    vendor: MockVendor,
    server: Running,
}

impl Mock {
    pub(crate) fn serve() -> Result<Self, Box<dyn Error>> {
        let sources = Sources::new(sealspec_specs::ISHANSONG.files.iter().copied());
        let vendor = MockVendor::from_sources(&sources)
            .map_err(|mistakes| mistakes.to_string())?
            .credential("client_id", CLIENT_ID)
            .credential("app_secret", APP_SECRET);

        let audit = [UNDER_REVIEW, UNDER_REVIEW, REJECTED, UNDER_REVIEW, APPROVED];
        let answers = audit
            .map(|data| Answer::json(format!(r#"{{"status": 200, "msg": null, "data": {data}}}"#)));
        vendor.script("get_merchant_audit_status", answers)?;
        Ok(Self {
            server: vendor.serve()?,
            vendor,
        })
    }

    pub(crate) fn url(&self) -> String {
        self.server.url()
    }
}

/// Tells what the vendor thought of the calls.
pub(crate) fn summarise(mock: &Mock) {
    let seen = mock.vendor.seen();
    let good = seen
        .iter()
        .filter(|request| request.verdict.is_accepted())
        .count();
    println!(
        "The mock vendor saw {} calls and found {good} of them signed and filled in as documented.",
        seen.len()
    );
}
