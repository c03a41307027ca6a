//! Calls to URLs that are known at run time only.

use super::operations::Context;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Body, Field, Payload, Place, Variant};
use crate::spec;

/// Checks an operation to which callers give the whole URL: whoever made that URL receives the call, and so nothing secret.
pub(super) fn check(
    spec: &spec::Operation,
    request: &[Field],
    variants: &[Variant],
    context: &Context<'_>,
) {
    if spec.given_url().is_none() {
        return;
    }
    let report = |code, span: Span, message: String, help: &str| {
        let diagnostic = Diagnostic::new(code, span, message).help(help);
        context.problems.report(diagnostic);
    };
    if let Some(server) = &spec.server {
        let message = "`server` says nothing where callers give the whole URL".to_owned();
        report(
            Code::Misplaced,
            server.span,
            message,
            "drop it: the host is part of that URL",
        );
    }
    for route in spec.routes.iter().filter(|route| !route.takes_url()) {
        let message = format!("`{}` is called at one path and at any URL", spec.name.text);
        let help =
            "make two operations of it: what is called at a path, and what is called at a URL";
        report(Code::Route, route.path.span, message, help);
    }
    for (field, written) in request.iter().zip(&spec.request) {
        let (wire, span) = (&field.wire, written.wire.span);
        if field.rust == "url" {
            let message =
                format!("the field `{wire}` would be named `url`, as the URL of the call is");
            let help = "state its Rust name beside its type, like `rust: url_value`";
            report(Code::Reserved, span, message, help);
        }
        if field.secret {
            let message = format!("the secret `{wire}` would be sent to whoever made the URL");
            let help = "leave the field out, or say `get:` with the path where the vendor's own address is called";
            report(Code::SecretOnWire, span, message, help);
        }
    }
    for (variant, route) in variants.iter().zip(&spec.routes) {
        if let Some((code, fault, help)) = fault(variant, context) {
            let message = format!("the profile `{}` {fault}", route.profile.text);
            report(code, route.profile.span, message, help);
        }
    }
}

/// What keeps a profile from calling any URL, and the remedy.
fn fault(variant: &Variant, context: &Context<'_>) -> Option<(Code, &'static str, &'static str)> {
    let profile = context.profiles.get(variant.profile)?;
    let mut needed = profile.credentials.iter();
    let is_sent = |index: usize| {
        context
            .spec
            .api
            .credentials
            .get(index)
            .is_some_and(|own| own.sent)
    };
    let mut outputs = profile.sign.iter().flat_map(|sign| &sign.into);
    if needed.any(|own| is_sent(own.credential)) {
        let help = "name a profile that carries no secret";
        return Some((
            Code::SecretOnWire,
            "would send a secret to whoever made the URL",
            help,
        ));
    }
    if outputs.any(|output| output.place == Place::Path) {
        let help = "name a profile that signs in a field or a header";
        return Some((
            Code::Place,
            "signs in the path, and the URL has its own",
            help,
        ));
    }
    let is_json = variant.body == Body::Json || variant.payload != Payload::Fields;
    is_json.then_some((
        Code::Body,
        "sends JSON, in which the URL's fields would stand again",
        "say `body: form` or `payload: fields` for this operation",
    ))
}
