//! Runs that follow edits give what a run from nothing gives, to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::*;
use crate::source::SourceFile;

/// A folder of a test's own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("sealspec-run-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn run(&self, sources: &Sources) -> Result<(Vec<String>, Extent), String> {
        run(vec![sources.clone()], &Options::default(), false, &self.0)
    }

    /// All files of Rust.
    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.strip_prefix(&self.0).unwrap().to_str().unwrap();
                    files.insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap());
                }
            }
        }
        files
    }

    /// Runs, and holds what comes of it against a run from nothing.
    fn follow(&self, sources: &Sources, what: &str) -> Option<Extent> {
        self.hold(sources, &from_nothing(sources), what)
    }

    fn hold(&self, sources: &Sources, expected: &Expected, what: &str) -> Option<Extent> {
        let before = self.files();
        let outcome = self.run(sources);
        match expected {
            Ok((files, warned)) => {
                let (warnings, extent) = outcome.unwrap();
                let written = self.files();
                let mut all = files.iter();
                let different = all.find(|(path, text)| written.get(*path) != Some(text));
                assert_eq!(different, None, "{what}: {extent:?}");
                assert_eq!(files.len(), written.len(), "{what}: {extent:?}");
                assert_eq!(warnings, *warned, "{what}: {extent:?}");
                Some(extent)
            }
            Err(mistakes) => {
                assert_eq!(outcome.as_ref(), Err(mistakes), "{what}");
                assert_eq!(self.files(), before, "{what}");
                None
            }
        }
    }
}

/// The files and the warnings, or the mistakes.
type Expected = Result<(BTreeMap<String, String>, Vec<String>), String>;

fn from_nothing(sources: &Sources) -> Expected {
    let plan = plan(std::slice::from_ref(sources), &Options::default(), false)?;
    let files = plan.files.into_iter().map(|file| (file.path, file.text));
    Ok((files.collect(), plan.warnings))
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }
}

/// The spec in a folder, with an overlay where what it leaves open is supplied by one.
fn read(folder: &str) -> Sources {
    let sources = Sources::read(folder.as_ref(), folder).unwrap();
    let overlay = format!("../tests/specs/overlays/{}.yaml", sources.vendor());
    match fs::read_to_string(&overlay) {
        Ok(text) => sources.overlay((&*overlay, &*text)),
        Err(_) => sources,
    }
}

/// The same with another text of one file.
fn with(sources: &Sources, file: usize, text: String) -> Sources {
    let mut files = sources.files().to_vec();
    files[file].text = text;
    Sources::of(sources.vendor().to_owned(), files)
}

/// Where something could be edited: the lines that a test says yes to.
fn line(text: &str, numbers: &mut Numbers, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let lines: Vec<usize> = (text.lines().enumerate())
        .filter(|(_, line)| fits(line))
        .map(|(index, _)| index)
        .collect();
    lines.get(numbers.below(lines.len())).copied()
}

/// The text with a line replaced by what becomes of it.
fn replaced(text: &str, at: usize, replace: impl Fn(&str) -> String) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(index, line)| {
        let line = if index == at {
            replace(line)
        } else {
            line.to_owned()
        };
        line + "\n"
    });
    lines.collect()
}

const EDITS: [&str; 8] = [
    "a doc is changed",
    "a field is added",
    "a field is added to a reply",
    "an operation is renamed",
    "an operation is added",
    "a line is lost",
    "a line is there twice",
    "a word is misspelt",
];

/// An edit as people make them; `None` where the page has no place for it.
fn edited(text: &str, edit: &str, numbers: &mut Numbers) -> Option<String> {
    let is_key =
        |line: &str| line.starts_with("  ") && !line.starts_with("   ") && line.ends_with(':');
    let operations = text.find("\noperations:\n").unwrap_or(text.len());
    let operations = text[..operations].lines().count();
    let add_field = |key: &str, numbers: &mut Numbers| {
        let at = line(text, numbers, |line| {
            line.trim_end() == format!("    {key}:")
        })?;
        Some(replaced(text, at, |line| {
            format!("{line}\n      added_here: {{type: string, optional: true, doc: Added.}}")
        }))
    };
    match edit {
        "a doc is changed" => {
            let at = line(text, numbers, |line| line.contains("en: "))?;
            Some(replaced(text, at, |line| {
                line.replacen("en: ", "en: Now ", 1)
            }))
        }
        "a field is added" => add_field("request", numbers),
        "a field is added to a reply" => add_field("response", numbers),
        "an operation is renamed" => {
            let behind: String = text
                .lines()
                .skip(operations)
                .map(|line| line.to_owned() + "\n")
                .collect();
            let at = operations + line(&behind, numbers, is_key)?;
            Some(replaced(text, at, |line| line.replace(':', "_again:")))
        }
        "an operation is added" => {
            let profile = text
                .lines()
                .find(|line| line.starts_with("    profile: "))?;
            text.contains("\noperations:\n").then(|| {
                text.replace("\noperations:\n", &format!("\noperations:\n  added_here:\n    doc: Added.\n    post: /added/here\n{profile}\n"))
            })
        }
        "a line is lost" => {
            let at = line(text, numbers, |line| !line.is_empty())?;
            let lines = text.lines().enumerate().filter(|(index, _)| *index != at);
            Some(lines.map(|(_, line)| line.to_owned() + "\n").collect())
        }
        "a line is there twice" => {
            let at = line(text, numbers, |line| !line.is_empty())?;
            Some(replaced(text, at, |line| format!("{line}\n{line}")))
        }
        _ => {
            let at = line(text, numbers, |line| line.contains('o'))?;
            Some(replaced(text, at, |line| line.replacen('o', "oo", 1)))
        }
    }
}

#[test]
fn edits_of_vendors_are_followed() {
    let folders = fs::read_dir("../spec").unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    let folders: Vec<PathBuf> = folders
        .filter(|own| own.join("api.yaml").is_file())
        .collect();
    assert!(!folders.is_empty());
    std::thread::scope(|scope| {
        for folder in &folders {
            scope.spawn(|| follow_edits(folder.to_str().unwrap()));
        }
    });
}

#[test]
fn edits_of_the_testbed_are_followed() {
    follow_edits("../tests/specs/testbed");
}

/// Edits each file of a spec in turn; some of that must have been done by one page alone.
fn follow_edits(spec: &str) {
    let sources = read(spec);
    let folder = Folder::new(sources.vendor());
    let whole = from_nothing(&sources);
    let extent = folder.hold(&sources, &whole, "from nothing");
    assert_eq!(extent, Some(Extent::Everything));
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut pages = 0;
    for (file, own) in sources.files().iter().enumerate() {
        for edit in EDITS {
            let Some(text) = edited(&own.text, edit, &mut numbers) else {
                continue;
            };
            let what = format!("{}: {edit}", own.path);
            let extent = folder.follow(&with(&sources, file, text), &what);
            pages += usize::from(extent == Some(Extent::OnePage));
        }
        let what = format!("{} as it was", own.path);
        folder.hold(&sources, &whole, &what);
        let extent = folder.hold(&sources, &whole, &what);
        assert_eq!(extent, Some(Extent::Nothing), "{what}");
    }
    assert!(pages >= 5, "{spec}: {pages}");
}

fn small() -> Sources {
    let api = "sealspec: 1\napi: acme\ntitle: Acme\nsource: https://acme.example\n\
        servers: {open: {production: https://acme.example}}\ncredentials: {key: {doc: Key.}}\n\
        profiles: {plain: {common: {key: \"{key}\"}}}\n";
    let page = |name: &str| {
        format!(
            "title: {name}\nsource: https://acme.example/{name}\noperations:\n  find_{name}:\n    doc: Finds.\n    \
             post: /{name}\n    profile: plain\n    request:\n      number: {{type: string, doc: Which.}}\n"
        )
    };
    let file = |path: &str, text: String| SourceFile {
        path: path.to_owned(),
        text,
    };
    Sources::new([
        file("spec/acme/api.yaml", api.to_owned()),
        file("spec/acme/first.yaml", page("first")),
        file("spec/acme/second.yaml", page("second")),
    ])
}

#[test]
fn one_page_is_written_where_one_was_edited() {
    let folder = Folder::new("one-page");
    let sources = small();
    assert_eq!(folder.follow(&sources, "cold"), Some(Extent::Everything));
    let written = |path: &str| {
        fs::metadata(folder.0.join(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    let paths: Vec<String> = folder.files().into_keys().collect();
    let before: Vec<_> = paths.iter().map(|path| written(path)).collect();
    let text = sources.files()[1].text.replace("number:", "order_number:");
    assert_eq!(
        folder.follow(&with(&sources, 1, text), "edited"),
        Some(Extent::OnePage)
    );
    let changed: Vec<&String> = (paths.iter().zip(before))
        .filter(|(path, before)| written(path) != *before)
        .map(|(path, _)| path)
        .collect();
    assert_eq!(changed, ["acme/first.rs"]);
}

#[test]
fn nothing_is_believed_of_a_cache_that_is_not_whole() {
    let folder = Folder::new("cache");
    let sources = small();
    folder.follow(&sources, "cold");
    let cache = folder.0.join("sealspec.cache");
    let whole = fs::read(&cache).unwrap();
    for length in (0..whole.len()).step_by(97) {
        fs::write(&cache, &whole[..length]).unwrap();
        assert_eq!(
            folder.follow(&sources, "cut off"),
            Some(Extent::Everything),
            "{length}"
        );
    }
    assert_eq!(fs::read(&cache).unwrap(), whole);
    assert_eq!(folder.follow(&sources, "whole"), Some(Extent::Nothing));

    fs::write(folder.0.join("acme/mod.rs"), "// Not ours.").unwrap();
    assert_eq!(folder.follow(&sources, "edited"), Some(Extent::Everything));
    fs::remove_file(folder.0.join("acme/second.rs")).unwrap();
    assert_eq!(folder.follow(&sources, "removed"), Some(Extent::Everything));

    let serde = Options { serde: true };
    let (_, extent) = run(vec![sources.clone()], &serde, false, &folder.0).unwrap();
    assert_eq!(extent, Extent::Everything, "other options");
    assert_eq!(
        folder.follow(&sources, "and back"),
        Some(Extent::Everything)
    );
}
