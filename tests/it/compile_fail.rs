//! What must not compile, and what the compiler says about it.
//!
//! The compiler's whole output differs between its releases, so a case holds what we answer for: the error's code, its
//! message and the label at its place. `tests/ui/cases/NAME.rs` has its `NAME.stderr` beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sealspec_codegen::model::{
    Api, Field, Presence, Rule, RuleKind, Shape, TypeDefinition, TypeKind,
};
use serde_json::Value;

use crate::support::cargo::{cargo, copy_folder, scratch, workspace};
use crate::support::{apis, golden, operations};

/// What the compiler says about a line of a case.
struct Mistake {
    case: String,
    line: u64,
    text: String,
}

/// Checks all cases in one run of cargo; gives their errors.
fn mistakes(folder: &Path) -> Vec<Mistake> {
    let output = cargo(
        folder,
        &["check", "--bins", "--keep-going", "--message-format=json"],
    );
    assert!(!output.status.success(), "the cases compile");
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let mistakes: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("cargo writes JSON"))
        .filter_map(|message| mistake(&message))
        .collect();
    assert!(
        !mistakes.is_empty(),
        "cargo failed otherwise:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    mistakes
}

/// The error that a message tells; its code, its message and the label at its place.
fn mistake(message: &Value) -> Option<Mistake> {
    let error = &message["message"];
    if message["reason"] != "compiler-message" || error["level"] != "error" {
        return None;
    }
    let code = error["code"]["code"].as_str()?;
    let spans = error["spans"].as_array().expect("a message has spans");
    let primary = || spans.iter().filter(|span| span["is_primary"] == true);
    let mut text = format!(
        "error[{code}]: {}",
        error["message"].as_str().unwrap_or_default()
    );
    for label in primary().filter_map(|span| span["label"].as_str()) {
        let _ = write!(text, "\n  here: {label}");
    }
    Some(Mistake {
        case: message["target"]["name"].as_str()?.to_owned(),
        line: primary().find_map(|span| span["line_start"].as_u64())?,
        text,
    })
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
    let mistakes = mistakes(&folder);
    for name in names {
        let found: String = mistakes
            .iter()
            .filter(|mistake| mistake.case == name)
            .map(|mistake| format!("{}\n", mistake.text))
            .collect();
        assert!(!found.is_empty(), "the case {name} compiles");
        golden::check(&cases.join(format!("{name}.stderr")), &found);
    }
}

/// What must be given of a struct.
struct Required {
    name: String,
    marks: Vec<Mark>,
}

/// A required field, or a group of which one must be given: its name, and a setter that counts for it with its type.
struct Mark {
    name: String,
    setter: String,
    given: String,
}

/// Every request of a vendor, and every object that requests hold, with what must be given of it.
fn required(api: &Api) -> Vec<Required> {
    let requests = operations(api).map(|own| {
        let url = own.takes_url().then(|| Mark {
            name: "url".to_owned(),
            setter: "url".to_owned(),
            given: "&str".to_owned(),
        });
        (&own.type_name, &own.request, &own.rules, url)
    });
    let objects = api.types.iter().filter_map(|definition| {
        let TypeKind::Object(fields) = &definition.kind else {
            return None;
        };
        let TypeDefinition { name, rules, .. } = definition;
        definition
            .in_requests
            .then_some((name, fields, rules, None))
    });
    requests
        .chain(objects)
        .map(|(name, fields, rules, url)| Required {
            name: name.clone(),
            marks: fields
                .iter()
                .filter(|field| field.presence == Presence::Required)
                .map(|field| mark(api, field.rust.clone(), field))
                .chain(groups(api, fields, rules))
                .chain(url)
                .collect(),
        })
        .collect()
}

fn mark(api: &Api, name: String, field: &Field) -> Mark {
    Mark {
        name,
        setter: field.rust.clone(),
        given: given(api, &field.shape),
    }
}

/// The groups of single fields of which one must be given, whatever the others are.
fn groups(api: &Api, fields: &[Field], rules: &[Rule]) -> Vec<Mark> {
    let mut taken = Vec::new();
    let mut marks = Vec::new();
    for rule in rules {
        let is_choice = matches!(rule.kind, RuleKind::AnyOf | RuleKind::OneOf);
        let names: Vec<_> = rule.groups.iter().flatten().collect();
        let is_plain = rule.when.is_empty() && names.len() == rule.groups.len();
        if !is_choice || !is_plain || names.len() > 4 || names.iter().any(|own| taken.contains(own))
        {
            continue;
        }
        let own: Vec<_> = names
            .iter()
            .filter_map(|name| fields.iter().find(|field| field.wire == **name))
            .collect();
        let name: Vec<_> = own.iter().map(|field| field.rust.as_str()).collect();
        marks.push(mark(api, name.join("_or_"), own[0]));
        taken.extend(names);
    }
    marks
}

/// The type of a value that a field takes.
fn given(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::String => "&str".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Integer => "i64".to_owned(),
        Shape::Number => "f64".to_owned(),
        Shape::Money => "sealspec::Money".to_owned(),
        Shape::DateTime => "sealspec::DateTime".to_owned(),
        Shape::Date => "sealspec::Date".to_owned(),
        Shape::File => "sealspec::File".to_owned(),
        Shape::Any => "sealspec::Json".to_owned(),
        Shape::Named(index) => api.types[*index].name.clone(),
        Shape::JsonText(inner) => given(api, inner),
        Shape::List(item) | Shape::Joined { item, .. } => {
            format!("Vec<{}>", given(api, item).replace("&str", "String"))
        }
    }
}

#[test]
fn each_missing_required_field_names_itself() {
    let folder = crate_of_cases("compile-fail-required");
    let mut expected = BTreeMap::new();
    for api in apis() {
        let mut source = format!(
            "#![allow(unused_imports)]\nuse sealspec_client::sealspec;\nuse sealspec_client::{}::*;\n\
             fn given<T>() -> T {{ unreachable!() }}\nfn main() {{\n",
            api.name
        );
        let mut line = 5;
        for Required { name, marks } in required(&api) {
            for left_out in marks.iter().map(|mark| &mark.name) {
                let others = marks.iter().filter(|mark| mark.name != *left_out);
                let setters = others.fold(String::new(), |text, Mark { setter, given, .. }| {
                    format!("{text}.{setter}(given::<{given}>())")
                });
                let _ = writeln!(source, "let _ = {name}::builder(){setters}.build();");
                line += 1;
                expected.insert((api.name.clone(), line), (name.clone(), left_out.clone()));
            }
        }
        add_case(&folder, &api.name, &(source + "}\n"));
    }
    let mut left = expected.clone();
    for Mistake { case, line, text } in mistakes(&folder) {
        let Some((request, field)) = expected.get(&(case, line)) else {
            panic!("a line that leaves nothing out: {text}");
        };
        // The compiler writes the whole path of a name that several requests have.
        let (message, _) = text.split_once('\n').unwrap_or((&text, ""));
        assert!(
            message.starts_with("error[E0277]: the required field `")
                && [
                    format!("`{field}` is missing"),
                    format!("::{field}` is missing")
                ]
                .iter()
                .any(|end| message.ends_with(end)),
            "{request} without {field}: {text}"
        );
        left.retain(|_, own| own != &(request.clone(), field.clone()));
    }
    assert!(left.is_empty(), "these can be built: {left:?}");
}
