use std::fmt;

use super::Error;

/// Why a request was refused before it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    what: String,
    field: Option<String>,
    remedy: String,
}

impl Refusal {
    /// A refusal of a field, credential or setting, or of what none of them is at fault for; `what` follows its name.
    pub fn new(field: Option<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            field,
            remedy: remedy.into(),
        }
    }

    /// What is wrong.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The field, credential or setting that is at fault; a field within an object by its path.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(formatter, "`{field}` ")?;
        }
        write!(formatter, "{}: {}", self.what, self.remedy)
    }
}

impl Error {
    /// A refusal that isn't about a field.
    pub(crate) fn refused(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused(Refusal::new(None, what, remedy))
    }

    /// A refusal of a field, credential or header.
    pub(crate) fn refused_field(
        field: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self::Refused(Refusal::new(Some(field.into()), what, remedy))
    }
}
