//! The explanations of codes: how the command shows them, that their examples are wrong and right, and the page of all codes.

mod fragments;

use std::fs;

use sealspec_codegen::{Code, Diagnostic, Sources, review};

use crate::golden;
use crate::sealspec::{sealspec, workspace};
use fragments::{examples, on_base};

#[test]
fn one_code() {
    sealspec(&["explain-code", "SE0003"]).golden("explain_code/one");
}

#[test]
fn several_codes_in_any_case() {
    sealspec(&["explain-code", "sw0008", "Se0034"]).golden("explain_code/several");
}

#[test]
fn in_colours() {
    sealspec(&["--color", "always", "explain-code", "SE0034"]).golden("explain_code/colours");
}

#[test]
fn all_codes() {
    sealspec(&["explain-code"]).golden("explain_code/table");
}

#[test]
fn as_json() {
    sealspec(&["explain-code", "--json", "SE0034"]).golden("explain_code/json");
    let all = sealspec(&["explain-code", "--json"]).output();
    let all: serde_json::Value = serde_json::from_slice(&all.stdout).expect("JSON is printed");
    assert_eq!(all.as_array().map(Vec::len), Some(Code::ALL.len()));
}

#[test]
fn codes_that_are_not_there() {
    sealspec(&["explain-code", "E0007"]).golden("explain_code/misspelt");
    sealspec(&["explain-code", "7"]).golden("explain_code/number");
    sealspec(&["explain-code", "SE0007", "colon"]).golden("explain_code/unknown");
}

#[test]
fn wrong_examples_are_wrong_and_right_ones_right() {
    let mut faults = String::new();
    for code in Code::ALL {
        for example in examples(&text(*code)) {
            let wrong = told(*code, &on_base(&[&example.wrong]));
            if wrong.is_empty() || wrong.iter().any(|own| own.code != *code) {
                faults += &format!("{code}: what is wrong gives {wrong:#?}\n");
            }
            let right = told(*code, &on_base(&[&example.wrong, &example.right]));
            if !right.is_empty() {
                faults += &format!("{code}: what is right gives {right:#?}\n");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// What is told of a spec. Where it is about an error, warnings don't count: examples are short.
fn told(code: Code, sources: &Sources) -> Vec<Diagnostic> {
    let all = review(sources).diagnostics;
    let counts = |own: &&Diagnostic| own.code.severity() <= code.severity();
    all.iter().filter(counts).cloned().collect()
}

#[test]
fn every_code_is_shown_wrong_and_right() {
    let mut texts = Code::ALL.iter().map(|code| (code, text(*code)));
    let bare = texts.find(|(_, text)| examples(text).is_empty());
    assert!(bare.is_none(), "{bare:?}");
}

#[test]
fn the_page_of_all_codes_is_fresh() {
    let mut page = "\
# Codes

What `sealspec check` and the build tell of a spec, by code. `sealspec explain-code SE0007` prints one of these in a terminal. Errors
(`SE…`) keep a spec from being used; warnings (`SW…`) don't, and [can be allowed](spec-language.md#warnings) with a reason.

The examples are parts of a small spec: each replaces what stands there under the same top-level key.

<!-- Made of cli/src/explain_code/texts by `BLESS=1 cargo test -p sealspec-cli explain_code`. -->

| code | | what is told |
| --- | --- | --- |
"
    .to_owned();
    for code in Code::ALL {
        let anchor = code.as_str().to_lowercase();
        page += &format!(
            "| [{code}](#{anchor}) | {} | {} |\n",
            code.severity().as_str(),
            code.title()
        );
    }
    for code in Code::ALL {
        let text = text(*code).replace("\n## ", "\n### ");
        page += &format!("\n## {code}\n\n**{}**\n\n{text}", code.title());
    }
    golden::check(&workspace().join("docs/codes.md"), &page);
}

fn text(code: Code) -> String {
    let path = workspace().join(format!("cli/src/explain_code/texts/{code}.md"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
