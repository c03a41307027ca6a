//! A command line as words, the way a POSIX shell, bash or the command prompt of Windows splits it.

use std::iter::Peekable;
use std::str::Chars;

/// The words of a command line; `None`: a quote isn't closed.
pub(super) fn words(text: &str) -> Option<Vec<String>> {
    let text = if is_of_command_prompt(text) {
        without_carets(text)
    } else {
        text.to_owned()
    };
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' => match rest.next() {
                None | Some('\n') => {}
                Some('\r') if rest.peek() == Some(&'\n') => drop(rest.next()),
                Some(escaped) => word.get_or_insert_default().push(escaped),
            },
            '\'' => {
                let own = word.get_or_insert_default();
                until(&mut rest, '\'', |character, _| own.push(character))?;
            }
            '"' => {
                let own = word.get_or_insert_default();
                until(&mut rest, '"', |character, rest| {
                    match (character, rest.peek()) {
                        ('\\', Some('"' | '\\' | '$' | '`')) => own.extend(rest.next()),
                        ('\\', Some('\n')) => drop(rest.next()),
                        _ => own.push(character),
                    }
                })?;
            }
            '$' if rest.peek() == Some(&'\'') => {
                rest.next();
                let own = word.get_or_insert_default();
                until(&mut rest, '\'', |character, rest| match character {
                    '\\' => own.extend(escape(rest)),
                    _ => own.push(character),
                })?;
            }
            _ if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    Some(words)
}

/// Takes all characters up to a quote; `None`: it doesn't come.
fn until(
    rest: &mut Peekable<Chars<'_>>,
    quote: char,
    mut take: impl FnMut(char, &mut Peekable<Chars<'_>>),
) -> Option<()> {
    loop {
        match rest.next()? {
            character if character == quote => return Some(()),
            character => take(character, rest),
        }
    }
}

/// What stands behind a backslash in `$'…'`.
fn escape(rest: &mut Peekable<Chars<'_>>) -> Option<char> {
    let character = rest.next()?;
    let digits = match character {
        'n' => return Some('\n'),
        'r' => return Some('\r'),
        't' => return Some('\t'),
        'e' => return Some('\u{1b}'),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        other => return Some(other),
    };
    let mut code = 0;
    for _ in 0..digits {
        let Some(digit) = rest.peek().and_then(|next| next.to_digit(16)) else {
            break;
        };
        code = code * 16 + digit;
        rest.next();
    }
    // Browsers write characters beyond the basic plane as two halves.
    if (0xd800..0xdc00).contains(&code) {
        let mut ahead = rest.clone();
        if ahead.next() == Some('\\') && ahead.next() == Some('u') {
            let low: String = ahead.by_ref().take(4).collect();
            if let Ok(low @ 0xdc00..0xe000) = u32::from_str_radix(&low, 16) {
                *rest = ahead;
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            }
        }
    }
    char::from_u32(code)
}

/// Browsers copy for the command prompt with `^` before whatever it gives a meaning to.
fn is_of_command_prompt(text: &str) -> bool {
    text.contains("^\"") || text.lines().any(|line| line.trim_end().ends_with('^'))
}

fn without_carets(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match (character, rest.next_if(|_| character == '^')) {
            ('^', Some('\r')) => drop(rest.next_if_eq(&'\n')),
            ('^', Some('\n')) => plain.push(' '),
            ('^', Some(escaped)) => plain.push(escaped),
            _ => plain.push(character),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_as_shells_do() {
        for (text, expected) in [
            ("a  b\n c", &["a", "b", "c"] as &[_]),
            (
                r#"-H 'a: "b"' "c 'd'" ''"#,
                &["-H", "a: \"b\"", "c 'd'", ""],
            ),
            (r#""a\"b\\c\d" e\ f"#, &[r#"a"b\c\d"#, "e f"]),
            ("curl \\\n  x \\\r\n y", &["curl", "x", "y"]),
            (r"$'it\'s\n\u8d85\x41\ud83d\ude00'", &["it's\n超A😀"]),
            ("a'b'\"c\"", &["abc"]),
            (
                "curl ^\"http://h/?a=1^&b=2^\" ^\r\n  -d ^\"{^\\^\"a^\\^\":1}^\"",
                &["curl", "http://h/?a=1&b=2", "-d", "{\"a\":1}"],
            ),
            (
                "curl \"http://h/\" ^\n -d \"a\"",
                &["curl", "http://h/", "-d", "a"],
            ),
        ] {
            assert_eq!(words(text).unwrap(), expected, "{text}");
        }
        for open in ["'a", "\"a", "$'a\\'", "a \"b\\\""] {
            assert_eq!(words(open), None, "{open}");
        }
    }
}
