//! How operations are asked after.

use super::names;
use super::operations::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Poll;
use crate::spec::{self, Name};

/// What `via` says where an operation is asked after by itself.
const ITSELF: &str = "self";

/// How an operation is asked after, where what it names can.
pub(super) fn poll(spec: &spec::Operation, context: &Context<'_>) -> Option<Poll> {
    let poll = spec.poll.as_ref()?;
    let name = poll.via.as_ref()?;
    let via = if name.text == ITSELF {
        refuse_harm(name, spec, context);
        None
    } else if name.text == spec.name.text {
        let message = format!("`{}` is asked after by itself", name.text);
        let help = "write `via: self`, and it is called until it is done";
        let diagnostic = Diagnostic::new(Code::Poll, name.span, message).help(help);
        context.problems.report(diagnostic);
        None
    } else {
        let other = other(name, context)?;
        refuse_harm(name, other, context);
        refuse_other_profiles(name, spec, other, context);
        Some(name.text.clone())
    };
    Some(Poll {
        via,
        first: poll.first,
        every: poll.every,
        until: poll.until,
        about: poll.about.clone(),
    })
}

fn other<'c>(name: &Name, context: &Context<'c>) -> Option<&'c spec::Operation> {
    let found = context.operations.get(&*name.text).copied();
    if found.is_none() {
        let pages = context.spec.pages.iter();
        let known = pages.flat_map(|page| &page.operations);
        let known = known.map(|other| other.name.text.as_str());
        let place = "the `operations:` of any page";
        names::resolve(name, known, "operation", place, context.problems);
    }
    found
}

/// Reports a query that isn't said to do no harm: it is called time and again.
fn refuse_harm(name: &Name, other: &spec::Operation, context: &Context<'_>) {
    if other.safe {
        return;
    }
    let message = format!(
        "`{}` is called time and again, and isn't safe",
        other.name.text
    );
    let help =
        "say `safe: true` there if calling it again does no harm; otherwise it is no way to ask";
    context.problems.report(
        Diagnostic::new(Code::Poll, name.span, message)
            .related(other.name.span, "not `safe: true`")
            .help(help),
    );
}

/// Reports a query that a caller of the operation can't make.
fn refuse_other_profiles(
    name: &Name,
    spec: &spec::Operation,
    other: &spec::Operation,
    context: &Context<'_>,
) {
    let has = |profile: &str| {
        let mut routes = other.routes.iter();
        routes.any(|route| route.profile.text == profile)
    };
    let lacking = spec.routes.iter().find(|own| !has(&own.profile.text));
    if let Some(route) = lacking {
        let message = format!(
            "the profile `{}` can't call `{}`",
            route.profile.text, name.text
        );
        let help = format!(
            "give `{}` a variant for that profile, or name an operation that has one",
            name.text
        );
        context.problems.report(
            Diagnostic::new(Code::Poll, name.span, message)
                .related(route.profile.span, "the profile that has to ask")
                .help(help),
        );
    }
}
