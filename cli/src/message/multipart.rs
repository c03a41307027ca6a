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
    let delimiter = format!("--{boundary}");
    let parts = split(body, delimiter.as_bytes());
    // What stands before the first delimiter and behind the last is no part.
    parts.into_iter().skip(1).filter_map(field).collect()
}

fn field(part: &[u8]) -> Option<Field> {
    let (head, content) = split_once(part, b"\r\n\r\n")?;
    let content = content.strip_suffix(b"\r\n").unwrap_or(content);
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
    let parameter = |wanted: &str| {
        let start = disposition.find(&format!("; {wanted}=\""))? + wanted.len() + 4;
        let rest = disposition.get(start..)?;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    };
    let value = match parameter("filename") {
        Some(name) => Content::File(File::new(
            name,
            header("content-type").unwrap_or_default(),
            content.to_vec(),
        )),
        None => Content::Text(String::from_utf8_lossy(content).into_owned()),
    };
    Some(Field {
        name: parameter("name")?,
        value,
    })
}

fn split<'b>(bytes: &'b [u8], delimiter: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some((part, after)) = split_once(rest, delimiter) {
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
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
