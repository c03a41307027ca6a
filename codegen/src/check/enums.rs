//! Enums: their values and how these stand in JSON.

use super::names::{self, Registry};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{EnumValue, TypeKind, WireForm};
use crate::spec;

pub(super) fn enumeration(
    spec: &spec::Type,
    values: &[spec::EnumValue],
    wire: Option<(WireForm, Span)>,
    problems: &Problems<'_>,
) -> TypeKind {
    if values.is_empty() {
        let help = "list the documented values: `enum: {1: {name: Approved, doc: …}, …}`";
        problems.report(
            Diagnostic::new(
                Code::MissingKey,
                spec.name.span,
                format!("the enum `{}` has no values", spec.name.text),
            )
            .help(help),
        );
    }
    let mut variants = Registry::default();
    for value in values {
        if let Some(name) = &value.name {
            names::check_upper_camel_case(name, "a value of an enum", &["Other", "Self"], problems);
            variants.declare(
                &name.text,
                &format!("the value `{}`", value.value.text),
                name.span,
                "give one of the two another `name:`",
                problems,
            );
        }
    }
    let integer = |value: &spec::EnumValue| {
        value
            .value
            .text
            .parse::<i64>()
            .ok()
            .filter(|number| number.to_string() == value.value.text)
    };
    let is_integer = values
        .first()
        .is_some_and(|first| first.value.plain && integer(first).is_some());
    if !is_integer {
        if let Some((_, span)) = wire {
            let help = "drop it: an enum of texts stands in JSON as text";
            problems.report(
                Diagnostic::new(
                    Code::Misplaced,
                    span,
                    "`wire` on a type is for enums of integers",
                )
                .help(help),
            );
        }
        return TypeKind::StringEnum {
            values: values
                .iter()
                .map(|value| model_value(value, value.value.text.clone()))
                .collect(),
        };
    }
    let mut list = Vec::new();
    for value in values {
        match integer(value) {
            Some(number) => list.push(model_value(value, number)),
            None => {
                let message = format!(
                    "`{}` is not an integer, as the first value of this enum is",
                    value.value.text
                );
                let help = "write integers alone; if the vendor sends texts, quote all of them";
                problems
                    .report(Diagnostic::new(Code::BadValue, value.value.span, message).help(help));
            }
        }
    }
    let form = wire.map_or(WireForm::Natural, |(form, _)| {
        if form == WireForm::Number {
            WireForm::Natural
        } else {
            form
        }
    });
    TypeKind::IntegerEnum { values: list, form }
}

fn model_value<T>(value: &spec::EnumValue, wire: T) -> EnumValue<T> {
    let name = value
        .name
        .as_ref()
        .map(|name| name.text.clone())
        .unwrap_or_default();
    EnumValue {
        value: wire,
        name,
        about: value.about.clone(),
    }
}
