//! What a build script calls: reads specs, generates their clients into `OUT_DIR`, tells cargo what to watch.

mod cache;
mod cargo;
mod edit;
mod output;
mod plan;
mod run;

use std::fs;
use std::path::Path;

use crate::emit::Options;
use crate::source::{SourceFile, Sources};

/// A build script's work. Mistakes in a spec fail the build as errors of the compiler would: rendered, all at once, without a
/// backtrace. Warnings are counted and fail nothing; `sealspec check` shows them.
///
/// ```no_run
/// // build.rs
/// sealspec_codegen::Build::new().spec_folder("spec/acme").run();
/// ```
///
/// and in the library
///
/// ```text
/// include!(concat!(env!("OUT_DIR"), "/sealspec.rs"));
/// ```
///
/// A crate of several vendors, whose users choose among them and may store requests and replies, has a feature per vendor
/// and one named `serde`:
///
/// ```no_run
/// sealspec_codegen::Build::new()
///     .spec_folder("spec/acme")
///     .spec_folder("spec/bolt")
///     .feature_per_vendor(true)
///     .serde(true)
///     .run();
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is generated before `run`"]
pub struct Build {
    specs: Vec<(Spec, Vec<String>)>,
    options: Options,
    feature_per_vendor: bool,
}

/// Where one vendor's spec is.
#[derive(Debug, Clone)]
enum Spec {
    /// In a folder, relative to that of the package.
    Folder(String),
    /// In memory.
    Sources(Sources),
}

impl Build {
    /// Nothing to generate yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a vendor: a folder with `api.yaml` and a file per documentation page, relative to the package's own folder.
    ///
    /// The path shows in generated code, so one that leads from the root of the disk is refused, but for those that begin with
    /// `CARGO_MANIFEST_DIR`.
    pub fn spec_folder(mut self, folder: impl Into<String>) -> Self {
        self.specs.push((Spec::Folder(folder.into()), Vec::new()));
        self
    }

    /// Adds a vendor whose spec is in memory, such as one that a crate of specs brings.
    pub fn sources(mut self, sources: Sources) -> Self {
        self.specs.push((Spec::Sources(sources), Vec::new()));
        self
    }

    /// Adds an overlay to the vendor that was added last: a file, relative to the package's own folder, that says what the
    /// vendor's page doesn't and its spec therefore leaves `unspecified`.
    pub fn overlay(mut self, file: impl Into<String>) -> Self {
        if let Some((_, overlays)) = self.specs.last_mut() {
            overlays.push(file.into());
        }
        self
    }

    /// Whether generated types derive serde's traits where the package's own feature `serde` is on. The package needs an
    /// optional dependency on `serde` with its feature `derive`.
    pub fn serde(mut self, serde: bool) -> Self {
        self.options.serde = serde;
        self
    }

    /// Whether each vendor is generated only where the package's feature of that very name is on. A vendor's name is what its
    /// spec says in `api:`, which is its module's name too.
    pub fn feature_per_vendor(mut self, feature_per_vendor: bool) -> Self {
        self.feature_per_vendor = feature_per_vendor;
        self
    }

    /// Generates. What goes wrong is told to cargo, which then fails the build; what an earlier run generated stays.
    pub fn run(self) {
        cargo::rerun_if_changed("build.rs");
        if let Err(message) = self.try_run() {
            cargo::error(&message);
        }
    }

    fn try_run(self) -> Result<(), String> {
        let package = cargo::folder("CARGO_MANIFEST_DIR")?;
        let mut vendors = self.read(&package)?;
        if self.feature_per_vendor {
            vendors.retain(|sources| plan::is_wanted(sources, cargo::has_feature));
        }
        let output = cargo::folder("OUT_DIR")?;
        let (warnings, _) = run::run(vendors, &self.options, self.feature_per_vendor, &output)?;
        warnings.iter().for_each(|warning| cargo::warning(warning));
        Ok(())
    }

    /// Reads all specs; tells every folder that can't be read.
    fn read(&self, package: &Path) -> Result<Vec<Sources>, String> {
        let mut read = Vec::new();
        let mut problems = Vec::new();
        for (spec, overlays) in &self.specs {
            let sources = match spec {
                Spec::Sources(sources) => Ok(sources.clone()),
                Spec::Folder(folder) => read_folder(package, folder),
            };
            let sources = overlays.iter().fold(sources, |sources, file| {
                Ok(sources?.overlay(read_overlay(package, file)?))
            });
            match sources {
                Ok(sources) => read.push(sources),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            Ok(read)
        } else {
            Err(problems.join("\n"))
        }
    }
}

fn read_folder(package: &Path, folder: &str) -> Result<Sources, String> {
    let folder = within(package, folder)?;
    // The folder itself too: a page that is added changes no file that is there.
    cargo::rerun_if_changed(&folder);
    let sources =
        Sources::read(&package.join(&folder), &folder).map_err(|error| error.to_string())?;
    for file in sources.files() {
        cargo::rerun_if_changed(&file.path);
    }
    Ok(sources)
}

fn read_overlay(package: &Path, file: &str) -> Result<SourceFile, String> {
    let path = within(package, file)?;
    cargo::rerun_if_changed(&path);
    let text = fs::read_to_string(package.join(&path)).map_err(|error| {
        format!("can't read the overlay `{path}`: {error}; check its path, which begins at the package's own folder")
    })?;
    Ok(SourceFile { path, text })
}

/// The folder as seen from the package's: what is generated from it must not tell where the package lies.
fn within(package: &Path, folder: &str) -> Result<String, String> {
    let path = Path::new(folder);
    let relative = path.strip_prefix(package).unwrap_or(path);
    if relative.has_root() {
        return Err(format!(
            "the spec folder `{folder}` is an absolute path outside of the package, and would show in generated code: \
             give it relative to the folder of the package's `Cargo.toml`, like `spec/acme` or `../spec/acme`"
        ));
    }
    match relative.to_str() {
        None | Some("") => Ok(".".to_owned()),
        Some(relative) => Ok(relative.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_package_lies_is_not_told() {
        let package = std::env::temp_dir().join("some-package");
        let inside = |folder: &str| within(&package, folder);
        assert_eq!(inside("spec/acme"), Ok("spec/acme".to_owned()));
        assert_eq!(inside("../spec/acme"), Ok("../spec/acme".to_owned()));
        let absolute = package.join("spec/acme");
        assert_eq!(
            inside(absolute.to_str().unwrap()).map(|path| path.replace('\\', "/")),
            Ok("spec/acme".to_owned())
        );
        assert_eq!(inside(package.to_str().unwrap()), Ok(".".to_owned()));

        let elsewhere = std::env::temp_dir().join("spec/acme");
        let told = inside(elsewhere.to_str().unwrap()).unwrap_err();
        assert!(told.contains("give it relative"), "{told}");
    }
}
