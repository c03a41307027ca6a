//! Callbacks: how each is told apart, verified, compared and acknowledged. Their structs stand among those of replies.

use crate::model::{Ack, Api, Body, Callback, TypeDefinition};

use super::code::Code;
use super::docs::{self, Docs};
use super::layout::quoted;
use super::names::field_type;
use super::scope::Scope;
use super::{markdown, replies};

/// What a callback's struct lacks: its implementations, and the struct that it is held against.
pub(crate) fn callback(api: &Api, callback: &Callback, code: &mut Code) {
    let name = &callback.type_name;
    code.implementation("Callback", name, |code| constants(api, callback, code));
    code.blank();
    if callback.profiles.is_empty() {
        marker("UnsignedCallback", name, code);
    }
    for (index, profile) in profiles(api, callback).enumerate() {
        if index > 0 {
            code.blank();
        }
        marker(&format!("SignedBy<{profile}>"), name, code);
    }
    if !callback.compare.is_empty() {
        code.blank();
        expected(api, callback, code);
    }
}

/// What the docs of a struct say of the callback that it is.
pub(crate) fn facts(api: &Scope<'_>, definition: &TypeDefinition) -> Vec<String> {
    api.callback_of(&definition.name)
        .map(|callback| describe(api, callback))
        .unwrap_or_default()
}

fn describe(api: &Api, callback: &Callback) -> Vec<String> {
    let keys: Vec<_> = profiles(api, callback)
        .map(|profile| format!("[`{profile}`]"))
        .collect();
    let signed = match keys.as_slice() {
        [] => "signed by nobody: a hint at most".to_owned(),
        keys => format!("verified with {}", keys.join(" or ")),
    };
    let body = match callback.body {
        Body::Json => "JSON",
        _ => "a form",
    };
    let page = callback.source.as_ref();
    let page = page.map(|source| format!(" · {}", markdown::link("vendor page", source)));
    let mut facts = vec![format!(
        "Callback: {body}, {signed}{}",
        page.unwrap_or_default()
    )];
    if !callback.compare.is_empty() {
        facts.push(format!(
            "Hold it against [`{}Expected`].",
            callback.type_name
        ));
    }
    facts
}

fn profiles<'a>(api: &'a Api, callback: &'a Callback) -> impl Iterator<Item = &'a str> {
    let profiles = callback.profiles.iter();
    let profiles = profiles.filter_map(|index| api.profiles.get(*index));
    profiles.map(|profile| profile.type_name.as_str())
}

fn constants(api: &Api, callback: &Callback, code: &mut Code) {
    code.split(
        "const NAME: &'static str =",
        &format!("{};", quoted(&callback.name)),
    );
    let body = match callback.body {
        Body::Json => "Body::Json",
        _ => "Body::Form",
    };
    code.line(format!("const BODY: Body = {body};"));
    code.layout(
        replies::reply(api, callback.envelope, &callback.reply)
            .after("const REPLY: Reply = ")
            .followed_by(";"),
    );
    let (kind, text) = match &callback.ack {
        Ack::Text(text) => ("text", text.clone()),
        Ack::Json(json) => ("json", json.to_string()),
    };
    acknowledgement(&format!("Ack::{kind}"), &quoted(&text), code);
    let expected = match callback.compare.is_empty() {
        true => "()".to_owned(),
        false => format!("{}Expected", callback.type_name),
    };
    code.split("type Expected =", &format!("{expected};"));
}

/// The constant of one call with one literal, which rustfmt breaks as late as it can.
fn acknowledgement(call: &str, literal: &str, code: &mut Code) {
    let (head, value) = ("const ACK: Ack =", format!("{call}({literal});"));
    if code.fits(&format!("    {value}")) {
        return code.split(head, &value);
    }
    code.nest(
        &format!("{head} {call}("),
        |code| code.line(format!("{literal},")),
        ");",
    );
}

/// `impl of for target {}`
fn marker(of: &str, target: &str, code: &mut Code) {
    let line = format!("impl {of} for {target} {{}}");
    if code.fits(&line) {
        return code.line(line);
    }
    code.line(format!("impl {of}"));
    code.line(format!("    for {target}"));
    code.line("{");
    code.line("}");
}

fn expected(api: &Api, callback: &Callback, code: &mut Code) {
    let name = &callback.type_name;
    code.block("sealspec::expected!", |code| {
        let mut docs = Docs::default();
        docs.markdown(format!(
            "What [`{name}`] is held against, from an order of the receiver's own."
        ));
        docs.write(code, "///");
        code.block(format!("pub struct {name}Expected for {name}"), |code| {
            let fields = callback.fields(api);
            for field in callback.compare.iter().filter_map(|own| fields.get(*own)) {
                docs::compared_field(field).write(code, "///");
                let kind = field_type(api, field);
                code.line(format!("{} {}: {kind},", quoted(&field.wire), field.rust));
            }
        });
    });
}
