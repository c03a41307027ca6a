//! JSON as requests write it and replies are read from it.
//!
//! Strict (RFC 8259), since what a parser lets pass is what an attacker plays with: no duplicate names, no lone surrogates,
//! numbers by their literal, at most [`MAX_DEPTH`] levels.

mod cursor;
mod document;
mod joined;
mod notes;
mod reader;
mod scanner;
#[cfg(test)]
mod tests;
mod token;
mod value;
mod writer;

pub use document::{Document, Member, Scalar};
pub(crate) use notes::{Notes, Unsendable};
pub use reader::JsonReader;
pub use value::Json;
pub use writer::ObjectWriter;
pub(crate) use writer::{JsonValue, append_json, append_member, text, write_object};

/// How deep objects and lists may be nested.
pub const MAX_DEPTH: usize = 64;
