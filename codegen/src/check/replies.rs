//! How an operation's replies are told apart.

use super::envelopes::texts;
use super::names;
use super::operations::Context;
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Envelope, Profile, Reply};
use crate::spec::{self, Response};

/// The envelope of the operation's profiles with its own exceptions applied.
pub(super) fn reply(spec: &spec::Operation, context: &Context<'_>) -> Reply {
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
    let envelope = profiles
        .first()
        .and_then(|(_, profile)| context.envelopes.get(profile.envelope?));
    refuse_two_envelopes(&profiles, problems);

    let mut reply = envelope.map(Envelope::reply).unwrap_or_default();
    let mut known: Vec<&str> = reply.members.iter().map(String::as_str).collect();
    if let (None, Some(Response::Fields(_, fields))) = (&reply.payload, &spec.response) {
        known.extend(fields.iter().map(|field| field.wire.text.as_str()));
    }
    let overridden = spec
        .reply
        .success
        .iter()
        .flatten()
        .map(|(name, _)| name)
        .chain(spec.reply.code.iter().flatten());
    for name in overridden {
        names::resolve(
            name,
            known.iter().copied(),
            "member of the reply",
            "the `fields:` of its envelope",
            problems,
        );
    }
    if let Some(success) = &spec.reply.success {
        reply.success = texts(success);
    }
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
    reply
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
    .help("make two operations of it, one per envelope");
    problems.report(diagnostic);
}
