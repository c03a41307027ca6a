//! How values are spelled: what a field's type needs said, and what says nothing of it.

use sealspec::{DateTime, TimeFormat};

use super::fields::Role;
use crate::diagnostic::{Code, Diagnostic, Problems, Span};
use crate::model::{Encoding, Json, Shape, is_unix};
use crate::signature::{known_directives, offset_seconds, unknown_directive};
use crate::spec::{self, Name, TypeName, TypeNameKind, WireSpelling, YesNo};
use crate::yaml;

/// How a field's value is spelled, where its type alone doesn't say it.
pub(super) fn encoding(
    spec: &spec::Field,
    shape: &Shape,
    problems: &Problems<'_>,
) -> Option<Encoding> {
    let spelling = &spec.spelling;
    let misplaced = |span: Span, key: &str, of: &str| {
        let message = format!("`{key}` is for fields of the type {of}");
        let help = format!("give the field the type {of}, or drop `{key}`");
        problems.report(Diagnostic::new(Code::Misplaced, span, message).help(help));
    };
    let is_time = matches!(shape, Shape::DateTime | Shape::Date);
    if let (Some((span, _)), false) = (&spelling.formats, is_time) {
        misplaced(*span, "formats", "`datetime` or `date`");
    }
    if let (Some(offset), false) = (&spelling.offset, *shape == Shape::DateTime) {
        misplaced(offset.span, "offset", "`datetime`");
    }
    if let (Some((_, span)), false) = (spelling.decimals, *shape == Shape::Money) {
        misplaced(span, "decimals", "`money`");
    }
    match (shape, &spelling.wire) {
        (Shape::Boolean, Some(WireSpelling::YesNo(words))) => return yes_no(words, problems),
        (_, Some(WireSpelling::YesNo(words))) => {
            misplaced(words.span, "wire: {true: …, false: …}", "`bool`");
        }
        _ => {}
    }
    match shape {
        Shape::Money => {
            let (decimals, _) = spelling.decimals?;
            Some(Encoding::Decimal { decimals })
        }
        Shape::DateTime => Some(Encoding::DateTime {
            formats: formats(spec, true, problems),
            offset: offset(spec, problems),
        }),
        Shape::Date => Some(Encoding::Date {
            formats: formats(spec, false, problems),
        }),
        _ => None,
    }
}

/// Reports times and days where no field says how they are written.
pub(super) fn refuse_unformatted(name: &TypeName, is_field: bool, problems: &Problems<'_>) {
    match &name.kind {
        TypeNameKind::List(element) => refuse_unformatted(element, false, problems),
        TypeNameKind::DateTime | TypeNameKind::Date if !is_field => {
            let help = "make it a field with `formats:`, of an object where there are several; or read it as `string`, and tell its format in `notes`";
            problems.report(
                Diagnostic::new(
                    Code::Misplaced,
                    name.span,
                    "nothing says here how a time is written",
                )
                .label("not a field")
                .help(help),
            );
        }
        _ => {}
    }
}

/// The texts that mean that a field isn't there.
pub(super) fn absent(spec: &spec::Field, role: Role, problems: &Problems<'_>) -> Vec<String> {
    let Some((span, values)) = &spec.spelling.absent else {
        return Vec::new();
    };
    let misplaced = |message: &str, help: &str| {
        problems.report(Diagnostic::new(Code::Misplaced, *span, message).help(help));
    };
    if role == Role::Request {
        misplaced(
            "`absent` says how a reply is read, and this is a request",
            "drop it: what is not given is not sent",
        );
    } else if spec.always.is_some() {
        misplaced(
            "a field that is `always` there can't be absent",
            "drop `always`, or drop `absent`",
        );
    }
    if values.is_empty() {
        misplaced(
            "`absent` names no value",
            "name what the vendor sends for nothing, like `absent: \"\"` or `absent: [\"\", -1]`",
        );
    }
    values.iter().map(|value| value.text.clone()).collect()
}

fn yes_no(words: &YesNo, problems: &Problems<'_>) -> Option<Encoding> {
    let bad = |span: Span, message: String, help: &str| {
        problems.report(Diagnostic::new(Code::BadValue, span, message).help(help));
    };
    let word = |name: &Name| match yaml::scalar(&name.text, name.plain) {
        Some(text @ Json::String(_)) => Some(text),
        Some(Json::Number(text)) if text.parse::<i64>().is_ok() => Some(Json::Number(text)),
        _ => {
            let message = format!("`{}` is neither a text nor a whole number", name.text);
            bad(name.span, message, "quote it if the vendor sends text");
            None
        }
    };
    let (yes, no) = (word(&words.yes), word(&words.no));
    let (yes, no) = (yes?, no?);
    if words.yes.text == words.no.text {
        let message = format!("`{}` stands for true and for false", words.no.text);
        let help = "write what the vendor's page has for each, like `{true: Y, false: N}`";
        bad(words.no.span, message, help);
    } else if matches!(yes, Json::String(_)) != matches!(no, Json::String(_)) {
        let help = "quote both if the vendor sends text; leave both plain if it sends numbers";
        bad(
            words.no.span,
            "one of `true` and `false` is a text and the other a number".to_owned(),
            help,
        );
    }
    Some(Encoding::YesNo { yes, no })
}

/// The formats of a field's time, or of its day.
fn formats(spec: &spec::Field, is_time: bool, problems: &Problems<'_>) -> Vec<String> {
    let type_name = if is_time { "datetime" } else { "date" };
    let written = spec.spelling.formats.as_ref();
    let formats = written.map_or(&[][..], |(_, formats)| formats);
    if formats.is_empty() {
        let at = written.map_or(spec.wire.span, |(span, _)| *span);
        let message = format!("a `{type_name}` needs `formats`");
        let help = if is_time {
            "add how the vendor writes it: `formats: \"%Y-%m-%d %H:%M:%S\"`, or `unix`, or `unix_ms`"
        } else {
            "add how the vendor writes it: `formats: \"%Y-%m-%d\"`"
        };
        problems.report(
            Diagnostic::new(Code::MissingKey, at, message)
                .label("written how?")
                .help(help),
        );
    }
    for format in formats {
        check_format(format, is_time, problems);
    }
    formats.iter().map(|format| format.text.clone()).collect()
}

fn check_format(format: &Name, is_time: bool, problems: &Problems<'_>) {
    if is_time && is_unix(&format.text) {
        return;
    }
    let bad = |message: String, help: String| {
        problems.report(Diagnostic::new(Code::BadValue, format.span, message).help(help));
    };
    if let Some(unknown) = unknown_directive(&format.text) {
        let message = format!("`{unknown}` means nothing in a format");
        return bad(message, format!("there are {}", known_directives()));
    }
    let codec = [format.text.as_str()];
    let codec = TimeFormat::new(&codec, "");
    // 16:05:08 of a day whose number no month has.
    let sample = DateTime::parse_from_rfc3339("2023-11-15T16:05:08Z").unwrap_or_default();
    if is_time && codec.read(&codec.write(&sample)).is_none() {
        let help = "it needs the year, the month, the day, the hour and the minute; a day alone is a `date`";
        bad(
            format!("`{}` doesn't tell a whole point in time", format.text),
            help.to_owned(),
        );
    }
    if !is_time
        && codec
            .read_date(&codec.write_date(sample.date_naive()))
            .is_none()
    {
        let help = "it needs the year, the month and the day, and nothing else; a point in time is a `datetime`";
        bad(
            format!("`{}` doesn't tell a day", format.text),
            help.to_owned(),
        );
    }
}

/// The offset of the clock by which a field's time is told.
fn offset(spec: &spec::Field, problems: &Problems<'_>) -> String {
    let Some(offset) = &spec.spelling.offset else {
        let formats = spec.spelling.formats.as_ref();
        let local = formats
            .into_iter()
            .flat_map(|(_, formats)| formats)
            .find(|format| !is_unix(&format.text));
        if let Some(local) = local {
            let message = "a `datetime` needs `offset`, since a text tells no time zone by itself";
            let help = "add the vendor's time zone, `offset: \"+08:00\"`; where the page doesn't say it, add `assumed:` with the reason";
            problems.report(
                Diagnostic::new(Code::MissingKey, local.span, message)
                    .label("by which clock?")
                    .help(help),
            );
        }
        return String::new();
    };
    if offset_seconds(&offset.text).is_none() {
        let message = format!("`{}` is no offset from UTC", offset.text);
        let help = "write it like `\"+08:00\"`; UTC is `Z`";
        problems.report(Diagnostic::new(Code::BadValue, offset.span, message).help(help));
    }
    offset.text.clone()
}
