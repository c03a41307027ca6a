//! Bytes spelled as text, and text escaped.

use super::action::Failure;

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn hex_upper(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

pub(super) fn hex_decode(text: &str) -> Result<Vec<u8>, Failure> {
    let failure = Failure("it isn't hexadecimal");
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let pairs = digits.ok_or(failure)?;
    let pairs = pairs.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    });
    pairs.collect::<Option<_>>().ok_or(failure)
}

pub(super) fn base64(bytes: &[u8]) -> String {
    spell(bytes, STANDARD, true)
}

pub(super) fn base64url(bytes: &[u8]) -> String {
    spell(bytes, URL, false)
}

pub(super) fn base64url_padded(bytes: &[u8]) -> String {
    spell(bytes, URL, true)
}

pub(super) fn base64_decode(text: &str) -> Result<Vec<u8>, Failure> {
    decode(text, STANDARD).ok_or(Failure("it isn't Base64"))
}

pub(super) fn base64url_decode(text: &str) -> Result<Vec<u8>, Failure> {
    decode(text, URL).ok_or(Failure("it isn't URL-safe Base64"))
}

fn spell(bytes: &[u8], alphabet: &[u8; 64], is_padded: bool) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        for index in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * index) & 63).unwrap_or_default();
            if index <= group.len() {
                text.extend(alphabet.get(digit).map(|digit| char::from(*digit)));
            } else if is_padded {
                text.push('=');
            }
        }
    }
    text
}

/// Padding may lack; bits behind the last byte mean nothing.
fn decode(text: &str, alphabet: &[u8; 64]) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let lacking = (4 - digits.len() % 4) % 4;
    if text.len() - digits.len() > lacking {
        return None;
    }
    let mut bytes = Vec::new();
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            let value = alphabet.iter().position(|own| own == digit)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        let spelled = match group.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => return None,
        };
        let [_, all @ ..] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        bytes.extend(all.iter().take(spelled));
    }
    Some(bytes)
}

/// All bytes but letters, digits and those of `safe` as `%XX`.
pub(super) fn escape(text: &str, safe: &str, is_lower: bool) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || safe.contains(character) {
            escaped.push(character);
            continue;
        }
        for byte in character.to_string().bytes() {
            escaped += &match is_lower {
                true => format!("%{byte:02x}"),
                false => format!("%{byte:02X}"),
            };
        }
    }
    escaped
}

/// The text that percent escapes spell; a `%` that begins none stands for itself.
pub(super) fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match (first, after) {
            (b'%', [high, low, behind @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                rest = behind;
                let digit = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or_default();
                u8::try_from(digit(high) * 16 + digit(low)).unwrap_or_default()
            }
            _ => *first,
        });
    }
    String::from_utf8(bytes).ok()
}

pub(crate) fn json_string(text: &str) -> String {
    let mut string = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => string += "\\\"",
            '\\' => string += "\\\\",
            '\n' => string += "\\n",
            '\r' => string += "\\r",
            '\t' => string += "\\t",
            '\u{8}' => string += "\\b",
            '\u{c}' => string += "\\f",
            control if control < ' ' => string += &format!("\\u{:04x}", u32::from(control)),
            other => string.push(other),
        }
    }
    string + "\""
}
