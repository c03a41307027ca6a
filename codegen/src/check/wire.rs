//! Names on the wire: no request carries one twice, and headers are spelled as headers are.

use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::Place;
use crate::spec::{self, Name};

/// Headers that the connection or the body gives a request.
const OWN_HEADERS: [&str; 4] = ["connection", "content-length", "host", "transfer-encoding"];

/// Reports two of a profile's own fields, or two of its headers, with one name.
pub(super) fn refuse_collisions(profile: &spec::Profile, problems: &Problems<'_>) {
    let mut fields = WireNames::default();
    for (name, span, what) in own_fields(profile, true) {
        fields.declare(name, span, what, problems);
    }
    let mut headers = WireNames::default();
    for header in &profile.headers {
        check_header(&header.wire, problems);
        headers.declare(
            &header.wire.text,
            header.wire.span,
            "a header of the profile",
            problems,
        );
    }
    for (place, span) in outputs(profile) {
        if let Place::Header(name) = place {
            let name = Name {
                span,
                text: name.clone(),
                plain: true,
            };
            check_header(&name, problems);
        }
    }
    for (place, span) in outputs(profile) {
        if let Place::Header(name) = place {
            headers.declare(name, span, "the signature", problems);
        }
    }
}

/// The fields that a profile itself adds to a request, with what they are.
pub(super) fn own_fields(
    profile: &spec::Profile,
    with_payload: bool,
) -> impl Iterator<Item = (&str, Span, &'static str)> {
    let named = |field: &'_ spec::CommonField| field.wire.span;
    let common = profile
        .common
        .iter()
        .map(move |field| (field.wire.text.as_str(), named(field), "a common field"));
    let query = profile.query.iter().map(move |field| {
        (
            field.wire.text.as_str(),
            named(field),
            "a field of the query",
        )
    });
    let payload = profile
        .payload
        .iter()
        .filter(move |_| with_payload)
        .map(|field| (field.text.as_str(), field.span, "the payload"));
    let sign = outputs(profile).filter_map(|(place, span)| match place {
        Place::Field(name) | Place::Query(name) => Some((name.as_str(), span, "the signature")),
        Place::Header(_) | Place::Path => None,
    });
    common.chain(query).chain(payload).chain(sign)
}

fn outputs(profile: &spec::Profile) -> impl Iterator<Item = (&Place, Span)> {
    profile
        .sign
        .iter()
        .flat_map(|sign| &sign.into)
        .map(|output| (&output.place, output.at))
}

/// Reports a header that no request can carry, or carries anyway.
fn check_header(name: &Name, problems: &Problems<'_>) {
    let text = name.text.as_str();
    let is_token = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if !is_token {
        problems.report(
            Diagnostic::new(
                Code::BadName,
                name.span,
                format!("`{text}` can't be the name of a header"),
            )
            .label("not a header's name")
            .help("use letters, digits and hyphens, like `x-request-id`"),
        );
    } else if OWN_HEADERS.contains(&text) {
        let help = "drop it: it is there of itself, and signatures can use it: `header('NAME')`, `from: headers`";
        problems.report(
            Diagnostic::new(
                Code::Reserved,
                name.span,
                format!("every request has its own header `{text}`"),
            )
            .label("there already")
            .help(help),
        );
    }
}

/// The wire names of one request.
#[derive(Default)]
pub(super) struct WireNames<'n> {
    taken: Vec<(&'n str, Span, &'static str)>,
}

impl<'n> WireNames<'n> {
    /// Names whose collisions among each other are reported elsewhere.
    pub(super) fn of(names: impl Iterator<Item = (&'n str, Span, &'static str)>) -> Self {
        Self {
            taken: names.collect(),
        }
    }

    pub(super) fn declare(
        &mut self,
        name: &'n str,
        span: Span,
        what: &'static str,
        problems: &Problems<'_>,
    ) {
        if let Some((_, first, other)) = self.taken.iter().find(|(taken, ..)| *taken == name) {
            let both = match what == *other {
                true => format!("both times as {what}"),
                false => format!("as {what} and as {other}"),
            };
            let message = format!("one request would carry `{name}` twice, {both}");
            let diagnostic = Diagnostic::new(Code::WireCollision, span, message)
                .label(what)
                .related(*first, *other)
                .help("check both names on the vendor's page; drop the one that the profile adds by itself");
            problems.report(diagnostic);
            return;
        }
        self.taken.push((name, span, what));
    }
}
