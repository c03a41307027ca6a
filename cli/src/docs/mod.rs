//! `sealspec docs`: a reference of a vendor's API, for people.

mod envelopes;
mod fields;
mod html;
mod operations;
mod overview;
mod reference;
mod sample;
mod signing;

use std::path::PathBuf;

use sealspec_codegen::model::Api;

use crate::failure::{Exit, Failure};
use crate::output;
use crate::prose::{Language, markdown};
use crate::vendor::VendorArgs;

/// Arguments of `sealspec docs`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealspec docs acme -o acme.md                          one page of Markdown
  sealspec docs acme --format html --lang both -o docs   two pages for a browser")]
pub(crate) struct Args {
    #[command(flatten)]
    vendor: VendorArgs,
    /// The language; the vendor's own words stand where there are no others. `both` writes two files into a folder.
    #[arg(long, value_enum, default_value_t = Languages::En)]
    lang: Languages,
    /// Markdown, or one HTML page that needs nothing else.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// Write to this file, or into this folder: as `VENDOR.en.md` and the like.
    #[arg(long, short, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Languages {
    /// English
    En,
    /// Chinese
    Zh,
    /// Each in a file of its own
    Both,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a repository or a wiki
    Markdown,
    /// For a browser, on paper or on a phone
    Html,
}

/// Writes the reference.
pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let api = args.vendor.api()?;
    let languages: &[Language] = match args.lang {
        Languages::En => &[Language::En],
        Languages::Zh => &[Language::Zh],
        Languages::Both => &[Language::En, Language::Zh],
    };
    match (&args.output, languages) {
        (None, [language]) => output::document(&render(&api, *language, args.format))?,
        (None, _) => {
            return Err(Failure::usage(
                "two languages don't go to standard output",
                "give a folder for the two files: `--output docs`",
            ));
        }
        (Some(file), [language]) if !file.is_dir() => {
            output::save(file, &render(&api, *language, args.format))?;
        }
        (Some(folder), _) => {
            for language in languages {
                let file = folder.join(file_name(&api, *language, args.format));
                output::save(&file, &render(&api, *language, args.format))?;
                output::print(format!("{}\n", file.display()))?;
            }
        }
    }
    Ok(Exit::Fine)
}

fn file_name(api: &Api, language: Language, format: Format) -> String {
    let language = language.pick("en", "zh");
    let extension = match format {
        Format::Markdown => "md",
        Format::Html => "html",
    };
    format!("{}.{language}.{extension}", api.name)
}

fn render(api: &Api, language: Language, format: Format) -> String {
    let blocks = reference::write(api, language);
    match format {
        Format::Markdown => markdown::render(&blocks),
        Format::Html => html::render(&blocks, language),
    }
}
