//! Names as messages tell them: the one that was probably meant, and lists of them.
//!
//! Many ask, each with an iterator of its own type, so what answers is compiled once, for any.

/// The candidate that was probably meant: the nearest by edits, if it is near.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    nearest_of(name, &mut candidates.into_iter())
}

fn nearest_of<'c>(name: &str, candidates: &mut dyn Iterator<Item = &'c str>) -> Option<&'c str> {
    let allowed = 1 + name.chars().count() / 4;
    let name = name.to_lowercase();
    candidates
        .map(|candidate| (distance(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Names as a sentence lists them: `` `a`, `b` and `c` ``.
pub fn list_of<'c>(names: impl IntoIterator<Item = &'c str>) -> String {
    joined(&mut names.into_iter(), "and")
}

/// Names as a sentence lists a choice: `` `a`, `b` or `c` ``.
pub fn choice_of<'c>(names: impl IntoIterator<Item = &'c str>) -> String {
    joined(&mut names.into_iter(), "or")
}

fn joined(names: &mut dyn Iterator<Item = &str>, word: &str) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} {word} {last}", before.join(", ")),
    }
}

/// Edits that make one text of the other: a character added, dropped, replaced, or swapped with its neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, from) in a.iter().enumerate() {
        let mut this = vec![row + 1];
        for (column, to) in b.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&last, column) + usize::from(from != to);
            let edited = replaced
                .min(at(&last, column + 1) + 1)
                .min(at(&this, column) + 1);
            let swaps = row > 0
                && column > 0
                && a.get(row - 1) == Some(to)
                && b.get(column - 1) == Some(from);
            this.push(if swaps {
                edited.min(at(&before_last, column - 1) + 1)
            } else {
                edited
            });
        }
        before_last = std::mem::replace(&mut last, this);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        assert_eq!(
            nearest("secrt", ["doc", "secret", "example"]),
            Some("secret")
        );
        assert_eq!(nearest("mobile", ["register"]), None);
        assert_eq!(
            nearest("regitser", ["register", "envelope"]),
            Some("register")
        );
        assert_eq!(nearest("Mobile", ["mobile"]), Some("mobile"));
        assert_eq!(nearest("x", ["doc"]), None);
    }

    #[test]
    fn a_list_reads_as_a_sentence() {
        assert_eq!(list_of(["a"]), "`a`");
        assert_eq!(list_of(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(choice_of(["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
