//! How replies are told apart: a constant per envelope, and what an operation has of its own.

use crate::model::{Api, Conditions, Envelope, Operation, Reply, VerifyWhen};

use super::code::Code;
use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::markdown;
use super::names::{BARE, envelope_constant};

/// The constants of the envelopes that operations and callbacks have.
pub(crate) fn constants(api: &Api, code: &mut Code) {
    let operations = api.pages.iter().flat_map(|page| &page.operations);
    let of_replies = operations
        .filter(|operation| !operation.link && !operation.variants.is_empty())
        .map(|operation| operation.envelope);
    let callbacks = api.pages.iter().flat_map(|page| &page.callbacks);
    let used: Vec<_> = of_replies
        .chain(callbacks.map(|callback| callback.envelope))
        .collect();
    if used.contains(&None) {
        code.blank();
        code.line("/// Replies without an envelope.");
        code.layout(
            literal(&Reply::default())
                .after(&format!("pub(super) const {BARE}: Reply = "))
                .followed_by(";"),
        );
    }
    for (index, envelope) in api.envelopes.iter().enumerate() {
        if used.contains(&Some(index)) {
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

/// What an operation's `REPLY` is.
pub(crate) fn of_operation(api: &Api, operation: &Operation) -> Layout {
    reply(api, operation.envelope, &operation.reply)
}

/// The constant of an envelope with what differs from it.
pub(crate) fn reply(api: &Api, envelope: Option<usize>, reply: &Reply) -> Layout {
    let envelope = envelope.and_then(|index| api.envelopes.get(index));
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
        MEMBERS => Layout::literal("Reply", different),
        _ => Layout::literal_from("Reply", different, &constant),
    }
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

/// How many members a `Reply` has.
const MEMBERS: usize = 8;

fn members(reply: &Reply) -> [(&'static str, Layout); MEMBERS] {
    let names = reply.members.iter().map(|name| Layout::text(quoted(name)));
    [
        ("success", conditions(&reply.success)),
        ("pending", conditions(&reply.pending)),
        ("undecided", conditions(&reply.undecided)),
        ("code", optional(reply.code.as_deref().map(quoted))),
        ("message", optional(reply.message.as_deref().map(quoted))),
        ("payload", optional(reply.payload.as_deref().map(quoted))),
        ("members", Layout::slice(names.collect())),
        ("verify", optional(reply.verify.map(when))),
    ]
}

fn conditions(conditions: &Conditions) -> Layout {
    let tuples = conditions.0.iter().map(|(name, values)| {
        let values = values.iter().map(|value| Layout::text(quoted(value)));
        let values = Layout::slice(values.collect());
        Layout::call("", vec![Layout::text(quoted(name)), values])
    });
    Layout::slice(tuples.collect())
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
