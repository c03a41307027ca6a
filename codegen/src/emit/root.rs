//! The file that a crate includes: a module per vendor.

use super::GeneratedFile;
use super::code::Code;

/// The module of one vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vendor {
    /// Name of the module.
    pub(crate) name: String,
    /// Cargo feature that it is compiled with; `None`: always.
    pub(crate) feature: Option<String>,
}

/// `sealspec.rs`
pub(crate) fn root(vendors: &[Vendor]) -> GeneratedFile {
    let mut code = Code::default();
    code.line(format!(
        "{}. Do not edit: change the spec.",
        GeneratedFile::HEADER
    ));
    for Vendor { name, feature } in vendors {
        code.blank();
        if let Some(feature) = feature {
            code.line(format!("#[cfg(feature = {feature:?})]"));
        }
        // A program uses a part of its vendor; the rest is no mistake of its author, who can't mend it either.
        code.line("#[allow(dead_code, unused_imports)]");
        // Its docs stand at the head of the module's own file.
        code.line(format!("pub mod {name};"));
    }
    GeneratedFile {
        path: "sealspec.rs".to_owned(),
        text: code.into_text(),
    }
}
