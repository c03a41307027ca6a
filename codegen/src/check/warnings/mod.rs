//! What a spec could say better: nothing here keeps it from being used.

mod documentation;
mod field_examples;
mod shown;

use crate::diagnostic::Problems;
use crate::model::{Envelope, Page, TypeDefinition};
use crate::spec::Spec;

/// What is looked at, and what it means.
pub(super) struct Context<'c> {
    pub(super) spec: &'c Spec,
    /// Declared types first, in the order of the spec.
    pub(super) types: &'c [TypeDefinition],
    pub(super) envelopes: &'c [Envelope],
    pub(super) pages: &'c [Page],
    pub(super) problems: &'c Problems<'c>,
}

/// Reports what to warn of.
pub(super) fn warn(context: &Context<'_>) {
    documentation::warn(context.spec, context.problems);
    shown::warn(context.spec, context.problems);
    // What an example must fit is known only where all is right.
    if context.problems.count() == 0 {
        field_examples::warn(context);
    }
}
