//! `use` lines, made from the code that needs them.

use std::cmp::Ordering;
use std::collections::HashSet;
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
pub(crate) fn needs_runtime(body: &HashSet<&str>) -> bool {
    RUNTIME.iter().any(|name| body.contains(*name))
}

/// Writes `use` lines for the names of the crate `sealspec` that stand in `body`.
pub(crate) fn runtime(code: &mut Code, body: &HashSet<&str>) {
    runtime_and(code, body, &[]);
}

/// The same with more names, which a type of the vendor's may have elsewhere.
pub(crate) fn runtime_and(code: &mut Code, body: &HashSet<&str>, more: &[&str]) {
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
    sort(&mut names);
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

/// Sorts names as rustfmt does: by character, runs of digits by their value.
pub(crate) fn sort(names: &mut [String]) {
    names.sort_by(|a, b| natural_order(a, b));
}

fn natural_order(a: &str, b: &str) -> Ordering {
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

/// The names in a piece of code that begin with a capital, as those of types and constants do.
pub(crate) fn names(code: &str) -> HashSet<&str> {
    let mut names = HashSet::new();
    // A few names are most of all words: what stood at one's place before needs no hashing.
    let mut recent = [""; 64];
    each_word(code, |word| {
        let ends = word.as_bytes().first().zip(word.as_bytes().last());
        let Some((first @ b'A'..=b'Z', last)) = ends else {
            return;
        };
        let place = (usize::from(*first) * 7 + usize::from(*last) + word.len()) % recent.len();
        if let Some(before) = recent.get_mut(place).filter(|before| **before != word) {
            *before = word;
            names.insert(word);
        }
    });
    names
}

/// Which of these words stand in a piece of code.
pub(crate) fn mentions<const COUNT: usize>(code: &str, words: [&str; COUNT]) -> [bool; COUNT] {
    let mut mentioned = [false; COUNT];
    each_word(code, |word| {
        for (wanted, found) in words.iter().zip(&mut mentioned) {
            *found |= word == *wanted;
        }
    });
    mentioned
}

/// The words of a piece of code that may be names in scope: comments, string literals and what stands behind `::` left out.
///
/// All of a page goes through here byte by byte, in build scripts at opt-level 0, where every call costs; hence one loop.
fn each_word<'c>(code: &'c str, mut take: impl FnMut(&'c str)) {
    let bytes = code.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                while let Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9') = bytes.get(at) {
                    at += 1;
                }
                let is_in_scope = start < 2 || bytes.get(start - 2..start) != Some(b"::");
                code.get(start..at).filter(|_| is_in_scope).map(&mut take);
            }
            b'"' => {
                while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'"') {
                    at += if *byte == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'/' if bytes.get(at) == Some(&b'/') => {
                let rest = code.get(at..).unwrap_or_default();
                at += rest.find('\n').unwrap_or(rest.len());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_where_they_are_in_scope() {
        let code = r#"
            /// A Comment.
            pub b: Vec<Money>, // Another
            "Text \" Here", super::Hidden, _C1 TimeFormat::new(D)"#;
        let mut found: Vec<&str> = names(code).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, ["D", "Money", "TimeFormat", "Vec"]);
        assert_eq!(
            mentions(code, ["b", "pub", "new", "Here"]),
            [true, true, false, false]
        );
    }
}
