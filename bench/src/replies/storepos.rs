//! A merchant's particulars: ten members, all texts, signed by MD5 over the sorted ones.

use std::collections::BTreeMap;

use sealspec_client::sealspec::{Bytes, Error, ReadPolicy, Received, read};
use sealspec_client::storepos::{AgentV1, QueryMerchant, QueryMerchantResponse};
use serde::Deserialize;

use super::{length, response};
use crate::calls::storepos::KEY;
use crate::calls::{digest, hex_upper};
use crate::task::Task;

const OURS: &str = "a verified reply: sealspec";
const DERIVED: &str = "a verified reply: derived serde, which verifies nothing";
const DIGEST: &str = "a verified reply: MD5 of the signed bytes alone";
const NAIVE: &str = "a verified reply: naive, with a tree, a map and `format!`";

/// The documented example, but for its signature, which is zeros there.
const MEMBERS: [(&str, &str); 9] = [
    ("state", "SUCCESS"),
    ("code", "10000"),
    ("msg", "SUCCESS"),
    ("mch_id", "00000001"),
    ("mch_full_name", "测试商户全称"),
    ("mch_short_name", "测试商户简称"),
    ("mch_licence_name", "测试商户简称"),
    ("dealer_sn", "A000001"),
    ("sales", "15"),
];

fn string_to_sign() -> String {
    let members = BTreeMap::from(MEMBERS);
    let pairs: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{}&key={KEY}", pairs.join("&"))
}

fn body() -> Bytes {
    let sign = hex_upper(&digest(&string_to_sign()));
    let members: Vec<_> = MEMBERS
        .iter()
        .chain(&[("sign", sign.as_str())])
        .map(|(name, value)| format!("\"{name}\":\"{value}\""))
        .collect();
    format!("{{{}}}", members.join(",")).into()
}

pub(super) fn tasks() -> Vec<Task> {
    let (body, text, profile) = (body(), string_to_sign(), profile());
    let (derived_body, naive_body) = (body.clone(), body.clone());
    vec![
        Task::new(OURS, move || {
            let read = ours(&profile, &body);
            read.map_or(0, |reply| length(reply.payload.sales.as_ref()))
        })
        .instructions_at_most_those_of(&[(DERIVED, 1.5), (DIGEST, 1.0)])
        .beside(DERIVED)
        .beside(NAIVE),
        Task::new(DERIVED, move || {
            derived(&derived_body).map_or(0, |merchant| length(merchant.sales.as_ref()))
        }),
        Task::new(DIGEST, move || digest(&text).len()),
        Task::new(NAIVE, move || {
            naive(&naive_body).map_or(0, |merchant| length(merchant.sales.as_ref()))
        }),
    ]
}

pub(super) fn check() -> Result<(), String> {
    let body = body();
    let ours = ours(&profile(), &body).map_err(|error| error.to_string())?;
    let wanted = Merchant {
        state: "SUCCESS".to_owned(),
        code: ours.code,
        msg: ours.message,
        mch_id: ours.payload.mch_id,
        mch_full_name: ours.payload.mch_full_name,
        mch_short_name: ours.payload.mch_short_name,
        mch_licence_name: ours.payload.mch_licence_name,
        dealer_sn: ours.payload.dealer_sn,
        sales: ours.payload.sales,
        sign: Some(hex_upper(&digest(&string_to_sign()))),
    };
    for (way, read) in [(DERIVED, derived(&body)), (NAIVE, naive(&body))] {
        if read.as_ref() != Some(&wanted) {
            return Err(format!("{way} reads {read:?} instead of {wanted:?}"));
        }
    }
    Ok(())
}

fn profile() -> AgentV1 {
    AgentV1::new("13000000000000000", "yunpos", "1.0", KEY)
}

fn ours(profile: &AgentV1, body: &Bytes) -> Result<Received<QueryMerchantResponse>, Error> {
    read::<AgentV1, QueryMerchant>(profile, response(body), ReadPolicy::default())
}

/// What the reply holds.
#[derive(Debug, PartialEq, Deserialize)]
struct Merchant {
    state: String,
    code: Option<String>,
    msg: Option<String>,
    mch_id: Option<String>,
    mch_full_name: Option<String>,
    mch_short_name: Option<String>,
    mch_licence_name: Option<String>,
    dealer_sn: Option<String>,
    sales: Option<String>,
    sign: Option<String>,
}

fn derived(body: &[u8]) -> Option<Merchant> {
    serde_json::from_slice(body).ok()
}

/// As people write it: a tree of values, a sorted map, `format!`, and the struct from the tree.
fn naive(body: &[u8]) -> Option<Merchant> {
    let tree: serde_json::Value = serde_json::from_slice(body).ok()?;
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in tree.as_object()? {
        fields.insert(name.clone(), value.as_str()?.to_string());
    }
    let sign = fields.remove("sign")?;
    let pairs: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let text = format!("{}&key={KEY}", pairs.join("&"));
    let wanted: String = digest(&text)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    (sign == wanted).then_some(())?;
    serde_json::from_value(tree).ok()
}
