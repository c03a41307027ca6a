//! A build script's work as a program, and vendors for it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::measured;
use crate::process::{self, Used, WORKSPACE};
use crate::synthetic::{FOLDER, Synthetic};

/// The program.
pub(super) struct Generator(PathBuf);

impl Generator {
    /// Builds it: optimised, or as cargo builds build scripts.
    pub(super) fn build(is_release: bool) -> Result<Self, String> {
        let target = process::folder("generation")?.join("target");
        let mut cargo = process::cargo(Path::new(WORKSPACE), &target);
        cargo.args(["build", "--quiet", "--locked"]);
        cargo.args(["--package=sealspec-codegen", "--example=generate"]);
        let profile = if is_release { "release" } else { "debug" };
        if is_release {
            cargo.arg("--release");
        }
        process::run(&mut cargo)?;
        let name = format!("generate{}", std::env::consts::EXE_SUFFIX);
        Ok(Self(target.join(profile).join("examples").join(name)))
    }

    /// Generates a vendor of which nothing is there yet.
    pub(super) fn cold(&self, vendor: &Vendor) -> Result<Used, String> {
        let output = vendor.output();
        if output.exists() {
            fs::remove_dir_all(&output).map_err(|error| told(&output, &error))?;
        }
        fs::create_dir_all(&output).map_err(|error| told(&output, &error))?;
        self.warm(vendor)
    }

    /// Generates a vendor again.
    pub(super) fn warm(&self, vendor: &Vendor) -> Result<Used, String> {
        let mut command = Command::new(&self.0);
        command
            .arg(FOLDER)
            .env("CARGO_MANIFEST_DIR", &vendor.0)
            .env("OUT_DIR", vendor.output());
        measured::run(&command)
    }
}

/// A package with the spec of one vendor, and what is generated from it.
pub(super) struct Vendor(PathBuf);

impl Vendor {
    pub(super) fn write(api: Synthetic) -> Result<Self, String> {
        let folder = process::folder("generation")?.join(api.operations.to_string());
        let vendor = Self(folder);
        vendor.rewrite(api)?;
        Ok(vendor)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    fn output(&self) -> PathBuf {
        self.0.join("out")
    }

    /// When each file of what is generated was last written.
    pub(super) fn written(&self) -> Result<BTreeMap<PathBuf, SystemTime>, String> {
        let mut times = BTreeMap::new();
        let mut folders = vec![self.output()];
        while let Some(folder) = folders.pop() {
            let of_folder = |error| told(&folder, &error);
            for entry in fs::read_dir(&folder).map_err(of_folder)? {
                let path = entry.map_err(of_folder)?.path();
                let metadata = fs::metadata(&path).map_err(|error| told(&path, &error))?;
                if metadata.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let time = metadata.modified().map_err(|error| told(&path, &error))?;
                    times.insert(path, time);
                }
            }
        }
        Ok(times)
    }

    /// Brings its files to this state.
    pub(super) fn rewrite(&self, api: Synthetic) -> Result<(), String> {
        for (path, text) in api.spec() {
            write(&self.0.join(path), &text)?;
        }
        Ok(())
    }
}

/// Writes a file with its folder.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
    }
    fs::write(path, text).map_err(|error| told(path, &error))
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
