//! Mistakes in specs: each case is rendered and compared with the file beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sealspec_codegen::{Code, Severity, SourceFile, Sources, Style, check, review};

use crate::support::golden;

const ERRORS: &str = "it/diagnostics/fail";
const WARNINGS: &str = "it/diagnostics/warn";

#[test]
fn every_mistake_is_told_with_its_place_and_remedy() {
    let mut differences = String::new();
    for (case, severity) in cases() {
        let name = case.file_stem().unwrap().to_str().unwrap().to_owned();
        let review = review(&sources(&fs::read_to_string(&case).unwrap()));
        let diagnostics = review.diagnostics;
        assert_eq!(
            review.api.is_none(),
            severity == Severity::Error,
            "{name}: {diagnostics}"
        );
        assert!(diagnostics.count(severity) > 0, "{name}: found nothing");
        let diagnostics = match check(&sources(&fs::read_to_string(&case).unwrap())) {
            Err(errors) => errors,
            Ok(_) => diagnostics,
        };
        assert!(
            diagnostics
                .iter()
                .all(|diagnostic| diagnostic.help.is_some()),
            "{name}: a mistake without remedy"
        );
        if let Err(difference) = golden::compare(
            &case.with_extension("stderr"),
            &diagnostics.render(Style::Plain),
        ) {
            differences.push_str(&difference);
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn every_code_has_a_case() {
    let mut missing: Vec<Code> = Code::ALL.to_vec();
    for (case, _) in cases() {
        let found = review(&sources(&fs::read_to_string(&case).unwrap())).diagnostics;
        missing.retain(|code| !found.iter().any(|diagnostic| diagnostic.code == *code));
    }
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn bombs_are_refused_quickly() {
    let laughs: String = (1..40)
        .map(|n| {
            format!(
                "l{n}: &l{n} [*l{0}, *l{0}, *l{0}, *l{0}, *l{0}, *l{0}]\n",
                n - 1
            )
        })
        .collect();
    let bombs = [
        ("aliases", format!("l0: &l0 ha\n{laughs}")),
        ("depth in flow", "[".repeat(500_000)),
        (
            "depth in block",
            (0..1000)
                .map(|depth| format!("{}a:\n", " ".repeat(depth)))
                .collect(),
        ),
        ("mappings in mappings", "{a: ".repeat(200_000)),
        ("size", "a: b\n".repeat(1 << 20)),
        ("nodes", format!("[{}]", "a,".repeat(400_000))),
        ("keys", (0..90_000).map(|n| format!("k{n}: v\n")).collect()),
        (
            "mistakes",
            (0..20_000).map(|n| format!("k{n}: v\nk{n}: w\n")).collect(),
        ),
        ("one long line", format!("a: {}", "测".repeat(300_000))),
        (
            "one long unclosed quote",
            format!("a: \"{}", "x ".repeat(400_000)),
        ),
        ("question marks", "? ".repeat(300_000)),
    ];
    for (name, bomb) in bombs {
        let begun = Instant::now();
        let diagnostics = check(&sources(&bomb)).unwrap_err();
        assert!(!diagnostics.render(Style::Plain).is_empty());
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{name} took {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn a_broken_spec_never_panics() {
    let mut random = Random(0x5EA1);
    for vendor in vendors() {
        let whole = Sources::read(&vendor, "spec/vendor").unwrap();
        for (index, file) in whole.files().iter().enumerate() {
            for step in 0..40 {
                let cut = floor(&file.text, file.text.len() * step / 40);
                look(&whole, index, file.text[..cut].to_owned());
                look(&whole, index, random.mutate(&file.text));
            }
        }
    }
}

#[test]
fn nothing_is_to_be_said_about_our_own_specs() {
    let invented = ["testbed", "edge_cases", "strongbox"];
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let invented = invented.map(|name| tests.join(name));
    for vendor in vendors().into_iter().chain(invented) {
        let name = vendor.display().to_string();
        let found = review(&Sources::read(&vendor, &name).unwrap()).diagnostics;
        assert_eq!(found.iter().count(), 0, "{found}");
    }
}

/// Checks a spec one file of which is replaced; nothing but a panic is a fault.
fn look(whole: &Sources, index: usize, text: String) {
    let mut files = whole.files().to_vec();
    files[index].text = text;
    if let Err(diagnostics) = check(&Sources::new(files)) {
        assert!(!diagnostics.render(Style::Plain).is_empty());
    }
}

/// The cases, and what the gravest thing in each is.
pub(crate) fn cases() -> Vec<(PathBuf, Severity)> {
    let folders = [(ERRORS, Severity::Error), (WARNINGS, Severity::Warning)];
    let within = |(folder, severity)| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = fs::read_dir(folder).unwrap();
        let paths = files.map(|entry| entry.unwrap().path());
        paths.map(move |path| (path, severity)).collect::<Vec<_>>()
    };
    let mut cases: Vec<_> = folders.into_iter().flat_map(within).collect();
    cases.retain(|(path, _)| path.extension().is_some_and(|own| own == "case"));
    cases.sort();
    cases
}

fn vendors() -> Vec<PathBuf> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut vendors: Vec<PathBuf> = fs::read_dir(specs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    vendors.retain(|folder| folder.join("api.yaml").exists());
    vendors.sort();
    vendors
}

/// The files of a case, split at lines like `--- orders.yaml`; all of it is `api.yaml` where it has none.
pub(crate) fn sources(case: &str) -> Sources {
    let mut files: Vec<SourceFile> = Vec::new();
    for line in case.split_inclusive('\n') {
        let name = line
            .strip_prefix("--- ")
            .map(str::trim)
            .filter(|name| name.ends_with(".yaml"));
        if let Some(name) = name.or(files.is_empty().then_some("api.yaml")) {
            files.push(SourceFile {
                path: format!("spec/acme/{name}"),
                text: String::new(),
            });
        }
        if name.is_none() {
            files.last_mut().unwrap().text.push_str(line);
        }
    }
    Sources::new(files)
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A few random bytes, the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    /// The text with one to eight bytes overwritten, and what is no longer UTF-8 replaced.
    fn mutate(&mut self, text: &str) -> String {
        const BYTES: &[u8] = b"{}[]:,#&*!|>'\"%@`~- \n\t0aZ\\<.\xE6\x00";
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len());
            bytes[at] = BYTES[self.below(BYTES.len())];
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
