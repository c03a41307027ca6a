//! Fields: their names, shapes and attributes.

use super::encodings;
use super::join;
use super::names;
use super::reserved;
use super::types::TypeNames;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Field, Json, Presence, Shape, WireForm};
use crate::spec::{self, TypeKind, TypeNameKind, WireSpelling};
use crate::yaml;

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A business field of a request.
    Request,
    /// A member of a reply's payload.
    Reply,
    /// A member of an envelope.
    Envelope,
    /// A field of an object, of which it isn't known yet where it travels.
    Object,
}

/// Checks the fields of one struct. A field whose type means nothing is reported and left out.
pub(super) fn fields(
    list: &[spec::Field],
    role: Role,
    types: &TypeNames<'_>,
    problems: &Problems<'_>,
) -> Vec<Field> {
    let reserved: &[&str] = match role {
        Role::Request => reserved::BUILDER_METHODS,
        Role::Reply => &["extra"],
        Role::Envelope => &[],
        Role::Object => &["begin", "build", "clone", "extra"],
    };
    let names = names::field_names(list, reserved, problems);
    list.iter()
        .zip(names)
        .filter_map(|(spec, rust)| field(spec, rust, role, types, problems))
        .collect()
}

fn field(
    spec: &spec::Field,
    rust: String,
    role: Role,
    types: &TypeNames<'_>,
    problems: &Problems<'_>,
) -> Option<Field> {
    let type_name = spec.type_name.as_ref()?;
    let shape = types.shape(type_name, problems)?;
    if holds_file(&shape) && (role != Role::Request || shape != Shape::File) {
        let help = "a file is a field of its own in a request whose body is `multipart`; what a reply holds is text, such as its address";
        problems.report(
            Diagnostic::new(Code::File, type_name.span, "a file can't travel here")
                .label("a file")
                .help(help),
        );
    }
    encodings::refuse_unformatted(type_name, true, problems);
    let shape = match &spec.join {
        Some(separator) => join::joined(shape, separator, types, problems),
        None => shape,
    };
    attributes(spec, role, problems);
    Some(Field {
        wire: spec.wire.text.clone(),
        rust,
        form: form(spec, types, problems),
        encoding: encodings::encoding(spec, &shape, problems),
        shape,
        presence: match (spec.optional, spec.always) {
            (true, _) => Presence::Optional,
            (false, Some(_)) => Presence::Always,
            (false, None) => Presence::Required,
        },
        secret: spec.secret.is_some(),
        absent: encodings::absent(spec, role, problems),
        max_chars: spec.max_chars,
        about: spec.about.clone(),
        example: spec
            .example
            .as_ref()
            .map(|node| yaml::json(node, problems))
            .filter(|example| *example != Json::Null),
        at: spec.wire.span,
    })
}

fn holds_file(shape: &Shape) -> bool {
    match shape {
        Shape::File => true,
        Shape::List(inner) | Shape::JsonText(inner) => holds_file(inner),
        _ => false,
    }
}

/// Attributes that the field's place, or one another, rules out.
fn attributes(spec: &spec::Field, role: Role, problems: &Problems<'_>) {
    let misplaced = |span: Span, message: &str, help: &str| {
        problems.report(Diagnostic::new(Code::Misplaced, span, message).help(help))
    };
    if let (Some(span), Role::Request) = (spec.always, role) {
        misplaced(
            span,
            "`always` says what a reply holds, and this is a request",
            "drop it: a request's field is required unless it is `optional: true`",
        );
    }
    if let (Some(span), true) = (spec.always, spec.optional) {
        misplaced(
            span,
            "a field can't be `optional` and `always` there",
            "keep `always: true` only if every reply of the vendor has the field",
        );
    }
    let is_text = matches!(
        spec.type_name.as_ref().map(|name| &name.kind),
        Some(TypeNameKind::String)
    );
    if let (Some(span), false) = (spec.secret, is_text) {
        let message = "only a `string` can be kept secret";
        let help = "write `type: string`, or drop `secret`";
        problems.report(Diagnostic::new(Code::NotSecret, span, message).help(help));
    }
}

/// How the value stands in JSON; reports a `wire` that says nothing.
fn form(spec: &spec::Field, types: &TypeNames<'_>, problems: &Problems<'_>) -> WireForm {
    let (Some(WireSpelling::Form(form, span)), Some(type_name)) =
        (&spec.spelling.wire, &spec.type_name)
    else {
        return WireForm::Natural;
    };
    let (form, span) = (*form, *span);
    let misplaced = |message: String, help: &str| {
        problems.report(Diagnostic::new(Code::Misplaced, span, message).help(help));
        WireForm::Natural
    };
    let scalar = match &type_name.kind {
        TypeNameKind::Named(name) => match types.get(name).map(|declared| &declared.kind) {
            Some(TypeKind::Newtype(Some(inner))) => inner.kind.clone(),
            Some(TypeKind::Enum { .. }) => {
                return misplaced(
                    format!("`{name}` is an enum, which says itself how it stands in JSON"),
                    "put `wire` on the type",
                );
            }
            _ => type_name.kind.clone(),
        },
        kind => kind.clone(),
    };
    // What is written so anyway.
    let natural = match scalar {
        TypeNameKind::String | TypeNameKind::Date => WireForm::String,
        TypeNameKind::Integer | TypeNameKind::Number => WireForm::Number,
        TypeNameKind::Money if spec.spelling.decimals.is_some() => WireForm::String,
        TypeNameKind::Money => WireForm::Number,
        // Which of the two depends on each format.
        TypeNameKind::DateTime => return form,
        TypeNameKind::Boolean => {
            let help = "say what stands for true and what for false: `wire: {true: Y, false: N}`";
            return misplaced(
                "`wire` of a `bool` is two words, one for each value".to_owned(),
                help,
            );
        }
        _ => {
            return misplaced(
                "`wire` is for texts, numbers, money and times".to_owned(),
                "drop it",
            );
        }
    };
    if form == natural {
        WireForm::Natural
    } else {
        form
    }
}
