//! Named types and what they are.

use std::collections::HashMap;

use super::fields::{self, Role};
use super::{enums, one_of, recursion, rows};
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of, nearest};
use crate::model::{Shape, TypeDefinition, TypeKind};
use crate::spec::{self, TypeName, TypeNameKind};

/// The builtin types, for suggestions.
const BUILTIN: [&str; 9] = [
    "string", "bool", "integer", "number", "money", "datetime", "date", "any", "file",
];

/// What vendors' pages and other languages call them.
const ELSEWHERE: [(&str, &str); 16] = [
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
    ("object", "any"),
    ("amount", "money"),
    ("time", "datetime"),
    ("timestamp", "datetime"),
    ("day", "date"),
];

/// The declared types by name.
#[derive(Debug)]
pub(super) struct TypeNames<'s> {
    list: Vec<Declared<'s>>,
    /// The first of each name.
    places: HashMap<&'s str, usize>,
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
        let list: Vec<_> = shared.chain(paged).collect();
        let mut places = HashMap::new();
        for (index, declared) in list.iter().enumerate() {
            places.entry(&*declared.spec.name.text).or_insert(index);
        }
        Self { list, places }
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Declared<'s>> {
        self.list.iter()
    }

    /// The declared type of this name.
    pub(super) fn get(&self, name: &str) -> Option<&'s spec::Type> {
        let declared = self.list.get(*self.places.get(name)?);
        declared.map(|declared| declared.spec)
    }

    /// What a type's name means; `None` where it means nothing, which is reported.
    pub(super) fn shape(&self, name: &TypeName, problems: &Problems<'_>) -> Option<Shape> {
        Some(match &name.kind {
            TypeNameKind::Any => Shape::Any,
            TypeNameKind::Boolean => Shape::Boolean,
            TypeNameKind::File => Shape::File,
            TypeNameKind::Integer => Shape::Integer,
            TypeNameKind::Number => Shape::Number,
            TypeNameKind::String => Shape::String,
            TypeNameKind::Money => Shape::Money,
            TypeNameKind::DateTime => Shape::DateTime,
            TypeNameKind::Date => Shape::Date,
            TypeNameKind::Json(inner) => Shape::JsonText(Box::new(self.part(inner, problems)?)),
            TypeNameKind::List(element) => Shape::List(Box::new(self.part(element, problems)?)),
            TypeNameKind::Named(named) => Shape::Named(self.find(named, name.span, problems)?),
        })
    }

    /// The shape of a part of another one.
    fn part(&self, name: &TypeName, problems: &Problems<'_>) -> Option<Shape> {
        if let TypeNameKind::Json(_) = name.kind {
            let message = "`json<…>` is all of a field: a text of its own in a form or in JSON";
            let help =
                "write `json<list<…>>` for a list in one text; in JSON, an item needs no `json<…>`";
            problems.report(
                Diagnostic::new(Code::Misplaced, name.span, message)
                    .label("within another type")
                    .help(help),
            );
        }
        self.shape(name, problems)
    }

    fn find(&self, name: &str, span: Span, problems: &Problems<'_>) -> Option<usize> {
        let found = self.places.get(name).copied();
        if found.is_none() {
            let names = self.list.iter();
            let names = names.map(|declared| declared.spec.name.text.as_str());
            let elsewhere = ELSEWHERE
                .iter()
                .find(|(other, _)| other.eq_ignore_ascii_case(name))
                .map(|(_, own)| *own);
            let help = match elsewhere.or_else(|| nearest(name, BUILTIN.into_iter().chain(names))) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "declare it under `types:`, or use {}",
                    choice_of(BUILTIN.into_iter().chain(["list<…>", "json<…>"]))
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
            // Held against the finished definitions, and so added last.
            rules: Vec::new(),
            in_requests: false,
            in_replies: false,
            left_out: false,
        })
        .collect();
    for (index, declared) in types.iter().enumerate() {
        recursion::refuse(index, declared.spec, &definitions, problems);
    }
    definitions
}

fn kind(spec: &spec::Type, types: &TypeNames<'_>, problems: &Problems<'_>) -> TypeKind {
    match &spec.kind {
        spec::TypeKind::Object(list) => {
            TypeKind::Object(fields::fields(list, Role::Object, types, problems))
        }
        spec::TypeKind::Newtype(inner) => TypeKind::Newtype(newtype(inner.as_ref(), problems)),
        spec::TypeKind::Row {
            fields,
            strip_prefix,
        } => rows::row(fields, strip_prefix.as_ref(), types, problems),
        spec::TypeKind::OneOf(list) => one_of::choices(spec, list, types, problems),
        spec::TypeKind::Enum { values, wire } => enums::enumeration(spec, values, *wire, problems),
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
