//! Text to text, and text to the bytes that it spells.

use base64::Engine as _;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::SigningError;
use crate::text::{Buffer, Text};

/// The bytes that Base64 text with `+` and `/` spells, padded or not; `line` is told where it doesn't.
///
/// # Errors
///
/// Where the text isn't Base64.
pub fn base64_decode(line: &str, text: impl AsRef<str>) -> Result<Vec<u8>, SigningError> {
    decode(line, text.as_ref(), &STANDARD, "Base64 text")
}

/// The bytes that Base64 text with `-` and `_` spells, padded or not; `line` is told where it doesn't.
///
/// # Errors
///
/// Where the text isn't Base64 of this alphabet.
pub fn base64url_decode(line: &str, text: impl AsRef<str>) -> Result<Vec<u8>, SigningError> {
    decode(line, text.as_ref(), &URL_SAFE, "URL-safe Base64 text")
}

fn decode(
    line: &str,
    text: &str,
    alphabet: &Alphabet,
    what: &str,
) -> Result<Vec<u8>, SigningError> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(alphabet, config)
        .decode(text)
        .map_err(|_| SigningError::new(line, format!("isn't made from {what}"), LOOK))
}

/// The bytes that hexadecimal digits of either case spell; `line` is told where they don't.
///
/// # Errors
///
/// Where the text isn't pairs of digits.
pub fn hex_decode(line: &str, text: impl AsRef<str>) -> Result<Vec<u8>, SigningError> {
    let digits = text.as_ref().as_bytes();
    let pair = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(pair).collect();
    bytes.ok_or_else(|| SigningError::new(line, "isn't made from hexadecimal digits", LOOK))
}

fn digit(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(16)
}

/// The text after a prefix that it must have; `line` is told where it hasn't.
///
/// # Errors
///
/// Where the text begins otherwise.
pub fn after(line: &str, text: &str, prefix: &str) -> Result<Text<'static>, SigningError> {
    text.strip_prefix(prefix).map(Text::copied).ok_or_else(|| {
        SigningError::new(
            line,
            format!("is made from a text that doesn't begin with `{prefix}`"),
            LOOK,
        )
    })
}

const LOOK: &str = "look at the credential, or at the line of the signature";

/// The text without white space at its ends.
pub fn trim(text: &str) -> Text<'static> {
    Text::copied(text.trim())
}

/// The text with every `from` as `to`; with `from` empty, as it is.
pub fn replace(text: &str, from: &str, to: &str) -> Text<'static> {
    if from.is_empty() {
        return Text::copied(text);
    }
    text.replace(from, to).into()
}

/// How many characters the text has, in decimal.
pub fn length(text: &str) -> Text<'static> {
    number(text.chars().count())
}

/// How many bytes the text has in UTF-8, in decimal.
pub fn byte_length(text: &str) -> Text<'static> {
    number(text.len())
}

fn number(number: usize) -> Text<'static> {
    // No text is longer than `i64` can tell.
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// The text with as many `fill` in front as make it `width` characters long.
pub fn pad_left(text: &str, width: usize, fill: &str) -> Text<'static> {
    let missing = width.saturating_sub(text.chars().count());
    let mut padded = Buffer::default();
    padded.extend(fill.chars().cycle().take(missing));
    padded.push_str(text);
    padded.into()
}

/// The text with a line feed after every `width` characters, though none at its end.
pub fn wrap(text: &str, width: usize) -> Text<'static> {
    let mut wrapped = Buffer::with_room(text.len() + text.len() / width.max(1));
    for (index, character) in text.chars().enumerate() {
        if index > 0 && width > 0 && index % width == 0 {
            wrapped.push('\n');
        }
        wrapped.push(character);
    }
    wrapped.into()
}

/// The text as JSON: in quotes, with what needs it escaped and Chinese characters as they are.
pub fn json_string(text: &str) -> Text<'static> {
    crate::json::text(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_padded_and_unpadded_text() {
        for text in ["-_8=", "-_8"] {
            assert_eq!(base64url_decode("key", text).unwrap(), [0xfb, 0xff]);
        }
        for text in ["+/8=", "+/8"] {
            assert_eq!(base64_decode("key", text).unwrap(), [0xfb, 0xff]);
        }
        assert_eq!(hex_decode("key", "00aFFf").unwrap(), [0, 0xaf, 0xff]);
        assert_eq!(hex_decode("key", "").unwrap(), [0_u8; 0]);
    }

    #[test]
    fn names_the_line_whose_text_does_not_decode_and_not_the_text() {
        let errors = [
            base64_decode("key", "s3cr-et").unwrap_err(),
            base64url_decode("key", "s3cr+et").unwrap_err(),
            hex_decode("key", "s3cret").unwrap_err(),
            hex_decode("key", "abc").unwrap_err(),
            after("key", "s3cret", "whsec_").unwrap_err(),
        ];
        for error in errors {
            let text = error.to_string();
            assert!(text.starts_with("`key` "), "{text}");
            assert!(!text.contains("s3cr"), "{text}");
        }
    }

    #[test]
    fn rewrites_text() {
        assert_eq!(after("key", "whsec_abc", "whsec_").unwrap(), "abc");
        assert_eq!(trim(" a b\r\n"), "a b");
        assert_eq!(replace("a+b+", "+", "%20"), "a%20b%20");
        assert_eq!(replace("ab", "", "x"), "ab");
        assert_eq!(
            (length("超a").as_str(), byte_length("超a").as_str()),
            ("2", "4")
        );
        assert_eq!(pad_left("7", 4, "0"), "0007");
        assert_eq!(pad_left("12345", 4, "0"), "12345");
        assert_eq!(pad_left("7", 4, ""), "7");
        assert_eq!(wrap("abcdef", 3), "abc\ndef");
        assert_eq!(wrap("abcdefg", 3), "abc\ndef\ng");
        assert_eq!(wrap("abc", 0), "abc");
        assert_eq!(json_string("a\"\n超/"), r#""a\"\n超/""#);
    }
}
