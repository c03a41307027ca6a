//! The examples in explanations, as specs.

use std::collections::BTreeMap;

use sealspec_codegen::Sources;

/// What an explanation shows to be wrong, and the same mended.
pub(super) struct Example {
    pub(super) wrong: Vec<Fragment>,
    pub(super) right: Vec<Fragment>,
}

/// Top-level keys of a file.
pub(super) struct Fragment {
    file: String,
    /// Whether the spec consists of such files and nothing else.
    whole: bool,
    text: String,
}

/// Each `## Wrong` of an explanation with the `## Right` behind it.
pub(super) fn examples(text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut wrong = None;
    for section in text.split("\n## ") {
        let (heading, content) = section.split_once('\n').unwrap_or_default();
        match (heading, wrong.take()) {
            ("Wrong", None) => wrong = Some(fragments(content)),
            ("Right", Some(wrong)) => examples.push(Example {
                wrong,
                right: fragments(content),
            }),
            (_, None) => {}
            (_, Some(_)) => panic!("`Wrong` without `Right` before `{heading}`"),
        }
    }
    assert!(wrong.is_none(), "`Wrong` without `Right` at the end");
    examples
}

/// The fenced blocks of a section, each behind the line that names its file: ``In `api.yaml`:``.
fn fragments(section: &str) -> Vec<Fragment> {
    let mut found = Vec::new();
    let mut file = None;
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line
            .strip_prefix("In `")
            .and_then(|rest| rest.strip_suffix("`:"))
        {
            file = Some(name.to_owned());
        } else if let Some(info) = line.strip_prefix("```yaml") {
            let code = lines.by_ref().take_while(|line| *line != "```");
            found.push(Fragment {
                file: file.take().expect("a line names the file of each block"),
                whole: info.trim() == "whole",
                text: code.map(|line| format!("{line}\n")).collect(),
            });
        }
    }
    found
}

/// The base spec in which the keys of fragments replace those of the same name, one step after the other.
pub(super) fn on_base(steps: &[&Vec<Fragment>]) -> Sources {
    let mut files = BTreeMap::from([
        ("api.yaml".to_owned(), chunks(include_str!("api.yaml"))),
        (
            "orders.yaml".to_owned(),
            chunks(include_str!("orders.yaml")),
        ),
    ]);
    for fragments in steps {
        if fragments.iter().any(|fragment| fragment.whole) {
            files.clear();
        }
        for fragment in *fragments {
            let file = files.entry(fragment.file.clone()).or_default();
            for (key, chunk) in chunks(&fragment.text) {
                match file.iter_mut().find(|(own, _)| *own == key) {
                    Some((_, own)) => *own = chunk,
                    None => file.push((key, chunk)),
                }
            }
        }
    }
    Sources::new(
        files
            .iter()
            .map(|(name, chunks)| {
                let text: String = chunks.iter().map(|(_, chunk)| chunk.as_str()).collect();
                (format!("spec/acme/{name}"), text)
            })
            .collect::<Vec<_>>()
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    )
}

/// A file by its top-level keys, as texts: what isn't YAML must stay what it is.
fn chunks(text: &str) -> Vec<(String, String)> {
    let mut chunks: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let begins =
            line.starts_with(|first: char| !first.is_whitespace() && !"#}]".contains(first));
        if begins || chunks.is_empty() {
            let key = line.split(':').next().unwrap_or_default();
            chunks.push((key.to_owned(), String::new()));
        }
        if let Some((_, chunk)) = chunks.last_mut() {
            chunk.push_str(line);
        }
    }
    chunks
}
