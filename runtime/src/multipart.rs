//! `multipart/form-data` as bytes.

use std::borrow::Cow;

use crate::fields::{Field, Fields, Source};
use crate::file::File;

/// Files, each with the name of its field.
pub(crate) type Files<'a> = [(Cow<'a, str>, &'a File)];

/// Letters and digits of the nonce that go into a boundary, which may have 70 characters in all.
const NONCE_LENGTH: usize = 32;

/// A body that is being written, part by part.
#[derive(Debug)]
pub(crate) struct Multipart {
    boundary: String,
    bytes: Vec<u8>,
    finished: bool,
}

impl Multipart {
    /// A body with a part per field that travels in it.
    pub(crate) fn new(nonce: &str, fields: &Fields<'_>, files: &Files<'_>) -> Self {
        let in_body = |field: &&Field<'_>| field.source == Source::Body;
        let contents = || {
            let texts = fields
                .iter()
                .filter(in_body)
                .map(|field| field.value.as_bytes());
            texts.chain(files.iter().map(|(_, file)| &*file.bytes))
        };
        let room = contents().map(|content| content.len() + 256).sum();
        let boundary = choose_boundary(nonce, contents);
        let mut body = Self {
            boundary,
            bytes: Vec::with_capacity(room),
            finished: false,
        };
        for field in fields.iter().filter(in_body) {
            body.text(&field.name, &field.value);
        }
        body
    }

    /// The value of the header `Content-Type`.
    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// What was written until now.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Adds a part with a text.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.begin(name);
        self.push("\r\n\r\n");
        self.push(value);
        self.push("\r\n");
    }

    /// Adds the files and the end, once.
    pub(crate) fn finish(&mut self, files: &Files<'_>) {
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        for (name, file) in files {
            self.begin(name);
            self.push("; filename=\"");
            self.push(&escape(&file.name));
            self.push("\"\r\nContent-Type: ");
            self.push(&file.content_type);
            self.push("\r\n\r\n");
            self.bytes.extend_from_slice(&file.bytes);
            self.push("\r\n");
        }
        self.push("--");
        self.bytes.extend_from_slice(self.boundary.as_bytes());
        self.push("--\r\n");
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn begin(&mut self, name: &str) {
        self.push("--");
        self.bytes.extend_from_slice(self.boundary.as_bytes());
        self.push("\r\nContent-Disposition: form-data; name=\"");
        self.push(&escape(name));
        self.push("\"");
    }

    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

/// Whether a content type can stand in a part's header: `type/subtype`, perhaps with parameters, in visible ASCII.
pub(crate) fn is_content_type(text: &str) -> bool {
    text.contains('/') && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A boundary that occurs in none of the contents, and is the same for the same nonce and contents.
fn choose_boundary<'a, I: Iterator<Item = &'a [u8]>>(
    nonce: &str,
    contents: impl Fn() -> I,
) -> String {
    let safe: String = nonce
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(NONCE_LENGTH)
        .collect();
    let mut boundary = format!("sealspec-{safe}");
    let mut attempt = 0_u64;
    while contents().any(|content| occurs(boundary.as_bytes(), content)) {
        attempt += 1;
        boundary = format!("sealspec-{safe}-{attempt}");
    }
    boundary
}

fn occurs(needle: &[u8], content: &[u8]) -> bool {
    content.windows(needle.len()).any(|window| window == needle)
}

/// Escapes a name as browsers do (WHATWG HTML, multipart form data).
fn escape(name: &str) -> Cow<'_, str> {
    if !name.contains(['"', '\r', '\n']) {
        return Cow::Borrowed(name);
    }
    let escaped = name.replace('"', "%22").replace('\r', "%0D");
    Cow::Owned(escaped.replace('\n', "%0A"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(nonce: &str, content: &'static [u8]) -> (String, String) {
        let mut fields = Fields::default();
        fields.push("clientId", "ss1");
        let file = File::new("a\"b\r\n超.png", "image/png", content);
        let files = [("file".into(), &file)];
        let mut body = Multipart::new(nonce, &fields, &files);
        body.text("sign", "00");
        body.finish(&files);
        (
            body.content_type(),
            String::from_utf8(body.into_bytes()).unwrap(),
        )
    }

    #[test]
    fn writes_parts_byte_for_byte() {
        let (content_type, bytes) = body("n-1", b"PNG");
        assert_eq!(content_type, "multipart/form-data; boundary=sealspec-n1");
        assert_eq!(
            bytes,
            "--sealspec-n1\r\nContent-Disposition: form-data; name=\"clientId\"\r\n\r\nss1\r\n\
             --sealspec-n1\r\nContent-Disposition: form-data; name=\"sign\"\r\n\r\n00\r\n\
             --sealspec-n1\r\nContent-Disposition: form-data; name=\"file\"; \
             filename=\"a%22b%0D%0A超.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n\
             --sealspec-n1--\r\n"
        );
    }

    #[test]
    fn lengthens_a_boundary_that_the_content_holds() {
        let (content_type, bytes) = body("n1", b"x--sealspec-n1--sealspec-n1-1");
        assert_eq!(content_type, "multipart/form-data; boundary=sealspec-n1-2");
        assert_eq!(bytes.matches("--sealspec-n1-2\r\n").count(), 3);
    }

    #[test]
    fn a_content_type_is_one_line() {
        assert!(is_content_type("text/plain; charset=utf-8"));
        for bad in ["", "image", "image/png\r\nX: y", "image/图"] {
            assert!(!is_content_type(bad), "{bad:?}");
        }
    }
}
