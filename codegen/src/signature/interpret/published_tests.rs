//! Published signatures of schemes with several stages.

use sealspec::Order;

use crate::signature::testing::{List, Spec, interpreted, pairs};
use crate::signature::{FieldSource, VectorRequest};

fn template<'s>(name: &'s str, text: &'s str) -> (&'s str, Spec<'s>) {
    (name, Spec::Template(text))
}

/// RFC 5849 and those before it: escaped twice, sorted by what is escaped, the key made of two secrets.
#[test]
fn oauth_1() {
    let lines = [
        (
            "parameters",
            List {
                from: vec![FieldSource::Query, FieldSource::Body],
                add: vec![
                    ("oauth_consumer_key", "{consumer_key}"),
                    ("oauth_token", "{token}"),
                    ("oauth_signature_method", "HMAC-SHA1"),
                    ("oauth_timestamp", "{now | unix}"),
                    ("oauth_nonce", "{nonce}"),
                ],
                name: "{name | uri_escape}",
                value: "{value | uri_escape}",
                order: Order::NameThenValue,
                ..List::of(FieldSource::Query, "{name}={value}", "&")
            }
            .line(),
        ),
        template(
            "text",
            "{method}&{url | uri_escape}&{parameters | uri_escape}",
        ),
        template(
            "key",
            "{consumer_secret | uri_escape}&{token_secret | uri_escape}",
        ),
        template("sign", "{text | hmac_sha1(key) | base64}"),
    ];
    let request = VectorRequest {
        scheme: "http".to_owned(),
        host: "example.com".to_owned(),
        path: "/request".to_owned(),
        query_fields: pairs(&[("b5", "=%3D"), ("a3", "a"), ("c@", ""), ("a2", "r b")]),
        fields: pairs(&[("c2", ""), ("a3", "2 q")]),
        now: 137_131_201_000,
        nonce: "7d8f3e4a".to_owned(),
        ..VectorRequest::default()
    };
    let given = [
        ("consumer_key", "9djdj82h48djs9d2"),
        ("token", "kkk9d7dh3k39sjv7"),
        ("consumer_secret!", "j49sk3j29djd"),
        ("token_secret!", "dh893hdasih9"),
    ];
    let made = interpreted(&given, &lines, &request).unwrap();
    let text = "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D\
        %26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a\
        %26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7";
    assert_eq!(made.lines[1].shown, text);
    assert_eq!(made.sign(), Some("r6/TJjbCOr97/+UU0NsvSne7s5g="));
    assert_eq!(made.lines[2].shown, "[key]");
}

/// The digest's bytes stand in what is signed, under a key that is Base64.
#[test]
fn a_digest_within_the_text_as_bytes() {
    let lines = [
        template("digest", "{field('nonce') body | sha256}"),
        template("key", "{secret | base64_decode}"),
        template("sign", "{path digest | hmac_sha512(key) | base64}"),
    ];
    let form = [
        ("nonce", "1616492376594"),
        ("ordertype", "limit"),
        ("pair", "XBTUSD"),
        ("price", "37500"),
        ("type", "buy"),
        ("volume", "1.25"),
    ];
    let request = VectorRequest {
        path: "/0/private/AddOrder".to_owned(),
        fields: pairs(&form),
        ..VectorRequest::default()
    };
    let secret =
        "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";
    let made = interpreted(&[("secret!", secret)], &lines, &request).unwrap();
    assert_eq!(
        made.sign(),
        Some(
            "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="
        )
    );
}

/// A stage of the key is used by its Base64 text, and the digest is there only where the body is.
#[test]
fn a_key_stage_that_is_text() {
    let lines = [
        template("time", "{now | date('%Y%m%dT%H:%M:%S%z')}"),
        template("key", "{time | hmac_sha256(client_secret) | base64}"),
        template("digest", "{body | sha256 | base64 | when(body)}"),
        template(
            "head",
            "EG1-HMAC-SHA256 client_token={client_token};access_token={access_token};timestamp={time};nonce={nonce};",
        ),
        template(
            "text",
            "{method}\t{scheme}\t{host}\t{target}\t\t{digest}\t{head}",
        ),
        template("sign", "{text | hmac_sha256(key) | base64}"),
    ];
    let given = [
        (
            "client_secret!",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
        ),
        ("client_token", "akab-client-token-xxx-xxxxxxxxxxxxxxxx"),
        ("access_token", "akab-access-token-xxx-xxxxxxxxxxxxxxxx"),
    ];
    for (method, path, query, body, sign) in [
        (
            "GET",
            "/",
            "",
            "",
            "tL+y4hxyHxgWVD30X3pWnGKHcPzmrIF+LThiAOhMxYU=",
        ),
        (
            "GET",
            "/testapi/v1/t1",
            "p1=1&p2=2",
            "",
            "hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA=",
        ),
        (
            "POST",
            "/testapi/v1/t3",
            "",
            "datadatadatadatadatadatadatadata",
            "hXm4iCxtpN22m4cbZb4lVLW5rhX8Ca82vCFqXzSTPe4=",
        ),
    ] {
        let request = VectorRequest {
            method: method.to_owned(),
            host: "akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net".to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            body: Some(body.to_owned()),
            now: 1_395_430_461_000,
            nonce: "nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx".to_owned(),
            ..VectorRequest::default()
        };
        let made = interpreted(&given, &lines, &request).unwrap();
        assert_eq!(made.sign(), Some(sign));
        assert_eq!(made.lines[1].shown, "[key]");
    }
}

/// Query and headers in canonical order, a digest of the whole within the text, a key in four stages.
#[test]
fn a_canonical_request() {
    let headers = |each, join| List {
        repeat: Some(","),
        order: Order::Name,
        ..List::of(FieldSource::Headers, each, join)
    };
    let query = List {
        name: "{name | uri_escape}",
        value: "{value | uri_escape}",
        order: Order::NameThenValue,
        ..List::of(FieldSource::Query, "{name}={value}", "&")
    };
    let lines = [
        ("query_string", query.line()),
        ("headers", headers("{name}:{value | squeeze}\n", "").line()),
        ("signed", headers("{name}", ";").line()),
        template(
            "request",
            "{method}\n{path}\n{query_string}\n{headers}\n{signed}\n{body | sha256 | hex}",
        ),
        template("day", "{now | date('%Y%m%d')}"),
        template("scope", "{day}/{region}/{service}/aws4_request"),
        template(
            "text",
            "AWS4-HMAC-SHA256\n{now | iso8601_basic}\n{scope}\n{request | sha256 | hex}",
        ),
        template("day_key", "{day | hmac_sha256('AWS4' secret)}"),
        template("region_key", "{region | hmac_sha256(day_key)}"),
        template("service_key", "{service | hmac_sha256(region_key)}"),
        template("key", "{'aws4_request' | hmac_sha256(service_key)}"),
        template("sign", "{text | hmac_sha256(key) | hex}"),
    ];
    let date = ("X-Amz-Date", "20150830T123600Z");
    let form = "application/x-www-form-urlencoded";
    type Pairs<'p> = &'p [(&'p str, &'p str)];
    let cases: [(&str, Pairs<'_>, Pairs<'_>, &str, &str); 4] = [
        (
            "GET",
            &[("Param2", "value2"), ("Param1", "value1")],
            &[date],
            "",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "GET",
            &[],
            &[
                ("My-Header1", " value1"),
                ("My-Header2", " \"a   b   c\""),
                date,
            ],
            "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        ),
        (
            "GET",
            &[],
            &[
                ("My-Header1", "value2"),
                ("My-Header1", "value2"),
                ("My-Header1", "value1"),
                date,
            ],
            "",
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        ),
        (
            "POST",
            &[],
            &[("Content-Type", form), date],
            "Param1=value1",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        ),
    ];
    let given = [
        ("region", "us-east-1"),
        ("service", "service"),
        ("secret!", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    ];
    for (method, query, headers, body, sign) in cases {
        let request = VectorRequest {
            method: method.to_owned(),
            host: "example.amazonaws.com".to_owned(),
            query_fields: pairs(query),
            headers: pairs(headers),
            body: Some(body.to_owned()),
            now: 1_440_938_160_000,
            ..VectorRequest::default()
        };
        let made = interpreted(&given, &lines, &request).unwrap();
        assert_eq!(made.sign(), Some(sign), "{headers:?}");
    }
}
