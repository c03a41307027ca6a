//! Embeds the explanations of codes: every file of their folder, so that none has to be listed.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDER: &str = "src/explain_code/texts";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let mut paths = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    let rows: String = paths
        .iter()
        .filter_map(|path| {
            let number = path.file_stem()?;
            Some(format!("({number:?}, include_str!({path:?})),\n"))
        })
        .collect();
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(
        Path::new(&out).join("explanations.rs"),
        format!("&[\n{rows}]\n"),
    )
}
