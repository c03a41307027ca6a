//! Leaves out what can't be called, since the vendor doesn't say all that it takes.

use super::seals::Seal;
use crate::model::{Callback, Operation, Page, Profile, Shape, TypeDefinition, Unspecified};

/// Takes away profiles whose seal isn't specified, and the operations that nothing else can call; gives what was taken.
///
/// Both were checked like all others, so that a mistake in them is found while they wait for the vendor's answer.
pub(super) fn leave_out(
    profiles: &mut Vec<Profile>,
    pages: &mut [Page],
    types: &mut [TypeDefinition],
    seals: &[Seal],
) -> Vec<Unspecified> {
    let missing = |profile: &Profile| {
        let own = profile.seal.as_ref()?;
        let seal = seals.iter().find(|seal| seal.name == own.name)?;
        let facts = seal
            .missing
            .iter()
            .map(|(line, what)| (format!("seals.{}.lines.{line}", seal.name), what.clone()));
        (!seal.missing.is_empty()).then(|| facts.collect())
    };
    let missing: Vec<Option<Vec<_>>> = profiles.iter().map(missing).collect();
    // The place that each profile has once the others are gone.
    let mut kept = 0..;
    let places: Vec<Option<usize>> = missing
        .iter()
        .map(|missing| missing.is_none().then(|| kept.next()).flatten())
        .collect();

    let mut left_out: Vec<Unspecified> = Vec::new();
    for (profile, missing) in profiles.iter().zip(missing) {
        left_out.extend(missing.map(|missing| Unspecified {
            profile: profile.name.clone(),
            operations: Vec::new(),
            callbacks: Vec::new(),
            missing,
        }));
    }
    for page in pages {
        page.operations.retain_mut(|operation| {
            let is_kept = keep(operation, profiles, &places, &mut left_out);
            if !is_kept {
                leave_out_payload(operation, types);
            }
            is_kept
        });
        page.callbacks.retain_mut(|callback| {
            let is_kept = keep_callback(callback, profiles, &places, &mut left_out);
            if let (false, Shape::Named(index)) = (is_kept, &callback.shape)
                && let Some(definition) = types.get_mut(*index)
            {
                definition.left_out = true;
            }
            is_kept
        });
    }
    let mut places = places.iter();
    profiles.retain(|_| places.next().is_none_or(Option::is_some));
    left_out
}

/// Whether an operation can still be called once its profiles have their new places.
fn keep(
    operation: &mut Operation,
    profiles: &[Profile],
    places: &[Option<usize>],
    left_out: &mut [Unspecified],
) -> bool {
    let place = |profile: usize| places.get(profile).copied().flatten();
    let callable = operation
        .variants
        .iter()
        .any(|variant| place(variant.profile).is_some());
    for variant in operation.variants.iter().filter(|_| !callable) {
        let name = profiles.get(variant.profile).map(|profile| &profile.name);
        let own = left_out.iter_mut().find(|own| Some(&own.profile) == name);
        if let Some(own) = own {
            own.operations.push(operation.name.clone());
        }
    }
    operation
        .variants
        .retain_mut(|variant| match place(variant.profile) {
            Some(place) => {
                variant.profile = place;
                true
            }
            None => false,
        });
    callable
}

/// Whether a callback can still be verified once its profiles have their new places, or nobody signs it.
fn keep_callback(
    callback: &mut Callback,
    profiles: &[Profile],
    places: &[Option<usize>],
    left_out: &mut [Unspecified],
) -> bool {
    let place = |profile: &usize| places.get(*profile).copied().flatten();
    let kept: Vec<usize> = callback.profiles.iter().filter_map(place).collect();
    let is_kept = callback.profiles.is_empty() || !kept.is_empty();
    for profile in callback.profiles.iter().filter(|_| !is_kept) {
        let name = profiles.get(*profile).map(|profile| &profile.name);
        let own = left_out.iter_mut().find(|own| Some(&own.profile) == name);
        if let Some(own) = own {
            own.callbacks.push(callback.name.clone());
        }
    }
    callback.profiles = kept;
    is_kept
}

/// The struct of a payload that is written out in the operation is the operation's own.
fn leave_out_payload(operation: &Operation, types: &mut [TypeDefinition]) {
    let own = format!("{}Response", operation.type_name);
    if let Some(Shape::Named(index)) = operation.response
        && let Some(definition) = types.get_mut(index)
    {
        definition.left_out = definition.name == own;
    }
}
