//! Named types: what they are, where they are used, and that none holds itself.

use std::collections::HashSet;

use super::fields::{self, Role};
use super::names::{self, Registry};
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of, nearest};
use crate::model::{EnumValue, Shape, TypeDefinition, TypeKind, WireForm};
use crate::spec::{self, TypeName, TypeNameKind};

/// The builtin types, for suggestions.
const BUILTIN: [&str; 5] = ["string", "bool", "integer", "number", "file"];

/// What vendors' pages and other languages call them.
const ELSEWHERE: [(&str, &str); 11] = [
    ("text", "string"),
    ("str", "string"),
    ("varchar", "string"),
    ("boolean", "bool"),
    ("int", "integer"),
    ("long", "integer"),
    ("short", "integer"),
    ("double", "number"),
    ("float", "number"),
    ("decimal", "number"),
    ("array", "list<…>"),
];

/// The declared types by name.
#[derive(Debug)]
pub(super) struct TypeNames<'s> {
    list: Vec<Declared<'s>>,
}

/// A declared type with the page that declares it.
#[derive(Debug)]
pub(super) struct Declared<'s> {
    pub(super) page: Option<usize>,
    pub(super) spec: &'s spec::Type,
}

impl<'s> TypeNames<'s> {
    pub(super) fn new(spec: &'s spec::Spec) -> Self {
        let shared = spec
            .api
            .types
            .iter()
            .map(|spec| Declared { page: None, spec });
        let paged = spec.pages.iter().enumerate().flat_map(|(page, of)| {
            of.types.iter().map(move |spec| Declared {
                page: Some(page),
                spec,
            })
        });
        Self {
            list: shared.chain(paged).collect(),
        }
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Declared<'s>> {
        self.list.iter()
    }

    /// What a type's name means; `None` where it means nothing, which is reported.
    pub(super) fn shape(&self, name: &TypeName, problems: &Problems<'_>) -> Option<Shape> {
        Some(match &name.kind {
            TypeNameKind::Boolean => Shape::Boolean,
            TypeNameKind::File => Shape::File,
            TypeNameKind::Integer => Shape::Integer,
            TypeNameKind::Number => Shape::Number,
            TypeNameKind::String => Shape::String,
            TypeNameKind::List(element) => Shape::List(Box::new(self.shape(element, problems)?)),
            TypeNameKind::Named(named) => Shape::Named(self.find(named, name.span, problems)?),
        })
    }

    fn find(&self, name: &str, span: Span, problems: &Problems<'_>) -> Option<usize> {
        let names = || {
            self.list
                .iter()
                .map(|declared| declared.spec.name.text.as_str())
        };
        let found = names().position(|declared| declared == name);
        if found.is_none() {
            let elsewhere = ELSEWHERE
                .iter()
                .find(|(other, _)| other.eq_ignore_ascii_case(name))
                .map(|(_, own)| *own);
            let help = match elsewhere.or_else(|| nearest(name, BUILTIN.into_iter().chain(names())))
            {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "declare it under `types:`, or use {}",
                    choice_of(BUILTIN.into_iter().chain(["list<…>"]))
                ),
            };
            problems.report(
                Diagnostic::new(Code::Unresolved, span, format!("no type is named `{name}`"))
                    .label("not found")
                    .help(help),
            );
        }
        found
    }
}

/// The definitions of all declared types, in the order of their indices.
pub(super) fn definitions(types: &TypeNames<'_>, problems: &Problems<'_>) -> Vec<TypeDefinition> {
    let definitions: Vec<TypeDefinition> = types
        .iter()
        .map(|declared| TypeDefinition {
            name: declared.spec.name.text.clone(),
            about: declared.spec.about.clone(),
            page: declared.page,
            kind: kind(declared.spec, types, problems),
            in_requests: false,
            in_replies: false,
        })
        .collect();
    for (index, declared) in types.iter().enumerate() {
        refuse_recursion(index, declared.spec, &definitions, problems);
    }
    definitions
}

fn kind(spec: &spec::Type, types: &TypeNames<'_>, problems: &Problems<'_>) -> TypeKind {
    match &spec.kind {
        spec::TypeKind::Object(list) => {
            TypeKind::Object(fields::fields(list, Role::Object, types, problems))
        }
        spec::TypeKind::Newtype(inner) => TypeKind::Newtype(newtype(inner.as_ref(), problems)),
        spec::TypeKind::Enum { values, wire } => enumeration(spec, values, *wire, problems),
    }
}

fn newtype(inner: Option<&TypeName>, problems: &Problems<'_>) -> Shape {
    match inner.map(|inner| (&inner.kind, inner.span)) {
        None | Some((TypeNameKind::String, _)) => Shape::String,
        Some((TypeNameKind::Integer, _)) => Shape::Integer,
        Some((TypeNameKind::Number, _)) => Shape::Number,
        Some((_, span)) => {
            let message = "`is:` names one text or number";
            let help = "write `string`, `integer` or `number`; an object has `fields:` instead";
            problems.report(
                Diagnostic::new(Code::BadValue, span, message)
                    .label("neither")
                    .help(help),
            );
            Shape::String
        }
    }
}

fn enumeration(
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

/// Reports an object that holds itself other than in a list: no value of it would be finite.
fn refuse_recursion(
    index: usize,
    spec: &spec::Type,
    definitions: &[TypeDefinition],
    problems: &Problems<'_>,
) {
    let spec::TypeKind::Object(list) = &spec.kind else {
        return;
    };
    let Some(TypeKind::Object(fields)) = definitions.get(index).map(|definition| &definition.kind)
    else {
        return;
    };
    for field in fields {
        let Shape::Named(next) = field.shape else {
            continue;
        };
        if !holds(next, index, definitions, &mut HashSet::new()) {
            continue;
        }
        let at = list
            .iter()
            .find(|of| of.wire.text == field.wire)
            .and_then(|of| of.type_name.as_ref())
            .map_or(spec.name.span, |of| of.span);
        let diagnostic = Diagnostic::new(Code::Recursive, at, format!("the type `{}` holds itself", spec.name.text))
            .label("leads back to it")
            .related(spec.name.span, "declared here")
            .help("if the vendor nests it as a list, write `list<…>`; otherwise name the inner object a type of its own");
        problems.report(diagnostic);
    }
}

fn holds(
    from: usize,
    wanted: usize,
    definitions: &[TypeDefinition],
    seen: &mut HashSet<usize>,
) -> bool {
    if from == wanted {
        return true;
    }
    if !seen.insert(from) {
        return false;
    }
    let Some(TypeKind::Object(fields)) = definitions.get(from).map(|definition| &definition.kind)
    else {
        return false;
    };
    fields.iter().any(
        |field| matches!(field.shape, Shape::Named(next) if holds(next, wanted, definitions, seen)),
    )
}
