//! What generated code costs its users' compiler, next to the peers' code for the same API.

mod client;
mod lines;
pub mod rustc;

use client::{Builds, Client, Compiled, Generator};

use crate::peers::{self, Peer};
use crate::synthetic::Synthetic;
use crate::table::{Row, Section, Unit};

/// How large the APIs are.
const SIZES: [usize; 3] = [8, 100, 500];

/// Above this size, the peers' builds take minutes: the one that an aim is about is made, the others are left out.
const LARGEST_BUILT: usize = 100;

/// Measures lines, the compiler's CPU time and its memory.
pub fn measure() -> Result<Section, String> {
    let mut section = Section::new("Generated code");
    let program = peers::generator(true)?;
    let ours = Client::new(Generator::Ours, &program)?;
    let mut others = Vec::new();
    for peer in Peer::ALL {
        others.push((peer, Client::new(Generator::Peer(peer), &program)?));
    }
    push_lines(&mut section, &ours, &others)?;
    for size in sizes() {
        eprintln!("{size} operations …");
        let api = Synthetic::new(size);
        let compiled = ours.compile(api, Builds::All)?;
        for (peer, other) in &others {
            let other = other.compile(api, builds(size, *peer))?;
            push_compiled(&mut section, size, &compiled, *peer, &other);
        }
    }
    Ok(section)
}

fn builds(size: usize, peer: Peer) -> Builds {
    match peer {
        _ if size <= LARGEST_BUILT => Builds::All,
        Peer::Positional => Builds::Release,
        Peer::Builder | Peer::OpenApiToRust => Builds::None,
    }
}

/// Those that `SEALSPEC_BENCH_LARGEST` leaves.
fn sizes() -> impl Iterator<Item = usize> {
    let largest = std::env::var("SEALSPEC_BENCH_LARGEST").ok();
    let largest = largest.and_then(|text| text.parse().ok());
    SIZES
        .into_iter()
        .filter(move |size| largest.is_none_or(|largest| *size <= largest))
}

fn push_lines(
    section: &mut Section,
    ours: &Client,
    others: &[(Peer, Client)],
) -> Result<(), String> {
    for vendor in sealspec_specs::ALL {
        let what = format!("{}: lines per operation", vendor.name);
        section.push(Row::new(what, lines::of_vendor(vendor)?, Unit::Lines).at_most(120.0));
    }
    let api = Synthetic::new(100);
    let lines = ours.lines(api)?;
    for (peer, other) in others {
        let row = Row::new("100 operations: lines per operation", lines, Unit::Lines);
        section.push(row.against(peer.name(), other.lines(api)?).at_most(120.0));
    }
    Ok(())
}

fn push_compiled(
    section: &mut Section,
    size: usize,
    ours: &Compiled,
    peer: Peer,
    other: &Compiled,
) {
    // The aims are about progenitor.
    let aim = |ratio: f64| (peer != Peer::OpenApiToRust).then_some(ratio);
    let mut push = |what: &str, value: fn(&Compiled) -> Option<f64>, unit, aim: Option<f64>| {
        let (Some(ours), Some(other)) = (value(ours), value(other)) else {
            return;
        };
        let row =
            Row::new(format!("{size} operations: {what}"), ours, unit).against(peer.name(), other);
        section.push(match aim {
            Some(ratio) => row.ratio_at_most(ratio),
            None => row,
        });
    };
    push(
        "check",
        |client| Some(client.check.cpu),
        Unit::Seconds,
        aim(0.25),
    );
    push(
        "check after one operation changed",
        |client| Some(client.recheck.cpu),
        Unit::Seconds,
        aim(0.25),
    );
    push(
        "dev build",
        |client| client.build.map(|used| used.cpu),
        Unit::Seconds,
        None,
    );
    push(
        "release build",
        |client| client.release.map(|used| used.cpu),
        Unit::Seconds,
        aim(1.0),
    );
    push(
        "memory of a check",
        |client| Some(client.check.mebibytes()),
        Unit::MebiBytes,
        aim(0.4),
    );
}
