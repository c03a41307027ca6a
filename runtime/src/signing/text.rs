//! Spelling bytes as text, and escaping text.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};

const LOWER: &[u8; 16] = b"0123456789abcdef";
const UPPER: &[u8; 16] = b"0123456789ABCDEF";

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    spell_hex(bytes, LOWER)
}

/// Upper-case hexadecimal digits.
pub fn hex_upper(bytes: &[u8]) -> String {
    spell_hex(bytes, UPPER)
}

/// Base64 with `+`, `/` and padding.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Base64 with `-`, `_` and no padding.
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Base64 with `-`, `_` and padding.
pub fn base64url_padded(bytes: &[u8]) -> String {
    URL_SAFE.encode(bytes)
}

/// Escapes as HTML forms do: a space is `+`, and all but letters, digits and `*-._` is `%XX`.
pub fn form_escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_form_escaped(&mut out, text);
    out
}

/// Escapes as RFC 3986 wants it: all but letters, digits and `-._~` is `%XX`.
pub fn uri_escape(text: &str) -> String {
    percent(text, "-._~")
}

/// Escapes all but ASCII letters, digits and the `safe` characters as `%XX`, byte by byte.
pub fn percent(text: &str, safe: &str) -> String {
    escape_with(text, safe, UPPER)
}

/// Like [`percent`], with lower-case digits: `%xx`.
pub fn percent_lower(text: &str, safe: &str) -> String {
    escape_with(text, safe, LOWER)
}

fn escape_with(text: &str, safe: &str, digits: &[u8; 16]) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || safe.contains(character) {
            out.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                push_hex(&mut out, byte, digits);
            }
        }
    }
    out
}

/// Appends `text` as [`form_escape`] would spell it.
pub(crate) fn push_form_escaped(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte))
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                push_hex(out, byte, UPPER);
            }
        }
    }
}

fn spell_hex(bytes: &[u8], digits: &[u8; 16]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push_hex(&mut out, *byte, digits);
    }
    out
}

#[expect(clippy::indexing_slicing, reason = "four bits index sixteen digits")]
fn push_hex(out: &mut String, byte: u8, digits: &[u8; 16]) {
    out.push(char::from(digits[usize::from(byte >> 4)]));
    out.push(char::from(digits[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_bytes() {
        assert_eq!(hex(&[0, 0xaf]), "00af");
        assert_eq!(hex_upper(&[0, 0xaf]), "00AF");
        for (plain, spelled) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), spelled);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
        assert_eq!(base64url_padded(&[0xfb, 0xff]), "-_8=");
    }

    #[test]
    fn escapes_text() {
        assert_eq!(form_escape("a b*~+&=%超"), "a+b*%7E%2B%26%3D%25%E8%B6%85");
        assert_eq!(uri_escape("a b*~+"), "a%20b%2A~%2B");
        assert_eq!(percent("/a b/é超", "/"), "/a%20b/%C3%A9%E8%B6%85");
        assert_eq!(percent_lower("=+é超", "超"), "%3d%2b%c3%a9超");
    }
}
