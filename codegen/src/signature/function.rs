//! The catalogue of functions: one row per function, read by the parser, the interpreter and the emitter.

mod action;
mod calendar;
mod spelling;

use super::ValueType;

pub(crate) use action::{Action, Arguments, Failure};
pub(crate) use calendar::{known_directives, offset_seconds, unknown_directive};
pub(crate) use spelling::json_string;

/// What stands in a function's parentheses at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// Text or bytes, such as an HMAC's key.
    Key,
    /// Text in quotes.
    Text,
    /// One character in quotes.
    Character,
    /// A number from 1 to 1000.
    Number,
    /// A number of seconds.
    Seconds,
    /// A date's format in quotes.
    Format,
    /// A time zone's offset in quotes; may be left out.
    Offset,
}

/// How generated Rust calls a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rust {
    /// By this name in `sealspec::signing`.
    Function(&'static str),
    /// As these methods of what it is applied to.
    Method(&'static str),
}

/// A row of the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Name in templates.
    pub(crate) name: &'static str,
    /// What the interpreter does.
    pub(crate) action: Action,
    /// What stands in parentheses.
    pub(crate) parameters: &'static [Parameter],
    /// What the emitter writes.
    pub(crate) rust: Rust,
    /// Features of the crate `sealspec` that generated code needs for it.
    pub(crate) features: &'static [&'static str],
}

/// Makes the enum and the lookup of its rows from one table.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $variant:ident: $name:literal $parameters:expr, $action:expr, $rust:expr, $features:expr;)*) => {
        /// A function of the template language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Function {
            $($(#[$doc])* $variant,)*
        }

        impl Function {
            /// Every function.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            pub(crate) const fn row(self) -> Row {
                match self {
                    $(Self::$variant => Row {
                        name: $name,
                        action: $action,
                        parameters: &$parameters,
                        rust: $rust,
                        features: $features,
                    },)*
                }
            }
        }
    };
}

use Action::{Decode, Digest, Encode, Format, Keyed, Open, Rewrite, Seal, Shift, Spell, Try};
use Parameter::{Character, Key, Number, Offset, Seconds, Text};
use Rust::{Function as Path, Method};
use action as apply;

catalogue! {
    /// 16 bytes.
    Md5: "md5" [], Digest(apply::md5), Path("md5"), &["md5"];
    /// 20 bytes.
    Sha1: "sha1" [], Digest(apply::sha1), Path("sha1"), &["sha1"];
    /// 32 bytes.
    Sha256: "sha256" [], Digest(apply::sha256), Path("sha256"), &["sha2"];
    /// 48 bytes.
    Sha384: "sha384" [], Digest(apply::sha384), Path("sha384"), &["sha2"];
    /// 64 bytes.
    Sha512: "sha512" [], Digest(apply::sha512), Path("sha512"), &["sha2"];
    /// HMAC over MD5, by the key in parentheses.
    HmacMd5: "hmac_md5" [Key], Keyed(apply::hmac_md5), Path("hmac_md5"), &["hmac", "md5"];
    /// HMAC over SHA-1, by the key in parentheses.
    HmacSha1: "hmac_sha1" [Key], Keyed(apply::hmac_sha1), Path("hmac_sha1"), &["hmac", "sha1"];
    /// HMAC over SHA-256, by the key in parentheses.
    HmacSha256: "hmac_sha256" [Key], Keyed(apply::hmac_sha256), Path("hmac_sha256"), &["hmac", "sha2"];
    /// HMAC over SHA-384, by the key in parentheses.
    HmacSha384: "hmac_sha384" [Key], Keyed(apply::hmac_sha384), Path("hmac_sha384"), &["hmac", "sha2"];
    /// HMAC over SHA-512, by the key in parentheses.
    HmacSha512: "hmac_sha512" [Key], Keyed(apply::hmac_sha512), Path("hmac_sha512"), &["hmac", "sha2"];
    /// AES in CBC mode with PKCS #7 padding, by the key and the initialization vector in parentheses.
    AesCbc: "aes_cbc" [Key, Key], Seal(apply::aes_cbc), Path("aes_cbc"), &["aes"];
    /// The text that AES in CBC mode with PKCS #7 padding encrypted.
    AesCbcOpen: "aes_cbc_open" [Key, Key], Open(apply::aes_cbc_open), Path("aes_cbc_open"), &["aes"];
    /// Lower-case hexadecimal digits.
    Hex: "hex" [], Spell(apply::hex), Path("hex"), &[];
    /// Upper-case hexadecimal digits.
    HexUpper: "HEX" [], Spell(apply::hex_upper), Path("hex_upper"), &[];
    /// Base64 with `+`, `/` and padding.
    Base64: "base64" [], Spell(apply::base64), Path("base64"), &[];
    /// Base64 with `-`, `_` and no padding.
    Base64Url: "base64url" [], Spell(apply::base64url), Path("base64url"), &[];
    /// Base64 with `-`, `_` and padding.
    Base64UrlPadded: "base64url_padded" [], Spell(apply::base64url_padded), Path("base64url_padded"), &[];
    /// A text's UTF-8.
    Bytes: "bytes" [], Encode, Method("as_bytes"), &[];
    /// The bytes that hexadecimal digits spell.
    HexDecode: "hex_decode" [], Decode(apply::hex_decode), Path("hex_decode"), &[];
    /// The bytes that Base64 spells, padded or not.
    Base64Decode: "base64_decode" [], Decode(apply::base64_decode), Path("base64_decode"), &[];
    /// The bytes that Base64 with `-` and `_` spells, padded or not.
    Base64UrlDecode: "base64url_decode" [], Decode(apply::base64url_decode), Path("base64url_decode"), &[];
    /// `A`–`Z` as `a`–`z`; other letters stay.
    Lower: "lower" [], Rewrite(apply::lower), Method("to_ascii_lowercase"), &[];
    /// `a`–`z` as `A`–`Z`; other letters stay.
    Upper: "upper" [], Rewrite(apply::upper), Method("to_ascii_uppercase"), &[];
    /// Without white space at its beginning and end.
    Trim: "trim" [], Rewrite(apply::trim), Path("trim"), &[];
    /// Without white space at its ends, and with one space for each run of it inside.
    Squeeze: "squeeze" [], Rewrite(apply::squeeze), Path("squeeze"), &[];
    /// Itself where the value in parentheses isn't empty; else empty.
    When: "when" [Key], Rewrite(apply::when), Path("when"), &[];
    /// Itself, or the text in parentheses where it is empty.
    Or: "or" [Text], Rewrite(apply::or), Path("or"), &[];
    /// What stands behind the last `/` of a URL's path.
    LastSegment: "last_segment" [], Rewrite(apply::last_segment), Path("last_segment"), &[];
    /// With another text for each occurrence of one.
    Replace: "replace" [Text, Text], Rewrite(apply::replace), Path("replace"), &[];
    /// What stands behind a text that it must begin with.
    After: "after" [Text], Try(apply::after), Path("after"), &[];
    /// With characters before it until it is so long.
    PadLeft: "pad_left" [Number, Character], Rewrite(apply::pad_left), Path("pad_left"), &[];
    /// With a line feed between every so many characters.
    Wrap: "wrap" [Number], Rewrite(apply::wrap), Path("wrap"), &[];
    /// The number of its characters.
    Length: "length" [], Rewrite(apply::length), Path("length"), &[];
    /// The number of its bytes in UTF-8.
    ByteLength: "byte_length" [], Rewrite(apply::byte_length), Path("byte_length"), &[];
    /// As HTML forms escape.
    FormEscape: "form_escape" [], Rewrite(apply::form_escape), Path("form_escape"), &[];
    /// As RFC 3986 escapes.
    UriEscape: "uri_escape" [], Rewrite(apply::uri_escape), Path("uri_escape"), &[];
    /// What percent escapes spell.
    UriDecode: "uri_decode" [], Try(apply::uri_decode), Path("uri_decode"), &[];
    /// All but letters, digits and the given characters as `%XX`.
    Percent: "percent" [Text], Rewrite(apply::percent), Path("percent"), &[];
    /// The same with lower-case digits.
    PercentLower: "percent_lower" [Text], Rewrite(apply::percent_lower), Path("percent_lower"), &[];
    /// As a JSON string, quotes and all.
    JsonString: "json_string" [], Rewrite(apply::json_string), Path("json_string"), &[];
    /// So many seconds later.
    Plus: "plus" [Seconds], Shift(apply::plus), Path("plus"), &[];
    /// So many seconds earlier.
    Minus: "minus" [Seconds], Shift(apply::minus), Path("minus"), &[];
    /// Whole seconds since the Unix epoch.
    Unix: "unix" [], Format(apply::unix), Method("seconds"), &[];
    /// Milliseconds since the Unix epoch.
    UnixMs: "unix_ms" [], Format(apply::unix_ms), Method("millis"), &[];
    /// By a format, in a time zone.
    Date: "date" [Parameter::Format, Offset], Format(apply::date), Path("date"), &[];
    /// As RFC 1123 has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    Rfc1123: "rfc1123" [], Format(apply::rfc1123), Path("rfc1123"), &[];
    /// As ISO 8601's basic format has it: `19941106T084937Z`.
    Iso8601Basic: "iso8601_basic" [], Format(apply::iso8601_basic), Path("iso8601_basic"), &[];
}

impl Function {
    /// The function of this name in templates.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|function| function.name() == name)
    }

    /// Its name in templates.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What stands in its parentheses.
    pub const fn parameters(self) -> &'static [Parameter] {
        self.row().parameters
    }

    /// Whether it may stand behind a value of this type. Text counts as its UTF-8 where a digest is made.
    pub const fn takes(self, value_type: ValueType) -> bool {
        matches!(
            (self.row().action, value_type),
            (
                Digest(_) | Keyed(_) | Seal(_),
                ValueType::Text | ValueType::Bytes | ValueType::Body
            ) | (Spell(_) | Open(_), ValueType::Bytes | ValueType::Body)
                | (
                    Encode | Decode(_) | Rewrite(_) | Try(_),
                    ValueType::Text | ValueType::Body
                )
                | (Format(_) | Shift(_), ValueType::Instant)
        )
    }

    /// What it makes.
    pub const fn gives(self) -> ValueType {
        match self.row().action {
            Digest(_) | Keyed(_) | Seal(_) | Encode | Decode(_) => ValueType::Bytes,
            Spell(_) | Open(_) | Rewrite(_) | Try(_) | Format(_) => ValueType::Text,
            Shift(_) => ValueType::Instant,
        }
    }

    /// Features of the crate `sealspec` that generated code needs for it.
    pub const fn features(self) -> &'static [&'static str] {
        self.row().features
    }

    /// Whether what it makes doesn't tell what it was made from.
    pub(crate) const fn is_one_way(self) -> bool {
        matches!(self.row().action, Digest(_) | Keyed(_) | Seal(_))
    }

    /// Whether what stands in its parentheses is a key.
    pub(crate) const fn takes_key(self) -> bool {
        matches!(self.row().action, Keyed(_) | Seal(_) | Open(_))
    }

    /// Whether it makes the bytes that a text spells.
    pub(crate) const fn is_decoding(self) -> bool {
        matches!(self.row().action, Decode(_))
    }

    /// Whether there are values that it can't be applied to.
    pub(crate) const fn is_fallible(self) -> bool {
        matches!(self.row().action, Decode(_) | Try(_) | Seal(_) | Open(_))
    }
}

impl Parameter {
    /// Whether it may be left out.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::Offset)
    }

    /// As an example shows it.
    pub(crate) const fn example(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Text => "'text'",
            Self::Character => "'0'",
            Self::Number => "4",
            Self::Seconds => "3600",
            Self::Format => "'%Y-%m-%d %H:%M:%S'",
            Self::Offset => "'+08:00'",
        }
    }
}
