use super::*;
use crate::signature::testing::{Spec, credentials, signature};
use crate::signature::{Argument, Call, Function};

#[derive(Clone, Copy)]
pub(super) enum Place {
    CommonField,
    Line,
    Each,
}

fn read(text: &str, place: Place) -> Result<Template, Vec<Problem>> {
    let credentials = credentials(&["app_secret!", "client_id"]);
    let lines = [
        ("text", Spec::Template("a")),
        ("digest", Spec::Template("{'a' | md5}")),
    ];
    let lines = signature("tested", &credentials, &lines).lines;
    let scope = match place {
        Place::CommonField => Scope::common(&credentials),
        Place::Line => Scope::line(&credentials, &lines).before(&["sign"]),
        Place::Each => Scope::each(&credentials, &lines),
    };
    let mut problems = Vec::new();
    match template(text, &scope, &mut problems) {
        Some(template) => {
            assert!(problems.is_empty(), "{text}: {problems:?}");
            Ok(template)
        }
        None => {
            assert!(!problems.is_empty(), "{text}: no template, no problem");
            Err(problems)
        }
    }
}

pub(super) fn good(text: &str) -> Template {
    read(text, Place::Line).unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
}

/// Kind, the stretch pointed at, message and help of each problem.
pub(super) fn bad(text: &str, place: Place) -> Vec<(ProblemKind, String, String, String)> {
    let problems = read(text, place).expect_err(text);
    let told = |problem: Problem| {
        (
            problem.kind,
            text[problem.range].to_owned(),
            problem.message,
            problem.help,
        )
    };
    problems.into_iter().map(told).collect()
}

#[track_caller]
pub(super) fn expect(text: &str, kind: ProblemKind, pointed_at: &str, message: &str, help: &str) {
    expect_at(Place::Line, text, kind, pointed_at, message, help);
}

#[track_caller]
pub(super) fn expect_at(
    place: Place,
    text: &str,
    kind: ProblemKind,
    pointed_at: &str,
    message: &str,
    help: &str,
) {
    let wanted = (
        kind,
        pointed_at.to_owned(),
        message.to_owned(),
        help.to_owned(),
    );
    assert_eq!(bad(text, place), [wanted]);
}

fn operand(operand: Operand) -> Expression {
    Expression {
        operands: vec![operand],
        calls: Vec::new(),
    }
}

#[test]
fn text_with_values() {
    let template = good("{app_secret}&k={text}");
    let [
        Part::Value(secret),
        Part::Literal(literal),
        Part::Value(text),
    ] = template.parts.as_slice()
    else {
        panic!("{template:?}")
    };
    assert_eq!(secret.operands, [Operand::Credential(0)]);
    assert_eq!(literal, "&k=");
    assert_eq!(text.operands, [Operand::Line(0)]);
    assert_eq!(template.value_type, ValueType::Text);
}

#[test]
fn braces_and_quotes_that_stand_for_themselves() {
    let template = good("{{a}}{'}''{' }超");
    assert!(
        matches!(template.parts.as_slice(), [Part::Literal(text)] if text == "{a}}'{超"),
        "{template:?}"
    );
    assert!(good("").parts.is_empty());
    assert!(
        matches!(good("{text}}}").parts.as_slice(), [Part::Value(_), Part::Literal(text)] if text == "}")
    );
}

#[test]
fn values_side_by_side_are_parts_of_their_own() {
    assert_eq!(good("{app_secret '&' text}").parts.len(), 3);
    assert_eq!(good("{app_secret text | lower}").parts.len(), 1);
}

#[test]
fn functions_and_keys() {
    let template = good("{text | hmac_sha256('AWS4' app_secret | bytes) | hex}");
    let [Part::Value(expression)] = template.parts.as_slice() else {
        panic!("{template:?}")
    };
    let [
        Call {
            function: Function::HmacSha256,
            arguments,
        },
        Call {
            function: Function::Hex,
            ..
        },
    ] = expression.calls.as_slice()
    else {
        panic!("{expression:?}")
    };
    let Some(Argument::Value(argument)) = arguments.first() else {
        panic!("{arguments:?}")
    };
    assert_eq!(
        argument.operands,
        [Operand::Literal("AWS4".to_owned()), Operand::Credential(0)]
    );
    assert_eq!(argument.calls[0].function, Function::Bytes);
}

#[test]
fn types() {
    assert_eq!(good("{text | md5}").value_type, ValueType::Bytes);
    assert_eq!(good("{body}").value_type, ValueType::Text);
    assert_eq!(
        good("{path '&' body | sha1 | hex}").value_type,
        ValueType::Text
    );
    assert_eq!(good("{now | unix_ms}").value_type, ValueType::Text);
    assert_eq!(
        good("{text | md5 | hex | bytes | base64}").value_type,
        ValueType::Text
    );
    assert!(read("{name}={value | uri_escape}", Place::Each).is_ok());
    assert!(read("{now | unix}{nonce}", Place::CommonField).is_ok());
}

#[test]
fn unknown_names() {
    let kind = ProblemKind::UnknownName;
    expect(
        "{txt}",
        kind,
        "txt",
        "nothing is named `txt`",
        "did you mean `text`?",
    );
    expect(
        "{app-secret}",
        kind,
        "app-secret",
        "nothing is named `app-secret`",
        "did you mean `app_secret`?",
    );
    expect(
        "{md5}",
        kind,
        "md5",
        "`md5` is a function, not a value",
        "put it behind a value and `|`, as in `{text | md5}`",
    );
    let problems = bad("{elephant}", Place::CommonField);
    assert_eq!(
        problems[0].3,
        "there are `app_secret`, `client_id`, `now` and `nonce`"
    );
}

#[test]
fn names_that_mean_nothing_here() {
    let kind = ProblemKind::NameNotHere;
    let help = "it stands for one field: use it in `each`, `name` or `value` of a field list";
    expect("{value}", kind, "value", "`value` means nothing here", help);
    let help = "it is known only when the request is signed: use it in a line of a signature";
    expect_at(
        Place::CommonField,
        "{path}",
        kind,
        "path",
        "`path` means nothing here",
        help,
    );
    let help = "a line may use only the lines above it: move this one down";
    expect(
        "a{sign}",
        ProblemKind::LaterLine,
        "sign",
        "the line `sign` isn't made yet",
        help,
    );
}

#[test]
fn unknown_functions() {
    let kind = ProblemKind::UnknownFunction;
    let key = "{text | hmac-sha256(app_secret) | hex}";
    expect(
        key,
        kind,
        "hmac-sha256",
        "no function is named `hmac-sha256`",
        "did you mean `hmac_sha256`?",
    );
    assert!(
        bad("{text | rot13rot13}", Place::Line)[0]
            .3
            .starts_with("there are `md5`, `sha1`")
    );
}

#[test]
fn bytes_and_instants_in_text() {
    let kind = ProblemKind::WrongType;
    let help = "pass it through `hex`, `HEX`, `base64` or `base64url`";
    expect(
        "k={text | md5}",
        kind,
        "text | md5",
        "bytes can't stand in a text",
        help,
    );
    expect_at(
        Place::Each,
        "{value | md5}",
        kind,
        "value | md5",
        "bytes can't stand in a text",
        help,
    );
    let help =
        "pass it through `unix_ms` (milliseconds), `unix` (seconds) or `date('%Y-%m-%d %H:%M:%S')`";
    expect(
        "{now}",
        kind,
        "now",
        "an instant can't stand in a text",
        help,
    );
    expect(
        "{text | md5(now)}",
        ProblemKind::ArgumentCount,
        "md5",
        "`md5` takes no argument",
        "write `md5` alone",
    );
    expect(
        "{text | hmac_md5(now)}",
        kind,
        "now",
        "a key is text or bytes, and this is an instant",
        help,
    );
    let help = "give it braces or a line of its own, passed through `unix_ms` or `unix`";
    expect(
        "{text now}",
        kind,
        "now",
        "an instant can't stand beside another value",
        help,
    );
}

#[test]
fn functions_of_the_wrong_type() {
    let kind = ProblemKind::WrongType;
    let help = "pass it through a digest first, or through `bytes` to take the text's own UTF-8";
    expect(
        "{text | hex}",
        kind,
        "hex",
        "`hex` takes bytes, and this is text",
        help,
    );
    let help = "pass it through `hex`, `HEX`, `base64` or `base64url`";
    expect(
        "{digest | upper}",
        kind,
        "upper",
        "`upper` takes text, and this is bytes",
        help,
    );
    expect(
        "{text | unix}",
        kind,
        "unix",
        "`unix` takes an instant, and this is text",
        "it formats `now`, as in `{now | unix}`",
    );
}

#[test]
fn arguments() {
    let kind = ProblemKind::ArgumentCount;
    expect(
        "{text | hmac_md5}",
        kind,
        "hmac_md5",
        "`hmac_md5` takes one argument, its key",
        "write `hmac_md5(key)`",
    );
    expect(
        "{text | hmac_md5()}",
        kind,
        "hmac_md5",
        "`hmac_md5` takes one argument, its key",
        "write `hmac_md5(key)`",
    );
    assert_eq!(bad("{text | hmac_md5(text, text)}", Place::Line)[0].0, kind);
    expect(
        "{text | hmac_md5(text}",
        ProblemKind::Syntax,
        "(",
        "`(` is never closed",
        "close it with `)`",
    );
    expect(
        "{text | hmac_md5(text|)}",
        ProblemKind::Syntax,
        "|",
        "a function is missing behind `|`",
        "name one, or drop the `|`",
    );
}

#[test]
fn braces_and_quotes_that_are_not_closed() {
    let kind = ProblemKind::Syntax;
    let help = "close it with `}`, or write `{{` for a brace that stands for itself";
    expect("超{text", kind, "{", "`{` is never closed", help);
    expect(
        "a}b",
        kind,
        "}",
        "`}` closes nothing",
        "write `}}` for a brace that stands for itself",
    );
    let help = "close it with `'`; a quote inside is written `''`";
    expect("{'a} b", kind, "'", "the text in quotes never ends", help);
}

#[test]
fn what_is_missing_or_too_much() {
    let kind = ProblemKind::Syntax;
    let help = "name a credential, a line above or a built-in, as in `{text | md5 | hex}`";
    expect("{}", kind, "{}", "a value is missing here", help);
    expect("{ | md5}", kind, "|", "a value is missing here", help);
    expect(
        "{text md5(text)}",
        ProblemKind::UnknownName,
        "md5",
        "`md5` is a function, not a value",
        "put it behind a value and `|`, as in `{text | md5}`",
    );
    expect(
        "{text )}",
        kind,
        ")",
        "the expression should end here",
        "put `|` before a function",
    );
    assert_eq!(
        bad("{\"a\"}", Place::Line)[0].3,
        "texts are put in single quotes"
    );
}

#[test]
fn all_problems_are_told() {
    let problems = bad(
        "{txt}{now}}{text | md6}{text | hmac_md5(nothing_such)}{",
        Place::Line,
    );
    let kinds: Vec<_> = problems.iter().map(|(kind, ..)| *kind).collect();
    assert_eq!(kinds.len(), 6, "{problems:?}");
}

#[test]
fn deep_arguments_are_refused() {
    let text = format!("{{text{}", " | hmac_md5(text".repeat(100_000));
    assert_eq!(bad(&(text + "}"), Place::Line).len(), 1);
}

/// Any mixture of the language's words and signs is read or refused, never a panic, and problems point into the text.
#[test]
fn random_text_is_read_or_refused() {
    let words = [
        "{",
        "}",
        "{{",
        "'",
        "''",
        "|",
        "(",
        ")",
        ",",
        "text",
        "now",
        "md5",
        "hmac_sha256",
        "hex",
        "field",
        "body",
        "wrap",
        "date",
        "76",
        " ",
        "超",
        "-",
        "\"",
        "\u{0}",
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..50_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text += words[usize::try_from(state % words.len() as u64).unwrap()];
        }
        for place in [Place::CommonField, Place::Line, Place::Each] {
            for problem in read(&text, place).err().unwrap_or_default() {
                assert!(
                    text.get(problem.range.clone())
                        .is_some_and(|at| !at.is_empty()),
                    "{text}: {problem:?}"
                );
            }
        }
    }
}

#[test]
fn a_bare_operand_is_an_expression() {
    let template = good("{nonce}");
    assert!(
        matches!(template.parts.as_slice(), [Part::Value(one)] if one.operands == operand(Operand::Nonce).operands)
    );
}
