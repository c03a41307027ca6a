//! Crates outside the workspace, built and run by a real cargo: what a user's project goes through.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::support::cargo::{cargo, cargo_succeeds, copy_folder, scratch, workspace};

/// The crates of the workspace that a client stands on.
const CRATES: &[&str] = &["spec", "codegen", "runtime", "generated-client", "mock"];

/// These crates, copied, so that a test can edit them.
fn copy_of_workspace(name: &str) -> PathBuf {
    let copy = scratch(name);
    for folder in CRATES {
        copy_folder(&workspace().join(folder), &copy.join(folder));
    }
    let manifest =
        fs::read_to_string(workspace().join("Cargo.toml")).expect("the manifest can be read");
    let members = manifest
        .lines()
        .find(|line| line.starts_with("members = "))
        .expect("it has members");
    let manifest = manifest.replace(members, &format!("members = {CRATES:?}"));
    fs::write(copy.join("Cargo.toml"), manifest).expect("it can be written");
    fs::copy(workspace().join("Cargo.lock"), copy.join("Cargo.lock"))
        .expect("the lock file can be copied");
    copy
}

/// A consumer beside a copy of the workspace, which its relative paths lead to.
fn consumer(copy: &Path, name: &str) -> PathBuf {
    let folder = copy.join("tests/consumers").join(name);
    copy_folder(&workspace().join("tests/consumers").join(name), &folder);
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock file can be copied");
    folder
}

/// The files that a consumer's build script generated, each with when it was written.
fn generated(consumer: &Path) -> BTreeMap<String, SystemTime> {
    let (messages, _) = cargo_succeeds(consumer, &["build", "--message-format=json"]);
    let of_its_own =
        |line: &&str| line.contains("build-script-executed") && line.contains("own-spec");
    let message = messages
        .lines()
        .find(of_its_own)
        .expect("its build script ran");
    let message: serde_json::Value = serde_json::from_str(message).expect("it is JSON");
    let output = Path::new(message["out_dir"].as_str().expect("it tells the folder"));
    let mut times = BTreeMap::new();
    for folder in [output.to_owned(), output.join("acme")] {
        for entry in fs::read_dir(folder).expect("the folder can be listed") {
            let path = entry.expect("the entry can be read").path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let modified = fs::metadata(&path).and_then(|metadata| metadata.modified());
                let name = path.strip_prefix(output).expect("it is inside");
                let name = name.display().to_string().replace('\\', "/");
                times.insert(name, modified.expect("it has a time"));
            }
        }
    }
    times
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
fn a_crate_that_depends_on_the_client_builds_and_runs() {
    let copy = copy_of_workspace("uses-client");
    let (stdout, _) = cargo_succeeds(&consumer(&copy, "uses-client"), &["run", "--quiet"]);
    assert_eq!(
        stdout,
        "POST https://open.ishansong.com/openapi/merchantRegister/v5/sendSmsCode\n\
         clientId=ss1OF5yx8qBgtoB7I&data=%7B%22mobile%22%3A%2216700000000%22%7D&timestamp=1631862240982\
         &sign=1EF1012E797E48580B295C3A93923D34\n"
    );
}

#[test]
fn a_crate_with_a_spec_of_its_own_builds_runs_and_follows_its_edits() {
    let copy = copy_of_workspace("own-spec");
    let folder = consumer(&copy, "own-spec");
    let page = folder.join("spec/acme/parcels.yaml");

    let (stdout, _) = cargo_succeeds(&folder, &["run", "--quiet"]);
    assert_eq!(
        stdout,
        "POST https://api.acme.example/parcels/track\n\
         merchant=m-1&at=1700000000&number=P-1+%26+P-2\n\
         392b60bb6cc4c73aa1b0f921c52d635eb75736aba4898bab8ca7f8c93559408f\n\
         TrackParcelResponse { state: Delivered, weight: Some(1200), note: None, extra: Extra([\"depot\"]) }\n"
    );

    // An edit of the spec reaches the program.
    edit(
        &page,
        "number: {type: string",
        "parcelNo: {rust: number, type: string",
    );
    edit(&page, "request: {number: P-1}", "request: {parcelNo: P-1}");
    let (stdout, _) = cargo_succeeds(&folder, &["run", "--quiet"]);
    assert!(stdout.contains("&parcelNo=P-1"), "{stdout}");

    // A new page reaches it too.
    let more = folder.join("spec/acme/more.yaml");
    fs::write(&more, "title: More\noperations:\n  ping:\n    doc: Answers.\n    post: /ping\n    profile: merchant\n")
        .expect("the page can be written");
    edit(
        &folder.join("src/main.rs"),
        "use acme::{Merchant",
        "use acme::Ping;\nuse acme::{Merchant",
    );
    edit(
        &folder.join("src/main.rs"),
        "    let profile =",
        "    let _ = Ping::builder().build();\n    let profile =",
    );
    // Of what it lacks, the build warns.
    let (_, stderr) = cargo_succeeds(&folder, &["run"]);
    let warning = "2 warnings in the spec of `acme`; `sealspec check spec/acme` shows more";
    assert!(stderr.contains(warning), "{stderr}");

    // Of the generated files, only the edited page's is written anew.
    let before = generated(&folder);
    edit(&page, "doc: Weight in grams", "doc: Weight in pounds");
    cargo_succeeds(&folder, &["build"]);
    let after = generated(&folder);
    let changed = after
        .iter()
        .filter(|(path, time)| before.get(*path) != Some(time));
    let changed: Vec<&str> = changed.map(|(path, _)| &**path).collect();
    assert_eq!(changed, ["acme/parcels.rs"], "of {:?}", before.keys());

    // A mistake is a compiler error at its place, without a backtrace.
    edit(&page, "type: integer", "type: intger");
    let output = cargo(&folder, &["build"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(stderr.contains("spec/acme/parcels.yaml:"), "{stderr}");
    assert!(stderr.contains("did you mean `integer`?"), "{stderr}");
    assert!(
        !stderr.contains("panicked") && !stderr.contains("backtrace"),
        "{stderr}"
    );
}

#[test]
fn the_client_is_generated_again_when_its_spec_changes_and_only_then() {
    let copy = copy_of_workspace("spec-edit");
    let check = [
        "check",
        "-p",
        "sealspec-client",
        "--no-default-features",
        "--features",
        "ishansong",
    ];
    let generated = |stderr: &str| {
        stderr.contains("Dirty")
            || stderr.contains("Running `") && stderr.contains("build-script-build")
    };
    let again: Vec<_> = check.iter().chain(&["-v"]).copied().collect();
    cargo_succeeds(&copy, &check);

    // Nothing changed, then something that isn't a spec.
    let (_, stderr) = cargo_succeeds(&copy, &again);
    assert!(!generated(&stderr), "{stderr}");
    fs::write(copy.join("generated-client/NOTES.md"), "unrelated")
        .expect("the file can be written");
    let (_, stderr) = cargo_succeeds(&copy, &again);
    assert!(
        !stderr.contains("build-script-build`"),
        "an unrelated edit ran the build script again:\n{stderr}"
    );

    // An edit of the spec reaches the generated code: the old name is gone.
    edit(
        &copy.join("spec/ishansong/merchant_register.yaml"),
        "send_sms_code:",
        "send_code_by_sms:",
    );
    let (_, stderr) = cargo_succeeds(&copy, &again);
    assert!(
        stderr.contains("build-script-build`"),
        "the build script was not run again:\n{stderr}"
    );
    fs::write(
        copy.join("generated-client/src/lib.rs"),
        fs::read_to_string(copy.join("generated-client/src/lib.rs")).expect("it can be read")
            + "\npub use ishansong::SendCodeBySms as Renamed;\n",
    )
    .expect("it can be written");
    cargo_succeeds(&copy, &check);
}
