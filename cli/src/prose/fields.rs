//! What is to be said about a field beside its doc.

use sealspec_codegen::model::{Field, Presence, Shape, WireForm};

use super::{Language, values};

/// Which way a field travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Request,
    Reply,
}

/// Where a named type is described.
pub(crate) fn type_anchor(name: &str) -> String {
    format!("type-{name}")
}

/// Sentences about a field: how it is spelled, when it counts as missing.
pub(crate) fn facts(field: &Field, side: Side, language: Language) -> Vec<String> {
    let in_reply = side == Side::Reply;
    let mut facts = Vec::new();
    if in_reply && field.presence == Presence::Required {
        facts.push(language.pick(
            "Documented as required; may be missing all the same.".to_owned(),
            "文档写为必填，实际可能缺失。".to_owned(),
        ));
    }
    facts.extend(absence(&field.absent, language));
    if let Shape::Money = field.shape
        && field.encoding.is_none()
    {
        facts.push(language.pick(
            "In the currency's smallest unit.".to_owned(),
            "以最小货币单位计（如分）。".to_owned(),
        ));
    }
    facts.extend(
        field
            .encoding
            .iter()
            .map(|encoding| values::spelling(encoding, in_reply, language)),
    );
    facts.extend(form(field, in_reply, language));
    match &field.shape {
        Shape::JsonText(_) => facts.push(language.pick(
            "A text that holds JSON.".to_owned(),
            "内容为 JSON 的文本。".to_owned(),
        )),
        Shape::Joined { separator, .. } => facts.push(language.pick(
            format!("One text, with `{separator}` between the items."),
            format!("一个文本，各项之间用 `{separator}` 分隔。"),
        )),
        _ => {}
    }
    facts
}

/// How long a field may be.
pub(crate) fn length(field: &Field, language: Language) -> Option<String> {
    let most = field.max_chars?;
    let plural = if most == 1 { "" } else { "s" };
    Some(language.pick(
        format!("At most {most} character{plural} by the documentation; not enforced."),
        format!("文档规定最多 {most} 个字符；不强制。"),
    ))
}

/// Where a value stands otherwise in JSON than its kind says.
fn form(field: &Field, in_reply: bool, language: Language) -> Option<String> {
    match field.form {
        WireForm::Natural => None,
        WireForm::String => Some(language.pick(
            "In JSON it stands as text.".to_owned(),
            "在 JSON 中写作文本。".to_owned(),
        )),
        WireForm::Number => Some(language.pick(
            "In JSON it stands as number.".to_owned(),
            "在 JSON 中写作数值。".to_owned(),
        )),
        WireForm::Either => in_reply.then(|| {
            language.pick(
                "In JSON it stands as number or as text.".to_owned(),
                "在 JSON 中可能是数值，也可能是文本。".to_owned(),
            )
        }),
    }
}

/// Which values count as missing.
fn absence(values: &[String], language: Language) -> Option<String> {
    let names = values.iter().map(|value| match value.as_str() {
        "" => language.pick("an empty text", "空文本").to_owned(),
        value => format!("`{value}`"),
    });
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| {
        let names = language.one_of(names);
        language.pick(
            format!("Counts as missing where it is {names}."),
            format!("值为 {names} 时视为缺失。"),
        )
    })
}
