//! How an operation's replies are told apart.

use super::conditions::{self, conditions};
use super::names;
use super::operations::Context;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Envelope, Place, Profile, Reply, VerifyWhen};
use crate::spec::{self, Name, Response};

/// The envelope of an operation, by its index, and the envelope's reply with the operation's own exceptions applied.
pub(super) fn reply(spec: &spec::Operation, context: &Context<'_>) -> (Option<usize>, Reply) {
    let problems = context.problems;
    let profiles: Vec<(&spec::Route, &Profile)> = spec
        .routes
        .iter()
        .filter_map(|route| {
            Some((
                route,
                context
                    .profiles
                    .iter()
                    .find(|profile| profile.name == route.profile.text)?,
            ))
        })
        .collect();
    let index = match &spec.envelope {
        Some(name) => own_envelope(name, spec, &profiles, context),
        None => {
            refuse_two_envelopes(&profiles, problems);
            profiles.first().and_then(|(_, profile)| profile.envelope)
        }
    };
    let envelope = index.and_then(|index| context.envelopes.get(index));
    let mut reply = envelope.map(Envelope::reply).unwrap_or_default();
    refuse_unknown_members(spec, &reply, problems);
    let written = index.and_then(|index| context.spec.api.envelopes.get(index));
    apply_conditions(spec, written, &mut reply, problems);
    if let Some(code) = &spec.reply.code {
        reply.code = code.as_ref().map(|code| code.text.clone());
    }
    if let Some((when, span)) = spec.reply.verify {
        reply.verify = Some(when);
        if profiles.iter().any(|(_, profile)| profile.verify.is_none()) {
            let help = "drop it, or say in the profile how replies are signed: `verify: {with: …, field: …, when: …}`";
            problems.report(
                Diagnostic::new(
                    Code::Misplaced,
                    span,
                    "nothing says how this reply is signed",
                )
                .help(help),
            );
        }
    }
    (index, reply)
}

fn apply_conditions(
    spec: &spec::Operation,
    envelope: Option<&spec::Envelope>,
    reply: &mut Reply,
    problems: &Problems<'_>,
) {
    let own = &spec.reply;
    let success = own.success.as_ref().or(envelope.map(|own| &own.success));
    let success_at = success.and_then(conditions::place);
    if let Some(success) = &own.success {
        reply.success = conditions(success);
    }
    for (written, open) in [
        (&own.pending, &mut reply.pending),
        (&own.undecided, &mut reply.undecided),
    ] {
        if let Some(written) = written {
            *open = conditions(written);
            let success = (&reply.success, success_at);
            conditions::refuse_unreachable(written, open, success, problems);
        }
    }
}

/// The envelope that an operation names in place of its profiles'.
fn own_envelope(
    name: &Name,
    spec: &spec::Operation,
    profiles: &[(&spec::Route, &Profile)],
    context: &Context<'_>,
) -> Option<usize> {
    let known = context.envelopes.iter().map(|own| own.name.as_str());
    let index = names::resolve(name, known, "envelope", "`envelopes:`", context.problems)?;
    let envelope = context.envelopes.get(index)?;
    let is_looked_at = !matches!(spec.reply.verify, Some((VerifyWhen::Never, _)));
    let verifies = profiles
        .iter()
        .filter_map(|(_, profile)| profile.verify.as_ref());
    let places = verifies.filter(|_| is_looked_at).map(|own| &own.place);
    let missing = places.into_iter().find_map(|place| match place {
        Place::Field(member) => {
            (!envelope.fields.iter().any(|own| own.wire == *member)).then_some(member)
        }
        _ => None,
    });
    if let Some(member) = missing {
        let message = format!(
            "the envelope `{}` has no `{member}`, in which the operation's profile looks for the signature",
            name.text
        );
        let help = format!(
            "add `{member}` to its `fields:`, or say `reply: {{verify: never}}` if these replies aren't signed"
        );
        let mut diagnostic = Diagnostic::new(Code::Unresolved, name.span, message).help(help);
        if let Some(written) = context.spec.api.envelopes.get(index) {
            diagnostic = diagnostic.related(written.name.span, "this envelope");
        }
        context.problems.report(diagnostic);
    }
    Some(index)
}

/// Reports members by which the operation tells its replies apart, and that no reply of it has.
fn refuse_unknown_members(spec: &spec::Operation, reply: &Reply, problems: &Problems<'_>) {
    let mut known: Vec<&str> = reply.members.iter().map(String::as_str).collect();
    if let (None, Some(Response::Fields(_, fields))) = (&reply.payload, &spec.response) {
        known.extend(fields.iter().map(|field| field.wire.text.as_str()));
    }
    let own = &spec.reply;
    let all = [&own.success, &own.pending, &own.undecided];
    let named = all.into_iter().flatten().flatten();
    let named = named.map(|(name, _)| name).chain(own.code.iter().flatten());
    let place = ("member of the reply", "the `fields:` of its envelope");
    conditions::resolve(named, &known, place, problems);
}

fn refuse_two_envelopes(profiles: &[(&spec::Route, &Profile)], problems: &Problems<'_>) {
    let Some(((first, _), (other, _))) = profiles.first().and_then(|first| {
        profiles
            .iter()
            .find(|(_, profile)| profile.envelope != first.1.envelope)
            .map(|other| (first, other))
    }) else {
        return;
    };
    let diagnostic = Diagnostic::new(
        Code::Envelopes,
        other.profile.span,
        "the profiles of this operation wrap its replies differently",
    )
    .label("another envelope")
    .related(first.profile.span, "than this one's")
    .help("make two operations of it, one per envelope, or say `envelope:` where they are wrapped alike after all");
    problems.report(diagnostic);
}
