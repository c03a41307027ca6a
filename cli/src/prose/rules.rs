//! Rules between fields, in words.

use sealspec_codegen::model::{Rule, RuleKind};

use super::Language;

/// A rule as a sentence.
pub(crate) fn statement(rule: &Rule, language: Language) -> String {
    match language {
        Language::En => {
            let statement = rule.statement();
            let mut letters = statement.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            let rest = letters.as_str();
            format!("{}{rest}.", first.map(String::from).unwrap_or_default())
        }
        Language::Zh => chinese(rule),
    }
}

fn chinese(rule: &Rule) -> String {
    let zh = Language::Zh;
    let quoted = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect();
    let all: Vec<String> = rule.groups.iter().flatten().cloned().collect();
    let all = zh.all_of(quoted(&all));
    let groups = rule.groups.iter().map(|group| match group.as_slice() {
        [_, _, ..] => format!("（{}）", zh.all_of(quoted(group))),
        single => zh.all_of(quoted(single)),
    });
    let choice = zh.one_of(groups.collect());
    let rule_itself = match rule.kind {
        RuleKind::AnyOf => format!("{choice} 至少给出一项"),
        RuleKind::OneOf => format!("{choice} 必须且只能给出一项"),
        RuleKind::Together => format!("{all} 要么都给，要么都不给"),
        RuleKind::Require => format!("{all} 必填"),
        RuleKind::Forbid => format!("{all} 不能给出"),
    };
    if rule.when.is_empty() {
        return format!("{rule_itself}。");
    }
    let when = rule
        .when
        .iter()
        .map(|(name, values)| format!("`{name}` 为 {}", zh.one_of(quoted(values))));
    let when: Vec<_> = when.collect();
    format!("{} 时，{rule_itself}。", when.join("，且 "))
}
