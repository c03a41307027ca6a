use sealspec::Order;

use super::*;
use crate::model::{About, Text};
use crate::signature::testing::{Spec, credentials, fields, signature, sorted};

fn api(names: &[&str], signatures: &[(&str, Vec<(&str, Spec<'_>)>)]) -> Api {
    let credentials = credentials(names);
    let signatures = signatures
        .iter()
        .map(|(name, lines)| signature(name, &credentials, lines))
        .collect();
    Api {
        name: "tested".to_owned(),
        title: Text::default(),
        source: String::new(),
        about: About::default(),
        servers: Vec::new(),
        credentials,
        signatures,
        profiles: Vec::new(),
        envelopes: Vec::new(),
        types: Vec::new(),
        pages: Vec::new(),
    }
}

fn concat_md5() -> Api {
    let select = Select::Except(vec!["sign".to_owned(), "file".to_owned()]);
    let lines = vec![
        (
            "fields",
            fields(select, true, Order::Name, "{name}{value}", ""),
        ),
        ("text", Spec::Template("{app_secret}{fields}")),
        ("sign", Spec::Template("{text | md5 | HEX}")),
    ];
    let mut api = api(&["client_id", "app_secret!"], &[("concat_md5", lines)]);
    let signature = &mut api.signatures[0];
    signature.about.doc = Text {
        zh: Some("签名算法".to_owned()),
        en: Some("How requests are signed.".to_owned()),
    };
    signature.about.assumed = vec![Text {
        zh: None,
        en: Some("Names are compared by bytes.".to_owned()),
    }];
    signature.source = Some("https://vendor.example/326".to_owned());
    api
}

#[test]
fn reads_as_if_written_by_hand() {
    assert_eq!(
        signatures(&concat_md5()),
        r#"use sealspec::signing::{Input, Part, Trace, hex_upper, md5};
use sealspec::{FieldRule, Order, Secret, Select};

/// How requests are signed.
///
/// 签名算法
///
/// Assumed: Names are compared by bytes.
///
/// [Vendor page](https://vendor.example/326)
pub(super) fn concat_md5<T: Trace>(
    app_secret: &Secret,
    input: &Input<'_>,
    trace: &mut T,
) -> String {
    let rule = FieldRule {
        select: Select::Except(&["sign", "file"]),
        skip_empty: true,
        order: Order::Name,
        join: "",
    };
    let fields = trace.fields("fields", &rule, input.fields, |out, field| {
        out.push_str(&field.name);
        out.push_str(&field.value);
    });
    let text = trace.text(
        "text",
        &[
            Part::Secret("app_secret", app_secret.expose()),
            Part::Shown(&fields),
        ],
    );
    trace.text("sign", &[Part::Shown(&hex_upper(&md5(text)))])
}
"#
    );
}

/// Signatures of every kind of line, part and function, with names that are long or taken.
fn all_sorts() -> Api {
    let except =
        |names: &[&str]| Select::Except(names.iter().map(|name| (*name).to_owned()).collect());
    let many = [
        "sign",
        "sign_type",
        "file",
        "image",
        "a",
        "bcd",
        "efgh",
        "ijklm",
        "signature",
        "key",
        "app",
        "v",
        "nonce",
        "x",
    ];
    let lines = |lines: &[(&'static str, &'static str)]| -> Vec<(&'static str, Spec<'static>)> {
        lines
            .iter()
            .map(|(name, template)| (*name, Spec::Template(template)))
            .collect()
    };
    let chain = lines(&[
        ("k_date", "{date | hmac_sha256('AWS4' key)}"),
        ("k_region", "{region | hmac_sha256(k_date)}"),
        ("k_service", "{'service' | hmac_sha256(k_region)}"),
        ("k_signing", "{'aws4_request' | hmac_sha256(k_service)}"),
        ("sign", "{body | hmac_sha256(k_signing) | hex}"),
    ]);
    let masks = vec![
        (
            "pairs",
            fields(
                Select::All,
                false,
                Order::Rendered,
                "{name}={value}{key}",
                "&",
            ),
        ),
        (
            "text",
            Spec::Template("{key}&{region}&{now | unix_ms}&{now | unix}{nonce}"),
        ),
        ("again", Spec::Template("{text | upper}!{pairs}")),
        ("derived", Spec::Template("<{key 'salt' | md5 | hex}>")),
        ("raw", Spec::Template("{key | bytes}")),
        ("digest", Spec::Template("{text body raw | sha256}")),
        ("composite", Spec::Template("{region}&{key | uri_escape}&")),
        ("copied", Spec::Template("{region}")),
        (
            "sign",
            Spec::Template(
                "{again digest 'x' derived | hmac_sha512(composite) | base64url}{x | hmac_sha1(copied) | base64}",
            ),
        ),
        ("after", Spec::Template("{sign | lower}")),
    ];
    let keys = vec![
        (
            "listed",
            fields(
                except(&many),
                true,
                Order::NameIgnoreCase,
                "{name | form_escape}={value | md5 | hex},{value | lower}",
                "\"超\n",
            ),
        ),
        (
            "only",
            fields(
                Select::Only(vec!["a".to_owned(), "a very long name".to_owned()]),
                false,
                Order::Wire,
                "{listed}{name value | sha1 | hex}",
                "",
            ),
        ),
        (
            "prefixed",
            fields(
                Select::Prefix("x-".to_owned()),
                false,
                Order::Value,
                "-",
                "",
            ),
        ),
        ("nothing", fields(Select::All, false, Order::Value, "", "")),
        ("key_of_all", Spec::Template("{only}")),
        (
            "a_line_with_a_rather_long_name_of_fields",
            fields(Select::All, true, Order::Name, "{name}", "&"),
        ),
        (
            "a_line_with_a_long_name",
            Spec::Template("{key_of_all | md5 | hex}{prefixed nothing}{method}"),
        ),
        (
            "one_more_with_long_name",
            Spec::Template("{path}{host}{query}{x}{region}"),
        ),
        (
            "sign",
            Spec::Template(
                "{a_line_with_a_rather_long_name_of_fields a_line_with_a_long_name one_more_with_long_name | hmac_sha256(listed) | HEX}",
            ),
        ),
    ];
    let taken = vec![
        ("md5", Spec::Template("{key | md5}")),
        ("input", Spec::Template("{md5 | hex}")),
        ("trace", Spec::Template("{input | md5 | base64}")),
        (
            "list",
            fields(Select::All, true, Order::Name, "{name}{trace}", "&"),
        ),
        (
            "rule",
            Spec::Template("{list}{out | sha512 | hex | bytes | base64}"),
        ),
        (
            "sign",
            Spec::Template("{rule | hmac_md5(input list) | hex}"),
        ),
    ];
    let bare = vec![("sign", Spec::Template("{x}"))];
    let empty = vec![("sign", Spec::Template(""))];
    let deep = lines(&[(
        "sign",
        "{key | md5 | hex | bytes | base64 | lower | upper | form_escape | uri_escape | sha1 | hex | sha512 | HEX}",
    )]);
    let sorted_fields = vec![
        ("only_the_fields", sorted("{name}={value}", "&")),
        ("sign", Spec::Template("{only_the_fields}")),
    ];
    let names = ["key!", "date", "region", "x", "out"];
    let signatures = [
        ("chain", chain),
        ("masks", masks),
        ("keys", keys),
        ("taken", taken),
        ("bare", bare),
        ("empty", empty),
        ("deep", deep),
        ("sorted_fields", sorted_fields),
    ];
    api(&names, &signatures)
}

#[test]
fn rustfmt_has_nothing_to_change() {
    for api in [
        concat_md5(),
        api(
            &["key!"],
            &[("only", vec![("sign", Spec::Template("{key | md5 | hex}"))])],
        ),
        all_sorts(),
    ] {
        let written = signatures(&api);
        assert_eq!(rustfmt(&written), written);
    }
}

fn rustfmt(text: &str) -> String {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut command = Command::new("rustfmt");
    command
        .args([
            "--edition",
            "2024",
            "--config",
            "max_width=100,use_small_heuristics=Default",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().expect("rustfmt is part of the toolchain");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{text}");
    String::from_utf8(output.stdout).unwrap()
}
