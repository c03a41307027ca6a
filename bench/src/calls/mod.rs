//! Preparing one signed call, from a filled request to the bytes that are sent, next to what people write by hand.

mod ishansong;
mod nowhere;
pub(crate) mod storepos;

use sealspec_client::sealspec::Prepared;

use crate::table::Section;
use crate::task::{Task, allocations_and_times};

/// Preparing calls of both vendors in each way.
///
/// # Errors
///
/// Where there is no client, or the ways don't give the same bytes.
pub fn tasks() -> Result<Vec<Task>, String> {
    storepos::check()?;
    ishansong::check()?;
    let mut tasks = storepos::tasks().map_err(|error| error.to_string())?;
    tasks.extend(ishansong::tasks().map_err(|error| error.to_string())?);
    Ok(tasks)
}

/// How often each way allocates, and how long it takes.
///
/// # Errors
///
/// As for [`tasks`].
pub fn measure() -> Result<Section, String> {
    let mut section = Section::new("Preparing one signed call");
    for row in allocations_and_times(&tasks()?) {
        section.push(row);
    }
    Ok(section)
}

/// The length of a body.
fn length(prepared: Prepared) -> usize {
    prepared.body().len()
}

/// Whether all ways make the same bytes, which end with the digest of what was signed.
fn same(signed: &str, ways: &[(&'static str, Vec<u8>)]) -> Result<(), String> {
    let sign = hex_upper(&digest(signed));
    let Some((first, wanted)) = ways.first() else {
        return Ok(());
    };
    if !wanted.ends_with(sign.as_bytes()) {
        return Err(format!("{first} doesn't sign {signed:?}"));
    }
    match ways.iter().find(|(_, body)| body != wanted) {
        None => Ok(()),
        Some((other, body)) => Err(format!(
            "{other} gives other bytes than {first}:\n{}\n{}",
            String::from_utf8_lossy(body),
            String::from_utf8_lossy(wanted)
        )),
    }
}

/// MD5.
pub(crate) fn digest(text: &str) -> [u8; 16] {
    use md5::Digest as _;
    md5::Md5::digest(text).into()
}

/// Digits without `format!`.
pub(crate) fn hex_upper(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4).to_ascii_uppercase());
        text.push(digit(byte & 15).to_ascii_uppercase());
    }
    text
}
