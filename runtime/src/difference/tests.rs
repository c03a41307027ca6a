use super::*;
use crate::fields::{Fields, Source};
use crate::moment::Moment;
use crate::operation::Place;
use crate::signing::{Chosen, FieldRule, Input, Order, Part, Recording, Select, Trace};

const KEY: &str = "s3cr3t-key";

/// The explanation of `fields&key=KEY`, or of names and values run together between the key.
fn explained(pairs: &[(&str, &str)], join: &str) -> crate::Explanation {
    let mut fields = Fields::default();
    for (name, value) in pairs {
        fields.push(*name, *value);
    }
    let (headers, moment) = (Fields::default(), Moment::new(0, ""));
    let input = Input {
        fields: &fields,
        headers: &headers,
        scheme: "",
        method: "",
        host: "",
        path: "",
        query: "",
        body: b"",
        moment: &moment,
    };
    let rule = FieldRule {
        select: Select::Except(&["sign"]),
        skip_empty: true,
        order: Order::Name,
        join,
        ..FieldRule::ALL
    };
    recorded(rule.of(&input), join)
}

fn recorded(chosen: Chosen<'_>, join: &str) -> crate::Explanation {
    let mut recording = Recording::default();
    let line = recording.fields("fields", chosen, |out, field| {
        out.push(&field.name);
        out.push(if join.is_empty() { "" } else { "=" });
        out.value(field, &field.value);
    });
    let fields = line.unwrap();
    let key = Part::Secret("key", KEY);
    if join.is_empty() {
        recording.text("text", &[key, Part::Shown(&fields), key]);
    } else {
        recording.text("text", &[Part::Shown(&fields), Part::Shown("&key="), key]);
    }
    recording.text("sign", &[Part::Shown("00FF")]);
    crate::Explanation {
        operation: "op",
        profile: "profile",
        method: "POST",
        url: String::new(),
        lines: recording.lines,
        files: Vec::new(),
        places: vec![(Place::Field("sign"), "00FF".to_owned())],
    }
}

fn cause(pairs: &[(&str, &str)], theirs: &str) -> Option<Cause> {
    let difference = explained(pairs, "&").compare(theirs);
    let text = difference.to_string();
    assert!(!text.contains(KEY), "{text}");
    assert!(!format!("{difference:?}").contains(KEY));
    difference.cause
}

fn field(whose: Whose, name: &str, why: Option<&'static str>) -> Option<Cause> {
    Some(Cause::Field(whose, name.to_owned(), why))
}

const PAIRS: &[(&str, &str)] = &[("b", "2"), ("a", "1"), ("empty", ""), ("sign", "00")];

#[test]
fn equal_strings_leave_the_key_and_the_spelling() {
    let same = explained(PAIRS, "&").compare("a=1&b=2&key=s3cr3t-key");
    assert!(same.is_none());
    assert_eq!(same.line, "text");
    assert!(same.to_string().contains("to the last byte"), "{same}");
    let unsigned = crate::Explanation {
        lines: Vec::new(),
        ..explained(PAIRS, "&")
    };
    let nothing = unsigned.compare("a=1");
    assert!(!nothing.is_none());
    assert!(nothing.to_string().contains("isn't signed"), "{nothing}");
}

#[test]
fn points_at_the_first_byte_and_shows_both_sides_without_secrets() {
    let difference = explained(PAIRS, "&").compare("a=1&b=3&key=s3cr3t-key");
    assert_eq!(difference.at, Some(6));
    assert_eq!(
        difference.to_string(),
        "The vendor's string differs from the line `text` from byte 6 on.\n  \
         the same:     a=1&b=\n  then here:    2&key=[key]\n  then theirs:  3&key=[key]\n\
         It looks like none of the usual mistakes: look at the fields around this place."
    );
    let chinese = explained(&[("a", "超市\n")], "&").compare("a=超人\n&key=s3cr3t-key");
    assert_eq!(chinese.at, Some(5));
    assert!(chinese.to_string().contains("市\\n&key=[key]"), "{chinese}");
}

#[test]
fn tells_who_signs_empty_values() {
    let theirs = "a=1&b=2&empty=&key=s3cr3t-key";
    assert_eq!(
        cause(PAIRS, theirs),
        Some(Cause::Empty(Whose::Theirs, "empty".to_owned()))
    );
    let mut fields = Fields::default();
    for (name, value) in [("a", "1"), ("m", ""), ("z", "2")] {
        fields.push_from(Source::Body, name, value);
    }
    let (headers, moment) = (Fields::default(), Moment::new(0, ""));
    let input = Input {
        fields: &fields,
        headers: &headers,
        scheme: "",
        method: "",
        host: "",
        path: "",
        query: "",
        body: b"",
        moment: &moment,
    };
    let keeping = FieldRule {
        join: "&",
        ..FieldRule::ALL
    };
    let explained = recorded(keeping.of(&input), "&");
    let difference = explained.compare("a=1&z=2&key=s3cr3t-key");
    assert_eq!(
        difference.cause,
        Some(Cause::Empty(Whose::Ours, "m".to_owned()))
    );
}

#[test]
fn tells_which_field_only_one_side_signs() {
    let key = "key=s3cr3t-key";
    assert_eq!(
        cause(PAIRS, &format!("a=1&b=2&sign=00&{key}")),
        field(Whose::Theirs, "sign", Some("excluded by name"))
    );
    assert_eq!(
        cause(PAIRS, &format!("a=1&b=2&nonce=x&{key}")),
        field(Whose::Theirs, "nonce", None)
    );
    assert_eq!(
        cause(PAIRS, &format!("b=2&{key}")),
        field(Whose::Ours, "a", None)
    );
}

#[test]
fn tells_the_order_of_the_vendor() {
    let pairs = &[("a10", "1"), ("a2", "2"), ("B", "3")];
    let order = |theirs: &str| match cause(pairs, &format!("{theirs}&key=s3cr3t-key")) {
        Some(Cause::Order(order)) => order.unwrap_or("unknown"),
        other => panic!("{other:?}"),
    };
    assert!(order("a10=1&a2=2&B=3").contains("without regard to case"));
    assert!(order("a2=2&a10=1&B=3").contains("as people count"));
    assert!(order("a2=2&a10=1&B=3").contains("`a2` before `a10`"));
    assert!(order("a2=2&B=3&a10=1").contains("unknown"));
    let joined = explained(pairs, "").compare("s3cr3t-keya101a22B3s3cr3t-key");
    assert!(
        matches!(joined.cause, Some(Cause::Order(Some(_)))),
        "{joined}"
    );
}

#[test]
fn looks_through_names_and_values_that_are_run_together() {
    let compare = |theirs: &str| {
        let explained = explained(&[("ab", "1"), ("b", "2"), ("c", "3"), ("e", "")], "");
        explained.compare(&format!("{KEY}{theirs}{KEY}")).cause
    };
    assert_eq!(compare("ab1c3"), field(Whose::Ours, "b", None));
    assert_eq!(
        compare("ab1b2c3e"),
        Some(Cause::Empty(Whose::Theirs, "e".to_owned()))
    );
}

#[test]
fn knows_the_ways_of_escaping() {
    let whole = |value: &str, theirs: &str| {
        cause(
            &[("a", value), ("b", "2")],
            &format!("a={theirs}&b=2&key=s3cr3t-key"),
        )
    };
    assert_eq!(
        whole("x y/超", "x%20y%2F%E8%B6%85"),
        Some(Cause::Escaped(Whose::Theirs))
    );
    assert_eq!(whole("x y", "x+y"), Some(Cause::Escaped(Whose::Theirs)));
    assert_eq!(whole("x%20y", "x y"), Some(Cause::Escaped(Whose::Ours)));
    assert_eq!(
        whole("x%20y", "x%2520y"),
        Some(Cause::EscapedTwice(Whose::Theirs))
    );
    assert_eq!(
        whole("x%2520y", "x%20y"),
        Some(Cause::EscapedTwice(Whose::Ours))
    );
    assert_eq!(whole("x%20y", "x+y"), Some(Cause::Space));
    assert_eq!(whole("x%2fy", "x%2Fy"), Some(Cause::EscapeCase));
    assert_eq!(whole("%E8~", "%E8%7E"), None);
    assert_eq!(whole("%20~", "%20%7E"), Some(Cause::EscapedCharacter('~')));
    assert_eq!(whole("abc", "ABC"), Some(Cause::Case));
}

#[test]
fn knows_json_that_was_written_anew() {
    let whole =
        |ours: &str, theirs: &str| cause(&[("a", ours)], &format!("a={theirs}&key=s3cr3t-key"));
    let ours = r#"{"u":"a/b","n":"超 x","l":[1,2]}"#;
    assert_eq!(
        whole(ours, r#"{"u": "a/b", "n": "超 x", "l": [1, 2]}"#),
        Some(Cause::JsonSpaces)
    );
    assert_eq!(
        whole(ours, r#"{"u":"a\/b","n":"超 x","l":[1,2]}"#),
        Some(Cause::JsonSlashes)
    );
    assert_eq!(
        whole(ours, r#"{"u":"a/b","n":"\u8d85 x","l":[1,2]}"#),
        Some(Cause::JsonUnicode)
    );
    assert_eq!(
        whole(ours, r#"{"l":[1,2],"n":"超 x","u":"a/b"}"#),
        Some(Cause::JsonOrder)
    );
}

#[test]
fn knows_what_happens_to_keys_and_ends() {
    let named = |cause: fn(String) -> Cause| Some(cause("key".to_owned()));
    assert_eq!(cause(PAIRS, "a=1&b=2&key=other"), named(Cause::Key));
    assert_eq!(cause(PAIRS, "a=1&b=2&key=s3cr3t-kex"), named(Cause::Key));
    assert_eq!(cause(PAIRS, "a=1&b=2&key=***"), named(Cause::Key));
    assert_eq!(cause(PAIRS, "a=1&b=2"), named(Cause::KeyMissing));
    assert_eq!(cause(PAIRS, "a=1&b=2&key="), named(Cause::KeyMissing));
    assert_eq!(
        cause(PAIRS, "a=1&b=2&key=s3cr3t-key&key=s3cr3t-key"),
        named(Cause::KeyTwice)
    );
    assert_eq!(
        cause(PAIRS, "a=1&b=2&key=s3cr3t-key\n"),
        Some(Cause::End(Whose::Theirs))
    );
    let lines = [("a", "1\n2"), ("b", "3")];
    assert_eq!(
        cause(&lines, "a=1\r\n2&b=3&key=s3cr3t-key"),
        Some(Cause::LineBreaks)
    );
    // How much of the key is right is not told.
    let near = explained(PAIRS, "&").compare("a=1&b=2&key=s3cr3t-kex");
    assert_eq!(near.at, Some(12));
    assert!(!near.to_string().contains("s3c"), "{near}");
}

#[test]
fn knows_another_time() {
    let at = |ours: &str, theirs: &str| {
        cause(
            &[("a", "x"), ("t", ours)],
            &format!("a=x&t={theirs}&key=s3cr3t-key"),
        )
    };
    assert_eq!(at("1700000000", "1700000123"), Some(Cause::Time));
    assert_eq!(at("1700000000123", "1700000000"), Some(Cause::TimeUnit));
    assert_eq!(at("1700000000", "1700000000123"), Some(Cause::TimeUnit));
    assert_eq!(
        at("2023-11-14 22:13:20", "2023-11-15 06:13:20"),
        Some(Cause::Time)
    );
    assert_eq!(at("9700000000", "9700000123"), None);
}

#[test]
fn every_cause_is_told_in_a_sentence() {
    let name = || "f".to_owned();
    let both = [Whose::Ours, Whose::Theirs];
    let mut causes = vec![
        Cause::LineBreaks,
        Cause::Key(name()),
        Cause::KeyMissing(name()),
        Cause::KeyTwice(name()),
        Cause::Order(None),
        Cause::Order(Some("backwards")),
        Cause::Space,
        Cause::EscapeCase,
        Cause::Case,
        Cause::JsonSpaces,
        Cause::JsonSlashes,
        Cause::JsonUnicode,
        Cause::JsonOrder,
        Cause::Time,
        Cause::TimeUnit,
    ];
    causes.extend(['*', '~', '/', '超'].map(Cause::EscapedCharacter));
    for whose in both {
        causes.extend([
            Cause::End(whose),
            Cause::Escaped(whose),
            Cause::EscapedTwice(whose),
        ]);
        causes.extend([
            Cause::Empty(whose, name()),
            Cause::Field(whose, name(), None),
        ]);
        causes.push(Cause::Field(whose, name(), Some("not listed")));
    }
    for cause in causes {
        let text = cause.to_string();
        assert!(
            text.len() > 30 && text.contains(['.', ':']),
            "{cause:?}: {text}"
        );
        assert!(!text.contains("  "), "{text}");
    }
}
