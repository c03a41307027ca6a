//! What signing makes: values, each with its place.

use std::borrow::Cow;

use crate::few::Few;
use crate::operation::Place;
use crate::text::Text;

/// The values that a signature puts into a request, in the order in which they are put there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Signed {
    values: Few<(Place, Text<'static>), 2>,
}

impl Signed {
    /// One value in its place.
    pub fn at<'v>(place: Place, value: impl Into<Text<'v>>) -> Self {
        Self::default().and(place, value)
    }

    /// One more value.
    pub fn and<'v>(mut self, place: Place, value: impl Into<Text<'v>>) -> Self {
        self.values.push((place, value.into().kept()));
        self
    }

    /// The values with their places.
    pub fn values(&self) -> &[(Place, Text<'static>)] {
        &self.values
    }
}

/// The headers that every request of a profile carries.
#[derive(Debug, Default)]
pub struct Headers {
    pub(crate) list: Few<(Cow<'static, str>, Text<'static>), 4>,
}

impl Headers {
    /// Sets a header, its name in lower case. An empty value leaves it out.
    pub fn set<'v>(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Text<'v>>) {
        let (name, value) = (name.into(), value.into().kept());
        self.list.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.list.push((name, value));
        }
    }
}
