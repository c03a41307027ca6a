use super::{Spec, api, page, seal};
use crate::diagnostic::{Code, Diagnostic, Problems, Span, nearest};
use crate::source::{API_FILE, SourceFile};
use crate::yaml;

/// Reads all files. `None`: one of them is not YAML or `api.yaml` is missing, so that nothing more can be said.
pub(crate) fn read(problems: &Problems<'_>) -> Option<Spec> {
    let files = problems.sources.files();
    let trees: Vec<_> = files
        .iter()
        .enumerate()
        .map(|(index, file)| yaml::parse(index, file, problems))
        .collect();
    if !files.iter().any(|file| file.name() == API_FILE) {
        no_api_file(problems);
        return None;
    }
    let trees: Vec<yaml::Node> = trees.into_iter().collect::<Option<_>>()?;

    let before = problems.count();
    let mut apis = Vec::new();
    let mut pages = Vec::new();
    let mut overlays = Vec::new();
    // In operations and callbacks, on which nothing leans.
    let mut apart = 0;
    for (index, (file, tree)) in files.iter().zip(&trees).enumerate() {
        if file.name() == API_FILE {
            apis.push(api::read(index, tree, problems));
        } else if seal::is_overlay(tree) {
            overlays.push(seal::overlay(tree, problems));
        } else {
            let (page, mistakes) = page::read(index, file, tree, problems);
            pages.push(page);
            apart += mistakes;
        }
    }
    let sound = problems.count() == before + apart;
    Some(Spec {
        api: apis.into_iter().next()?,
        pages,
        overlays,
        sound,
    })
}

fn no_api_file(problems: &Problems<'_>) {
    let names: Vec<&str> = problems
        .sources
        .files()
        .iter()
        .map(SourceFile::name)
        .collect();
    let start = Span {
        file: 0,
        start: 0,
        end: 0,
    };
    let help = match nearest(API_FILE, names) {
        Some(near) => format!("rename `{near}` to `{API_FILE}`"),
        None => format!(
            "add `{API_FILE}` with `sealspec: 1`, `api:`, `title:`, `source:`, `servers:` and `profiles:`"
        ),
    };
    let message = format!("the spec has no file `{API_FILE}`, which describes the API as a whole");
    problems.report(Diagnostic::new(Code::Files, start, message).help(help));
}
