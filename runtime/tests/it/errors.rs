//! What errors show of a vendor's words.

use bytes::Bytes;
use http::Response;
use sealspec::{Error, ReadPolicy, ShapeError, read};

use crate::vendor::{Order1, Shop, shop};

fn failure(status: u16, body: &str) -> Error {
    let response = Response::builder()
        .status(status)
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap();
    read::<Shop, Order1>(&shop(), response, ReadPolicy::default()).unwrap_err()
}

#[test]
fn a_vendors_words_stay_on_one_line() {
    let body = r#"{"status":"4\r\n01","msg":"余额\n不足 \u001b[31m\u202eit's \"so\" \\"}"#;
    for status in [200, 500] {
        let error = failure(status, body);
        let shown = error.to_string();
        assert!(
            shown.ends_with(": code 4\\r\\n01, 余额\\n不足 \\u{1b}[31m\\u{202e}it's \"so\" \\"),
            "{shown}"
        );
        let debug = format!("{error:?}");
        assert!(debug.contains(r#"code: "4\r\n01""#), "{debug}");
        assert!(
            debug.contains(r#"message: "余额\n不足 \u{1b}[31m\u{202e}it's \"so\" \\""#),
            "{debug}"
        );
        assert_eq!(
            error.message(),
            Some("余额\n不足 \u{1b}[31m\u{202e}it's \"so\" \\")
        );
    }
}

#[test]
fn a_vendors_words_are_cut() {
    for (piece, kept) in [("超", "超".repeat(200)), ("\\n", "\\n".repeat(100))] {
        let body = format!(r#"{{"status":1,"msg":"{}"}}"#, piece.repeat(1000));
        let error = failure(200, &body);
        assert_eq!(
            error.to_string(),
            format!("refused by the vendor: code 1, {kept}…")
        );
        assert!(format!("{error:?}").contains(&format!("message: \"{kept}…\"")));
        assert!(error.message().unwrap().chars().count() == 1000);
    }
    let exact = "m".repeat(200);
    let error = failure(200, &format!(r#"{{"status":1,"msg":"{exact}"}}"#));
    assert!(error.to_string().ends_with(&format!(", {exact}")));
}

#[test]
fn a_path_shows_no_odd_name_as_it_is() {
    let long = "n".repeat(5000);
    for (name, shown) in [
        ("order_id", "$.order_id: ".to_owned()),
        ("订单-2", "$.订单-2: ".to_owned()),
        ("a.b", "$[\"a.b\"]: ".to_owned()),
        ("", "$[\"\"]: ".to_owned()),
        ("\\r\\n\\u001b\\\"", "$[\"\\r\\n\\u{1b}\\\"\"]: ".to_owned()),
        (&*long, format!("$[\"{}…: ", "n".repeat(197))),
    ] {
        let body = format!(r#"{{"{name}":1,"{name}":2}}"#);
        let error = failure(200, &body);
        let text = error.to_string();
        let (_, path) = text.split_once("shape: ").unwrap();
        assert!(path.starts_with(&shown), "{path}");
        assert!(
            !format!("{error:?}").chars().any(char::is_control)
                && format!("{error:?}").len() < 1000
        );
    }
    let error = ShapeError::new("is\nodd").at(3).within("list");
    assert_eq!(
        (error.path(), error.problem()),
        ("$.list[3]".to_owned(), "is\nodd")
    );
    assert_eq!(error.to_string(), "$.list[3]: is\\nodd");
    assert_eq!(
        format!("{error:?}"),
        r#"ShapeError { path: "$.list[3]", problem: "is\nodd" }"#
    );
}
