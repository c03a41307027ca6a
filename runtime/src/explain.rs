use std::fmt;

use crate::operation::Place;
use crate::secret::Secret;
use crate::signing::{Line, form_escape};

/// How the signature of a request came about, secrets masked.
///
/// The lines show the request's fields, which may hold personal data: it is meant for whoever looks for the reason of an
/// "invalid signature", not for a log.
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
    /// The signature's lines in the order in which they were made, the signature last; empty for an unsigned request.
    pub lines: Vec<Line>,
    /// Uploaded files, which take no part in a signature.
    pub files: Vec<&'static str>,
    /// Where the signature went; `None`: requests aren't signed.
    pub signature: Option<Place>,
}

impl Explanation {
    /// Masks texts that the request marks as secret wherever a line shows them.
    pub(crate) fn masking(mut self, secrets: &[Secret]) -> Self {
        for secret in secrets
            .iter()
            .map(Secret::expose)
            .filter(|secret| !secret.is_empty())
        {
            let escaped = form_escape(secret);
            for line in &mut self.lines {
                line.value = line
                    .value
                    .replace(secret, "[redacted]")
                    .replace(&escaped, "[redacted]");
            }
        }
        self
    }
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
            let mut rows = line.value.split('\n');
            writeln!(
                formatter,
                "  {:width$}  {}",
                line.name,
                rows.next().unwrap_or_default()
            )?;
            for row in rows {
                writeln!(formatter, "  {:width$}  {row}", "")?;
            }
            for (field, why) in &line.left_out {
                writeln!(formatter, "  {:width$}  without {field}: {why}", "")?;
            }
        }
        for file in &self.files {
            writeln!(formatter, "  {:width$}  without the file {file}", "")?;
        }
        match self.signature {
            Some(Place::Field(name)) => {
                write!(formatter, "  signature goes into the field `{name}`")
            }
            Some(Place::Header(name)) => {
                write!(formatter, "  signature goes into the header `{name}`")
            }
            None => formatter.write_str("  requests aren't signed"),
        }
    }
}
