//! Generates the client of an invented vendor that has every construct of the language, and one of each signature scheme:
//! published ones, and those that hold edge cases of our own.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use sealspec_codegen::model::{Api, Place, Profile};
use sealspec_codegen::signature::VectorRequest;
use sealspec_codegen::{Build, Options, Sources};

const OVERLAY: &str = "specs/overlays/storepos.yaml";
const EDGE_CASES: &str = "specs/edge_cases/api.yaml";

fn main() {
    Build::new()
        .spec_folder("specs/testbed")
        .spec_folder("specs/strongbox")
        .overlay("specs/overlays/strongbox.yaml")
        .run();
    println!("cargo::rerun-if-changed=schemes");
    println!("cargo::rerun-if-changed={EDGE_CASES}");
    println!("cargo::rerun-if-changed={OVERLAY}");
    let output = variable("OUT_DIR");
    generate_schemes(Path::new(&output));
    generate_overlaid(Path::new(&output));
}

/// Writes `overlaid.rs`: storepos with the facts of v3 that its pages lack, invented.
///
/// A mistake in the spec is told by the build of the client.
fn generate_overlaid(output: &Path) {
    let overlay = fs::read_to_string(OVERLAY).expect("it can be read");
    let sources = Sources::new(sealspec_specs::STOREPOS.files.iter().copied())
        .overlay((OVERLAY, overlay.as_str()));
    let files = sealspec_codegen::generate(&sources, &Options::default()).unwrap_or_default();
    for file in files {
        write(&output.join("overlaid").join(file.path), &file.text);
    }
    let path = output.join("overlaid/storepos/mod.rs");
    write(
        &output.join("overlaid.rs"),
        &format!("#[path = {path:?}]\npub mod storepos;\n"),
    );
}

/// Writes `schemes.rs`: a module per scheme, and a macro that lists their vectors.
///
/// A scheme whose spec has a mistake is passed over, and the test that reads them all tells what is wrong with it.
fn generate_schemes(output: &Path) {
    let mut specs = vec![("edge_cases".to_owned(), EDGE_CASES.to_owned())];
    for entry in fs::read_dir("schemes").expect("the schemes can be listed") {
        let path = entry.expect("it can be looked at").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("names are ASCII");
        specs.push((name.to_owned(), path.display().to_string()));
    }
    specs.sort();
    let (mut modules, mut rows) = (String::new(), String::new());
    for (name, path) in &specs {
        let text = fs::read_to_string(path).expect("it can be read");
        let sources = Sources::new([(format!("schemes/{name}/api.yaml").as_str(), text.as_str())]);
        let Ok(api) = sealspec_codegen::check(&sources) else {
            continue;
        };
        let files = sealspec_codegen::generate(&sources, &Options::default()).unwrap_or_default();
        for file in files {
            write(&output.join("schemes").join(file.path), &file.text);
        }
        let path = output.join("schemes").join(name).join("mod.rs");
        let _ = writeln!(modules, "#[path = {path:?}]\npub mod {name};");
        list_vectors(&api, &mut rows);
    }
    let list = format!(
        "/// Hands every vector of every profile to the macro `$each`.\n\
         #[macro_export]\nmacro_rules! for_each_vector {{\n    ($each:ident) => {{ $each! {{\n{rows}    }} }};\n}}\n"
    );
    write(&output.join("schemes.rs"), &(modules + &list));
}

/// Adds a row per profile and vector: scheme, profile, number of the vector, the profile's type, method, path, and how the
/// fields travel. A route is a constant, so that each vector needs a type of its own.
fn list_vectors(api: &Api, rows: &mut String) {
    for profile in &api.profiles {
        let Some(sign) = &profile.sign else { continue };
        let vectors = &api.signatures[sign.signature].vectors;
        for (index, vector) in vectors.iter().enumerate() {
            let VectorRequest { method, path, .. } = &vector.request;
            let _ = writeln!(
                rows,
                "        ({:?}, {:?}, {index}, sealspec_tests::schemes::{}::{}, {method:?}, {path:?}, {})",
                api.name,
                profile.name,
                api.name,
                profile.type_name,
                body(profile, &vector.request),
            );
        }
    }
}

/// How the fields of a vector travel: as the place of its signature and what it holds tell.
fn body(profile: &Profile, request: &VectorRequest) -> &'static str {
    let places = profile.sign.iter().flat_map(|sign| &sign.into);
    let in_field = places
        .into_iter()
        .any(|output| matches!(output.place, Place::Field(_)));
    match &request.body {
        Some(body) if body.starts_with('{') && in_field => "Json",
        None if request.fields.is_empty()
            && (request.method == "GET" || !request.query_fields.is_empty()) =>
        {
            "Query"
        }
        _ => "Form",
    }
}

/// Writes a file unless it holds this already, so that it isn't compiled again.
fn write(path: &Path, text: &str) {
    if fs::read(path).is_ok_and(|before| before == text.as_bytes()) {
        return;
    }
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be made");
    fs::write(path, text).expect("it can be written");
}

fn variable(name: &str) -> String {
    env::var(name).expect("cargo sets it")
}
