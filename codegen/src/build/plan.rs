//! What is to be written, decided without touching anything.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Diagnostics, Problems, Severity, counts};
use crate::emit::{GeneratedFile, Options, Vendor, emit, root};
use crate::model::Api;
use crate::source::{API_FILE, Sources};
use crate::yaml::{self, Kind};

/// What a build script is to do.
#[derive(Debug)]
pub(super) struct Plan {
    /// All files of all vendors, and the one that names their modules.
    pub(super) files: Vec<GeneratedFile>,
    /// A line for each vendor whose spec is warned of.
    pub(super) warnings: Vec<String>,
    /// For each vendor and file of it the number of the pages that it belongs to.
    pub(super) groups: Vec<Vec<usize>>,
}

/// Plans a run; otherwise tells what is wrong with every spec.
pub(super) fn plan(
    specs: &[Sources],
    options: &Options,
    feature_per_vendor: bool,
) -> Result<Plan, String> {
    let mut vendors = Vec::new();
    let mut files = Vec::new();
    let mut warnings = Vec::new();
    let mut groups = Vec::new();
    let mut problems = Vec::new();
    for sources in specs {
        let review = crate::review(sources);
        match review.api {
            Some(api) => {
                groups.push(groups_of(&api, sources));
                warnings.extend(warning(&review.diagnostics));
                let generated = emit(&api, options);
                let name = module_name(&generated);
                vendors.push(Vendor {
                    feature: feature_per_vendor.then(|| name.clone()),
                    name,
                });
                files.extend(generated);
            }
            None => problems.push(review.diagnostics.into_errors().to_string()),
        }
    }
    problems.extend(twice(&files));
    if !problems.is_empty() {
        return Err(problems.join("\n"));
    }
    files.push(root(&vendors));
    Ok(Plan {
        files,
        warnings,
        groups,
    })
}

fn groups_of(api: &Api, sources: &Sources) -> Vec<usize> {
    let pages = api.pages.iter().map(|page| (&page.file, page.group));
    let groups: HashMap<_, _> = pages.collect();
    let files = sources.files().iter();
    files
        .map(|file| groups.get(&file.path).copied().unwrap_or_default())
        .collect()
}

/// How many warnings there are, and how to see them: a build is no place to read them all.
fn warning(diagnostics: &Diagnostics) -> Option<String> {
    let count = diagnostics.count(Severity::Warning);
    let sources = diagnostics.sources();
    let api = sources.files().iter().find(|file| file.name() == API_FILE);
    let folder = api.and_then(|file| file.path.rsplit_once('/'));
    let folder = folder.map_or(".", |(folder, _)| folder);
    (count > 0).then(|| {
        format!(
            "{} in the spec of `{}`; `sealspec check {folder}` shows more",
            counts(0, count),
            sources.vendor()
        )
    })
}

/// Whether a vendor's feature is on. A spec that doesn't say its name is always wanted, so that this is told.
pub(super) fn is_wanted(sources: &Sources, has_feature: fn(&str) -> bool) -> bool {
    api_name(sources).is_none_or(|name| has_feature(&name))
}

/// What `api.yaml` says in `api:`, which the vendor's module is named.
fn api_name(sources: &Sources) -> Option<String> {
    let (index, file) = sources
        .files()
        .iter()
        .enumerate()
        .find(|(_, file)| file.name() == API_FILE)?;
    let root = yaml::parse(index, file, &Problems::new(sources))?;
    let Kind::Mapping(entries) = root.kind else {
        return None;
    };
    let (_, value) = entries.into_iter().find(|(key, _)| key.text == "api")?;
    match value.kind {
        Kind::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

/// The folder that all files of a vendor are in.
fn module_name(files: &[GeneratedFile]) -> String {
    let folder = files.first().and_then(|file| file.path.split_once('/'));
    folder
        .map(|(folder, _)| folder.to_owned())
        .unwrap_or_default()
}

/// Two specs that would write one file.
fn twice(files: &[GeneratedFile]) -> Option<String> {
    let mut counts = BTreeMap::<_, usize>::new();
    for file in files.iter().filter(|file| file.path.ends_with("/mod.rs")) {
        *counts.entry(&file.path).or_default() += 1;
    }
    let (path, _) = counts.into_iter().find(|(_, count)| *count > 1)?;
    let name = path.trim_end_matches("/mod.rs");
    Some(format!(
        "two specs say `api: {name}`, and each needs a module of its own: give one of them another name"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    /// A spec that is cut off before anything could be wrong with its pages.
    fn broken(vendor: &str) -> Sources {
        let path = format!("spec/{vendor}/api.yaml");
        Sources::new(vec![SourceFile {
            path,
            text: format!("sealspec: 1\nnonsense: true\napi: {vendor}\n"),
        }])
    }

    #[test]
    fn the_mistakes_of_every_spec_are_told() {
        let specs = [broken("acme"), broken("bolt")];
        let told = plan(&specs, &Options::default(), false).unwrap_err();
        assert!(
            told.contains("spec/acme/api.yaml:2") && told.contains("spec/bolt/api.yaml:2"),
            "{told}"
        );
    }

    #[test]
    fn warnings_are_counted_and_fail_nothing() {
        let text = "sealspec: 1\napi: acme\ntitle: Acme\nsource: https://acme.example\n\
            servers: {open: {production: https://acme.example}}\ncredentials: {key: {}}\n";
        let spec = Sources::new([("spec/acme/api.yaml", text)]);
        let plan = plan(&[spec], &Options::default(), false).unwrap();
        assert!(plan.files.iter().any(|file| file.path == "acme/mod.rs"));
        assert_eq!(
            plan.warnings,
            ["1 warning in the spec of `acme`; `sealspec check spec/acme` shows more"]
        );
    }

    #[test]
    fn a_vendors_feature_goes_by_its_spec_and_not_by_its_folder() {
        let named = |text: &str| Sources::new([("spec/2024-05/api.yaml", text)]);
        let is_acme: fn(&str) -> bool = |name| name == "acme";
        assert!(is_wanted(&named("sealspec: 1\napi: acme\n"), is_acme));
        assert!(!is_wanted(&named("sealspec: 1\napi: bolt\n"), is_acme));
        assert!(
            is_wanted(&named("api: ["), is_acme),
            "its mistakes are told"
        );
    }

    #[test]
    fn two_vendors_need_two_names() {
        let file = GeneratedFile {
            path: "acme/mod.rs".to_owned(),
            text: String::new(),
        };
        assert!(twice(&[file.clone(), file]).unwrap().contains("api: acme"));
    }
}
