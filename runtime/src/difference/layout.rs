//! The fields within a string to sign, and what of them the vendor's string has.

use super::order;
use super::{Cause, Whose};
use crate::signing::{Line, Piece};

/// A line that holds a list of fields: what stands before them, they themselves, what joins them and what stands after them.
pub(super) struct Layout<'l> {
    list: &'l Line,
    before: &'l str,
    join: &'l str,
    after: &'l str,
}

/// How the vendor's fields differ from ours.
pub(super) enum Fields<'t> {
    /// In this.
    Cause(Cause),
    /// In the value of this field: ours, theirs.
    Value(&'t str, &'t str),
}

impl<'l> Layout<'l> {
    /// The longest list of fields within a line.
    pub(super) fn of(lines: &'l [Line], line: &'l Line) -> Option<Self> {
        let whole = line.kept.expose();
        lines
            .iter()
            .filter(|list| !list.pieces.is_empty() && !list.kept.expose().is_empty())
            .filter_map(|list| {
                let (before, after) = whole.split_once(list.kept.expose())?;
                let (first, second) = (list.pieces.first()?, list.pieces.get(1));
                let join = second.map_or(0..0, |second| first.range.end..second.range.start);
                Some(Self {
                    list,
                    before,
                    join: list.kept.expose().get(join)?,
                    after,
                })
            })
            .max_by_key(|layout| layout.list.kept.expose().len())
    }

    fn piece(&self, piece: &Piece) -> &'l str {
        self.list
            .kept
            .expose()
            .get(piece.range.clone())
            .unwrap_or_default()
    }

    /// How the vendor's fields differ.
    pub(super) fn compare<'t>(&self, theirs: &'t str) -> Option<Fields<'t>>
    where
        'l: 't,
    {
        let theirs = theirs.strip_prefix(self.before).unwrap_or(theirs);
        let theirs = theirs.strip_suffix(self.after).unwrap_or(theirs);
        let found = self.take_apart(theirs);
        let mut extra: Vec<&str> = found.clone();
        let mut missing = Vec::new();
        for piece in &self.list.pieces {
            match extra.iter().position(|text| *text == self.piece(piece)) {
                Some(place) => drop(extra.remove(place)),
                None => missing.push(piece),
            }
        }
        for piece in &missing {
            if let Some(text) = extra.iter().find(|text| self.is_of_field(text, piece)) {
                return Some(Fields::Value(self.piece(piece), text));
            }
        }
        let cause = match (missing.first(), extra.first()) {
            (None, None) => Cause::Order(order::known(&self.names(&found))),
            (Some(piece), _) if piece.is_empty => Cause::Empty(Whose::Ours, piece.name.clone()),
            (_, Some(text)) => self.extra(text)?,
            (Some(piece), None) => Cause::Field(Whose::Ours, piece.name.clone(), None),
        };
        Some(Fields::Cause(cause))
    }

    /// The vendor's fields, each as it is written; what isn't one of ours stands by itself.
    fn take_apart<'t>(&self, theirs: &'t str) -> Vec<&'t str> {
        if !self.join.is_empty() {
            return theirs.split(self.join).collect();
        }
        let ours: Vec<&str> = self
            .list
            .pieces
            .iter()
            .map(|piece| self.piece(piece))
            .collect();
        let mut found = Vec::new();
        let mut rest = theirs;
        while !rest.is_empty() {
            // The nearest of our pieces, and the longest of those.
            let next = ours
                .iter()
                .filter(|piece| !piece.is_empty())
                .filter_map(|piece| Some((rest.find(*piece)?, piece.len())))
                .min_by_key(|(place, length)| (*place, usize::MAX - length));
            let (place, length) = next.unwrap_or((rest.len(), 0));
            let (unknown, from) = rest.split_at(place);
            let (known, after) = from.split_at(length);
            found.extend([unknown, known].into_iter().filter(|text| !text.is_empty()));
            rest = after;
        }
        found
    }

    /// Whether a text of the vendor's is about this field.
    fn is_of_field(&self, text: &str, piece: &Piece) -> bool {
        let after = |text: &'_ str| {
            text.strip_prefix(&*piece.name)
                .map(|rest| rest.chars().next())
        };
        match (after(self.piece(piece)), after(text)) {
            (Some(ours), Some(theirs)) => {
                ours == theirs || self.join.is_empty() || !theirs.is_some_and(is_of_name)
            }
            _ => false,
        }
    }

    fn extra(&self, text: &str) -> Option<Cause> {
        let left_out = self.list.left_out.iter().find(|(name, _)| {
            text.strip_prefix(&**name)
                .is_some_and(|rest| !rest.starts_with(is_of_name) || self.join.is_empty())
        });
        if let Some((name, why)) = left_out {
            return Some(match *why {
                "empty" => Cause::Empty(Whose::Theirs, name.clone()),
                why => Cause::Field(Whose::Theirs, name.clone(), Some(why)),
            });
        }
        let (name, _) = text.split_once(['=', ':'])?;
        let plain = !name.is_empty() && name.chars().all(is_of_name);
        plain.then(|| Cause::Field(Whose::Theirs, name.to_owned(), None))
    }

    fn names(&self, found: &[&str]) -> Vec<&'l str> {
        let name_of = |text: &&str| {
            let own = self.list.pieces.iter();
            own.filter(|piece| self.piece(piece) == *text)
                .map(|piece| &*piece.name)
                .next()
        };
        found.iter().filter_map(name_of).collect()
    }
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '[' | ']')
}
