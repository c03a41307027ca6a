//! Lists of fields: which of a request's or reply's fields a signature takes, and how it writes them.

use sealspec::Order;

use super::templates::template;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::signature::{
    AddedField, Expression, FieldList, FieldSource, Operand, Part, Scope, Select, Template,
    ValueType,
};
use crate::spec::{self, Name};

/// Which names the templates of a list may use.
pub(super) struct Scopes<'s> {
    /// Outside of any field.
    pub(super) line: Scope<'s>,
    /// Within one.
    pub(super) each: Scope<'s>,
}

pub(super) fn field_list(
    spec: &spec::FieldList,
    scopes: &Scopes<'_>,
    problems: &Problems<'_>,
) -> FieldList {
    refuse_contradictions(spec, problems);
    let from: Vec<FieldSource> = match spec.from.as_slice() {
        [] => vec![FieldSource::Fields],
        listed => listed.iter().map(|(source, _)| source.clone()).collect(),
    };
    let stands_for = |text: Option<&Name>, otherwise| match text {
        Some(text) => template(Some(text), &scopes.each, problems),
        None => alone(otherwise),
    };
    FieldList {
        select: select(spec, &from),
        from,
        nested: spec.nested.map(|(nested, _)| nested),
        added: spec
            .add
            .iter()
            .map(|(name, value)| AddedField {
                name: name.text.clone(),
                value: template(Some(value), &scopes.line, problems),
            })
            .collect(),
        name: stands_for(spec.name.as_ref(), Operand::Name),
        value: stands_for(spec.value.as_ref(), Operand::Value),
        repeat: spec.repeat.clone(),
        skip_empty: spec.skip_empty,
        order: spec.order.map_or(Order::Wire, |(order, _)| order),
        each: template(spec.each.as_ref(), &scopes.each, problems),
        join: spec.join.clone(),
    }
}

/// The template that is one operand and nothing else.
fn alone(operand: Operand) -> Template {
    Template {
        parts: vec![Part::Value(Expression {
            operands: vec![operand],
            calls: Vec::new(),
        })],
        value_type: ValueType::Text,
    }
}

/// Which fields take part. Names of headers, where there is nothing else, are compared in lower case.
fn select(spec: &spec::FieldList, from: &[FieldSource]) -> Select {
    let headers_only = from.iter().all(|source| *source == FieldSource::Headers);
    let text = |name: &Name| match headers_only {
        true => name.text.to_ascii_lowercase(),
        false => name.text.clone(),
    };
    let texts = |names: &[Name]| names.iter().map(text).collect();
    match (&spec.only, &spec.except, &spec.prefix) {
        (Some((_, only)), ..) => Select::Only(texts(only)),
        (_, Some((_, except)), _) => Select::Except(texts(except)),
        (.., Some(prefix)) => Select::Prefix(text(prefix)),
        _ => Select::All,
    }
}

/// Reports keys that say nothing together with what else the list says.
fn refuse_contradictions(spec: &spec::FieldList, problems: &Problems<'_>) {
    let misplaced = |span: Span, message: &str, help: &str| {
        problems.report(Diagnostic::new(Code::Misplaced, span, message).help(help));
    };
    if let (Some((Order::Listed, span)), None) = (spec.order, &spec.only) {
        misplaced(
            span,
            "`sort: listed` is the order of `only`, and there is none",
            "list the names in the vendor's order: `only: [appId, time]`",
        );
    }
    for (index, (source, span)) in spec.from.iter().enumerate() {
        let earlier = spec.from.get(..index).unwrap_or_default();
        if earlier.iter().any(|(other, _)| covers(other, source)) {
            misplaced(
                *span,
                "these fields stand in the list already",
                "name each source once; `fields` is the query's and the body's",
            );
        }
    }
}

fn covers(first: &FieldSource, second: &FieldSource) -> bool {
    first == second
        || *first == FieldSource::Fields && matches!(second, FieldSource::Query | FieldSource::Body)
}
