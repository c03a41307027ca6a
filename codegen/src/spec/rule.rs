use sealspec::RuleKind;

use super::Name;
use crate::diagnostic::{Code, Diagnostic, Problems, Span, choice_of};
use crate::model::About;
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::yaml::{At, Entries, Key, Mapping, Node, OneOrMore, Value, mapping};

/// A rule between the fields of a request, or of an object in it.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) kind: RuleKind,
    /// Where it stands.
    pub(crate) span: Span,
    pub(crate) groups: Vec<Vec<Name>>,
    pub(crate) when: Vec<(Name, Vec<Name>)>,
    pub(crate) about: About,
}

mapping! {
    /// A rule between fields. It asks for one thing, and where it is a choice, a list may stand in place of a name: a group, which
    /// counts when all of it is given.
    struct RuleKeys: "a rule" {
        /// At least one of them is given. `[[mobile, valid], [username, password]]`: of groups.
        any_of: Option<At<Groups>>,
        /// Exactly one of them is given. A group that is given in part is an error, too.
        one_of: Option<At<Groups>>,
        /// All of them are given, or none.
        together: Option<At<Vec<Name>>>,
        /// All of them are given; needs `when`.
        require: Option<At<Vec<Name>>>,
        /// None of them is given; needs `when`.
        forbid: Option<At<Vec<Name>>>,
        /// The rule holds where each of these fields has its value, or one of a list, as it stands on the wire, compared as text:
        /// `{trade_type: [JSPAY, APP]}`.
        when: Option<Entries<OneOrMore<Name>>>,
        ..about: About,
    } exactly one of [["any_of"], ["one_of"], ["together"], ["require", "when"], ["forbid", "when"]]
}

/// Names, or groups of them.
#[derive(Debug)]
struct Groups(Vec<OneOrMore<Name>>);

impl Value for Groups {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        Vec::read(key, node, problems).map(Self)
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        <Vec<OneOrMore<Name>> as Value>::schema(generator)
    }
}

/// What a rule asks for.
struct Demand {
    key: &'static str,
    kind: RuleKind,
    span: Span,
    groups: Vec<Vec<Name>>,
}

impl Value for Rule {
    fn read(_: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let before = problems.count();
        let keys = RuleKeys::read_at(node.span, node, problems);
        let is_sound = problems.count() == before;
        let choice = |groups: Groups| groups.0.into_iter().map(|group| group.0).collect();
        let single = |names: Vec<Name>| names.into_iter().map(|name| vec![name]).collect();
        let demands = [
            demand("any_of", RuleKind::AnyOf, keys.any_of, choice),
            demand("one_of", RuleKind::OneOf, keys.one_of, choice),
            demand("together", RuleKind::Together, keys.together, single),
            demand("require", RuleKind::Require, keys.require, single),
            demand("forbid", RuleKind::Forbid, keys.forbid, single),
        ];
        let mut demands: Vec<Demand> = demands.into_iter().flatten().collect();
        demands.sort_by_key(|demand| demand.span);

        refuse_second(&demands, problems);
        let Some(demand) = demands.into_iter().next() else {
            if is_sound {
                refuse_no_demand(node.span, problems);
            }
            return None;
        };
        refuse_missing_condition(&demand, keys.when.is_some(), problems);
        if is_sound {
            refuse_too_few(&demand, problems);
        }
        let when = keys.when.unwrap_or_default().0.into_iter();
        Some(Self {
            kind: demand.kind,
            span: demand.span,
            groups: demand.groups,
            when: when.map(|(field, values)| (field, values.0)).collect(),
            about: keys.about,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        RuleKeys::schema(generator)
    }
}

fn demand<T>(
    key: &'static str,
    kind: RuleKind,
    names: Option<At<T>>,
    groups: impl Fn(T) -> Vec<Vec<Name>>,
) -> Option<Demand> {
    names.map(|names| Demand {
        key,
        kind,
        span: names.key,
        groups: groups(names.value),
    })
}

fn refuse_no_demand(at: Span, problems: &Problems<'_>) {
    let kinds = ["any_of", "one_of", "together", "require", "forbid"];
    let help = format!("say which fields it is about under {}", choice_of(kinds));
    problems.report(
        Diagnostic::new(Code::MissingKey, at, "the rule asks for nothing")
            .label("what must be given?")
            .help(help),
    );
}

fn refuse_second(demands: &[Demand], problems: &Problems<'_>) {
    let [first, second, ..] = demands else {
        return;
    };
    let message = format!(
        "`{}` stands in a rule that asks for something else already",
        second.key
    );
    problems.report(
        Diagnostic::new(Code::Misplaced, second.span, message)
            .related(first.span, "it asks for this")
            .help("make two rules of it"),
    );
}

fn refuse_missing_condition(demand: &Demand, has_condition: bool, problems: &Problems<'_>) {
    let help = match demand.kind {
        RuleKind::Require => {
            "add `when: {field: value}`; a field that is always required is one without `optional: true`"
        }
        RuleKind::Forbid => {
            "add `when: {field: value}`; a field that must never be given is left out of the spec"
        }
        _ => return,
    };
    if !has_condition {
        let message = format!("`{}` needs `when`", demand.key);
        problems.report(
            Diagnostic::new(Code::MissingKey, demand.span, message)
                .label("when?")
                .help(help),
        );
    }
}

fn refuse_too_few(demand: &Demand, problems: &Problems<'_>) {
    let key = demand.key;
    let least = match demand.kind {
        RuleKind::Require | RuleKind::Forbid => 1,
        _ => 2,
    };
    if demand.groups.len() >= least && !demand.groups.iter().any(Vec::is_empty) {
        return;
    }
    let (message, help) = match least {
        1 => (
            format!("`{key}` names no field"),
            format!("write `{key}: [name]`"),
        ),
        _ => (
            format!("`{key}` is about two fields or more"),
            format!("write `{key}: [one, other]`"),
        ),
    };
    problems.report(
        Diagnostic::new(Code::BadValue, demand.span, message)
            .label("too few")
            .help(help),
    );
}
