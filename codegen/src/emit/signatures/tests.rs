use sealspec::Order;

use super::*;
use crate::model::{About, Text};
use crate::signature::testing::{List, Spec, credentials, fields, signature, sorted};
use crate::signature::{FieldSource, Nested, Select};

fn api(names: &[&str], signatures: &[(&str, Vec<(&str, Spec<'_>)>)]) -> Api {
    let credentials = credentials(names);
    let signatures = signatures
        .iter()
        .map(|(name, lines)| signature(name, &credentials, lines))
        .collect();
    Api {
        name: "tested".to_owned(),
        file: "spec/tested/api.yaml".to_owned(),
        title: Text::default(),
        source: String::new(),
        about: About::default(),
        servers: Vec::new(),
        credentials,
        signatures,
        profiles: Vec::new(),
        unspecified: Vec::new(),
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
        r#"use sealspec::signing::{Input, Part, SigningError, Text, Trace, hex_upper, md5};
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
) -> Result<Text<'static>, SigningError> {
    let rule = FieldRule {
        select: Select::Except(&["sign", "file"]),
        skip_empty: true,
        order: Order::Name,
        ..FieldRule::ALL
    };
    let fields = trace.fields("fields", rule.of(input), |out, field| {
        out.push(&field.name);
        out.value(field, &field.value);
    })?;
    let text = trace.text(
        "text",
        &[
            Part::Secret("app_secret", app_secret.expose()),
            Part::Shown(&fields),
        ],
    );
    Ok(trace.text("sign", &[Part::Shown(&hex_upper(&md5(text)))]))
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

/// Random signatures, all in one file: lists of fields and templates of any length, whose lines may use those above them.
#[test]
fn rustfmt_has_nothing_to_change_in_random_signatures() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let texts: Vec<Vec<(String, Made)>> = (0..200).map(|_| random.lines()).collect();
    let names: Vec<String> = (0..texts.len())
        .map(|index| format!("made_up_{index}"))
        .collect();
    let signatures_of: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(name, lines)| {
            let lines = lines
                .iter()
                .map(|(line, text)| (line.as_str(), text.spec()));
            (name.as_str(), lines.collect::<Vec<_>>())
        })
        .collect();
    let api = api(
        &["key!", "app", "a_rather_long_credential!"],
        &signatures_of,
    );
    let written = signatures(&api);
    let formatted = rustfmt(&written);
    for (mine, theirs) in written.lines().zip(formatted.lines()) {
        assert_eq!(mine, theirs);
    }
    assert_eq!(written, formatted);
}

enum Made {
    Template(String),
    Fields(Vec<String>, [String; 4]),
}

impl Made {
    fn spec(&self) -> Spec<'_> {
        match self {
            Self::Template(text) => Spec::Template(text),
            Self::Fields(only, [name, value, each, added]) => List {
                select: Select::Only(only.clone()),
                nested: Some(Nested::Skip).filter(|_| only.len() % 2 == 0),
                add: vec![("added", added)],
                name,
                value,
                repeat: Some(",").filter(|_| only.len() % 3 == 0),
                order: Order::NameThenValue,
                ..List::of(FieldSource::Json, each, "&")
            }
            .line(),
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.below(from.len())]
    }

    fn lines(&mut self) -> Vec<(String, Made)> {
        let mut lines: Vec<(String, Made)> = Vec::new();
        for index in 0..1 + self.below(5) {
            let earlier: Vec<String> = lines.iter().map(|(name, _)| name.clone()).collect();
            let name = format!(
                "{}{index}",
                self.pick(&["l", "line_", "a_line_with_a_long_name_"])
            );
            let text = match self.below(4) {
                0 => {
                    let only = (0..1 + self.below(6))
                        .map(|_| self.pick(&["a", "timestamp", "app_key", "a_long_name"]));
                    let only = only.map(str::to_owned).collect();
                    let texts = [0; 3].map(|_| self.template(&["name", "value", "json", "key"]));
                    let [name, value, each] = texts;
                    let added = self.template(&["key", "app", "'x'"]);
                    Made::Fields(only, [name, value, each, added])
                }
                _ => Made::Template(self.of_lines(&earlier)),
            };
            lines.push((name, text));
        }
        let earlier: Vec<String> = lines.iter().map(|(name, _)| name.clone()).collect();
        lines.push(("sign".to_owned(), Made::Template(self.of_lines(&earlier))));
        lines
    }

    fn of_lines(&mut self, earlier: &[String]) -> String {
        let mut operands = vec![
            "key",
            "app",
            "a_rather_long_credential",
            "method",
            "host",
            "target",
            "body",
            "nonce",
        ];
        operands.extend(["'text'", "field('name')", "header('x-time')", "url"]);
        operands.extend(earlier.iter().map(String::as_str));
        self.template(&operands)
    }

    fn template(&mut self, operands: &[&str]) -> String {
        let parts = (0..1 + self.below(4)).map(|_| match self.below(4) {
            0 => self
                .pick(&[
                    "&",
                    "=",
                    "a literal of some length\n",
                    "a literal that is so long that it hardly fits on a line of its own",
                ])
                .to_owned(),
            _ => self.expression(operands),
        });
        parts.collect()
    }

    fn expression(&mut self, operands: &[&str]) -> String {
        let mut text = "{".to_owned();
        for _ in 0..1 + self.below(3) {
            text += self.pick(operands);
            text.push(' ');
        }
        for _ in 0..self.below(4) {
            text += self.pick(&[
                "| uri_escape ",
                "| md5 | hex ",
                "| hmac_sha256(key) | HEX ",
                "| sha512 | base64url_padded ",
                "| replace('a', 'b') ",
                "| pad_left(4, '0') ",
                "| after('whsec_') ",
                "| base64_decode | base64 ",
                "| lower ",
                "| hmac_sha1(a_rather_long_credential 'x' | hex_decode) | base64 ",
                "| or('none') ",
            ]);
        }
        text + "}"
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
