use std::io::Write;
use std::process::{Command, Stdio};

use crate::sealspec::sealspec;

fn script(shell: &str) -> String {
    let output = sealspec(&["completions", shell]).output();
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8 is printed")
}

/// What bash completes after these words, by the script.
fn completed(words: &str) -> Option<String> {
    let words: Vec<_> = words.split(' ').collect();
    let mut bash = Command::new("bash")
        .args(["--norc", "-s", "--"])
        .args(&words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?; // No bash here.
    let question = "\nCOMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _sealspec sealspec \"${!#}\"; echo \"${COMPREPLY[*]}\"\n";
    let mut stdin = bash.stdin.take().expect("it is piped");
    write!(stdin, "{}{question}", script("bash")).expect("bash reads");
    drop(stdin);
    let output = bash.wait_with_output().expect("bash ends");
    assert!(output.status.success());
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn bash_completes() {
    let Some(subcommands) = completed("sealspec gen") else {
        return;
    };
    assert_eq!(subcommands, "generate");
    assert_eq!(
        completed("sealspec generate --c").as_deref(),
        Some("--check --color")
    );
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(script(shell).contains("sealspec"), "{shell}");
    }
    sealspec(&["completions", "tcsh"]).golden("completions/unknown_shell");
}
