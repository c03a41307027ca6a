//! The JSON Schema of the spec language, held by a validator and a YAML reader that are not ours against what the parser says.

mod mutated;
mod yaml;

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use sealspec_codegen::{Code, Sources, review};
use serde_json::Value;

use crate::diagnostics::{cases, sources};
use crate::support::golden;

/// Codes of mistakes that a schema can see. The rest are about what names mean, or keep the file from being read at all.
const SEEN: &[Code] = &[
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongKind,
    Code::BadValue,
    Code::Version,
    Code::BadName,
    Code::BadUrl,
    Code::Route,
];

/// Codes of files that nobody can read, of which a schema says nothing.
const UNREADABLE: &[Code] = &[
    Code::Syntax,
    Code::NotPlain,
    Code::DuplicateKey,
    Code::TooBig,
];

/// Cases with such a mistake that the schema passes all the same, with what it would have to know.
const PASSED: &[(&str, &str)] = &[
    ("formats-of-times", "what a field's type asks for"),
    ("headers-of-a-request", "what a header may be named"),
    (
        "mixed-enum",
        "that one value is a number makes all of them numbers",
    ),
    ("number-json-cannot-write", "which numbers JSON has"),
    ("rules-that-say-nothing", "what the fields of a rule are"),
    (
        "signature-into-many-places",
        "that one place excludes others",
    ),
    ("wrong-kind-of-example", "what an example's field holds"),
];

#[test]
fn the_committed_schema_is_that_of_the_reader() {
    golden::check(
        &workspace().join("spec/sealspec.schema.json"),
        &sealspec_codegen::schema(),
    );
}

#[test]
fn it_is_a_schema() {
    jsonschema::meta::validate(&schema()).expect("it follows its own meta-schema");
}

#[test]
fn every_key_and_every_word_is_explained() {
    let schema = schema();
    let mut bare = Vec::new();
    explained(&schema["$defs"], "", &mut bare);
    assert!(bare.is_empty(), "without a description: {bare:#?}");
}

/// Collects the keys and words that have no description.
fn explained(schema: &Value, path: &str, bare: &mut Vec<String>) {
    let is_bare = |value: &Value| {
        let text = value["description"].as_str().unwrap_or_default();
        !text.ends_with('.') && value["$ref"].is_null()
    };
    let keys = schema["properties"].as_object().into_iter().flatten();
    let words = schema["oneOf"].as_array().into_iter().flatten();
    let words = words.filter_map(|word| Some((word["const"].as_str()?, word)));
    for (name, value) in keys.map(|(key, value)| (key.as_str(), value)).chain(words) {
        if is_bare(value) {
            bare.push(format!("{path}/{name}"));
        }
    }
    let inner: Vec<(String, &Value)> = match schema {
        Value::Object(members) => members
            .iter()
            .map(|(name, inner)| (name.clone(), inner))
            .collect(),
        Value::Array(items) => items.iter().map(|inner| (String::new(), inner)).collect(),
        _ => Vec::new(),
    };
    for (name, inner) in inner {
        explained(inner, &format!("{path}/{name}"), bare);
    }
}

#[test]
fn every_spec_of_ours_is_valid() {
    let validator = validator();
    let files = spec_files();
    assert!(files.len() > 80, "{}", files.len());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let instance = yaml::json(&text).unwrap_or_else(|| panic!("{} is YAML", path.display()));
        let mistakes = mistakes(&validator, &instance);
        assert!(mistakes.is_empty(), "{}: {mistakes:#?}", path.display());
    }
}

#[test]
fn every_spec_names_the_schema() {
    let named = spec_files()
        .into_iter()
        .filter(|path| !path.starts_with(workspace().join("tests/schemes")));
    for path in named {
        let text = fs::read_to_string(&path).unwrap();
        let modeline = text.lines().next().unwrap_or_default();
        let schema = modeline.strip_prefix("# yaml-language-server: $schema=");
        let schema = schema.unwrap_or_else(|| panic!("{}: {modeline}", path.display()));
        assert!(
            path.parent().unwrap().join(schema).is_file(),
            "{}: {schema}",
            path.display()
        );
    }
}

#[test]
fn it_sees_the_mistakes_that_can_be_seen_and_no_others() {
    let validator = validator();
    let mut differences = Vec::new();
    for (case, _) in cases() {
        let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
        let sources = sources(&fs::read_to_string(&case).unwrap());
        let told = review(&sources).diagnostics;
        if told.iter().any(|told| UNREADABLE.contains(&told.code)) {
            continue;
        }
        for (index, file) in sources.files().iter().enumerate() {
            let here = told.iter().filter(|told| told.span.file == index);
            let codes: Vec<Code> = here.map(|told| told.code).collect();
            let instance = yaml::json(&file.text).expect("who else reads it finds it well-formed");
            let mistakes = mistakes(&validator, &instance);
            let is_passed = PASSED.iter().any(|(passed, _)| *passed == name);
            let should_see = codes.iter().any(|code| SEEN.contains(code)) && !is_passed;
            if should_see == mistakes.is_empty() {
                differences.push(format!(
                    "{}: {codes:?}, the schema: {mistakes:#?}",
                    case.display()
                ));
            }
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}

fn mistakes(validator: &Validator, instance: &Value) -> Vec<String> {
    let mistakes = validator.iter_errors(instance);
    mistakes
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The schema, read anew.
fn schema() -> Value {
    serde_json::from_str(&sealspec_codegen::schema()).unwrap()
}

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).unwrap()
}

/// Every spec of the workspace that has no mistake.
fn spec_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folders()
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|own| own == "yaml"))
        .collect();
    files.sort();
    files
}

fn folders() -> Vec<PathBuf> {
    let folders = [
        "spec/ishansong",
        "spec/storepos",
        "tests/specs/testbed",
        "tests/specs/strongbox",
        "tests/specs/edge_cases",
        "tests/specs/overlays",
        "tests/schemes",
        "tests/consumers/own-spec/spec/acme",
        "mock/src/tests",
    ];
    folders.map(|folder| workspace().join(folder)).to_vec()
}

fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap().to_owned()
}

/// The spec of a folder with one file replaced.
fn replaced(whole: &Sources, index: usize, text: String) -> Sources {
    let mut files = whole.files().to_vec();
    files[index].text = text;
    Sources::new(files)
}
