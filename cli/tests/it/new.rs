use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo::cargo_succeeds;
use crate::sealspec::{scratch, sealspec, workspace};

/// An empty folder that no workspace is around, whatever the tests are built in.
fn outside(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("sealspec-new-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut names: Vec<_> = entries
        .map(|entry| {
            entry
                .expect("the entry can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

/// As a new user has it: what is made builds, its tests pass, and no tool finds anything.
#[test]
fn the_crate_builds_and_its_tests_pass_at_once() {
    let around = scratch("new-builds");
    fs::write(
        around.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"acme-client\"]\n",
    )
    .expect("the manifest can be written");
    fs::copy(workspace().join("Cargo.lock"), around.join("Cargo.lock"))
        .expect("the lock file can be copied");
    let checkout = workspace();
    let checkout = checkout.to_str().expect("the path is text");
    let made = sealspec(&["new", "acme", "--sealspec", checkout])
        .within(&around)
        .output();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );

    let folder = around.join("acme-client");
    let (tests, _) = cargo_succeeds(&folder, &["test", "--offline"]);
    assert_eq!(
        tests.matches(" ... ok").count(),
        4,
        "three tests and an example:\n{tests}"
    );
    cargo_succeeds(&folder, &["fmt", "--check"]);
    cargo_succeeds(
        &folder,
        &[
            "clippy",
            "--offline",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    );
    sealspec(&["check", "spec/acme"])
        .within(&folder)
        .golden("new/check");
}

#[test]
fn what_is_made() {
    let folder = outside("made");
    sealspec(&["new", "acme_pay"])
        .within(&folder)
        .golden("new/made");
    assert_eq!(names(&folder), ["acme-pay-client"], "and nothing besides");
    let made = folder.join("acme-pay-client");
    assert_eq!(
        names(&made),
        [
            ".gitignore",
            "Cargo.toml",
            "README.md",
            "build.rs",
            "spec",
            "src",
            "tests"
        ]
    );
    assert_eq!(
        names(&made.join("spec/acme_pay")),
        ["api.yaml", "messages.yaml"]
    );
    let schema =
        fs::read_to_string(made.join("spec/sealspec.schema.json")).expect("it can be read");
    assert_eq!(schema, sealspec_codegen::schema());
    let manifest = fs::read_to_string(made.join("Cargo.toml")).expect("it can be read");
    let version = concat!(
        "sealspec-mock = { version = \"",
        env!("CARGO_PKG_VERSION"),
        "\" }"
    );
    assert!(manifest.contains(version), "{manifest}");
    fs::remove_dir_all(folder).expect("the folder can be removed");
}

#[test]
fn within_a_workspace() {
    let around = scratch("new-workspace");
    fs::create_dir_all(around.join("crates")).expect("the folder can be made");
    fs::write(around.join("Cargo.toml"), "[workspace]\n").expect("the manifest can be written");
    sealspec(&["new", "acme", "--path", "pay/acme"])
        .within(&around.join("crates"))
        .golden("new/within_workspace");
}

#[test]
fn a_checkout_is_seen_from_the_crate() {
    let around = scratch("new-checkout");
    fs::create_dir_all(around.join("sealspec/runtime")).expect("the folder can be made");
    fs::write(around.join("sealspec/runtime/Cargo.toml"), "").expect("the manifest can be written");
    let arguments = [
        "new",
        "acme",
        "--path",
        "crates/acme",
        "--sealspec",
        "sealspec",
    ];
    let made = sealspec(&arguments).within(&around).output();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let manifest =
        fs::read_to_string(around.join("crates/acme/Cargo.toml")).expect("it can be read");
    assert!(
        manifest.contains("sealspec-codegen = { path = \"../../sealspec/codegen\" }"),
        "{manifest}"
    );
}

#[test]
fn a_checkout_that_is_none_leaves_nothing_behind() {
    let folder = scratch("new-no-checkout");
    sealspec(&["new", "acme", "--sealspec", "elsewhere"])
        .within(&folder)
        .golden("new/no_checkout");
    assert!(names(&folder).is_empty());
}

#[test]
fn nothing_is_overwritten() {
    let folder = scratch("new-exists");
    fs::create_dir_all(folder.join("acme-client")).expect("the folder can be made");
    sealspec(&["new", "acme"])
        .within(&folder)
        .golden("new/exists");
    assert!(names(&folder.join("acme-client")).is_empty());
}

#[test]
fn names_that_make_no_rust_name() {
    let folder = scratch("new-names");
    sealspec(&["new", "Acme-Pay"])
        .within(&folder)
        .golden("new/not_snake_case");
    sealspec(&["new", "type"])
        .within(&folder)
        .golden("new/keyword");
    sealspec(&["new", "../acme"])
        .within(&folder)
        .golden("new/path_as_name");
    assert!(names(&folder).is_empty());
}
