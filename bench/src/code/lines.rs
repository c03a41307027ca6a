//! Lines of generated code, as they stand in the files.

use std::fs;
use std::path::Path;

use sealspec_codegen::model::Api;
use sealspec_codegen::{GeneratedFile, Options, Sources};

/// Lines of code in all files of a folder.
pub(super) fn lines_in(folder: &Path) -> Result<usize, String> {
    let told = |error| format!("{}: {error}", folder.display());
    let mut sum = 0;
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        sum += match path.extension() {
            None => lines_in(&path)?,
            Some(extension) if extension == "rs" => {
                lines(&fs::read_to_string(&path).map_err(told)?)
            }
            Some(_) => 0,
        };
    }
    Ok(sum)
}

/// Lines of a vendor's client for each of its operations.
pub(super) fn of_vendor(vendor: &sealspec_specs::Vendor) -> Result<f64, String> {
    let sources = Sources::new(vendor.files.iter().copied());
    let told = |mistakes: sealspec_codegen::Diagnostics| mistakes.to_string();
    let api: Api = sealspec_codegen::check(&sources).map_err(told)?;
    let operations: usize = api.pages.iter().map(|page| page.operations.len()).sum();
    let files = sealspec_codegen::generate(&sources, &Options { serde: true }).map_err(told)?;
    let lines: usize = files
        .iter()
        .map(|GeneratedFile { text, .. }| lines(text))
        .sum();
    Ok(lines as f64 / operations as f64)
}

/// Lines that are neither empty nor comments.
fn lines(text: &str) -> usize {
    let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//");
    text.lines().map(str::trim).filter(is_code).count()
}
