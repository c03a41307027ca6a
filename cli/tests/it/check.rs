use std::fs;
use std::path::{Path, PathBuf};

use crate::sealspec::{Run, copy_folder, scratch, sealspec};
use crate::started::Started;

/// Two vendors: one with errors, one with warnings.
fn mistakes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs/mistakes")
}

fn in_mistakes(arguments: &[&str]) -> Run {
    sealspec(arguments).within(&mistakes())
}

#[test]
fn our_own_specs() {
    sealspec(&["check"]).golden("check/own_specs");
}

#[test]
fn mistakes_in_two_vendors() {
    in_mistakes(&["check"]).golden("check/mistakes");
}

#[test]
fn one_vendor_by_its_folder() {
    in_mistakes(&["check", "spec/bolt"]).golden("check/folder");
}

#[test]
fn one_vendor_by_one_of_its_files() {
    let folder = mistakes().join("spec/bolt");
    sealspec(&["check", "messages.yaml", "./api.yaml", "."])
        .within(&folder)
        .golden("check/files");
}

#[test]
fn a_spec_that_sealspec_brings() {
    in_mistakes(&["check", "storepos"]).golden("check/built_in");
}

#[test]
fn warnings_that_are_denied() {
    in_mistakes(&["check", "spec/bolt", "--deny-warnings"]).golden("check/denied");
    sealspec(&["check", "--deny-warnings"]).golden("check/nothing_to_deny");
}

#[test]
fn colours() {
    in_mistakes(&["check", "--color", "always", "spec/bolt"]).golden("check/colours");
}

#[test]
fn formats_for_machines() {
    in_mistakes(&["check", "--json"]).golden("check/json");
    in_mistakes(&["check", "--format", "sarif"]).golden("check/sarif");
    in_mistakes(&["check", "--format", "github"]).golden("check/github");
}

#[test]
fn an_absolute_path_shows_as_seen_from_here() {
    let path = mistakes().join("spec/bolt");
    let output = in_mistakes(&["check", &path.display().to_string()]).output();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("--> spec/bolt/messages.yaml:"), "{shown}");
}

#[test]
fn an_overlay() {
    let overlay = "tests/specs/overlays/strongbox.yaml";
    sealspec(&["check", "tests/specs/strongbox", "--overlay", overlay]).golden("check/overlay");
    in_mistakes(&["check", "--overlay", "nowhere.yaml"]).golden("check/overlay_of_many");
}

#[test]
fn nothing_to_check() {
    sealspec(&["check", "nowhere"]).golden("check/nowhere");
    let empty = scratch("check-empty");
    sealspec(&["check"])
        .within(&empty)
        .golden("check/no_spec_folder");
    sealspec(&["check", "."])
        .within(&empty)
        .golden("check/empty_folder");
    sealspec(&["check", "--watch", "--json"]).golden("check/watch_json");
}

#[test]
fn watching() {
    let folder = scratch("check-watch");
    copy_folder(&mistakes(), &folder);
    let page = folder.join("spec/bolt/messages.yaml");
    let text = fs::read_to_string(&page).unwrap();
    let mut run = Started::new(sealspec(&["check", "spec/bolt", "--watch"]).within(&folder));
    run.wait_for("for more: sealspec explain-code SW0001 (or SW0002)");

    // It goes and comes back as it was.
    fs::rename(folder.join("spec"), folder.join("aside")).unwrap();
    run.wait_for_note("there is no spec of `spec/bolt`");
    fs::rename(folder.join("aside"), folder.join("spec")).unwrap();
    run.wait_for("──── there again, as before");
    run.wait_for("for more: sealspec explain-code SW0001 (or SW0002)");

    // An edit, as editors save: another file takes the name.
    let new = folder.join("spec/bolt/messages.new");
    fs::write(&new, text.replace("string", "strin")).unwrap();
    fs::rename(&new, &page).unwrap();
    run.wait_for("──── changed: spec/bolt/messages.yaml");
    run.wait_for("no type is named `strin`");
    run.wait_for("for more: sealspec explain-code SE0011 (or SW0002)");

    // The whole folder goes and comes back, as when another branch is checked out.
    let away = folder.join("away");
    fs::rename(folder.join("spec"), &away).unwrap();
    copy_folder(&mistakes(), &folder);
    run.wait_for("──── changed: spec/bolt/messages.yaml");
    run.wait_for("for more: sealspec explain-code SW0001 (or SW0002)");

    // A file that is touched says what it did; one that goes is told.
    fs::write(&page, &text).unwrap();
    fs::remove_file(&page).unwrap();
    run.wait_for("──── changed: spec/bolt/messages.yaml");
    run.wait_for("1 warning in the spec of `bolt`");
}

#[test]
fn files_that_are_not_where_they_belong() {
    let folder = scratch("check_misplaced");
    copy_folder(&mistakes(), &folder);
    let check = |path: &str, name: &str| sealspec(&["check", path]).within(&folder).golden(name);
    fs::write(folder.join("spec/bolt/.#api.yaml"), "no: page").unwrap();
    check("spec/bolt", "check/folder");
    fs::write(folder.join("spec/notes.yaml"), "").unwrap();
    check("spec", "check/stray");
    fs::write(folder.join("spec/bolt/notes.md"), "").unwrap();
    check("spec/bolt/notes.md", "check/no_page");
    fs::rename(
        folder.join("spec/bolt/messages.yaml"),
        folder.join("spec/bolt/messages.yml"),
    )
    .unwrap();
    check("spec/bolt", "check/yml");
}
