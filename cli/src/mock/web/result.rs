//! What came of a call: the verdict, the reply, the signature and the request.

use bytes::Bytes;
use http::{HeaderMap, Response};
use maud::{Markup, html};
use sealspec::signing::Line;
use sealspec::{Explanation, Place, Prepared, ReadPolicy, Verification};
use sealspec_caller::Call;
use sealspec_mock::{Answered, Wire};

use super::super::log::Entry;
use super::input::pretty;
use super::layout;
use super::log::{verdict_details, verdict_word};
use super::texts;
use super::view::View;
use crate::message::{Content, Field, Mask, Message};
use crate::text::command_line;

/// A call that was sent to the mock vendor.
pub(super) struct Sent {
    call: Call,
    explanation: Explanation,
    /// The request as it was, and what of it isn't shown.
    message: Message,
    mask: Mask,
    is_masked: bool,
    answered: Answered,
    entry: Option<Entry>,
}

impl Sent {
    /// Sends a call to the mock vendor, without a network.
    pub(super) fn send(
        view: &View<'_>,
        call: Call,
        prepared: Prepared,
        explanation: Explanation,
    ) -> Self {
        let request = prepared.into_request();
        let message = Message::of(&request);
        let answered = view.site.vendor.answer(&request);
        // Nobody else is served between the two.
        let entry = view.site.log.entries().into_iter().next();
        let (mask, is_masked) = mask(view, &call, &message);
        Self {
            call,
            explanation,
            message,
            mask,
            is_masked,
            answered,
            entry,
        }
    }

    fn hide(&self, text: &str) -> String {
        self.mask.hide(text)
    }

    /// Query and all.
    fn url(&self) -> String {
        let Message { url, raw_query, .. } = &self.message;
        self.hide(&match raw_query.is_empty() {
            true => url.clone(),
            false => format!("{url}?{raw_query}"),
        })
    }
}

/// What of a request isn't shown: credentials of a file, and what fields hold that are secret by the spec. Test values are no
/// secrets.
fn mask(view: &View<'_>, call: &Call, message: &Message) -> (Mask, bool) {
    let mut mask = Mask::default();
    let mut is_masked = false;
    let api = view.site.vendor.api();
    for known in view
        .site
        .credentials
        .iter()
        .filter(|known| known.shown().is_none())
    {
        let is_secret = |own: &&sealspec_codegen::model::Credential| {
            own.name == known.name && (own.secret || own.sent)
        };
        if api.credentials.iter().find(is_secret).is_some() {
            mask.add(known.value.expose(), &known.name);
            is_masked = true;
        }
    }
    let has_secret = call.operation().request.iter().any(|field| field.secret);
    match is_masked || has_secret {
        true => (mask.and_of(api, message), true),
        false => (mask, false),
    }
}

pub(super) fn page(view: &View<'_>, sent: &Sent, again: Markup) -> Markup {
    let name = &sent.call.operation().name;
    let content = html! {
        h1 { a href=(view.link(&format!("/operations/{name}"))) { (name) } }
        (verdict(view, sent))
        (again)
        (signature(view, sent))
        (request(view, sent))
        (reply(view, sent))
    };
    layout::page(view, name, content)
}

fn verdict(view: &View<'_>, sent: &Sent) -> Markup {
    let Some(entry) = &sent.entry else {
        return html! {};
    };
    let is_accepted = entry.reason().is_none();
    html! {
        div.notice.good[is_accepted].bad[!is_accepted] role="status" {
            h2 #verdict { (verdict_word(view, entry)) }
            @if is_accepted { p { (view.say(texts::ACCEPTED_WHY)) } }
            (verdict_details(view, entry))
        }
    }
}

fn signature(view: &View<'_>, sent: &Sent) -> Markup {
    let api = view.site.vendor.api();
    let profile = sent.call.profile();
    let lines = |index: usize| {
        api.signatures
            .get(index)
            .map(|own| own.written(&api.credentials))
    };
    let seal = profile.seal.as_ref().and_then(|seal| lines(seal.seal));
    let sign = profile.sign.as_ref().and_then(|sign| lines(sign.signature));
    let rules: Vec<_> = seal.into_iter().chain(sign).flatten().collect();
    let explanation = &sent.explanation;
    html! {
        h2 { (view.say(texts::SIGNATURE)) }
        @if explanation.places.is_empty() { p { (view.say(texts::UNSIGNED)) } }
        ol.lines {
            @for line in &explanation.lines {
                @let rule = rules.iter().find(|(name, _)| *name == line.name);
                li { (line_of(view, sent, line, rule.map(|(_, rule)| rule.as_str()))) }
            }
        }
        @if !explanation.places.is_empty() {
            h3 { (view.say(texts::PLACED)) }
            dl { @for (place, value) in &explanation.places {
                dt { (view.say(texts::place(place))) " " @if let Some(name) = name_of(place) { code { (name) } } }
                dd { code { (sent.hide(value)) } }
            } }
        }
    }
}

/// The name of a place, where it has one.
fn name_of(place: &Place) -> Option<&'static str> {
    match place {
        Place::Field(name) | Place::Query(name) | Place::Header(name) => Some(name),
        Place::Path => None,
    }
}

fn line_of(view: &View<'_>, sent: &Sent, line: &Line, rule: Option<&str>) -> Markup {
    html! {
        h3 { code { (line.name) } }
        @if let Some(rule) = rule {
            p.rule { (view.say(texts::RULE)) " " code { (rule) } }
        }
        pre tabindex="0" { code { (sent.hide(&line.value)) } }
        @if !line.took_part.is_empty() {
            p { (view.say(texts::MADE_OF)) " " (codes(&line.took_part)) }
        }
        @if !line.left_out.is_empty() {
            p {
                (view.say(texts::LEFT_OUT)) " "
                @for (index, (name, why)) in line.left_out.iter().enumerate() {
                    @if index > 0 { " · " }
                    code { (name) } " (" (view.say(texts::left_out(why))) ")"
                }
            }
        }
    }
}

fn codes(names: &[String]) -> Markup {
    html! {
        @for (index, name) in names.iter().enumerate() {
            @if index > 0 { " · " }
            code { (name) }
        }
    }
}

fn request(view: &View<'_>, sent: &Sent) -> Markup {
    let message = &sent.message;
    let headers = message
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    let headers: Vec<_> = headers.collect();
    html! {
        h2 { (view.say(texts::SENT)) }
        @if sent.call.operation().link {
            p { (view.say(texts::ADDRESS)) }
            (layout::code(view, &sent.url()))
        } @else {
            p.route { b { (message.method) } " " code { (sent.url()) } }
            h3 { (view.say(texts::HEADERS)) }
            pre tabindex="0" { code { (sent.hide(&headers.join("\n"))) } }
        }
        (fields(view, sent, &message.query))
        (fields(view, sent, &message.body))
        @if !message.raw_body.is_empty() {
            h3 { (view.say(texts::BODY)) }
            pre tabindex="0" { code { (sent.hide(&message.raw_body)) } }
        }
        h3 { (view.say(texts::CURL)) }
        @if sent.is_masked { p { (view.say(texts::MASKED)) } }
        (layout::code(view, &sent.hide(&curl(message, &sent.url()))))
    }
}

fn fields(view: &View<'_>, sent: &Sent, fields: &[Field]) -> Markup {
    html! {
        @if !fields.is_empty() {
            h3 { (view.say(texts::FIELDS)) }
            dl { @for field in fields {
                dt { code { (field.name) } }
                dd { @match &field.value {
                    Content::Text(text) => { code { (sent.hide(text)) } }
                    Content::File(file) => {
                        (view.say(texts::FILE)) " " (file.name) ", " (file.content_type) ", "
                        (file.bytes.len()) " " (view.say(texts::BYTES))
                    }
                } }
            } }
        }
    }
}

/// A command that sends the same. curl reckons some headers itself.
pub(super) fn curl(message: &Message, url: &str) -> String {
    let mut words = ["curl", url, "-X", &message.method]
        .map(str::to_owned)
        .to_vec();
    let is_multipart = message.raw_body.is_empty() && !message.body.is_empty();
    for (name, value) in &message.headers {
        let is_own = match name.as_str() {
            "host" | "content-length" => true,
            "content-type" => is_multipart,
            _ => false,
        };
        if !is_own {
            words.extend(["-H".to_owned(), format!("{name}: {value}")]);
        }
    }
    if !message.raw_body.is_empty() {
        words.extend(["--data-raw".to_owned(), message.raw_body.clone()]);
    }
    for field in message.body.iter().filter(|_| is_multipart) {
        words.extend(match &field.value {
            Content::Text(text) => ["--form-string".to_owned(), format!("{}={text}", field.name)],
            Content::File(file) => {
                let (name, content_type) = (&file.name, &file.content_type);
                [
                    "-F".to_owned(),
                    format!("{}=@{name};type={content_type}", field.name),
                ]
            }
        });
    }
    command_line(words.iter().map(String::as_str))
}

fn reply(view: &View<'_>, sent: &Sent) -> Markup {
    let seconds = sent.answered.delay.as_secs_f64();
    html! {
        h2 { (view.say(texts::REPLY)) }
        @if seconds > 0.0 { p { (seconds) " " (view.say(texts::LATER)) } }
        @match &sent.answered.wire {
            Wire::Reply(response) => {
                (response_of(view, sent, response))
                @if !sent.call.operation().link { (reading(view, sent, response)) }
            }
            Wire::Cut | Wire::CutMidway(_) => p { (view.say(texts::NO_REPLY)) },
        }
    }
}

fn response_of(view: &View<'_>, sent: &Sent, response: &Response<Bytes>) -> Markup {
    html! {
        p.route { b { "HTTP " (response.status().as_u16()) } }
        pre tabindex="0" { code { (sent.hide(&headers_of(response.headers()))) } }
        (body_of(view, &sent.hide(&String::from_utf8_lossy(response.body()))))
    }
}

/// Headers, each on a line.
pub(super) fn headers_of(headers: &HeaderMap) -> String {
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())));
    lines.collect::<Vec<_>>().join("\n")
}

/// A body, with line ends where it is JSON.
pub(super) fn body_of(view: &View<'_>, text: &str) -> Markup {
    match text {
        "" => html! { p { (view.say(texts::EMPTY_BODY)) } },
        text => layout::code(view, &pretty(text).unwrap_or_else(|| text.to_owned())),
    }
}

fn reading(view: &View<'_>, sent: &Sent, response: &Response<Bytes>) -> Markup {
    let read = sent.call.read(response.clone(), ReadPolicy::default());
    html! {
        h3 { (view.say(texts::CLIENT_READS)) }
        p { @match &read {
            Ok(received) if received.verification == Verification::Verified => {
                strong.good { (view.say(texts::VERIFIED)) }
            }
            Ok(_) => { strong.good { (view.say(texts::DONE)) } }
            Err(error) => { strong.bad { (sent.hide(&error.to_string())) } }
        } }
    }
}
