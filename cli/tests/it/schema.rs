use std::fs;
use std::path::PathBuf;

use crate::sealspec::{scratch, sealspec};

/// A folder with the schema as this release writes it.
fn written(name: &str) -> PathBuf {
    let folder = scratch(name);
    sealspec(&["schema", "--output", "spec/sealspec.schema.json"])
        .within(&folder)
        .golden("schema/written");
    folder
}

#[test]
fn it_prints_what_is_committed() {
    let output = sealspec(&["schema"]).output();
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).expect("UTF-8 is printed");
    let committed = include_str!("../../../spec/sealspec.schema.json").replace("\r\n", "\n");
    assert!(printed == committed, "spec/sealspec.schema.json is stale");
}

#[test]
fn a_file_that_holds_it_is_left_alone() {
    let folder = written("schema-again");
    sealspec(&["schema", "--output", "spec/sealspec.schema.json"])
        .within(&folder)
        .golden("schema/unchanged");
}

#[test]
fn a_check_of_a_good_file_says_nothing() {
    sealspec(&["schema", "--check", "spec/sealspec.schema.json"]).golden("schema/good");
}

#[test]
fn a_check_of_a_stale_file_fails_and_changes_nothing() {
    let folder = written("schema-stale");
    let file = folder.join("spec/sealspec.schema.json");
    let stale = fs::read_to_string(&file)
        .expect("it can be read")
        .replace("\"sealspec\"", "\"seal_spec\"");
    fs::write(&file, &stale).expect("it can be written");
    sealspec(&["schema", "--check", "spec/sealspec.schema.json"])
        .within(&folder)
        .golden("schema/stale");
    assert_eq!(fs::read_to_string(&file).expect("it can be read"), stale);
}

#[test]
fn a_file_that_is_not_there() {
    sealspec(&["schema", "--check", "nowhere.json"]).golden("schema/missing");
}

#[test]
fn a_check_writes_nothing() {
    sealspec(&["schema", "--check", "a.json", "--output", "b.json"]).golden("schema/both");
}
