use sealspec::signing::{hex_upper, md5};
use sealspec::{Error, File, Moment, Outcome, Prepared, Secret, explain, prepare};

use crate::vendor::{Order1, Query1, Shop, Upload, agent, shop};

const BASE: &str = "https://open.example/";

fn moment() -> Moment {
    Moment::new(1_700_000_000_123, "n0nce")
}

fn order() -> Order1 {
    Order1 {
        note: Some("超 &=".to_owned()),
        weight: 1.5,
        password: Secret::new("pass\"word"),
    }
}

fn body(prepared: &Prepared) -> &str {
    std::str::from_utf8(prepared.body()).unwrap()
}

fn refusal(result: Result<Prepared, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    error.to_string()
}

#[test]
fn a_form_holds_exactly_what_is_signed() {
    let prepared = prepare(&shop(), BASE, &order(), &moment()).unwrap();
    let request = prepared.to_request();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://open.example/v1/order");
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    let data = r#"{"note":"超 &=","weight":1.5,"password":"pass\"word"}"#;
    let signed = format!("k-secret-9data={data}&id=shop-1&timestamp=1700000000123");
    let sign = hex_upper(&md5(signed));
    let escaped = "%7B%22note%22%3A%22%E8%B6%85+%26%3D%22%2C%22weight%22%3A1.5%2C%22password%22%3A%22pass%5C%22word%22%7D";
    assert_eq!(
        body(&prepared),
        format!("data={escaped}&id=shop-1&timestamp=1700000000123&sign={sign}")
    );
}

#[test]
fn a_query_has_no_body() {
    let query = Query1 {
        word: "a b".to_owned(),
    };
    let prepared = prepare(&shop(), BASE, &query, &moment()).unwrap();
    let sign = hex_upper(&md5("k-secret-9word=a b"));
    let wanted = format!("https://open.example/v1/query?word=a+b&sign={sign}");
    assert_eq!(prepared.uri().to_string(), wanted);
    assert_eq!(body(&prepared), "");
    assert!(!prepared.to_request().headers().contains_key("content-type"));
}

#[test]
fn a_signature_can_go_into_a_header() {
    let query = Query1 {
        word: "x".to_owned(),
    };
    let prepared = prepare(&agent(), BASE, &query, &moment()).unwrap();
    let request = prepared.to_request();
    let sign = &request.headers()["x-sign"];
    assert_eq!(sign.to_str().unwrap(), hex_upper(&md5("k-secret-9word=x")));
    assert!(sign.is_sensitive());
    assert_eq!(prepared.uri().query(), Some("word=x"));
}

#[test]
fn an_upload_signs_all_but_the_file() {
    let upload = Upload {
        file: File::new("a.png", "image/png", "PNG"),
    };
    let prepared = prepare(&shop(), BASE, &upload, &moment()).unwrap();
    let sign = hex_upper(&md5("k-secret-9kind=logo"));
    let part = "--sealspec-n0nce\r\nContent-Disposition: form-data; name=";
    assert_eq!(
        body(&prepared),
        format!(
            "{part}\"kind\"\r\n\r\nlogo\r\n{part}\"sign\"\r\n\r\n{sign}\r\n\
             {part}\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n\
             --sealspec-n0nce--\r\n"
        )
    );
    let with_header = prepare(&agent(), BASE, &upload, &moment()).unwrap();
    assert!(body(&with_header).ends_with("PNG\r\n--sealspec-n0nce--\r\n"));
}

#[test]
fn refuses_what_has_no_right_form() {
    let bad = Order1 {
        weight: f64::NAN,
        ..order()
    };
    let text = refusal(prepare(&shop(), BASE, &bad, &moment()));
    assert_eq!(
        text,
        "refused before it was sent: `data.weight` isn't a finite number: give one that is"
    );
    let nameless = Shop {
        key: Secret::default(),
        ..shop()
    };
    assert!(refusal(prepare(&nameless, BASE, &order(), &moment())).contains("`key` is empty"));
    let text = refusal(prepare(&shop(), "open.example", &order(), &moment()));
    assert!(text.contains("the base URL doesn't begin with"), "{text}");
    let upload = Upload {
        file: File::new("a", "image/png\r\nX: y", ""),
    };
    assert!(refusal(prepare(&shop(), BASE, &upload, &moment())).contains("content type"));
}

#[test]
fn an_explanation_shows_each_line_and_no_secret() {
    let (prepared, explanation) = explain(&shop(), BASE, &order(), &moment()).unwrap();
    let quiet = prepare(&shop(), BASE, &order(), &moment()).unwrap();
    assert_eq!(prepared.body(), quiet.body());
    let text = explanation.to_string();
    let sign = body(&prepared).rsplit_once('=').unwrap().1;
    let fields = r#"data={"note":"超 &=","weight":1.5,"password":"[redacted]"}&id=shop-1&timestamp=1700000000123"#;
    assert_eq!(
        text,
        format!(
            "order as shop: POST https://open.example/v1/order\n  fields  {fields}\n          \
             made of data, id, timestamp\n  text    [key]{fields}\n  sign    {sign}\n  signature goes into the field `sign`"
        )
    );
    for shown in [text, format!("{explanation:?}"), format!("{prepared:?}")] {
        assert!(
            !shown.contains("k-secret-9") && !shown.contains("pass\\"),
            "{shown}"
        );
    }
}

#[test]
fn debug_shows_method_and_path_alone() {
    let query = Query1 {
        word: "private".to_owned(),
    };
    let prepared = prepare(&shop(), BASE, &query, &moment()).unwrap();
    assert_eq!(
        format!("{prepared:?}"),
        r#"Prepared { method: GET, path: "/v1/query", .. }"#
    );
}

#[cfg(feature = "serde")]
#[test]
fn what_requests_are_made_of_can_be_stored() {
    let file = File::new("a.png", "image/png", vec![1, 2]);
    let text = serde_json::to_string(&(&file, Secret::new("s"))).unwrap();
    let (again, secret): (File, Secret) = serde_json::from_str(&text).unwrap();
    assert_eq!((again, secret.expose()), (file, "s"));
}
