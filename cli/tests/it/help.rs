//! The help of the command and of each subcommand.

use std::collections::BTreeSet;
use std::fs;

use crate::sealspec::{golden_folder, sealspec};

/// The subcommands that the command's own help lists.
pub(crate) fn subcommands() -> Vec<String> {
    let output = sealspec(&["--help"]).output();
    let help = String::from_utf8(output.stdout).expect("UTF-8 is printed");
    help.lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_help_on_a_narrow_terminal() {
    sealspec(&["--help"])
        .env("COLUMNS", "80")
        .golden("help/sealspec");
    let subcommands = subcommands();
    assert!(
        subcommands.iter().any(|name| name == "check"),
        "{subcommands:?}"
    );
    for name in &subcommands {
        sealspec(&[name, "--help"])
            .env("COLUMNS", "80")
            .golden(&format!("help/{name}"));
    }

    let expected: BTreeSet<_> = subcommands
        .iter()
        .map(String::as_str)
        .chain(["sealspec"])
        .map(|name| format!("{name}.txt"))
        .collect();
    let kept: BTreeSet<_> = fs::read_dir(golden_folder().join("help"))
        .expect("the golden files can be listed")
        .map(|entry| {
            entry
                .expect("the entry can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| !name.starts_with("misspelt"))
        .collect();
    assert_eq!(kept, expected, "a golden file of no subcommand: remove it");
}

#[test]
fn a_misspelt_subcommand() {
    sealspec(&["chekc"]).golden("help/misspelt_subcommand");
}
