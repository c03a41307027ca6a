//! Vectors: known inputs with known signatures, which the lines must give.

use super::seals::Seal;
use super::signatures::Checked;
use super::{names, vector_inputs};

use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::Credential;
use crate::signature::{
    Given, InterpretError, Interpretation, Signature, VectorRequest, interpret,
};
use crate::spec::{self, Name};

/// Holds every vector against its signature. A signature with mistakes of its own is passed over: its vectors say nothing.
pub(super) fn check(
    spec: &spec::Spec,
    checked: &[Checked],
    credentials: &[Credential],
    problems: &Problems<'_>,
) {
    for (spec, checked) in spec.api.signatures.iter().zip(checked) {
        for vector in &spec.vectors {
            let before = problems.count();
            check_names(vector, &checked.signature, credentials, problems);
            let sound = checked.sound && vector.sound;
            if sound {
                vector_inputs::refuse_missing(vector, &checked.signature, problems);
            }
            if sound && problems.count() == before {
                verify(vector, &checked.signature, credentials, problems);
            }
        }
    }
}

/// Holds every vector of a seal against its lines, both ways.
pub(super) fn check_seal(
    spec: &spec::Seal,
    seal: &Seal,
    credentials: &[Credential],
    problems: &Problems<'_>,
) {
    for vector in spec.vectors.iter().filter(|vector| vector.sound) {
        check_given(&vector.given, credentials, problems);
        let (Some(plain), Some(sealed)) = (&vector.plain, &vector.sealed) else {
            continue;
        };
        for (line, signature, from, to) in [
            ("seal", &seal.seal, plain, sealed),
            ("open", &seal.open, sealed, plain),
        ] {
            let made = sealed_or_opened(vector, &from.text, signature, credentials);
            let computed = match &made {
                Ok(made) if *made == to.text => continue,
                Ok(made) => format!("computed: {made}"),
                Err(error) => format!("not computed: {error}"),
            };
            let message = format!(
                "the vector doesn't hold: the line `{line}` of the seal `{}` gives another value",
                seal.name
            );
            let help = format!(
                "hold the lines against the vendor's page: key, initialization vector, how bytes are spelled\nexpected: {}\n{computed}",
                to.text
            );
            problems.report(
                Diagnostic::new(Code::Vector, to.span, message)
                    .label("expected by the vector")
                    .help(help),
            );
        }
    }
}

/// Test data, secrets among them: all of it may be shown.
fn sealed_or_opened(
    vector: &spec::SealVector,
    text: &str,
    signature: &Signature,
    credentials: &[Credential],
) -> Result<String, String> {
    let value = |name: &str| {
        let found = vector.given.iter().find(|(given, _)| given.text == name);
        found.map(|(_, value)| &*value.text)
    };
    let request = VectorRequest {
        body: Some(text.to_owned()),
        ..VectorRequest::default()
    };
    let made = request.with_input(|input| {
        let given = Given {
            credentials,
            value: &|name| value(name),
            input,
        };
        interpret(signature, &given).map_err(|error| error.to_string())
    })??;
    Ok(made.sign().unwrap_or_default().to_owned())
}

fn check_given(given: &[(Name, Name)], credentials: &[Credential], problems: &Problems<'_>) {
    for (name, _) in given {
        let known = credentials.iter().map(|credential| &*credential.name);
        names::resolve(name, known, "credential", "`credentials:`", problems);
    }
}

fn check_names(
    vector: &spec::Vector,
    signature: &Signature,
    credentials: &[Credential],
    problems: &Problems<'_>,
) {
    check_given(&vector.given, credentials, problems);
    for (name, _) in &vector.lines {
        names::resolve(
            name,
            signature.lines.iter().map(|line| line.name.as_str()),
            "line of the signature",
            "its `lines:`",
            problems,
        );
    }
}

fn verify(
    vector: &spec::Vector,
    signature: &Signature,
    credentials: &[Credential],
    problems: &Problems<'_>,
) {
    let Some(sign) = &vector.sign else { return };
    let made = match interpretation(vector, signature, credentials) {
        Ok(made) => made,
        Err(failed) => return failed.report(vector, problems),
    };
    let computed = value(&made, "sign");
    let lines: Vec<(&Name, &Name, String)> = vector
        .lines
        .iter()
        .map(|(name, expected)| (name, expected, value(&made, &name.text)))
        .filter(|(_, expected, computed)| expected.text != *computed)
        .collect();
    for (name, expected, computed) in &lines {
        let message = format!(
            "the line `{}` of the vector differs from what the spec makes of it",
            name.text
        );
        let help = format!(
            "{}\nexpected: {}\ncomputed: {computed}",
            first_difference(&expected.text, computed),
            expected.text
        );
        problems.report(
            Diagnostic::new(Code::Vector, expected.span, message)
                .label("differs")
                .help(help),
        );
    }
    // A line that differs explains a signature that does.
    if computed != sign.text && lines.is_empty() {
        let message = format!(
            "the vector doesn't verify: the signature `{}` gives another value",
            signature.name
        );
        problems.report(
            Diagnostic::new(Code::Vector, sign.span, message)
                .label("expected by the vector")
                .help(report(signature, &made, &sign.text, &computed)),
        );
    }
}

/// Test data, secrets among them: all of it may be shown.
fn interpretation(
    vector: &spec::Vector,
    signature: &Signature,
    credentials: &[Credential],
) -> Result<Interpretation, Failed> {
    let given = |name: &str| {
        let found = vector.given.iter().find(|(given, _)| given.text == name);
        found.map(|(_, value)| value.text.as_str())
    };
    let made = vector_inputs::vector(vector).request.with_input(|input| {
        let given = Given {
            credentials,
            value: &|name| given(name),
            input,
        };
        interpret(signature, &given)
    });
    made.map_err(Failed::Input)?.map_err(Failed::Made)
}

/// Why a vector can't be computed.
enum Failed {
    Input(String),
    Made(InterpretError),
}

impl Failed {
    fn report(self, vector: &spec::Vector, problems: &Problems<'_>) {
        let (error, at, help) = match self {
            Self::Input(error) => (
                error,
                vector.body.as_ref().map_or(vector.at, |body| body.span),
                "write it as the vendor printed it, in single quotes".to_owned(),
            ),
            Self::Made(error) => {
                let help = match &error {
                    InterpretError::MissingCredential(name) => {
                        format!("add it: `given: {{{name}: …}}`")
                    }
                    InterpretError::Unchecked => {
                        "this is a fault of sealspec: please report it with the spec".to_owned()
                    }
                    _ => {
                        "mend the value, or the line if the vendor's own value is right".to_owned()
                    }
                };
                (error.to_string(), vector.at, help)
            }
        };
        let message = format!("the vector can't be computed: {error}");
        problems.report(Diagnostic::new(Code::Vector, at, message).help(help));
    }
}

fn value(made: &Interpretation, line: &str) -> String {
    made.value(line)
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// Every line with its value, so that the one that went wrong can be found.
fn report(signature: &Signature, made: &Interpretation, expected: &str, computed: &str) -> String {
    let advice = if expected.eq_ignore_ascii_case(computed) {
        "the digits agree and their case doesn't: use `HEX` for capitals, `hex` for small letters"
    } else {
        "hold the string to sign against the vendor's page: order, separators, where the secret stands, which fields are left out"
    };
    let mut text = format!("{advice}\nexpected: {expected}\ncomputed: {computed}");
    for line in signature.lines.iter().filter(|line| line.name != "sign") {
        text.push_str(&format!(
            "\nline `{}`: {}",
            line.name,
            value(made, &line.name)
        ));
    }
    text
}

/// Where two texts part.
fn first_difference(expected: &str, computed: &str) -> String {
    let same = expected
        .chars()
        .zip(computed.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let rest: String = expected.chars().skip(same).take(12).collect();
    if rest.is_empty() {
        return "what the spec makes goes on where the vector ends".to_owned();
    }
    match same {
        0 => "they differ from the first character on".to_owned(),
        _ => format!("they agree for {same} characters and part at `{rest}`"),
    }
}
