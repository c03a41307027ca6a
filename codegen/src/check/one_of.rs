//! Types of which a reply holds one of several.

use super::names::{self, Registry};
use super::types::TypeNames;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Choice, Shape, TypeDefinition, TypeKind};
use crate::spec::{self, TypeName};

pub(super) fn choices(
    spec: &spec::Type,
    list: &[spec::Choice],
    types: &TypeNames<'_>,
    problems: &Problems<'_>,
) -> TypeKind {
    if list.len() < 2 {
        let message = format!(
            "`{}` is one of several shapes, and fewer than two are listed",
            spec.name.text
        );
        let help = "list the shapes: `one_of: {Ready: {by: a_member_that_only_it_has, is: ReadyObject}, …}`";
        problems.report(Diagnostic::new(Code::MissingKey, spec.name.span, message).help(help));
    }
    let mut variants = Registry::default();
    for (index, choice) in list.iter().enumerate() {
        let name = &choice.name;
        names::check_upper_camel_case(name, "one of several shapes", &["Self"], problems);
        let what = format!("the shape `{}`", name.text);
        let help = "give one of the two another name";
        variants.declare(&name.text, &what, name.span, help, problems);
        refuse_equal_members(choice, list.get(..index).unwrap_or_default(), problems);
    }
    let choices = list.iter();
    TypeKind::OneOf(
        choices
            .filter_map(|choice| self::choice(choice, types, problems))
            .collect(),
    )
}

fn choice(spec: &spec::Choice, types: &TypeNames<'_>, problems: &Problems<'_>) -> Option<Choice> {
    let (by, is) = (spec.by.as_ref()?, spec.is.as_ref()?);
    let (of, fields) = object(is, types, problems)?;
    let members = fields.iter().map(|field| field.wire.text.as_str());
    names::resolve(
        by,
        members,
        "member",
        "the `fields:` of the object",
        problems,
    )?;
    Some(Choice {
        name: spec.name.text.clone(),
        by: by.text.clone(),
        of,
        about: spec.about.clone(),
    })
}

/// The object that a name means, and its fields.
fn object<'t>(
    name: &TypeName,
    types: &'t TypeNames<'_>,
    problems: &Problems<'_>,
) -> Option<(usize, &'t [spec::Field])> {
    let shape = types.shape(name, problems)?;
    if let Shape::Named(index) = shape
        && let Some(declared) = types.iter().nth(index)
        && let spec::TypeKind::Object(fields) = &declared.spec.kind
    {
        return Some((index, fields));
    }
    problems.report(
        Diagnostic::new(
            Code::Misplaced,
            name.span,
            "only objects are told apart by a member",
        )
        .label("not an object")
        .help("name a type with `fields:`"),
    );
    None
}

fn refuse_equal_members(choice: &spec::Choice, before: &[spec::Choice], problems: &Problems<'_>) {
    let Some(by) = &choice.by else { return };
    let mut before = before.iter().filter_map(|other| other.by.as_ref());
    if let Some(other) = before.find(|other| other.text == by.text) {
        let message = format!("two shapes are known by the same member `{}`", by.text);
        let help =
            "name a member that one has and the other lacks; the first one that is there decides";
        problems.report(
            Diagnostic::new(Code::Misplaced, by.span, message)
                .related(other.span, "the other one")
                .help(help),
        );
    }
}

/// Reports one that travels in requests.
pub(super) fn refuse_in_requests(
    definition: &TypeDefinition,
    declared: &spec::Type,
    problems: &Problems<'_>,
) {
    if !definition.in_requests || !matches!(definition.kind, TypeKind::OneOf(_)) {
        return;
    }
    let message = format!(
        "`{}` is one of several shapes, and travels in requests",
        declared.name.text
    );
    let help = "only replies are told apart by their members; in a request, write one object with optional fields, or two operations";
    problems.report(Diagnostic::new(Code::Misplaced, declared.name.span, message).help(help));
}
