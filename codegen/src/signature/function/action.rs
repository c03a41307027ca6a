//! What functions do, for the interpreter. Digests are the runtime's; all else is written here a second time, so that the
//! interpreter and generated code can be held against each other.

use sealspec::{Moment, signing};

use super::calendar;
use super::spelling;

/// What a function does, by the kinds of value that it takes and gives.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Action {
    /// Text or bytes to bytes that don't tell what they were made from.
    Digest(fn(&[u8]) -> Vec<u8>),
    /// Text or bytes, and a key of either, to bytes that tell neither.
    Keyed(fn(&[u8], &[u8]) -> Vec<u8>),
    /// Text or bytes, a key and an initialization vector to bytes that tell none of them.
    Seal(fn(&[u8], &Arguments<'_>) -> Result<Vec<u8>, Failure>),
    /// Such bytes back to the text, by the same key and initialization vector.
    Open(fn(&[u8], &Arguments<'_>) -> Result<String, Failure>),
    /// Bytes to text.
    Spell(fn(&[u8]) -> String),
    /// Text to its UTF-8.
    Encode,
    /// Text to the bytes that it spells, if it does.
    Decode(fn(&str) -> Result<Vec<u8>, Failure>),
    /// Text to text.
    Rewrite(fn(&str, &Arguments<'_>) -> String),
    /// Text to text, where it can be done.
    Try(fn(&str, &Arguments<'_>) -> Result<String, Failure>),
    /// A point in time to another.
    Shift(fn(&Moment, &Arguments<'_>) -> Moment),
    /// A point in time to text.
    Format(fn(&Moment, &Arguments<'_>) -> String),
}

/// Why a function can't be applied to a value; doesn't tell the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) &'static str);

/// Arguments that are values, and those that the spec spells out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arguments<'a> {
    pub(crate) values: Vec<Vec<u8>>,
    pub(crate) texts: Vec<&'a str>,
    pub(crate) number: usize,
}

impl Arguments<'_> {
    /// The first value, such as an HMAC's key.
    pub(crate) fn key(&self) -> &[u8] {
        self.value(0)
    }

    fn value(&self, index: usize) -> &[u8] {
        self.values
            .get(index)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    fn text(&self, index: usize) -> &str {
        self.texts.get(index).copied().unwrap_or_default()
    }

    /// The number as seconds, in milliseconds.
    fn millis(&self) -> i64 {
        i64::try_from(self.number).map_or(i64::MAX, |seconds| seconds.saturating_mul(1000))
    }
}

macro_rules! digests {
    ($($name:ident)*; $($keyed:ident)*) => {
        $(pub(super) fn $name(data: &[u8]) -> Vec<u8> {
            signing::$name(data).to_vec()
        })*
        $(pub(super) fn $keyed(data: &[u8], key: &[u8]) -> Vec<u8> {
            signing::$keyed(data, key).to_vec()
        })*
    };
}

digests! {
    md5 sha1 sha256 sha384 sha512;
    hmac_md5 hmac_sha1 hmac_sha256 hmac_sha384 hmac_sha512
}

#[cfg(feature = "aes")]
pub(super) fn aes_cbc(data: &[u8], arguments: &Arguments<'_>) -> Result<Vec<u8>, Failure> {
    signing::aes_cbc("", data, arguments.key(), arguments.value(1))
        .map_err(|_| Failure("its key has 16, 24 or 32 bytes and its initialization vector 16"))
}

#[cfg(feature = "aes")]
pub(super) fn aes_cbc_open(data: &[u8], arguments: &Arguments<'_>) -> Result<String, Failure> {
    signing::aes_cbc_open("", data, arguments.key(), arguments.value(1))
        .map(String::from)
        .map_err(|_| Failure("it isn't sealed with this key and this initialization vector"))
}

#[cfg(not(feature = "aes"))]
pub(super) fn aes_cbc(_: &[u8], _: &Arguments<'_>) -> Result<Vec<u8>, Failure> {
    Err(WITHOUT_AES)
}

#[cfg(not(feature = "aes"))]
pub(super) fn aes_cbc_open(_: &[u8], _: &Arguments<'_>) -> Result<String, Failure> {
    Err(WITHOUT_AES)
}

#[cfg(not(feature = "aes"))]
const WITHOUT_AES: Failure = Failure(
    "add `features = [\"aes\"]` to `sealspec-codegen` where it is depended on: without it nothing can be sealed or opened here",
);

pub(super) use spelling::{
    base64, base64_decode, base64url, base64url_decode, base64url_padded, hex, hex_decode,
    hex_upper,
};

pub(super) fn lower(text: &str, _: &Arguments<'_>) -> String {
    text.to_ascii_lowercase()
}

pub(super) fn upper(text: &str, _: &Arguments<'_>) -> String {
    text.to_ascii_uppercase()
}

pub(super) fn trim(text: &str, _: &Arguments<'_>) -> String {
    text.trim().to_owned()
}

pub(super) fn last_segment(url: &str, _: &Arguments<'_>) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let whole = url.get(..end).unwrap_or_default();
    let start = whole.find("://").map_or(0, |at| at + 3);
    let mut segments = whole.get(start..).unwrap_or_default().split('/').skip(1);
    let last = segments
        .by_ref()
        .filter(|segment| !segment.is_empty())
        .last();
    last.unwrap_or_default().to_owned()
}

pub(super) fn squeeze(text: &str, _: &Arguments<'_>) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn replace(text: &str, arguments: &Arguments<'_>) -> String {
    match arguments.text(0) {
        "" => text.to_owned(),
        from => text.replace(from, arguments.text(1)),
    }
}

pub(super) fn after(text: &str, arguments: &Arguments<'_>) -> Result<String, Failure> {
    text.strip_prefix(arguments.text(0))
        .map(str::to_owned)
        .ok_or(Failure("it doesn't begin as it must"))
}

pub(super) fn when(text: &str, arguments: &Arguments<'_>) -> String {
    if arguments.key().is_empty() {
        String::new()
    } else {
        text.to_owned()
    }
}

pub(super) fn or(text: &str, arguments: &Arguments<'_>) -> String {
    if text.is_empty() {
        arguments.text(0).to_owned()
    } else {
        text.to_owned()
    }
}

pub(super) fn pad_left(text: &str, arguments: &Arguments<'_>) -> String {
    let missing = arguments.number.saturating_sub(text.chars().count());
    arguments.text(0).repeat(missing) + text
}

pub(super) fn wrap(text: &str, arguments: &Arguments<'_>) -> String {
    let mut wrapped = String::new();
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index.checked_rem(arguments.number) == Some(0) {
            wrapped.push('\n');
        }
        wrapped.push(character);
    }
    wrapped
}

pub(super) fn length(text: &str, _: &Arguments<'_>) -> String {
    text.chars().count().to_string()
}

pub(super) fn byte_length(text: &str, _: &Arguments<'_>) -> String {
    text.len().to_string()
}

pub(super) fn form_escape(text: &str, _: &Arguments<'_>) -> String {
    spelling::escape(text, "*-._ ", false).replace(' ', "+")
}

pub(super) fn uri_escape(text: &str, _: &Arguments<'_>) -> String {
    spelling::escape(text, "-._~", false)
}

pub(super) fn uri_decode(text: &str, _: &Arguments<'_>) -> Result<String, Failure> {
    spelling::unescape(text).ok_or(Failure("its escapes don't spell UTF-8"))
}

pub(super) fn percent(text: &str, arguments: &Arguments<'_>) -> String {
    spelling::escape(text, arguments.text(0), false)
}

pub(super) fn percent_lower(text: &str, arguments: &Arguments<'_>) -> String {
    spelling::escape(text, arguments.text(0), true)
}

pub(super) fn json_string(text: &str, _: &Arguments<'_>) -> String {
    spelling::json_string(text)
}

pub(super) fn plus(moment: &Moment, arguments: &Arguments<'_>) -> Moment {
    let millis = arguments.millis();
    Moment::new(moment.unix_millis().saturating_add(millis), moment.nonce())
}

pub(super) fn minus(moment: &Moment, arguments: &Arguments<'_>) -> Moment {
    let millis = arguments.millis();
    Moment::new(moment.unix_millis().saturating_sub(millis), moment.nonce())
}

pub(super) fn unix(moment: &Moment, _: &Arguments<'_>) -> String {
    moment.unix_millis().div_euclid(1000).to_string()
}

pub(super) fn unix_ms(moment: &Moment, _: &Arguments<'_>) -> String {
    moment.unix_millis().to_string()
}

pub(super) fn date(moment: &Moment, arguments: &Arguments<'_>) -> String {
    let offset = calendar::offset_seconds(arguments.text(1)).unwrap_or_default();
    calendar::format(moment.unix_millis(), arguments.text(0), offset)
}

pub(super) fn rfc1123(moment: &Moment, _: &Arguments<'_>) -> String {
    calendar::format(moment.unix_millis(), "%a, %d %b %Y %H:%M:%S GMT", 0)
}

pub(super) fn iso8601_basic(moment: &Moment, _: &Arguments<'_>) -> String {
    calendar::format(moment.unix_millis(), "%Y%m%dT%H%M%SZ", 0)
}
