use std::cell::RefCell;

use super::{Diagnostic, Diagnostics};
use crate::source::Sources;

/// The mistakes found so far. Shared by all steps, none of which stops at a mistake.
pub(crate) struct Problems<'s> {
    /// What is being checked.
    pub(crate) sources: &'s Sources,
    list: RefCell<Vec<Diagnostic>>,
}

impl<'s> Problems<'s> {
    pub(crate) fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            list: RefCell::default(),
        }
    }

    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.list.borrow_mut().push(diagnostic);
    }

    /// How many there are: a step that leaves the number as it was found nothing wrong.
    pub(crate) fn count(&self) -> usize {
        self.list.borrow().len()
    }

    /// The outcome of all steps; a step that gives nothing has reported why.
    pub(crate) fn into_result<T>(self, value: Option<T>) -> Result<T, Diagnostics> {
        let list = self.list.into_inner();
        match value {
            Some(value) if list.is_empty() => Ok(value),
            _ => Err(Diagnostics::new(self.sources, list)),
        }
    }
}
