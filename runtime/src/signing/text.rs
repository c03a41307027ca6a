//! Spelling bytes as text, and escaping text.

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::text::{Buffer, Text};

const LOWER: &[u8; 16] = b"0123456789abcdef";
const UPPER: &[u8; 16] = b"0123456789ABCDEF";

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> Text<'static> {
    spell_hex(bytes, LOWER)
}

/// Upper-case hexadecimal digits.
pub fn hex_upper(bytes: &[u8]) -> Text<'static> {
    spell_hex(bytes, UPPER)
}

/// Base64 with `+`, `/` and padding.
pub fn base64(bytes: &[u8]) -> Text<'static> {
    spell_base64(bytes, &STANDARD)
}

/// Base64 with `-`, `_` and no padding.
pub fn base64url(bytes: &[u8]) -> Text<'static> {
    spell_base64(bytes, &URL_SAFE_NO_PAD)
}

/// Base64 with `-`, `_` and padding.
pub fn base64url_padded(bytes: &[u8]) -> Text<'static> {
    spell_base64(bytes, &URL_SAFE)
}

/// Escapes as HTML forms do: a space is `+`, and all but letters, digits and `*-._` is `%XX`.
pub fn form_escape(text: &str) -> Text<'static> {
    let mut out = Vec::with_capacity(text.len());
    crate::form::escape(&mut out, text);
    // Nothing but ASCII is written.
    String::from_utf8(out).unwrap_or_default().into()
}

/// Escapes as RFC 3986 wants it: all but letters, digits and `-._~` is `%XX`.
pub fn uri_escape(text: &str) -> Text<'static> {
    percent(text, "-._~")
}

/// Escapes all but ASCII letters, digits and the `safe` characters as `%XX`, byte by byte.
pub fn percent(text: &str, safe: &str) -> Text<'static> {
    escape_with(text, safe, UPPER)
}

/// Like [`percent`], with lower-case digits: `%xx`.
pub fn percent_lower(text: &str, safe: &str) -> Text<'static> {
    escape_with(text, safe, LOWER)
}

fn escape_with(text: &str, safe: &str, digits: &[u8; 16]) -> Text<'static> {
    let mut out = Buffer::with_room(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || safe.contains(character) {
            out.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                let [high, low] = hex_digits(byte, digits);
                out.push('%');
                out.push(high.into());
                out.push(low.into());
            }
        }
    }
    out.into()
}

fn spell_hex(bytes: &[u8], digits: &[u8; 16]) -> Text<'static> {
    let mut out = Buffer::with_room(bytes.len() * 2);
    for piece in bytes.chunks(32) {
        let mut spelled = [0; 64];
        let (pairs, _) = spelled.as_chunks_mut();
        for (pair, byte) in pairs.iter_mut().zip(piece) {
            *pair = hex_digits(*byte, digits);
        }
        let spelled = spelled.get(..piece.len() * 2).unwrap_or_default();
        out.push_str(str::from_utf8(spelled).unwrap_or_default());
    }
    out.into()
}

fn spell_base64(bytes: &[u8], engine: &GeneralPurpose) -> Text<'static> {
    let mut out = Buffer::default();
    engine.encode_string(bytes, &mut out);
    out.into()
}

#[expect(clippy::indexing_slicing, reason = "four bits index sixteen digits")]
pub(crate) const fn hex_digits(byte: u8, digits: &[u8; 16]) -> [u8; 2] {
    [digits[(byte >> 4) as usize], digits[(byte & 15) as usize]]
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
