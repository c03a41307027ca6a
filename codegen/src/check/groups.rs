//! Which pages name one another's types and operations.

use std::collections::HashMap;

use super::usage::{named, parts};
use crate::model::{Credential, Envelope, Page, Shape, TypeDefinition};

/// Gives the pages that belong together one number, and 0 to those that `api.yaml` itself leans on.
pub(super) fn number(
    pages: &mut [Page],
    types: &[TypeDefinition],
    envelopes: &[Envelope],
    credentials: &[Credential],
) {
    let mut groups = Groups((0..=pages.len()).collect());
    let mut names = |from: usize, shape: &Shape| {
        let definition = named(shape).and_then(|index| types.get(index));
        // All pages may name what is in `api.yaml`, which they don't share for that.
        if let Some(page) = definition.and_then(|definition| definition.page) {
            groups.join(from, page + 1);
        }
    };
    for definition in types {
        let from = definition.page.map_or(0, |page| page + 1);
        parts(definition).iter().for_each(|part| names(from, part));
    }
    let members = envelopes.iter().flat_map(|envelope| &envelope.fields);
    members.for_each(|member| names(0, &member.shape));
    for (index, page) in pages.iter().enumerate() {
        for operation in &page.operations {
            let fields = operation.request.iter().map(|field| &field.shape);
            let shapes = fields.chain(&operation.response);
            shapes.for_each(|shape| names(index + 1, shape));
        }
    }
    let operations = pages.iter().enumerate().flat_map(|(index, page)| {
        let operations = page.operations.iter();
        operations.map(move |operation| (index + 1, operation))
    });
    let places: HashMap<&str, usize> = operations
        .clone()
        .map(|(page, operation)| (&*operation.name, page))
        .collect();
    let asked = operations.filter_map(|(page, own)| Some((page, own.poll.as_ref()?.via.as_ref()?)));
    let given = credentials.iter().flat_map(|own| &own.from);
    for (page, name) in asked.chain(given.map(|name| (0, name))) {
        if let Some(place) = places.get(&**name) {
            groups.join(page, *place);
        }
    }
    for (index, page) in pages.iter_mut().enumerate() {
        page.group = groups.of(index + 1);
    }
}

/// Of each thing another one of its group; the least of each has itself.
struct Groups(Vec<usize>);

impl Groups {
    /// The least of a group.
    fn of(&self, mut one: usize) -> usize {
        while let Some(other) = self.0.get(one).filter(|other| **other != one) {
            one = *other;
        }
        one
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        if let Some(place) = self.0.get_mut(one.max(other)) {
            *place = one.min(other);
        }
    }
}
