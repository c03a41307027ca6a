//! Specs with one thing changed: whatever the schema refuses, the parser refuses, too.

use sealspec_codegen::{Sources, check};
use serde_json::{Value, json};

use super::{replaced, validator, workspace, yaml};

/// So many places of a file are changed, spread over all of it.
const PLACES: usize = 12;

#[test]
fn the_schema_raises_no_false_alarm() {
    let validator = validator();
    let mut counts = Counts::default();
    for folder in ["tests/specs/testbed", "tests/consumers/own-spec/spec/acme"] {
        let whole = Sources::read(&workspace().join(folder), folder).unwrap();
        for (index, file) in whole.files().iter().enumerate() {
            let plain = yaml::json(&file.text).unwrap();
            let as_json = |value: &Value| replaced(&whole, index, value.to_string());
            assert!(validator.is_valid(&plain), "{}", file.path);
            if let Err(mistakes) = check(&as_json(&plain)) {
                panic!("{} as JSON: {mistakes}", file.path);
            }
            let places = places(&plain);
            let step = places.len().div_ceil(PLACES).max(1);
            for place in places.iter().step_by(step) {
                for (change, changed) in changes(&plain, place) {
                    let is_seen = !validator.is_valid(&changed);
                    counts.changed += 1;
                    counts.seen += usize::from(is_seen);
                    // What the schema passes, the parser may still refuse: it knows what names mean.
                    if is_seen && check(&as_json(&changed)).is_ok() {
                        panic!("{}{place}, {change}: a false alarm", file.path);
                    }
                }
            }
        }
    }
    // Had the schema passed everything, nothing would be shown.
    assert!(counts.seen * 3 > counts.changed, "{counts:?}");
}

#[derive(Debug, Default)]
struct Counts {
    changed: usize,
    seen: usize,
}

#[test]
fn a_key_that_means_nothing_is_seen_wherever_the_parser_sees_it() {
    let validator = validator();
    let folder = "tests/specs/testbed";
    let whole = Sources::read(&workspace().join(folder), folder).unwrap();
    let mut seen = 0;
    for (index, file) in whole.files().iter().enumerate() {
        let plain = yaml::json(&file.text).unwrap();
        let mappings: Vec<String> = places(&plain)
            .into_iter()
            .filter(|place| plain.pointer(place).is_some_and(Value::is_object))
            .collect();
        let step = mappings.len().div_ceil(PLACES).max(1);
        for place in mappings.iter().step_by(step) {
            let mut changed = plain.clone();
            changed.pointer_mut(place).unwrap()["means nothing"] = json!({"doc": "x"});
            let told = check(&replaced(&whole, index, changed.to_string()));
            let is_unknown = told.is_err_and(|told| {
                told.iter()
                    .any(|told| told.message.ends_with("has no key `means nothing`"))
            });
            let is_seen = !validator.is_valid(&changed);
            assert!(!is_unknown || is_seen, "{}{place}", file.path);
            seen += usize::from(is_seen);
        }
    }
    assert!(seen > 50, "{seen}");
}

/// JSON pointers to everything in a value.
fn places(value: &Value) -> Vec<String> {
    let mut places = vec![String::new()];
    let mut add = |name: &str, inner: &Value| {
        let name = name.replace('~', "~0").replace('/', "~1");
        let inner = self::places(inner).into_iter();
        places.extend(inner.map(|place| format!("/{name}{place}")));
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, inner)| add(name, inner)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, inner)| add(&index.to_string(), inner));
        }
        _ => {}
    }
    places
}

/// The value with the thing at `place` changed in each of a few ways.
fn changes(value: &Value, place: &str) -> Vec<(&'static str, Value)> {
    let others = [
        ("a list in its place", json!([])),
        ("a list of lists in its place", json!([[["x"]]])),
        ("a mapping in its place", json!({})),
        ("a text in its place", json!("x y")),
        ("a number in its place", json!(7)),
        ("nothing in its place", Value::Null),
    ];
    let mut changes: Vec<_> = others
        .into_iter()
        .map(|(change, other)| {
            let mut changed = value.clone();
            *changed.pointer_mut(place).unwrap() = other;
            (change, changed)
        })
        .collect();
    if let Some((parent, name)) = place.rsplit_once('/') {
        let name = name.replace("~1", "/").replace("~0", "~");
        let mut changed = value.clone();
        if let Some(members) = changed.pointer_mut(parent).and_then(Value::as_object_mut) {
            members.shift_remove(&name);
            changes.push(("left out", changed));
        }
    }
    changes
}
