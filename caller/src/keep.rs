//! Names that are kept for good, as the runtime wants them: see [`sealspec::dynamic`].
//!
//! Each is kept once in the process, whatever number of callers know it, so that specs alone bound what is kept.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use sealspec::{Conditions, Place, Rule};

type Texts = &'static [&'static str];

#[derive(Default)]
struct Kept {
    texts: HashSet<&'static str>,
    lists: HashSet<Texts>,
    groups: HashSet<&'static [Texts]>,
    conditions: HashSet<Conditions>,
    places: HashSet<&'static [Place]>,
    rules: HashSet<&'static [Rule]>,
}

/// A text.
pub(crate) fn text(text: &str) -> &'static str {
    text_in(&mut kept(), text)
}

/// A list of texts.
pub(crate) fn texts(texts: &[String]) -> Texts {
    texts_in(&mut kept(), texts)
}

/// Groups of texts.
pub(crate) fn groups(groups: &[Vec<String>]) -> &'static [Texts] {
    let kept = &mut *kept();
    let groups = groups.iter().map(|group| texts_in(kept, group)).collect();
    slice(&mut kept.groups, groups)
}

/// Names, each with texts.
pub(crate) fn conditions(conditions: &[(String, Vec<String>)]) -> Conditions {
    let kept = &mut *kept();
    let pairs = conditions.iter();
    let pairs = pairs.map(|(name, texts)| (text_in(kept, name), texts_in(kept, texts)));
    let pairs = pairs.collect();
    slice(&mut kept.conditions, pairs)
}

/// Places.
pub(crate) fn places(places: Vec<Place>) -> &'static [Place] {
    slice(&mut kept().places, places)
}

/// Rules.
pub(crate) fn rules(rules: Vec<Rule>) -> &'static [Rule] {
    slice(&mut kept().rules, rules)
}

fn text_in(kept: &mut Kept, text: &str) -> &'static str {
    if let Some(known) = kept.texts.get(text) {
        return known;
    }
    let text = String::leak(text.to_owned());
    kept.texts.insert(text);
    text
}

fn texts_in(kept: &mut Kept, texts: &[String]) -> Texts {
    let texts = texts.iter().map(|text| text_in(kept, text)).collect();
    slice(&mut kept.lists, texts)
}

fn slice<T: Eq + Hash>(known: &mut HashSet<&'static [T]>, items: Vec<T>) -> &'static [T] {
    if let Some(known) = known.get(items.as_slice()) {
        return known;
    }
    let items = Vec::leak(items);
    known.insert(items);
    items
}

/// What is kept, which a panic elsewhere leaves whole: it is changed by single insertions alone.
fn kept() -> MutexGuard<'static, Kept> {
    static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}
