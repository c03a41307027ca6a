//! Makes a signature straight from its spec, without generated code.

use std::borrow::Cow;
use std::fmt;

use sealspec::signing::{self, Input};
use sealspec::{Field, FieldRule, Order};

use super::function::Action;
use super::secrecy::Secrecy;
use super::{Expression, FieldList, LineKind, Operand, Part, Select, Signature, Template};
use crate::model::Credential;

/// What a signature is made from.
#[derive(Clone, Copy)]
pub struct Given<'g> {
    /// The API's credentials.
    pub credentials: &'g [Credential],
    /// The value of a credential by its name; an optional one that isn't given is `""`.
    pub value: &'g dyn Fn(&str) -> Option<&'g str>,
    /// The request or the reply.
    pub input: Input<'g>,
}

/// A signature as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpretation {
    /// Its lines in order.
    pub lines: Vec<InterpretedLine>,
}

/// A line of a signature as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterpretedLine {
    /// Its name.
    pub name: String,
    /// Its value, secrets and all.
    pub value: Value,
    /// Its value as it may be shown: secrets as their names in brackets, bytes as hexadecimal digits.
    pub shown: String,
    /// Fields that took no part in it, and why; empty for a masked line.
    pub left_out: Vec<(String, &'static str)>,
}

/// A value of the template language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// UTF-8 text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Why a template came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InterpretError {
    /// The credential of this name isn't given.
    MissingCredential(String),
    /// A value has a type that its place doesn't take, or an index points at nothing. A checked spec has no such thing.
    Unchecked,
}

/// Makes every line of a signature.
///
/// # Errors
///
/// Where a credential isn't given.
pub fn interpret(
    signature: &Signature,
    given: &Given<'_>,
) -> Result<Interpretation, InterpretError> {
    let secrecy = Secrecy::new(&signature.lines, given.credentials);
    let mut lines = Vec::with_capacity(signature.lines.len());
    for (index, line) in signature.lines.iter().enumerate() {
        let maker = Maker {
            given,
            secrecy: &secrecy,
            lines: &lines,
            field: None,
        };
        let mut made = match &line.kind {
            LineKind::Template(template) => maker.template_line(template)?,
            LineKind::Fields(list) => maker.fields_line(list)?,
        };
        made.name.clone_from(&line.name);
        if secrecy.is_masked(index) {
            made.shown = bracketed(&line.name);
            made.left_out.clear();
        }
        lines.push(made);
    }
    Ok(Interpretation { lines })
}

/// The value of a template outside a signature: a field that every request carries.
///
/// # Errors
///
/// Where a credential isn't given.
pub fn evaluate(template: &Template, given: &Given<'_>) -> Result<String, InterpretError> {
    let secrecy = Secrecy::new(&[], given.credentials);
    Maker {
        given,
        secrecy: &secrecy,
        lines: &[],
        field: None,
    }
    .text(template)
}

impl Interpretation {
    /// The signature: the line named `sign`.
    pub fn sign(&self) -> Option<&str> {
        match self.value("sign")? {
            Value::Text(text) => Some(text),
            Value::Bytes(_) => None,
        }
    }

    /// The value of a line.
    pub fn value(&self, line: &str) -> Option<&Value> {
        self.lines
            .iter()
            .find(|made| made.name == line)
            .map(|made| &made.value)
    }
}

/// Text as it is, bytes as hexadecimal digits.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Bytes(bytes) => formatter.write_str(&signing::hex(bytes)),
        }
    }
}

impl fmt::Display for InterpretError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingCredential(name) => {
                write!(formatter, "the credential `{name}` isn't given")
            }
            Self::Unchecked => {
                formatter.write_str("the template wasn't checked: a value in it has the wrong type")
            }
        }
    }
}

impl std::error::Error for InterpretError {}

/// Makes values from what is known at one line.
#[derive(Clone, Copy)]
struct Maker<'m, 'g> {
    given: &'m Given<'g>,
    secrecy: &'m Secrecy<'m>,
    /// The lines made so far.
    lines: &'m [InterpretedLine],
    /// Within `each`.
    field: Option<&'m Field<'m>>,
}

impl Maker<'_, '_> {
    fn template_line(&self, template: &Template) -> Result<InterpretedLine, InterpretError> {
        if let (false, [Part::Value(expression)]) = (template.is_text(), template.parts.as_slice())
        {
            let bytes = self.expression(expression)?.into_bytes()?;
            return Ok(InterpretedLine::new(
                signing::hex(&bytes),
                Value::Bytes(bytes),
            ));
        }
        let shown = template
            .parts
            .iter()
            .map(|part| match (part, self.mask(part)) {
                (_, Some(name)) => Ok(Cow::Owned(bracketed(name))),
                (part, None) => self.part(part),
            });
        Ok(InterpretedLine::new(
            shown.collect::<Result<_, _>>()?,
            Value::Text(self.text(template)?),
        ))
    }

    fn fields_line(&self, list: &FieldList) -> Result<InterpretedLine, InterpretError> {
        let names: Vec<&str> = match &list.select {
            Select::Only(names) | Select::Except(names) => {
                names.iter().map(String::as_str).collect()
            }
            Select::All | Select::Prefix(_) => Vec::new(),
        };
        let select = match &list.select {
            Select::All => sealspec::Select::All,
            Select::Only(_) => sealspec::Select::Only(&names),
            Select::Except(_) => sealspec::Select::Except(&names),
            Select::Prefix(prefix) => sealspec::Select::Prefix(prefix),
        };
        let rule = FieldRule {
            select,
            skip_empty: list.skip_empty,
            order: list.order,
            join: &list.join,
        };
        let fields = self.given.input.fields;
        let written = rule.apply(fields).into_iter().map(|field| {
            Maker {
                field: Some(field),
                ..*self
            }
            .text(&list.each)
        });
        let mut written = written.collect::<Result<Vec<_>, _>>()?;
        if list.order == Order::Rendered {
            written.sort();
        }
        let text = written.join(&list.join);
        let mut line = InterpretedLine::new(text.clone(), Value::Text(text));
        let why = |field: &Field<'_>| {
            rule.exclusion(field)
                .map(|why| (field.name.clone().into_owned(), why))
        };
        line.left_out = fields.iter().filter_map(why).collect();
        Ok(line)
    }

    fn mask(&self, part: &Part) -> Option<&str> {
        match part {
            Part::Literal(_) => None,
            Part::Value(expression) => self.secrecy.mask(expression),
        }
    }

    fn text(&self, template: &Template) -> Result<String, InterpretError> {
        template.parts.iter().map(|part| self.part(part)).collect()
    }

    fn part<'p>(&self, part: &'p Part) -> Result<Cow<'p, str>, InterpretError> {
        match part {
            Part::Literal(text) => Ok(Cow::Borrowed(text)),
            Part::Value(expression) => self.expression(expression)?.into_text().map(Cow::Owned),
        }
    }

    fn expression(&self, expression: &Expression) -> Result<Made, InterpretError> {
        let mut operands = expression
            .operands
            .iter()
            .map(|operand| self.operand(operand));
        let first = operands.next().ok_or(InterpretError::Unchecked)??;
        let together = operands.try_fold(first, |made, operand| made.followed_by(operand?))?;
        expression.calls.iter().try_fold(together, |made, call| {
            let key = call
                .arguments
                .first()
                .map(|key| self.expression(key)?.into_bytes())
                .transpose()?;
            self.apply(call.function.row().action, made, key)
        })
    }

    fn apply(
        &self,
        action: Action,
        made: Made,
        key: Option<Vec<u8>>,
    ) -> Result<Made, InterpretError> {
        Ok(match (action, made) {
            (Action::Digest(digest), made) => Made::Bytes(digest(&made.into_bytes()?)),
            (Action::Keyed(digest), made) => Made::Bytes(digest(
                &made.into_bytes()?,
                &key.ok_or(InterpretError::Unchecked)?,
            )),
            (Action::Spell(spell), Made::Bytes(bytes)) => Made::Text(spell(&bytes)),
            (Action::Encode(encode), Made::Text(text)) => Made::Bytes(encode(&text)),
            (Action::Rewrite(rewrite), Made::Text(text)) => Made::Text(rewrite(&text)),
            (Action::Format(format), Made::Now) => Made::Text(format(self.given.input.moment)),
            _ => return Err(InterpretError::Unchecked),
        })
    }

    fn operand(&self, operand: &Operand) -> Result<Made, InterpretError> {
        let input = &self.given.input;
        let text = match operand {
            Operand::Literal(text) => text.as_str(),
            Operand::Credential(index) => self.credential(*index)?,
            Operand::Line(index) => {
                return match &self
                    .lines
                    .get(*index)
                    .ok_or(InterpretError::Unchecked)?
                    .value
                {
                    Value::Text(text) => Ok(Made::Text(text.clone())),
                    Value::Bytes(bytes) => Ok(Made::Bytes(bytes.clone())),
                };
            }
            Operand::Name => &self.field.ok_or(InterpretError::Unchecked)?.name,
            Operand::Value => &self.field.ok_or(InterpretError::Unchecked)?.value,
            Operand::Now => return Ok(Made::Now),
            Operand::Nonce => input.moment.nonce(),
            Operand::Method => input.method,
            Operand::Path => input.path,
            Operand::Host => input.host,
            Operand::Query => input.query,
            Operand::Body => return Ok(Made::Bytes(input.body.to_vec())),
        };
        Ok(Made::Text(text.to_owned()))
    }

    fn credential(&self, index: usize) -> Result<&str, InterpretError> {
        let name = &self
            .given
            .credentials
            .get(index)
            .ok_or(InterpretError::Unchecked)?
            .name;
        (self.given.value)(name).ok_or_else(|| InterpretError::MissingCredential(name.clone()))
    }
}

/// A value on its way through an expression.
enum Made {
    Text(String),
    Bytes(Vec<u8>),
    Now,
}

impl Made {
    fn into_text(self) -> Result<String, InterpretError> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Bytes(_) | Self::Now => Err(InterpretError::Unchecked),
        }
    }

    fn into_bytes(self) -> Result<Vec<u8>, InterpretError> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Bytes(bytes) => Ok(bytes),
            Self::Now => Err(InterpretError::Unchecked),
        }
    }

    /// Both, one after the other: bytes where either is bytes.
    fn followed_by(self, next: Self) -> Result<Self, InterpretError> {
        match (self, next) {
            (Self::Text(first), Self::Text(second)) => Ok(Self::Text(first + &second)),
            (first, second) => Ok(Self::Bytes(
                [first.into_bytes()?, second.into_bytes()?].concat(),
            )),
        }
    }
}

impl InterpretedLine {
    fn new(shown: String, value: Value) -> Self {
        Self {
            name: String::new(),
            value,
            shown,
            left_out: Vec::new(),
        }
    }
}

fn bracketed(name: &str) -> String {
    format!("[{name}]")
}

#[cfg(test)]
mod tests;
