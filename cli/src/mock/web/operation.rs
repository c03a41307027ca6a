//! The page of an operation.

use http::StatusCode;
use maud::{Markup, html};
use sealspec::{Clock as _, Explanation, Prepared, SystemClock};
use sealspec_caller::Call;
use sealspec_codegen::model::{Operation, Presence, Shape};

use super::form::{self, Problems};
use super::input::{FIELD, Input};
use super::layout;
use super::operations::route;
use super::result::{self, Sent};
use super::texts;
use super::view::View;
use crate::prose;

/// The form, filled from an example.
pub(super) fn page(view: &View<'_>, operation: &Operation) -> Markup {
    let shown = with_request(operation);
    let input = match view.query("example") {
        Some("none") => Input::default(),
        asked => {
            let asked: Option<usize> = asked.and_then(|number| number.parse().ok());
            let index = asked.or(shown.first().copied());
            let example = index.and_then(|number| operation.examples.get(number.checked_sub(1)?));
            example
                .map(|example| Input::example(operation, example))
                .unwrap_or_default()
        }
    };
    let content = html! {
        (about(view, operation))
        h2 { (view.say(texts::FORM)) }
        @if !shown.is_empty() {
            p.examples {
                (view.say(texts::START_FROM)) " "
                @for number in &shown {
                    (start(view, operation, &number.to_string(), &format!("{} {number}", view.say(texts::EXAMPLE))))
                    " · "
                }
                (start(view, operation, "none", view.say(texts::EMPTY_FORM)))
            }
        }
        (form::form(view, operation, &input, &Problems::default()))
    };
    layout::page(view, &operation.name, content)
}

/// Numbers of the examples that show a request, counted from 1.
fn with_request(operation: &Operation) -> Vec<usize> {
    let examples = operation.examples.iter().enumerate();
    let shown = examples.filter(|(_, example)| example.request.is_some());
    shown.map(|(index, _)| index + 1).collect()
}

fn start(view: &View<'_>, operation: &Operation, example: &str, label: &str) -> Markup {
    let address = view.link(&format!("/operations/{}", operation.name));
    html! { a href={ (address) "&example=" (example) } { (label) } }
}

fn about(view: &View<'_>, operation: &Operation) -> Markup {
    let language = view.language;
    let api = view.site.vendor.api();
    html! {
        h1 { (operation.name) }
        (layout::blocks(&prose::blocks_of(&operation.about, language)))
        @if let Some(source) = operation.source.as_deref().filter(|source| layout::is_web(source)) {
            p { a href=(source) rel="noreferrer" { (view.say(texts::DOCUMENTATION)) } }
        }
        h2 { (view.say(texts::ROUTES)) }
        @for variant in &operation.variants {
            (route(api, variant))
            (layout::blocks(&prose::blocks_of(&variant.about, language)))
        }
        @if !operation.rules.is_empty() {
            h2 { (view.say(texts::RULES)) }
            ul { @for rule in &operation.rules {
                li {
                    (layout::inlines(&prose::say(&prose::statement(rule, language))))
                    (layout::blocks(&prose::blocks_of(&rule.about, language)))
                }
            } }
        }
    }
}

/// Makes a call of what was typed, and shows what came of it.
pub(super) fn submitted(
    view: &View<'_>,
    operation: &Operation,
    request: &http::Request<bytes::Bytes>,
) -> (StatusCode, Markup) {
    let input = Input::sent(request);
    match prepare(view, operation, &input) {
        Ok((call, prepared, explanation)) => {
            let sent = Sent::send(view, call, prepared, explanation);
            let again = html! {
                details {
                    summary { (view.say(texts::CALL_AGAIN)) }
                    (form::form(view, operation, &input, &Problems::default()))
                }
            };
            (StatusCode::OK, result::page(view, &sent, again))
        }
        Err(problems) => {
            let content = html! {
                h1 { (operation.name) }
                div.notice.bad role="alert" {
                    h2 { (view.say(texts::NOTHING_SENT)) }
                    @if !problems.at.is_empty() { p { (view.say(texts::MEND)) } }
                    @for problem in &problems.whole { p { (problem) } }
                    @if operation.request.iter().any(|field| field.shape == Shape::File) {
                        p { (view.say(texts::FILE_AGAIN)) }
                    }
                }
                (form::form(view, operation, &input, &problems))
            };
            let page = layout::page(view, &operation.name, content);
            (StatusCode::UNPROCESSABLE_ENTITY, page)
        }
    }
}

fn prepare(
    view: &View<'_>,
    operation: &Operation,
    input: &Input,
) -> Result<(Call, Prepared, Explanation), Problems> {
    let whole = |problem: String| Problems {
        at: Vec::new(),
        whole: vec![problem],
    };
    let called = view
        .site
        .caller
        .call(&operation.name, profile(view, operation, input));
    let mut call = called.map_err(|error| whole(error.to_string()))?;
    let problems = fill(view, operation, input, &mut call);
    if !problems.is_empty() {
        return Err(problems);
    }
    let moment = SystemClock.moment().map_err(whole)?;
    let explained = call.explain(&view.site.url, &moment);
    let (prepared, explanation) = explained.map_err(|error| whole(error.to_string()))?;
    Ok((call, prepared, explanation))
}

/// The chosen profile, or the one that the form shows first.
fn profile<'v>(view: &'v View<'_>, operation: &Operation, input: &'v Input) -> Option<&'v str> {
    let first = operation.variants.first()?;
    let first = view.site.vendor.api().profiles.get(first.profile)?;
    Some(input.text("profile").unwrap_or(&first.name))
}

/// Gives a call what was typed.
fn fill(view: &View<'_>, operation: &Operation, input: &Input, call: &mut Call) -> Problems {
    let mut problems = Problems::default();
    if operation.takes_url() {
        let url = input.text("url").unwrap_or_default();
        if let Err(error) = call.url(url.trim()) {
            problems.at.push(("url".to_owned(), error.to_string()));
        }
    }
    for field in &operation.request {
        let name = format!("{FIELD}{}", field.wire);
        let given = match (input.text(&name), input.file(&name)) {
            (Some(text), _) => Some(call.text(&field.wire, text)),
            (None, Some(file)) => Some(call.file(&field.wire, file.clone())),
            (None, None) => None,
        };
        let problem = match given {
            Some(given) => given.err().map(|error| error.to_string()),
            None if field.presence == Presence::Optional => None,
            None => Some(view.say(texts::IS_REQUIRED).to_owned()),
        };
        problems.at.extend(problem.map(|problem| (name, problem)));
    }
    if let Some(Err(error)) = input.text("open").map(|text| call.json(text)) {
        problems.at.push(("open".to_owned(), error.to_string()));
    }
    problems
}
