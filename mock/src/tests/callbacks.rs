use http::header::CONTENT_TYPE;
use sealspec::Moment;
use sealspec::signing::hex;

use super::*;
use crate::Notice;

fn body(request: &Request<Bytes>) -> &str {
    std::str::from_utf8(request.body()).unwrap()
}

/// Why a callback can't be made.
fn refusal(name: &str, notice: Notice) -> String {
    let made = vendor().callback(name, notice);
    made.unwrap_err().to_string()
}

#[test]
fn signs_a_form_in_a_field() {
    let arrived = fields([
        ("state", "SUCCESS"),
        ("parcel", "P 1"),
        ("weight", "2.50"),
        ("at", r#"{"city":"Oldtown"}"#),
    ]);
    let request = vendor().callback("arrived", Notice::example(0).profile("flat"));
    let request = request.unwrap();
    assert_eq!(request.headers()[CONTENT_TYPE], FORM);
    assert_eq!(request.body(), &form(&signed(arrived.clone())));

    // However JSON spells them, a form has texts.
    let members = r#"{"state": "SUCCESS", "parcel": "P 1", "weight": 2.50, "note": null, "at": {"city": "Oldtown"}}"#;
    let notice = Notice::members(members).profile("flat");
    let given = vendor().callback("arrived", notice.clone()).unwrap();
    assert_eq!(given.body(), request.body());

    let unsigned = vendor().callback("arrived", notice.clone().unsigned());
    assert_eq!(unsigned.unwrap().body(), &form(&arrived));
    let forged = vendor().callback("arrived", notice.forged()).unwrap();
    let (forged, right) = (body(&forged), body(&request));
    assert_ne!(forged, right);
    assert_eq!(forged[..forged.len() - 1], right[..right.len() - 1]);
}

#[test]
fn signs_the_body_and_the_time_in_headers() {
    let notice = Notice::members(r#"{"parcel": "P 1", "sign": "kept"}"#).profile("whole");
    let notice = notice.at(Moment::new(1_700_000_000_123, ""));
    let request = vendor().callback("arrived", notice.clone()).unwrap();
    assert_eq!(body(&request), "parcel=P+1&sign=kept");
    assert_eq!(request.headers()["x-time"], "1700000000");
    let sign = hex(&md5(format!("1700000000{}{KEY}", body(&request))));
    assert_eq!(request.headers()["x-seal"], format!("v0={sign}"));

    let unsigned = vendor().callback("arrived", notice.unsigned()).unwrap();
    assert_eq!(unsigned.headers().get("x-seal"), None);
    assert_eq!(unsigned.body(), request.body());
}

#[test]
fn sends_what_nobody_signs() {
    for notice in [Notice::example(0), Notice::example(0).unsigned()] {
        let request = vendor().callback("lost", notice).unwrap();
        assert_eq!(body(&request), r#"{"parcel":"P 1"}"#);
    }
}

#[test]
fn tells_why_there_is_no_callback() {
    let example = Notice::example(0);
    assert_eq!(
        refusal("arived", example.clone()),
        "the spec has no callback `arived`; it has arrived, on_its_way, lost"
    );
    assert_eq!(
        refusal("arrived", Notice::example(1).profile("flat")),
        "`arrived` has 1 examples and no number 1"
    );
    assert_eq!(
        refusal("arrived", example.clone()),
        "several profiles may have signed `arrived`: choose by `Notice::profile` from flat, whole"
    );
    assert_eq!(
        refusal("arrived", example.clone().profile("open")),
        "no profile `open` signs `arrived`; these do: flat, whole"
    );
    for notice in [example.clone().forged(), example.clone().profile("flat")] {
        assert_eq!(
            refusal("lost", notice),
            "nobody signs `lost`, so there is no profile to sign it and no signature to forge"
        );
    }
    assert_eq!(
        refusal("lost", Notice::members("[]")),
        "the members must be an object, not a list"
    );
    assert!(refusal("lost", Notice::members("{")).starts_with("the members aren't JSON: "));
    let nested = Notice::members(r#"{"state": "SUCCESS", "at": {"city": "Oldtown"}}"#);
    assert!(refusal("on_its_way", nested).starts_with("the signature covers an object or a list"));
    let untold = untold_vendor().callback("arrived", example.profile("flat"));
    let told = untold.unwrap_err().to_string();
    assert!(
        told.starts_with("the mock vendor can't reckon the signature"),
        "{told}"
    );
}
