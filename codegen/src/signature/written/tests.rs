use crate::{Sources, check};

const LINES: [(&str, &str); 6] = [
    ("digest", r"{body | sha256 | hex | when(body)}"),
    (
        "sorted",
        r#"{from: [query, json.to, "json.a b"], prefix: x-, nested: text, repeat: ",", name: "{name | lower}", value: "{value | uri_escape}", sort: name_then_value, each: "{name}={json}\n"}"#,
    ),
    (
        "listed",
        r#"{from: headers, only: [x-date, "1"], sort: listed, each: "{name | length | pad_left(2, '0')}{value}"}"#,
    ),
    (
        "fields",
        r#"{except: [sign], empty: skip, add: {key: "{secret}"}, each: "{name}={value}", join: "&"}"#,
    ),
    (
        "text",
        r"{{{method} {header('x-date')}{field('it''s') | replace('a', '''')} {now | date('%F', '+08:00')}{digest}{sorted}{listed}}}",
    ),
    (
        "sign",
        r"{'v1' text fields | hmac_sha256('k' secret | hex_decode) | base64}",
    ),
];

fn written(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    let lines: String = lines
        .iter()
        .map(
            |(name, text)| match text.starts_with("{except") || text.starts_with("{from") {
                true => format!("      {name}: {text}\n"),
                false => format!("      {name}: {text:?}\n"),
            },
        )
        .collect();
    let spec = format!(
        "sealspec: 1\napi: acme\ntitle: Acme\nsource: https://acme.example\nservers: {{main: {{production: \"https://acme.example\"}}}}\n\
         credentials:\n  secret: {{secret: true, doc: Signs.}}\nsignatures:\n  own:\n    doc: Own.\n    lines:\n{lines}"
    );
    let api = check(&Sources::new([("acme/api.yaml", spec.as_str())])).unwrap();
    let written = api.signatures[0].written(&api.credentials);
    let own = |(name, text): (&str, String)| (name.to_owned(), text);
    written.into_iter().map(own).collect()
}

#[test]
fn lines_are_written_as_a_spec_has_them() {
    let owned: Vec<_> = LINES
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into();
    assert_eq!(written(&LINES), owned);
}
