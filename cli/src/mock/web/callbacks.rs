//! What the vendor sends by itself.

use bytes::Bytes;
use http::{Request, Response, StatusCode, Uri};
use maud::{Markup, html};
use sealspec::{BlockingTransport as _, Limits, Ureq};
use sealspec_caller::is_loopback;
use sealspec_codegen::model::{Ack, Callback};
use sealspec_mock::Notice;

use super::input::{Input, typed};
use super::layout;
use super::result::{body_of, curl, headers_of};
use super::texts::{self, Said};
use super::view::View;
use crate::message::Message;
use crate::prose;

/// Where a receiver under development may well listen.
const RECEIVER: &str = "http://127.0.0.1:3000/";

const SEALS: [(&str, Said); 3] = [
    ("vendor", texts::SEAL_VENDOR),
    ("missing", texts::SEAL_MISSING),
    ("forged", texts::SEAL_FORGED),
];

pub(super) fn list(view: &View<'_>) -> Markup {
    let title = view.say(texts::CALLBACKS);
    let content = html! {
        h1 { (title) }
        @if view.site.callbacks().next().is_none() { p { (view.say(texts::NO_CALLBACKS)) } }
        ul.cards {
            @for callback in view.site.callbacks() {
                li {
                    a href=(view.link(&format!("/callbacks/{}", callback.name))) { (callback.name) }
                    @if let Some(line) = view.language.of(&callback.about.doc).lines().next() { p { (line) } }
                }
            }
        }
    };
    layout::page(view, title, content)
}

/// The form, filled from the first example.
pub(super) fn page(view: &View<'_>, callback: &Callback) -> Markup {
    let input = Input::default();
    let content = html! { (about(view, callback)) (form(view, callback, &input)) };
    layout::page(view, &callback.name, content)
}

/// Makes a callback, sends it where that was asked for, and shows what came of it.
pub(super) async fn submitted(
    view: &View<'_>,
    callback: &Callback,
    request: &Request<Bytes>,
) -> (StatusCode, Markup) {
    let input = Input::sent(request);
    let (status, outcome) = match make(view, callback, &input) {
        Err(problem) => (StatusCode::UNPROCESSABLE_ENTITY, notice(view, &problem)),
        Ok(made) => {
            let reply = match input.text("action") {
                Some("send") if !view.site.sends => {
                    Some(Err(view.say(texts::SENDS_NOTHING).to_owned()))
                }
                Some("send") => Some(send(made.clone()).await),
                _ => None,
            };
            (StatusCode::OK, shown(view, &made, reply))
        }
    };
    let content = html! { h1 { (callback.name) } (outcome) (form(view, callback, &input)) };
    (status, layout::page(view, &callback.name, content))
}

fn about(view: &View<'_>, callback: &Callback) -> Markup {
    let ack = match &callback.ack {
        Ack::Text(text) => text.clone(),
        Ack::Json(json) => json.to_string(),
    };
    html! {
        h1 { (callback.name) }
        (layout::blocks(&prose::blocks_of(&callback.about, view.language)))
        @if let Some(source) = callback.source.as_deref().filter(|source| layout::is_web(source)) {
            p { a href=(source) rel="noreferrer" { (view.say(texts::DOCUMENTATION)) } }
        }
        p { (view.say(texts::ACKNOWLEDGED_BY)) " " code { (ack) } }
    }
}

fn form(view: &View<'_>, callback: &Callback, input: &Input) -> Markup {
    let example = callback
        .examples
        .first()
        .map(typed)
        .unwrap_or_else(|| "{}".to_owned());
    let members = input.text("members").unwrap_or(&example);
    let api = view.site.vendor.api();
    let signers = callback
        .profiles
        .iter()
        .filter_map(|own| api.profiles.get(*own));
    let signers: Vec<_> = signers.map(|profile| profile.name.as_str()).collect();
    html! {
        form method="post" enctype="multipart/form-data"
            action=(view.link(&format!("/callbacks/{}", callback.name))) {
            div.field {
                label for="members" { (view.say(texts::MEMBERS)) }
                p.help id="members.help" { (view.say(texts::MEMBERS_HELP)) }
                textarea #members name="members" rows="12" spellcheck="false" aria-describedby="members.help" { "\n" (members) }
            }
            @if signers.len() > 1 { (choice(view, "profile", texts::PROFILE, input, signers.iter().map(|own| (*own, *own)))) }
            @if !signers.is_empty() {
                (choice(view, "seal", texts::SEAL, input, SEALS.iter().map(|(name, said)| (*name, view.say(*said)))))
            }
            div.field {
                label for="to" { (view.say(texts::RECEIVER)) }
                p.help id="to.help" { (view.say(if view.site.sends { texts::LOCAL_ONLY } else { texts::SENDS_NOTHING })) }
                input #to type="text" name="to" inputmode="url" value=(input.text("to").unwrap_or(RECEIVER))
                    aria-describedby="to.help" autocomplete="off" autocapitalize="none" spellcheck="false";
            }
            button.main name="action" value="make" { (view.say(texts::MAKE)) }
            @if view.site.sends {
                " "
                button name="action" value="send" { (view.say(texts::SEND)) }
            }
        }
    }
}

fn choice<'c>(
    view: &View<'_>,
    name: &str,
    label: Said,
    input: &Input,
    options: impl Iterator<Item = (&'c str, &'c str)>,
) -> Markup {
    html! {
        div.field {
            label for=(name) { (view.say(label)) }
            select id=(name) name=(name) {
                @for (value, shown) in options {
                    option value=(value) selected[input.text(name) == Some(value)] { (shown) }
                }
            }
        }
    }
}

/// The callback, addressed to its receiver.
fn make(view: &View<'_>, callback: &Callback, input: &Input) -> Result<Request<Bytes>, String> {
    let notice = Notice::members(input.text("members").unwrap_or("{}"));
    let notice = match input.text("profile") {
        Some(profile) => notice.profile(profile),
        None => notice,
    };
    let notice = match input.text("seal") {
        Some("missing") => notice.unsigned(),
        Some("forged") => notice.forged(),
        _ => notice,
    };
    let to = input.text("to").unwrap_or_default().trim();
    let to: Uri = to.parse().map_err(|_| format!("`{to}` is no URL"))?;
    if to.scheme().is_none() || to.authority().is_none() {
        return Err(format!("`{to}` is no URL: write it like {RECEIVER}"));
    }
    let made = view.site.vendor.callback(&callback.name, notice);
    let mut made = made.map_err(|error| error.to_string())?;
    *made.uri_mut() = to;
    Ok(made)
}

/// Sends a callback to a receiver on this machine.
async fn send(request: Request<Bytes>) -> Result<Response<Bytes>, String> {
    if !is_loopback(request.uri()) {
        return Err(format!(
            "{} isn't on this machine",
            request.uri().host().unwrap_or_default()
        ));
    }
    let mut limits = Limits::default();
    limits.timeout = std::time::Duration::from_secs(10);
    let exchange = move || {
        let transport = Ureq::new(&limits, None)?;
        transport.send(request, &limits)
    };
    match tokio::task::spawn_blocking(exchange).await {
        Ok(reply) => reply.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

fn notice(view: &View<'_>, problem: &str) -> Markup {
    html! {
        div.notice.bad role="alert" {
            h2 { (view.say(texts::NOTHING_SENT)) }
            p { (problem) }
        }
    }
}

fn shown(
    view: &View<'_>,
    made: &Request<Bytes>,
    reply: Option<Result<Response<Bytes>, String>>,
) -> Markup {
    let message = Message::of(made);
    let body = String::from_utf8_lossy(made.body());
    html! {
        @match &reply {
            None => {}
            Some(Err(problem)) => {
                div.notice.bad role="alert" {
                    h2 { (view.say(texts::NOT_REACHED)) }
                    p { (problem) }
                }
            }
            Some(Ok(reply)) => {
                div.notice role="status" {
                    h2 { (view.say(texts::RECEIVER_REPLIED)) }
                    p.route { b { "HTTP " (reply.status().as_u16()) } }
                    (body_of(view, &String::from_utf8_lossy(reply.body())))
                }
            }
        }
        h2 { (view.say(texts::CALLBACK_SENT)) }
        p.route { b { "POST" } " " code { (made.uri()) } }
        pre tabindex="0" { code { (headers_of(made.headers())) } }
        (layout::code(view, &body))
        h3 { (view.say(texts::CURL)) }
        (layout::code(view, &curl(&message, &made.uri().to_string())))
    }
}
