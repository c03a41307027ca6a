//! What a build script calls: reads specs, generates their clients into `OUT_DIR`, tells cargo what to watch.
//!
//! ```no_run
//! // build.rs
//! sealspec_codegen::Build::new().spec_folder("spec/acme").run();
//! ```
//!
//! and in the library
//!
//! ```text
//! include!(concat!(env!("OUT_DIR"), "/sealspec.rs"));
//! ```

mod cargo;
mod output;
mod plan;

use std::path::{Path, PathBuf};

use crate::emit::Options;
use crate::source::Sources;

/// A build script's work. Mistakes in a spec fail the build as errors of the compiler would: rendered, all at once, without a
/// backtrace.
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is generated before `run`"]
pub struct Build {
    specs: Vec<Spec>,
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
    pub fn spec_folder(mut self, folder: impl Into<String>) -> Self {
        self.specs.push(Spec::Folder(folder.into()));
        self
    }

    /// Adds a vendor whose spec is in memory, such as one that a crate of specs brings.
    pub fn sources(mut self, sources: Sources) -> Self {
        self.specs.push(Spec::Sources(sources));
        self
    }

    /// Whether generated types derive serde's traits where the package's own feature `serde` is on. The package needs an
    /// optional dependency on `serde` with its feature `derive`.
    pub fn serde(mut self, serde: bool) -> Self {
        self.options.serde = serde;
        self
    }

    /// Whether each vendor is generated only where the package's feature of that name is on. A vendor's name is that of its
    /// folder.
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
        let output = cargo::folder("OUT_DIR")?;
        let package = cargo::folder("CARGO_MANIFEST_DIR")?;
        let sources = self.read(&package)?;
        let features: Option<fn(&str) -> bool> =
            self.feature_per_vendor.then_some(cargo::has_feature);
        let files = plan::plan(&sources, &self.options, features)?;
        output::write(&output, &files)
    }

    /// Reads all specs; tells every folder that can't be read.
    fn read(&self, package: &Path) -> Result<Vec<Sources>, String> {
        let mut read = Vec::new();
        let mut problems = Vec::new();
        for spec in &self.specs {
            match spec {
                Spec::Sources(sources) => read.push(sources.clone()),
                Spec::Folder(folder) => match read_folder(package, folder) {
                    Ok(sources) => read.push(sources),
                    Err(problem) => problems.push(problem),
                },
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
    // The folder itself too: a page that is added changes no file that is there.
    cargo::rerun_if_changed(folder);
    let path: PathBuf = package.join(folder);
    let sources = Sources::read(&path, folder).map_err(|error| error.to_string())?;
    for file in sources.files() {
        cargo::rerun_if_changed(&file.path);
    }
    Ok(sources)
}
