use super::*;
use crate::json::Notes;

/// What is said of these fields: the refusal as it is shown.
fn told(rule: Rule, fields: &[(&str, &str)]) -> Option<String> {
    let mut given = Fields::default();
    for (name, value) in fields {
        given.push(*name, *value);
    }
    let breach = breach(&[rule], &given)?;
    Some(Unsendable::from(breach).into_error().to_string())
}

/// Fields, and what is said of them.
type Case<'c> = (&'c [(&'c str, &'c str)], Option<&'c str>);

fn check(rule: Rule, cases: &[Case<'_>]) {
    for (fields, wanted) in cases {
        let told = told(rule, fields);
        match (&told, wanted) {
            (Some(told), Some(wanted)) => assert!(told.contains(wanted), "{fields:?}: {told}"),
            _ => assert_eq!(told.is_some(), wanted.is_some(), "{fields:?}: {told:?}"),
        }
    }
}

const ALWAYS: &[(&str, &[&str])] = &[];

#[test]
fn any_of_wants_one_whole_group() {
    let groups: &[&[&str]] = &[&["a"], &["b", "c"]];
    let rule = Rule::new(RuleKind::AnyOf, groups, ALWAYS, "a counts");
    check(
        rule,
        &[
            (&[("a", "1")], None),
            (&[("b", "1"), ("c", "1")], None),
            (&[("a", "1"), ("b", "1")], None),
            (
                &[],
                Some(
                    "at least one of `a` or (`b` and `c`) must be given: give one of them (a counts)",
                ),
            ),
            (&[("a", "")], Some("give one of them")),
            (
                &[("c", "1")],
                Some("give what belongs to `c` too, or leave it out"),
            ),
        ],
    );
}

#[test]
fn one_of_wants_one_whole_group_and_nothing_of_the_others() {
    let groups: &[&[&str]] = &[&["a"], &["b", "c"]];
    let rule = Rule::new(RuleKind::OneOf, groups, ALWAYS, "");
    let exactly = "exactly one of `a` or (`b` and `c`) must be given: ";
    check(
        rule,
        &[
            (&[("a", "1"), ("b", "")], None),
            (&[("b", "1"), ("c", "1"), ("d", "1")], None),
            (&[], Some(exactly)),
            (&[("b", "1")], Some("give what belongs to `b` too")),
            (
                &[("a", "1"), ("b", "1")],
                Some("leave out one of `a` and `b`"),
            ),
            (
                &[("a", "1"), ("b", "1"), ("c", "1")],
                Some("leave out one of `a`, `b` and `c`"),
            ),
        ],
    );
}

#[test]
fn together_wants_all_or_none() {
    let rule = Rule::new(RuleKind::Together, &[&["a"], &["b"], &["c"]], ALWAYS, "");
    check(
        rule,
        &[
            (&[], None),
            (&[("a", "1"), ("b", "1"), ("c", "1")], None),
            (
                &[("a", "1"), ("c", "1")],
                Some(
                    "`a`, `b` and `c` must be given together or not at all: give `b` too, or leave out `a` and `c`",
                ),
            ),
        ],
    );
}

#[test]
fn require_and_forbid_hold_where_all_conditions_do() {
    let when: &[(&str, &[&str])] = &[("kind", &["x", "y"]), ("on", &["1"])];
    let require = Rule::new(RuleKind::Require, &[&["a"], &["b"]], when, "");
    let forbid = Rule::new(RuleKind::Forbid, &[&["a"], &["b"]], when, "");
    let holds = [("kind", "y"), ("on", "1")];
    let suffix = "when `kind` is `x` or `y` and `on` is `1`: ";
    check(
        require,
        &[
            (&[("kind", "x")], None),
            (&[("kind", "z"), ("on", "1")], None),
            (&holds, Some(&format!("`a` is required {suffix}give it"))),
            (
                &[("kind", "x"), ("on", "1"), ("a", "1")],
                Some(&format!("`b` is required {suffix}")),
            ),
        ],
    );
    check(
        forbid,
        &[
            (&holds, None),
            (&[("kind", "z"), ("on", "1"), ("a", "1")], None),
            (
                &[("kind", "x"), ("on", "1"), ("b", "1")],
                Some(&format!("`b` must not be given {suffix}leave it out")),
            ),
        ],
    );
}

#[test]
fn a_refusal_tells_where_the_object_is() {
    let together = Rule::new(RuleKind::Together, &[&["a"], &["b"]], ALWAYS, "");
    let require = Rule::new(RuleKind::Require, &[&["b"]], &[("a", &["1"])], "");
    let mut fields = Fields::default();
    fields.push("a", "1");
    let told = |rule| {
        let mut notes = Notes::default();
        let breach = breach(&[rule], &fields).unwrap();
        notes.within("to[0]", |notes| {
            notes.within("geo", |notes| notes.broken(breach))
        });
        match notes.unsendable.unwrap().into_error() {
            Error::Refused(refusal) => (refusal.to_string(), refusal.field().map(str::to_owned)),
            other => panic!("{other:?}"),
        }
    };
    let (text, field) = told(together);
    assert!(
        text.starts_with("in `to[0].geo`, `a` and `b` must"),
        "{text}"
    );
    assert_eq!(field, None);
    let (text, field) = told(require);
    assert!(
        text.starts_with("`to[0].geo.b` is required when `a` is `1`: "),
        "{text}"
    );
    assert_eq!(field.as_deref(), Some("to[0].geo.b"));
}
