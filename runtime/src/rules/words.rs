//! Rules in words.

/// `` `a`, `b` and `c` ``
pub(super) fn all_of<S: AsRef<str>>(names: &[S]) -> String {
    let quoted = names.iter().map(|name| format!("`{}`", name.as_ref()));
    join(quoted.collect(), "and")
}

/// `` `a`, `b` or `c` ``; a group of several fields as `` (`a` and `b`) ``.
pub(super) fn one_of<S: AsRef<str>, L: AsRef<[S]>>(groups: &[L]) -> String {
    let groups = groups.iter().map(|group| match group.as_ref() {
        group @ [_, _, ..] => format!("({})", all_of(group)),
        group => all_of(group),
    });
    join(groups.collect(), "or")
}

/// `` when `a` is `1` or `2` and `b` is `x` ``, with a space before it; nothing where there is no condition.
pub(super) fn condition<S: AsRef<str>, L: AsRef<[S]>>(when: &[(S, L)]) -> String {
    if when.is_empty() {
        return String::new();
    }
    let conditions = when.iter().map(|(name, values)| {
        let values = values.as_ref().iter().map(std::slice::from_ref);
        format!(
            "`{}` is {}",
            name.as_ref(),
            one_of(&values.collect::<Vec<_>>())
        )
    });
    format!(" when {}", join(conditions.collect(), "and"))
}

fn join(mut words: Vec<String>, last: &str) -> String {
    match words.pop() {
        None => String::new(),
        Some(word) if words.is_empty() => word,
        Some(word) => format!("{} {last} {word}", words.join(", ")),
    }
}
