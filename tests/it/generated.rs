//! The generated code of both vendors.

use std::process::Command;

use sealspec_codegen::{GeneratedFile, Options, Sources, generate};

use crate::support::{cargo::workspace, golden, sources};

/// What the client's own build script makes.
fn generated(sources: &Sources) -> Vec<GeneratedFile> {
    let options = Options { serde: true };
    generate(sources, &options).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn folder() -> std::path::PathBuf {
    workspace().join("tests/golden/generated")
}

#[test]
fn the_golden_files_are_what_is_generated() {
    let mut paths = Vec::new();
    for vendor in sealspec_specs::ALL {
        for file in generated(&sources(vendor)) {
            golden::check(&folder().join(&file.path), &file.text);
            paths.push(file.path);
        }
    }
    for vendor in sealspec_specs::ALL {
        for entry in
            std::fs::read_dir(folder().join(vendor.name)).expect("the golden files can be listed")
        {
            let name = entry
                .expect("the entry can be read")
                .file_name()
                .to_string_lossy()
                .into_owned();
            let path = format!("{}/{name}", vendor.name);
            assert!(
                paths.contains(&path),
                "{path} is no longer generated: remove it"
            );
        }
    }
}

#[test]
fn rustfmt_would_leave_them_as_they_are() {
    let vendors = sealspec_specs::ALL.iter().map(|vendor| vendor.name);
    for name in vendors.chain(["testbed"]) {
        let output = Command::new("rustfmt")
            .args(["--edition", "2024", "--check"])
            .arg(folder().join(name).join("mod.rs"))
            .output()
            .expect("rustfmt runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{text}");
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    for vendor in sealspec_specs::ALL {
        let once = generated(&sources(vendor));
        let again = generated(&Sources::new(vendor.files.iter().rev().copied()));
        assert_eq!(
            once, again,
            "the order in which files are found must not matter"
        );
        for file in once {
            let home = workspace();
            let home = home.to_str().expect("the path is text");
            assert!(
                !file.text.contains(home),
                "{} holds a path of this machine",
                file.path
            );
        }
    }
}

/// No vendor is named where vendors are data.
#[test]
fn no_vendor_is_named_in_neutral_code() {
    let mut folders = ["codegen/src", "runtime/src", "mock/src"]
        .map(|folder| workspace().join(folder))
        .to_vec();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path)
                .expect("the source can be read")
                .to_lowercase();
            for vendor in sealspec_specs::ALL {
                assert!(
                    !text.contains(vendor.name),
                    "{} names {}",
                    path.display(),
                    vendor.name
                );
            }
        }
    }
}
