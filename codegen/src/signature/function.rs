//! The catalogue of functions: one row per function, read by the parser, the interpreter and the emitter.

use sealspec::Moment;
use sealspec::signing;

use super::ValueType;

/// What a function does, by the kinds of value that it takes and gives.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Action {
    /// Text or bytes to bytes that don't tell what they were made from.
    Digest(fn(&[u8]) -> Vec<u8>),
    /// Text or bytes, and a key of either, to bytes that tell neither.
    Keyed(fn(&[u8], &[u8]) -> Vec<u8>),
    /// Bytes to text.
    Spell(fn(&[u8]) -> String),
    /// Text to bytes.
    Encode(fn(&str) -> Vec<u8>),
    /// Text to text.
    Rewrite(fn(&str) -> String),
    /// A point in time to text.
    Format(fn(&Moment) -> String),
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
    /// What the emitter writes.
    pub(crate) rust: Rust,
    /// Features of the crate `sealspec` that generated code needs for it.
    pub(crate) features: &'static [&'static str],
}

/// Makes the enum and the lookup of its rows from one table.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $variant:ident: $name:literal, $action:expr, $rust:expr, $features:expr;)*) => {
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
                    $(Self::$variant => Row { name: $name, action: $action, rust: $rust, features: $features },)*
                }
            }
        }
    };
}

use Action::{Digest, Encode, Format, Keyed, Rewrite, Spell};
use Rust::{Function as Path, Method};

catalogue! {
    /// 16 bytes.
    Md5: "md5", Digest(|data| signing::md5(data)), Path("md5"), &["md5"];
    /// 20 bytes.
    Sha1: "sha1", Digest(|data| signing::sha1(data)), Path("sha1"), &["sha1"];
    /// 32 bytes.
    Sha256: "sha256", Digest(|data| signing::sha256(data)), Path("sha256"), &["sha2"];
    /// 64 bytes.
    Sha512: "sha512", Digest(|data| signing::sha512(data)), Path("sha512"), &["sha2"];
    /// HMAC over MD5, by the key in parentheses.
    HmacMd5: "hmac_md5", Keyed(|data, key| signing::hmac_md5(data, key)), Path("hmac_md5"), &["hmac", "md5"];
    /// HMAC over SHA-1, by the key in parentheses.
    HmacSha1: "hmac_sha1", Keyed(|data, key| signing::hmac_sha1(data, key)), Path("hmac_sha1"), &["hmac", "sha1"];
    /// HMAC over SHA-256, by the key in parentheses.
    HmacSha256: "hmac_sha256", Keyed(|data, key| signing::hmac_sha256(data, key)), Path("hmac_sha256"), &["hmac", "sha2"];
    /// HMAC over SHA-512, by the key in parentheses.
    HmacSha512: "hmac_sha512", Keyed(|data, key| signing::hmac_sha512(data, key)), Path("hmac_sha512"), &["hmac", "sha2"];
    /// Lower-case hexadecimal digits.
    Hex: "hex", Spell(signing::hex), Path("hex"), &[];
    /// Upper-case hexadecimal digits.
    HexUpper: "HEX", Spell(signing::hex_upper), Path("hex_upper"), &[];
    /// Base64 with `+`, `/` and padding.
    Base64: "base64", Spell(signing::base64), Path("base64"), &[];
    /// Base64 with `-`, `_` and no padding.
    Base64Url: "base64url", Spell(signing::base64url), Path("base64url"), &[];
    /// A text's UTF-8.
    Bytes: "bytes", Encode(|text| text.as_bytes().to_vec()), Method("as_bytes"), &[];
    /// `A`–`Z` as `a`–`z`; other letters stay.
    Lower: "lower", Rewrite(str::to_ascii_lowercase), Method("to_ascii_lowercase"), &[];
    /// `a`–`z` as `A`–`Z`; other letters stay.
    Upper: "upper", Rewrite(str::to_ascii_uppercase), Method("to_ascii_uppercase"), &[];
    /// Whole seconds since the Unix epoch.
    Unix: "unix", Format(|moment| moment.unix_seconds().to_string()), Method("unix_seconds().to_string"), &[];
    /// Milliseconds since the Unix epoch.
    UnixMs: "unix_ms", Format(|moment| moment.unix_millis().to_string()), Method("unix_millis().to_string"), &[];
    /// As HTML forms escape.
    FormEscape: "form_escape", Rewrite(signing::form_escape), Path("form_escape"), &[];
    /// As RFC 3986 escapes.
    UriEscape: "uri_escape", Rewrite(signing::uri_escape), Path("uri_escape"), &[];
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

    /// How many arguments it takes in parentheses.
    pub const fn argument_count(self) -> usize {
        matches!(self.row().action, Action::Keyed(_)) as usize
    }

    /// Whether it may stand behind a value of this type. Text counts as its UTF-8 where a digest is made.
    pub const fn takes(self, value_type: ValueType) -> bool {
        matches!(
            (self.row().action, value_type),
            (
                Action::Digest(_) | Action::Keyed(_),
                ValueType::Text | ValueType::Bytes
            ) | (Action::Spell(_), ValueType::Bytes)
                | (Action::Encode(_) | Action::Rewrite(_), ValueType::Text)
                | (Action::Format(_), ValueType::Instant)
        )
    }

    /// What it makes.
    pub const fn gives(self) -> ValueType {
        match self.row().action {
            Action::Digest(_) | Action::Keyed(_) | Action::Encode(_) => ValueType::Bytes,
            Action::Spell(_) | Action::Rewrite(_) | Action::Format(_) => ValueType::Text,
        }
    }

    /// Features of the crate `sealspec` that generated code needs for it.
    pub const fn features(self) -> &'static [&'static str] {
        self.row().features
    }

    /// Whether what it makes doesn't tell what it was made from.
    pub(crate) const fn is_one_way(self) -> bool {
        matches!(self.row().action, Action::Digest(_) | Action::Keyed(_))
    }
}
