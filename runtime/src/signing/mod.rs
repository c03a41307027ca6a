//! What the code of a signature is made of: named lines, text and bytes, digests and their spelling.

mod digest;
mod text;
mod trace;

#[allow(
    unused_imports,
    unreachable_pub,
    reason = "there may be none, by the features"
)]
pub use digest::*;
pub(crate) use text::push_form_escaped;
pub use text::{base64, base64url, form_escape, hex, hex_upper, uri_escape};
pub use trace::{Line, Masked, Part, Quiet, Recording, Trace};

use crate::fields::Fields;
use crate::moment::Moment;

/// What a signature can be computed from, besides credentials.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Fields of the request, or members of the reply.
    pub fields: &'a Fields<'a>,
    /// HTTP method, in upper case.
    pub method: &'a str,
    /// Path of the URL.
    pub path: &'a str,
    /// Host of the URL, with its port where that isn't the default.
    pub host: &'a str,
    /// Query string without `?`, as sent.
    pub query: &'a str,
    /// Body as sent.
    pub body: &'a [u8],
    /// When the request is signed, and its nonce.
    pub moment: &'a Moment,
}
