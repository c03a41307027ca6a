//! Adjustments of texts and of moments.

use super::SigningError;
use crate::moment::Moment;
use crate::text::{Buffer, Text};

/// The text where `other` isn't empty; nothing where it is.
pub fn when(text: &str, other: impl AsRef<[u8]>) -> Text<'static> {
    if other.as_ref().is_empty() {
        return Text::default();
    }
    Text::copied(text)
}

/// The text, or `other` where it is empty.
pub fn or(text: &str, other: &str) -> Text<'static> {
    Text::copied(if text.is_empty() { other } else { text })
}

/// What stands behind the last `/` of a URL's path, escaped as it is there; slashes at its end don't count.
pub fn last_segment(url: &str) -> Text<'static> {
    let whole = url.split(['?', '#']).next().unwrap_or_default();
    let behind_scheme = whole.split_once("://").map_or(whole, |(_, rest)| rest);
    let path = behind_scheme.split_once('/').map_or("", |(_, path)| path);
    let path = path.trim_end_matches('/');
    Text::copied(path.rsplit('/').next().unwrap_or_default())
}

/// The text without white space at its ends, and with one space for each run of it inside.
pub fn squeeze(text: &str) -> Text<'static> {
    let mut squeezed = Buffer::with_room(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed.into()
}

/// The text that percent escapes spell; a `%` that begins none stands for itself. `line` is told where it isn't UTF-8.
///
/// # Errors
///
/// Where the escapes don't spell UTF-8.
pub fn uri_decode(line: &str, text: &str) -> Result<Text<'static>, SigningError> {
    // A plus sign is a space in forms alone.
    match crate::form::unescape(&text.replace('+', "%2B")) {
        Ok(unescaped) => Ok(Text::copied(&unescaped)),
        Err(_) => Err(SigningError::new(
            line,
            "is made from escapes that don't spell UTF-8",
            "look at the path or the field that is decoded",
        )),
    }
}

/// The moment so many seconds later, with the same nonce.
pub fn plus(moment: &Moment, seconds: u32) -> Moment {
    let millis = i64::from(seconds) * 1000;
    Moment::new(moment.unix_millis().saturating_add(millis), moment.nonce())
}

/// The moment so many seconds earlier, with the same nonce.
pub fn minus(moment: &Moment, seconds: u32) -> Moment {
    let millis = i64::from(seconds) * 1000;
    Moment::new(moment.unix_millis().saturating_sub(millis), moment.nonce())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_adjusted() {
        assert_eq!(
            (when("a", ""), when("a", b"x")),
            (Text::default(), Text::from("a"))
        );
        assert_eq!((or("", "b").as_str(), or("a", "b").as_str()), ("b", "a"));
        assert_eq!(squeeze("  \"a   b\tc\" "), "\"a b c\"");
        assert_eq!(uri_decode("path", "/%E8%B6%85+%2").unwrap(), "/超+%2");
        assert!(uri_decode("path", "%ff").is_err());
    }

    #[test]
    fn moments_are_shifted() {
        let moment = Moment::new(1_000, "n");
        assert_eq!(plus(&moment, 7200), Moment::new(7_201_000, "n"));
        assert_eq!(minus(&moment, 2), Moment::new(-1_000, "n"));
    }
}
