//! Rules between fields.

use crate::model::{About, Operation, Payload, Rule, RuleKind, Slot, Text, Variant};

use super::code::Code;
use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::markdown;

/// What the docs of a request or an object say about its rules.
pub(crate) fn docs(rules: &[Rule], docs: &mut Docs) {
    for rule in rules {
        let statement = format!("Rule: {}.", markdown::text(&rule.statement()));
        if rule.about.doc == Text::default() {
            docs.markdown(statement);
        } else {
            docs.text(&format!("{statement} "), &rule.about.doc);
        }
        docs.remarks(&rule.about);
    }
}

/// The rules of a request or an object, as a constant of its own.
pub(crate) fn constant(type_name: &str, rules: &[Rule], code: &mut Code) {
    if rules.is_empty() {
        return;
    }
    code.blank();
    code.block(format!("impl {type_name}"), |code| {
        let rules = Layout::slice(rules.iter().map(rule).collect());
        code.assignment(
            "const BETWEEN_FIELDS: &'static [sealspec::Rule] =",
            rules.followed_by(";"),
        );
    });
}

/// The rules of an operation, as the runtime takes them.
pub(crate) fn of_operation(operation: &Operation, variant: &Variant, code: &mut Code) {
    if operation.rules.is_empty() {
        return;
    }
    let own = Layout::text("Self::BETWEEN_FIELDS");
    let value = match &variant.payload {
        Payload::Fields => Layout::call("sealspec::Rules::of", vec![own]),
        Payload::Json(field) => Layout::call(
            "sealspec::Rules::within",
            vec![
                Layout::text(quoted(field)),
                texts(&beside(operation, variant)),
                own,
            ],
        ),
    };
    code.assignment("const RULES: sealspec::Rules =", value.followed_by(";"));
}

/// Names of the fields that travel beside the payload; files are known without being named.
fn beside(operation: &Operation, variant: &Variant) -> Vec<String> {
    let name = |slot: &Slot| match slot {
        Slot::Field(index) => operation.request.get(*index).map(|own| own.wire.clone()),
        Slot::Filled(index) => operation.filled.get(*index).map(|own| own.wire.clone()),
        Slot::Common(_) | Slot::Open | Slot::Payload => None,
    };
    variant.order.iter().filter_map(name).collect()
}

fn rule(rule: &Rule) -> Layout {
    let kind = match rule.kind {
        RuleKind::AnyOf => "AnyOf",
        RuleKind::OneOf => "OneOf",
        RuleKind::Together => "Together",
        RuleKind::Require => "Require",
        RuleKind::Forbid => "Forbid",
    };
    let conditions = rule.when.iter().map(|(name, values)| {
        let items = vec![Layout::text(quoted(name)), texts(values)];
        Layout::call("", items)
    });
    Layout::call(
        "sealspec::Rule::new",
        vec![
            Layout::text(format!("sealspec::RuleKind::{kind}")),
            array(rule.groups.iter().map(|group| texts(group)).collect()),
            Layout::slice(conditions.collect()),
            Layout::text(quoted(&told(&rule.about))),
        ],
    )
}

fn texts(names: &[String]) -> Layout {
    let names = names.iter().map(|name| Layout::text(quoted(name)));
    array(names.collect())
}

/// An array, which rustfmt never breaks where it is one of a single text.
fn array(items: Vec<Layout>) -> Layout {
    match items.as_slice() {
        [Layout::Text(item)] => Layout::text(format!("&[{item}]")),
        _ => Layout::slice(items),
    }
}

/// What a refusal says of a rule: its doc on one line, in English where there is some.
fn told(about: &About) -> String {
    let Text { zh, en } = &about.doc;
    let doc = en.as_ref().or(zh.as_ref()).map_or("", String::as_str);
    let line = doc.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches(['.', '。']).to_owned()
}
