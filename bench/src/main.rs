//! Measures what calls, builds and generation cost, and prints one table.
//!
//! ```text
//! cargo run --release -p sealspec-bench             everything
//! cargo run --release -p sealspec-bench -- calls    one part
//! cargo run --release -p sealspec-bench -- instructions
//! ```
//!
//! Every ratio is of two figures of one run, taken in turns where both are times.

use std::process::ExitCode;

use sealspec_bench::table::Section;
use sealspec_bench::{build, calls, code, generation, instructions, loopback, machine, replies};

/// A part of the bench: its name on the command line, and what measures it.
type Part = (&'static str, fn() -> Result<Section, String>);

const PARTS: &[Part] = &[
    ("calls", calls::measure),
    ("replies", replies::measure),
    ("loopback", loopback::measure),
    ("code", code::measure),
    ("generation", generation::measure),
    ("build", build::measure),
];

/// What is measured by name only: it needs valgrind, and builds a part of the bench anew.
const BY_NAME: &[Part] = &[("instructions", instructions::measure)];

fn main() -> ExitCode {
    if let Some(exit) = code::rustc::stand_in() {
        return exit;
    }
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let instead = loopback::instead_of_the_bench(&wanted);
    if let Some(exit) = instead.or_else(|| generation::instead_of_the_bench(&wanted)) {
        return exit;
    }
    let parts = PARTS.iter().chain(BY_NAME);
    let names: Vec<_> = parts.clone().map(|(name, _)| *name).collect();
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(&name.as_str())) {
        eprintln!(
            "there is no part `{unknown}`; the parts are: {}",
            names.join(", ")
        );
        return ExitCode::from(2);
    }
    println!("{}\n", machine::line());
    let mut exit = ExitCode::SUCCESS;
    let is_wanted = |(name, _): &&Part| match wanted.as_slice() {
        [] => PARTS.iter().any(|(part, _)| part == name),
        wanted => wanted.iter().any(|wanted| wanted == name),
    };
    for (name, measure) in parts.filter(is_wanted) {
        eprintln!("measuring {name} …");
        match measure() {
            Ok(section) => println!("{section}"),
            Err(problem) => {
                eprintln!("{name}: {problem}");
                exit = ExitCode::FAILURE;
            }
        }
    }
    exit
}
