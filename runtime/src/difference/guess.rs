//! What a difference may come from.

use std::borrow::Cow;

use super::layout::{Fields, Layout};
use super::{Cause, Whose, first_difference, json};
use crate::form::unescape;
use crate::signing::Line;

/// Why the vendor's string differs from a line, first at the byte `at`.
pub(super) fn guess(lines: &[Line], line: &Line, theirs: &str, at: usize) -> Option<Cause> {
    let ours = line.kept.expose();
    end(ours, theirs)
        .or_else(|| key(lines, line, theirs, at))
        .or_else(|| value(ours, theirs))
        .or_else(|| match Layout::of(lines, line)?.compare(theirs)? {
            Fields::Cause(cause) => Some(cause),
            Fields::Value(ours, theirs) => value(ours, theirs).or_else(|| time(ours, theirs)),
        })
        .or_else(|| time(ours, theirs))
}

/// White space at the end, and line breaks.
fn end(ours: &str, theirs: &str) -> Option<Cause> {
    if ours.trim_end() == theirs.trim_end() {
        let longer = if ours.len() > theirs.len() {
            Whose::Ours
        } else {
            Whose::Theirs
        };
        return Some(Cause::End(longer));
    }
    (ours.replace("\r\n", "\n") == theirs.replace("\r\n", "\n")).then_some(Cause::LineBreaks)
}

/// A secret that is missing, doubled or another.
fn key(lines: &[Line], line: &Line, theirs: &str, at: usize) -> Option<Cause> {
    let ours = line.kept.expose();
    for part in lines.iter().flat_map(|line| {
        let whole = line.kept.expose();
        line.kept
            .hidden()
            .iter()
            .map(move |part| (part, whole.get(part.range.clone()).unwrap_or_default()))
    }) {
        let (part, secret) = part;
        if secret.len() >= 4 && theirs.matches(secret).count() > ours.matches(secret).count() {
            return Some(Cause::KeyTwice(part.name.clone()));
        }
    }
    for part in line.kept.hidden() {
        let secret = ours.get(part.range.clone()).unwrap_or_default();
        if !secret.is_empty() && theirs.matches(secret).count() >= ours.matches(secret).count() {
            continue;
        }
        let rest = (ours.get(..part.range.start)?, ours.get(part.range.end..)?);
        let without = [rest.0, rest.1].concat();
        let cut_off = theirs.len() == at && at <= part.range.start && !secret.is_empty();
        if without == theirs || (cut_off && rest.1.is_empty()) {
            return Some(Cause::KeyMissing(part.name.clone()));
        }
        if part.range.start == at {
            return Some(Cause::Key(part.name.clone()));
        }
    }
    None
}

/// The same value, spelled otherwise.
fn value(ours: &str, theirs: &str) -> Option<Cause> {
    json::guess(ours, theirs)
        .or_else(|| escapes(ours, theirs))
        .or_else(|| ours.eq_ignore_ascii_case(theirs).then_some(Cause::Case))
}

fn escapes(ours: &str, theirs: &str) -> Option<Cause> {
    if with_capital_escapes(ours) == with_capital_escapes(theirs) {
        return Some(Cause::EscapeCase);
    }
    if ours.replace("%20", "+") == theirs.replace("%20", "+") {
        return Some(Cause::Space);
    }
    let unescapes_to = |from: &str, to: &str| {
        let plain = [unescape(from), unescape(&from.replace('+', "%2B")).map(own)];
        plain.into_iter().flatten().any(|plain| plain == to)
    };
    let how = |whose, plain: &str| {
        if has_escape(plain) {
            Cause::EscapedTwice(whose)
        } else {
            Cause::Escaped(whose)
        }
    };
    if unescapes_to(theirs, ours) {
        return Some(how(Whose::Theirs, ours));
    }
    if unescapes_to(ours, theirs) {
        return Some(how(Whose::Ours, theirs));
    }
    let same = match (unescape(ours), unescape(theirs)) {
        (Ok(ours), Ok(theirs)) => ours == theirs,
        _ => false,
    };
    same.then(|| escaped_character(ours, theirs)).flatten()
}

fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// The character that one of two texts, which mean the same, escapes at the place where they begin to differ.
fn escaped_character(ours: &str, theirs: &str) -> Option<Cause> {
    let at = first_difference(ours, theirs)?;
    let rest = [ours.get(at..)?, theirs.get(at..)?];
    let plain = rest.iter().find(|text| !text.starts_with('%'))?;
    plain.chars().next().map(Cause::EscapedCharacter)
}

fn has_escape(text: &str) -> bool {
    text.as_bytes()
        .windows(3)
        .any(|window| matches!(window, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()))
}

fn with_capital_escapes(text: &str) -> String {
    let mut digits = 0;
    text.chars()
        .map(|character| {
            let was_digit = digits > 0;
            digits = if character == '%' {
                2
            } else {
                i32::max(digits - 1, 0)
            };
            if was_digit {
                character.to_ascii_uppercase()
            } else {
                character
            }
        })
        .collect()
}

/// Another time, or the same in another unit.
fn time(ours: &str, theirs: &str) -> Option<Cause> {
    let at = first_difference(ours, theirs)?;
    let (ours, theirs) = (run_at(ours, at), run_at(theirs, at));
    let is_seconds = |run: &str| run.len() == 10 && run.starts_with('1');
    let is_millis = |run: &str| run.len() == 13 && run.starts_with('1');
    if (is_seconds(ours) && is_millis(theirs)) || (is_millis(ours) && is_seconds(theirs)) {
        return Some(Cause::TimeUnit);
    }
    let is_date = |run: &str| {
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        run.starts_with("20") && (12..=17).contains(&digits)
    };
    let is_time = |run: &str| is_seconds(run) || is_millis(run) || is_date(run);
    (is_time(ours) && is_time(theirs)).then_some(Cause::Time)
}

/// The run of characters of a time around a place.
fn run_at(text: &str, at: usize) -> &str {
    let is_of_time = |character: char| {
        character.is_ascii_digit() || matches!(character, '-' | ':' | ' ' | 'T' | '.')
    };
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.trim_end_matches(is_of_time).len();
    let end = text.len() - after.trim_start_matches(is_of_time).len();
    text.get(start..end)
        .unwrap_or_default()
        .trim_matches(|character: char| !character.is_ascii_digit())
}
