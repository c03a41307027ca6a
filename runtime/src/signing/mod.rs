//! What the code of a signature is made of: named lines, text and bytes, digests and their spelling.

mod adjust;
mod chosen;
#[cfg(feature = "aes")]
mod cipher;
mod date;
mod digest;
mod error;
#[cfg(feature = "client")]
mod incoming;
mod input;
mod rewrite;
mod rule;
#[cfg(feature = "client")]
mod signed;
mod spelling;
mod text;
mod trace;

pub use crate::text::Text;
pub use adjust::{last_segment, minus, or, plus, squeeze, uri_decode, when};
pub use chosen::{Attempt, Chosen, Piece};
#[cfg(feature = "aes")]
pub use cipher::{aes_cbc, aes_cbc_open};
pub use date::{check_date, date, iso8601_basic, rfc1123};
pub(crate) use date::{chrono_format, spell, time_zone, utc};
#[allow(
    unused_imports,
    unreachable_pub,
    reason = "there may be none, by the features"
)]
pub use digest::*;
pub use error::SigningError;
#[cfg(feature = "client")]
pub use incoming::Incoming;
#[cfg(feature = "client")]
pub(crate) use incoming::{push_body, received_headers};
pub use input::Input;
pub use rewrite::{
    after, base64_decode, base64url_decode, byte_length, hex_decode, json_string, length, pad_left,
    replace, trim, wrap,
};
pub use rule::{FieldRule, Nested, Order, Origin, Select};
#[cfg(feature = "client")]
pub use signed::{Headers, Signed};
pub(crate) use spelling::Kept;
pub use spelling::{Hidden, Spelling};
pub(crate) use text::hex_digits;
pub use text::{
    base64, base64url, base64url_padded, form_escape, hex, hex_upper, percent, percent_lower,
    uri_escape,
};
pub use trace::{Line, Part, Quiet, Recording, Trace};
