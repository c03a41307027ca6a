//! Ten thousand calls that wait for their replies at the same time, in a process of their own, so that its memory is theirs.

use std::fs;
use std::process::{Command, Stdio};

use super::rounds::{call, runtime};
use super::server::Server;
use super::ways::{Ours, Unsigned, Way};
use super::{FLIGHT, of};
use crate::allocations;
use crate::table::{Row, Unit};

const CALLS: u64 = 10_000;

/// Files that a process has open besides its connections.
const OTHER_FILES: u64 = 50;

/// What a call in flight takes of memory.
struct Memory {
    /// As the allocator counts it.
    allocated: f64,
    /// As the system counts it, where it does.
    resident: Option<f64>,
}

/// The memory of a call in flight, next to one by hand. As many are made as the system lets a process have files open.
pub(super) fn measure() -> Result<Vec<Row>, String> {
    let open = rlimit::increase_nofile_limit(CALLS + OTHER_FILES).map_err(|e| e.to_string())?;
    let calls = CALLS.min(open.saturating_sub(OTHER_FILES));
    let (ours, unsigned) = (fly::<Ours>(calls)?, fly::<Unsigned>(calls)?);
    let held = Row::new("sealspec, in flight at once", of(calls), Unit::Calls)
        .against("asked for", of(CALLS))
        .ratio_at_least(1.0);
    let name = |way: &str, by: &str| format!("{way}, each of {calls} in flight, by {by}");
    let row = |by, ours, unsigned| {
        Row::new(name(Ours::NAME, by), ours, Unit::Bytes)
            .against(name(Unsigned::NAME, by), unsigned)
    };
    let mut rows = vec![
        held,
        row("the allocator", ours.allocated, unsigned.allocated),
    ];
    if let (Some(ours), Some(unsigned)) = (ours.resident, unsigned.resident) {
        rows.push(row("resident memory", ours, unsigned));
    }
    Ok(rows)
}

/// Lets another process make the calls.
fn fly<W: Way>(calls: u64) -> Result<Memory, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .args([FLIGHT, W::NAME, &calls.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut figures = text.split_whitespace().map(str::parse);
    match figures.next() {
        Some(Ok(allocated)) if output.status.success() => Ok(Memory {
            allocated,
            resident: figures.next().and_then(Result::ok),
        }),
        _ => Err(format!("{} in flight: {}", W::NAME, output.status)),
    }
}

/// Makes the calls, and prints what each has taken.
pub(super) fn run(way: &str, calls: &str) -> Result<(), String> {
    let calls = calls.parse().map_err(|_| "how many calls?")?;
    match way {
        Ours::NAME => print::<Ours>(calls),
        Unsigned::NAME => print::<Unsigned>(calls),
        _ => Err(format!("there is no way {way:?}")),
    }
}

fn print<W: Way>(calls: usize) -> Result<(), String> {
    let server = Server::start(calls)?;
    let (runtime, way) = (runtime()?, W::new(server.url())?);
    let before = resident("VmRSS");
    let mut outcome = Ok(());
    // None is answered before the last has come.
    let counted = allocations::measure(|| outcome = runtime.block_on(call(&way, calls, 1)));
    outcome?;
    let each = |bytes: f64| bytes / of(calls);
    println!("{}", each(counted.most_bytes));
    if let (Some(before), Some(peak)) = (before, resident("VmHWM")) {
        println!("{}", each(peak - before));
    }
    server.stop().map(drop)
}

/// What the system says of this process's memory, in bytes.
fn resident(name: &str) -> Option<f64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024.0)
}
