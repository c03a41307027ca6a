use super::{Spelling, WireSpelling, YesNo, field};
use crate::diagnostic::{Problems, Span};
use crate::model::WireForm;
use crate::yaml::{Cursor, Key, Kind, text};

/// Takes what says how a field's value is spelled.
pub(super) fn spelling<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Spelling {
    Spelling {
        wire: wire(cursor, problems),
        decimals: cursor.take_entry("decimals").and_then(|(key, _)| {
            let decimals = cursor.number("decimals", 1..=MOST_DECIMALS)?;
            Some((u8::try_from(decimals).ok()?, key.span))
        }),
        formats: texts("formats", cursor, problems),
        offset: cursor.text("offset"),
        absent: texts("absent", cursor, problems),
    }
}

/// No currency has more.
const MOST_DECIMALS: u32 = 8;

/// Takes `wire`: a word, or how `true` and `false` are spelled.
fn wire<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Option<WireSpelling> {
    let (key, node) = cursor.take_entry("wire")?;
    if !matches!(node.kind, Kind::Mapping(_)) {
        let (form, span): (WireForm, _) = cursor.choice("wire", &field::FORMS)?;
        return Some(WireSpelling::Form(form, span));
    }
    let mut words = Cursor::new(node, key.span, "`wire`", problems);
    let yes = words.require_text("true", "Y");
    let no = words.require_text("false", "N");
    words.finish();
    Some(WireSpelling::YesNo(YesNo {
        span: key.span,
        yes: yes?,
        no: no?,
    }))
}

/// Takes one value or a list of them.
fn texts<'n>(
    name: &'static str,
    cursor: &mut Cursor<'n>,
    problems: &'n Problems<'n>,
) -> Option<(Span, Vec<Key>)> {
    let (key, node) = cursor.take_entry(name)?;
    let values = match &node.kind {
        Kind::Sequence(items) => items
            .iter()
            .filter_map(|item| text(item, name, problems))
            .collect(),
        _ => vec![text(node, name, problems)?],
    };
    Some((key.span, values))
}
