//! What signing makes: values, each with its place.

use std::borrow::Cow;

use crate::operation::Place;

/// The values that a signature puts into a request, in the order in which they are put there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Signed {
    values: Vec<(Place, String)>,
}

impl Signed {
    /// One value in its place.
    pub fn at(place: Place, value: impl Into<String>) -> Self {
        Self::default().and(place, value)
    }

    /// One more value.
    pub fn and(mut self, place: Place, value: impl Into<String>) -> Self {
        self.values.push((place, value.into()));
        self
    }

    /// The values with their places.
    pub fn values(&self) -> &[(Place, String)] {
        &self.values
    }
}

/// The headers that every request of a profile carries.
#[derive(Debug, Default)]
pub struct Headers {
    pub(crate) list: Vec<(Cow<'static, str>, String)>,
}

impl Headers {
    /// Sets a header, its name in lower case. An empty value leaves it out.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        self.list.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.list.push((name, value));
        }
    }
}
