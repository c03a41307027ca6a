//! The tests of the sealspec workspace live in `it/`. The library compiles the golden files, so that what is
//! reviewed as generated code is known to be code.

#[path = "golden/generated/ishansong/mod.rs"]
pub mod ishansong;
#[path = "golden/generated/storepos/mod.rs"]
pub mod storepos;

include!(concat!(env!("OUT_DIR"), "/sealspec.rs"));

/// The code of `docs/callbacks.md` holds.
#[cfg(doctest)]
#[doc = include_str!("../docs/callbacks.md")]
pub struct Callbacks;

/// The published signature schemes: a module for each `schemes/*.yaml`.
pub mod schemes {
    include!(concat!(env!("OUT_DIR"), "/schemes.rs"));
}

/// Clients of vendors that don't say everything, with what an overlay supplies.
pub mod overlaid {
    include!(concat!(env!("OUT_DIR"), "/overlaid.rs"));
}
