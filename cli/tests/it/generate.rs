use std::fs;
use std::path::{Path, PathBuf};

use crate::sealspec::{copy_folder, scratch, sealspec, workspace};

/// What the build of the client makes, which a test of the generator holds.
fn committed() -> PathBuf {
    workspace().join("tests/golden/generated")
}

/// An empty crate with a spec, the client generated.
fn generated(name: &str) -> PathBuf {
    let folder = scratch(name);
    copy_folder(
        &workspace().join("tests/consumers/own-spec/spec"),
        &folder.join("spec"),
    );
    let output = sealspec(&["generate", "acme", "--output", "src"])
        .within(&folder)
        .output();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    folder
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut files: Vec<_> = entries
        .map(|entry| {
            let entry = entry.expect("the entry can be read");
            let text = fs::read_to_string(entry.path()).expect("the file is text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    files.sort();
    files
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("the file can be read");
    assert!(
        text.contains(from),
        "{} no longer holds {from:?}",
        file.display()
    );
    fs::write(file, text.replace(from, to)).expect("the file can be written");
}

#[test]
fn it_writes_what_the_build_writes() {
    let folder = scratch("generate-equals-build");
    for vendor in sealspec_specs::ALL {
        let output = folder.to_str().expect("the path is text");
        let run = sealspec(&["generate", vendor.name, "--serde", "--output", output]).output();
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        let (made, built) = (
            files(&folder.join(vendor.name)),
            files(&committed().join(vendor.name)),
        );
        assert!(
            made == built,
            "{} differs from tests/golden/generated",
            vendor.name
        );
    }
}

#[test]
fn to_standard_output_under_each_files_name() {
    let folder = generated("generate-stdout");
    let output = sealspec(&["generate", "acme"]).within(&folder).output();
    let printed = String::from_utf8(output.stdout).expect("UTF-8 is printed");
    let mut printed: Vec<_> = printed
        .split("// ---- ")
        .skip(1)
        .map(str::trim_end)
        .collect();
    printed.sort();
    let files = files(&folder.join("src/acme"));
    let expected: Vec<_> = files
        .iter()
        .map(|(name, text)| format!("acme/{name} ----\n\n{}", text.trim_end()))
        .collect();
    assert_eq!(printed, expected);
}

#[test]
fn to_a_folder() {
    let folder = scratch("generate-folder");
    copy_folder(
        &workspace().join("tests/consumers/own-spec/spec"),
        &folder.join("spec"),
    );
    let arguments = ["generate", "acme", "--output", "src"];
    sealspec(&arguments)
        .within(&folder)
        .golden("generate/folder");
    sealspec(&arguments)
        .within(&folder)
        .golden("generate/folder_again");
}

#[test]
fn a_page_that_is_gone_takes_its_file_with_it() {
    let folder = generated("generate-stale");
    fs::write(folder.join("src/acme/mine.rs"), "// Mine.\n").expect("the file can be written");
    fs::write(folder.join("src/lib.rs"), "pub mod acme;\n").expect("the file can be written");
    fs::rename(
        folder.join("spec/acme/parcels.yaml"),
        folder.join("spec/acme/packets.yaml"),
    )
    .expect("the page can be renamed");
    sealspec(&["generate", "acme", "--output", "src"])
        .within(&folder)
        .golden("generate/stale");
    assert!(folder.join("src/acme/mine.rs").exists() && folder.join("src/lib.rs").exists());
}

#[test]
fn a_check_of_what_is_fresh() {
    let folder = generated("generate-fresh");
    sealspec(&["generate", "acme", "--output", "src", "--check"])
        .within(&folder)
        .golden("generate/fresh");
}

#[test]
fn a_check_of_what_is_stale_changes_nothing() {
    let folder = generated("generate-check");
    edit(
        &folder.join("spec/acme/parcels.yaml"),
        "doc: Weight in grams",
        "doc: Weight in kilograms",
    );
    fs::rename(
        folder.join("src/acme/signatures.rs"),
        folder.join("src/acme/old.rs"),
    )
    .expect("the file can be renamed");
    let before = files(&folder.join("src/acme"));
    sealspec(&["generate", "./spec/acme", "--output", "src", "--check"])
        .within(&folder)
        .golden("generate/check");
    assert_eq!(files(&folder.join("src/acme")), before);
}

#[test]
fn what_people_wrote_is_not_overwritten() {
    let folder = generated("generate-foreign");
    fs::write(folder.join("src/acme/mod.rs"), "// Mine.\n").expect("the file can be written");
    sealspec(&["generate", "acme", "--output", "src"])
        .within(&folder)
        .golden("generate/foreign");
}

#[test]
fn a_spec_with_a_mistake_leaves_the_folder_alone() {
    let folder = generated("generate-mistake");
    edit(
        &folder.join("spec/acme/parcels.yaml"),
        "type: integer",
        "type: intger",
    );
    let before = files(&folder.join("src/acme"));
    sealspec(&["generate", "acme", "--output", "src"])
        .within(&folder)
        .golden("generate/mistake");
    assert_eq!(files(&folder.join("src/acme")), before);
}

#[test]
fn where_the_spec_lies_is_not_told() {
    let folder = scratch("generate-absolute");
    let spec = workspace().join("spec/ishansong");
    let output = sealspec(&["generate", spec.to_str().expect("the path is text")])
        .within(&folder)
        .output();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("give the spec's path from there"));
}

#[test]
fn a_check_needs_a_folder() {
    sealspec(&["generate", "ishansong", "--check"]).golden("generate/check_without_output");
}

#[test]
fn a_vendor_that_is_not_there() {
    sealspec(&["generate", "ishansnog"]).golden("generate/unknown_vendor");
}
