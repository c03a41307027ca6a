//! The routes of an operation: one, or one for each profile that calls it.

use super::operation::OperationKeys;
use super::{Name, Route};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Method};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema};
use crate::yaml::{Key, Mapping, Node, Value, mapping};

mapping! {
    /// Where a call goes.
    pub(super) struct RouteKeys {
        /// The path of a POST, as documented; or `"{url}"` where callers give the whole URL.
        post: Option<Name>,
        /// The path of a GET, as documented; or `"{url}"` where callers give the whole URL.
        get: Option<Name>,
        /// The path of an address that is made here and opened by someone else, such as a customer's browser.
        link: Option<Name>,
    }
}

/// The routes of an operation: that of `post`, `get` or `link` with `profile`, or else `variants`.
pub(super) fn routes(name: &Name, keys: &OperationKeys, problems: &Problems<'_>) -> Vec<Route> {
    let own = method_and_path(&keys.route, problems);
    let Some(variants) = &keys.variants else {
        if own.is_none() {
            let help = "add `post: /its/path` (or `get:`, `link:`) and `profile:`, or `variants:` with a route for each profile";
            problems.report(
                Diagnostic::new(
                    Code::Route,
                    name.span,
                    format!("the operation `{}` has no route", name.text),
                )
                .label("which path?")
                .help(help),
            );
        }
        let Some(profile) = &keys.profile else {
            if own.is_none() {
                return Vec::new();
            }
            let help = "add `profile:` with the name of the profile that calls it";
            problems.report(
                Diagnostic::new(
                    Code::Route,
                    name.span,
                    format!(
                        "nothing says which profile calls the operation `{}`",
                        name.text
                    ),
                )
                .label("called by whom?")
                .help(help),
            );
            return Vec::new();
        };
        let route = own.map(|at| at.route(profile.value.clone(), About::default()));
        return route.into_iter().collect();
    };

    let beside = own
        .map(|at| at.path.span)
        .or(keys.profile.as_ref().map(|profile| profile.key));
    if let Some(beside) = beside {
        let diagnostic = Diagnostic::new(Code::Route, beside, "a route stands beside `variants`")
            .related(variants.key, "these are its routes")
            .help("keep `variants:` where several profiles can call it, and `post:`, `get:` or `link:` with `profile:` where one can");
        problems.report(diagnostic);
    }
    let variants = variants.value.0.iter();
    variants
        .filter_map(|(_, variant)| variant.0.clone())
        .collect()
}

mapping! {
    /// Where a call by one of several profiles goes.
    struct VariantKeys: "a variant" {
        ..route: RouteKeys,
        ..about: About,
    } exactly one of [["post"], ["get"], ["link"]]
}

/// The route of one of several profiles, if it has one.
#[derive(Debug)]
pub(super) struct Variant(Option<Route>);

impl Value for Variant {
    fn read(profile: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = VariantKeys::read_at(profile.span, node, problems);
        let at = method_and_path(&keys.route, problems);
        if at.is_none() {
            let message = format!("the variant for `{}` has no route", profile.text);
            problems.report(
                Diagnostic::new(Code::Route, profile.span, message)
                    .help("write it as `{post: /its/path}`"),
            );
        }
        Some(Self(at.map(|at| at.route(profile.clone(), keys.about))))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        VariantKeys::schema(generator)
    }
}

/// A route without the profile that takes it.
struct At {
    method: Method,
    path: Key,
    link: bool,
}

impl At {
    fn route(self, profile: Key, about: About) -> Route {
        Route {
            profile,
            method: self.method,
            path: self.path,
            link: self.link,
            about,
        }
    }
}

fn method_and_path(keys: &RouteKeys, problems: &Problems<'_>) -> Option<At> {
    let keys = [
        (&keys.post, Method::Post, false),
        (&keys.get, Method::Get, false),
        (&keys.link, Method::Get, true),
    ];
    let mut found = keys.into_iter().filter_map(|(path, method, link)| {
        let path = path.clone()?;
        Some(At { method, path, link })
    });
    let first = found.next()?;
    for other in found {
        let diagnostic = Diagnostic::new(
            Code::Route,
            other.path.span,
            "an operation has one route: `post`, `get` or `link`",
        )
        .related(first.path.span, "the other one")
        .help("keep the one that the vendor documents; two calls are two operations");
        problems.report(diagnostic);
    }
    Some(first)
}
