//! What cargo tells a build script, and what a build script tells cargo.

use std::env;
use std::path::PathBuf;

/// A folder that cargo names in the environment.
pub(super) fn folder(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| {
        format!(
            "`{variable}` isn't set: `sealspec_codegen::Build` works in a build script that cargo runs; \
             anywhere else call `sealspec_codegen::generate`"
        )
    })
}

/// Whether a feature of the package is on.
pub(super) fn has_feature(feature: &str) -> bool {
    let variable = format!("CARGO_FEATURE_{}", feature.to_uppercase().replace('-', "_"));
    env::var_os(variable).is_some()
}

/// Has the build script run again when this file or folder changes.
pub(super) fn rerun_if_changed(path: &str) {
    println!("cargo::rerun-if-changed={path}");
}

/// Tells something, in one line, and goes on.
pub(super) fn warning(line: &str) {
    println!("cargo::warning={line}");
}

/// Fails the build with this text. A directive ends with its line, so each line is one.
pub(super) fn error(text: &str) {
    for line in text.trim_end().lines() {
        println!("cargo::error={line}");
    }
}
