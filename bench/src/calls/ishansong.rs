//! A registration of fourteen fields as one JSON text: the secret, sorted names and values, MD5, as a form. 472 bytes are signed,
//! and 841 are sent.

use std::collections::BTreeMap;

use sealspec_client::ishansong::{Api, Bd09, GoodType, ImageUrl, Register, RegisterMerchant};
use sealspec_client::sealspec::{Blocking, Error};
use serde::Serialize;

use super::nowhere::{Nowhere, UNIX_MILLIS, settings};
use super::{digest, hex_upper, length, same};
use crate::task::Task;

const OURS: &str = "JSON in a form: sealspec";
const DIGEST: &str = "JSON in a form: MD5 of the signed bytes alone";
const NAIVE: &str = "JSON in a form: naive, with maps and `format!`";
const CAREFUL: &str = "JSON in a form: careful by hand, sorted at run time";

const CLIENT_ID: &str = "ss1OF5yx8qBgtoB7I";
const SECRET: &str = "8934e7d15453e97507ef794cf7b0519d";

/// A registration's fields as a filled request has them.
fn request() -> RegisterMerchant {
    RegisterMerchant::builder()
        .register_mobile("16700000000")
        .sms_code("4827")
        .store_name("超赢体验店")
        .city_name("北京市")
        .good_type(GoodType::Cake)
        .address("朝阳区建国门外大街甲六号中环世贸中心")
        .address_detail("三层三零二室")
        .latitude(Bd09::new(39.908_823))
        .longitude(Bd09::new(116.397_47))
        .contact_phone("010-12345678")
        .front_idcard(ImageUrl::new("a/1.png"))
        .reverse_idcard(ImageUrl::new("a/2.png"))
        .business_license(ImageUrl::new("a/3.png"))
        .facade(ImageUrl::new("a/4.png"))
        .build()
}

/// The client that prepares it.
fn client() -> Result<Api<Register, Blocking<Nowhere>>, Error> {
    Api::with_blocking_transport(Register::new(CLIENT_ID, SECRET), settings(), Nowhere)
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
        .beside(NAIVE)
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

/// The payload as serde has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'p> {
    register_mobile: &'p str,
    sms_code: &'p str,
    store_name: &'p str,
    city_name: &'p str,
    good_type: u8,
    address: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_detail: Option<&'p str>,
    latitude: f64,
    longitude: f64,
    contact_phone: &'p str,
    front_idcard: &'p str,
    reverse_idcard: &'p str,
    business_license: &'p str,
    facade: &'p str,
}

fn payload(request: &RegisterMerchant) -> String {
    let payload = Payload {
        register_mobile: &request.register_mobile,
        sms_code: request.sms_code.expose(),
        store_name: &request.store_name,
        city_name: &request.city_name,
        good_type: 5,
        address: &request.address,
        address_detail: request.address_detail.as_deref(),
        latitude: request.latitude.0,
        longitude: request.longitude.0,
        contact_phone: &request.contact_phone,
        front_idcard: &request.front_idcard.0,
        reverse_idcard: &request.reverse_idcard.0,
        business_license: &request.business_license.0,
        facade: &request.facade.0,
    };
    serde_json::to_string(&payload).unwrap_or_default()
}

/// As people write it: a sorted map of fields, `format!`, and a crate for the form.
fn naive(request: &RegisterMerchant) -> String {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    fields.insert("clientId".to_string(), CLIENT_ID.to_string());
    fields.insert("data".to_string(), payload(request));
    fields.insert("timestamp".to_string(), UNIX_MILLIS.to_string());
    let pairs: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}{value}"))
        .collect();
    let text = format!("{SECRET}{}", pairs.concat());
    let sign: String = digest(&text)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let mut form: Vec<(String, String)> = fields.into_iter().collect();
    form.push(("sign".to_string(), sign));
    serde_urlencoded::to_string(&form).unwrap_or_default()
}

/// One list of borrowed fields, one text that is signed, one body.
fn careful(request: &RegisterMerchant) -> String {
    let data = payload(request);
    let timestamp = UNIX_MILLIS.to_string();
    let mut fields = [
        ("data", data.as_str()),
        ("timestamp", &timestamp),
        ("clientId", CLIENT_ID),
    ];
    fields.sort_unstable();
    let mut text = String::with_capacity(1024);
    text.push_str(SECRET);
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        text.push_str(name);
        text.push_str(value);
    }
    let sign = hex_upper(&digest(&text));
    let mut form = form_urlencoded::Serializer::new(String::with_capacity(2048));
    form.extend_pairs(&fields);
    form.append_pair("sign", &sign);
    form.finish()
}

fn string_to_sign(request: &RegisterMerchant) -> String {
    format!(
        "{SECRET}clientId{CLIENT_ID}data{}timestamp{UNIX_MILLIS}",
        payload(request)
    )
}
