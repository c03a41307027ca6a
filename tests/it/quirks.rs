//! `docs/quirks.md` says of every recorded quirk of the vendors what expresses or tolerates it, and by what that is held. This
//! holds the document against the tests and the specs that it names.

use std::fs;

use crate::support::cargo::workspace;

const DOCUMENT: &str = "docs/quirks.md";
const QUIRKS: usize = 230;
const NOT_COVERED: &str = "Not covered: ";

/// A quirk's row in the document.
struct Row<'a> {
    line: usize,
    number: usize,
    covered: bool,
    /// What its last cell has in code spans.
    held_by: Vec<&'a str>,
}

#[test]
fn every_quirk_is_held_by_what_its_row_names() {
    let document = read(DOCUMENT).expect("the document can be read");
    let mut wrong = misnumbered(&document);
    for row in rows(&document) {
        let place = format!("{DOCUMENT}:{}: quirk {}", row.line, row.number);
        wrong.extend(mistakes(&row).map(|mistake| format!("{place}: {mistake}")));
    }
    let counts = counts(&document);
    if !document.contains(&counts) {
        wrong.push(format!(
            "{DOCUMENT}: the rows have other counts than the text above them: write \"{counts}\""
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the check says of rows that hold nothing, hold too much or name what isn't there.
#[test]
fn a_row_that_is_wrong_is_told_what_to_mend() {
    let told = |meaning: &str, held_by: &str| {
        let row = format!("| 1 | It is odd. | {meaning} | {held_by} |");
        let row = rows(&row).next().expect("it is a row");
        mistakes(&row).collect::<Vec<_>>().join("; ")
    };
    let this = "`tests/it/quirks.rs::a_row_that_is_wrong_is_told_what_to_mend`";
    let spec = "`tests/specs/testbed/api.yaml::servers.";
    assert_eq!(told("Told.", this), "");
    assert_eq!(
        told("Not covered: why.", "—"),
        "",
        "nothing holds it, as the row says"
    );
    for (meaning, held_by, mistake) in [
        ("Told.", "—", "nothing holds it"),
        ("Not covered: why.", this, "isn't covered"),
        (
            "Told.",
            "`tests/it/quirks.rs::told`",
            "has no test of that name",
        ),
        ("Told.", "`tests/it/none.rs::a`", "there is no such file"),
        ("Told.", &format!("{spec}none` `https`"), "has no such node"),
        (
            "Told.",
            "`tests/specs/testbed/api.yaml::servers`",
            "name words",
        ),
        (
            "Told.",
            "`tests/specs/testbed/api.yaml::servers` `no such`",
            "doesn't say `no such`",
        ),
        ("Told.", "`servers`", "stand behind a node"),
    ] {
        let told = told(meaning, held_by);
        assert!(told.contains(mistake), "{held_by}: {told}");
    }
    assert_eq!(
        misnumbered("| 2 | A | B | C |\n| 2 | A | B | C |").len(),
        QUIRKS
    );
    let yaml = "a:\n  # b: 1\n  b: {c: 1}\n  d:\n    >-\n    one\n    two\n  \"e\": 3\nd: 4\n";
    assert_eq!(node(yaml, "a.b").as_deref(), Some("{c: 1}"));
    assert_eq!(node(yaml, "a.d").as_deref(), Some(">- one two"));
    assert_eq!(node(yaml, "a.e").as_deref(), Some("3"));
    assert_eq!(node(yaml, "a.c"), None);
}

/// Reads a file of the workspace, with line feeds alone.
fn read(path: &str) -> Option<String> {
    let text = fs::read_to_string(workspace().join(path)).ok()?;
    Some(text.replace("\r\n", "\n"))
}

/// The rows that begin with a number.
fn rows(document: &str) -> impl Iterator<Item = Row<'_>> {
    document.lines().enumerate().filter_map(|(index, line)| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let ["", number, _, meaning, held_by, ""] = cells[..] else {
            return None;
        };
        Some(Row {
            line: index + 1,
            number: number.parse().ok()?,
            covered: !meaning.starts_with(NOT_COVERED),
            held_by: held_by.split('`').skip(1).step_by(2).collect(),
        })
    })
}

/// The quirks that have no row, or more than one.
fn misnumbered(document: &str) -> Vec<String> {
    let numbers: Vec<_> = rows(document).map(|row| row.number).collect();
    let known = (1..=QUIRKS).filter_map(|number| {
        match numbers.iter().filter(|other| **other == number).count() {
            0 => Some(format!(
                "{DOCUMENT}: quirk {number} has no row of four cells"
            )),
            1 => None,
            count => Some(format!("{DOCUMENT}: quirk {number} has {count} rows")),
        }
    });
    let odd = numbers
        .iter()
        .filter(|number| !(1..=QUIRKS).contains(*number))
        .map(|number| format!("{DOCUMENT}: there is no quirk {number}"));
    known.chain(odd).collect()
}

/// How many rows are held in which way, in the document's words.
fn counts(document: &str) -> String {
    let is_test = |name: &&str| name.contains(".rs::");
    let (mut tested, mut told, mut open) = (0, 0, 0);
    for row in rows(document) {
        match row.covered {
            false => open += 1,
            true if row.held_by.iter().any(is_test) => tested += 1,
            true => told += 1,
        }
    }
    format!(
        "{tested} are held by tests, {told} by the words of a spec alone, and {open} aren't covered."
    )
}

/// What is wrong with what a row is held by.
fn mistakes<'a>(row: &'a Row<'_>) -> impl Iterator<Item = String> + 'a {
    let none = match (row.covered, row.held_by.is_empty()) {
        (true, true) => Some(format!(
            "nothing holds it: name a test or a node of a spec, or begin with \"{NOT_COVERED}\""
        )),
        (false, false) => Some("it isn't covered, yet something holds it".to_owned()),
        _ => None,
    };
    let named = (0..row.held_by.len()).filter_map(|index| {
        let name = row.held_by[index];
        match name.split_once("::") {
            Some((file, test)) if file.ends_with(".rs") => wrong_test(file, test),
            Some((file, path)) if file.ends_with(".yaml") => {
                wrong_node(file, path, words_behind(&row.held_by[index + 1..]))
            }
            _ if row.held_by[..index]
                .iter()
                .rfind(|before| before.contains("::"))
                .is_some_and(|before| is_node(before)) =>
            {
                None
            }
            _ => Some(format!(
                "the words `{name}` must stand behind a node of a spec"
            )),
        }
    });
    none.into_iter().chain(named)
}

fn is_node(name: &str) -> bool {
    name.contains(".yaml::")
}

/// The words up to the next node or test.
fn words_behind<'a>(names: &'a [&'a str]) -> &'a [&'a str] {
    let end = names.iter().position(|name| name.contains("::"));
    &names[..end.unwrap_or(names.len())]
}

fn wrong_test(file: &str, test: &str) -> Option<String> {
    let Some(source) = read(file) else {
        return Some(format!(
            "there is no such file as `{file}`: name where `{test}` is now"
        ));
    };
    let lines: Vec<_> = source.lines().map(str::trim).collect();
    let is_attribute = |line: &&&str| line.starts_with("#[");
    let found = lines.iter().enumerate().any(|(index, line)| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        let rest = line
            .strip_prefix("fn ")
            .and_then(|name| name.strip_prefix(test));
        rest.is_some_and(|rest| rest.starts_with('('))
            && lines[..index]
                .iter()
                .rev()
                .take_while(is_attribute)
                .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    });
    (!found).then(|| {
        format!(
            "`{file}` has no test of that name: `{test}`; name the test that holds the quirk now"
        )
    })
}

fn wrong_node(file: &str, path: &str, words: &[&str]) -> Option<String> {
    let Some(yaml) = read(file) else {
        return Some(format!(
            "there is no such file as `{file}`: name where `{path}` is now"
        ));
    };
    let Some(text) = node(&yaml, path) else {
        return Some(format!(
            "`{file}` has no such node as `{path}`: name where the quirk is told now"
        ));
    };
    if words.is_empty() {
        return Some(format!(
            "name words of `{path}` behind it, each as a code span"
        ));
    }
    let missing: Vec<_> = words
        .iter()
        .filter(|words| !text.contains(**words))
        .map(|words| format!("`{words}`"))
        .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "`{path}` of `{file}` doesn't say {}: name words that it says of the quirk, or another node",
            missing.join(", ")
        )
    })
}

/// The text of a node that is reached by block mappings, with its line breaks as spaces.
fn node(yaml: &str, path: &str) -> Option<String> {
    let mut lines: Vec<&str> = std::iter::once("").chain(yaml.lines()).collect();
    for key in path.split('.') {
        lines = child(&lines, key)?;
    }
    let words: Vec<_> = lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect();
    Some(words.join(" "))
}

/// A member of a mapping: what stands behind its key, and the lines below it. The mapping is given in the same way.
fn child<'a>(mapping: &[&'a str], key: &str) -> Option<Vec<&'a str>> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let below = mapping.get(1..)?;
    let is_content = |line: &&&str| !line.trim().is_empty() && !line.trim().starts_with('#');
    let members = depth(below.iter().find(is_content)?);
    let (start, rest) = below.iter().enumerate().find_map(|(index, line)| {
        let (name, rest) = line.trim().split_once(':')?;
        let found = depth(line) == members && name.trim_matches('"') == key;
        found.then_some((index, rest))
    })?;
    let end = below[start + 1..]
        .iter()
        .position(|line| !line.trim().is_empty() && depth(line) <= members)
        .map_or(below.len(), |length| start + 1 + length);
    Some(
        std::iter::once(rest)
            .chain(below[start + 1..end].iter().copied())
            .collect(),
    )
}
