//! All tests of the workspace, in one binary.

mod axum;
mod callbacks;
mod compile_fail;
mod consumers;
mod diagnostics;
mod documented_schemes;
mod end_to_end;
mod every_operation;
mod example;
mod examples;
mod generated;
mod links;
mod outcomes;
mod overlaid;
mod quirks;
mod routes;
mod rules;
mod schemes;
mod sealed;
mod signature_properties;
mod storepos;
mod support;
mod testbed;
mod values;
mod vectors;
mod wire;
