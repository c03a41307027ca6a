//! Generates the client of each vendor whose feature is on.

use sealspec_codegen::{Build, Sources};

fn main() {
    let vendors = sealspec_specs::ALL
        .iter()
        .map(|vendor| Sources::new(vendor.files.iter().copied()));
    vendors
        .fold(Build::new(), Build::sources)
        .feature_per_vendor(true)
        .serde(true)
        .run();
}
