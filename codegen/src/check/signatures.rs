//! Signatures: their lines, each of which may use the ones before it.

use super::field_list::{self, Scopes};
use super::templates::template;
use super::{names, vector_inputs};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::Credential;
use crate::signature::{Line, LineKind, Scope, Signature, ValueType, secret_lines};
use crate::spec::{self, Name};

/// A signature and whether its vectors can be held against it.
pub(super) struct Checked {
    pub(super) signature: Signature,
    pub(super) sound: bool,
}

pub(super) fn signatures(
    spec: &spec::Spec,
    credentials: &[Credential],
    problems: &Problems<'_>,
) -> Vec<Checked> {
    spec.api
        .signatures
        .iter()
        .map(|signature| check(signature, credentials, problems))
        .collect()
}

fn check(spec: &spec::Signature, credentials: &[Credential], problems: &Problems<'_>) -> Checked {
    let before = problems.count();
    names::check_snake_case(&spec.name, "a signature", &[], problems);
    let names: Vec<&str> = spec
        .lines
        .iter()
        .map(|(name, _)| name.text.as_str())
        .collect();
    let mut lines = Vec::new();
    for (index, (name, line)) in spec.lines.iter().enumerate() {
        let later = names.get(index..).unwrap_or_default();
        let line = checked_line(name, line, credentials, &lines, later, problems);
        lines.push(line);
    }
    let secret = secret_lines(&lines, credentials);
    lines
        .iter_mut()
        .zip(secret)
        .for_each(|(line, secret)| line.secret = secret);
    check_sign_line(spec, &lines, problems);
    let signature = Signature {
        name: spec.name.text.clone(),
        about: spec.about.clone(),
        source: spec.source.clone(),
        lines,
        vectors: spec.vectors.iter().map(vector_inputs::vector).collect(),
    };
    Checked {
        signature,
        sound: problems.count() == before,
    }
}

/// A line by itself: whether it is masked shows only when all lines are known.
fn checked_line(
    name: &Name,
    line: &spec::Line,
    credentials: &[Credential],
    earlier: &[Line],
    later: &[&str],
    problems: &Problems<'_>,
) -> Line {
    names::check_snake_case(name, "a line of a signature", &[], problems);
    names::refuse_built_in(name, "a line of a signature", problems);
    names::refuse_credential(name, credentials, problems);
    let (kind, value_type) = match line {
        spec::Line::Template(text) => {
            let template = template(
                Some(text),
                &Scope::line(credentials, earlier).before(later),
                problems,
            );
            let value_type = template.value_type;
            (LineKind::Template(template), value_type)
        }
        spec::Line::Fields(list) => {
            let scopes = Scopes {
                line: Scope::line(credentials, earlier).before(later),
                each: Scope::each(credentials, earlier).before(later),
            };
            let list = field_list::field_list(list, &scopes, problems);
            (LineKind::Fields(list), ValueType::Text)
        }
    };
    Line {
        name: name.text.clone(),
        kind,
        value_type,
        secret: false,
    }
}

fn check_sign_line(spec: &spec::Signature, lines: &[Line], problems: &Problems<'_>) {
    let help =
        "name the last line `sign`; it gives what is sent, such as `sign: \"{text | md5 | HEX}\"`";
    match lines
        .iter()
        .zip(&spec.lines)
        .find(|(line, _)| line.name == "sign")
    {
        None => {
            let message = format!(
                "the signature `{}` has no line named `sign`",
                spec.name.text
            );
            problems.report(
                Diagnostic::new(Code::NoSignLine, spec.name.span, message)
                    .label("gives nothing to send")
                    .help(help),
            );
        }
        Some((line, (name, _))) if line.value_type != ValueType::Text => {
            let message = "the line `sign` is what is sent, and bytes can't be sent as they are";
            let help = "pass it through `hex`, `HEX` or `base64` at its end";
            problems.report(Diagnostic::new(Code::Template, name.span, message).help(help));
        }
        Some(_) => {}
    }
}
