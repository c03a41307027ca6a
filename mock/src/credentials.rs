//! What the vendor knows of its caller.

use std::collections::BTreeMap;
use std::fmt;

use sealspec::Secret;

/// Credentials by name. `Debug` shows the names alone.
#[derive(Clone, Default)]
pub(crate) struct Credentials(BTreeMap<String, Secret>);

impl Credentials {
    pub(crate) fn insert(&mut self, name: String, value: Secret) {
        self.0.insert(name, value);
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(Secret::expose)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}
