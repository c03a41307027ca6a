//! `multipart/form-data`, as far as showing it takes.

use sealspec::File;

use super::{Content, Field};

/// The boundary that a content type names.
pub(crate) fn boundary_of(content_type: &str) -> Option<&str> {
    let (essence, parameters) = content_type.split_once(';')?;
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let mut parameters = parameters.split(';');
    parameters.find_map(|parameter| {
        let (name, value) = parameter.trim().split_once('=')?;
        name.eq_ignore_ascii_case("boundary")
            .then(|| value.trim_matches('"'))
    })
}

/// The parts of a body that name a field.
pub(super) fn fields(body: &[u8], boundary: &str) -> Vec<Field> {
    // A delimiter is a line of its own, and the line break before it is its part.
    let body = [b"\r\n", body].concat();
    let delimiter = format!("\r\n--{boundary}");
    let parts = split(&body, delimiter.as_bytes());
    // What stands before the first delimiter and behind the last is no part.
    parts.into_iter().skip(1).filter_map(field).collect()
}

fn field(part: &[u8]) -> Option<Field> {
    let (head, content) = split_once(part, b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(head);
    let header = |wanted: &str| {
        head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim()
                .eq_ignore_ascii_case(wanted)
                .then(|| value.trim())
        })
    };
    let disposition = header("content-disposition")?;
    let value = match parameter(disposition, "filename") {
        Some(name) => Content::File(File::new(
            name,
            header("content-type").unwrap_or_default(),
            content.to_vec(),
        )),
        None => Content::Text(String::from_utf8_lossy(content).into_owned()),
    };
    Some(Field {
        name: parameter(disposition, "name")?,
        value,
    })
}

/// A parameter of a header, in quotes or without.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let (_, mut rest) = header.split_once(';')?;
    loop {
        let (name, value) = rest.split_once('=')?;
        let (value, more) = word(value.trim_start());
        // Words without a value stand before the name.
        let name = name.rsplit(';').next().unwrap_or_default().trim();
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = more?;
    }
}

/// A word up to a `;`, without its quotes, and what follows.
pub(crate) fn word(text: &str) -> (String, Option<&str>) {
    let (mut word, mut rest) = (
        String::new(),
        text.strip_prefix('"').unwrap_or_default().chars(),
    );
    while let Some(character) = rest.next() {
        match (character, rest.as_str().chars().next()) {
            ('\\', Some('"' | '\\')) => word.extend(rest.next()),
            ('"', _) => return (word, rest.as_str().split_once(';').map(|(_, more)| more)),
            _ => word.push(character),
        }
    }
    match text.split_once(';') {
        Some((word, more)) => (word.trim_end().to_owned(), Some(more)),
        None => (text.to_owned(), None),
    }
}

fn split<'b>(bytes: &'b [u8], delimiter: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = bytes.get(at..)
        && let Some((before, after)) = split_once(rest, delimiter)
    {
        let end = at + before.len();
        at = end + delimiter.len();
        // A line that only begins like the delimiter is content.
        if matches!(after, [] | [b'\r' | b' ' | b'\t', ..] | [b'-', b'-', ..]) {
            parts.extend(bytes.get(start..end));
            start = at;
        }
    }
    parts.extend(bytes.get(start..));
    parts
}

fn split_once<'b>(bytes: &'b [u8], delimiter: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = bytes
        .windows(delimiter.len())
        .position(|window| window == delimiter)?;
    Some((bytes.get(..at)?, bytes.get(at + delimiter.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_texts_and_files() {
        let body = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n超\r\n\r\n--B\r\n\
                    Content-Disposition: form-data; name=\"f\"; filename=\"x.png\"\r\nContent-Type: image/png\r\n\r\n\
                    \u{1}\r\n--B--\r\n";
        let fields = fields(body.as_bytes(), "B");
        let text = Content::Text("超\r\n".to_owned());
        let file = Content::File(File::new("x.png", "image/png", vec![1]));
        let named = |name: &str, value| Field {
            name: name.to_owned(),
            value,
        };
        assert_eq!(fields, [named("a", text), named("f", file)]);
    }

    #[test]
    fn finds_fields_however_they_are_named_and_delimiters_where_they_count() {
        let body = "--B\r\nContent-Disposition: form-data;name=a\r\n\r\n1--B\r\n--Bx\r\n\
                    --B\r\ncontent-disposition: form-data; x; Name=\"b;\\\"c\"\r\n\r\n2\r\n\
                    --B\r\nContent-Disposition: form-data; filename=f;name=\"d\"\r\n\r\n\r\n--B--\r\n";
        let named = |name: &str, value| Field {
            name: name.to_owned(),
            value,
        };
        let text = |text: &str| Content::Text(text.to_owned());
        let file = Content::File(File::new("f", "", Vec::new()));
        assert_eq!(
            fields(body.as_bytes(), "B"),
            [
                named("a", text("1--B\r\n--Bx")),
                named("b;\"c", text("2")),
                named("d", file)
            ]
        );
    }

    #[test]
    fn knows_boundaries() {
        for (content_type, boundary) in [
            ("multipart/form-data; boundary=B", Some("B")),
            (
                "Multipart/Form-Data; charset=utf-8; boundary=\"x y\"",
                Some("x y"),
            ),
            ("multipart/form-data", None),
            ("text/plain; boundary=B", None),
        ] {
            assert_eq!(boundary_of(content_type), boundary, "{content_type}");
        }
    }
}
