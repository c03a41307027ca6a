//! Texts that others wrote, as a terminal may show them.

/// A text on one line, without characters that would move the cursor or change colours.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ if character.is_control() || is_of_direction(character) => {
                shown.extend(character.escape_unicode());
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// A text of several lines, each of them printable.
pub(crate) fn printable_lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(printable).collect();
    lines.join("\n")
}

/// Whether a character makes others show in another order than they stand in.
fn is_of_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Arguments as one types them into a shell.
pub(crate) fn command_line<'a>(arguments: impl IntoIterator<Item = &'a str>) -> String {
    let is_plain = |argument: &str| {
        let mut bytes = argument.bytes();
        bytes.all(|byte| {
            byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-_.,:/=@%+".contains(&byte)
        })
    };
    let quoted = arguments
        .into_iter()
        .map(|argument| match shlex::try_quote(argument) {
            _ if is_plain(argument) && !argument.is_empty() => argument.to_owned(),
            Ok(quoted) => quoted.into_owned(),
            Err(_) => printable(argument),
        });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped_and_chinese_is_not() {
        assert_eq!(
            printable("超\n\u{1b}[31m\u{202e}"),
            "超\\n\\u{1b}[31m\\u{202e}"
        );
        assert_eq!(
            printable_lines("超\n\u{1b}[31m\r\n"),
            "超\n\\u{1b}[31m\\r\n"
        );
    }

    #[test]
    fn arguments_are_quoted_where_a_shell_needs_it() {
        assert_eq!(
            command_line(["call", "--field", "a=b c"]),
            "call --field 'a=b c'"
        );
    }
}
