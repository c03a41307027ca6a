//! Links: addresses, in which all that a vendor needs must stand.

use super::operations::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Place, Profile};
use crate::spec;

/// Checks that an operation is a link by all its routes, or by none, and that what its profiles add can stand in an address.
pub(super) fn check(spec: &spec::Operation, context: &Context<'_>) {
    if !spec.is_link() {
        return;
    }
    for route in &spec.routes {
        if !route.link {
            let message = format!(
                "`{}` is a link by one route and called by another",
                spec.name.text
            );
            let help = "make two operations of it: one that is called, and one that is a link";
            let diagnostic = Diagnostic::new(Code::Route, route.path.span, message).help(help);
            context.problems.report(diagnostic);
        }
        let mut profiles = context.profiles.iter();
        let profile = profiles.find(|profile| profile.name == route.profile.text);
        if profile.is_some_and(needs_headers) {
            let message = format!(
                "the profile `{}` sets headers, and an address has none",
                route.profile.text
            );
            let help = "name a profile that signs in the query, or one that doesn't sign";
            let diagnostic = Diagnostic::new(Code::Place, route.profile.span, message).help(help);
            context.problems.report(diagnostic);
        }
    }
    let replies = spec.examples.iter().filter_map(|own| own.response.as_ref());
    for reply in replies {
        let help = "drop `response`: a link is made here, and whoever opens it gets the reply";
        context.problems.report(
            Diagnostic::new(
                Code::Example,
                reply.span,
                "the example shows a reply, and a link has none",
            )
            .help(help),
        );
    }
}

fn needs_headers(profile: &Profile) -> bool {
    let mut outputs = profile.sign.iter().flat_map(|sign| &sign.into);
    !profile.headers.is_empty() || outputs.any(|output| matches!(output.place, Place::Header(_)))
}
