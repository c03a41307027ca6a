//! Lists of fields, by rules of their own: generated code goes through the runtime's.

use std::cmp::Ordering;

use sealspec::{Field, Fields, Order, Source};

use super::maker::Maker;
use super::masked::Masked;
use super::{InterpretError, InterpretedLine, Piece};
use crate::signature::{FieldList, FieldSource, Nested, Select};

/// A field that takes part.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) json: String,
    /// What is shown in place of a value that is secret.
    pub(super) mask: Option<String>,
}

impl Maker<'_, '_> {
    pub(super) fn fields_line(&self, list: &FieldList) -> Result<InterpretedLine, InterpretError> {
        let mut left_out = Vec::new();
        let mut chosen = self.chosen(list, &mut left_out)?;
        for added in &list.added {
            let text = self.text(&added.value)?;
            if list.skip_empty && text.is_empty() {
                left_out.push((added.name.clone(), "empty"));
                continue;
            }
            chosen.push(Chosen {
                name: added.name.clone(),
                json: json_text(&text),
                value: text,
                mask: self.mask(&added.value),
            });
        }
        // The list has the names as they are sent.
        sort_as_listed(&mut chosen, list);
        for field in &mut chosen {
            field.name = self.within(field).text(&list.name)?;
            field.value = self.within(field).text(&list.value)?;
        }
        sort(&mut chosen, list);
        let mut written = chosen
            .iter()
            .map(|field| Ok((field, self.within(field).masked_text(&list.each)?)))
            .collect::<Result<Vec<_>, InterpretError>>()?;
        if list.order == Order::Rendered {
            written.sort_by(|(_, a), (_, b)| a.text.cmp(&b.text));
        }
        let (mut made, mut pieces) = (Masked::default(), Vec::new());
        for (index, (field, own)) in written.iter().enumerate() {
            if index > 0 {
                made.text += &list.join;
            }
            pieces.push(Piece {
                name: field.name.clone(),
                range: made.push_masked(&own.text, &own.hidden),
                is_empty: field.value.is_empty(),
            });
        }
        let mut line = InterpretedLine::text(made.text, made.hidden);
        line.pieces = pieces;
        line.left_out = left_out;
        Ok(line)
    }

    /// The fields of the request that take part, in the order of the sources, values of equal names joined.
    fn chosen(
        &self,
        list: &FieldList,
        left_out: &mut Vec<(String, &'static str)>,
    ) -> Result<Vec<Chosen>, InterpretError> {
        let input = &self.given.input;
        let mut chosen: Vec<Chosen> = Vec::new();
        for source in &list.from {
            let mut members = Fields::default();
            let found: Vec<&Field<'_>> = match source {
                FieldSource::Headers => input.headers.iter().collect(),
                FieldSource::JsonMember(name) => {
                    if let Some(object) = input.fields.get(name) {
                        members.push_json(object).map_err(|_| {
                            InterpretError::unfit(format!("`{name}` is no JSON object"))
                        })?;
                    }
                    members.iter().collect()
                }
                _ => input
                    .fields
                    .iter()
                    .filter(|field| stands_in(field, source))
                    .collect(),
            };
            for field in found {
                match exclusion(field, list, *source == FieldSource::Headers) {
                    Some(why) => left_out.push((field.name.clone().into_owned(), why)),
                    None => take(field, list, &mut chosen)?,
                }
            }
        }
        let looks_at_fields = |source: &FieldSource| {
            !matches!(source, FieldSource::Headers | FieldSource::JsonMember(_))
        };
        if list.from.iter().any(looks_at_fields) {
            let elsewhere = input.fields.iter().filter(|field| {
                let mut sources = list.from.iter();
                !sources.any(|source| stands_in(field, source))
            });
            let told = elsewhere.map(|field| (field.name.clone().into_owned(), place(field)));
            left_out.extend(told);
        }
        Ok(chosen)
    }
}

fn take(
    field: &Field<'_>,
    list: &FieldList,
    chosen: &mut Vec<Chosen>,
) -> Result<(), InterpretError> {
    if list.nested.is_none() && field.is_nested() {
        return Err(InterpretError::Undetermined {
            line: String::new(),
            field: field.name.clone().into_owned(),
        });
    }
    if let Some(between) = &list.repeat
        && let Some(first) = chosen.iter_mut().find(|first| first.name == field.name)
    {
        first.value = format!("{}{between}{}", first.value, field.value);
        first.json = json_text(&first.value);
        return Ok(());
    }
    chosen.push(Chosen {
        name: field.name.clone().into_owned(),
        value: field.value.to_string(),
        json: field.json().into_owned(),
        mask: None,
    });
    Ok(())
}

fn stands_in(field: &Field<'_>, source: &FieldSource) -> bool {
    match source {
        FieldSource::Fields => field.source != Source::Header,
        FieldSource::Query => field.source == Source::Query,
        FieldSource::Body => matches!(field.source, Source::Body | Source::Json),
        FieldSource::Json => field.source == Source::Json,
        FieldSource::Headers | FieldSource::JsonMember(_) => false,
    }
}

/// Why a field takes no part that stands where no source is.
fn place(field: &Field<'_>) -> &'static str {
    match field.source {
        Source::Query => "stands in the query",
        Source::Body | Source::Json => "stands in the body",
        Source::Header => "is a header",
    }
}

/// Why a field takes no part; names of headers compare without regard to case.
fn exclusion(field: &Field<'_>, list: &FieldList, is_header: bool) -> Option<&'static str> {
    let folded = |name: &str| match is_header {
        true => name.to_ascii_lowercase(),
        false => name.to_owned(),
    };
    let name = folded(&field.name);
    let is_in = |names: &[String]| names.iter().any(|own| folded(own) == name);
    match &list.select {
        Select::Only(names) if !is_in(names) => return Some("not listed"),
        Select::Except(names) if is_in(names) => return Some("excluded by name"),
        Select::Prefix(prefix) if !name.starts_with(&folded(prefix)) => {
            return Some("lacks the prefix");
        }
        _ => {}
    }
    if list.nested == Some(Nested::Skip) && field.is_nested() {
        return Some("an object or a list");
    }
    (list.skip_empty && field.value.is_empty()).then_some("empty")
}

fn sort_as_listed(chosen: &mut [Chosen], list: &FieldList) {
    let (Order::Listed, Select::Only(names)) = (list.order, &list.select) else {
        return;
    };
    chosen.sort_by_key(|field| {
        let exact = names.iter().position(|name| *name == field.name);
        let is_name = |name: &String| name.eq_ignore_ascii_case(&field.name);
        exact
            .or_else(|| names.iter().position(is_name))
            .unwrap_or(names.len())
    });
}

fn sort(chosen: &mut [Chosen], list: &FieldList) {
    let folded = |field: &Chosen| field.name.to_ascii_lowercase();
    chosen.sort_by(|a, b| match list.order {
        Order::Wire | Order::Listed | Order::Rendered => Ordering::Equal,
        Order::Name => a.name.cmp(&b.name),
        Order::NameIgnoreCase => (folded(a), &a.name).cmp(&(folded(b), &b.name)),
        Order::NameThenValue => (&a.name, &a.value).cmp(&(&b.name, &b.value)),
        Order::Value => (&a.value, &a.name).cmp(&(&b.value, &b.name)),
    });
}

fn json_text(text: &str) -> String {
    crate::signature::function::json_string(text)
}
