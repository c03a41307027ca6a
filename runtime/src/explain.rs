use std::fmt;

use crate::difference::Difference;
use crate::operation::Place;
use crate::secret::Secret;
use crate::signing::{Kept, Line, form_escape, uri_escape};

/// How the signature of a request came about, secrets masked.
///
/// The lines show the request's fields, which may hold personal data: it is meant for whoever looks for the reason of an
/// "invalid signature", not for a log. [`compare`](Self::compare) finds where the vendor's own string to sign differs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Name of the operation.
    pub operation: &'static str,
    /// Name of the profile.
    pub profile: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// URL without its query.
    pub url: String,
    /// The signature's lines in the order in which they were made; empty for an unsigned request.
    pub lines: Vec<Line>,
    /// Uploaded files, which take no part in a signature.
    pub files: Vec<String>,
    /// Where the signature and what goes with it went, and the text that went there; nowhere: requests aren't signed.
    pub places: Vec<(Place, String)>,
}

impl Explanation {
    /// Masks texts that the request marks as secret wherever a line shows them.
    pub(crate) fn masking<'s>(mut self, secrets: impl IntoIterator<Item = &'s Secret>) -> Self {
        for secret in secrets.into_iter().map(Secret::expose) {
            for spelled in [secret, &form_escape(secret), &uri_escape(secret)] {
                for line in &mut self.lines {
                    line.kept.hide(spelled, "redacted");
                }
            }
        }
        for line in &mut self.lines {
            line.value = line.kept.shown();
        }
        for (_, value) in &mut self.places {
            *value = masked(value, &self.lines).shown();
        }
        self
    }

    /// Finds where the string to sign that the vendor says it made differs from the one made here, and guesses why.
    ///
    /// Secrets are compared and not shown, whatever the vendor's string holds.
    pub fn compare(&self, echoed: &str) -> Difference {
        Difference::between(&self.lines, echoed)
    }

    /// The value of a line, secrets masked.
    pub fn line(&self, name: &str) -> Option<&str> {
        let line = self.lines.iter().find(|line| line.name == name)?;
        Some(&line.value)
    }
}

/// A text with the secrets of some lines hidden.
pub(crate) fn masked(text: &str, lines: &[Line]) -> Kept {
    let mut kept = Kept::clear(text);
    for line in lines {
        for part in line.kept.hidden() {
            let secret = line.kept.expose().get(part.range.clone());
            kept.hide(secret.unwrap_or_default(), &part.name);
        }
    }
    kept
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation,
            profile,
            method,
            url,
            ..
        } = self;
        writeln!(formatter, "{operation} as {profile}: {method} {url}")?;
        let width = self
            .lines
            .iter()
            .map(|line| line.name.len())
            .max()
            .unwrap_or_default();
        for line in &self.lines {
            write_line(formatter, line, width)?;
        }
        for file in &self.files {
            writeln!(formatter, "  {:width$}  without the file {file}", "")?;
        }
        let Some(((place, value), more)) = self.places.split_first() else {
            return formatter.write_str("  requests aren't signed");
        };
        let signature = self.line("sign");
        write_place(formatter, "signature goes into", place, value, signature)?;
        for (place, value) in more {
            formatter.write_str("\n")?;
            write_place(formatter, "and with it into", place, value, signature)?;
        }
        Ok(())
    }
}

fn write_line(formatter: &mut fmt::Formatter<'_>, line: &Line, width: usize) -> fmt::Result {
    let mut rows = line.value.split('\n');
    let first = rows.next().unwrap_or_default();
    writeln!(formatter, "  {:width$}  {first}", line.name)?;
    for row in rows {
        writeln!(formatter, "  {:width$}  {row}", "")?;
    }
    if !line.took_part.is_empty() {
        let names = line.took_part.join(", ");
        writeln!(formatter, "  {:width$}  made of {names}", "")?;
    }
    for (field, why) in &line.left_out {
        writeln!(formatter, "  {:width$}  without {field}: {why}", "")?;
    }
    Ok(())
}

/// Tells a place, and what went there where that isn't the signature alone.
fn write_place(
    formatter: &mut fmt::Formatter<'_>,
    what: &str,
    place: &Place,
    value: &str,
    signature: Option<&str>,
) -> fmt::Result {
    write!(formatter, "  {what} {place}")?;
    if signature != Some(value) {
        write!(formatter, ": {value}")?;
    }
    Ok(())
}
