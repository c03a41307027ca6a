//! Where a signature goes in a request, and where it is found in a reply.

use super::{Name, about, profile};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{About, Place, TimeUnit, VerifyWhen};
use crate::yaml::{Cursor, Key, Node};

#[derive(Debug)]
pub(crate) struct Sign {
    pub(crate) with: Option<Name>,
    /// Where the signature goes, each place with the template of what goes there; without one: the signature itself.
    pub(crate) into: Vec<Output>,
    pub(crate) about: About,
    pub(crate) example: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) place: Place,
    pub(crate) at: Span,
    pub(crate) value: Option<Name>,
}

#[derive(Debug)]
pub(crate) struct Verify {
    pub(crate) with: Option<Name>,
    pub(crate) place: Option<(Place, Span)>,
    /// Template of what stands there; without one: the signature itself.
    pub(crate) value: Option<Name>,
    pub(crate) when: VerifyWhen,
    pub(crate) fresh: Option<Fresh>,
}

#[derive(Debug)]
pub(crate) struct Fresh {
    pub(crate) place: Option<(Place, Span)>,
    pub(crate) unit: TimeUnit,
    pub(crate) within: u32,
}

/// Five minutes: what vendors document where they document anything.
const WITHIN_SECONDS: u32 = 300;

pub(super) fn sign<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Sign {
    let mut cursor = Cursor::new(node, key.span, "`sign`", problems);
    let sign = Sign {
        with: cursor.require_text("with", "the name of a signature"),
        into: cursor
            .require("into", "{field: sign}")
            .map(|node| into(node, problems))
            .unwrap_or_default(),
        about: about::about(&mut cursor, problems),
        example: about::example(&mut cursor),
    };
    cursor.finish();
    sign
}

/// Reads one place with what goes there, or several of them.
fn into<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Vec<Output> {
    let mut cursor = Cursor::new(node, node.span, "`into`", problems);
    let single = [
        cursor.text("field").map(field),
        cursor.text("query").map(query),
        cursor.text("header").map(header),
    ];
    let single: Vec<_> = single.into_iter().flatten().collect();
    let value = cursor.text("value");
    let path = cursor.text("path").map(|path| Output {
        place: Place::Path,
        at: path.span,
        value: Some(path),
    });
    let mut outputs: Vec<Output> = path.into_iter().collect();
    for (key, place) in MANY {
        outputs.extend(cursor.pairs(key).into_iter().map(|(name, value)| {
            let (place, at) = place(name);
            Output {
                place,
                at,
                value: Some(value),
            }
        }));
    }
    cursor.finish();

    if single.len() > 1 || single.is_empty() && outputs.is_empty() {
        let help = "write `{field: NAME}`, `{query: NAME}` or `{header: NAME}`; where several belong to it, `{headers: {NAME: \"{sign}\", …}}` (or `fields:`, `queries:`)";
        problems.report(
            Diagnostic::new(Code::BadValue, node.span, "a signature goes into one place")
                .help(help),
        );
    }
    if let (true, Some(value)) = (single.is_empty(), &value) {
        let message = "`value` says what goes into the one place of `field`, `query` or `header`";
        let help = "write what goes into each place behind its name, and drop `value`";
        problems.report(Diagnostic::new(Code::Misplaced, value.span, message).help(help));
    }
    let single = single.into_iter().take(1).map(|(place, at)| Output {
        place,
        at,
        value: value.clone(),
    });
    outputs.extend(single);
    outputs
}

/// Makes a place of its name.
type ToPlace = fn(Key) -> (Place, Span);

/// Keys under which several places stand, each with what goes there.
const MANY: [(&str, ToPlace); 3] = [("headers", header), ("queries", query), ("fields", field)];

fn field(name: Key) -> (Place, Span) {
    (Place::Field(name.text), name.span)
}

fn query(name: Key) -> (Place, Span) {
    (Place::Query(name.text), name.span)
}

fn header(name: Key) -> (Place, Span) {
    (Place::Header(name.text.to_ascii_lowercase()), name.span)
}

pub(super) fn verify<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Verify {
    let mut cursor = Cursor::new(node, key.span, "`verify`", problems);
    let verify = Verify {
        with: cursor.require_text("with", "the name of a signature"),
        place: place_of_reply(&mut cursor, "`verify`", problems),
        value: cursor.text("value"),
        when: cursor
            .choice("when", &profile::WHEN)
            .map_or(VerifyWhen::Always, |(when, _)| when),
        fresh: cursor
            .take_entry("fresh")
            .map(|entry| fresh(entry, problems)),
    };
    cursor.finish();
    verify
}

fn fresh<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Fresh {
    let mut cursor = Cursor::new(node, key.span, "`fresh`", problems);
    let units = [("seconds", TimeUnit::Seconds), ("millis", TimeUnit::Millis)];
    let fresh = Fresh {
        place: place_of_reply(&mut cursor, "`fresh`", problems),
        unit: cursor
            .choice("unit", &units)
            .map_or(TimeUnit::Seconds, |(unit, _)| unit),
        within: cursor
            .number("within", 1..=u32::MAX)
            .unwrap_or(WITHIN_SECONDS),
    };
    cursor.finish();
    fresh
}

/// Takes `field` or `header`, one of which must be there.
fn place_of_reply(
    cursor: &mut Cursor<'_>,
    what: &str,
    problems: &Problems<'_>,
) -> Option<(Place, Span)> {
    let field = cursor.text("field").map(field);
    let header = cursor.text("header").map(header);
    match (&field, &header) {
        (None, None) => problems.report(
            Diagnostic::new(
                Code::MissingKey,
                cursor.at(),
                format!("{what} needs `field` or `header`"),
            )
            .label("where in the reply?")
            .help("add `field: NAME` for a member of the reply, or `header: NAME`"),
        ),
        (Some(_), Some((_, at))) => problems.report(
            Diagnostic::new(
                Code::Misplaced,
                *at,
                format!("{what} looks in one place, a `field` or a `header`"),
            )
            .help("keep the one that the vendor documents"),
        ),
        _ => {}
    }
    field.or(header)
}
