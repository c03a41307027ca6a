//! How a profile makes its headers and signatures, and puts them where they belong.

use crate::model::{Api, Place, Profile};
use crate::signature::{Expression, Operand, Part, Signature, Template, ValueType};

use super::code::Code;
use super::credentials::argument;
use super::layout::{Layout, quoted};
use super::templates::{self, Scope};

/// `Place::Field("sign")`
pub(crate) fn place(place: &Place) -> Layout {
    let kind = match place {
        Place::Field(_) => "Field",
        Place::Query(_) => "Query",
        Place::Header(_) => "Header",
        Place::Path => return Layout::text("Place::Path"),
    };
    Layout::call(
        format!("Place::{kind}"),
        vec![Layout::text(quoted(place.name()))],
    )
}

/// The method that makes the headers of every request.
pub(crate) fn headers(api: &Api, profile: &Profile, code: &mut Code) {
    let values = profile.headers.iter().map(|header| &header.value);
    let input = parameter("input", "&Input<'_>", values.clone().any(uses_input));
    code.function(
        "fn headers",
        &["&self", &input, "out: &mut Headers"],
        " -> Result<(), SigningError>",
        |code| {
            for header in &profile.headers {
                let scope = Scope::of_profile(api, profile, &header.wire, &[]);
                let arguments = vec![
                    Layout::text(quoted(&header.wire)),
                    templates::text(scope, &header.value),
                ];
                code.layout(Layout::call("out.set", arguments).followed_by(";"));
            }
            code.line("Ok(())");
        },
    );
}

/// The method that signs a request.
pub(crate) fn sign(api: &Api, profile: &Profile, code: &mut Code) {
    let Some(sign) = profile.sign.as_ref() else {
        return unsigned("sign", "Signed", "Ok(Signed::default())", code);
    };
    method("sign", "Signed", code, |code| {
        let values: Vec<&Template> = sign.into.iter().map(|output| &output.value).collect();
        let lines = lines(api, profile, sign.signature, &values, code);
        let last = sign.into.len().saturating_sub(1);
        for (index, output) in sign.into.iter().enumerate() {
            let scope = Scope::of_profile(api, profile, output.place.name(), &lines);
            let value = match last {
                0 => templates::text(scope, &output.value),
                _ => templates::lent(scope, &output.value),
            };
            let head = if index == 0 { "Signed::at" } else { "made.and" };
            let made = Layout::call(head, vec![place(&output.place), value]);
            if index == last {
                code.layout(Layout::call("Ok", vec![made]));
            } else {
                code.assignment("let made =", made.followed_by(";"));
            }
        }
    });
}

/// The method that makes what a reply ought to carry.
pub(crate) fn expected(api: &Api, profile: &Profile, code: &mut Code) {
    let verify = profile.verify.as_ref();
    let found = verify.and_then(|verify| Some((verify, api.signatures.get(verify.signature)?)));
    let Some((verify, signature)) = found else {
        return unsigned("expected", "Text<'static>", "Ok(Text::default())", code);
    };
    let is_alone = signature
        .result()
        .is_some_and(|line| is_line_alone(&verify.value, line))
        && api.placed_lines(verify.signature).is_empty();
    method("expected", "Text<'static>", code, |code| {
        if is_alone {
            return code.layout(call(api, profile, signature));
        }
        let lines = lines(api, profile, verify.signature, &[&verify.value], code);
        let scope = Scope::of_profile(api, profile, verify.place.name(), &lines);
        code.layout(Layout::call(
            "Ok",
            vec![templates::owned(scope, &verify.value)],
        ));
    });
}

/// The method that seals or opens a payload by the lines of this index.
pub(crate) fn sealing(api: &Api, profile: &Profile, name: &str, index: usize, code: &mut Code) {
    if let Some(lines) = api.signatures.get(index) {
        method(name, "Text<'static>", code, |code| {
            code.layout(call(api, profile, lines));
        });
    }
}

/// Writes the statement that makes a signature; gives the variables of its lines.
fn lines(
    api: &Api,
    profile: &Profile,
    index: usize,
    values: &[&Template],
    code: &mut Code,
) -> Vec<(String, bool)> {
    let Some(signature) = api.signatures.get(index) else {
        return Vec::new();
    };
    let used: Vec<&Operand> = values
        .iter()
        .flat_map(|value| value.expressions())
        .flat_map(Expression::all_operands)
        .collect();
    let variable = |line: usize| {
        let name = signature.lines.get(line).map_or("", |line| &line.name);
        match used.contains(&&Operand::Line(line)) {
            true => variable(name),
            false => "_".to_owned(),
        }
    };
    let given: Vec<String> = signature
        .result()
        .into_iter()
        .chain(api.placed_lines(index))
        .map(variable)
        .collect();
    let pattern = match given.as_slice() {
        [alone] => alone.clone(),
        several => format!("({})", several.join(", ")),
    };
    code.assignment(
        &format!("let {pattern} ="),
        call(api, profile, signature).followed_by("?;"),
    );
    let lines = signature.lines.iter();
    lines
        .map(|line| {
            let is_bytes = line.value_type == ValueType::Bytes;
            (self::variable(&line.name), is_bytes)
        })
        .collect()
}

/// The variable of a line; another name where the method uses this one itself.
fn variable(line: &str) -> String {
    match line {
        "input" | "made" | "trace" => format!("{line}_line"),
        _ => line.to_owned(),
    }
}

/// `signatures::concat_md5(&self.app_secret, input, trace)`
fn call(api: &Api, profile: &Profile, signature: &Signature) -> Layout {
    let arguments = signature
        .credentials()
        .into_iter()
        .map(|index| Layout::text(argument(api, profile, index)));
    let arguments = arguments
        .chain([Layout::text("input"), Layout::text("trace")])
        .collect();
    Layout::call(format!("signatures::{}", signature.name), arguments)
}

fn is_line_alone(template: &Template, line: usize) -> bool {
    match template.parts.as_slice() {
        [Part::Value(Expression { operands, calls })] => {
            calls.is_empty() && *operands == [Operand::Line(line)]
        }
        _ => false,
    }
}

fn method(name: &str, gives: &str, code: &mut Code, body: impl FnOnce(&mut Code)) {
    code.function(
        &format!("fn {name}<T: Trace>"),
        &["&self", "input: &Input<'_>", "trace: &mut T"],
        &format!(" -> Result<{gives}, SigningError>"),
        body,
    );
}

/// The method of a profile that has nothing to sign or to verify.
fn unsigned(name: &str, gives: &str, value: &str, code: &mut Code) {
    code.function(
        &format!("fn {name}<T: Trace>"),
        &["&self", "_input: &Input<'_>", "_trace: &mut T"],
        &format!(" -> Result<{gives}, SigningError>"),
        |code| code.line(value),
    );
}

fn parameter(name: &str, kind: &str, is_used: bool) -> String {
    let unused = if is_used { "" } else { "_" };
    format!("{unused}{name}: {kind}")
}

fn uses_input(template: &Template) -> bool {
    template
        .expressions()
        .flat_map(Expression::all_operands)
        .any(|operand| {
            !matches!(
                operand,
                Operand::Literal(_) | Operand::Credential(_) | Operand::Line(_)
            )
        })
}
