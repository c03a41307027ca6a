//! The fields that take part in a signature, on their way into a line.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::rule::is_named;
use super::{FieldRule, Order, Part, Select, SigningError, Spelling};
use crate::fields::{Field, Source};

/// The fields that take part in a signature: see [`FieldRule::of`].
///
/// Fields are [added](Self::add) first, then [names](Self::names) and [values](Self::values) are rewritten; what comes of it
/// is sorted.
#[derive(Debug, Clone)]
#[must_use]
pub struct Chosen<'c> {
    rule: FieldRule<'c>,
    pub(super) fields: Vec<Field<'c>>,
    left_out: Vec<LeftOut<'c>>,
    problem: Option<SigningError>,
    is_listed: bool,
}

/// Name of a field that takes no part, and why.
type LeftOut<'c> = (Cow<'c, str>, &'static str);

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

impl<'c> Chosen<'c> {
    pub(super) fn new(rule: FieldRule<'c>) -> Self {
        Self {
            rule,
            fields: Vec::new(),
            left_out: Vec::new(),
            problem: None,
            is_listed: false,
        }
    }

    pub(super) fn leave_out(&mut self, name: impl Into<Cow<'c, str>>, why: &'static str) {
        self.left_out.push((name.into(), why));
    }

    pub(super) fn fail(&mut self, problem: SigningError) {
        self.problem.get_or_insert(problem);
    }

    /// Adds a field that doesn't travel. One that is empty is left out where the rule leaves out empty ones.
    pub fn add(mut self, name: impl Into<Cow<'c, str>>, value: Part<'_>) -> Self {
        let name = name.into();
        if self.rule.skip_empty && value.text().is_empty() {
            self.leave_out(name, "empty");
            return self;
        }
        let field = Field::new(Source::Body, name, value.text().to_owned());
        self.fields.push(match value {
            Part::Shown(_) => field,
            Part::Secret(mask, _) => field.masked(mask.to_owned()),
        });
        self
    }

    /// Rewrites every name.
    pub fn names<R: Attempt<String>>(mut self, rewrite: impl Fn(&Field<'_>) -> R) -> Self {
        // The list has the names as they were.
        self.sort_as_listed();
        self.rewrite(rewrite, |field, name| field.name = Cow::Owned(name));
        self
    }

    /// Rewrites every value.
    pub fn values<R: Attempt<String>>(mut self, rewrite: impl Fn(&Field<'_>) -> R) -> Self {
        self.rewrite(rewrite, Field::rewrite_value);
        self
    }

    fn sort_as_listed(&mut self) {
        if self.rule.order == Order::Listed && !self.is_listed {
            self.fields.sort_by_key(|field| self.rule.listed_at(field));
            self.is_listed = true;
        }
    }

    fn rewrite<R: Attempt<String>>(
        &mut self,
        rewrite: impl Fn(&Field<'_>) -> R,
        put: impl Fn(&mut Field<'c>, String),
    ) {
        for field in &mut self.fields {
            match rewrite(field).attempt() {
                Ok(text) => put(field, text),
                Err(problem) => {
                    self.problem.get_or_insert(problem);
                }
            }
        }
    }

    /// The fields in signing order ([`Order::Rendered`] excepted, which its caller sorts), and those left out.
    ///
    /// A list that stands in order already, as that of a generated request does, is only looked over.
    ///
    /// # Errors
    ///
    /// Where a field can't be signed.
    pub fn into_parts(self) -> Result<Sorted<'c>, SigningError> {
        let (fields, left_out) = self.settled()?;
        let left_out = left_out.into_iter();
        Ok((
            fields,
            left_out
                .map(|(name, why)| (name.into_owned(), why))
                .collect(),
        ))
    }

    fn settled(mut self) -> Result<(Vec<Field<'c>>, Vec<LeftOut<'c>>), SigningError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        match self.rule.order {
            Order::Wire | Order::Rendered => {}
            Order::Listed => self.sort_as_listed(),
            Order::Name => self.fields.sort_by(|a, b| a.name.cmp(&b.name)),
            Order::NameIgnoreCase => self
                .fields
                .sort_by(|a, b| compare_ignoring_case(&a.name, &b.name)),
            Order::NameThenValue => self
                .fields
                .sort_by(|a, b| (&a.name, &a.value).cmp(&(&b.name, &b.value))),
            Order::Value => self
                .fields
                .sort_by(|a, b| (&a.value, &a.name).cmp(&(&b.value, &b.name))),
        }
        Ok((self.fields, self.left_out))
    }

    /// Writes the fields into one line.
    pub(super) fn spell<R: Attempt<()>>(
        self,
        line: &mut Spelling,
        each: impl Fn(&mut Spelling, &Field<'_>) -> R,
    ) -> Result<Told, SigningError> {
        let FieldRule { order, join, .. } = self.rule;
        let (fields, left_out) = self.settled()?;
        if order == Order::Rendered {
            let told = spell_sorted(fields, line, join, each)?;
            return Ok(told.without(line, left_out));
        }
        let mut told = Told::default();
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                line.push(join);
            }
            let start = line.text().len();
            each(line, field).attempt()?;
            told.take(line, field, start);
        }
        Ok(told.without(line, left_out))
    }
}

/// Sorted fields, and those left out, each with the reason.
pub type Sorted<'c> = (Vec<Field<'c>>, Vec<(String, &'static str)>);

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
    fn take(&mut self, line: &Spelling, field: &Field<'_>, start: usize) {
        if line.is_recorded() {
            self.pieces.push(Piece {
                name: field.name.clone().into_owned(),
                range: start..line.text().len(),
                is_empty: field.value.is_empty(),
            });
        }
    }

    fn without(mut self, line: &Spelling, left_out: Vec<LeftOut<'_>>) -> Self {
        if line.is_recorded() {
            let left_out = left_out.into_iter();
            self.left_out = left_out
                .map(|(name, why)| (name.into_owned(), why))
                .collect();
        }
        self
    }
}

fn spell_sorted<R: Attempt<()>>(
    fields: Vec<Field<'_>>,
    line: &mut Spelling,
    join: &str,
    each: impl Fn(&mut Spelling, &Field<'_>) -> R,
) -> Result<Told, SigningError> {
    let mut pieces = Vec::with_capacity(fields.len());
    for field in &fields {
        let mut piece = line.another();
        each(&mut piece, field).attempt()?;
        pieces.push((piece, field));
    }
    pieces.sort_by(|(a, _), (b, _)| a.text().cmp(b.text()));
    let mut told = Told::default();
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
    a.bytes()
        .map(|byte| byte.to_ascii_lowercase())
        .cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()))
        .then_with(|| a.cmp(b))
}
