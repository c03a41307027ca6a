//! Whether a value that an example shows fits the shape that the spec documents.

use super::examples::lacking;
use super::rules::check_object;
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of};
use crate::model::{
    Choice, Encoding, Field, Filled, Json, Presence, Shape, TypeDefinition, TypeKind, WireForm,
};
use crate::yaml::{Key, Kind, Node, from_json, scalar};

pub(super) struct Fit<'c> {
    pub(super) types: &'c [TypeDefinition],
    /// Whether values travel in a form, where each is text.
    pub(super) in_form: bool,
    /// Whether it is a reply, in which what is absent may also be `null`.
    pub(super) in_reply: bool,
    /// The field that is looked at.
    pub(super) field: Option<Span>,
    pub(super) problems: &'c Problems<'c>,
}

impl Fit<'_> {
    /// The members of what must be an object.
    pub(super) fn members<'n>(&self, node: &'n Node, what: &str) -> Option<&'n [(Key, Node)]> {
        match &node.kind {
            Kind::Mapping(entries) => Some(entries),
            _ => {
                self.misfit(node, "an object", what);
                None
            }
        }
    }

    pub(super) fn field(&self, field: &Field, node: &Node) {
        let absent = node.is_null()
            || matches!(&node.kind, Kind::Scalar { text, .. } if field.absent.contains(text));
        let may_be_absent = if self.in_reply {
            field.presence != Presence::Always
        } else {
            field.presence == Presence::Optional
        };
        if absent && may_be_absent {
            return;
        }
        let what = format!("`{}`", field.wire);
        let inside = Self {
            field: Some(field.at),
            ..*self
        };
        inside.length(field, node);
        match &field.encoding {
            Some(encoding) => inside.encoded(encoding, field.form, node, &what),
            None => inside.shape(&field.shape, field.form, node, &what),
        }
    }

    /// Warns of a single value that is longer than documented.
    fn length(&self, field: &Field, node: &Node) {
        let (Some(max), Kind::Scalar { text, .. }) = (field.max_chars, &node.kind) else {
            return;
        };
        let length = text.chars().count();
        if length > max as usize {
            let message = format!(
                "`{}` has at most {max} characters by the spec, and the example has {length}",
                field.wire
            );
            let help = "hold both against the vendor's page; if it contradicts itself, say so in `notes` and allow this with `allow: {SW0001: …}`";
            self.report(
                Diagnostic::new(Code::Length, node.span, message)
                    .label(format!("{length} characters"))
                    .help(help),
            );
        }
    }

    fn encoded(&self, encoding: &Encoding, form: WireForm, node: &Node, what: &str) {
        let value = match &node.kind {
            Kind::Scalar { text, plain } => scalar(text, *plain),
            _ => Some(Json::Null),
        };
        // A number that JSON can't write is reported where it is read.
        let Some(value) = value else { return };
        // A reply's words for true and false are read from both kinds of value.
        let lenient = self.in_form || self.in_reply && matches!(encoding, Encoding::YesNo { .. });
        if encoding.fits(form, &value, lenient) {
            return;
        }
        let expected = encoding.expected();
        let remedy = match value {
            Json::Number(text) if encoding.fits(form, &Json::String(text.clone()), false) => {
                format!("quote it (\"{text}\") if the vendor sends text")
            }
            Json::String(text) if encoding.fits(form, &Json::Number(text.clone()), false) => {
                "drop the quotes if the vendor sends a number".to_owned()
            }
            _ => return self.misfit(node, &expected, what),
        };
        let either = match encoding {
            Encoding::YesNo { .. } => "",
            _ => "; if it sends either, say `wire: either` on the field",
        };
        self.misfit_with(node, &expected, what, remedy + either);
    }

    /// A field that the operation fills in itself.
    pub(super) fn filled(&self, filled: &Filled, node: &Node) {
        let Some(constant) = filled.constant() else {
            return;
        };
        let is_same = match &node.kind {
            Kind::Scalar { text, .. } if self.in_form => Some(text) == filled.text().as_ref(),
            Kind::Scalar { text, plain } => scalar(text, *plain).as_ref() == Some(constant),
            _ => false,
        };
        if !is_same {
            let message = format!(
                "`{}` is always {constant}, and the example has another value",
                filled.wire
            );
            let help =
                "mend the example, or `const` if the vendor's page is right about the example";
            self.problems.report(
                Diagnostic::new(Code::Example, node.span, message)
                    .label("another value")
                    .related(filled.at, "always the same")
                    .help(help),
            );
        }
    }

    pub(super) fn shape(&self, shape: &Shape, form: WireForm, node: &Node, what: &str) {
        match shape {
            // A time without a format is told where its type is named.
            Shape::String | Shape::DateTime | Shape::Date => self.text(form, node, what),
            Shape::Boolean => self.scalar(node, "`true` or `false`", what, |value, text| {
                matches!(value, Json::Boolean(_))
                    || self.in_form && matches!(text, "true" | "false")
            }),
            Shape::Integer | Shape::Money => {
                self.number(form, node, "an integer of 64 bits", what, |text| {
                    text.parse::<i64>().is_ok()
                })
            }
            Shape::Number => self.number(form, node, "a number", what, |text| {
                text.parse::<f64>().is_ok_and(f64::is_finite)
            }),
            Shape::File => {
                // `{name, content_type, text}`, or a word in the place of the file.
                if matches!(node.kind, Kind::Sequence(_)) || node.is_null() {
                    self.misfit(node, "a file: `{name: …, content_type: …, text: …}`", what);
                }
            }
            // A number that JSON can't write is reported where it is read.
            Shape::Any => {}
            Shape::JsonText(inner) => self.json_text(inner, node, what),
            Shape::Joined { item, separator } => self.joined(item, separator, node, what),
            Shape::List(element) => match &node.kind {
                Kind::Sequence(items) => items
                    .iter()
                    .for_each(|item| self.shape(element, WireForm::Natural, item, "an item")),
                _ => self.misfit(node, "a list", what),
            },
            Shape::Named(index) => {
                match self.types.get(*index).map(|definition| &definition.kind) {
                    Some(TypeKind::Object(fields)) => {
                        self.object(fields, node, what);
                        self.rules(*index, node);
                    }
                    Some(TypeKind::IntegerEnum { form, .. }) => {
                        self.shape(&Shape::Integer, *form, node, what)
                    }
                    Some(TypeKind::StringEnum { .. }) => self.text(form, node, what),
                    Some(TypeKind::Newtype(inner)) => self.shape(inner, form, node, what),
                    // Reported where it is named.
                    Some(TypeKind::Row { .. }) => {}
                    Some(TypeKind::OneOf(choices)) => self.one_of(choices, node, what),
                    None => {}
                }
            }
        }
    }

    /// A text that holds JSON.
    fn json_text(&self, shape: &Shape, node: &Node, what: &str) {
        let inner = match &node.kind {
            Kind::Scalar { text, plain } if self.in_form || !plain => from_json(text, node.span),
            _ => None,
        };
        let Some(inner) = inner else {
            let message = format!("{what} is a text that holds JSON, and the example's isn't");
            let help = "write the JSON in single quotes, as the vendor's page shows it";
            self.report(
                Diagnostic::new(Code::Example, node.span, message)
                    .label("expected JSON in quotes")
                    .help(help),
            );
            return;
        };
        let inside = Self {
            in_form: false,
            ..*self
        };
        inside.shape(shape, WireForm::Natural, &inner, what);
    }

    /// A text that holds the items of a list.
    fn joined(&self, item: &Shape, separator: &str, node: &Node, what: &str) {
        let Kind::Scalar { text, .. } = &node.kind else {
            return self.misfit(node, "one text with all items", what);
        };
        for part in text.split(separator).filter(|_| !text.is_empty()) {
            let part = Node::text(part, node.span);
            let inside = Self {
                in_form: true,
                ..*self
            };
            inside.shape(item, WireForm::Either, &part, "an item");
        }
    }

    /// The first object whose member is there.
    fn one_of(&self, choices: &[Choice], node: &Node, what: &str) {
        let Some(members) = self.members(node, what) else {
            return;
        };
        let is_there = |choice: &&Choice| {
            let mut members = members.iter();
            members.any(|(name, value)| name.text == choice.by && !value.is_null())
        };
        match choices.iter().find(is_there) {
            Some(choice) => {
                self.shape(&Shape::Named(choice.of), WireForm::Natural, node, what);
            }
            None => {
                let names = choices.iter().map(|choice| &*choice.by);
                let message = format!("{what} has none of the members by which it is known");
                let help = format!("it is known by {}", choice_of(names));
                self.report(
                    Diagnostic::new(Code::Example, node.span, message)
                        .label("known by nothing")
                        .help(help),
                );
            }
        }
    }

    fn object(&self, fields: &[Field], node: &Node, what: &str) {
        let Kind::Mapping(entries) = &node.kind else {
            return self.misfit(node, "an object", what);
        };
        for field in fields {
            match entries.iter().find(|(name, _)| name.text == field.wire) {
                Some((_, value)) => self.field(field, value),
                None if field.presence == Presence::Always => {
                    let otherwise = "drop `always` if the vendor's own example goes without";
                    let lacking = lacking(node.span, &field.wire, "is `always` there", otherwise);
                    let documented = lacking.related(field.at, "documented here");
                    self.problems.report(documented);
                }
                None if field.presence == Presence::Required && !self.in_reply => {
                    let otherwise =
                        "make it `optional: true` if the vendor's own example goes without";
                    let lacking = lacking(node.span, &field.wire, "is required", otherwise);
                    let documented = lacking.related(field.at, "documented here");
                    self.problems.report(documented);
                }
                None => {}
            }
        }
    }

    /// Holds an object that a request carries against its rules.
    fn rules(&self, index: usize, node: &Node) {
        if let (Some(definition), Kind::Mapping(members)) = (self.types.get(index), &node.kind) {
            let rules: Vec<_> = definition.rules.iter().collect();
            check_object(&rules, members, &[], node.span, self.problems);
        }
    }

    fn text(&self, form: WireForm, node: &Node, what: &str) {
        let form = if self.in_form { WireForm::Either } else { form };
        match form {
            WireForm::Natural | WireForm::String => {
                self.scalar(node, "a text", what, |value, _| {
                    matches!(value, Json::String(_))
                })
            }
            WireForm::Number => self.scalar(node, "a number", what, |value, _| {
                matches!(value, Json::Number(_))
            }),
            WireForm::Either => self.scalar(node, "a text or a number", what, |value, _| {
                matches!(value, Json::Number(_) | Json::String(_))
            }),
        }
    }

    fn number(
        &self,
        form: WireForm,
        node: &Node,
        expected: &str,
        what: &str,
        is_number: impl Fn(&str) -> bool,
    ) {
        let form = if self.in_form { WireForm::Either } else { form };
        self.scalar(node, expected, what, |value, text| {
            let kind = match form {
                WireForm::Natural | WireForm::Number => matches!(value, Json::Number(_)),
                WireForm::String => matches!(value, Json::String(_)),
                WireForm::Either => matches!(value, Json::Number(_) | Json::String(_)),
            };
            kind && is_number(text)
        });
    }

    fn scalar(&self, node: &Node, expected: &str, what: &str, fits: impl Fn(&Json, &str) -> bool) {
        let Kind::Scalar { text, plain } = &node.kind else {
            return self.misfit(node, expected, what);
        };
        // A number that JSON can't write is reported where it is read.
        if scalar(text, *plain).is_some_and(|value| !fits(&value, text)) {
            self.misfit(node, expected, what);
        }
    }

    fn misfit(&self, node: &Node, expected: &str, what: &str) {
        let help = match (&node.kind, expected) {
            _ if node.is_null() && self.in_reply => {
                "the field is `always` there by the spec: drop `always` if the vendor's own example leaves it empty".to_owned()
            }
            _ if node.is_null() => {
                "give it a value, or make the field `optional: true` if the vendor's own example leaves it empty".to_owned()
            }
            (Kind::Scalar { text, plain: true }, "a text") => {
                format!("quote it (\"{text}\") if the vendor sends text; if it sends either, say `wire: either` on the field")
            }
            (Kind::Scalar { plain: false, .. }, "a number" | "an integer of 64 bits") => {
                "drop the quotes if the vendor sends a number; if it sends numbers as text, say `wire: string` (or `either`) on the field".to_owned()
            }
            _ => "mend the example, or the field's `type` if the vendor's page is right about the example".to_owned(),
        };
        self.misfit_with(node, expected, what, help);
    }

    fn misfit_with(&self, node: &Node, expected: &str, what: &str, help: String) {
        let here = match &node.kind {
            Kind::Mapping(_) => "an object".to_owned(),
            Kind::Sequence(_) => "a list".to_owned(),
            Kind::Scalar { text, plain } => match scalar(text, *plain) {
                Some(Json::Null) => "nothing".to_owned(),
                Some(Json::Number(text)) => format!("the number {text}"),
                Some(Json::Boolean(value)) => format!("`{value}`"),
                _ => format!("the text \"{text}\""),
            },
        };
        let message = format!("{what} is {expected}, and the example has {here}");
        self.report(
            Diagnostic::new(Code::Example, node.span, message)
                .label(format!("expected {expected}"))
                .help(help),
        );
    }

    /// Reports with the field's place.
    fn report(&self, diagnostic: Diagnostic) {
        self.problems.report(match self.field {
            Some(field) => diagnostic.related(field, "documented here"),
            None => diagnostic,
        });
    }
}
