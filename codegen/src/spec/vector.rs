use super::{Name, about};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::Text;
use crate::yaml::{Cursor, Kind, Node, text};

#[derive(Debug)]
pub(crate) struct Vector {
    pub(crate) at: Span,
    pub(crate) source: Text,
    pub(crate) given: Vec<(Name, Name)>,
    pub(crate) fields: Vec<(Name, Name)>,
    pub(crate) method: Option<Name>,
    pub(crate) scheme: Option<Name>,
    pub(crate) host: Option<Name>,
    pub(crate) path: Option<Name>,
    pub(crate) query: VectorQuery,
    pub(crate) headers: Vec<(Name, Name)>,
    pub(crate) body: Option<Name>,
    /// Milliseconds since 1970.
    pub(crate) now: Option<i64>,
    pub(crate) nonce: Option<Name>,
    pub(crate) lines: Vec<(Name, Name)>,
    pub(crate) sign: Option<Name>,
    /// Whether it was read without a mistake.
    pub(crate) sound: bool,
}

#[derive(Debug)]
pub(crate) enum VectorQuery {
    None,
    /// Names and values, neither escaped.
    Fields(Vec<(Name, Name)>),
    /// As it stands in the URL.
    Raw(Name),
}

pub(super) fn vector<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Vector {
    let before = problems.count();
    let mut cursor = Cursor::new(node, node.span, "a vector", problems);
    let mut vector = Vector {
        at: cursor.at(),
        source: cursor
            .take("source")
            .map(|node| about::text(node, problems))
            .unwrap_or_default(),
        given: cursor.pairs("given"),
        fields: repeatable(&mut cursor, "fields", problems),
        method: cursor.text("method"),
        scheme: cursor.text("scheme"),
        host: cursor.text("host"),
        path: cursor.text("path"),
        query: query(&mut cursor, problems),
        headers: repeatable(&mut cursor, "headers", problems),
        body: body(&mut cursor, problems),
        now: now(&mut cursor, problems),
        nonce: cursor.text("nonce"),
        lines: cursor.pairs("lines"),
        sign: cursor.require_text("sign", "the signature that these inputs give"),
        sound: true,
    };
    cursor.finish();
    vector.sound = problems.count() == before;
    vector
}

/// Names and texts: a mapping, or a list of pairs where a name stands twice.
fn repeatable<'n>(
    cursor: &mut Cursor<'n>,
    key: &'static str,
    problems: &'n Problems<'n>,
) -> Vec<(Name, Name)> {
    match cursor.take(key).map(|node| &node.kind) {
        Some(Kind::Sequence(items)) => items
            .iter()
            .filter_map(|item| pair(item, problems))
            .collect(),
        _ => cursor.pairs(key),
    }
}

fn pair(node: &Node, problems: &Problems<'_>) -> Option<(Name, Name)> {
    match &node.kind {
        Kind::Sequence(items) => match items.as_slice() {
            [name, value] => Some((
                text(name, "a field's name", problems)?,
                text(value, "a field's value", problems)?,
            )),
            _ => not_a_pair(node, problems),
        },
        _ => not_a_pair(node, problems),
    }
}

fn not_a_pair(node: &Node, problems: &Problems<'_>) -> Option<(Name, Name)> {
    let message = "a field in a list is a name and a value";
    problems.report(
        Diagnostic::new(Code::WrongKind, node.span, message)
            .label("not two")
            .help("write each as `[name, value]`; where no name stands twice, a mapping does"),
    );
    None
}

fn query<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> VectorQuery {
    match cursor.take("query").map(|node| &node.kind) {
        None => VectorQuery::None,
        Some(Kind::Scalar { .. }) => cursor
            .text("query")
            .map_or(VectorQuery::None, VectorQuery::Raw),
        Some(_) => VectorQuery::Fields(repeatable(cursor, "query", problems)),
    }
}

/// The body; an empty text is one, too.
fn body<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Option<Name> {
    let node = cursor.take("body")?;
    match &node.kind {
        Kind::Mapping(_) | Kind::Sequence(_) => {
            let message = "a body is text, byte for byte";
            let help = "put it into single quotes, so that it stays as the vendor printed it: `body: '{\"a\":1}'`";
            problems.report(
                Diagnostic::new(Code::WrongKind, node.span, message)
                    .label("not text")
                    .help(help),
            );
            None
        }
        Kind::Scalar { .. } => text(node, "body", problems),
    }
}

fn now<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Option<i64> {
    let text = cursor.text("now")?;
    match text.text.parse() {
        Ok(millis) => Some(millis),
        Err(_) => {
            let message = "`now` is a Unix time in milliseconds";
            problems.report(
                Diagnostic::new(Code::BadValue, text.span, message)
                    .label("not a whole number")
                    .help("write it like `1700000000000`: seconds with three more digits"),
            );
            None
        }
    }
}
