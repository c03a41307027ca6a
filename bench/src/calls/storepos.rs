//! A payment of twelve fields: sorted `name=value` pairs and the key, MD5, as a form. 327 bytes are signed, and 462 are sent.

use std::collections::BTreeMap;

use sealspec_client::sealspec::{Blocking, Error, Money};
use sealspec_client::storepos::{Api, MerchantV2, Pay};

use super::nowhere::{Nowhere, settings};
use super::{digest, hex_upper, length, same};
use crate::task::Task;

const OURS: &str = "a form: sealspec";
const DIGEST: &str = "a form: MD5 of the signed bytes alone";
const NAIVE: &str = "a form: naive, with maps and `format!`";
const CAREFUL: &str = "a form: careful by hand, sorted at run time";

const AGENT: &str = "agent_0042";
const PID: &str = "20190705000012";
const VERSION: &str = "2.0.0";
pub(crate) const KEY: &str = "8934e7d15453e97507ef794cf7b0519d";

/// A payment's fields as a filled request has them.
pub(crate) fn request() -> Pay {
    Pay::builder()
        .mch_id("00000001")
        .out_trade_no("1497769914931")
        .body("超赢/体验小店云南小粒咖啡豆")
        .attach("周末满减活动会员价")
        .total_fee(Money::minor(12_850))
        .auth_code("130000000000000000")
        .device_info("013467007045764")
        .mch_create_ip("114.114.114.114")
        .build()
}

/// Whose payment it is.
pub(crate) fn profile() -> MerchantV2 {
    MerchantV2::new(PID, VERSION, KEY).agent_id(AGENT)
}

/// The client that prepares it.
fn client() -> Result<Api<MerchantV2, Blocking<Nowhere>>, Error> {
    Api::with_blocking_transport(profile(), settings(), Nowhere)
}

pub(super) fn tasks() -> Result<Vec<Task>, Error> {
    let (client, request) = (client()?, request());
    let (naive_request, careful_request) = (request.clone(), request.clone());
    let text = string_to_sign(&request);
    Ok(vec![
        Task::new(OURS, move || {
            let prepared = client.as_client().prepare(&request);
            prepared.map_or(0, length)
        })
        .instructions_at_most(10_900.0)
        .allocations_at_most(1.0)
        .ratio_at_most(NAIVE, 1.0 / 6.0)
        .beside(DIGEST),
        Task::new(NAIVE, move || naive(&naive_request).len()),
        Task::new(CAREFUL, move || careful(&careful_request).len()),
        Task::new(DIGEST, move || digest(&text).len()),
    ])
}

pub(super) fn check() -> Result<(), String> {
    let request = request();
    let ours = client().and_then(|client| client.as_client().prepare(&request));
    let ours = ours.map_err(|error| error.to_string())?;
    same(
        &string_to_sign(&request),
        &[
            (OURS, ours.body().to_vec()),
            (NAIVE, naive(&request).into_bytes()),
            (CAREFUL, careful(&request).into_bytes()),
        ],
    )
}

/// As people write it: a sorted map of fields, `format!`, and a crate for the form.
pub(crate) fn naive(request: &Pay) -> String {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(name.to_string(), value);
        }
    };
    put("agent_id", Some(AGENT.to_string()));
    put("attach", request.attach.clone());
    put("auth_code", Some(request.auth_code.expose().to_string()));
    put("body", Some(request.body.clone()));
    put("device_info", request.device_info.clone());
    put("mch_create_ip", request.mch_create_ip.clone());
    put("mch_id", Some(request.mch_id.clone()));
    put("method", Some("pay".to_string()));
    put("out_trade_no", Some(request.out_trade_no.clone()));
    put("pid", Some(PID.to_string()));
    put(
        "total_fee",
        Some(request.total_fee.minor_units().to_string()),
    );
    put("version", Some(VERSION.to_string()));
    let pairs: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let text = format!("{}&key={KEY}", pairs.join("&"));
    let sign: String = digest(&text)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let mut form: Vec<(String, String)> = fields.into_iter().collect();
    form.push(("sign".to_string(), sign));
    serde_urlencoded::to_string(&form).unwrap_or_default()
}

/// One list of borrowed fields, one text that is signed, one body.
fn careful(request: &Pay) -> String {
    let total_fee = request.total_fee.minor_units().to_string();
    let mut fields = vec![
        ("mch_id", request.mch_id.as_str()),
        ("out_trade_no", &request.out_trade_no),
        (
            "device_info",
            request.device_info.as_deref().unwrap_or_default(),
        ),
        ("body", &request.body),
        ("attach", request.attach.as_deref().unwrap_or_default()),
        ("total_fee", &total_fee),
        (
            "mch_create_ip",
            request.mch_create_ip.as_deref().unwrap_or_default(),
        ),
        ("auth_code", request.auth_code.expose()),
        ("agent_id", AGENT),
        ("pid", PID),
        ("version", VERSION),
        ("method", "pay"),
    ];
    fields.retain(|(_, value)| !value.is_empty());
    fields.sort_unstable_by(|(a, _), (b, _)| {
        a.bytes()
            .map(|byte| byte.to_ascii_lowercase())
            .cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
    });
    let mut text = String::with_capacity(512);
    for (name, value) in &fields {
        text.push_str(name);
        text.push('=');
        text.push_str(value);
        text.push('&');
    }
    text.push_str("key=");
    text.push_str(KEY);
    let sign = hex_upper(&digest(&text));
    let mut form = form_urlencoded::Serializer::new(String::with_capacity(1024));
    form.extend_pairs(&fields);
    form.append_pair("sign", &sign);
    form.finish()
}

fn string_to_sign(request: &Pay) -> String {
    format!(
        "agent_id={AGENT}&attach={}&auth_code={}&body={}&device_info={}&mch_create_ip={}&mch_id={}&method=pay\
         &out_trade_no={}&pid={PID}&total_fee={}&version={VERSION}&key={KEY}",
        request.attach.as_deref().unwrap_or_default(),
        request.auth_code.expose(),
        request.body,
        request.device_info.as_deref().unwrap_or_default(),
        request.mch_create_ip.as_deref().unwrap_or_default(),
        request.mch_id,
        request.out_trade_no,
        request.total_fee.minor_units(),
    )
}
