use super::{FieldList, Name, Vector, about, field_list, vector};
use crate::diagnostic::Problems;
use crate::model::About;
use crate::yaml::{Cursor, Key, Kind, Node, text};

#[derive(Debug)]
pub(crate) struct Signature {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
    pub(crate) lines: Vec<(Name, Line)>,
    pub(crate) vectors: Vec<Vector>,
}

#[derive(Debug)]
pub(crate) enum Line {
    Template(Name),
    Fields(Box<FieldList>),
}

pub(super) fn signature<'n>(
    (name, node): &'n (Key, Node),
    problems: &'n Problems<'n>,
) -> Signature {
    let mut cursor = Cursor::new(node, name.span, "a signature", problems);
    let signature = Signature {
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
            .map(|node| vector::vector(node, problems))
            .collect(),
    };
    cursor.finish();
    signature
}

fn line<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Option<(Name, Line)> {
    let line = match node.kind {
        Kind::Mapping(_) => Line::Fields(Box::new(field_list::field_list(name, node, problems))),
        _ => Line::Template(text(node, &name.text, problems)?),
    };
    Some((name.clone(), line))
}
