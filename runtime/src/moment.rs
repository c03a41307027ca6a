use crate::text::Text;

/// When a call is prepared and the nonce that goes into it: all that preparing takes from the outside world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    unix_millis: i64,
    nonce: Text<'static>,
}

impl Moment {
    /// A moment from milliseconds since the Unix epoch and a nonce.
    ///
    /// The nonce also separates the parts of a multipart body, where letters and digits alone are safe; other characters are
    /// left out there.
    pub fn new(unix_millis: i64, nonce: impl AsRef<str>) -> Self {
        Self {
            unix_millis,
            nonce: Text::copied(nonce.as_ref()),
        }
    }

    /// Milliseconds since the Unix epoch.
    pub fn unix_millis(&self) -> i64 {
        self.unix_millis
    }

    /// Whole seconds since the Unix epoch.
    pub fn unix_seconds(&self) -> i64 {
        self.unix_millis.div_euclid(1000)
    }

    /// The nonce.
    pub fn nonce(&self) -> &str {
        &self.nonce
    }

    /// Whole seconds since the Unix epoch, in decimal.
    pub fn seconds(&self) -> Text<'static> {
        self.unix_seconds().into()
    }

    /// Milliseconds since the Unix epoch, in decimal.
    pub fn millis(&self) -> Text<'static> {
        self.unix_millis.into()
    }
}
