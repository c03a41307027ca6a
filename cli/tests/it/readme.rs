//! What both READMEs show of the command is what it prints.

use std::path::Path;

use crate::mock::served::{Served, sms};
use crate::sealspec::{golden_folder, sealspec, workspace};

/// Both READMEs have this text, line by line.
fn shown(text: &str) {
    for name in ["README.md", "README.zh-CN.md"] {
        let readme = std::fs::read_to_string(workspace().join(name)).unwrap();
        let readme = readme.replace("\r\n", "\n");
        assert!(readme.contains(text.trim()), "{name} lacks:\n{text}");
    }
}

fn golden(name: &str) -> String {
    let file = golden_folder().join(format!("{name}.txt"));
    std::fs::read_to_string(file).unwrap().replace("\r\n", "\n")
}

fn without_exit_code(text: &str) -> &str {
    text.split("--- exit code").next().unwrap_or_default()
}

#[test]
fn mistakes_of_a_spec() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs/readme");
    sealspec(&["check"])
        .within(&folder)
        .golden("readme/mistakes");
    shown(without_exit_code(&golden("readme/mistakes")));
}

#[test]
fn a_signature_that_another_program_made() {
    shown(without_exit_code(&golden("explain/small_letters")));
}

#[test]
fn requests_that_the_mock_saw() {
    let served = Served::start(&["ishansong"]);
    served.send(sms(&served.url, "test-app_secret")).unwrap();
    served.send(sms(&served.url, "another-secret")).unwrap();
    let told = served.end();
    let log = told.find("#1 ").map(|at| &told[at..]).unwrap();
    shown(log);
}
