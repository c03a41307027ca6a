use std::borrow::Cow;

use super::fields::Chosen;
use super::made::Made;
use super::masked::Masked;
use super::{Given, InterpretError, InterpretedLine, Value};
use crate::signature::function::{Action, Arguments};
use crate::signature::secrecy::Secrecy;
use crate::signature::{Argument, Call, Expression, Operand, Part, Template};

/// Makes values from what is known at one line.
#[derive(Clone, Copy)]
pub(super) struct Maker<'m, 'g> {
    pub(super) given: &'m Given<'g>,
    secrecy: &'m Secrecy<'m>,
    /// The lines made so far.
    lines: &'m [InterpretedLine],
    /// Within a field list.
    field: Option<&'m Chosen>,
}

/// What is shown in place of a part of a template.
enum Mask<'m> {
    /// The part itself.
    None,
    /// A name.
    Whole(&'m str),
    /// The line that it is, as that is shown.
    Line(&'m InterpretedLine),
}

impl<'m, 'g> Maker<'m, 'g> {
    pub(super) fn new(
        given: &'m Given<'g>,
        secrecy: &'m Secrecy<'m>,
        lines: &'m [InterpretedLine],
    ) -> Self {
        Self {
            given,
            secrecy,
            lines,
            field: None,
        }
    }

    /// The same for one field.
    pub(super) fn within<'f>(&self, field: &'f Chosen) -> Maker<'f, 'g>
    where
        'm: 'f,
    {
        Maker {
            field: Some(field),
            ..*self
        }
    }

    pub(super) fn template_line(
        &self,
        template: &Template,
    ) -> Result<InterpretedLine, InterpretError> {
        if let (false, [Part::Value(expression)]) = (template.is_text(), template.parts.as_slice())
        {
            let bytes = self.expression(expression)?.into_bytes()?;
            return Ok(InterpretedLine::bytes(bytes));
        }
        let made = self.masked_text(template)?;
        Ok(InterpretedLine::text(made.text, made.hidden))
    }

    /// A template's text, and which parts of it must not be shown.
    pub(super) fn masked_text(&self, template: &Template) -> Result<Masked, InterpretError> {
        let mut made = Masked::default();
        for part in &template.parts {
            let value = self.part(part)?;
            match self.mask_of(part) {
                Mask::None => made.text += &value,
                Mask::Whole(name) => made.push_hidden(name, &value),
                Mask::Line(line) => drop(made.push_masked(&value, &line.hidden)),
            }
        }
        Ok(made)
    }

    pub(super) fn text(&self, template: &Template) -> Result<String, InterpretError> {
        template.parts.iter().map(|part| self.part(part)).collect()
    }

    /// The name of the first secret that a template tells.
    pub(super) fn mask(&self, template: &Template) -> Option<String> {
        template
            .expressions()
            .find_map(|expression| self.secrecy.mask(expression))
            .map(str::to_owned)
    }

    fn mask_of(&self, part: &Part) -> Mask<'m> {
        let Part::Value(expression) = part else {
            return Mask::None;
        };
        if let Some(name) = self.secrecy.mask(expression) {
            return match (expression.operands.as_slice(), self.field) {
                ([Operand::Line(index)], None) if expression.calls.is_empty() => {
                    let line = self.lines.get(*index);
                    line.map_or(Mask::Whole(name), Mask::Line)
                }
                _ => Mask::Whole(name),
            };
        }
        let is_value = |operand: &Operand| matches!(operand, Operand::Value | Operand::Json);
        match self.field.and_then(|field| field.mask.as_deref()) {
            Some(name) if expression.operands.iter().any(is_value) => Mask::Whole(name),
            _ => Mask::None,
        }
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
            self.call(call, made)
                .map_err(|error| self.blaming(expression, error))
        })
    }

    fn call(&self, call: &Call, made: Made) -> Result<Made, InterpretError> {
        let arguments = self.arguments(call)?;
        Ok(match call.function.row().action {
            Action::Digest(digest) => Made::Bytes(digest(&made.into_bytes()?)),
            Action::Keyed(digest) => Made::Bytes(digest(&made.into_bytes()?, arguments.key())),
            Action::Seal(seal) => Made::Bytes(seal(&made.into_bytes()?, &arguments)?),
            Action::Open(open) => Made::Text(open(&made.into_bytes()?, &arguments)?),
            Action::Spell(spell) => Made::Text(spell(&made.into_bytes()?)),
            Action::Encode => Made::Bytes(made.into_bytes()?),
            Action::Decode(decode) => Made::Bytes(decode(&made.into_text()?)?),
            Action::Rewrite(rewrite) => Made::Text(rewrite(&made.into_text()?, &arguments)),
            Action::Try(rewrite) => Made::Text(rewrite(&made.into_text()?, &arguments)?),
            Action::Shift(shift) => Made::Instant(shift(&made.into_instant()?, &arguments)),
            Action::Format(format) => Made::Text(format(&made.into_instant()?, &arguments)),
        })
    }

    fn arguments<'c>(&self, call: &'c Call) -> Result<Arguments<'c>, InterpretError> {
        let mut arguments = Arguments::default();
        for argument in &call.arguments {
            match argument {
                Argument::Value(value) => {
                    let value = self.expression(value)?.into_bytes()?;
                    arguments.values.push(value);
                }
                Argument::Text(text) => arguments.texts.push(text),
                Argument::Number(number) => {
                    arguments.number = usize::try_from(*number).unwrap_or(usize::MAX);
                }
            }
        }
        Ok(arguments)
    }

    /// The same error, naming the credential that alone is to blame.
    fn blaming(&self, expression: &Expression, mut error: InterpretError) -> InterpretError {
        if let (
            InterpretError::Unfit {
                credential: unset @ None,
                ..
            },
            [Operand::Credential(index)],
        ) = (&mut error, expression.operands.as_slice())
        {
            *unset = self
                .given
                .credentials
                .get(*index)
                .map(|credential| credential.name.clone());
        }
        error
    }

    fn operand(&self, operand: &Operand) -> Result<Made, InterpretError> {
        let input = &self.given.input;
        let text = match operand {
            Operand::Literal(text) => text.as_str(),
            Operand::Credential(index) => self.credential(*index)?,
            Operand::Line(index) => return self.line(*index),
            Operand::Name => &self.field()?.name,
            Operand::Value => &self.field()?.value,
            Operand::Json => &self.field()?.json,
            Operand::Now => return Ok(Made::Instant(input.moment.clone())),
            Operand::Nonce => input.moment.nonce(),
            Operand::Method => input.method,
            Operand::Scheme => input.scheme,
            Operand::Host => input.host,
            Operand::Hostname => host_and_port(input.host).0,
            Operand::Port => match (host_and_port(input.host).1, input.scheme) {
                ("", "http") => "80",
                ("", _) => "443",
                (port, _) => port,
            },
            Operand::Path => input.path,
            Operand::Query => input.query,
            Operand::Target => return Ok(Made::Text(self.target())),
            Operand::Url => {
                let url = format!("{}://{}{}", input.scheme, input.host, input.path);
                return Ok(Made::Text(url));
            }
            Operand::Body => return Ok(Made::Bytes(input.body.to_vec())),
            Operand::Field(name) => input.fields.get(name).unwrap_or_default(),
            Operand::Header(name) => input.headers.get(name).unwrap_or_default(),
        };
        Ok(Made::Text(text.to_owned()))
    }

    fn target(&self) -> String {
        let input = &self.given.input;
        match input.query {
            "" => input.path.to_owned(),
            query => format!("{}?{query}", input.path),
        }
    }

    fn line(&self, index: usize) -> Result<Made, InterpretError> {
        let line = self.lines.get(index).ok_or(InterpretError::Unchecked)?;
        Ok(match &line.value {
            Value::Text(text) => Made::Text(text.clone()),
            Value::Bytes(bytes) => Made::Bytes(bytes.clone()),
        })
    }

    fn field(&self) -> Result<&'m Chosen, InterpretError> {
        self.field.ok_or(InterpretError::Unchecked)
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

/// A host and the port behind it, which may be empty.
fn host_and_port(host: &str) -> (&str, &str) {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, port),
        _ => (host, ""),
    }
}
