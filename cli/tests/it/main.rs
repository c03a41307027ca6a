//! The real binary, as a user runs it: what it prints and how it ends, compared with files.
//!
//! `BLESS=1` rewrites the files; a difference prints a diff and that command.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that stops tells where"
)]

mod call;
#[path = "../../../tests/it/support/cargo.rs"]
mod cargo;
mod check;
mod completions;
mod credentials;
mod docs;
mod explain;
mod explain_code;
mod generate;
#[path = "../../../tests/it/support/golden.rs"]
mod golden;
mod help;
mod man;
mod mock;
mod new;
mod openapi;
mod output;
mod readme;
mod schema;
mod sealspec;
mod shop;
mod started;
