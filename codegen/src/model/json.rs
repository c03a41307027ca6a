use std::fmt;

/// A JSON value with its members in order and its numbers as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number's text.
    Number(String),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// Members in order, names unique.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text itself, and all else by its JSON.
    pub fn text(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// As JSON, without blanks.
impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Boolean(value) => value.fmt(formatter),
            Self::Number(text) => formatter.write_str(text),
            Self::String(text) => write_quoted(text, formatter),
            Self::Array(items) => {
                formatter.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    formatter.write_str(if index == 0 { "" } else { "," })?;
                    item.fmt(formatter)?;
                }
                formatter.write_str("]")
            }
            Self::Object(members) => {
                formatter.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    formatter.write_str(if index == 0 { "" } else { "," })?;
                    write_quoted(name, formatter)?;
                    formatter.write_str(":")?;
                    value.fmt(formatter)?;
                }
                formatter.write_str("}")
            }
        }
    }
}

fn write_quoted(text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_str("\"")?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(formatter, "\\{character}")?,
            '\n' => formatter.write_str("\\n")?,
            '\r' => formatter.write_str("\\r")?,
            '\t' => formatter.write_str("\\t")?,
            _ if character.is_control() && character.is_ascii() => {
                write!(formatter, "\\u{:04x}", u32::from(character))?
            }
            _ => write!(formatter, "{character}")?,
        }
    }
    formatter.write_str("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_without_space_and_escaped() {
        let value = Json::Object(vec![
            (
                "a".to_owned(),
                Json::Array(vec![
                    Json::Null,
                    Json::Boolean(true),
                    Json::Number("1.50".to_owned()),
                ]),
            ),
            ("超\"赢".to_owned(), Json::String("\\ \n \u{1}".to_owned())),
        ]);
        assert_eq!(
            value.to_string(),
            r#"{"a":[null,true,1.50],"超\"赢":"\\ \n \u0001"}"#
        );
    }
}
