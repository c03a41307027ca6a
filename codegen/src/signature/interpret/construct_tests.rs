//! Each construct of a list of fields, each function, and what can't be made.

use sealspec::Order;

use super::{InterpretError, Value};
use crate::signature::testing::{List, Spec, interpreted, pairs};
use crate::signature::{FieldSource, Nested, Select, VectorRequest};

fn request() -> VectorRequest {
    VectorRequest {
        method: "PUT".to_owned(),
        host: "api.example:8443".to_owned(),
        path: "/v1/a".to_owned(),
        query: "q=1".to_owned(),
        query_fields: pairs(&[("q", "1"), ("a", "query")]),
        headers: pairs(&[("X-Time", " 5 "), ("x-b", "2")]),
        fields: pairs(&[("b", "2"), ("A", ""), ("a", "1"), ("b", "1")]),
        now: 1_700_000_000_123,
        nonce: "n-1".to_owned(),
        ..VectorRequest::default()
    }
}

fn json_request(body: &str) -> VectorRequest {
    VectorRequest {
        body: Some(body.to_owned()),
        ..VectorRequest::default()
    }
}

#[track_caller]
fn list(list: List<'_>, request: &VectorRequest, text: &str) -> Vec<(String, &'static str)> {
    let lines = [
        ("fields", list.line()),
        ("sign", Spec::Template("{fields}")),
    ];
    let made = interpreted(&[("key!", "k"), ("app", "id")], &lines, request).unwrap();
    assert_eq!(made.sign(), Some(text));
    made.lines[0].left_out.clone()
}

fn of<'l>(from: FieldSource) -> List<'l> {
    List::of(from, "{name}={value}", "&")
}

#[test]
fn sources() {
    let request = request();
    list(
        of(FieldSource::Fields),
        &request,
        "q=1&a=query&b=2&A=&a=1&b=1",
    );
    list(of(FieldSource::Query), &request, "q=1&a=query");
    list(of(FieldSource::Body), &request, "b=2&A=&a=1&b=1");
    list(
        of(FieldSource::Headers),
        &request,
        "host=api.example:8443&x-time= 5 &x-b=2",
    );
    let both = List {
        from: vec![FieldSource::Headers, FieldSource::Query],
        select: Select::Prefix("X-".to_owned()),
        ..of(FieldSource::Headers)
    };
    list(both, &request, "x-time= 5 &x-b=2");
    let json = json_request(r#"{"b":1.50,"a":"x\"y","n":null,"m":{"z":true}}"#);
    let skipping = |from| List {
        nested: Some(Nested::Skip),
        ..of(from)
    };
    let left_out = list(skipping(FieldSource::Json), &json, "b=1.50&a=x\"y&n=");
    assert_eq!(left_out, [("m".to_owned(), "an object or a list")]);
    list(of(FieldSource::JsonMember("m".to_owned())), &json, "z=true");
    list(of(FieldSource::JsonMember("none".to_owned())), &json, "");
    let nested = List {
        nested: Some(Nested::Text),
        each: "{name}:{json}",
        ..of(FieldSource::Json)
    };
    list(nested, &json, r#"b:1.50&a:"x\"y"&n:null&m:{"z":true}"#);
}

#[test]
fn orders() {
    let ordered = |order, request: &VectorRequest, text| {
        list(
            List {
                order,
                ..of(FieldSource::Body)
            },
            request,
            text,
        );
    };
    let request = request();
    ordered(Order::Wire, &request, "b=2&A=&a=1&b=1");
    ordered(Order::Name, &request, "A=&a=1&b=2&b=1");
    ordered(Order::NameIgnoreCase, &request, "A=&a=1&b=2&b=1");
    ordered(Order::NameThenValue, &request, "A=&a=1&b=1&b=2");
    ordered(Order::Value, &request, "A=&a=1&b=1&b=2");
    ordered(Order::Rendered, &request, "A=&a=1&b=1&b=2");
    let by_name = VectorRequest {
        fields: pairs(&[("a1", "0"), ("a", "1"), ("Z", "2"), ("é", "3")]),
        ..VectorRequest::default()
    };
    ordered(Order::Name, &by_name, "Z=2&a=1&a1=0&é=3");
    ordered(Order::NameIgnoreCase, &by_name, "a=1&a1=0&Z=2&é=3");
    ordered(Order::Rendered, &by_name, "Z=2&a1=0&a=1&é=3");
    let listed = List {
        select: Select::Only(["b", "none", "a"].map(str::to_owned).to_vec()),
        order: Order::Listed,
        name: "-{name | upper}",
        ..of(FieldSource::Body)
    };
    list(listed, &request, "-B=2&-B=1&-A=1");
}

#[test]
fn names_and_values_are_rewritten_before_sorting_and_each_after() {
    let rewritten = List {
        add: vec![("key", "{key}"), ("C", "x")],
        name: "{name | lower}",
        value: "{value | or('-')}",
        order: Order::NameThenValue,
        each: "{name | upper}:{value}",
        ..of(FieldSource::Body)
    };
    list(rewritten, &request(), "A:-&A:1&B:1&B:2&C:x&KEY:k");
}

#[test]
fn repeated_names_are_joined_and_added_ones_sorted() {
    let joined = List {
        repeat: Some(","),
        skip_empty: true,
        add: vec![("aa", "{app}"), ("none", "")],
        order: Order::Name,
        ..of(FieldSource::Body)
    };
    let left_out = list(joined, &request(), "a=1&aa=id&b=2,1");
    let told = [
        ("A", "empty"),
        ("q", "stands in the query"),
        ("a", "stands in the query"),
        ("none", "empty"),
    ];
    assert_eq!(left_out, told.map(|(name, why)| (name.to_owned(), why)));
}

#[test]
fn an_added_secret_is_masked_wherever_its_value_goes() {
    let added = List {
        add: vec![("key", "{key}"), ("both", "{app}{key}")],
        each: "{name}={value | upper},{json};{key}",
        ..of(FieldSource::Query)
    };
    let lines = [
        ("fields", added.line()),
        ("sign", Spec::Template("{fields | md5 | hex}")),
    ];
    let made = interpreted(&[("key!", "s3cret"), ("app", "id")], &lines, &request()).unwrap();
    assert_eq!(
        made.lines[0].shown,
        "q=1,\"1\";[key]&a=QUERY,\"query\";[key]&key=[key],[key];[key]&both=[key],[key];[key]"
    );
}

#[test]
fn parts_of_the_request() {
    for (text, made) in [
        (
            "{method} {scheme}://{host}{path}?{query}",
            "PUT https://api.example:8443/v1/a?q=1",
        ),
        ("{hostname} {port} {target}", "api.example 8443 /v1/a?q=1"),
        ("{url}", "https://api.example:8443/v1/a"),
        ("{field('a')}{field('none')}{header('X-TIME')}", "query 5 "),
        ("{body}", "b=2&A=&a=1&b=1"),
    ] {
        check(text, &request(), made);
    }
    let plain = VectorRequest {
        scheme: "http".to_owned(),
        host: "h".to_owned(),
        ..VectorRequest::default()
    };
    check("{port}{target}", &plain, "80/");
}

#[track_caller]
fn check(text: &str, request: &VectorRequest, made: &str) {
    let lines = [("sign", Spec::Template(text))];
    let given = [("key!", "a2V5"), ("app", "id")];
    let sign = interpreted(&given, &lines, request).unwrap();
    assert_eq!(sign.sign(), Some(made), "{text}");
}

#[test]
fn functions() {
    for (text, made) in [
        ("{'ab' | md5 | hex}", "187ef4436122d1cc2f40dc2b92f0eba0"),
        (
            "{'ab' | sha1 | HEX}",
            "DA23614E02469A0D7C7BD1BDAB5C9C474B1904DC",
        ),
        ("{'ab' | sha384 | hex | length}", "96"),
        ("{'ab' | hmac_sha384(key) | hex | byte_length}", "96"),
        ("{key | base64_decode | hex}", "6b6579"),
        ("{'-_8' | base64url_decode | base64}", "+/8="),
        ("{'-_8=' | base64url_decode | base64url}", "-_8"),
        ("{'FBff' | hex_decode | base64url_padded}", "-_8="),
        ("{'ab' | bytes | base64}", "YWI="),
        ("{'Ab超' | lower}{'Ab超' | upper}", "ab超AB超"),
        ("{'https://a.example/q/01//?b=c/d' | last_segment}", "01"),
        ("{' a  b ' | trim}|{' a  b ' | squeeze}", "a  b|a b"),
        (
            "{'a+b+' | replace('+', '%20')}{'a' | replace('', 'b')}",
            "a%20b%20a",
        ),
        ("{'whsec_x' | after('whsec_')}", "x"),
        (
            "{'a' | when('')}{'b' | when(key | md5)}{'' | or('c')}{'d' | or('c')}",
            "bcd",
        ),
        (
            "{'超7' | pad_left(4, '0')}{'12345' | pad_left(4, '0')}",
            "00超712345",
        ),
        ("{'abcdefg' | wrap(3)}", "abc\ndef\ng"),
        ("{'abcdef' | wrap(3)}", "abc\ndef"),
        ("{'超a' | length}{'超a' | byte_length}", "24"),
        ("{'a b*~+/超' | uri_escape}", "a%20b%2A~%2B%2F%E8%B6%85"),
        ("{'a b*~+/超' | form_escape}", "a+b*%7E%2B%2F%E8%B6%85"),
        (
            "{'a b*~+/' | percent('/ ')}{'/' | percent_lower('')}",
            "a b%2A%7E%2B/%2f",
        ),
        ("{'%E8%b6%85+%2%' | uri_decode}", "超+%2%"),
        ("{'a\"\\\n超/' | json_string}", "\"a\\\"\\\\\\n超/\""),
        ("{now | unix} {now | unix_ms}", "1700000000 1700000000123"),
        ("{now | date('%Y%m%d%H%M%S', '+08:00')}", "20231115061320"),
        (
            "{now | date('%F %T.%3f%z', '+08:00')}",
            "2023-11-15 06:13:20.123+0800",
        ),
        ("{now | rfc1123}", "Tue, 14 Nov 2023 22:13:20 GMT"),
        ("{now | iso8601_basic}", "20231114T221320Z"),
        (
            "{now | plus(60) | unix}{now | minus(60) | unix}",
            "17000000601699999940",
        ),
    ] {
        check(text, &request(), made);
    }
}

/// The runtime's functions, which generated code calls, give the same.
#[test]
fn functions_agree_with_the_runtime() {
    use sealspec::signing;
    for text in [
        "",
        "a b",
        "Z~*+/=&%超\u{1f600}",
        "\n\"\\\u{1}\u{7f}",
        "  x  y ",
        "%41%zz%E8",
        "https://a.example/x/%41/?b=/c#/d",
        "https://a.example",
        "a.example/x#",
    ] {
        let literal = format!("'{}'", text.replace('\'', "''"));
        for (call, made) in [
            ("form_escape", signing::form_escape(text)),
            ("uri_escape", signing::uri_escape(text)),
            ("percent('*~/')", signing::percent(text, "*~/")),
            ("percent_lower('')", signing::percent_lower(text, "")),
            ("json_string", signing::json_string(text)),
            ("last_segment", signing::last_segment(text)),
            ("squeeze", signing::squeeze(text)),
            ("trim", signing::trim(text)),
            ("wrap(2)", signing::wrap(text, 2)),
            ("pad_left(9, '*')", signing::pad_left(text, 9, "*")),
            ("length", signing::length(text)),
            ("sha256 | base64", signing::base64(&signing::sha256(text))),
            ("sha1 | base64url", signing::base64url(&signing::sha1(text))),
            (
                "md5 | base64url_padded",
                signing::base64url_padded(&signing::md5(text)),
            ),
            (
                "sha1 | base64 | base64_decode | hex",
                signing::hex(&signing::sha1(text)),
            ),
        ] {
            check(&format!("{{{literal} | {call}}}"), &request(), &made);
        }
    }
    for millis in [-1, 0, 951_782_400_000, 1_709_210_096_789, 4_102_444_800_000] {
        let moment = sealspec::Moment::new(millis, "");
        let request = VectorRequest {
            now: millis,
            ..VectorRequest::default()
        };
        let format = "%Y %y %m %d %e %j %H %M %S %3f %F %T %a %A %b %B %z %:z %%";
        for offset in ["", "Z", "+08:00", "-03:30"] {
            let text = format!("{{now | date('{format}', '{offset}')}}");
            check(&text, &request, &signing::date(&moment, format, offset));
        }
        check("{now | rfc1123}", &request, &signing::rfc1123(&moment));
        check(
            "{now | iso8601_basic}",
            &request,
            &signing::iso8601_basic(&moment),
        );
    }
}

#[test]
fn what_cannot_be_made_is_told_without_its_value() {
    let given = [("key!", "s3cr-et")];
    for (text, why) in [
        (
            "{key | base64_decode | hex}",
            "the line `sign` can't be made: the credential `key`: it isn't Base64",
        ),
        (
            "{key | hex_decode | hex}",
            "the line `sign` can't be made: the credential `key`: it isn't hexadecimal",
        ),
        (
            "{key | after('whsec_')}",
            "the line `sign` can't be made: the credential `key`: it doesn't begin as it must",
        ),
        (
            "{key 'x' | base64_decode | hex}",
            "the line `sign` can't be made: it isn't Base64",
        ),
        (
            "{'%ff' | uri_decode}",
            "the line `sign` can't be made: its escapes don't spell UTF-8",
        ),
    ] {
        let lines = [("sign", Spec::Template(text))];
        let error = interpreted(&given, &lines, &request()).unwrap_err();
        assert_eq!(error.to_string(), why);
    }
    let undetermined = [("sign", of(FieldSource::Json).line())];
    let error = interpreted(&[], &undetermined, &json_request(r#"{"a":[1]}"#)).unwrap_err();
    assert!(matches!(&error, InterpretError::Undetermined { line, .. } if line == "sign"));
    assert_eq!(
        error.to_string(),
        "the line `sign` can't be made: `a` is an object or a list, and the spec doesn't say how it is signed"
    );
    let member = [("sign", of(FieldSource::JsonMember("a".to_owned())).line())];
    let error = interpreted(&[], &member, &json_request(r#"{"a":1}"#)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the line `sign` can't be made: `a` is no JSON object"
    );
}

#[test]
fn bytes_may_stand_in_lines_that_keys_are_made_of() {
    let lines = [
        ("raw", Spec::Template("{'a' key | md5}")),
        ("both", Spec::Template("{path raw}")),
        (
            "sign",
            Spec::Template("{both | hmac_sha512(raw) | hex | length}"),
        ),
    ];
    let made = interpreted(&[("key!", "k")], &lines, &request()).unwrap();
    assert!(matches!(made.value("both"), Some(Value::Bytes(bytes)) if bytes.starts_with(b"/v1/a")));
    assert_eq!(made.sign(), Some("128"));
    assert_eq!(made.lines[0].shown, "[raw]");
}
