//! Where signatures go in requests and stand in replies, and what goes there.

use super::leaks::Leaks;
use super::names;
use super::profiles::Parts;
use super::templates::template;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Fresh, Output, Place, Sign, Verify};
use crate::signature::{Expression, Operand, Part, Scope, Signature, Template, ValueType};
use crate::spec::{self, Name};

/// How a profile's requests are signed.
pub(super) fn sign(spec: &spec::Sign, parts: &Parts<'_>, problems: &Problems<'_>) -> Option<Sign> {
    let index = resolve(spec.with.as_ref(), parts, problems)?;
    let signature = parts.signatures.get(index)?;
    let before = problems.count();
    let into: Vec<Output> = spec
        .into
        .iter()
        .map(|output| Output {
            place: output.place.clone(),
            value: value(output.value.as_ref(), output.at, signature, parts, problems),
        })
        .collect();
    // A signature without that line is told where it is declared.
    let gives = signature.lines.iter().any(|line| line.name == "sign");
    if gives && problems.count() == before {
        refuse_places_without_signature(spec, &into, problems);
    }
    Some(Sign {
        signature: index,
        into,
        about: spec.about.clone(),
        example: spec.example.clone(),
    })
}

/// How a profile's replies are verified.
pub(super) fn verify(
    spec: &spec::Verify,
    envelope: Option<usize>,
    parts: &Parts<'_>,
    problems: &Problems<'_>,
) -> Option<Verify> {
    let index = resolve(spec.with.as_ref(), parts, problems);
    let fresh_place = spec.fresh.as_ref().and_then(|fresh| fresh.place.as_ref());
    for place in spec.place.iter().chain(fresh_place) {
        check_member(place, envelope, parts, problems);
    }
    let index = index?;
    let signature = parts.signatures.get(index)?;
    let (place, at) = spec.place.clone()?;
    let value = value(spec.value.as_ref(), at, signature, parts, problems);
    let fresh = spec.fresh.as_ref().and_then(|fresh| {
        let (place, _) = fresh.place.clone()?;
        Some(Fresh {
            place,
            unit: fresh.unit,
            within: fresh.within,
        })
    });
    Some(Verify {
        signature: index,
        place,
        value,
        when: spec.when,
        fresh,
    })
}

fn resolve(with: Option<&Name>, parts: &Parts<'_>, problems: &Problems<'_>) -> Option<usize> {
    let names = parts
        .signatures
        .iter()
        .map(|signature| signature.name.as_str());
    names::resolve(with?, names, "signature", "`signatures:`", problems)
}

/// Reports a member of the reply that its envelope doesn't have.
fn check_member(
    (place, span): &(Place, Span),
    envelope: Option<usize>,
    parts: &Parts<'_>,
    problems: &Problems<'_>,
) {
    let envelope = envelope.and_then(|index| parts.envelopes.get(index));
    let (Place::Field(name), Some(envelope)) = (place, envelope) else {
        return;
    };
    let name = Name {
        span: *span,
        text: name.clone(),
        plain: true,
    };
    let members = envelope.fields.iter().map(|field| field.wire.as_str());
    names::resolve(
        &name,
        members,
        "member of the envelope",
        "the `fields:` of its envelope",
        problems,
    );
}

/// What goes to a place: as the spec says, or else the signature itself.
fn value(
    text: Option<&Name>,
    at: Span,
    signature: &Signature,
    parts: &Parts<'_>,
    problems: &Problems<'_>,
) -> Template {
    let before = problems.count();
    let value = match text {
        Some(text) => {
            let scope = Scope::placed(parts.credentials, &signature.lines);
            template(Some(text), &scope, problems)
        }
        None => signature_alone(signature),
    };
    if problems.count() == before
        && let Some(secret) = Leaks::of(&signature.lines, parts.credentials).of_template(&value)
    {
        let message = format!(
            "the secret `{}` would be sent with every request",
            secret.name
        );
        let help = "send what a digest such as `hmac_sha256` makes of it; if the vendor has it sent, as an access token is, say `secret: sent` of the credential";
        problems.report(
            Diagnostic::new(
                Code::SecretOnWire,
                text.map_or(at, |text| text.span),
                message,
            )
            .label("sent as it is")
            .related(secret.at, "a secret")
            .help(help),
        );
    }
    value
}

fn signature_alone(signature: &Signature) -> Template {
    let sign = signature.lines.iter().position(|line| line.name == "sign");
    let part = |index| {
        Part::Value(Expression {
            operands: vec![Operand::Line(index)],
            calls: Vec::new(),
        })
    };
    Template {
        parts: sign.map(part).into_iter().collect(),
        value_type: ValueType::Text,
    }
}

/// Reports that nothing which was signed would reach the vendor.
fn refuse_places_without_signature(spec: &spec::Sign, into: &[Output], problems: &Problems<'_>) {
    let has_line = |output: &Output| {
        output
            .value
            .expressions()
            .flat_map(Expression::all_operands)
            .any(|operand| matches!(operand, Operand::Line(_)))
    };
    let (Some(first), false) = (spec.into.first(), into.iter().any(has_line)) else {
        return;
    };
    problems.report(
        Diagnostic::new(
            Code::Place,
            first.value.as_ref().map_or(first.at, |value| value.span),
            "the signature would be made and not sent",
        )
        .label("no line of the signature in it")
        .help("let the value take the signature where the vendor wants it: `{sign}`"),
    );
}
