//! The fields that take part in a signature, on their way into a line.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::rule::{Origins, is_named};
use super::{FieldRule, Order, Part, Select, SigningError, Spelling};
use crate::few::Few;
use crate::fields::{Field, Source, USUAL};
use crate::text::Text;

/// The fields that take part in a signature: see [`FieldRule::of`].
///
/// Fields are [added](Self::add) first, then [names](Self::names) and [values](Self::values) are rewritten; what comes of it
/// is sorted.
#[derive(Debug, Clone)]
#[must_use]
pub struct Chosen<'c> {
    rule: FieldRule<'c>,
    origins: Origins<'c>,
    /// What was chosen; nothing as long as it can be written straight from where it stands.
    list: Option<Box<List<'c>>>,
}

/// Fields that were collected, to be added to, rewritten or sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct List<'c> {
    pub(super) fields: Vec<Cow<'c, Field<'c>>>,
    /// Added fields that were left out.
    left_out: Vec<LeftOut<'c>>,
    pub(super) problem: Option<SigningError>,
    is_listed: bool,
}

/// Name of a field that takes no part, and why.
pub(super) type LeftOut<'c> = (Cow<'c, str>, &'static str);

/// What a step that may fail gives: the thing itself, or a result of it.
pub trait Attempt<T> {
    /// As a result.
    ///
    /// # Errors
    ///
    /// Where the step failed.
    fn attempt(self) -> Result<T, SigningError>;
}

impl<T> Attempt<T> for T {
    fn attempt(self) -> Result<T, SigningError> {
        Ok(self)
    }
}

impl<T> Attempt<T> for Result<T, SigningError> {
    fn attempt(self) -> Self {
        self
    }
}

impl Attempt<Text<'static>> for String {
    fn attempt(self) -> Result<Text<'static>, SigningError> {
        Ok(self.into())
    }
}

impl Attempt<Text<'static>> for Result<String, SigningError> {
    fn attempt(self) -> Result<Text<'static>, SigningError> {
        self.map(Text::from)
    }
}

impl<'c> Chosen<'c> {
    pub(super) fn new(rule: FieldRule<'c>, origins: Origins<'c>) -> Self {
        let list = None;
        Self {
            rule,
            origins,
            list,
        }
    }

    /// Adds a field that doesn't travel. One that is empty is left out where the rule leaves out empty ones.
    pub fn add(mut self, name: impl Into<Cow<'c, str>>, value: Part<'_>) -> Self {
        let skip_empty = self.rule.skip_empty;
        let (name, list) = (name.into(), self.list());
        if skip_empty && value.text().is_empty() {
            list.left_out.push((name, "empty"));
            return self;
        }
        let field = Field::new(Source::Body, name, Text::copied(value.text()));
        list.fields.push(Cow::Owned(match value {
            Part::Shown(_) => field,
            Part::Secret(mask, _) => field.masked(Text::copied(mask)),
        }));
        self
    }

    /// Rewrites every name.
    pub fn names<R: Attempt<Text<'static>>>(mut self, rewrite: impl Fn(&Field<'_>) -> R) -> Self {
        let rule = self.rule;
        let list = self.list();
        // The list has the names as they were.
        list.sort_as_listed(&rule);
        list.rewrite(rewrite, |field, name| field.name = Cow::Owned(name.into()));
        self
    }

    /// Rewrites every value.
    pub fn values<R: Attempt<Text<'static>>>(mut self, rewrite: impl Fn(&Field<'_>) -> R) -> Self {
        self.list()
            .rewrite(rewrite, |field, value| field.rewrite_value(value));
        self
    }

    fn list(&mut self) -> &mut List<'c> {
        let Self { rule, origins, .. } = *self;
        self.list
            .get_or_insert_with(|| Box::new(rule.collected(origins)))
    }

    /// Writes the fields into one line.
    pub(super) fn spell<R: Attempt<()>>(
        mut self,
        line: &mut Spelling,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<Told, SigningError> {
        let mut told = match self.spell_where_they_stand(line, &each) {
            Some(told) => told?,
            None => {
                let rule = self.rule;
                self.list().spell(&rule, line, each)?
            }
        };
        if line.is_recorded() {
            let mut left_out = self.rule.left_out(self.origins);
            left_out.extend(self.list.into_iter().flat_map(|list| list.left_out));
            let left_out = left_out.into_iter();
            told.left_out = left_out
                .map(|(name, why)| (name.into_owned(), why))
                .collect();
        }
        Ok(told)
    }

    /// Writes fields that stand somewhere, without copying them. `None` where they don't, or something is wrong with one: then
    /// nothing is written.
    ///
    /// Fields that stand in signing order already, as those of a generated request do, are only looked over.
    fn spell_where_they_stand<R: Attempt<()>>(
        &self,
        line: &mut Spelling,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Option<Result<Told, SigningError>> {
        let rule = &self.rule;
        if self.list.is_some() || rule.repeat.is_some() {
            return None;
        }
        let mut fields: Few<&Field<'_>, USUAL> = Few::default();
        for field in rule.standing(self.origins)? {
            if rule.exclusion(field).is_none() {
                if rule.is_undetermined(field) {
                    return None;
                }
                fields.push(field);
            }
        }
        fields.sort_by(|a, b| rule.order.compare(a, b));
        Some(spell_in_order(
            fields.iter().copied(),
            line,
            rule.join,
            each,
        ))
    }
}

impl List<'_> {
    fn sort_as_listed(&mut self, rule: &FieldRule<'_>) {
        if rule.order == Order::Listed && !self.is_listed {
            self.fields.sort_by_key(|field| rule.listed_at(field));
            self.is_listed = true;
        }
    }

    fn rewrite<R: Attempt<Text<'static>>>(
        &mut self,
        rewrite: impl Fn(&Field<'_>) -> R,
        put: impl Fn(&mut Field<'_>, Text<'static>),
    ) {
        for field in &mut self.fields {
            match rewrite(field).attempt() {
                Ok(text) => put(field.to_mut(), text),
                Err(problem) => {
                    self.problem.get_or_insert(problem);
                }
            }
        }
    }

    fn spell<R: Attempt<()>>(
        &mut self,
        rule: &FieldRule<'_>,
        line: &mut Spelling,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<Told, SigningError> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        if rule.order == Order::Rendered {
            return spell_sorted(&self.fields, line, rule.join, each);
        }
        self.sort_as_listed(rule);
        self.fields.sort_by(|a, b| rule.order.compare(a, b));
        spell_in_order(
            self.fields.iter().map(|field| &**field),
            line,
            rule.join,
            each,
        )
    }
}

impl Order {
    /// How two fields follow each other, as far as that can be told by the two alone.
    #[inline]
    fn compare(self, a: &Field<'_>, b: &Field<'_>) -> Ordering {
        match self {
            Self::Wire | Self::Listed | Self::Rendered => Ordering::Equal,
            Self::Name => a.name.cmp(&b.name),
            Self::NameIgnoreCase => compare_ignoring_case(&a.name, &b.name),
            Self::NameThenValue => (&a.name, &a.value).cmp(&(&b.name, &b.value)),
            Self::Value => (&a.value, &a.name).cmp(&(&b.value, &b.name)),
        }
    }
}

/// The fields that took part and those left out, where somebody wants to know.
#[derive(Default)]
pub(super) struct Told {
    pub(super) pieces: Vec<Piece>,
    pub(super) left_out: Vec<(String, &'static str)>,
}

/// What a field came to in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The field's name.
    pub name: String,
    /// The bytes of the line.
    pub range: Range<usize>,
    /// Whether the field's value is empty.
    pub is_empty: bool,
}

impl Told {
    #[inline]
    fn take(&mut self, line: &Spelling, field: &Field<'_>, start: usize) {
        if line.is_recorded() {
            self.pieces.push(Piece {
                name: field.name.clone().into_owned(),
                range: start..line.text().len(),
                is_empty: field.value.is_empty(),
            });
        }
    }
}

#[inline]
fn spell_in_order<'f, R: Attempt<()>>(
    fields: impl Iterator<Item = &'f Field<'f>>,
    line: &mut Spelling,
    join: &str,
    each: impl Fn(&mut Spelling, &Field<'_>) -> R,
) -> Result<Told, SigningError> {
    let mut told = Told::default();
    for (index, field) in fields.enumerate() {
        if index > 0 {
            line.push(join);
        }
        let start = line.text().len();
        each(line, field).attempt()?;
        told.take(line, field, start);
    }
    Ok(told)
}

fn spell_sorted<R: Attempt<()>>(
    fields: &[Cow<'_, Field<'_>>],
    line: &mut Spelling,
    join: &str,
    each: impl Fn(&mut Spelling, &Field<'_>) -> R,
) -> Result<Told, SigningError> {
    let mut told = Told::default();
    let mut pieces = Vec::with_capacity(fields.len());
    for field in fields {
        let mut piece = line.another();
        each(&mut piece, field).attempt()?;
        pieces.push((piece, field));
    }
    pieces.sort_by(|(a, _), (b, _)| a.text().cmp(b.text()));
    for (index, (piece, field)) in pieces.iter().enumerate() {
        if index > 0 {
            line.push(join);
        }
        let start = line.text().len();
        line.append(piece);
        told.take(line, field, start);
    }
    Ok(told)
}

impl FieldRule<'_> {
    /// Where a field stands in the list of names; those that aren't in it come last.
    fn listed_at(&self, field: &Field<'_>) -> usize {
        let place = match self.select {
            Select::Only(names) => names.iter().position(|name| is_named(field, name)),
            _ => None,
        };
        place.unwrap_or(usize::MAX)
    }
}

/// Compares names with `A`–`Z` taken as `a`–`z`, and by their bytes where that leaves them equal.
fn compare_ignoring_case(a: &str, b: &str) -> Ordering {
    for (one, other) in a.bytes().zip(b.bytes()).filter(|(one, other)| one != other) {
        let order = one.to_ascii_lowercase().cmp(&other.to_ascii_lowercase());
        if order.is_ne() {
            return order;
        }
    }
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}
