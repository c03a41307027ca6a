//! A crate that is there to be built, with a target folder of its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::process::{self, WORKSPACE, folder, run};

/// A crate outside the workspace, which takes its dependencies at the versions of the workspace's lock file.
pub(super) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// Writes the crate: its sections of dependencies, and its files beside the manifest.
    pub(super) fn new(
        name: &str,
        dependencies: &str,
        files: &[(String, String)],
    ) -> Result<Self, String> {
        let scratch = Self {
            folder: folder("build")?.join(name),
        };
        remove(&scratch.folder)?;
        let manifest = format!(
            "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             {dependencies}\n[profile.release]\nstrip = true\n\n[workspace]\n"
        );
        scratch.write("Cargo.toml", &manifest)?;
        scratch.write("src/lib.rs", "")?;
        for (path, text) in files {
            scratch.write(path, text)?;
        }
        let lock = scratch.folder.join("Cargo.lock");
        fs::copy(Path::new(WORKSPACE).join("Cargo.lock"), &lock)
            .map_err(|error| format!("{}: {error}", lock.display()))?;
        run(&mut scratch.cargo(&["fetch", "--quiet"]))?;
        Ok(scratch)
    }

    /// CPU seconds of cargo and all that it starts, with nothing built before.
    pub(super) fn cold_build(&self) -> Result<f64, String> {
        remove(&self.target())?;
        let used = run(&mut self.cargo(&["build", "--quiet", "--offline"]))?;
        remove(&self.target())?;
        Ok(used.cpu)
    }

    /// How many crates it takes, build-dependencies and what they take included.
    pub(super) fn crates(&self) -> Result<usize, String> {
        let mut tree = self.cargo(&[
            "tree",
            "--offline",
            "--edges=normal,build",
            "--prefix=none",
            "--no-dedupe",
            "--format={p}",
        ]);
        let listed = output(&mut tree)?;
        let packages: BTreeSet<&str> = listed.lines().filter(|line| !line.is_empty()).collect();
        Ok(packages.len() - 1)
    }

    /// Bytes of its program in a release build, stripped. It is built in a folder that all crates share, since most of what
    /// they depend on is the same and its time isn't told.
    pub(super) fn release_program(&self) -> Result<u64, String> {
        let target = folder("build")?.join("release-target");
        run(self
            .cargo(&["build", "--quiet", "--offline", "--release"])
            .env("CARGO_TARGET_DIR", &target))?;
        let program = target
            .join("release")
            .join(format!("scratch{}", std::env::consts::EXE_SUFFIX));
        let described =
            fs::metadata(&program).map_err(|error| format!("{}: {error}", program.display()))?;
        Ok(described.len())
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Cargo, building as it does for a user: dependencies that come from a registry are neither linted nor built
    /// incrementally, which those with a path would be.
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = process::cargo(&self.folder, &self.target());
        command
            .args(arguments)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "--cap-lints=allow");
        command
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(path);
        let told = |error| format!("{}: {error}", path.display());
        fs::create_dir_all(path.parent().unwrap_or(&path)).map_err(told)?;
        fs::write(&path, text).map_err(told)
    }
}

/// A dependency of the workspace by its path, as a line of a manifest.
pub(super) fn of_workspace(name: &str, folder: &str, features: &[&str]) -> String {
    format!(
        "{name} = {{ path = {:?}, default-features = false, features = {features:?} }}\n",
        Path::new(WORKSPACE).join(folder)
    )
}

/// A dependency as the workspace asks for it, as a line of a manifest.
pub(super) fn shared(name: &str) -> Result<String, String> {
    let path = Path::new(WORKSPACE).join("Cargo.toml");
    let manifest =
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let start = format!("{name} = ");
    let line = manifest.lines().find(|line| line.starts_with(&start));
    line.map(|line| format!("{line}\n"))
        .ok_or_else(|| format!("{} doesn't name {name}", path.display()))
}

/// What the command prints.
fn output(command: &mut Command) -> Result<String, String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{command:?}: {}", output.status))
    }
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if folder.exists() => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}
