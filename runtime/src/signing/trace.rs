use crate::fields::{Field, FieldRule, Fields, Order};

/// A piece of a line, told apart so that a secret can be masked where it is shown.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    /// May be shown.
    Shown(&'a str),
    /// Shown as its name in brackets.
    Secret(&'static str, &'a str),
}

impl<'a> Part<'a> {
    fn text(self) -> &'a str {
        match self {
            Self::Shown(text) | Self::Secret(_, text) => text,
        }
    }
}

/// Watches a signature being made, line by line.
pub trait Trace {
    /// Makes a line of text from its parts.
    fn text(&mut self, name: &'static str, parts: &[Part<'_>]) -> String;

    /// Passes a line of text that must not be shown.
    fn secret_text(&mut self, name: &'static str, value: String) -> String;

    /// Passes a line of bytes; a secret one is masked.
    fn bytes(&mut self, name: &'static str, secret: bool, value: Vec<u8>) -> Vec<u8>;

    /// Makes a line from the fields that take part, each spelled by `each`.
    fn fields(
        &mut self,
        name: &'static str,
        rule: &FieldRule<'_>,
        fields: &Fields<'_>,
        each: impl Fn(&mut String, &Field<'_>),
    ) -> String;
}

/// Watches nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Trace for Quiet {
    fn text(&mut self, _: &'static str, parts: &[Part<'_>]) -> String {
        let mut line = String::with_capacity(parts.iter().map(|part| part.text().len()).sum());
        for part in parts {
            line.push_str(part.text());
        }
        line
    }

    fn secret_text(&mut self, _: &'static str, value: String) -> String {
        value
    }

    fn bytes(&mut self, _: &'static str, _: bool, value: Vec<u8>) -> Vec<u8> {
        value
    }

    fn fields(
        &mut self,
        _: &'static str,
        rule: &FieldRule<'_>,
        fields: &Fields<'_>,
        each: impl Fn(&mut String, &Field<'_>),
    ) -> String {
        let chosen = rule.apply(fields);
        if rule.order == Order::Rendered {
            return rendered_and_sorted(&chosen, each).join(rule.join);
        }
        let mut line = String::new();
        for (index, field) in chosen.into_iter().enumerate() {
            if index > 0 {
                line.push_str(rule.join);
            }
            each(&mut line, field);
        }
        line
    }
}

fn rendered_and_sorted(
    chosen: &[&Field<'_>],
    each: impl Fn(&mut String, &Field<'_>),
) -> Vec<String> {
    let mut rendered: Vec<_> = chosen
        .iter()
        .map(|field| {
            let mut text = String::new();
            each(&mut text, field);
            text
        })
        .collect();
    rendered.sort();
    rendered
}

/// A line of a signature as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its name in the spec.
    pub name: &'static str,
    /// Its value, secrets masked; bytes as hexadecimal digits.
    pub value: Masked,
    /// Fields that took no part in it, and why.
    pub left_out: Vec<(String, &'static str)>,
}

/// A text in which secrets are masked.
pub type Masked = String;

/// Keeps every line, secrets masked.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    /// The lines in the order in which they were made.
    pub lines: Vec<Line>,
}

impl Recording {
    fn keep(&mut self, name: &'static str, value: Masked) {
        self.lines.push(Line {
            name,
            value,
            left_out: Vec::new(),
        });
    }
}

impl Trace for Recording {
    fn text(&mut self, name: &'static str, parts: &[Part<'_>]) -> String {
        let masked = parts.iter().fold(String::new(), |mut masked, part| {
            match part {
                Part::Shown(text) => masked.push_str(text),
                Part::Secret(name, _) => {
                    masked.push('[');
                    masked.push_str(name);
                    masked.push(']');
                }
            }
            masked
        });
        self.keep(name, masked);
        Quiet.text(name, parts)
    }

    fn secret_text(&mut self, name: &'static str, value: String) -> String {
        self.keep(name, format!("[{name}]"));
        value
    }

    fn bytes(&mut self, name: &'static str, secret: bool, value: Vec<u8>) -> Vec<u8> {
        self.keep(
            name,
            if secret {
                format!("[{name}]")
            } else {
                super::hex(&value)
            },
        );
        value
    }

    fn fields(
        &mut self,
        name: &'static str,
        rule: &FieldRule<'_>,
        fields: &Fields<'_>,
        each: impl Fn(&mut String, &Field<'_>),
    ) -> String {
        let line = Quiet.fields(name, rule, fields, each);
        let left_out = fields
            .iter()
            .filter_map(|field| {
                rule.exclusion(field)
                    .map(|why| (field.name.clone().into_owned(), why))
            })
            .collect();
        self.lines.push(Line {
            name,
            value: line.clone(),
            left_out,
        });
        line
    }
}
