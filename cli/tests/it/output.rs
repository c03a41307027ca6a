//! What becomes of output that nobody takes.

use std::fs::File;
use std::io;
use std::process::Output;

use crate::sealspec::{scratch, sealspec};

/// Commands that print to standard output, and how they end.
const COMMANDS: &[(&[&str], i32)] = &[
    (&["--help"], 0),
    (&["check", "broken"], 1),
    (&["completions", "zsh"], 0),
    (&["explain-code"], 0),
    (&["generate", "ishansong"], 0),
    (&["man"], 0),
    (&["new", "acme"], 0),
];

/// A folder with a spec that has a mistake.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    std::fs::create_dir_all(folder.join("broken")).expect("the folder can be made");
    std::fs::write(
        folder.join("broken/api.yaml"),
        "sealspec: 1\nnonsense: true\n",
    )
    .expect("the spec can be written");
    folder
}

fn ended_with(output: &Output, code: i32, arguments: &[&str]) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
    assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
}

#[test]
fn a_reader_that_is_gone_changes_nothing() {
    let folder = folder("broken-pipe");
    for (arguments, code) in COMMANDS {
        let (reader, writer) = io::pipe().expect("a pipe can be made");
        drop(reader);
        let output = sealspec(arguments).within(&folder).stdout(writer).output();
        ended_with(&output, *code, arguments);
        assert!(output.stderr.is_empty(), "{arguments:?} isn't quiet");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let arguments = ["check", "broken"];
    let output = sealspec(&arguments)
        .within(&folder("full-disk"))
        .stdout(full)
        .output();
    ended_with(&output, 3, &arguments);
    assert!(String::from_utf8_lossy(&output.stderr).contains("can't write the result"));
}
