//! A crate that is nothing but a generated client.

use std::fs;
use std::path::{Path, PathBuf};

use sealspec_codegen::{Options, Sources};

use super::lines::lines_in;
use super::rustc::{self, PACKAGE};
use crate::peers::{self, Peer};
use crate::process::{self, Used, WORKSPACE};
use crate::synthetic::Synthetic;

/// Who generates it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generator {
    Ours,
    Peer(Peer),
}

/// The crate, with what it depends on built.
#[derive(Debug)]
pub(super) struct Client {
    generator: Generator,
    /// The program of the peers.
    program: PathBuf,
    folder: PathBuf,
    target: PathBuf,
}

/// What the compiler uses for the crate alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compiled {
    pub(super) check: Used,
    /// A check after one operation was changed.
    pub(super) recheck: Used,
    pub(super) build: Option<Used>,
    pub(super) release: Option<Used>,
}

/// Which builds are made besides the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Builds {
    None,
    Release,
    All,
}

impl Client {
    pub(super) fn new(generator: Generator, program: &Path) -> Result<Self, String> {
        let (name, manifest, lock) = match generator {
            Generator::Ours => ("ours", ours(), Path::new(WORKSPACE).join("Cargo.lock")),
            Generator::Peer(_) => ("peers", peers::manifest()?, peers::lock_file()),
        };
        let client = Self {
            generator,
            program: program.to_owned(),
            folder: process::folder("code")?.join(name),
            target: process::folder("code")?.join("target"),
        };
        write(&client.folder.join("Cargo.toml"), &manifest)?;
        fs::copy(&lock, client.folder.join("Cargo.lock")).map_err(|error| told(&lock, &error))?;
        client.generate(Synthetic::new(1))?;
        for command in [CHECK, BUILD, RELEASE] {
            process::run(&mut client.cargo(command))?;
        }
        Ok(client)
    }

    /// Checks it, checks it after a change, and builds it.
    pub(super) fn compile(&self, api: Synthetic, builds: Builds) -> Result<Compiled, String> {
        self.start_over(api)?;
        let check = self.rustc(CHECK)?;
        self.generate(api.edited())?;
        let recheck = self.rustc(CHECK)?;
        self.start_over(api)?;
        let [in_dev, in_release] = [builds == Builds::All, builds != Builds::None];
        Ok(Compiled {
            check,
            recheck,
            build: in_dev.then(|| self.rustc(BUILD)).transpose()?,
            release: in_release.then(|| self.rustc(RELEASE)).transpose()?,
        })
    }

    /// Lines of code per operation.
    pub(super) fn lines(&self, api: Synthetic) -> Result<f64, String> {
        self.start_over(api)?;
        Ok(lines_in(&self.folder.join("src"))? as f64 / api.operations as f64)
    }

    /// Generates it where nothing is left of an earlier compilation.
    fn start_over(&self, api: Synthetic) -> Result<(), String> {
        remove(&self.target.join("debug/incremental"))?;
        remove(&self.folder.join("src"))?;
        self.generate(api)
    }

    /// Generates it, and writes the files that differ from what is there.
    fn generate(&self, api: Synthetic) -> Result<(), String> {
        let source = self.folder.join("src");
        match self.generator {
            Generator::Ours => generate(api, &source),
            Generator::Peer(peer) => {
                let document = self.folder.join("openapi.json");
                write(&document, &api.open_api())?;
                process::run(&mut peer.generate(&self.program, &document, &source))?;
                Ok(())
            }
        }
    }

    fn rustc(&self, command: &[&str]) -> Result<Used, String> {
        rustc::used(
            &mut self.cargo(command),
            &self.target.with_file_name("rustc"),
        )
    }

    fn cargo(&self, command: &[&str]) -> std::process::Command {
        let mut cargo = process::cargo(&self.folder, &self.target);
        cargo.args(command).arg("--quiet");
        cargo
    }
}

const CHECK: &[&str] = &["check"];
const BUILD: &[&str] = &["build"];
const RELEASE: &[&str] = &["build", "--release"];

fn ours() -> String {
    let runtime = Path::new(WORKSPACE).join("runtime");
    format!(
        "[package]\nname = {PACKAGE:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         sealspec = {{ path = {runtime:?}, default-features = false, features = [\"md5\", \"reqwest\"] }}\n"
    )
}

fn generate(api: Synthetic, source: &Path) -> Result<(), String> {
    let spec = api.spec();
    let files = spec
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let files = sealspec_codegen::generate(&Sources::new(files), &Options::default())
        .map_err(|mistakes| mistakes.to_string())?;
    for file in files {
        write(&source.join(file.path), &file.text)?;
    }
    write(&source.join("lib.rs"), "pub mod synthetic;\n")
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))
        .and_then(|()| fs::write(path, text))
        .map_err(|error| told(path, &error))
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if folder.exists() => Err(told(folder, &error)),
        _ => Ok(()),
    }
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
