//! Rules between fields: that they are about fields, and say something.

use std::borrow::Cow;

use super::names;
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of, nearest};
use crate::model::{
    Encoding, Field, Filled, Operation, Presence, Rule, RuleKind, Shape, TypeDefinition, TypeKind,
};
use crate::spec::{self, Name};
use crate::yaml::{Key, Kind, Node};

/// The rules of an operation, between its fields; those that it fills in are known in conditions.
pub(super) fn of_operation(
    spec: &spec::Operation,
    fields: &[Field],
    filled: &[Filled],
    types: &[TypeDefinition],
    problems: &Problems<'_>,
) -> Vec<Rule> {
    let check = Check {
        fields,
        filled,
        place: "`request:`",
        types,
        problems,
    };
    spec.rules.iter().map(|rule| check.rule(rule)).collect()
}

/// Gives the types that are objects their rules.
pub(super) fn of_types(
    types: &mut [TypeDefinition],
    declared: &[&spec::Type],
    problems: &Problems<'_>,
) {
    let of = |definition: &TypeDefinition, spec: &spec::Type| match &definition.kind {
        TypeKind::Object(fields) => {
            let check = Check {
                fields,
                filled: &[],
                place: "`fields:`",
                types,
                problems,
            };
            spec.rules.iter().map(|rule| check.rule(rule)).collect()
        }
        _ => Vec::new(),
    };
    let rules: Vec<_> = types
        .iter()
        .zip(declared)
        .map(|(definition, spec)| of(definition, spec))
        .collect();
    for (definition, rules) in types.iter_mut().zip(rules) {
        definition.rules = rules;
    }
}

/// What a name in a rule means.
enum Found<'c> {
    Field(&'c Field),
    Filled(&'c Filled),
}

struct Check<'c> {
    fields: &'c [Field],
    filled: &'c [Filled],
    place: &'c str,
    types: &'c [TypeDefinition],
    problems: &'c Problems<'c>,
}

impl Check<'_> {
    fn rule(&self, spec: &spec::Rule) -> Rule {
        for name in spec.groups.iter().flatten() {
            self.refuse_what_is_always_there(name);
        }
        self.refuse_repetition(spec);
        for (name, values) in &spec.when {
            self.condition(name, values);
        }
        let texts = |names: &Vec<Name>| names.iter().map(|name| name.text.clone()).collect();
        Rule {
            kind: spec.kind,
            groups: spec.groups.iter().map(texts).collect(),
            when: spec
                .when
                .iter()
                .map(|(name, values)| (name.text.clone(), texts(values)))
                .collect(),
            about: spec.about.clone(),
            at: spec.span,
        }
    }

    fn find(&self, name: &Name) -> Option<Found<'_>> {
        let fields = self.fields.iter().map(|field| field.wire.as_str());
        let filled = self.filled.iter().map(|filled| filled.wire.as_str());
        let names = fields.chain(filled);
        let index = names::resolve(name, names, "field", self.place, self.problems)?;
        let own = self.fields.get(index).map(Found::Field);
        own.or_else(|| {
            let index = index.checked_sub(self.fields.len())?;
            self.filled.get(index).map(Found::Filled)
        })
    }

    fn refuse_what_is_always_there(&self, name: &Name) {
        let help = match self.find(name) {
            None => return,
            Some(Found::Field(field)) if field.presence == Presence::Optional => return,
            Some(Found::Field(_)) => {
                "make the field `optional: true`, and let the rule say when it must be given"
            }
            Some(Found::Filled(_)) => "drop it: no caller gives it",
        };
        let message = format!("`{}` is always given, whatever the rule says", name.text);
        self.problems.report(
            Diagnostic::new(Code::Misplaced, name.span, message)
                .label("needs no rule")
                .help(help),
        );
    }

    /// Reports a field that stands twice in a rule; in a choice of groups that may be given together it may.
    fn refuse_repetition(&self, spec: &spec::Rule) {
        let mut seen: Vec<&Name> = Vec::new();
        for group in &spec.groups {
            for name in group {
                if let Some(first) = seen.iter().find(|own| own.text == name.text) {
                    let message = format!("`{}` stands twice in one rule", name.text);
                    self.problems.report(
                        Diagnostic::new(Code::BadValue, name.span, message)
                            .related(first.span, "the first one")
                            .help("name each field once; make two rules where there are two"),
                    );
                }
                seen.push(name);
            }
            if spec.kind == RuleKind::AnyOf {
                seen.clear();
            }
        }
    }

    fn condition(&self, name: &Name, values: &[Name]) {
        let known = match self.find(name) {
            None => return,
            Some(Found::Field(field)) => match &field.encoding {
                Some(Encoding::YesNo { yes, no }) => {
                    Some(vec![Cow::Owned(yes.text()), Cow::Owned(no.text())])
                }
                _ => self.known_values(&field.shape),
            },
            Some(Found::Filled(filled)) => filled.text().map(|text| vec![Cow::Owned(text)]),
        };
        let Some(known) = known else {
            let message = format!("`{}` has no single value to compare", name.text);
            let help = "let `when` name a field that is a text, a number, a boolean or an enum";
            return self.problems.report(
                Diagnostic::new(Code::BadValue, name.span, message)
                    .label("not a single value")
                    .help(help),
            );
        };
        if values.is_empty() {
            let message = format!("`when` says no value for `{}`", name.text);
            let help = format!("write `{}: value`, or a list of values", name.text);
            let diagnostic = Diagnostic::new(Code::BadValue, name.span, message).help(help);
            self.problems.report(diagnostic);
        }
        for value in values.iter().filter(|_| !known.is_empty()) {
            self.refuse_unknown_value(name, value, &known);
        }
    }

    fn refuse_unknown_value(&self, field: &Name, value: &Name, known: &[Cow<'_, str>]) {
        if known.contains(&Cow::Borrowed(&value.text)) {
            return;
        }
        let known = known.iter().map(|value| &**value);
        let help = match nearest(&value.text, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}, as on the wire", choice_of(known)),
        };
        let message = format!(
            "`{}` documents no value `{}`, so the rule would never hold",
            field.text, value.text
        );
        self.problems.report(
            Diagnostic::new(Code::BadValue, value.span, message)
                .label("not documented")
                .help(help),
        );
    }

    /// The documented values of a shape, none where it may be any; `None` where it isn't a single value.
    fn known_values(&self, shape: &Shape) -> Option<Vec<Cow<'_, str>>> {
        Some(match shape {
            Shape::String | Shape::Integer | Shape::Number => Vec::new(),
            Shape::Money | Shape::DateTime | Shape::Date => Vec::new(),
            Shape::Boolean => vec![Cow::Borrowed("true"), Cow::Borrowed("false")],
            Shape::Any
            | Shape::File
            | Shape::JsonText(_)
            | Shape::Joined { .. }
            | Shape::List(_) => {
                return None;
            }
            Shape::Named(index) => match &self.types.get(*index)?.kind {
                TypeKind::Object(_) | TypeKind::OneOf(_) | TypeKind::Row { .. } => return None,
                TypeKind::Newtype(inner) => return self.known_values(inner),
                TypeKind::IntegerEnum { values, .. } => values
                    .iter()
                    .map(|value| Cow::Owned(value.value.to_string()))
                    .collect(),
                TypeKind::StringEnum { values } => values
                    .iter()
                    .map(|value| Cow::Borrowed(value.value.as_str()))
                    .collect(),
            },
        })
    }
}

/// Reports the rules of an operation that an example breaks; none that are about files, which no page can show.
pub(super) fn check_example(
    operation: &Operation,
    members: &[(Key, Node)],
    at: Span,
    problems: &Problems<'_>,
) {
    let is_file = |name: &String| {
        let mut fields = operation.request.iter();
        fields.any(|own| own.wire == *name && own.shape == Shape::File)
    };
    let is_shown = |rule: &&Rule| !rule.groups.iter().flatten().any(is_file);
    let rules: Vec<_> = operation.rules.iter().filter(is_shown).collect();
    check_object(&rules, members, &operation.filled, at, problems);
}

/// Reports the rules that an object in an example breaks.
pub(super) fn check_object(
    rules: &[&Rule],
    members: &[(Key, Node)],
    filled: &[Filled],
    at: Span,
    problems: &Problems<'_>,
) {
    let value = |name: &str| {
        let Some((_, node)) = members.iter().find(|(key, _)| key.text == name) else {
            let filled = filled.iter().find(|filled| filled.wire == name)?;
            return filled.text().map(Cow::Owned);
        };
        match &node.kind {
            _ if node.is_null() => None,
            Kind::Scalar { text, .. } => Some(text.as_str()).filter(|text| !text.is_empty()),
            Kind::Sequence(_) | Kind::Mapping(_) => Some("…"),
        }
        .map(Cow::Borrowed)
    };
    for rule in rules {
        if !rule.is_kept(value) {
            let message = format!("the example breaks a rule: {}", rule.statement());
            let help = "mend the example, or the rule if the vendor's own example goes against it";
            problems.report(
                Diagnostic::new(Code::Example, at, message)
                    .related(rule.at, "the rule")
                    .help(help),
            );
        }
    }
}
