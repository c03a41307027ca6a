use std::ops::Range;

use super::Problem;

/// A word or sign of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    Literal(String),
    Pipe,
    Open,
    Close,
    Comma,
}

/// Splits what stands in braces into tokens, each with its place in the template.
pub(super) fn tokens(
    text: &str,
    range: Range<usize>,
    problems: &mut Vec<Problem>,
) -> Vec<(Token, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut rest = Rest {
        text,
        at: range.start,
        end: range.end,
    };
    while let Some(character) = rest.peek() {
        let start = rest.at;
        let token = match character {
            '|' => rest.sign(Token::Pipe),
            '(' => rest.sign(Token::Open),
            ')' => rest.sign(Token::Close),
            ',' => rest.sign(Token::Comma),
            '\'' => match rest.literal() {
                Some(literal) => Token::Literal(literal),
                None => {
                    let help = "close it with `'`; a quote inside is written `''`";
                    problems.push(Problem::syntax(
                        start..start + 1,
                        "the text in quotes never ends",
                        help,
                    ));
                    break;
                }
            },
            _ if character.is_whitespace() => {
                rest.step();
                continue;
            }
            _ if is_word(character) => Token::Name(rest.word()),
            _ => {
                rest.step();
                let message = format!("`{character}` means nothing in an expression");
                problems.push(Problem::syntax(
                    start..rest.at,
                    message,
                    help_for(character),
                ));
                continue;
            }
        };
        tokens.push((token, start..rest.at));
    }
    tokens
}

fn help_for(character: char) -> &'static str {
    match character {
        '"' => "texts are put in single quotes",
        '+' => "values are written one after the other, with nothing between",
        _ => {
            "an expression is names and 'texts', then `|` and a function, as in `{text | md5 | hex}`"
        }
    }
}

/// Hyphens count as part of a word, so that `hmac-sha256` is told to be `hmac_sha256`.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

/// What is still to be read.
struct Rest<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Rest<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..self.end)?.chars().next()
    }

    fn step(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn sign(&mut self, token: Token) -> Token {
        self.step();
        token
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(character) = self.peek().filter(|character| is_word(*character)) {
            word.push(character);
            self.step();
        }
        word
    }

    /// Text in quotes; two quotes stand for one.
    fn literal(&mut self) -> Option<String> {
        let mut literal = String::new();
        self.step();
        while let Some(character) = self.peek() {
            self.step();
            if character != '\'' {
                literal.push(character);
            } else if self.peek() == Some('\'') {
                literal.push('\'');
                self.step();
            } else {
                return Some(literal);
            }
        }
        None
    }
}
