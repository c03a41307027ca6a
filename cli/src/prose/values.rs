//! Kinds of values, in words.

use sealspec_codegen::model::{Api, Encoding, Shape};

use super::{Inline, Language};

/// What a value is; a named type links to where it is described.
pub(crate) fn kind(api: &Api, shape: &Shape, language: Language) -> Vec<Inline> {
    let word = |en: &str, zh: &str| vec![Inline::text(language.pick(en, zh))];
    let of = |before: (&str, &str), inner: &Shape, after: (&str, &str)| {
        let mut words = vec![Inline::text(language.pick(before.0, before.1))];
        words.extend(kind(api, inner, language));
        words.push(Inline::text(language.pick(after.0, after.1)));
        words.retain(|word| *word != Inline::text(""));
        words
    };
    match shape {
        Shape::String => word("text", "文本"),
        Shape::Boolean => word("true or false", "布尔值"),
        Shape::Integer => word("whole number", "整数"),
        Shape::Number => word("number", "数值"),
        Shape::Money => word("money", "金额"),
        Shape::DateTime => word("time", "时间"),
        Shape::Date => word("day", "日期"),
        Shape::Any => word("any JSON", "任意 JSON"),
        Shape::File => word("file", "文件"),
        Shape::List(inner) => of(("list of ", ""), inner, ("", " 列表")),
        Shape::JsonText(inner) => of(("JSON text of ", "JSON 文本："), inner, ("", "")),
        Shape::Joined { item, .. } => of(("joined list of ", "拼接的 "), item, ("", " 列表")),
        Shape::Named(index) => match api.types.get(*index) {
            Some(definition) => vec![Inline::link(
                &*definition.name,
                format!("#{}", super::fields::type_anchor(&definition.name)),
            )],
            None => Vec::new(),
        },
    }
}

/// How a value is spelled on the wire: a request's by the first of its formats, a reply's by any.
pub(super) fn spelling(encoding: &Encoding, in_reply: bool, language: Language) -> String {
    let formats = |formats: &[String]| {
        let count = if in_reply { formats.len() } else { 1 };
        let formats = formats.iter().take(count);
        language.one_of(formats.map(|format| format!("`{format}`")).collect())
    };
    match encoding {
        Encoding::YesNo { yes, no } => language.pick(
            format!("`{yes}` for true and `{no}` for false."),
            format!("`{yes}` 为真，`{no}` 为假。"),
        ),
        Encoding::Decimal { decimals } => language.pick(
            format!("In the major unit, with at most {decimals} decimals."),
            format!("以主货币单位计，最多 {decimals} 位小数。"),
        ),
        Encoding::DateTime {
            formats: all,
            offset,
        } if !offset.is_empty() => language.pick(
            format!("As {} at `{offset}`.", formats(all)),
            format!("格式 {}，时区 `{offset}`。", formats(all)),
        ),
        Encoding::DateTime { formats: all, .. } | Encoding::Date { formats: all } => language.pick(
            format!("As {}.", formats(all)),
            format!("格式 {}。", formats(all)),
        ),
    }
}
