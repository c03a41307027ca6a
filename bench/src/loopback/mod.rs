//! Whole calls over loopback: signed, sent, received, verified and read, next to what people write by hand.

mod flight;
mod rounds;
mod server;
mod ways;

use std::process::ExitCode;

use crate::allocations;
use crate::table::{Row, Section, Unit};
use ways::{Naive, Ours, Unsigned, Way};

use self::rounds::Figures;

/// What this program is called as, by itself, to be something else than the bench.
const SERVER: &str = "--loopback-server";
const FLIGHT: &str = "--loopback-flight";

/// The other end of the calls, or calls in flight, where the program's arguments say that it is to be that.
pub fn instead_of_the_bench(arguments: &[String]) -> Option<ExitCode> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        [SERVER, held] => server::run(held),
        [FLIGHT, way, calls] => flight::run(way, calls),
        _ => return None,
    };
    Some(match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    })
}

/// What calls cost one after another, 32 at a time and 10 000 at a time.
///
/// # Errors
///
/// Where a call fails, or the other end.
pub fn measure() -> Result<Section, String> {
    ways::check()?;
    let mut section = Section::new("Whole calls over loopback");
    for concurrency in [1, 32] {
        for row in at_once(concurrency)? {
            section.push(row);
        }
    }
    section.push(a_clone()?);
    for row in flight::measure()? {
        section.push(row);
    }
    Ok(section)
}

/// What calls cost where so many are made at once.
fn at_once(concurrency: usize) -> Result<Vec<Row>, String> {
    let [(ours, connections), (unsigned, _), (naive, _)] = rounds::measure(concurrency)?;
    let name = |way: &str| format!("{way}, {concurrency} at once");
    let row = |figure: fn(&Figures) -> f64, unit| {
        Row::new(name(Ours::NAME), figure(&ours), unit)
            .against(name(Unsigned::NAME), figure(&unsigned))
    };
    let beside_naive = |figure: fn(&Figures) -> f64, unit| {
        Row::new(name(Ours::NAME), figure(&ours), unit).against(name(Naive::NAME), figure(&naive))
    };
    Ok(vec![
        row(|of| 1.0 / of.seconds, Unit::PerSecond),
        beside_naive(|of| 1.0 / of.seconds, Unit::PerSecond),
        row(|of| of.cpu_micros, Unit::Microseconds).ratio_at_most(1.0),
        beside_naive(|of| of.cpu_micros, Unit::Microseconds),
        row(|of| of.allocations, Unit::Allocations).ratio_at_most(0.99),
        beside_naive(|of| of.allocations, Unit::Allocations),
        Row::new(
            format!("connections kept by {}", name(Ours::NAME)),
            connections,
            Unit::Connections,
        )
        .at_most(of(concurrency)),
    ])
}

/// What it costs to clone a client.
fn a_clone() -> Result<Row, String> {
    let client = Ours::new("http://127.0.0.1")?.client;
    let counted = allocations::measure(|| drop(client.clone()));
    let what = "a clone of sealspec's client";
    Ok(Row::new(what, counted.count, Unit::Allocations).at_most(0.0))
}

/// A count as a figure.
fn of(count: impl TryInto<u32>) -> f64 {
    f64::from(count.try_into().unwrap_or(u32::MAX))
}
