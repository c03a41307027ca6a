//! JSON that was written anew: spaces, escapes and the order of members.

use super::Cause;

/// Why two texts that hold JSON differ, where it is for how the JSON is written.
pub(super) fn guess(ours: &str, theirs: &str) -> Option<Cause> {
    let same = |plain: fn(&str) -> String| plain(ours) == plain(theirs);
    if !ours.contains(['{', '[']) {
        return None;
    }
    if same(without_spaces) {
        Some(Cause::JsonSpaces)
    } else if same(with_plain_slashes) {
        Some(Cause::JsonSlashes)
    } else if same(with_plain_characters) {
        Some(Cause::JsonUnicode)
    } else if same(wholly_plain) {
        // Several of them at once; spaces are the easiest to see.
        Some(Cause::JsonSpaces)
    } else if same(sorted) {
        Some(Cause::JsonOrder)
    } else {
        None
    }
}

fn wholly_plain(text: &str) -> String {
    with_plain_characters(&with_plain_slashes(&without_spaces(text)))
}

/// The text without the spaces that stand within braces or brackets and outside of quotes.
fn without_spaces(text: &str) -> String {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    text.chars()
        .filter(|character| {
            match character {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' if depth > 0 => quoted = !quoted,
                '{' | '[' if !quoted => depth += 1,
                '}' | ']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            quoted || depth == 0 || !character.is_ascii_whitespace()
        })
        .collect()
}

fn with_plain_slashes(text: &str) -> String {
    text.replace("\\/", "/")
}

/// The text with `\uXXXX` as the characters that they stand for.
fn with_plain_characters(text: &str) -> String {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once("\\u") {
        units.extend(plain.encode_utf16());
        let digits = after.get(..4).unwrap_or_default();
        match u16::from_str_radix(digits, 16) {
            Ok(unit) => {
                units.push(unit);
                rest = after.get(4..).unwrap_or_default();
            }
            Err(_) => {
                units.extend("\\u".encode_utf16());
                rest = after;
            }
        }
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

/// The plain text's members in one order, however they were nested.
fn sorted(text: &str) -> String {
    let plain = wholly_plain(text);
    let mut members: Vec<&str> = plain.split([',', '{', '}', '[', ']']).collect();
    members.sort_unstable();
    members.join(",")
}
