//! Groups of fields of which the compiler wants one.

use crate::model::{Field, Rule, RuleKind};

/// More fields than this make a name that nobody reads, and are left to the rule that is held before sending.
const LARGEST: usize = 4;

/// Fields of which one must be given, whatever the others are.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// `any_of` or `one_of`.
    pub(crate) how: &'static str,
    /// What the compiler calls it where none of them is given.
    pub(crate) mark: String,
    pub(crate) fields: Vec<&'a Field>,
}

/// The groups that rules without a condition make; a field is in one of them at most.
pub(crate) fn groups<'a>(fields: &'a [Field], rules: &[Rule]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.when.is_empty()) {
        let Some(group) = group(fields, rule) else {
            continue;
        };
        let mut names = group.fields.iter().map(|field| &field.rust);
        if !names.any(|name| is_grouped(&groups, name))
            && !fields.iter().any(|field| field.rust == group.mark)
        {
            groups.push(group);
        }
    }
    groups
}

/// Whether a field is in one of the groups.
pub(crate) fn is_grouped(groups: &[Group<'_>], rust: &str) -> bool {
    let mut fields = groups.iter().flat_map(|group| &group.fields);
    fields.any(|field| field.rust == rust)
}

fn group<'a>(fields: &'a [Field], rule: &Rule) -> Option<Group<'a>> {
    let how = match rule.kind {
        RuleKind::AnyOf => "any_of",
        RuleKind::OneOf => "one_of",
        RuleKind::Together | RuleKind::Require | RuleKind::Forbid => return None,
    };
    let find = |group: &Vec<String>| match group.as_slice() {
        [name] => fields.iter().find(|field| field.wire == *name),
        _ => None,
    };
    let fields: Vec<_> = rule.groups.iter().map(find).collect::<Option<_>>()?;
    let names: Vec<_> = fields.iter().map(|field| field.rust.as_str()).collect();
    (fields.len() <= LARGEST).then(|| Group {
        how,
        mark: names.join("_or_"),
        fields,
    })
}
