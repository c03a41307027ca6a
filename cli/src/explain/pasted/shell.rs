//! A command line as words, the way a POSIX shell, bash or the command prompt of Windows splits it.

use std::iter::Peekable;
use std::str::Chars;

/// The words of the first command in a text, without its redirections; or what is wrong with them.
pub(super) fn words(text: &str) -> Result<Vec<String>, &'static str> {
    let text = if is_of_command_prompt(text) {
        without_carets(text)
    } else {
        text.to_owned()
    };
    let mut words = Words::default();
    words
        .split(&text)
        .ok_or("a quote of the curl command line isn't closed")?;
    let words = words.done.into_iter().map(String::from_utf8);
    words
        .collect::<Result<_, _>>()
        .map_err(|_| "a word of the curl command line isn't UTF-8")
}

/// Words as bytes, which is what escapes stand for.
#[derive(Default)]
struct Words {
    done: Vec<Vec<u8>>,
    word: Option<Vec<u8>>,
    /// Whether the next word names the file of a redirection.
    is_target: bool,
}

impl Words {
    /// Splits up to the end of the command; `None`: a quote isn't closed.
    fn split(&mut self, text: &str) -> Option<()> {
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            match character {
                '\\' => match rest.next() {
                    None | Some('\n') => {}
                    Some('\r') if rest.peek() == Some(&'\n') => drop(rest.next()),
                    Some(escaped) => push(self.own(), escaped),
                },
                '\'' => {
                    let own = self.own();
                    until(&mut rest, '\'', |character, _| push(own, character))?;
                }
                '"' => {
                    let own = self.own();
                    until(&mut rest, '"', |character, rest| {
                        match (character, rest.peek()) {
                            ('\\', Some('"' | '\\' | '$' | '`')) => {
                                rest.next().into_iter().for_each(|next| push(own, next));
                            }
                            ('\\', Some('\n')) => drop(rest.next()),
                            _ => push(own, character),
                        }
                    })?;
                }
                '$' if rest.next_if_eq(&'\'').is_some() => {
                    let own = self.own();
                    until(&mut rest, '\'', |character, rest| match character {
                        '\\' => escape(own, rest),
                        _ => push(own, character),
                    })?;
                }
                '|' | ';' | '&' => break,
                '<' | '>' => self.redirect(&mut rest),
                _ if character.is_whitespace() => self.end(),
                _ => push(self.own(), character),
            }
        }
        self.end();
        Some(())
    }

    fn own(&mut self) -> &mut Vec<u8> {
        self.word.get_or_insert_default()
    }

    fn end(&mut self) {
        let is_target = self.is_target && self.word.is_some();
        self.is_target &= !is_target;
        self.done.extend(self.word.take().filter(|_| !is_target));
    }

    /// Leaves out a redirection, and the number before it.
    fn redirect(&mut self, rest: &mut Peekable<Chars<'_>>) {
        let is_digits = |word: &mut Vec<u8>| word.iter().all(u8::is_ascii_digit);
        drop(self.word.take_if(is_digits));
        self.end();
        while rest.next_if(|next| "<>&|".contains(*next)).is_some() {}
        self.is_target = true;
    }
}

fn push(word: &mut Vec<u8>, character: char) {
    word.extend(character.encode_utf8(&mut [0; 4]).bytes());
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

/// Adds what stands behind a backslash in `$'…'`.
fn escape(word: &mut Vec<u8>, rest: &mut Peekable<Chars<'_>>) {
    let Some(character) = rest.next_if(|next| !next.is_digit(8)) else {
        // Bash drops what is more than a byte.
        return word.extend(number(rest, 3, 8).to_le_bytes().first());
    };
    match character {
        'a' => word.push(7),
        'b' => word.push(8),
        'e' | 'E' => word.push(0x1b),
        'f' => word.push(0x0c),
        'n' => word.push(b'\n'),
        'r' => word.push(b'\r'),
        't' => word.push(b'\t'),
        'v' => word.push(0x0b),
        'x' => word.extend(number(rest, 2, 16).to_le_bytes().first()),
        'u' => word_of_code(word, 4, rest),
        'U' => word_of_code(word, 8, rest),
        other => push(word, other),
    }
}

/// A number of at most so many digits.
fn number(rest: &mut Peekable<Chars<'_>>, digits: usize, radix: u32) -> u32 {
    let mut number = 0_u32;
    for _ in 0..digits {
        let Some(digit) = rest.peek().and_then(|next| next.to_digit(radix)) else {
            break;
        };
        number = (number * radix) | digit;
        rest.next();
    }
    number
}

/// Adds the character of a code point.
fn word_of_code(word: &mut Vec<u8>, digits: usize, rest: &mut Peekable<Chars<'_>>) {
    let mut code = number(rest, digits, 16);
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
        .into_iter()
        .for_each(|character| push(word, character));
}

/// Browsers copy for the command prompt with `^` before whatever it gives a meaning to: at the end of lines, and before the quotes of
/// words. In the midst of a word `^"` is another shell's text.
fn is_of_command_prompt(text: &str) -> bool {
    let mut quotes = text.match_indices("^\"");
    let opens_word = |at| {
        let before = text.get(..at).unwrap_or_default();
        before.is_empty() || before.ends_with(char::is_whitespace)
    };
    quotes.any(|(at, _)| opens_word(at)) || text.lines().any(|line| line.trim_end().ends_with('^'))
}

fn without_carets(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(character) = rest.next() {
        let (mut own, mut is_escaped) = (character, false);
        if character == '^' {
            match rest.next() {
                Some('\r') => {
                    rest.next_if_eq(&'\n');
                    continue;
                }
                Some('\n') => own = ' ',
                Some(escaped) => (own, is_escaped) = (escaped, true),
                None => {}
            }
        }
        // Outside quotes the other shells have a backslash for it.
        if is_escaped && !is_quoted && "|;&<>".contains(own) {
            plain.push('\\');
        }
        is_quoted ^= own == '"' && !plain.ends_with('\\');
        plain.push(own);
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
            (
                "curl http://h/?a=1^&b ^\r\n -d ^\"1^&2^\" & dir",
                &["curl", "http://h/?a=1&b", "-d", "1&2"],
            ),
            (r#"-d '{"re":"^"}'"#, &["-d", r#"{"re":"^"}"#]),
            (
                r"$'\xe8\xb0\xa2\350\260\242\u8c22\101\0611'",
                &["谢谢谢A11"],
            ),
            ("a 'b|c' | jq .", &["a", "b|c"]),
            ("a b;c", &["a", "b"]),
            ("a \\& b && c", &["a", "&", "b"]),
            (
                "a 2>/dev/null b2>&1 c < 'in 1' d>>out",
                &["a", "b2", "c", "d"],
            ),
        ] {
            assert_eq!(words(text).unwrap(), expected, "{text}");
        }
        for open in ["'a", "\"a", "$'a\\'", "a \"b\\\""] {
            let told = words(open).unwrap_err();
            assert!(told.contains("isn't closed"), "{open}: {told}");
        }
    }
}
