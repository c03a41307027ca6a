use std::fmt;

use crate::decode::ShapeError;
#[cfg(feature = "client")]
use crate::error::Error;

/// Why no signature could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningError {
    place: String,
    what: String,
    remedy: &'static str,
    undetermined: bool,
}

impl SigningError {
    /// A line, field or header of which nothing can be made; `what` follows its name.
    pub fn new(place: &str, what: impl Into<String>, remedy: &'static str) -> Self {
        Self {
            place: place.to_owned(),
            what: what.into(),
            remedy,
            undetermined: false,
        }
    }

    /// An object or a list stands where the vendor doesn't say how one is signed.
    pub fn undetermined(field: &str) -> Self {
        Self {
            undetermined: true,
            ..Self::new(
                field,
                "is an object or a list, and how such a value is signed isn't documented",
                "let the spec say `nested: skip` or `nested: text` once the vendor does",
            )
        }
    }

    pub(super) fn not_an_object(field: &str, error: &ShapeError) -> Self {
        Self::new(
            field,
            format!("has no members to sign: {error}"),
            "look at the signature's `from`",
        )
    }

    /// Whether it is for lack of documentation.
    pub(crate) fn is_undetermined(&self) -> bool {
        self.undetermined
    }
}

impl fmt::Display for SigningError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}: {}", self.place, self.what, self.remedy)
    }
}

impl std::error::Error for SigningError {}

#[cfg(feature = "client")]
impl From<SigningError> for Error {
    fn from(error: SigningError) -> Self {
        Self::refused_field(error.place, error.what, error.remedy)
    }
}
