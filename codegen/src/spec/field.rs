use super::{Field, about, spelling, types};
use crate::diagnostic::Problems;
use crate::model::WireForm;
use crate::yaml::{Cursor, Key, Node};

pub(super) const FORMS: [(&str, WireForm); 3] = [
    ("string", WireForm::String),
    ("number", WireForm::Number),
    ("either", WireForm::Either),
];

/// Reads the fields of a request, a reply or an object.
pub(super) fn fields<'n>(entries: &'n [(Key, Node)], problems: &'n Problems<'n>) -> Vec<Field> {
    entries.iter().map(|entry| field(entry, problems)).collect()
}

pub(super) fn field<'n>((wire, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Field {
    let mut cursor = Cursor::new(node, wire.span, "a field", problems);
    let field = Field {
        wire: wire.clone(),
        type_name: cursor
            .require_text("type", "string")
            .and_then(|name| types::type_name(&name, problems)),
        about: about::about_deprecable(&mut cursor, problems),
        example: cursor.take("example").cloned(),
        max_chars: cursor.number("max_chars", 1..=u32::MAX),
        optional: cursor.flag("optional").is_some(),
        rust: cursor.text("rust"),
        spelling: spelling::spelling(&mut cursor, problems),
        join: cursor.text("join"),
        always: cursor.flag("always"),
        secret: cursor.flag("secret"),
    };
    cursor.finish();
    field
}
