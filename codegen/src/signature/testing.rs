//! Signatures for tests, made from the texts that a spec would hold.

use sealspec::Order;

use super::*;
use crate::model::{About, Credential};

/// A line as a test writes it.
pub(crate) enum Spec<'s> {
    Template(&'s str),
    Fields {
        select: Select,
        skip_empty: bool,
        order: Order,
        each: &'s str,
        join: &'s str,
    },
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
    Spec::Fields {
        select,
        skip_empty,
        order,
        each,
        join,
    }
}

/// Names; a secret one is marked with `!`.
pub(crate) fn credentials(names: &[&str]) -> Vec<Credential> {
    let credential = |name: &&str| Credential {
        name: name.trim_end_matches('!').to_owned(),
        secret: name.ends_with('!'),
        about: About::default(),
        example: None,
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
            Spec::Fields {
                select,
                skip_empty,
                order,
                each,
                join,
            } => {
                let each = template(each, Scope::each(credentials, &lines));
                let (select, join) = (select.clone(), (*join).to_owned());
                (
                    LineKind::Fields(FieldList {
                        select,
                        skip_empty: *skip_empty,
                        order: *order,
                        each,
                        join,
                    }),
                    ValueType::Text,
                )
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
