//! What calls, builds and generation cost, next to the peers and the floor.
//!
//! The binary measures and prints one table; `benches/` counts instructions of the same work.

pub mod allocations;
pub mod build;
pub mod calls;
pub mod code;
pub mod generation;
pub mod instructions;
pub mod loopback;
pub mod machine;
pub mod peers;
pub mod process;
pub mod replies;
pub mod synthetic;
pub mod table;
pub mod task;
