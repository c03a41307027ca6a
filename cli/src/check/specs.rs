//! Which specs are meant.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sealspec_codegen::Sources;

use super::Args;
use crate::failure::Failure;
use crate::vendor;

/// Where specs are by custom.
pub(super) const DEFAULT: &str = "spec";

/// Reads all of them.
pub(super) fn read(args: &Args) -> Result<Vec<Sources>, Failure> {
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut specs = Vec::new();
    for path in &args.paths {
        let Some(found) = found(&relative(path))? else {
            specs.push(named(path)?);
            continue;
        };
        for folder in found {
            if !folders.contains(&folder) {
                specs.push(vendor::read(&folder)?);
                folders.push(folder);
            }
        }
    }
    with_overlays(specs, &args.overlay)
}

/// The folders of vendors that a path leads to; `None`: it leads nowhere.
fn found(path: &Path) -> Result<Option<Vec<PathBuf>>, Failure> {
    if path.is_file() {
        if !has_extension(path, "yaml") {
            return Err(Failure::usage(
                format!(
                    "`{}` is no file of a spec: those end in `.yaml`",
                    path.display()
                ),
                "give a vendor's folder, or a `*.yaml` file in it",
            ));
        }
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        return Ok(Some(vec![folder.unwrap_or(Path::new(".")).to_owned()]));
    }
    if !path.is_dir() {
        return Ok(None);
    }
    let inside = inside(path).map_err(|error| {
        let message = format!("can't read the folder `{}`: {error}", path.display());
        Failure::outside(message, "check its permissions")
    })?;
    let stray = inside.iter().find(|path| has_extension(path, "yaml"));
    let mut vendors = inside.clone();
    vendors.retain(|folder| folder.join("api.yaml").is_file());
    match stray {
        None => {}
        // A vendor's folder that lacks `api.yaml` is one all the same, and told so.
        Some(_) if vendors.is_empty() || path.join("api.yaml").is_file() => {
            return Ok(Some(vec![path.to_owned()]));
        }
        Some(stray) => {
            return Err(Failure::usage(
                format!("`{}` belongs to no vendor", stray.display()),
                "move it into a vendor's folder, or away; or name the folders to check",
            ));
        }
    }
    if vendors.is_empty() {
        return Err(Failure::usage(
            format!("there is no spec in `{}`", path.display()),
            "give a vendor's folder, which holds `api.yaml`, or a folder of such folders",
        ));
    }
    Ok(Some(vendors))
}

/// What a folder holds, sorted.
fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|own| own == extension)
}

/// The spec of this name, where there is no such path.
fn named(path: &Path) -> Result<Sources, Failure> {
    if path == Path::new(DEFAULT) {
        return Err(Failure::usage(
            "there is no folder `spec` here",
            "run this where it is, or give the path of a spec's folder; `sealspec new acme` begins a spec",
        ));
    }
    vendor::find(&path.display().to_string())
}

/// An overlay belongs to one vendor.
fn with_overlays(specs: Vec<Sources>, overlays: &[PathBuf]) -> Result<Vec<Sources>, Failure> {
    if overlays.is_empty() {
        return Ok(specs);
    }
    let count = specs.len();
    let mut specs = specs.into_iter();
    match (specs.next(), specs.next()) {
        (Some(only), None) => {
            let with =
                |sources: Sources, file: &PathBuf| Ok(sources.overlay(vendor::read_overlay(file)?));
            Ok(vec![overlays.iter().try_fold(only, with)?])
        }
        _ => Err(Failure::usage(
            format!("an overlay belongs to one vendor, and these are {count}"),
            "give the folder of that vendor alone",
        )),
    }
}

/// As seen from here, so that what is printed doesn't tell where the checkout lies.
fn relative(path: &Path) -> PathBuf {
    let here = env::current_dir().ok();
    let inside = here.and_then(|here| path.strip_prefix(here).ok());
    match inside {
        Some(inside) if inside == Path::new("") => PathBuf::from("."),
        Some(inside) => inside.to_owned(),
        None => path.to_owned(),
    }
}
