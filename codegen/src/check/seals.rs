//! Seals: the lines that lead from a payload to what is sent in its place, and those that lead back.

use super::templates::template;
use super::{names, vectors};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{Credential, Text};
use crate::signature::{
    Line, LineKind, Operand, Scope, Signature, Template, ValueType, secret_lines,
};
use crate::spec::{self, Name, SealLine};

/// A seal as two signatures: what its lines seal and what they open.
pub(super) struct Seal {
    pub(super) name: String,
    pub(super) seal: Signature,
    pub(super) open: Signature,
    /// Lines that nothing specifies, and what the vendor doesn't say.
    pub(super) missing: Vec<(String, Text)>,
}

/// The lines by which a seal is used: each may use all others.
const ENDS: [&str; 2] = ["seal", "open"];

pub(super) fn seals(
    spec: &[spec::Seal],
    signatures: &[spec::Signature],
    credentials: &[Credential],
    problems: &Problems<'_>,
) -> Vec<Seal> {
    spec.iter()
        .map(|seal| {
            names::check_snake_case(&seal.name, "a seal", &[], problems);
            refuse_taken_name(&seal.name, signatures, problems);
            check(seal, credentials, problems)
        })
        .collect()
}

/// The lines of all seals; those that nobody can make yet come last.
pub(super) fn signatures(seals: &[Seal]) -> Vec<Signature> {
    let (specified, missing): (Vec<_>, Vec<_>) =
        seals.iter().partition(|seal| seal.missing.is_empty());
    let ordered = specified.into_iter().chain(missing);
    let lines = ordered.flat_map(|own| [own.seal.clone(), own.open.clone()]);
    lines.collect()
}

fn check(spec: &spec::Seal, credentials: &[Credential], problems: &Problems<'_>) -> Seal {
    let before = problems.count();
    let shared = shared_lines(spec, credentials, problems);
    let end = |end: &str, scope: &Scope<'_>| signature(spec, end, &shared, scope, problems);
    let seal = Seal {
        name: spec.name.text.clone(),
        seal: end("seal", &Scope::sealing(credentials, &shared)),
        open: end("open", &Scope::opening(credentials, &shared)),
        missing: missing(spec),
    };
    if problems.count() == before {
        refuse_unused(spec, &[&seal.seal, &seal.open], problems);
    }
    let mask = |mut signature: Signature| {
        let secret = secret_lines(&signature.lines, credentials);
        let lines = signature.lines.iter_mut().zip(secret);
        lines.for_each(|(line, secret)| line.secret = secret);
        signature
    };
    let seal = Seal {
        seal: mask(seal.seal),
        open: mask(seal.open),
        ..seal
    };
    if problems.count() == before && seal.missing.is_empty() {
        vectors::check_seal(spec, &seal, credentials, problems);
    }
    seal
}

/// The lines but the two at its ends, in order.
fn shared_lines(
    spec: &spec::Seal,
    credentials: &[Credential],
    problems: &Problems<'_>,
) -> Vec<Line> {
    let shared: Vec<&(Name, SealLine)> = spec
        .lines
        .iter()
        .filter(|(name, _)| !ENDS.contains(&&*name.text))
        .collect();
    let names: Vec<&str> = shared.iter().map(|(name, _)| &*name.text).collect();
    let mut lines = Vec::new();
    for (index, (name, line)) in shared.iter().enumerate() {
        names::check_snake_case(name, "a line of a seal", &[], problems);
        names::refuse_built_in(name, "a line of a seal", problems);
        names::refuse_credential(name, credentials, problems);
        let later = names.get(index..).unwrap_or_default();
        let template = match line {
            SealLine::Template(text) => {
                let scope = Scope::seal(credentials, &lines).before(later);
                template(Some(text), &scope, problems)
            }
            // A key or an initialization vector, most likely: whatever it is, it may stand where bytes may.
            SealLine::Unspecified(_) => Template {
                parts: Vec::new(),
                value_type: ValueType::Bytes,
            },
        };
        lines.push(line_of(name, template));
    }
    lines
}

fn line_of(name: &Name, template: Template) -> Line {
    Line {
        name: name.text.clone(),
        value_type: template.value_type,
        kind: LineKind::Template(template),
        secret: false,
    }
}

/// The shared lines and one of the two at the ends, as a signature of the payload.
fn signature(
    spec: &spec::Seal,
    end: &str,
    shared: &[Line],
    scope: &Scope<'_>,
    problems: &Problems<'_>,
) -> Signature {
    let mut lines = shared.to_vec();
    match spec.lines.iter().find(|(name, _)| name.text == end) {
        Some((name, SealLine::Template(text))) => {
            let line = line_of(name, template(Some(text), scope, problems));
            if line.value_type != ValueType::Text {
                let message = format!("the line `{end}` makes bytes, and a text is wanted");
                let help = match end {
                    "seal" => {
                        "pass it through `base64` or `hex` at its end, as the vendor spells it"
                    }
                    _ => "a function that opens, such as `aes_cbc_open`, gives the text",
                };
                problems.report(Diagnostic::new(Code::Template, name.span, message).help(help));
            }
            lines.push(line);
        }
        Some((name, SealLine::Unspecified(_))) => lines.push(Line {
            value_type: ValueType::Text,
            ..line_of(name, template(None, scope, problems))
        }),
        None => refuse_missing_end(spec, end, problems),
    }
    Signature {
        name: format!("{}_{end}", spec.name.text),
        about: spec.about.clone(),
        source: spec.source.clone(),
        lines,
        vectors: Vec::new(),
    }
}

fn refuse_missing_end(spec: &spec::Seal, end: &str, problems: &Problems<'_>) {
    let message = format!("the seal `{}` has no line named `{end}`", spec.name.text);
    let help = match end {
        "seal" => {
            "add the line that makes what is sent, such as `seal: \"{plain | aes_cbc(key, iv) | base64}\"`"
        }
        _ => {
            "add the line that makes the text again, such as `open: \"{sealed | base64_decode | aes_cbc_open(key, iv)}\"`"
        }
    };
    problems.report(
        Diagnostic::new(Code::Seal, spec.name.span, message)
            .label("works one way only")
            .help(help),
    );
}

fn missing(spec: &spec::Seal) -> Vec<(String, Text)> {
    let lines = spec.lines.iter().filter_map(|(name, line)| match line {
        SealLine::Unspecified(what) => Some((name.text.clone(), what.clone())),
        SealLine::Template(_) => None,
    });
    lines.collect()
}

/// Reports shared lines that neither end uses.
fn refuse_unused(spec: &spec::Seal, ends: &[&Signature], problems: &Problems<'_>) {
    let operands = ends
        .iter()
        .flat_map(|end| end.lines.iter().flat_map(Line::operands));
    let used: Vec<&str> = operands
        .filter_map(|operand| match operand {
            Operand::Line(index) => ends.first()?.lines.get(*index).map(|line| &*line.name),
            _ => None,
        })
        .collect();
    for (name, _) in &spec.lines {
        if !ENDS.contains(&&*name.text) && !used.contains(&&*name.text) {
            let message = format!("nothing uses the line `{}`", name.text);
            let help = "use it in a line below, or drop it";
            problems.report(
                Diagnostic::new(Code::Unused, name.span, message)
                    .label("seals nothing")
                    .help(help),
            );
        }
    }
}

/// Reports a signature that has the name of one of the functions that a seal becomes.
fn refuse_taken_name(name: &Name, signatures: &[spec::Signature], problems: &Problems<'_>) {
    for end in ENDS {
        let own = format!("{}_{end}", name.text);
        if let Some(taken) = signatures.iter().find(|other| other.name.text == own) {
            let message = format!("the seal `{}` becomes a function named `{own}`", name.text);
            problems.report(
                Diagnostic::new(Code::RustCollision, name.span, message)
                    .related(taken.name.span, "and so does this signature")
                    .help("rename one of the two"),
            );
        }
    }
}
