//! Parts of the request, arguments that aren't keys, and the body, which is text and bytes.

use super::ProblemKind::{ArgumentCount, BadArgument, NameNotHere, WrongType};
use super::tests::{Place, bad, expect, expect_at, good};
use crate::signature::{Argument, Expression, Function, Operand, Parameter, Part, ValueType};

fn only_expression(text: &str) -> Expression {
    match good(text).parts.pop() {
        Some(Part::Value(expression)) => expression,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn parts_of_the_request() {
    for (text, operand) in [
        ("{field('a b')}", Operand::Field("a b".to_owned())),
        ("{field ( 'a''b' )}", Operand::Field("a'b".to_owned())),
        ("{header('X-Time')}", Operand::Header("x-time".to_owned())),
        ("{scheme}", Operand::Scheme),
        ("{hostname}", Operand::Hostname),
        ("{port}", Operand::Port),
        ("{target}", Operand::Target),
        ("{url}", Operand::Url),
    ] {
        assert_eq!(only_expression(text).operands, [operand]);
        assert_eq!(good(text).value_type, ValueType::Text);
    }
    let help = "write its name in quotes: `field('timestamp')`";
    for text in [
        "{field}",
        "{field text}",
        "{field()}",
        "{field(text)}",
        "{field('a'}",
    ] {
        let (kind, at, message, told) = bad(text, Place::Line).remove(0);
        assert_eq!((kind, at.as_str()), (ArgumentCount, "field"), "{text}");
        assert_eq!(message, "`field` needs to know of which field");
        assert_eq!(told, help);
    }
    expect_at(
        Place::CommonField,
        "{header('a')}",
        NameNotHere,
        "header",
        "`header` means nothing here",
        "it is known only when the request is signed: use it in a line of a signature",
    );
}

#[test]
fn names_of_fields_stand_in_field_lists_alone() {
    expect_at(
        Place::Line,
        "{json}",
        NameNotHere,
        "json",
        "`json` means nothing here",
        "it stands for one field: use it in `each`, `name` or `value` of a field list",
    );
}

#[test]
fn the_body_is_text_and_bytes() {
    for (text, value_type) in [
        ("{body}", ValueType::Text),
        ("a{body}", ValueType::Text),
        ("{body text}", ValueType::Text),
        ("{body | lower}", ValueType::Text),
        ("{body | sha256}", ValueType::Bytes),
        ("{body | hex}", ValueType::Text),
        ("{body | bytes}", ValueType::Bytes),
        ("{body digest | base64}", ValueType::Text),
        ("{text | hmac_sha256(body)}", ValueType::Bytes),
    ] {
        assert_eq!(good(text).value_type, value_type, "{text}");
    }
    expect(
        "{body | unix}",
        WrongType,
        "unix",
        "`unix` takes an instant, and this is the body",
        "it formats `now`, as in `{now | unix}`",
    );
}

#[test]
fn every_function_takes_its_own_example() {
    for function in Function::ALL {
        let examples = function
            .parameters()
            .iter()
            .map(|parameter| match parameter {
                Parameter::Key => "text",
                other => other.example(),
            });
        let arguments = examples.collect::<Vec<_>>().join(", ");
        let call = match arguments.as_str() {
            "" => function.name().to_owned(),
            arguments => format!("{}({arguments})", function.name()),
        };
        let value = [ValueType::Text, ValueType::Bytes, ValueType::Instant]
            .into_iter()
            .find(|value_type| function.takes(*value_type))
            .unwrap();
        let operand = match value {
            ValueType::Bytes => "digest",
            ValueType::Instant => "now",
            _ => "text",
        };
        let spelling = match function.gives() {
            ValueType::Instant => " | unix",
            _ => "",
        };
        let made = only_expression(&format!("{{{operand} | {call}{spelling}}}"));
        assert_eq!(made.calls[0].function, *function);
        assert_eq!(made.calls[0].arguments.len(), function.parameters().len());
    }
}

#[test]
fn arguments_of_each_kind() {
    let call = |text: &str| only_expression(text).calls.remove(0);
    assert!(matches!(
        call("{text | wrap(76)}").arguments.as_slice(),
        [Argument::Number(76)]
    ));
    assert!(matches!(
        call("{text | replace('a' 'b', '')}").arguments.as_slice(),
        [Argument::Text(from), Argument::Text(to)] if from == "ab" && to.is_empty()
    ));
    assert_eq!(call("{now | date('%Y')}").arguments.len(), 1);
    assert_eq!(call("{now | date('%F %T', '-03:30')}").arguments.len(), 2);
    assert!(matches!(
        call("{now | plus(4294967295) | unix}").arguments.as_slice(),
        [Argument::Number(u32::MAX)]
    ));
}

#[test]
fn arguments_that_do_not_fit() {
    for (text, at, message, help) in [
        (
            "{text | wrap('76')}",
            "'76'",
            "a number is wanted here",
            "write it without quotes, as in `wrap(76)`",
        ),
        (
            "{text | wrap(0)}",
            "0",
            "this is no number from 1 to 1000",
            "write one, without quotes",
        ),
        (
            "{text | wrap(12x)}",
            "12x",
            "this is no number from 1 to 1000",
            "write one, without quotes",
        ),
        (
            "{now | plus(99999999999) | unix}",
            "99999999999",
            "this is no number of seconds",
            "write whole seconds, without quotes",
        ),
        (
            "{text | replace(text, 'b')}",
            "text",
            "this must be known when the spec is read",
            "write a text in single quotes",
        ),
        (
            "{text | percent(1)}",
            "1",
            "a text is wanted here",
            "put it in single quotes",
        ),
        (
            "{text | pad_left(4, '00')}",
            "'00'",
            "one character is wanted here",
            "write it like `pad_left(4, '0')`",
        ),
        (
            "{now | date('%Y', 'CET')}",
            "'CET'",
            "`CET` is no offset from UTC",
            "write it like `'+08:00'`, or leave it out for UTC",
        ),
        (
            "{text | md5 | hex | after(3)}",
            "3",
            "a text is wanted here",
            "put it in single quotes",
        ),
        (
            "{text | hmac_md5(1) | hex}",
            "1",
            "a key is text or bytes, and this is a number",
            "put it in single quotes",
        ),
    ] {
        expect(text, BadArgument, at, message, help);
    }
    let (_, at, message, help) = bad("{now | date('%Y-%Q')}", Place::Line).remove(0);
    assert_eq!(
        (at.as_str(), message.as_str()),
        ("'%Y-%Q'", "`%Q` means nothing in a date's format")
    );
    assert!(help.contains("`%3f`"), "{help}");
    expect(
        "{text | pad_left(4)}",
        ArgumentCount,
        "pad_left",
        "`pad_left` has too few or too many arguments",
        "write it like `pad_left(4, '0')`",
    );
    expect(
        "{text | trim('a')}",
        ArgumentCount,
        "trim",
        "`trim` takes no argument",
        "write `trim` alone",
    );
}
