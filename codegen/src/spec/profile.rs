use super::{Body, CommonField, Profile, Sign, Verify, about};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Place, VerifyWhen};
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
    let profile = Profile {
        name: name.clone(),
        about: about::about(&mut cursor, problems),
        common: cursor
            .entries("common")
            .iter()
            .map(|entry| common_field(entry, problems))
            .collect(),
        payload: cursor
            .take("payload")
            .and_then(|node| payload(node, problems)),
        body: cursor.choice("body", &BODIES),
        sign: cursor.take_entry("sign").map(|entry| sign(entry, problems)),
        envelope: cursor.text("envelope"),
        verify: cursor
            .take_entry("verify")
            .map(|entry| verify(entry, problems)),
    };
    cursor.finish();
    profile
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

pub(super) fn payload<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Option<Key> {
    let mut cursor = Cursor::new(node, node.span, "a payload", problems);
    let field = cursor.require_text("field", "data");
    cursor.choice("as", &[("json", ())]);
    cursor.finish();
    field
}

fn sign<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Sign {
    let mut cursor = Cursor::new(node, key.span, "`sign`", problems);
    let sign = Sign {
        with: cursor.require_text("with", "the name of a signature"),
        place: cursor
            .require("into", "{field: sign}")
            .and_then(|node| place(node, problems)),
        about: about::about(&mut cursor, problems),
        example: about::example(&mut cursor),
    };
    cursor.finish();
    sign
}

fn place<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Option<(Place, Span)> {
    let mut cursor = Cursor::new(node, node.span, "`into`", problems);
    let field = cursor
        .text("field")
        .map(|field| (Place::Field(field.text), field.span));
    let header = cursor
        .text("header")
        .map(|header| (Place::Header(header.text.to_ascii_lowercase()), header.span));
    cursor.finish();
    if field.is_some() == header.is_some() {
        let message = "a signature goes into one place";
        problems.report(
            Diagnostic::new(Code::BadValue, node.span, message)
                .help("write `{field: NAME}` or `{header: NAME}`"),
        );
    }
    field.or(header)
}

fn verify<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Verify {
    let mut cursor = Cursor::new(node, key.span, "`verify`", problems);
    let verify = Verify {
        with: cursor.require_text("with", "the name of a signature"),
        field: cursor.require_text("field", "sign"),
        when: cursor
            .choice("when", &WHEN)
            .map_or(VerifyWhen::Always, |(when, _)| when),
    };
    cursor.finish();
    verify
}
