//! The generators of others, which come from the registry and are built for the bench alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, WORKSPACE};

/// A generator and its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// Progenitor's default style: a method with a parameter for each.
    Positional,
    /// Progenitor's style with builders.
    Builder,
    /// The crate of this name.
    OpenApiToRust,
}

impl Peer {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Positional, Self::Builder, Self::OpenApiToRust];

    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positional => "progenitor, positional",
            Self::Builder => "progenitor, builder",
            Self::OpenApiToRust => "openapi-to-rust",
        }
    }

    /// The command that reads an OpenAPI document and writes a crate's `src` folder.
    pub fn generate(self, generator: &Path, document: &Path, folder: &Path) -> Command {
        let style = match self {
            Self::Positional => "progenitor-positional",
            Self::Builder => "progenitor-builder",
            Self::OpenApiToRust => "openapi-to-rust",
        };
        let mut command = Command::new(generator);
        command.arg(style).arg(document).arg(folder);
        command
    }
}

/// Builds the generators and gives their program: optimised, or as a build script is built.
pub fn generator(is_release: bool) -> Result<PathBuf, String> {
    let target = process::folder("peers")?;
    let mut cargo = process::cargo(&source(), &target);
    cargo.args(["build", "--quiet", "--locked", "--package=peers"]);
    if is_release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)?;
    let profile = if is_release { "release" } else { "debug" };
    Ok(target
        .join(profile)
        .join(format!("peers{}", std::env::consts::EXE_SUFFIX)))
}

/// The manifest of what they generate, for a package outside of any workspace.
pub fn manifest() -> Result<String, String> {
    let path = source().join("generated/Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(format!("{text}\n[workspace]\n"))
}

/// The versions of all that they and what they generate need.
pub fn lock_file() -> PathBuf {
    source().join("Cargo.lock")
}

fn source() -> PathBuf {
    Path::new(WORKSPACE).join("bench/peers")
}
