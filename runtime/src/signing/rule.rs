//! Which fields are signed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::chosen::{LeftOut, List};
use super::{Chosen, Input, SigningError};
use crate::fields::{Field, Fields, Source};

/// Which fields are signed, in which order, and what joins them.
///
/// ```
/// use sealspec::{FieldRule, Order, Select};
///
/// let rule = FieldRule {
///     select: Select::Except(&["sign"]),
///     skip_empty: true,
///     order: Order::Name,
///     join: "&",
///     ..FieldRule::ALL
/// };
/// # let _ = rule;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FieldRule<'r> {
    /// Where they come from.
    pub from: &'r [Origin<'r>],
    /// Which names take part.
    pub select: Select<'r>,
    /// What becomes of objects and lists.
    pub nested: Nested,
    /// Whether fields with an empty value are left out.
    pub skip_empty: bool,
    /// What joins the values of equal names, in wire order; without it each stands by itself.
    pub repeat: Option<&'r str>,
    /// The order in which they are signed.
    pub order: Order,
    /// What stands between two of them.
    pub join: &'r str,
}

/// Where signed fields come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'r> {
    /// The query and the body, in wire order.
    Fields,
    /// The query.
    Query,
    /// The body: a form's fields or the members of a JSON object.
    Body,
    /// The headers.
    Headers,
    /// The members of the JSON object that is the body.
    Json,
    /// The members of the object in the field of this name.
    Member(&'r str),
}

/// Which names take part in a signature. Names of headers compare without regard to case.
#[derive(Debug, Clone, Copy)]
pub enum Select<'r> {
    /// Every field.
    All,
    /// Only these.
    Only(&'r [&'r str]),
    /// All but these.
    Except(&'r [&'r str]),
    /// Those whose name starts so.
    Prefix(&'r str),
}

/// What becomes of a member that is an object or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// The vendor doesn't say: a signature that would cover one isn't made, and isn't verified.
    Undetermined,
    /// Left out.
    Skip,
    /// Signed by its JSON text as it was written or received.
    Text,
}

/// The order in which fields are signed. Fields that it leaves equal stand in wire order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As written or received.
    Wire,
    /// As listed in [`Select::Only`].
    Listed,
    /// By the bytes of the name.
    Name,
    /// By the bytes of the name with `A`–`Z` taken as `a`–`z`; names that differ in case only, by their bytes.
    NameIgnoreCase,
    /// By the bytes of the name, and by those of the value where names are equal.
    NameThenValue,
    /// By the bytes of the value; equal values, by the name.
    Value,
    /// By the bytes of what `each` makes of them.
    Rendered,
}

impl<'r> FieldRule<'r> {
    /// Every field of query and body, in wire order, with nothing between them.
    pub const ALL: Self = Self {
        from: &[Origin::Fields],
        select: Select::All,
        nested: Nested::Undetermined,
        skip_empty: false,
        repeat: None,
        order: Order::Wire,
        join: "",
    };

    /// The fields of a request or a reply that take part.
    pub fn of<'c>(&self, input: &Input<'c>) -> Chosen<'c>
    where
        'r: 'c,
    {
        let origins = Origins {
            fields: input.fields,
            headers: input.headers,
        };
        Chosen::new(*self, origins)
    }

    /// The fields that take part, copied only where they stand nowhere.
    pub(super) fn collected<'c>(&self, origins: Origins<'c>) -> List<'c> {
        let mut list = List::default();
        for origin in self.from {
            let read = origin.each(origins, |field| {
                if self.exclusion(&field).is_none() {
                    if self.is_undetermined(&field) {
                        let problem = || SigningError::undetermined(&field.name);
                        list.problem.get_or_insert_with(problem);
                    }
                    list.fields.push(field);
                }
            });
            if let Err(error) = read {
                list.problem.get_or_insert(error);
            }
        }
        if let Some(between) = self.repeat {
            list.fields = joined(list.fields, between);
        }
        list
    }

    /// The fields among which are those that take part, in wire order; `None` where they stand in several places or nowhere, or
    /// their order takes more than two of them to tell.
    #[inline]
    pub(super) fn standing<'c>(
        &self,
        origins: Origins<'c>,
    ) -> Option<impl Iterator<Item = &'c Field<'c>>> {
        let [origin] = *self.from else {
            return None;
        };
        if matches!(self.order, Order::Listed | Order::Rendered) {
            return None;
        }
        let fields = match origin {
            Origin::Member(_) => return None,
            Origin::Headers => origins.headers,
            _ => origins.fields,
        };
        // Whoever verifies may have added headers as any field is added.
        let is_own = move |field: &&Field<'_>| {
            matches!(origin, Origin::Headers) || origin.covers(field.source)
        };
        Some(fields.iter().filter(is_own))
    }

    /// Whether a field takes part of which the vendor doesn't say how it is signed.
    #[inline]
    pub(super) fn is_undetermined(&self, field: &Field<'_>) -> bool {
        self.nested == Nested::Undetermined && field.is_nested()
    }

    /// The fields that take no part, and why.
    pub(super) fn left_out<'c>(&self, origins: Origins<'c>) -> Vec<LeftOut<'c>> {
        let mut left_out: Vec<LeftOut<'c>> = Vec::new();
        let mut looks_at_fields = false;
        for origin in self.from {
            looks_at_fields |= !matches!(origin, Origin::Headers | Origin::Member(_));
            // What can't be read was told when the fields were chosen.
            let _ = origin.each(origins, |field| {
                if let Some(why) = self.exclusion(&field) {
                    left_out.push((Cow::Owned(field.name.clone().into_owned()), why));
                }
            });
        }
        if looks_at_fields {
            for field in origins.fields.iter() {
                if !self.from.iter().any(|origin| origin.covers(field.source)) {
                    left_out.push((Cow::Borrowed(&field.name), elsewhere(field.source)));
                }
            }
        }
        left_out
    }

    /// Why a field doesn't take part; `None` where it does.
    #[inline]
    pub fn exclusion(&self, field: &Field<'_>) -> Option<&'static str> {
        match self.select {
            Select::Only(names) if !names.iter().any(|name| is_named(field, name)) => {
                return Some("not listed");
            }
            Select::Except(names) if names.iter().any(|name| is_named(field, name)) => {
                return Some("excluded by name");
            }
            Select::Prefix(prefix) if !has_prefix(field, prefix) => {
                return Some("lacks the prefix");
            }
            _ => {}
        }
        if self.nested == Nested::Skip && field.is_nested() {
            return Some("an object or a list");
        }
        (self.skip_empty && field.value.is_empty()).then_some("empty")
    }
}

/// What fields are chosen from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origins<'c> {
    fields: &'c Fields<'c>,
    headers: &'c Fields<'c>,
}

impl Origin<'_> {
    fn each<'c>(
        &self,
        origins: Origins<'c>,
        mut take: impl FnMut(Cow<'c, Field<'c>>),
    ) -> Result<(), SigningError> {
        match self {
            Self::Headers => {
                for field in origins.headers.iter() {
                    take(Cow::Borrowed(field));
                }
            }
            Self::Member(name) => {
                let Some(field) = origins.fields.find(name) else {
                    return Ok(());
                };
                let mut members = Fields::default();
                members
                    .push_json(&field.value)
                    .map_err(|error| SigningError::not_an_object(name, &error))?;
                members.drain().map(Cow::Owned).for_each(take);
            }
            _ => {
                let own = |field: &&Field<'_>| self.covers(field.source);
                for field in origins.fields.iter().filter(own) {
                    take(Cow::Borrowed(field));
                }
            }
        }
        Ok(())
    }

    #[inline]
    fn covers(&self, source: Source) -> bool {
        match self {
            Self::Fields => source != Source::Header,
            Self::Query => source == Source::Query,
            Self::Body => matches!(source, Source::Body | Source::Json),
            Self::Headers => source == Source::Header,
            Self::Json => source == Source::Json,
            Self::Member(_) => false,
        }
    }
}

/// Whether a field has this name.
#[inline]
pub(super) fn is_named(field: &Field<'_>, name: &str) -> bool {
    field.name.len() == name.len()
        && match field.source {
            Source::Header => field.name.eq_ignore_ascii_case(name),
            _ => field.name == name,
        }
}

fn has_prefix(field: &Field<'_>, prefix: &str) -> bool {
    match field.source {
        Source::Header => field
            .name
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
        _ => field.name.starts_with(prefix),
    }
}

fn elsewhere(source: Source) -> &'static str {
    match source {
        Source::Query => "stands in the query",
        Source::Body | Source::Json => "stands in the body",
        Source::Header => "is a header",
    }
}

/// The fields with the values of equal names joined, each where its name came first.
fn joined<'c>(fields: Vec<Cow<'c, Field<'c>>>, between: &str) -> Vec<Cow<'c, Field<'c>>> {
    let mut places: BTreeMap<Cow<'c, str>, usize> = BTreeMap::new();
    let mut joined: Vec<Cow<'c, Field<'c>>> = Vec::with_capacity(fields.len());
    for field in fields {
        let first = places.get(&field.name).copied();
        match first.and_then(|place| joined.get_mut(place)) {
            Some(first) => first.to_mut().extend_value(between, &field.value),
            None => {
                places.insert(field.name.clone(), joined.len());
                joined.push(field);
            }
        }
    }
    joined
}
