//! Rules between the fields of a request.

use std::borrow::Cow;

pub use sealspec::RuleKind;

use super::About;
use crate::diagnostic::Span;

/// A rule between the fields of a request, or of an object in it, by their names on the wire.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it asks for.
    pub kind: RuleKind,
    /// The fields that it is about; each in a group of its own, but for choices between several at once.
    pub groups: Vec<Vec<String>>,
    /// Fields and the texts of which each must have one for the rule to hold.
    pub when: Vec<(String, Vec<String>)>,
    /// What is said about it.
    pub about: About,
    /// Where the spec has it.
    pub at: Span,
}

impl Rule {
    /// The rule in words.
    pub fn statement(&self) -> String {
        self.kind.statement(&self.groups, &self.when)
    }

    /// Whether a request keeps it. `value` tells the text of a field, and nothing where the field isn't given.
    pub fn is_kept<'v>(&self, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> bool {
        let applies = self.when.iter().all(|(name, values)| {
            value(name).is_some_and(|value| values.iter().any(|own| *own == value))
        });
        if !applies {
            return true;
        }
        let is_given = |name: &String| value(name).is_some();
        let is_whole = |group: &Vec<String>| group.iter().all(is_given);
        let is_touched = |group: &&Vec<String>| group.iter().any(is_given);
        let mut groups = self.groups.iter();
        match self.kind {
            RuleKind::AnyOf => groups.any(is_whole),
            RuleKind::OneOf => {
                let mut touched = groups.filter(is_touched);
                touched.next().is_some_and(is_whole) && touched.next().is_none()
            }
            RuleKind::Together => groups.clone().all(is_whole) || !groups.any(is_whole),
            RuleKind::Require => groups.all(is_whole),
            RuleKind::Forbid => !groups.any(is_whole),
        }
    }
}
