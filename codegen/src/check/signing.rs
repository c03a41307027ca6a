//! Whether requests have what their signatures take, and signatures no line that nothing takes.

use crate::diagnostic::{Code, Diagnostic, Problems, Span, list_of};
use crate::model::{Body, Operation, Profile};
use crate::signature::{FieldSource, Operand, Signature, Template};
use crate::spec::{self, Line, Name, Spec};

/// Headers that every request has, `content-type` where it has a body.
const OWN_HEADERS: [&str; 2] = ["content-type", "host"];

/// Checks every signature against the profiles that use it.
pub(super) fn check(
    spec: &Spec,
    signatures: &[Signature],
    profiles: &[Profile],
    operations: &[&Operation],
    problems: &Problems<'_>,
) {
    for (index, (signature, written)) in signatures.iter().zip(&spec.api.signatures).enumerate() {
        refuse_unused_lines(index, signature, written, profiles, problems);
        for (place, profile) in profiles.iter().enumerate() {
            if profile.sign.as_ref().map(|sign| sign.signature) != Some(index) {
                continue;
            }
            let Some(named) = spec.api.profiles.get(place) else {
                continue;
            };
            let signing = Signing {
                signature,
                written,
                profile,
                named,
                problems,
            };
            let bodies = bodies(place, named, operations);
            // Where no operation is documented, requests are made by hand, and nobody knows what they carry.
            if operations.iter().any(|operation| calls(operation, place)) {
                signing.refuse_missing_headers();
            }
            if !bodies.is_empty() && !bodies.contains(&Body::Json) {
                signing.refuse_json();
            }
        }
    }
}

fn calls(operation: &Operation, profile: usize) -> bool {
    operation
        .variants
        .iter()
        .any(|variant| variant.profile == profile)
}

/// The bodies that a profile's requests are known to have.
fn bodies(profile: usize, named: &spec::Profile, operations: &[&Operation]) -> Vec<Body> {
    let stated = named.body.map(|(body, _)| match body {
        spec::Body::Form => Body::Form,
        spec::Body::Multipart => Body::Multipart,
        spec::Body::Query => Body::Query,
        spec::Body::Json => Body::Json,
    });
    let variants = operations.iter().flat_map(|operation| &operation.variants);
    let called = variants
        .filter(|variant| variant.profile == profile)
        .map(|variant| variant.body);
    stated.into_iter().chain(called).collect()
}

fn refuse_unused_lines(
    index: usize,
    signature: &Signature,
    written: &spec::Signature,
    profiles: &[Profile],
    problems: &Problems<'_>,
) {
    let signs = profiles.iter().filter_map(|profile| profile.sign.as_ref());
    let signs = signs
        .filter(|sign| sign.signature == index)
        .flat_map(|sign| sign.into.iter().map(|output| &output.value));
    let verifies = profiles.iter().filter_map(|own| own.verify.as_ref());
    let verifies = verifies
        .filter(|verify| verify.signature == index)
        .map(|verify| &verify.value);
    let placed: Vec<&Template> = signs.chain(verifies).collect();
    for line in signature.unused_lines(&placed) {
        let Some((name, _)) = written.lines.get(line) else {
            continue;
        };
        let help = "use it in a line below or in `into` of a profile, or drop it";
        problems.report(
            Diagnostic::new(
                Code::Unused,
                name.span,
                format!("nothing uses the line `{}`", name.text),
            )
            .label("not signed")
            .help(help),
        );
    }
}

/// A signature as one profile's requests are signed by it.
struct Signing<'s> {
    signature: &'s Signature,
    written: &'s spec::Signature,
    profile: &'s Profile,
    named: &'s spec::Profile,
    problems: &'s Problems<'s>,
}

impl Signing<'_> {
    /// Reports headers that the profile's requests don't carry when they are signed.
    fn refuse_missing_headers(&self) {
        for ((_, line), read) in self.written.lines.iter().zip(&self.signature.lines) {
            let texts = match line {
                Line::Template(text) => vec![text],
                Line::Fields(list) => {
                    self.refuse_listed_headers(list);
                    let templates = [&list.name, &list.value, &list.each];
                    let added = list.add.iter().map(|(_, value)| value);
                    templates.into_iter().flatten().chain(added).collect()
                }
            };
            for operand in read.operands() {
                if let Operand::Header(name) = operand
                    && !self.has_header(name)
                {
                    self.report_header(name, self.place_of(name, &texts));
                }
            }
        }
    }

    fn refuse_listed_headers(&self, list: &spec::FieldList) {
        let headers_only = !list.from.is_empty()
            && list
                .from
                .iter()
                .all(|(source, _)| *source == FieldSource::Headers);
        let listed = list.only.iter().flat_map(|(_, names)| names);
        for name in listed.filter(|_| headers_only) {
            if !self.has_header(&name.text) {
                self.report_header(&name.text, name.span);
            }
        }
    }

    fn has_header(&self, name: &str) -> bool {
        let own = self.profile.headers.iter().map(|header| &*header.wire);
        // A header that a vector has is one that some of the vendor's requests carry.
        let vectors = self.written.vectors.iter();
        let given = vectors.flat_map(|vector| vector.headers.iter().map(|(name, _)| &*name.text));
        own.chain(OWN_HEADERS)
            .chain(given)
            .any(|header| header.eq_ignore_ascii_case(name))
    }

    /// Where a header's name stands in the templates of a line.
    fn place_of(&self, name: &str, texts: &[&Name]) -> Span {
        let found = texts.iter().find_map(|text| {
            let lower = text.text.to_ascii_lowercase();
            let start = lower.find(&format!("'{name}'"))?;
            let part = start..start + name.len() + 2;
            Some(self.problems.sources.within(text.span, &text.text, part))
        });
        found
            .or(texts.first().map(|text| text.span))
            .unwrap_or(self.written.name.span)
    }

    fn report_header(&self, name: &str, at: Span) {
        let carried = self.profile.headers.iter().map(|header| &*header.wire);
        let help = format!(
            "add it to `headers:` of the profile if the vendor wants it; its requests carry {}",
            list_of(carried.chain(OWN_HEADERS))
        );
        let message = format!(
            "requests of the profile `{}` have no header `{name}` when they are signed",
            self.profile.name
        );
        self.report(Diagnostic::new(Code::Source, at, message), help);
    }

    /// Reports lists of JSON members where no request has any.
    fn refuse_json(&self) {
        for (_, line) in &self.written.lines {
            let Line::Fields(list) = line else { continue };
            for (source, span) in &list.from {
                if matches!(source, FieldSource::Json | FieldSource::JsonMember(_)) {
                    let message = format!(
                        "no request of the profile `{}` has a body of JSON",
                        self.profile.name
                    );
                    let help = "say `body: json` in the profile, or take the fields from `body` or `query`".to_owned();
                    self.report(Diagnostic::new(Code::Source, *span, message), help);
                }
            }
        }
    }

    fn report(&self, diagnostic: Diagnostic, help: String) {
        let with = self.named.sign.as_ref().and_then(|sign| sign.with.as_ref());
        let at = with.map_or(self.named.name.span, |with| with.span);
        self.problems
            .report(diagnostic.related(at, "signed by it").help(help));
    }
}
