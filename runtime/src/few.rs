//! Lists that are short as a rule.

use std::ops::{Deref, DerefMut};

use arrayvec::ArrayVec;

/// A list that allocates nothing for its first `N` items. (Unlike `smallvec`'s, it may stand for one of a shorter lifetime.)
#[derive(Debug, Clone)]
pub(crate) enum Few<T, const N: usize> {
    Here(ArrayVec<T, N>),
    Elsewhere(Vec<T>),
}

impl<T, const N: usize> Few<T, N> {
    /// Adds an item at the end.
    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        match self {
            Self::Here(items) if items.is_full() => self.push_elsewhere(item),
            Self::Here(items) => items.push(item),
            Self::Elsewhere(items) => items.push(item),
        }
    }

    #[cold]
    fn push_elsewhere(&mut self, item: T) {
        let mut items = Vec::with_capacity(4 * N);
        items.extend(self.drain());
        items.push(item);
        *self = Self::Elsewhere(items);
    }

    /// Keeps the items that are wanted.
    pub(crate) fn retain(&mut self, mut is_wanted: impl FnMut(&T) -> bool) {
        match self {
            Self::Here(items) => items.retain(|item| is_wanted(item)),
            Self::Elsewhere(items) => items.retain(is_wanted),
        }
    }

    /// The items themselves.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = T> + '_ {
        let (here, elsewhere) = match self {
            Self::Here(items) => (Some(items.drain(..)), None),
            Self::Elsewhere(items) => (None, Some(items.drain(..))),
        };
        here.into_iter()
            .flatten()
            .chain(elsewhere.into_iter().flatten())
    }
}

impl<T, const N: usize> Default for Few<T, N> {
    #[inline]
    fn default() -> Self {
        Self::Here(ArrayVec::new())
    }
}

impl<T, const N: usize> FromIterator<T> for Few<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        items.into_iter().for_each(|item| few.push(item));
        few
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match self {
            Self::Here(items) => items,
            Self::Elsewhere(items) => items,
        }
    }
}

impl<T, const N: usize> DerefMut for Few<T, N> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::Here(items) => items,
            Self::Elsewhere(items) => items,
        }
    }
}

impl<T: PartialEq, const N: usize> PartialEq for Few<T, N> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq, const N: usize> Eq for Few<T, N> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_the_same_wherever_it_stands() {
        let mut few: Few<String, 2> = Few::default();
        for number in 0..5_u8 {
            few.push(number.to_string());
            let so_far: Vec<_> = (0..=number).map(|number| number.to_string()).collect();
            assert_eq!(*few, *so_far);
        }
        few.retain(|item| item != "2");
        few.reverse();
        assert_eq!(
            few,
            ["4", "3", "1", "0"]
                .map(str::to_owned)
                .into_iter()
                .collect()
        );
        assert_eq!(few.drain().count(), 4);
        assert!(few.is_empty());
    }
}
