//! Golden files: what a test makes is compared with a file.

use std::env;
use std::fs;
use std::path::Path;

use similar::TextDiff;

/// Compares `actual` with a file; with `BLESS=1` the file is rewritten instead.
pub(crate) fn check(path: &Path, actual: &str) {
    if let Err(difference) = compare(path, actual) {
        panic!("{difference}");
    }
}

/// As [`check`], for a test that looks at many files and tells all differences together.
pub(crate) fn compare(path: &Path, actual: &str) -> Result<(), String> {
    if env::var_os("BLESS").is_some_and(|bless| bless == "1") {
        assert!(
            env::var_os("CI").is_none(),
            "BLESS is refused under CI: rewrite golden files on your own machine, and read them"
        );
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("the folder of golden files can be made");
        }
        fs::write(path, actual).expect("the golden file can be written");
        return Ok(());
    }
    let expected = fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if expected == actual {
        return Ok(());
    }
    let shown = path
        .strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap_or(path)
        .display()
        .to_string();
    let diff = TextDiff::from_lines(expected.as_str(), actual)
        .unified_diff()
        .header(&shown, "what the test made")
        .to_string();
    Err(format!(
        "{shown} differs:\n{diff}\nIf this is meant, run `BLESS=1 cargo test -p sealspec-tests` and read the change.\n"
    ))
}
