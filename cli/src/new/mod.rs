//! `sealspec new`: a crate for a vendor, to start from.

mod place;
mod template;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sealspec_codegen::Sources;

use crate::failure::{Exit, Failure};
use crate::output;
use template::{Dependencies, Template};

/// Arguments of `sealspec new`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealspec new acme                          makes ./acme-client
  sealspec new acme --path crates/acme       makes it there
  sealspec new acme --sealspec ../sealspec   builds on a checkout of sealspec")]
pub(crate) struct Args {
    /// Name of the vendor, in `snake_case`. The Rust module of its client is named so.
    vendor: String,
    /// The folder to make. It must not be there yet. Default: `<vendor>-client`
    #[arg(long, value_name = "FOLDER")]
    path: Option<PathBuf>,
    /// A checkout of sealspec from which the crate takes its dependencies, in place of those that are published.
    #[arg(long, value_name = "CHECKOUT")]
    sealspec: Option<PathBuf>,
}

/// Makes the crate: all of it or nothing.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let mut template = Template::new(&args.vendor);
    check_name(&template)?;
    let path = args
        .path
        .clone()
        .unwrap_or_else(|| PathBuf::from(&template.package));
    check_free(&path)?;
    let parent = make_parent(&path)?;
    if let Some(checkout) = &args.sealspec {
        template.dependencies = Dependencies::Checkout(checkout_from(checkout, &parent, &path)?);
    }
    let new = output::beside(&path);
    let made = write(&template, &new).and_then(|()| fs::rename(&new, &path));
    if let Err(error) = made {
        // What failed is told already, and nothing else can be done about the rest.
        let _ = fs::remove_dir_all(&new);
        return Err(cant_make(&path, &error));
    }
    output::print(next_steps(&template, &path))?;
    Ok(Exit::Fine)
}

/// Refuses what the spec language refuses: with a good name, the template's spec has no mistake.
fn check_name(template: &Template) -> Result<(), Failure> {
    let vendor = &template.vendor;
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    if vendor.is_empty() || !vendor.chars().all(is_word) {
        return Err(Failure::usage(
            format!("`{vendor}` can't be the name of a vendor: it becomes a Rust name as it is"),
            "use lower-case letters, digits and single underscores, a letter first, like `acme_pay`",
        ));
    }
    let sources = Sources::new(template.spec());
    let Err(mistakes) = sealspec_codegen::check(&sources) else {
        return Ok(());
    };
    Err(match mistakes.iter().next() {
        Some(mistake) => Failure::usage(
            &mistake.message,
            mistake.help.as_deref().unwrap_or("give another name"),
        ),
        None => Failure::no(mistakes.to_string()),
    })
}

fn check_free(path: &Path) -> Result<(), Failure> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(Failure::outside(
            format!("`{}` is there already", path.display()),
            "give another folder with `--path`",
        ));
    }
    if path.file_name().is_none() {
        return Err(Failure::usage(
            format!("`{}` doesn't end with a folder's name", path.display()),
            "give the folder that is to be made, like `--path crates/acme`",
        ));
    }
    Ok(())
}

/// The folder in which the crate's is made.
fn make_parent(path: &Path) -> Result<PathBuf, Failure> {
    let parent = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)
        .and_then(|()| fs::canonicalize(parent))
        .map_err(|error| cant_make(path, &error))
}

/// The checkout's path as the new crate sees it.
fn checkout_from(checkout: &Path, parent: &Path, path: &Path) -> Result<PathBuf, Failure> {
    let manifest = checkout.join("runtime/Cargo.toml");
    let (Ok(real), true) = (fs::canonicalize(checkout), manifest.is_file()) else {
        return Err(Failure::usage(
            format!(
                "`{}` is no checkout of sealspec: `{}` is missing",
                checkout.display(),
                manifest.display()
            ),
            "give the folder that holds sealspec's own `Cargo.toml`",
        ));
    };
    if checkout.is_absolute() {
        return Ok(checkout.to_owned());
    }
    let folder = parent.join(path.file_name().unwrap_or_default());
    Ok(place::relative(&folder, &real).unwrap_or(real))
}

fn write(template: &Template, folder: &Path) -> io::Result<()> {
    for (path, text) in template.files() {
        let path = folder.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}

fn cant_make(path: &Path, error: &io::Error) -> Failure {
    Failure::outside(
        format!("can't make `{}`: {error}", path.display()),
        "check that the folder above it may be written to, and that the disk has room",
    )
}

fn next_steps(template: &Template, path: &Path) -> String {
    let Template {
        vendor, package, ..
    } = template;
    let folder = path.display();
    let member = match place::workspace_around(path) {
        Some((manifest, member)) => format!(
            "It stands in a workspace: add \"{member}\" to `members` in {manifest}, unless a pattern there covers it.\n\n"
        ),
        None => String::new(),
    };
    let steps = [
        (
            format!("cd {folder} && cargo test"),
            "calls a mock of the vendor",
        ),
        (
            format!("edit spec/{vendor}/*.yaml"),
            "what the vendor's documentation says; the comments tell how",
        ),
        (
            "sealspec check".to_owned(),
            "all mistakes, with their remedies",
        ),
    ];
    let width = steps
        .iter()
        .map(|(step, _)| step.len())
        .max()
        .unwrap_or_default();
    let steps: String = steps
        .iter()
        .map(|(step, what)| format!("  {step:width$}  {what}\n"))
        .collect();
    format!(
        "Made the crate `{package}` in {folder}. What its spec says is invented: make it that of {vendor}.\n\n{member}Next:\n{steps}"
    )
}
