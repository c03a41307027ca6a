//! The files of a new crate, with the vendor's name filled in.

use std::path::PathBuf;

/// What the files are filled with.
pub(super) struct Template {
    pub(super) vendor: String,
    /// Name of the package.
    pub(super) package: String,
    pub(super) dependencies: Dependencies,
}

/// Where sealspec's own crates come from.
pub(super) enum Dependencies {
    /// The registry: those of this command's version.
    Published,
    /// A checkout, as seen from the crate.
    Checkout(PathBuf),
}

/// Where a file belongs, and its text. Both hold placeholders.
const FILES: &[(&str, &str)] = &[
    (".gitignore", include_str!("template/gitignore.in")),
    ("Cargo.toml", include_str!("template/Cargo.toml.in")),
    ("README.md", include_str!("template/README.md.in")),
    ("build.rs", include_str!("template/build.rs.in")),
    ("src/lib.rs", include_str!("template/lib.rs.in")),
    ("tests/mock.rs", include_str!("template/mock.rs.in")),
];

/// The same for the files of the spec.
const SPEC: &[(&str, &str)] = &[
    (
        "spec/@vendor@/api.yaml",
        include_str!("template/api.yaml.in"),
    ),
    (
        "spec/@vendor@/messages.yaml",
        include_str!("template/messages.yaml.in"),
    ),
];

/// By which editors complete the keys of the spec, as its first lines say.
const SCHEMA: &str = "spec/sealspec.schema.json";

/// sealspec's crates, and their folders in a checkout.
const CRATES: &[(&str, &str)] = &[
    ("sealspec", "runtime"),
    ("sealspec-codegen", "codegen"),
    ("sealspec-mock", "mock"),
];

impl Template {
    pub(super) fn new(vendor: &str) -> Self {
        Self {
            vendor: vendor.to_owned(),
            package: format!("{}-client", vendor.replace('_', "-")),
            dependencies: Dependencies::Published,
        }
    }

    /// All files: path and text.
    pub(super) fn files(&self) -> impl Iterator<Item = (String, String)> {
        let schema = (SCHEMA.to_owned(), sealspec_codegen::schema());
        self.filled(FILES).chain(self.filled(SPEC)).chain([schema])
    }

    /// The files of the spec: path and text.
    pub(super) fn spec(&self) -> Vec<sealspec_codegen::SourceFile> {
        self.filled(SPEC)
            .map(|(path, text)| sealspec_codegen::SourceFile { path, text })
            .collect()
    }

    fn filled(&self, files: &'static [(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        files
            .iter()
            .map(|(path, text)| (self.fill(path), self.fill(text)))
    }

    fn fill(&self, text: &str) -> String {
        let text = text
            .replace("@vendor@", &self.vendor)
            .replace("@package@", &self.package)
            .replace("@crate@", &self.package.replace('-', "_"))
            .replace("@rust-version@", env!("CARGO_PKG_RUST_VERSION"));
        CRATES.iter().fold(text, |text, (name, folder)| {
            text.replace(&format!("@{name}@"), &self.dependencies.source(folder))
        })
    }
}

impl Dependencies {
    /// Where one crate comes from, as `Cargo.toml` says it.
    fn source(&self, folder: &str) -> String {
        match self {
            Self::Published => format!("version = {:?}", env!("CARGO_PKG_VERSION")),
            Self::Checkout(checkout) => {
                let path = checkout
                    .join(folder)
                    .display()
                    .to_string()
                    .replace('\\', "/");
                format!("path = {}", toml::Value::String(path))
            }
        }
    }
}
