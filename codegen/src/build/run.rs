//! A run: as little as there is to do since the last one.

use std::env;
use std::path::Path;

use super::cache::{self, Cache, Stamp, Vendor};
use super::edit::Edit;
use super::output;
use super::plan::plan;
use crate::emit::Options;
use crate::source::Sources;

/// How much a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Nothing,
    OnePage,
    Everything,
}

/// Brings a folder to hold what is generated from these vendors; gives what is to be warned of.
pub(super) fn run(
    vendors: Vec<Sources>,
    options: &Options,
    feature_per_vendor: bool,
    output: &Path,
) -> Result<(Vec<String>, Extent), String> {
    let maker = maker(options, feature_per_vendor);
    if let Some(last) = maker
        .as_deref()
        .and_then(|maker| Cache::read(output, maker))
    {
        match Edit::since(&last, &vendors, options, output) {
            Some(Edit::Nothing) => return Ok((last.warnings, Extent::Nothing)),
            Some(Edit::Page(file)) => {
                Cache::remove(output)?;
                output::update(&output.join(&file.path), &file.text)?;
                let now = last.after(vendors, &file.path, output);
                now.write(output)?;
                return Ok((now.warnings, Extent::OnePage));
            }
            None => {}
        }
    }
    let plan = plan(&vendors, options, feature_per_vendor)?;
    Cache::remove(output)?;
    output::write(output, &plan.files)?;
    if let Some(maker) = maker {
        let vendors = vendors.into_iter().zip(plan.groups);
        let vendors = vendors.map(|(sources, groups)| Vendor { sources, groups });
        let files = plan.files.iter();
        let now = Cache {
            maker,
            vendors: vendors.collect(),
            warnings: plan.warnings.clone(),
            files: files.map(|file| Stamp::of(output, &file.path)).collect(),
        };
        now.write(output)?;
    }
    Ok((plan.warnings, Extent::Everything))
}

/// Who generates: another build of the build script, or other options, may give something else. `None`: it can't be told.
fn maker(options: &Options, feature_per_vendor: bool) -> Option<String> {
    let program = cache::state(&env::current_exe().ok()?)?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!(
        "{version} {program} {options:?} {feature_per_vendor}"
    ))
}

#[cfg(test)]
mod tests;
