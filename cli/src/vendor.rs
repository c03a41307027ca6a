//! Which spec is meant.

use std::path::{Path, PathBuf};

use sealspec_codegen::model::Api;
use sealspec_codegen::suggest::{choice_of, nearest};
use sealspec_codegen::{SourceFile, Sources, Style};

use crate::failure::Failure;

/// The vendor that a command is about.
#[derive(Debug, clap::Args)]
pub(crate) struct VendorArgs {
    /// A vendor's name, or the folder of its spec. A name is looked for under `spec/`, then among the specs that sealspec brings.
    pub(crate) vendor: String,
    /// A file that says what the vendor's page doesn't: an overlay. May be given more than once.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
}

impl VendorArgs {
    /// Its overlays as arguments of another command.
    pub(crate) fn overlay_arguments(&self) -> Vec<String> {
        let arguments = |file: &PathBuf| ["--overlay".to_owned(), file.display().to_string()];
        self.overlay.iter().flat_map(arguments).collect()
    }

    /// The spec's files.
    pub(crate) fn sources(&self) -> Result<Sources, Failure> {
        self.overlay
            .iter()
            .try_fold(find(&self.vendor)?, |sources, file| {
                Ok(sources.overlay(read_overlay(file)?))
            })
    }

    /// These arguments as one types them.
    pub(crate) fn words(&self) -> Vec<String> {
        let mut words = vec![self.vendor.clone()];
        words.extend(self.overlay_arguments());
        words
    }

    /// The checked spec.
    pub(crate) fn api(&self) -> Result<Api, Failure> {
        sealspec_codegen::check(&self.sources()?)
            .map_err(|mistakes| Failure::no(mistakes.render(Style::Styled)))
    }
}

/// The environment variable that carries a credential.
pub(crate) fn variable(vendor: &str, credential: &str) -> String {
    format!("SEALSPEC_{vendor}_{credential}").to_uppercase()
}

/// The spec of a folder, or of this name.
pub(crate) fn find(vendor: &str) -> Result<Sources, Failure> {
    let local = Path::new("spec").join(vendor);
    let known = sealspec_specs::find(vendor);
    let is_name = !vendor.contains(['/', '\\', '.']);
    if is_name && local.is_dir() {
        return read(&local);
    }
    match known {
        Some(known) if is_name => Ok(Sources::new(known.files.iter().copied())),
        _ if Path::new(vendor).is_dir() => read(Path::new(vendor)),
        _ => Err(unknown(vendor)),
    }
}

fn unknown(vendor: &str) -> Failure {
    let mut names = local_names();
    names.extend(
        sealspec_specs::ALL
            .iter()
            .map(|vendor| vendor.name.to_owned()),
    );
    names.sort();
    names.dedup();
    let names = || names.iter().map(String::as_str);
    let remedy = match nearest(vendor, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "name {}, or give the path of a folder that holds `api.yaml`",
            choice_of(names())
        ),
    };
    Failure::usage(format!("there is no spec of `{vendor}`"), remedy)
}

/// The vendors under `spec/`.
fn local_names() -> Vec<String> {
    let entries = std::fs::read_dir("spec").into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.path().join("api.yaml").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

/// The spec of a folder.
pub(crate) fn read(folder: &Path) -> Result<Sources, Failure> {
    // `./spec/acme` is shown as `spec/acme`, in generated headers too.
    let folder = match folder.strip_prefix(".") {
        Ok(inside) if inside != Path::new("") => inside,
        _ => folder,
    };
    Sources::read(folder, &folder.display().to_string())
        .map_err(|error| Failure::outside(error.problem(), error.remedy()))
}

pub(crate) fn read_overlay(file: &Path) -> Result<SourceFile, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::outside(
            format!("can't read the overlay `{}`: {error}", file.display()),
            "give a YAML file that begins with `overlay: VENDOR`",
        )
    })?;
    Ok(SourceFile {
        path: file.display().to_string().replace('\\', "/"),
        text,
    })
}
