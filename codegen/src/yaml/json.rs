use sealspec::json::{Document, JsonReader};
use sealspec::{Json as RawJson, ShapeError};

use super::{Key, Kind, Node};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::Json;

/// The JSON value that a node writes, by YAML 1.2's core schema: quoted is text, and a plain scalar is null, a boolean or a
/// number where it looks like one. A number keeps its text.
pub(crate) fn json(node: &Node, problems: &Problems<'_>) -> Json {
    match &node.kind {
        Kind::Scalar { text, plain } => scalar(text, *plain).unwrap_or_else(|| {
            let message = format!("JSON has no way to write the number `{text}`");
            let help = format!("quote it (\"{text}\") if it is text; otherwise write it as JSON does, like `7` or `0.5`");
            problems.report(Diagnostic::new(Code::BadValue, node.span, message).help(help));
            Json::Null
        }),
        Kind::Sequence(items) => Json::Array(items.iter().map(|item| json(item, problems)).collect()),
        Kind::Mapping(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.text.clone(), json(value, problems))).collect())
        }
    }
}

/// The tree of a JSON text, all of it standing at `span`; `None` where the text isn't JSON.
pub(crate) fn from_json(text: &str, span: Span) -> Option<Node> {
    tree(&RawJson::new(text).ok()?, span).ok()
}

fn tree(json: &RawJson, span: Span) -> Result<Node, ShapeError> {
    let text = json.text();
    let kind = match text.bytes().next() {
        Some(b'{') => {
            let object = Document::object(text)?;
            let entries = object.members().map(|member| {
                let name = Key {
                    span,
                    text: member.name.into_owned(),
                    plain: false,
                };
                Ok((name, tree(&RawJson::new(member.json)?, span)?))
            });
            Kind::Mapping(entries.collect::<Result<_, ShapeError>>()?)
        }
        Some(b'[') => {
            let items: Vec<RawJson> = JsonReader::decode(text)?;
            let items = items.iter().map(|item| tree(item, span));
            Kind::Sequence(items.collect::<Result<_, _>>()?)
        }
        Some(b'"') => return Ok(Node::text(JsonReader::decode::<String>(text)?, span)),
        _ => Kind::Scalar {
            text: text.to_owned(),
            plain: true,
        },
    };
    Ok(Node { span, kind })
}

/// The JSON value of a scalar; `None`: a number to YAML that JSON can't write.
pub(crate) fn scalar(text: &str, is_plain: bool) -> Option<Json> {
    if is_plain {
        plain(text)
    } else {
        Some(Json::String(text.to_owned()))
    }
}

fn plain(text: &str) -> Option<Json> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Json::Null),
        "true" | "True" | "TRUE" => Some(Json::Boolean(true)),
        "false" | "False" | "FALSE" => Some(Json::Boolean(false)),
        _ if is_json_number(text) => Some(Json::Number(text.to_owned())),
        _ if is_yaml_number(text) => None,
        _ => Some(Json::String(text.to_owned())),
    }
}

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`
fn is_json_number(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = rest
        .split_once(['e', 'E'])
        .map_or((rest, None), |(mantissa, exponent)| {
            (mantissa, Some(exponent))
        });
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && exponent.is_none_or(|exponent| {
            are_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))
        })
}

fn is_yaml_number(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix("0x") {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return !digits.is_empty() && digits.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    }
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(rest, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = rest
        .split_once(['e', 'E'])
        .map_or((rest, None), |(mantissa, exponent)| {
            (mantissa, Some(exponent))
        });
    let digits = mantissa.replacen('.', "", 1);
    are_digits(&digits)
        && exponent.is_none_or(|exponent| {
            are_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))
        })
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_text_becomes_a_tree() {
        let span = Span {
            file: 0,
            start: 0,
            end: 0,
        };
        let text = r#"{"a":[1,"2",{"b":null}],"超":1.50}"#;
        let sources = crate::Sources::new([("api.yaml", "")]);
        let written = json(&from_json(text, span).unwrap(), &Problems::new(&sources));
        assert_eq!(written.to_string(), text);
        assert!(from_json("{a: 1}", span).is_none());
    }

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for (text, expected) in [
            ("null", Some(Json::Null)),
            ("yes", Some(Json::String("yes".into()))),
            ("true", Some(Json::Boolean(true))),
            (
                "20000000000001788",
                Some(Json::Number("20000000000001788".into())),
            ),
            ("-1.50e+3", Some(Json::Number("-1.50e+3".into()))),
            ("1.0.0", Some(Json::String("1.0.0".into()))),
            ("2021-09-17", Some(Json::String("2021-09-17".into()))),
            ("-", Some(Json::String("-".into()))),
            ("007", None),
            ("+1", None),
            (".5", None),
            ("0x1F", None),
            ("-.inf", None),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
