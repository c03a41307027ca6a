use std::fmt;

use sealspec::ShapeError;
use sealspec_codegen::suggest::nearest;

/// Why a call can't be put together.
///
/// It names what is wrong, suggests what was probably meant, and shows no value: that may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallError {
    what: String,
    remedy: String,
}

impl CallError {
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// A name that isn't among the `known` ones; `all` says where these are, for whoever meant none of them.
    pub(crate) fn unknown<'n>(
        what: String,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
        all: impl Into<String>,
    ) -> Self {
        let remedy = match nearest(name, known) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => all.into(),
        };
        Self::new(what, remedy)
    }

    /// A value that isn't of the documented shape.
    pub(crate) fn unfit(field: &str, error: &ShapeError, remedy: String) -> Self {
        let path = error.path();
        let path = path.strip_prefix('$').unwrap_or_default();
        let problem = error.problem();
        let verb = match problem.starts_with("expected ") {
            true => "doesn't fit: ",
            false => "",
        };
        Self::new(format!("`{field}{path}` {verb}{problem}"), remedy)
    }

    /// What is wrong.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.what, self.remedy)
    }
}

impl std::error::Error for CallError {}
