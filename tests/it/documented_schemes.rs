//! The schemes that `docs/signatures.md` works through are specs, and their vectors hold.

use sealspec_codegen::{Sources, check};

use crate::support::cargo::workspace;

/// How many the document promises.
const WORKED: usize = 5;

#[test]
fn the_worked_schemes_of_the_document_are_right() {
    let text = std::fs::read_to_string(workspace().join("docs/signatures.md"))
        .expect("the document is there");
    let specs: Vec<&str> = text
        .split("\n```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .filter(|block| block.starts_with("sealspec: 1"))
        .collect();
    assert!(
        specs.len() >= WORKED,
        "{} whole specs in the document",
        specs.len()
    );
    for (index, spec) in specs.iter().enumerate() {
        let path = format!("worked/scheme_{}/api.yaml", index + 1);
        let api = check(&Sources::new([(path.as_str(), *spec)]))
            .unwrap_or_else(|mistakes| panic!("{mistakes}"));
        assert!(
            api.signatures
                .iter()
                .all(|signature| !signature.vectors.is_empty()),
            "{} has a signature without a vector",
            api.name
        );
    }
}
