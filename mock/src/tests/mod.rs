//! Tests against a vendor that is made up: nothing here may lean on a real one.

mod callbacks;
mod replies;
mod rules;
mod serving;
mod standing_in;
mod verdicts;
mod whole;

use bytes::Bytes;
use http::Request;
use sealspec::signing::{hex_upper, md5};
use sealspec_codegen::{SourceFile, Sources};

use crate::{MockVendor, Refusal, Verdict};

const KEY: &str = "k-123";
const FORM: &str = "application/x-www-form-urlencoded";

fn vendor() -> MockVendor {
    untold_vendor()
        .credential("client", "c-1")
        .credential("key", KEY)
}

fn untold_vendor() -> MockVendor {
    let file = |name: &str, text: &str| SourceFile {
        path: format!("spec/parcels/{name}"),
        text: text.to_owned(),
    };
    let files = vec![
        file("api.yaml", include_str!("api.yaml")),
        file("parcels.yaml", include_str!("parcels.yaml")),
    ];
    MockVendor::from_sources(&Sources::new(files)).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// The fields of a good `book`, unsigned.
fn booking() -> Vec<(String, String)> {
    fields([
        ("client", "c-1"),
        (
            "data",
            r#"{"name":"Ann","size":1,"weight":2.5,"place":{"street":"High Street"}}"#,
        ),
        ("time", "1700000000000"),
        ("version", "1.0"),
    ])
}

fn fields<const N: usize>(fields: [(&str, &str); N]) -> Vec<(String, String)> {
    fields
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

/// The same fields with one of them changed or added.
fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    match fields.iter_mut().find(|(own, _)| own == name) {
        Some((_, own)) => value.clone_into(own),
        None => fields.push((name.to_owned(), value.to_owned())),
    }
    fields
}

/// The signature by the vendor's rule, written out once more.
fn sign(fields: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.sort();
    hex_upper(&md5(format!("{}&key={KEY}", pairs.join("&")))).into()
}

fn signed(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let sign = sign(&fields);
    with(fields, "sign", &sign)
}

fn form(fields: &[(String, String)]) -> Bytes {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
        .into()
}

fn post(path: &str, fields: &[(String, String)]) -> Request<Bytes> {
    Request::post(format!("https://parcels.example/gateway{path}"))
        .header("content-type", FORM)
        .body(form(fields))
        .unwrap()
}

/// Status and body of the vendor's answer.
fn ask(vendor: &MockVendor, request: &Request<Bytes>) -> (u16, String) {
    let response = vendor.answer(request).into_response().unwrap();
    (
        response.status().as_u16(),
        String::from_utf8(response.body().to_vec()).unwrap(),
    )
}

fn last_refusal(vendor: &MockVendor) -> Refusal {
    match vendor.seen().pop().unwrap().verdict {
        Verdict::Refused(refusal) => refusal,
        Verdict::Accepted => panic!("the request was accepted"),
    }
}
