use sealspec::{Fields, Moment, Order};

use super::*;
use crate::signature::Select;
use crate::signature::testing::{Spec, credentials, fields, signature, sorted};

type Pairs<'p> = &'p [(&'p str, &'p str)];

/// Credentials (secret ones marked `!`), lines, fields; gives the interpretation.
fn run(
    given: Pairs<'_>,
    lines: &[(&str, Spec<'_>)],
    pairs: Pairs<'_>,
    method: &str,
    path: &str,
    body: &str,
) -> Interpretation {
    let names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
    let credentials = credentials(&names);
    let signature = signature("tested", &credentials, lines);
    let mut list = Fields::default();
    pairs
        .iter()
        .for_each(|(name, value)| list.push(*name, *value));
    let moment = Moment::new(1_700_000_000_123, "nonce-1");
    let value = |name: &str| {
        given
            .iter()
            .find(|(given, _)| given.trim_end_matches('!') == name)
            .map(|(_, value)| *value)
    };
    let input = Input {
        fields: &list,
        headers: &Fields::default(),
        scheme: "https",
        method,
        path,
        host: "host",
        query: "",
        body: body.as_bytes(),
        moment: &moment,
    };
    interpret(
        &signature,
        &Given {
            credentials: &credentials,
            value: &value,
            input,
        },
    )
    .unwrap()
}

#[track_caller]
fn check(given: Pairs<'_>, lines: &[(&str, Spec<'_>)], pairs: Pairs<'_>, text: &str, sign: &str) {
    let made = run(given, lines, pairs, "", "", "");
    assert_eq!(made.value("text"), Some(&Value::Text(text.to_owned())));
    assert_eq!(made.sign(), Some(sign));
}

fn key_behind<'s>() -> Vec<(&'s str, Spec<'s>)> {
    let select = Select::Except(vec!["sign".to_owned()]);
    vec![
        (
            "fields",
            fields(select, true, Order::NameIgnoreCase, "{name}={value}", "&"),
        ),
        ("text", Spec::Template("{fields}&key={key}")),
        ("sign", Spec::Template("{text | md5 | HEX}")),
    ]
}

const PAIRS: Pairs<'_> = &[
    ("appid", "wxd930ea5d5a258f4f"),
    ("mch_id", "10000100"),
    ("device_info", "1000"),
    ("body", "test"),
    ("nonce_str", "ibuaiVcKdpRxkhJA"),
];
const KEY: Pairs<'_> = &[("key!", "192006250b4c09247ec02edce69f6a2d")];
const TEXT: &str = "appid=wxd930ea5d5a258f4f&body=test&device_info=1000&mch_id=10000100\
    &nonce_str=ibuaiVcKdpRxkhJA&key=192006250b4c09247ec02edce69f6a2d";

#[test]
fn key_behind_sorted_pairs() {
    check(
        KEY,
        &key_behind(),
        PAIRS,
        TEXT,
        "9A0A8659F005D6984697E2CA0A9CF3B7",
    );
    let pairs = [
        ("state", "SUCCESS"),
        ("code", "10000"),
        ("msg", "SUCCESS"),
        ("ReqId", "zkcdmszqfeahpyatylnejj2i"),
        ("mch_id", "00000001"),
        ("FullName", "测试商户全称"),
        ("ShortName", "测试商户简称"),
        ("attach", ""),
        ("sign", "not signed"),
    ];
    let text = "code=10000&FullName=测试商户全称&mch_id=00000001&msg=SUCCESS&ReqId=zkcdmszqfeahpyatylnejj2i\
        &ShortName=测试商户简称&state=SUCCESS&key=TESTKEY0123456789";
    check(
        &[("key!", "TESTKEY0123456789")],
        &key_behind(),
        &pairs,
        text,
        "5834237BC570EDB1D5F7A3407AFD169F",
    );
}

#[test]
fn key_at_the_end_and_as_hmac_key() {
    let mut lines = key_behind();
    lines[2] = ("sign", Spec::Template("{text | hmac_sha256(key) | HEX}"));
    let sign = "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6";
    check(KEY, &lines, PAIRS, TEXT, sign);
}

#[test]
fn secret_before_concatenated_fields() {
    let lines = [
        ("fields", sorted("{name}{value}", "")),
        ("text", Spec::Template("{app_secret}{fields}")),
        ("sign", Spec::Template("{text | md5 | HEX}")),
    ];
    let pairs = [
        ("clientId", "cid-1"),
        ("shopId", "shop-9"),
        ("timestamp", "1700000000000"),
        ("data", "{\"a\":1}"),
    ];
    let text = "secret-1clientIdcid-1data{\"a\":1}shopIdshop-9timestamp1700000000000";
    check(
        &[("app_secret!", "secret-1")],
        &lines,
        &pairs,
        text,
        "683042FE4702409D69A75ABB10D43409",
    );
    let pairs = [
        ("clientId", "ss1OF5yx8qBgtoB7I"),
        ("timestamp", "1631862240982"),
        ("data", "{\"mobile\":\"16700000000\"}"),
    ];
    let text =
        "TESTSECRETclientIdss1OF5yx8qBgtoB7Idata{\"mobile\":\"16700000000\"}timestamp1631862240982";
    check(
        &[("app_secret!", "TESTSECRET")],
        &lines,
        &pairs,
        text,
        "1EF1012E797E48580B295C3A93923D34",
    );
}

/// Published: SHA-1, secret in front.
#[test]
fn sha1_with_empty_values_left_out() {
    let lines = [
        ("fields", sorted("{name}{value}", "")),
        ("text", Spec::Template("{key}{fields}")),
        ("sign", Spec::Template("{text | sha1 | hex}")),
    ];
    let pairs = [
        ("appkey", "test"),
        ("timestamp", "1477395862"),
        ("version", "1.0"),
        ("number", "123"),
        ("string", "测试"),
        ("double", "123.123"),
        ("boolean", "true"),
        ("empty", ""),
    ];
    let text =
        "testappkeytestbooleantruedouble123.123number123string测试timestamp1477395862version1.0";
    check(
        &[("key!", "test")],
        &lines,
        &pairs,
        text,
        "8943ba698f4b009f80dc2fd69ff9b313381263bd",
    );
}

/// Published: path in front, HMAC-SHA-1, no separators.
#[test]
fn path_before_sorted_fields() {
    let lines = [
        ("fields", sorted("{name}{value}", "")),
        ("text", Spec::Template("{path}{fields}")),
        ("sign", Spec::Template("{text | hmac_sha1(key) | HEX}")),
    ];
    let made = run(
        &[("key!", "test123")],
        &lines,
        &[("b", "2"), ("a", "1")],
        "",
        "param2/1/system/currentTime/1000000",
        "",
    );
    assert_eq!(
        made.sign(),
        Some("33E54F4F7B989E3E0E912D3FBD2F1A03CA7CCE88")
    );
}

/// Published: path and raw body, HMAC-SHA-256.
#[test]
fn path_and_body() {
    let lines = [(
        "sign",
        Spec::Template("{path '&' body | hmac_sha256(appkey) | hex}"),
    )];
    let body = "{\"openid\": \"xxx\", \"user_ip\": \"127.0.0.1\", \"env\": 0}";
    let made = run(
        &[("appkey!", "12345")],
        &lines,
        &[],
        "POST",
        "/xpay/query_user_balance",
        body,
    );
    assert_eq!(
        made.sign(),
        Some("c37809f27c6d7fd1837ad2500a04512b66b34fd793a39a385fade56dca89a4b5")
    );
}

/// Published: the whole string form-escaped before MD5, spelled as Base64.
#[test]
fn escaped_text() {
    let lines = [
        (
            "fields",
            fields(Select::All, false, Order::Wire, "{value}", ""),
        ),
        ("text", Spec::Template("{fields checkword | form_escape}")),
        ("sign", Spec::Template("{text | md5 | base64}")),
    ];
    let pairs = [
        (
            "msgData",
            "{\"language\":\"zh-CN\",\"orderId\":\"QIAO-20200618-004\"}",
        ),
        ("timestamp", "12312334453453"),
    ];
    let text = "%7B%22language%22%3A%22zh-CN%22%2C%22orderId%22%3A%22QIAO-20200618-004%22%7D12312334453453\
        fjcg5PGKaNpPSHFAZ4QsCOkV71R3zVci";
    let given = [("checkword!", "fjcg5PGKaNpPSHFAZ4QsCOkV71R3zVci")];
    check(&given, &lines, &pairs, text, "IIKJtuLVzoFTu4kHI8M8vA==");
}

/// Published: Base64 of the hexadecimal digits, not of the digest.
#[test]
fn spelled_twice() {
    let lines = [(
        "sign",
        Spec::Template("{body api_key | md5 | hex | bytes | base64}"),
    )];
    let body = "{'OrderCode':'','ShipperCode':'SF','LogisticCode':'118954907573'}";
    let made = run(
        &[("api_key!", "56da2cf8-c8a2-44b2-b6fa-476cd7d1ba17")],
        &lines,
        &[],
        "",
        "",
        body,
    );
    assert_eq!(
        made.sign(),
        Some("OWFhM2I5N2ViM2U2MGRkMjc4YzU2NmVlZWI3ZDk0MmE=")
    );
}

/// Published: a key made in four steps.
#[test]
fn key_chain() {
    let lines = [
        ("k_date", Spec::Template("{date | hmac_sha256('AWS4' key)}")),
        ("k_region", Spec::Template("{region | hmac_sha256(k_date)}")),
        (
            "k_service",
            Spec::Template("{'service' | hmac_sha256(k_region)}"),
        ),
        (
            "k_signing",
            Spec::Template("{'aws4_request' | hmac_sha256(k_service)}"),
        ),
        ("text", Spec::Template("{body}")),
        (
            "sign",
            Spec::Template("{text | hmac_sha256(k_signing) | hex}"),
        ),
    ];
    let given = [
        ("date", "20150830"),
        ("region", "us-east-1"),
        ("key!", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    ];
    let body = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n\
        2a0a97d02205e45ce2e994789806b19270cfbbb0921b278ccf58f5249ac42102";
    let made = run(&given, &lines, &[], "GET", "/", body);
    assert_eq!(
        made.sign(),
        Some("8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")
    );
    let shown: Vec<&str> = made
        .lines
        .iter()
        .take(4)
        .map(|line| line.shown.as_str())
        .collect();
    assert_eq!(
        shown,
        ["[k_date]", "[k_region]", "[k_service]", "[k_signing]"]
    );
    assert_eq!(made.lines[4].shown, body);
}

#[test]
fn secrets_are_masked_wherever_they_go() {
    let lines = [
        (
            "pairs",
            fields(Select::All, false, Order::Name, "{name}={value}{key}", "&"),
        ),
        (
            "text",
            Spec::Template("{key}&{name_of_app}&{now | unix_ms}"),
        ),
        ("again", Spec::Template("{text | upper}!")),
        ("derived", Spec::Template("<{key 'salt' | md5 | hex}>")),
        ("raw", Spec::Template("{key | bytes}")),
        ("digest", Spec::Template("{text | sha256}")),
        ("composite", Spec::Template("{name_of_app}&")),
        ("sign", Spec::Template("{text | hmac_md5(composite) | hex}")),
    ];
    let made = run(
        &[("key!", "k-1"), ("name_of_app", "app")],
        &lines,
        &[("a", "1")],
        "",
        "",
        "",
    );
    let shown: Vec<&str> = made.lines.iter().map(|line| line.shown.as_str()).collect();
    assert_eq!(
        shown[..5],
        [
            "a=1[key]",
            "[key]&app&1700000000123",
            "[text]!",
            "<[key]>",
            "[raw]"
        ]
    );
    assert_eq!(shown[6], "[composite]");
    assert_eq!(shown[7], made.sign().unwrap());
    assert_eq!(
        Some(shown[5]),
        made.value("digest").map(ToString::to_string).as_deref()
    );
    assert!(!shown.concat().to_lowercase().contains("k-1"));
}

#[test]
fn rendered_order_and_what_is_left_out() {
    let lines = [
        (
            "pairs",
            fields(
                Select::Prefix("x".to_owned()),
                true,
                Order::Rendered,
                "{value}{name}",
                ",",
            ),
        ),
        ("sign", Spec::Template("{pairs}")),
    ];
    let made = run(
        &[],
        &lines,
        &[("xa", "2"), ("xb", "1"), ("xc", ""), ("y", "0")],
        "",
        "",
        "",
    );
    assert_eq!(made.sign(), Some("1xb,2xa"));
    assert_eq!(
        made.lines[0].left_out,
        [
            ("xc".to_owned(), "empty"),
            ("y".to_owned(), "lacks the prefix")
        ]
    );
}

#[test]
fn a_missing_credential_is_named() {
    let credentials = credentials(&["client_id", "app_secret!"]);
    let signature = signature(
        "tested",
        &credentials,
        &[("sign", Spec::Template("{app_secret | md5 | hex}"))],
    );
    let (list, moment) = (Fields::default(), Moment::new(0, ""));
    let input = Input {
        fields: &list,
        headers: &Fields::default(),
        scheme: "https",
        method: "",
        path: "",
        host: "",
        query: "",
        body: &[],
        moment: &moment,
    };
    let error = interpret(
        &signature,
        &Given {
            credentials: &credentials,
            value: &|_| None,
            input,
        },
    )
    .unwrap_err();
    assert_eq!(
        error,
        InterpretError::MissingCredential("app_secret".to_owned())
    );
    assert_eq!(error.to_string(), "the credential `app_secret` isn't given");
}

#[test]
fn templates_outside_signatures() {
    let credentials = credentials(&["client_id", "app_secret!"]);
    let (list, moment) = (Fields::default(), Moment::new(1_700_000_000_999, "n"));
    let input = Input {
        fields: &list,
        headers: &Fields::default(),
        scheme: "https",
        method: "",
        path: "",
        host: "",
        query: "",
        body: &[],
        moment: &moment,
    };
    let given = Given {
        credentials: &credentials,
        value: &|_| Some("v"),
        input,
    };
    for (text, made) in [
        ("{now | unix}-{nonce}", "1700000000-n"),
        ("{client_id}", "v"),
        ("{'u:' app_secret | bytes | base64}", "dTp2"),
        (
            "{app_secret | md5 | hex}",
            "9e3669d19b675bd57058fd4664205d2a",
        ),
    ] {
        let signature = signature("tested", &credentials, &[("sign", Spec::Template(text))]);
        let template = signature.lines[0].templates()[0];
        assert_eq!(evaluate(template, &given).as_deref(), Ok(made));
    }
}
