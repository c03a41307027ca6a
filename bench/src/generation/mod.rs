//! What generating costs: a whole vendor, and after an edit of one page.

mod generator;
mod measured;

use std::path::PathBuf;
use std::time::SystemTime;

use generator::{Generator, Vendor};
pub use measured::instead_of_the_bench;

use crate::peers::{self, Peer};
use crate::process::Used;
use crate::synthetic::Synthetic;
use crate::table::{Row, Section, Unit};

/// How large the vendors are.
const SIZES: [usize; 4] = [10, 100, 1000, 10_000];

/// The size that is held against the peers, and of which one page is edited.
const USUAL: usize = 1000;

/// How many times the same is done; the least is taken.
const TURNS: usize = 3;

/// How a generator is compiled: its name in the table, and whether that is a release build.
const LEVELS: [(&str, bool); 2] = [("opt-level 0", false), ("release", true)];

/// Measures CPU time and memory.
pub fn measure() -> Result<Section, String> {
    let mut section = Section::new("Generation");
    for (level, is_release) in LEVELS {
        let generator = Generator::build(is_release)?;
        push_sizes(&mut section, level, &generator)?;
        push_peer(&mut section, level, &generator, is_release)?;
        push_edit(&mut section, level, &generator, is_release)?;
    }
    Ok(section)
}

fn push_sizes(section: &mut Section, level: &str, generator: &Generator) -> Result<(), String> {
    let mut per_operation = Vec::new();
    for size in SIZES {
        let vendor = Vendor::write(Synthetic::new(size))?;
        let turns = if size > USUAL { 1 } else { TURNS };
        let used = least(turns, || generator.cold(&vendor))?;
        let what = format!("{level}, {size} operations");
        section.push(Row::new(format!("{what}: CPU"), used.cpu, Unit::Seconds));
        let memory = used.mebibytes();
        section.push(Row::new(
            format!("{what}: peak memory"),
            memory,
            Unit::MebiBytes,
        ));
        per_operation.push(used.cpu * 1e6 / size as f64);
    }
    if let [.., usual, largest] = per_operation.as_slice() {
        let row = Row::new(
            format!("{level}: CPU per operation of 10000"),
            *largest,
            Unit::Microseconds,
        );
        section.push(row.against("of 1000", *usual).ratio_at_most(1.2));
    }
    Ok(())
}

/// The same API by progenitor, in turns.
fn push_peer(
    section: &mut Section,
    level: &str,
    generator: &Generator,
    is_release: bool,
) -> Result<(), String> {
    let peer = Peer::Positional;
    let program = peers::generator(is_release)?;
    let api = Synthetic::new(USUAL);
    let vendor = Vendor::write(api)?;
    let (document, folder) = (
        vendor.folder().join("api.json"),
        vendor.folder().join("peer"),
    );
    generator::write(&document, &api.open_api())?;
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        own.push(generator.cold(&vendor)?);
        other.push(measured::run(&peer.generate(&program, &document, &folder))?);
    }
    let (own, other) = (least_of(own)?, least_of(other)?);
    let what = format!("{level}, {USUAL} operations");
    let cpu = Row::new(format!("{what}: CPU"), own.cpu, Unit::Seconds);
    section.push(cpu.against(peer.name(), other.cpu).ratio_at_most(1.0 / 3.0));
    let memory = Row::new(
        format!("{what}: peak memory"),
        own.mebibytes(),
        Unit::MebiBytes,
    );
    let memory = memory.against(peer.name(), other.mebibytes());
    section.push(memory.ratio_at_most(1.0 / 3.0));
    Ok(())
}

/// A build after one page was edited, and one after nothing was.
fn push_edit(
    section: &mut Section,
    level: &str,
    generator: &Generator,
    is_release: bool,
) -> Result<(), String> {
    let api = Synthetic::new(USUAL);
    let vendor = Vendor::write(api)?;
    let cold = least(TURNS, || generator.cold(&vendor))?;
    let mut rewritten = 0;
    let edited = least(TURNS, || {
        vendor.rewrite(api.edited())?;
        let before = vendor.written()?;
        let used = generator.warm(&vendor)?;
        let after = vendor.written()?;
        let is_new = |(path, time): &(&PathBuf, &SystemTime)| before.get(*path) != Some(time);
        rewritten = after.iter().filter(is_new).count();
        vendor.rewrite(api)?;
        generator.warm(&vendor)?;
        Ok(used)
    })?;
    let unchanged = least(TURNS, || generator.warm(&vendor))?;
    let what = format!(
        "{level}, {USUAL} operations, one page of {} edited",
        api.pages
    );
    let cost = Row::new(format!("{what}: CPU"), edited.cpu * 1e6, Unit::Microseconds);
    let cost = cost.against("all generated", cold.cpu * 1e6);
    // Build scripts aren't optimised unless someone asks for it.
    section.push(match is_release {
        true => cost,
        false => cost.ratio_at_most(0.05),
    });
    let files = Row::new(
        format!("{what}: files rewritten"),
        rewritten as f64,
        Unit::Files,
    );
    section.push(files.at_most(1.0));
    let cost = Row::new(
        format!("{level}, {USUAL} operations, nothing edited: CPU"),
        unchanged.cpu * 1e6,
        Unit::Microseconds,
    );
    section.push(cost.against("all generated", cold.cpu * 1e6));
    Ok(())
}

fn least(turns: usize, mut run: impl FnMut() -> Result<Used, String>) -> Result<Used, String> {
    least_of((0..turns).map(|_| run()).collect::<Result<_, _>>()?)
}

/// The least time and the least memory.
fn least_of(all: Vec<Used>) -> Result<Used, String> {
    let least = |a: Used, b: Used| Used {
        cpu: a.cpu.min(b.cpu),
        memory: a.memory.min(b.memory),
    };
    all.into_iter()
        .reduce(least)
        .ok_or_else(|| "nothing was measured".to_owned())
}
