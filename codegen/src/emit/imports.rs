//! `use` lines, made from the code that needs them.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

use super::code::Code;

/// What generated code may need of the crate `sealspec`.
const RUNTIME: &[&str] = &[
    "Ack",
    "Blank",
    "Body",
    "Callback",
    "Date",
    "DateTime",
    "Decode",
    "Encode",
    "Environment",
    "Extra",
    "File",
    "Json",
    "Link",
    "Moment",
    "Money",
    "Operation",
    "Place",
    "Polled",
    "Profile",
    "Reader",
    "Reply",
    "RequestWriter",
    "Route",
    "Schedule",
    "Secret",
    "Server",
    "ShapeError",
    "SignedBy",
    "UnsignedCallback",
    "ValueWriter",
    "Verify",
    "VerifyWhen",
];

/// Whether any name of the crate `sealspec` stands in `body`.
pub(crate) fn needs_runtime(body: &BTreeSet<String>) -> bool {
    RUNTIME.iter().any(|name| body.contains(*name))
}

/// Writes `use` lines for the names of the crate `sealspec` that stand in `body`.
pub(crate) fn runtime(code: &mut Code, body: &BTreeSet<String>) {
    runtime_and(code, body, &[]);
}

/// The same with more names, which a type of the vendor's may have elsewhere.
pub(crate) fn runtime_and(code: &mut Code, body: &BTreeSet<String>, more: &[&str]) {
    list(
        code,
        "sealspec",
        RUNTIME
            .iter()
            .chain(more)
            .filter(|name| body.contains(**name))
            .map(ToString::to_string)
            .collect(),
    );
}

/// Writes `use path::{names};`, or nothing where there are no names.
pub(crate) fn list(code: &mut Code, path: &str, mut names: Vec<String>) {
    names.sort_by(|a, b| natural_order(a, b));
    match names.as_slice() {
        [] => {}
        [name] => code.line(format!("use {path}::{name};")),
        _ => {
            let line = format!("use {path}::{{{}}};", names.join(", "));
            // rustfmt breaks lists of names two columns before it must.
            if code.fits(&format!("{line}  ")) {
                return code.line(line);
            }
            code.nest(
                &format!("use {path}::{{"),
                // And one column before it must where the list takes several lines.
                |code| code.fill(names.into_iter(), 1),
                "};",
            );
        }
    }
}

/// The order in which rustfmt sorts names: by character, runs of digits by their value.
pub(crate) fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                number(&mut left).cmp(&number(&mut right))
            }
            _ => left.next().cmp(&right.next()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn number(characters: &mut Peekable<Chars<'_>>) -> u128 {
    let mut value = 0_u128;
    while let Some(digit) = characters
        .peek()
        .and_then(|character| character.to_digit(10))
    {
        value = value.saturating_mul(10).saturating_add(u128::from(digit));
        characters.next();
    }
    value
}

/// The words of a piece of code that may be names in scope: comments, string literals and what stands behind `::` left out.
pub(crate) fn words(code: &str) -> BTreeSet<String> {
    code.lines()
        .map(str::trim_start)
        .filter(|line| !line.starts_with("//"))
        .flat_map(|line| {
            let line = without_literals(line);
            let mut words = Vec::new();
            for (index, path) in line.split("::").enumerate() {
                let in_path = path.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.extend(in_path.skip(usize::from(index > 0)).map(str::to_owned));
            }
            words
        })
        .collect()
}

fn without_literals(line: &str) -> String {
    let mut kept = String::new();
    let mut characters = line.chars();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        match character {
            '"' => quoted = !quoted,
            '\\' if quoted => drop(characters.next()),
            _ if quoted => {}
            _ => kept.push(character),
        }
    }
    kept
}
