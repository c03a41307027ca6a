use super::{Field, Name, about, allow, field};
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{About, Json};
use crate::yaml::{Cursor, Key, Node, json, text};

/// What a vendor sends by itself.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) name: Name,
    pub(crate) about: About,
    pub(crate) source: Option<String>,
    pub(crate) is_json: bool,
    pub(crate) profiles: Vec<Name>,
    pub(crate) unsigned: Option<Span>,
    pub(crate) envelope: Option<Name>,
    pub(crate) fields: Vec<Field>,
    pub(crate) compare: Vec<Name>,
    pub(crate) ack: Option<Ack>,
    pub(crate) examples: Vec<Node>,
    /// Whether it was read without a mistake.
    pub(crate) sound: bool,
}

/// What a vendor takes for an acknowledgement.
#[derive(Debug)]
pub(crate) enum Ack {
    Text(Name),
    Json(Json),
}

pub(super) fn callback<'n>(entry: &'n (Key, Node), problems: &'n Problems<'n>) -> Callback {
    let before = problems.count();
    let (name, node) = entry;
    let mut cursor = Cursor::new(node, name.span, "a callback", problems);
    cursor.require("doc", "what it tells, in one sentence");
    cursor.require("body", "form");
    let mut callback = Callback {
        name: name.clone(),
        about: about::about(&mut cursor, problems),
        source: about::source(&mut cursor, problems),
        is_json: cursor
            .choice("body", &[("form", false), ("json", true)])
            .is_some_and(|(is_json, _)| is_json),
        profiles: names(&mut cursor, "profiles", problems),
        unsigned: cursor.flag("unsigned"),
        envelope: cursor.text("envelope"),
        fields: field::fields(cursor.entries("fields"), problems),
        compare: names(&mut cursor, "compare", problems),
        ack: cursor
            .require("ack", "{text: success}")
            .and_then(|node| ack(node, problems)),
        examples: cursor.list("examples").to_vec(),
        sound: true,
    };
    allow::allow(&mut cursor, allow::within(entry), problems);
    cursor.finish();
    callback.sound = problems.count() == before;
    callback
}

fn names<'n>(cursor: &mut Cursor<'n>, key: &'static str, problems: &'n Problems<'n>) -> Vec<Name> {
    let items = cursor.list(key).iter();
    items.filter_map(|item| text(item, key, problems)).collect()
}

fn ack<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Option<Ack> {
    let mut cursor = Cursor::new(node, node.span, "an acknowledgement", problems);
    let plain = cursor.text("text").map(Ack::Text);
    let object = cursor
        .take("json")
        .map(|node| Ack::Json(json(node, problems)));
    cursor.finish();
    if plain.is_some() == object.is_some() {
        let message = "an acknowledgement is either a text or JSON";
        let help = "write what the vendor wants to read, byte for byte: `{text: success}` or `{json: {status: 200}}`";
        problems.report(Diagnostic::new(Code::BadValue, node.span, message).help(help));
        return None;
    }
    plain.or(object)
}
