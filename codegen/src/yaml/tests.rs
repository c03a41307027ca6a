use super::{Cursor, Key, parse};
use crate::diagnostic::{Code, Diagnostics, Problems, Span};
use crate::source::Sources;

/// The mistakes of a file in which only the key `known` means something.
fn mistakes(text: &str) -> Diagnostics {
    let sources = Sources::new([("spec/acme/api.yaml", text)]);
    let problems = Problems::new(&sources);
    if let Some(root) = parse(0, &sources.files()[0], &problems) {
        let at = Span {
            file: 0,
            start: 0,
            end: 0,
        };
        let mut cursor = Cursor::new(&root, at, "a thing", &problems);
        cursor.optional::<Option<Key>>("known");
        cursor.finish();
    }
    problems.into_diagnostics()
}

fn lines(line: impl Fn(usize) -> String) -> String {
    (0..40_000).map(line).collect()
}

#[test]
fn of_very_many_unknown_keys_a_few_are_told_and_the_rest_counted() {
    let told = mistakes(&lines(|number| format!("key{number}: 1\n")));
    assert_eq!(told.iter().count(), 21);
    let last = told.iter().last().unwrap();
    assert_eq!(last.message, "a thing has 39980 more unknown keys");
}

#[test]
fn of_very_many_duplicate_keys_a_few_are_told() {
    let told = mistakes(&lines(|_| "key: 1\n".to_owned()));
    assert_eq!(told.iter().count(), 20);
    assert!(
        told.iter()
            .all(|mistake| mistake.code == Code::DuplicateKey)
    );
}

#[test]
fn a_tab_is_named_wherever_the_parser_stumbles_over_it() {
    for text in [
        "a:\n\tb: 1\n",
        "a:\n  b: 1\n\tc: 2\n",
        "a:\n  - b\n\t- c\n",
        "a: {\n\tb: 1\n}\n",
        "a: b\n\tc: d\n",
        "a:\n  b: c\n  \td: e\n",
    ] {
        assert!(help(text).contains("YAML doesn't take tabs"), "{text:?}");
    }
    assert!(!help("a: [b\tc\nd: e\n").contains("tabs"));
}

fn help(text: &str) -> String {
    let told = mistakes(text);
    let first = told.iter().next().unwrap();
    assert_eq!(first.code, Code::Syntax, "{told}");
    first.help.clone().unwrap()
}
