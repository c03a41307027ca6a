//! Turns a YAML spec of a signed HTTP API into a typed Rust client.
//!
//! **source → spec → check → model → emit → format.** The *source* is the text of a vendor's folder. The *spec* mirrors its YAML:
//! names are still texts, and each knows where it stands. The *check* gives every name its meaning; it is the only step that
//! fails, and it tells all mistakes at once, and what to warn of besides ([`review`]). The *model* is what it makes: names resolved, defaults filled, fields in the order
//! in which they are signed. To *emit* is to write Rust from the model, already in the *format* that rustfmt would give it.
//!
//! All of this is pure, from [`Sources`] to [`GeneratedFile`]s. Only [`Build`], which a `build.rs` calls, touches files:
//!
//! ```no_run
//! sealspec_codegen::Build::new().spec_folder("spec/acme").run();
//! ```

mod build;
mod check;
mod diagnostic;
mod emit;
pub mod model;
#[cfg(feature = "schema")]
mod schema;
pub mod signature;
mod source;
mod spec;
mod yaml;

pub use build::Build;
pub use check::{Review, check, review};
pub use diagnostic::{
    Code, Diagnostic, Diagnostics, Location, Position, Severity, Span, Style, counts, more, suggest,
};
pub use emit::{GeneratedFile, Options};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use source::{ReadError, SourceFile, Sources};

/// Makes the client of one vendor.
///
/// # Errors
///
/// All mistakes of the spec.
pub fn generate(sources: &Sources, options: &Options) -> Result<Vec<GeneratedFile>, Diagnostics> {
    Ok(emit::emit(&check(sources)?, options))
}
