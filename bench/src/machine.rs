//! The machine that the figures are of.

use std::fs;
use std::process::Command;

/// Processor, cores, memory, system and compiler in one line; what can't be learnt is left out.
pub fn line() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let mut parts = vec![
        processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        format!("{cores} cores"),
    ];
    parts.extend(memory());
    parts.push(std::env::consts::OS.to_owned());
    parts.extend(compiler());
    parts.join(", ")
}

fn processor() -> Option<String> {
    value_of(&fs::read_to_string("/proc/cpuinfo").ok()?, "model name")
}

fn memory() -> Option<String> {
    let text = value_of(&fs::read_to_string("/proc/meminfo").ok()?, "MemTotal")?;
    let kibibytes: u64 = text.split_whitespace().next()?.parse().ok()?;
    Some(format!("{} GiB", kibibytes >> 20))
}

fn compiler() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split('(')
        .next()
        .map(|version| version.trim().to_owned())
}

fn value_of(text: &str, name: &str) -> Option<String> {
    let (_, value) = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)?;
    Some(value.trim().to_owned())
}
