use super::{EnumValue, Type, TypeKind, TypeName, TypeNameKind, about, allow, field, one_of, rule};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::yaml::{Cursor, Key, Node};

/// Takes `types`.
pub(super) fn types<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Vec<Type> {
    cursor
        .entries("types")
        .iter()
        .filter_map(|entry| definition(entry, problems))
        .collect()
}

fn definition<'n>(entry: &'n (Key, Node), problems: &'n Problems<'n>) -> Option<Type> {
    let (name, node) = entry;
    let mut cursor = Cursor::new(node, name.span, "a type", problems);
    let about = about::about(&mut cursor, problems);
    let values = cursor
        .take("enum")
        .is_some()
        .then(|| cursor.entries("enum"));
    let fields = cursor
        .take("fields")
        .is_some()
        .then(|| cursor.entries("fields"));
    let newtype = cursor.text("is");
    let choices = cursor
        .take("one_of")
        .is_some()
        .then(|| cursor.entries("one_of"));
    let csv = cursor.take_entry("csv").map(|entry| csv(entry, problems));
    let wire = cursor.choice("wire", &field::FORMS);
    let rules = rule::rules(&mut cursor, problems);
    allow::allow(&mut cursor, allow::within(entry), problems);
    let at = cursor.at();
    cursor.finish();

    let kind = match (values, fields, newtype, choices) {
        (Some(values), None, None, None) => TypeKind::Enum {
            values: values
                .iter()
                .map(|entry| enum_value(entry, problems))
                .collect(),
            wire,
        },
        (None, Some(fields), None, None) => {
            let fields = field::fields(fields, problems);
            match &csv {
                Some((_, prefix)) => TypeKind::Row {
                    fields,
                    strip_prefix: prefix.clone(),
                },
                None => TypeKind::Object(fields),
            }
        }
        (None, None, Some(newtype), None) => TypeKind::Newtype(type_name(&newtype, problems)),
        (None, None, None, Some(choices)) => TypeKind::OneOf(
            choices
                .iter()
                .map(|entry| one_of::choice(entry, problems))
                .collect(),
        ),
        _ => {
            let message = format!("the type `{}` is one of four kinds", name.text);
            let help = "give it `enum:` (documented values), `fields:` (an object), `is:` (a name for one text or number) or `one_of:` (one of several objects), and only one";
            problems.report(
                Diagnostic::new(Code::MissingKey, at, message)
                    .label("which?")
                    .help(help),
            );
            // Known all the same, so that fields of this type aren't reported too.
            TypeKind::Newtype(None)
        }
    };
    if let (Some((span, _)), false) = (&csv, matches!(kind, TypeKind::Row { .. })) {
        let help = "list its columns under `fields:`, or drop `csv`";
        problems.report(
            Diagnostic::new(
                Code::Misplaced,
                *span,
                "`csv` says how a file with rows of this type is read",
            )
            .help(help),
        );
    }
    if let (Some((_, span)), false) = (wire, matches!(kind, TypeKind::Enum { .. })) {
        let help = "put it on the fields of this type";
        problems.report(
            Diagnostic::new(
                Code::Misplaced,
                span,
                "`wire` on a type is for enums of integers",
            )
            .help(help),
        );
    }
    if let (Some(rule), false) = (rules.first(), matches!(kind, TypeKind::Object(_))) {
        let help = "put it on the operation or the object whose fields it is about";
        problems.report(
            Diagnostic::new(
                Code::Misplaced,
                rule.span,
                "a rule is about the fields of an object",
            )
            .help(help),
        );
    }
    Some(Type {
        name: name.clone(),
        about,
        kind,
        rules,
    })
}

/// Where `csv` stands, and what may stand before each value.
fn csv<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> (Span, Option<Key>) {
    let mut cursor = Cursor::new(node, key.span, "`csv`", problems);
    let strip_prefix = cursor.text("strip_prefix");
    cursor.finish();
    (key.span, strip_prefix)
}

fn enum_value<'n>((value, node): &'n (Key, Node), problems: &'n Problems<'n>) -> EnumValue {
    let mut cursor = Cursor::new(node, value.span, "a value of an enum", problems);
    let read = EnumValue {
        value: value.clone(),
        name: cursor.require_text("name", "Approved"),
        about: about::about_deprecable(&mut cursor, problems),
    };
    cursor.finish();
    read
}

/// Reads the name of a type: a built-in one, `list<…>` or `json<…>` of one, or one that a spec declares.
pub(super) fn type_name(name: &Key, problems: &Problems<'_>) -> Option<TypeName> {
    let offset = name.text.len() - name.text.trim_start().len();
    let read = parse(&name.text, offset, name, problems);
    if read.is_none() {
        let message = format!("`{}` is not a type", name.text);
        let help = "types are `string`, `bool`, `integer`, `number`, `money`, `datetime`, `date`, `any`, `file`, `list<…>`, `json<…>`, and those declared under `types:`";
        problems.report(
            Diagnostic::new(Code::BadValue, name.span, message)
                .label("not a type")
                .help(help),
        );
    }
    read
}

fn parse(text: &str, offset: usize, whole: &Key, problems: &Problems<'_>) -> Option<TypeName> {
    // Deeper lists than this are no documented API, and the parser must not run out of stack.
    let mut around: Vec<Wrap> = Vec::new();
    let mut inner = text.trim();
    let mut offset = offset;
    while let Some((wrap, element)) = wrapped(inner) {
        around.push(wrap);
        // `json<` is as long.
        offset += "list<".len() + (element.len() - element.trim_start().len());
        inner = element.trim();
    }
    let known = inner.starts_with(|first: char| first.is_ascii_alphabetic())
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !known || around.len() > 8 {
        return None;
    }
    let span = problems
        .sources
        .within(whole.span, &whole.text, offset..offset + inner.len());
    let kind = match inner {
        "any" => TypeNameKind::Any,
        "string" => TypeNameKind::String,
        "bool" => TypeNameKind::Boolean,
        "integer" => TypeNameKind::Integer,
        "number" => TypeNameKind::Number,
        "money" => TypeNameKind::Money,
        "datetime" => TypeNameKind::DateTime,
        "date" => TypeNameKind::Date,
        "file" => TypeNameKind::File,
        _ => TypeNameKind::Named(inner.to_owned()),
    };
    let element = TypeName { span, kind };
    let wrapped = around.iter().rev().fold(element, |inner, wrap| TypeName {
        span: whole.span,
        kind: wrap(Box::new(inner)),
    });
    Some(wrapped)
}

/// What makes a type of the one in its angle brackets.
type Wrap = fn(Box<TypeName>) -> TypeNameKind;

fn wrapped(text: &str) -> Option<(Wrap, &str)> {
    let (outer, rest) = text.split_once('<')?;
    let wrap: Wrap = match outer {
        "list" => TypeNameKind::List,
        "json" => TypeNameKind::Json,
        _ => return None,
    };
    Some((wrap, rest.strip_suffix('>')?))
}
