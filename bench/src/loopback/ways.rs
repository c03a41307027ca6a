//! The same call in three ways: ours, unsigned by hand, and signed by hand as people do it.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Error, RequestBuilder, Response};
use sealspec_client::sealspec::{Bytes, Settings};
use sealspec_client::storepos::{Client, MerchantV2, Pay};
use serde::Deserialize;

use crate::calls::storepos::{KEY, naive, profile, request};
use crate::calls::{digest, hex_upper};

const PATH: &str = "/v2/UnifiedPay/Gateway";

/// The fields of the payment, as those have them who write them by hand.
const FIELDS: [(&str, &str); 12] = [
    ("agent_id", "agent_0042"),
    ("attach", "周末满减活动会员价"),
    ("auth_code", "130000000000000000"),
    ("body", "超赢/体验小店云南小粒咖啡豆"),
    ("device_info", "013467007045764"),
    ("mch_create_ip", "114.114.114.114"),
    ("mch_id", "00000001"),
    ("method", "pay"),
    ("out_trade_no", "1497769914931"),
    ("pid", "20190705000012"),
    ("total_fee", "12850"),
    ("version", "2.0.0"),
];

/// The members of the reply, in the order in which they are signed.
const MEMBERS: [(&str, &str); 10] = [
    ("code", "10000"),
    ("mch_id", "00000001"),
    ("msg", "支付成功"),
    ("out_trade_no", "1497769914931"),
    ("paytype", "WECHAT"),
    ("state", "SUCCESS"),
    ("time_end", "20261122165616"),
    ("total_fee", "12850"),
    ("trade_state", "SUCCESS"),
    ("transaction_id", "7551000001202611226281085687"),
];

/// The time limits that all ways have.
const TIMEOUT: Duration = Duration::from_secs(60);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);

/// A way to make the call.
pub(super) trait Way: Clone + Send + Sync + 'static {
    const NAME: &'static str;

    /// What makes calls to a server.
    fn new(url: &str) -> Result<Self, String>;

    /// Makes the call and looks at what the reply says.
    fn call(&self) -> impl Future<Output = Result<(), String>> + Send;
}

/// Signed, and the reply's signature verified.
#[derive(Clone)]
pub(super) struct Ours {
    pub(super) client: Client<MerchantV2>,
    request: Arc<Pay>,
}

impl Way for Ours {
    const NAME: &'static str = "sealspec";

    fn new(url: &str) -> Result<Self, String> {
        let settings = Settings::default()
            .base_url(url)
            .allow_cleartext()
            .require_signature()
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT);
        let client = Client::with_settings(profile(), settings);
        Ok(Self {
            client: client.map_err(|error| error.to_string())?,
            request: Arc::new(request()),
        })
    }

    async fn call(&self) -> Result<(), String> {
        let reply = self.client.as_client().send(&*self.request).await;
        let reply = reply.map_err(|error| error.to_string())?;
        paid(reply.transaction_id.as_deref())
    }
}

/// A form of the same fields by `reqwest` alone, the reply read by derived serde: nothing is signed or verified.
#[derive(Clone)]
pub(super) struct Unsigned(ByHand);

impl Way for Unsigned {
    const NAME: &'static str = "unsigned by hand";

    fn new(url: &str) -> Result<Self, String> {
        ByHand::new(url).map(Self)
    }

    async fn call(&self) -> Result<(), String> {
        self.0.call(|post| post.form(&FIELDS)).await
    }
}

/// The same with the request signed as people do it; the reply isn't verified.
#[derive(Clone)]
pub(super) struct Naive {
    by_hand: ByHand,
    request: Arc<Pay>,
}

impl Way for Naive {
    const NAME: &'static str = "signed naively";

    fn new(url: &str) -> Result<Self, String> {
        Ok(Self {
            by_hand: ByHand::new(url)?,
            request: Arc::new(request()),
        })
    }

    async fn call(&self) -> Result<(), String> {
        let body = naive(&self.request);
        let form = "application/x-www-form-urlencoded";
        self.by_hand
            .call(|post| post.header(CONTENT_TYPE, form).body(body))
            .await
    }
}

/// `reqwest` with the settings that our transport gives it.
#[derive(Clone)]
struct ByHand {
    client: reqwest::Client,
    url: Arc<str>,
}

/// The reply as derived serde reads it.
#[derive(Deserialize)]
#[expect(dead_code, reason = "reading them is the work")]
struct Reply {
    state: String,
    code: Option<String>,
    trade_state: Option<String>,
    msg: Option<String>,
    mch_id: Option<String>,
    out_trade_no: Option<String>,
    transaction_id: Option<String>,
    total_fee: Option<String>,
    time_end: Option<String>,
    paytype: Option<String>,
    sign: Option<String>,
}

impl ByHand {
    fn new(url: &str) -> Result<Self, String> {
        // An error says that there is one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .no_proxy()
            .build();
        Ok(Self {
            client: client.map_err(|error| error.to_string())?,
            url: format!("{url}{PATH}").into(),
        })
    }

    async fn call(
        &self,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<(), String> {
        let received = fill(self.client.post(&*self.url)).send();
        let received = body(received).await.map_err(|error| error.to_string())?;
        let reply: Reply = serde_json::from_slice(&received).map_err(|error| error.to_string())?;
        paid(black_box(reply).transaction_id.as_deref())
    }
}

async fn body(reply: impl Future<Output = Result<Response, Error>>) -> Result<Bytes, Error> {
    reply.await?.error_for_status()?.bytes().await
}

fn paid(transaction_id: Option<&str>) -> Result<(), String> {
    match transaction_id {
        Some(id) if !id.is_empty() => Ok(()),
        _ => Err("the reply tells of no payment".to_owned()),
    }
}

/// Whether those who write the fields by hand write the same.
pub(super) fn check() -> Result<(), String> {
    let signed = naive(&request());
    let fields = serde_urlencoded::to_string(FIELDS).map_err(|error| error.to_string())?;
    match signed.strip_prefix(&fields) {
        Some(rest) if rest.starts_with("&sign=") => Ok(()),
        _ => Err(format!("these aren't the same fields:\n{signed}\n{fields}")),
    }
}

/// The reply to every call as it goes over the wire, with the vendor's signature.
pub(super) fn reply() -> Vec<u8> {
    let join = |between: &str, show: fn(&(&str, &str)) -> String| {
        let all: Vec<String> = MEMBERS.iter().map(show).collect();
        all.join(between)
    };
    let signed = join("&", |(name, value)| format!("{name}={value}"));
    let sign = hex_upper(&digest(&format!("{signed}&key={KEY}")));
    let members = join(",", |(name, value)| format!(r#""{name}":"{value}""#));
    let body = format!(r#"{{{members},"sign":"{sign}"}}"#);
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
