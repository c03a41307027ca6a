//! All tests of the workspace, in one binary.

mod compile_fail;
mod consumers;
mod diagnostics;
mod end_to_end;
mod example;
mod examples;
mod generated;
mod support;
mod testbed;
mod vectors;
mod wire;
