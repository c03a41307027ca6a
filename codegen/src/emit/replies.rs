//! How replies are told apart: a constant per envelope, and what an operation has of its own.

use crate::model::{Api, Envelope, Reply, Variant, VerifyWhen};

use super::code::Code;
use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::markdown;
use super::names::{BARE, envelope_constant};

/// The constants of the envelopes that profiles with operations have.
pub(crate) fn constants(api: &Api, code: &mut Code) {
    let used: Vec<_> = api
        .pages
        .iter()
        .flat_map(|page| &page.operations)
        .flat_map(|operation| &operation.variants)
        .collect();
    if used
        .iter()
        .any(|variant| envelope_of(api, variant).is_none())
    {
        code.blank();
        code.line("/// Replies without an envelope.");
        code.layout(
            literal(&Reply::default())
                .after(&format!("pub(super) const {BARE}: Reply = "))
                .followed_by(";"),
        );
    }
    for envelope in &api.envelopes {
        let is_used = used
            .iter()
            .any(|variant| envelope_of(api, variant).is_some_and(|own| own.name == envelope.name));
        if is_used {
            code.blank();
            constant(envelope, code);
        }
    }
}

fn constant(envelope: &Envelope, code: &mut Code) {
    let fallback = format!(
        "Replies in the envelope {}.",
        markdown::code(&envelope.name)
    );
    let mut docs = Docs::about(&envelope.about, &fallback);
    for field in &envelope.fields {
        docs.extend(Docs::named(&field.wire, &field.about));
    }
    docs.write(code, "///");
    let name = envelope_constant(&envelope.name);
    code.layout(
        literal(&envelope.reply())
            .after(&format!("pub(super) const {name}: Reply = "))
            .followed_by(";"),
    );
}

/// What an operation's `REPLY` is, as one profile calls it.
pub(crate) fn of_operation(api: &Api, variant: &Variant, reply: &Reply) -> Layout {
    let envelope = envelope_of(api, variant);
    let constant = envelope.map_or(BARE.to_owned(), |envelope| {
        envelope_constant(&envelope.name)
    });
    let base = members(&envelope.map(Envelope::reply).unwrap_or_default());
    let own = members(reply);
    let different: Vec<_> = own
        .into_iter()
        .zip(base)
        .filter(|((_, own), (_, base))| own != base)
        .map(|((name, own), _)| own.after(&format!("{name}: ")))
        .collect();
    match different.len() {
        0 => Layout::text(constant),
        6 => Layout::literal("Reply", different),
        _ => Layout::literal_from("Reply", different, &constant),
    }
}

fn envelope_of<'a>(api: &'a Api, variant: &Variant) -> Option<&'a Envelope> {
    let profile = api.profiles.get(variant.profile)?;
    api.envelopes.get(profile.envelope?)
}

fn literal(reply: &Reply) -> Layout {
    Layout::literal(
        "Reply",
        members(reply)
            .into_iter()
            .map(|(name, value)| value.after(&format!("{name}: ")))
            .collect(),
    )
}

fn members(reply: &Reply) -> [(&'static str, Layout); 6] {
    let success = reply.success.iter().map(|(name, value)| {
        Layout::call(
            "",
            vec![Layout::text(quoted(name)), Layout::text(quoted(value))],
        )
    });
    let names = reply.members.iter().map(|name| Layout::text(quoted(name)));
    [
        ("success", Layout::slice(success.collect())),
        ("code", optional(reply.code.as_deref().map(quoted))),
        ("message", optional(reply.message.as_deref().map(quoted))),
        ("payload", optional(reply.payload.as_deref().map(quoted))),
        ("members", Layout::slice(names.collect())),
        ("verify", optional(reply.verify.map(when))),
    ]
}

fn optional(value: Option<String>) -> Layout {
    match value {
        Some(value) => Layout::call("Some", vec![Layout::text(value)]),
        None => Layout::text("None"),
    }
}

/// `VerifyWhen::…`
pub(crate) fn when(when: VerifyWhen) -> String {
    let name = match when {
        VerifyWhen::IfPresent => "IfPresent",
        VerifyWhen::OnSuccess => "OnSuccess",
        VerifyWhen::Always => "Always",
        VerifyWhen::Never => "Never",
    };
    format!("VerifyWhen::{name}")
}
