use super::{Body, CommonField, Profile, about, into};
use crate::diagnostic::Problems;
use crate::model::VerifyWhen;
use crate::yaml::{Cursor, Key, Kind, Node, text};

pub(super) const BODIES: [(&str, Body); 4] = [
    ("form", Body::Form),
    ("multipart", Body::Multipart),
    ("query", Body::Query),
    ("json", Body::Json),
];

pub(super) const WHEN: [(&str, VerifyWhen); 4] = [
    ("if_present", VerifyWhen::IfPresent),
    ("on_success", VerifyWhen::OnSuccess),
    ("always", VerifyWhen::Always),
    ("never", VerifyWhen::Never),
];

pub(super) fn profile<'n>((name, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Profile {
    let mut cursor = Cursor::new(node, name.span, "a profile", problems);
    let (payload, seal) = cursor
        .take("payload")
        .map(|node| sealed_payload(node, problems))
        .unwrap_or_default();
    let profile = Profile {
        name: name.clone(),
        about: about::about(&mut cursor, problems),
        common: common_fields(&mut cursor, "common", problems),
        query: common_fields(&mut cursor, "query", problems),
        headers: headers(&mut cursor, problems),
        payload,
        seal,
        body: cursor.choice("body", &BODIES),
        sign: cursor
            .take_entry("sign")
            .map(|entry| into::sign(entry, problems)),
        envelope: cursor.text("envelope"),
        verify: cursor
            .take_entry("verify")
            .map(|entry| into::verify(entry, problems)),
    };
    cursor.finish();
    profile
}

fn common_fields<'n>(
    cursor: &mut Cursor<'n>,
    key: &'static str,
    problems: &'n Problems<'n>,
) -> Vec<CommonField> {
    cursor
        .entries(key)
        .iter()
        .map(|entry| common_field(entry, problems))
        .collect()
}

/// Headers that every request carries; case means nothing in their names.
fn headers<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Vec<CommonField> {
    let mut headers = common_fields(cursor, "headers", problems);
    for header in &mut headers {
        header.wire.text.make_ascii_lowercase();
    }
    headers
}

fn common_field<'n>((wire, node): &'n (Key, Node), problems: &'n Problems<'n>) -> CommonField {
    if !matches!(node.kind, Kind::Mapping(_)) {
        let value = text(node, &wire.text, problems);
        return CommonField {
            wire: wire.clone(),
            value,
            optional: None,
            about: Default::default(),
            example: None,
        };
    }
    let mut cursor = Cursor::new(node, wire.span, "a common field", problems);
    let field = CommonField {
        wire: wire.clone(),
        value: cursor.require_text("value", "\"{client_id}\""),
        optional: cursor.flag("optional"),
        about: about::about(&mut cursor, problems),
        example: about::example(&mut cursor),
    };
    cursor.finish();
    field
}

/// The field of a profile's payload, and its seal.
fn sealed_payload<'n>(node: &'n Node, problems: &'n Problems<'n>) -> (Option<Key>, Option<Key>) {
    let mut cursor = Cursor::new(node, node.span, "a payload", problems);
    let field = cursor.require_text("field", "data");
    cursor.choice("as", &[("json", ())]);
    let seal = cursor.text("seal");
    cursor.finish();
    (field, seal)
}

pub(super) fn payload<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Option<Key> {
    let mut cursor = Cursor::new(node, node.span, "a payload", problems);
    let field = cursor.require_text("field", "data");
    cursor.choice("as", &[("json", ())]);
    cursor.finish();
    field
}
