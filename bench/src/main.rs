//! Measures what calls, builds and generation cost, and prints one table.
//!
//! ```text
//! cargo run --release -p sealspec-bench             everything
//! cargo run --release -p sealspec-bench -- calls    one part
//! ```
//!
//! Every ratio is of two figures of one run, taken in turns where both are times.

use std::process::ExitCode;

use sealspec_bench::machine;
use sealspec_bench::table::Section;

/// A part of the bench: its name on the command line, and what measures it.
type Part = (&'static str, fn() -> Result<Section, String>);

const PARTS: &[Part] = &[];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(&name.as_str())) {
        eprintln!(
            "there is no part `{unknown}`; the parts are: {}",
            names.join(", ")
        );
        return ExitCode::from(2);
    }
    println!("{}\n", machine::line());
    let mut exit = ExitCode::SUCCESS;
    for (name, measure) in PARTS {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == name) {
            continue;
        }
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
