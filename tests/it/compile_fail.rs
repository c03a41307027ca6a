//! What must not compile, and what the compiler says about it.
//!
//! The compiler's whole output differs between its releases, so a case holds what we answer for: the error's code, its
//! message and the label at its place. `tests/ui/cases/NAME.rs` has its `NAME.stderr` beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::cargo::{cargo, copy_folder, scratch, workspace};
use crate::support::golden;

/// Checks all cases in one run of cargo; gives each case's errors.
fn errors_by_case(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let output = cargo(
        folder,
        &["check", "--bins", "--keep-going", "--message-format=json"],
    );
    assert!(!output.status.success(), "the cases compile");
    let mut errors = BTreeMap::<_, Vec<_>>::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("cargo writes JSON");
        if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
            continue;
        }
        let Some(code) = message["message"]["code"]["code"].as_str() else {
            continue;
        };
        let case = message["target"]["name"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let mut text = format!(
            "error[{code}]: {}",
            message["message"]["message"].as_str().unwrap_or_default()
        );
        let spans = message["message"]["spans"]
            .as_array()
            .expect("a message has spans");
        for label in spans
            .iter()
            .filter(|span| span["is_primary"] == true)
            .filter_map(|span| span["label"].as_str())
        {
            let _ = write!(text, "\n  here: {label}");
        }
        errors.entry(case).or_default().push(text);
    }
    assert!(
        !errors.is_empty(),
        "cargo failed otherwise:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    errors
}

/// Copies the crate of the cases beside a link to nothing: its dependency is named by its place in the workspace.
fn crate_of_cases(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    copy_folder(&workspace().join("tests/ui"), &folder);
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest can be read");
    let client = workspace().join("generated-client");
    fs::write(
        folder.join("Cargo.toml"),
        manifest.replace(
            "../../generated-client",
            client.to_str().expect("the path is text"),
        ),
    )
    .expect("the manifest can be written");
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the lock file can be copied");
    folder
}

fn add_case(folder: &Path, name: &str, source: &str) {
    let file = folder.join("src/bin").join(format!("{name}.rs"));
    fs::create_dir_all(file.parent().expect("it has a parent")).expect("the folder can be made");
    fs::write(file, source).expect("the case can be written");
}

#[test]
fn each_case_is_refused_in_our_words() {
    let folder = crate_of_cases("compile-fail-cases");
    let cases = workspace().join("tests/ui/cases");
    let mut names = Vec::new();
    for entry in fs::read_dir(&cases).expect("the cases can be listed") {
        let path = entry.expect("the entry can be read").path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path
                .file_stem()
                .expect("it has a name")
                .to_string_lossy()
                .into_owned();
            add_case(
                &folder,
                &name,
                &fs::read_to_string(&path).expect("the case can be read"),
            );
            names.push(name);
        }
    }
    let errors = errors_by_case(&folder);
    for name in names {
        let found = errors
            .get(&name)
            .unwrap_or_else(|| panic!("the case {name} compiles"));
        golden::check(
            &cases.join(format!("{name}.stderr")),
            &(found.join("\n") + "\n"),
        );
    }
}

/// Fields, each with a value that compiles.
type Fields = &'static [(&'static str, &'static str)];

/// Vendor, request and its required fields.
const REQUIRED: &[(&str, &str, Fields)] = &[
    (
        "ishansong",
        "UploadImage",
        &[("file", "File::new(\"a\", \"b\", \"c\")")],
    ),
    ("ishansong", "SendSmsCode", &[("mobile", "\"1\"")]),
    (
        "ishansong",
        "RegisterMerchant",
        &[
            ("register_mobile", "\"1\""),
            ("sms_code", "\"1\""),
            ("store_name", "\"1\""),
            ("city_name", "\"1\""),
            ("good_type", "GoodType::Cake"),
            ("address", "\"1\""),
            ("latitude", "Bd09::new(1.0)"),
            ("longitude", "Bd09::new(1.0)"),
            ("contact_phone", "\"1\""),
            ("front_idcard", "ImageUrl::new(\"1\")"),
            ("reverse_idcard", "ImageUrl::new(\"1\")"),
            ("business_license", "ImageUrl::new(\"1\")"),
            ("facade", "ImageUrl::new(\"1\")"),
        ],
    ),
    (
        "ishansong",
        "GetMerchantAuditStatus",
        &[("default_store_id", "1")],
    ),
    (
        "ishansong",
        "ResubmitMerchant",
        &[
            ("default_store_id", "1"),
            ("store_name", "\"1\""),
            ("city_name", "\"1\""),
            ("good_type", "GoodType::Cake"),
            ("address", "\"1\""),
            ("latitude", "Bd09::new(1.0)"),
            ("longitude", "Bd09::new(1.0)"),
            ("contact_phone", "\"1\""),
            ("front_idcard", "ImageUrl::new(\"1\")"),
            ("reverse_idcard", "ImageUrl::new(\"1\")"),
            ("business_license", "ImageUrl::new(\"1\")"),
            ("facade", "ImageUrl::new(\"1\")"),
        ],
    ),
    ("storepos", "SendMerchantSms", &[("mobile", "\"1\"")]),
    (
        "storepos",
        "WxaCodeToSession",
        &[("appid", "\"1\""), ("js_code", "\"1\"")],
    ),
    (
        "storepos",
        "GetWechatV3AuthInfo",
        &[("mch_id", "\"1\""), ("method", "\"1\""), ("path", "\"1\"")],
    ),
];

#[test]
fn each_missing_required_field_names_itself() {
    let folder = crate_of_cases("compile-fail-required");
    let mut expected = BTreeMap::new();
    for (vendor, request, fields) in REQUIRED {
        for (left_out, _) in *fields {
            let setters = fields
                .iter()
                .filter(|(name, _)| name != left_out)
                .fold(String::new(), |text, (name, value)| {
                    format!("{text}.{name}({value})")
                });
            let name = format!("{request}_{left_out}");
            let source = format!(
                "#![allow(unused_imports)]\nuse sealspec_client::sealspec::File;\nuse sealspec_client::{vendor}::*;\n\
                 fn main() {{ let _ = {request}::builder(){setters}.build(); }}\n"
            );
            add_case(&folder, &name, &source);
            expected.insert(name, (*left_out, *request));
        }
    }
    let errors = errors_by_case(&folder);
    for (case, (field, request)) in &expected {
        let found = errors
            .get(case)
            .unwrap_or_else(|| panic!("{request} can be built without {field}"));
        // The compiler writes the whole path of a name that several requests have.
        let named = |error: &String| {
            let (message, _) = error.split_once('\n').unwrap_or((error, ""));
            message.starts_with("error[E0277]: the required field `")
                && [
                    format!("`{field}` is missing"),
                    format!("::{field}` is missing"),
                ]
                .iter()
                .any(|end| message.ends_with(end))
        };
        assert!(found.iter().all(named), "{case}:\n{}", found.join("\n"));
    }
    assert_eq!(errors.len(), expected.len());
}
