//! Signatures for tests, made from the texts that a spec would hold.

use sealspec::Order;

use super::*;
use crate::diagnostic::Span;
use crate::model::{About, Credential};

/// A line as a test writes it.
pub(crate) enum Spec<'s> {
    Template(&'s str),
    Fields(Box<List<'s>>),
}

/// A list of fields as a test writes it.
#[derive(Clone)]
pub(crate) struct List<'s> {
    pub(crate) from: Vec<FieldSource>,
    pub(crate) select: Select,
    pub(crate) nested: Option<Nested>,
    pub(crate) add: Vec<(&'s str, &'s str)>,
    pub(crate) name: &'s str,
    pub(crate) value: &'s str,
    pub(crate) repeat: Option<&'s str>,
    pub(crate) skip_empty: bool,
    pub(crate) order: Order,
    pub(crate) each: &'s str,
    pub(crate) join: &'s str,
}

impl<'s> List<'s> {
    /// Every field in wire order.
    pub(crate) fn of(from: FieldSource, each: &'s str, join: &'s str) -> Self {
        Self {
            from: vec![from],
            select: Select::All,
            nested: None,
            add: Vec::new(),
            name: "{name}",
            value: "{value}",
            repeat: None,
            skip_empty: false,
            order: Order::Wire,
            each,
            join,
        }
    }

    pub(crate) fn line(self) -> Spec<'s> {
        Spec::Fields(Box::new(self))
    }
}

/// Makes the lines of a signature from a request; credentials marked with `!` are secret.
pub(crate) fn interpreted(
    given: &[(&str, &str)],
    lines: &[(&str, Spec<'_>)],
    request: &VectorRequest,
) -> Result<Interpretation, InterpretError> {
    let names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
    let credentials = credentials(&names);
    let signature = signature("tested", &credentials, lines);
    let made = request.with_input(|input| {
        let value = |name: &str| {
            let found = given
                .iter()
                .find(|(given, _)| given.trim_end_matches('!') == name);
            found.map(|(_, value)| *value)
        };
        interpret(
            &signature,
            &Given {
                credentials: &credentials,
                value: &value,
                input,
            },
        )
    });
    made.unwrap()
}

/// Names and values as a vector has them.
pub(crate) fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

/// Fields but `sign`, sorted by name.
pub(crate) fn sorted<'s>(each: &'s str, join: &'s str) -> Spec<'s> {
    fields(
        Select::Except(vec!["sign".to_owned()]),
        true,
        Order::Name,
        each,
        join,
    )
}

pub(crate) fn fields<'s>(
    select: Select,
    skip_empty: bool,
    order: Order,
    each: &'s str,
    join: &'s str,
) -> Spec<'s> {
    let list = List {
        select,
        skip_empty,
        order,
        ..List::of(FieldSource::Fields, each, join)
    };
    list.line()
}

/// Names; a secret one is marked with `!`.
pub(crate) fn credentials(names: &[&str]) -> Vec<Credential> {
    let credential = |name: &&str| Credential {
        name: name.trim_end_matches('!').to_owned(),
        secret: name.ends_with('!'),
        from: Vec::new(),
        sent: false,
        about: About::default(),
        example: None,
        at: Span::default(),
    };
    names.iter().map(credential).collect()
}

pub(crate) fn signature(
    name: &str,
    credentials: &[Credential],
    specs: &[(&str, Spec<'_>)],
) -> Signature {
    let mut lines: Vec<Line> = Vec::new();
    for (line, spec) in specs {
        let template = |text: &str, scope: Scope<'_>| {
            let mut problems = Vec::new();
            super::parse::template(text, &scope, &mut problems)
                .unwrap_or_else(|| panic!("{text}: {problems:?}"))
        };
        let (kind, value_type) = match spec {
            Spec::Template(text) => {
                let template = template(text, Scope::line(credentials, &lines));
                let value_type = template.value_type;
                (LineKind::Template(template), value_type)
            }
            Spec::Fields(list) => {
                let (scope, each) = (
                    Scope::line(credentials, &lines),
                    Scope::each(credentials, &lines),
                );
                let added = list.add.iter().map(|(name, value)| AddedField {
                    name: (*name).to_owned(),
                    value: template(value, scope),
                });
                let list = FieldList {
                    from: list.from.clone(),
                    select: list.select.clone(),
                    nested: list.nested,
                    added: added.collect(),
                    name: template(list.name, each),
                    value: template(list.value, each),
                    repeat: list.repeat.map(str::to_owned),
                    skip_empty: list.skip_empty,
                    order: list.order,
                    each: template(list.each, each),
                    join: list.join.to_owned(),
                };
                (LineKind::Fields(list), ValueType::Text)
            }
        };
        lines.push(Line {
            name: (*line).to_owned(),
            kind,
            value_type,
            secret: false,
        });
    }
    let mut signature = Signature {
        name: name.to_owned(),
        about: About::default(),
        source: None,
        lines,
        vectors: Vec::new(),
    };
    let secret = secret_lines(&signature.lines, credentials);
    signature
        .lines
        .iter_mut()
        .zip(secret)
        .for_each(|(line, secret)| line.secret = secret);
    signature
}
