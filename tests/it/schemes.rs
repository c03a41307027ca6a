//! Published signatures of real schemes, each through three paths that must agree with what was published: the interpreter,
//! the generated code, and a whole request in which the signature is found where the vendor looks for it.

mod call;
mod found;
mod published;
mod tally;

use std::fmt::Write as _;
use std::path::Path;

use sealspec::{Body, File, Moment, Route};
use sealspec_codegen::model::Api;
use sealspec_codegen::{Sources, check};
use sealspec_tests::schemes::edge_cases::Kept;

use crate::support::cargo::workspace;
use call::{Call, Case};
use published::{Outcome, Published, run};
use tally::Tally;

/// How many vectors were published.
const PUBLISHED: usize = 99;

/// Schemes that the language can't express, with the number of their vectors and the reason.
const NOT_EXPRESSIBLE: [(&str, usize, &str); 1] = [(
    "cavage_http_signatures",
    3,
    "signs with an RSA private key (PKCS#1 v1.5); the language has digests and MACs only",
)];

/// Every scheme's name with its checked spec, or what is wrong with it.
fn schemes() -> Vec<(String, Result<Api, String>)> {
    let folder = workspace().join("tests/schemes");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the schemes can be listed")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();
    let read = |name: String| {
        let api = checked(&name, &folder.join(format!("{name}.yaml")));
        (name, api)
    };
    names.into_iter().map(read).collect()
}

/// The checked spec of a file.
pub(crate) fn checked(name: &str, file: &Path) -> Result<Api, String> {
    let text = std::fs::read_to_string(file).expect("the spec can be read");
    let sources = Sources::new([(format!("schemes/{name}/api.yaml").as_str(), text.as_str())]);
    check(&sources).map_err(|mistakes| mistakes.to_string())
}

/// The function that runs a vector of a profile, for each that was generated.
type Row = (
    &'static str,
    &'static str,
    usize,
    fn(&Published<'_>) -> (Outcome, String),
);

macro_rules! rows {
    ($(($scheme:literal, $profile:literal, $index:literal, $type:path, $method:literal, $path:literal, $body:ident))*) => {
        fn rows() -> Vec<Row> {
            vec![$({
                struct Here;
                impl Case for Here {
                    const ROUTE: Route = Route {
                        method: $method,
                        path: $path,
                        server: "",
                        body: Body::$body,
                    };
                }
                ($scheme, $profile, $index, run::<$type, Here>)
            }),*]
        }
    };
}

sealspec_tests::for_each_vector!(rows);

#[test]
fn published_vectors_hold_through_all_three_paths() {
    let rows = rows();
    let mut table =
        "scheme | vectors | interpreter | emitted | request\n--- | --- | --- | --- | ---\n"
            .to_owned();
    let mut problems = String::new();
    let (mut passed, mut listed) = (0, 0);
    for (name, api) in schemes() {
        let tally = match &api {
            Ok(api) => Tally::of(&name, api, &rows),
            Err(mistakes) => Tally {
                problems: format!("{mistakes}\n"),
                ..Tally::default()
            },
        };
        let Tally {
            vectors,
            interpreter,
            emitted,
            request,
            ..
        } = tally;
        let _ = writeln!(
            table,
            "{name} | {vectors} | {interpreter} | {emitted} | {request}"
        );
        passed += tally.all;
        listed += vectors;
        problems += &tally.problems;
    }
    let mut refused = 0;
    for (name, vectors, reason) in NOT_EXPRESSIBLE {
        let _ = writeln!(table, "{name} | {vectors} | not expressible: {reason} | |");
        refused += vectors;
    }
    println!("{table}\n{passed} of {PUBLISHED} vectors through all three paths");
    assert!(problems.is_empty(), "{problems}");
    assert_eq!(
        listed + refused,
        PUBLISHED,
        "every published vector stands in a scheme or is listed as not expressible"
    );
    assert_eq!(passed, PUBLISHED - refused);
}

/// Ours, not a vendor's: what published vectors leave out.
#[test]
fn our_own_edge_cases_hold_through_all_three_paths() {
    let api = checked(
        "edge_cases",
        &workspace().join("tests/specs/edge_cases/api.yaml"),
    );
    let api = api.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let tally = Tally::of("edge_cases", &api, &rows());
    assert!(tally.problems.is_empty(), "{}", tally.problems);
    assert_eq!(tally.all, tally.vectors);
    println!(
        "{} edge cases of our own through all three paths",
        tally.all
    );
}

/// Ours: in a multipart body the signature is the last of the fields; files stand behind it.
#[test]
fn a_signature_is_the_last_field_of_a_multipart_body() {
    struct Upload;
    impl Case for Upload {
        const ROUTE: Route = Route::post("/upload", "", Body::Multipart);
    }
    let file = workspace().join("tests/specs/edge_cases/api.yaml");
    let api = checked("edge_cases", &file).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let published = Published::new(&api, "kept", 0);
    let profile: Kept = published.profile().expect("the key is given");
    let file = File::new("a.txt", "text/plain", "hello");
    let call = Call::<Upload>::new(published.vector, published.sign).with_file(&file);
    let moment = Moment::new(0, "00112233445566778899aabbccddeeff");
    let request = sealspec::prepare(&profile, "https://vendor.example", &call, &moment)
        .expect("it can be prepared")
        .into_request();
    let body = String::from_utf8(request.body().to_vec()).expect("it is text");
    let names: Vec<&str> = body
        .split("; name=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(names, ["c", "a", "b", "sign", "file"]);
    let value = format!("name=\"sign\"\r\n\r\n{}\r\n", published.vector.sign);
    assert!(body.contains(&value), "{body}");
}
