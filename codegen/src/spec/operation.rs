use super::conditions::{Conditions, conditions};
use super::{
    Example, Operation, PayloadOverride, ReplyOverrides, Response, Route, about, allow, field,
    filled, link, poll, profile, rule, types,
};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Method};
use crate::yaml::{Cursor, Key, Kind, Node, text};

pub(super) fn operation<'n>(entry: &'n (Key, Node), problems: &'n Problems<'n>) -> Operation {
    let before = problems.count();
    let (name, node) = entry;
    let mut cursor = Cursor::new(node, name.span, "an operation", problems);
    cursor.require("doc", "what it does, in one sentence");
    let (request, filled) = filled::request(cursor.entries("request"), problems);
    let routes = routes(&mut cursor, problems);
    if routes.iter().any(|route| route.link) {
        link::refuse_replies(&mut cursor, problems);
    }
    let mut operation = Operation {
        name: name.clone(),
        about: about::about_deprecable(&mut cursor, problems),
        source: about::source(&mut cursor, problems),
        routes,
        server: cursor.text("server"),
        body: cursor.choice("body", &profile::BODIES),
        payload: payload(&mut cursor, problems),
        beside: cursor
            .list("beside")
            .iter()
            .filter_map(|node| text(node, "a field's name", problems))
            .collect(),
        safe: cursor.flag("safe").is_some(),
        request,
        filled,
        open: cursor
            .take_entry("open")
            .map(|entry| filled::open(entry, problems)),
        rules: rule::rules(&mut cursor, problems),
        response: cursor
            .take_entry("response")
            .and_then(|entry| response(entry, problems)),
        envelope: cursor.text("envelope"),
        reply: cursor
            .take_entry("reply")
            .map(|entry| reply(entry, problems))
            .unwrap_or_default(),
        poll: cursor
            .take_entry("poll")
            .map(|entry| poll::poll(entry, problems)),
        examples: cursor
            .list("examples")
            .iter()
            .map(|node| example(node, problems))
            .collect(),
        sound: true,
    };
    allow::allow(&mut cursor, allow::within(entry), problems);
    cursor.finish();
    operation.sound = problems.count() == before;
    operation
}

/// Takes `post`, `get` or `link` with `profile`, or else `variants`.
fn routes<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Vec<Route> {
    let at = cursor.at();
    let own = method_and_path(cursor, problems);
    let profile = cursor.take_entry("profile");
    let Some((variants, _)) = cursor.take_entry("variants") else {
        if own.is_none() {
            let help = "add `post: /its/path` (or `get:`, `link:`) and `profile:`, or `variants:` with a route for each profile";
            problems.report(
                Diagnostic::new(Code::Route, at, "the operation has no route")
                    .label("which path?")
                    .help(help),
            );
        }
        let Some((_, node)) = profile else {
            if own.is_none() {
                return Vec::new();
            }
            let help = "add `profile:` with the name of the profile that calls it";
            problems.report(
                Diagnostic::new(Code::Route, at, "the operation has no profile")
                    .label("called how?")
                    .help(help),
            );
            return Vec::new();
        };
        let profile = text(node, "profile", problems);
        return own
            .zip(profile)
            .map(|(at, profile)| at.route(profile, Default::default()))
            .into_iter()
            .collect();
    };

    let beside = own
        .map(|at| at.path.span)
        .or(profile.map(|(key, _)| key.span));
    if let Some(beside) = beside {
        let diagnostic = Diagnostic::new(Code::Route, beside, "a route stands beside `variants`")
            .related(variants.span, "these are its routes")
            .help("keep `variants:` where several profiles can call it, and `post:`, `get:` or `link:` with `profile:` where one can");
        problems.report(diagnostic);
    }
    cursor
        .entries("variants")
        .iter()
        .filter_map(|entry| variant(entry, problems))
        .collect()
}

fn variant<'n>((profile, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Option<Route> {
    let mut cursor = Cursor::new(node, profile.span, "a variant", problems);
    let route = method_and_path(&mut cursor, problems);
    let about = about::about(&mut cursor, problems);
    if route.is_none() {
        let message = format!("the variant for `{}` has no route", profile.text);
        problems.report(
            Diagnostic::new(Code::Route, profile.span, message)
                .help("write it as `{post: /its/path}`"),
        );
    }
    cursor.finish();
    route.map(|at| at.route(profile.clone(), about))
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

fn method_and_path<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Option<At> {
    let keys = [
        ("post", Method::Post, false),
        ("get", Method::Get, false),
        ("link", Method::Get, true),
    ];
    let mut found = keys.into_iter().filter_map(|(key, method, link)| {
        let path = cursor.text(key)?;
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

fn payload<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Option<PayloadOverride> {
    match cursor.take("payload") {
        Some(node) if matches!(node.kind, Kind::Mapping(_)) => {
            profile::payload(node, problems).map(PayloadOverride::Json)
        }
        _ => cursor
            .choice("payload", &[("fields", ())])
            .map(|_| PayloadOverride::Fields),
    }
}

fn response<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> Option<Response> {
    match &node.kind {
        Kind::Mapping(entries) => {
            Some(Response::Fields(key.span, field::fields(entries, problems)))
        }
        _ => types::type_name(&text(node, "response", problems)?, problems).map(Response::Type),
    }
}

fn reply<'n>((key, node): &'n (Key, Node), problems: &'n Problems<'n>) -> ReplyOverrides {
    let mut cursor = Cursor::new(node, key.span, "`reply`", problems);
    let overrides = ReplyOverrides {
        success: stated(&mut cursor, "success", problems),
        pending: stated(&mut cursor, "pending", problems),
        undecided: stated(&mut cursor, "undecided", problems),
        code: cursor
            .text("code")
            .map(|code| (code.text != "none").then_some(code)),
        verify: cursor.choice("verify", &profile::WHEN),
    };
    cursor.finish();
    overrides
}

/// The conditions under a key, where it is there.
fn stated<'n>(
    cursor: &mut Cursor<'n>,
    key: &'static str,
    problems: &'n Problems<'n>,
) -> Option<Conditions> {
    cursor.take(key)?;
    Some(conditions(cursor, key, problems))
}

fn example<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Example {
    let mut cursor = Cursor::new(node, node.span, "an example", problems);
    let example = Example {
        about: about::about(&mut cursor, problems),
        common: cursor.pairs("common"),
        request: cursor.take("request").cloned(),
        response: cursor.take("response").cloned(),
    };
    cursor.finish();
    example
}
