//! Orders that vendors sort by.

use std::cmp::Ordering;

/// The order in which these names stand, where it is a known one.
pub(super) fn known(names: &[&str]) -> Option<&'static str> {
    let is_by = |compare: fn(&str, &str) -> Ordering| {
        names
            .iter()
            .zip(names.iter().skip(1))
            .all(|(a, b)| compare(a, b) != Ordering::Greater)
    };
    if is_by(|a, b| a.cmp(b)) {
        Some("by the bytes of the names, capitals before small letters")
    } else if is_by(|a, b| lower(a).cmp(&lower(b))) {
        Some("by name without regard to case")
    } else if is_by(natural) {
        Some("as people count (`a2` before `a10`)")
    } else if is_by(|a, b| b.cmp(a)) {
        Some("by name, backwards")
    } else if is_by(|a, b| a.len().cmp(&b.len())) {
        Some("by the length of the names")
    } else {
        None
    }
}

fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// Compares with runs of digits as numbers, and without regard to case.
fn natural(a: &str, b: &str) -> Ordering {
    let (a, b) = (runs(&lower(a)), runs(&lower(b)));
    a.cmp(&b)
}

/// A text as runs of digits, by length and digits without zeros in front, and of other characters.
fn runs(text: &str) -> Vec<(usize, String)> {
    let mut runs: Vec<(usize, String)> = Vec::new();
    let mut in_digits = false;
    for character in text.chars() {
        let is_digit = character.is_ascii_digit();
        match runs.last_mut() {
            Some((length, run)) if is_digit && in_digits => {
                run.push(character);
                *length = run.trim_start_matches('0').len();
            }
            Some((_, run)) if !is_digit && !in_digits => run.push(character),
            // Letters come after numbers.
            _ => runs.push((if is_digit { 1 } else { usize::MAX }, character.into())),
        }
        in_digits = is_digit;
    }
    runs
}
