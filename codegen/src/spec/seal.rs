//! How payloads are sealed, and what users add to it where the vendor's page is silent.

use super::{Name, about};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Text};
use crate::yaml::{Cursor, Key, Kind, Node, text};

/// Named lines that lead from a payload's text to what is sent in its place, and back.
#[derive(Debug, Clone)]
pub(crate) struct Seal {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
    pub(crate) lines: Vec<(Name, SealLine)>,
    pub(crate) vectors: Vec<SealVector>,
}

#[derive(Debug, Clone)]
pub(crate) enum SealLine {
    Template(Name),
    /// What the vendor's page doesn't say.
    Unspecified(Text),
}

#[derive(Debug, Clone)]
pub(crate) struct SealVector {
    pub(crate) given: Vec<(Name, Name)>,
    pub(crate) plain: Option<Name>,
    pub(crate) sealed: Option<Name>,
    /// Whether it was read without a mistake.
    pub(crate) sound: bool,
}

/// A file in which users say what the vendor's page doesn't.
#[derive(Debug)]
pub(crate) struct Overlay {
    pub(crate) api: Option<Name>,
    pub(crate) seals: Vec<Seal>,
}

/// Whether a file is an overlay: it says of which API.
pub(super) fn is_overlay(node: &Node) -> bool {
    matches!(&node.kind, Kind::Mapping(entries) if entries.iter().any(|(key, _)| key.text == "overlay"))
}

pub(super) fn overlay<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Overlay {
    let mut cursor = Cursor::new(node, node.span, "an overlay", problems);
    cursor.require("seals", "{content: {lines: {key: \"{merchant_key}\"}}}");
    let overlay = Overlay {
        api: cursor.require_text("overlay", "acme"),
        seals: seals(&mut cursor, problems),
    };
    // Where the facts come from, for whoever reads the file.
    about::about(&mut cursor, problems);
    cursor.finish();
    overlay
}

pub(super) fn seals<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Vec<Seal> {
    let entries = cursor.entries("seals").iter();
    entries.map(|entry| seal(entry, problems)).collect()
}

fn seal<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Seal {
    let mut cursor = Cursor::new(node, name.span, "a seal", problems);
    let seal = Seal {
        name: name.clone(),
        about: about::about(&mut cursor, problems),
        source: about::source(&mut cursor, problems),
        lines: cursor
            .entries("lines")
            .iter()
            .filter_map(|entry| line(entry, problems))
            .collect(),
        vectors: cursor
            .list("vectors")
            .iter()
            .map(|node| vector(node, problems))
            .collect(),
    };
    cursor.finish();
    seal
}

fn line<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Option<(Name, SealLine)> {
    let Kind::Mapping(_) = node.kind else {
        return Some((
            name.clone(),
            SealLine::Template(text(node, &name.text, problems)?),
        ));
    };
    let mut cursor = Cursor::new(node, name.span, "a line that nobody documents", problems);
    let what = cursor.require("unspecified", "what the vendor's page doesn't say");
    cursor.finish();
    let what = about::text(what?, problems);
    let said = [&what.zh, &what.en];
    if !said
        .into_iter()
        .flatten()
        .any(|text| !text.trim().is_empty())
    {
        let help = "say what is missing, in a sentence: whoever has to find it out reads it";
        problems.report(
            Diagnostic::new(Code::MissingKey, name.span, "`unspecified` says nothing").help(help),
        );
    }
    Some((name.clone(), SealLine::Unspecified(what)))
}

fn vector<'n>(node: &'n Node, problems: &'n Problems<'n>) -> SealVector {
    let before = problems.count();
    let mut cursor = Cursor::new(node, node.span, "a vector", problems);
    let mut vector = SealVector {
        given: cursor.pairs("given"),
        plain: cursor.require_text("plain", "the payload's text"),
        sealed: cursor.require_text("sealed", "what is sent in its place"),
        sound: true,
    };
    // Where it was published, for whoever reads the file.
    cursor
        .take("source")
        .map(|node| about::text(node, problems));
    cursor.finish();
    vector.sound = problems.count() == before;
    vector
}
