//! Templates outside of signatures as Rust expressions: common fields, headers, and what goes to a signature's places.

mod value;

use crate::model::{Api, CommonField, Profile};
use crate::signature::{Argument, Call, Expression, Operand, Part, Rust, Template, ValueType};

use super::layout::{Layout, quoted};
use value::{Form, Value, concatenated};

/// What the names in a template stand for where it is written.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    api: &'a Api,
    profile: &'a Profile,
    /// What holds the credentials.
    owner: &'static str,
    moment: &'static str,
    /// What fallible steps are called in messages.
    place: &'a str,
    /// The lines of the signature: their variables' names, and whether they are bytes.
    lines: &'a [(String, bool)],
}

impl<'a> Scope<'a> {
    /// Where an operation writes its request.
    fn of_request(api: &'a Api, profile: &'a Profile) -> Self {
        Self {
            api,
            profile,
            owner: "profile",
            moment: "moment",
            place: "",
            lines: &[],
        }
    }

    /// Where a profile makes a header, or what goes to a place once the lines of a signature are made.
    pub(crate) fn of_profile(
        api: &'a Api,
        profile: &'a Profile,
        place: &'a str,
        lines: &'a [(String, bool)],
    ) -> Self {
        Self {
            owner: "self",
            moment: "input.moment",
            place,
            lines,
            ..Self::of_request(api, profile)
        }
    }
}

/// The statement that writes a common field into a request or into the object that is its body.
pub(crate) fn common_field(
    api: &Api,
    profile: &Profile,
    field: &CommonField,
    writer: &str,
) -> Layout {
    statement(api, profile, field, writer, ["field", "text"])
}

/// The statement that writes a field which travels in the query whatever the body is.
pub(crate) fn query_field(api: &Api, profile: &Profile, field: &CommonField) -> Layout {
    statement(api, profile, field, "out", ["query_field", "query"])
}

fn statement(
    api: &Api,
    profile: &Profile,
    field: &CommonField,
    writer: &str,
    [of_value, of_text]: [&str; 2],
) -> Layout {
    let name = Layout::text(quoted(&field.wire));
    let (method, value) = match bare_credential(api, &field.value) {
        Some(credential) => (of_value, Layout::text(format!("&profile.{credential}"))),
        None => (of_text, text(Scope::of_request(api, profile), &field.value)),
    };
    Layout::call(format!("{writer}.{method}"), vec![name, value]).followed_by(";")
}

/// The value of a field that is made from the URL of the call.
pub(crate) fn derived(api: &Api, profile: &Profile, template: &Template) -> Layout {
    text(Scope::of_request(api, profile), template)
}

/// The name of the credential that a template is, if it is one and nothing else.
fn bare_credential<'a>(api: &'a Api, template: &Template) -> Option<&'a str> {
    match template.parts.as_slice() {
        [Part::Value(Expression { operands, calls })] if calls.is_empty() => {
            match operands.as_slice() {
                [Operand::Credential(index)] => api
                    .credentials
                    .get(*index)
                    .map(|credential| credential.name.as_str()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A template as an expression that a text is made from: a `&str`, a `String` or a `Text`.
pub(crate) fn text(scope: Scope<'_>, template: &Template) -> Layout {
    value(scope, template).code
}

/// The same, where the variables in it are used once more.
pub(crate) fn lent(scope: Scope<'_>, template: &Template) -> Layout {
    let value = value(scope, template);
    match value.form {
        Form::Line => value.code.followed_by(".as_str()"),
        _ => value.code,
    }
}

/// A template as an expression that is a `Text`.
pub(crate) fn owned(scope: Scope<'_>, template: &Template) -> Layout {
    let value = value(scope, template);
    match value.form {
        Form::Str => value.code.followed_by(".to_owned().into()"),
        Form::String => value.code.followed_by(".into()"),
        _ => value.code,
    }
}

fn value(scope: Scope<'_>, template: &Template) -> Value {
    let parts = template.parts.iter().map(|part| match part {
        Part::Literal(text) => Value::literal(text),
        Part::Value(expression) => scope.expression(expression),
    });
    concatenated(parts.collect())
}

impl Scope<'_> {
    fn expression(self, expression: &Expression) -> Value {
        let is_joined = expression.operands.len() > 1;
        let operands = expression.operands.iter();
        let mut value = concatenated(operands.map(|operand| self.operand(operand)).collect());
        let takes_text = match expression.calls.first() {
            Some(call) => !call.function.takes(ValueType::Bytes),
            None => true,
        };
        // The body is bytes as it stands; where text is wanted it has to be UTF-8.
        if expression.operands == [Operand::Body] && takes_text && !is_joined {
            value = Value::new(Layout::text("input.body_text()?"), Form::Str);
        }
        expression
            .calls
            .iter()
            .fold(value, |value, call| self.call(value, call))
    }

    fn call(self, value: Value, call: &Call) -> Value {
        let form = match (call.function.gives(), call.function.row().rust) {
            (ValueType::Text, Rust::Method("to_ascii_lowercase" | "to_ascii_uppercase")) => {
                Form::String
            }
            (ValueType::Text, _) => Form::Text,
            _ => Form::Vec,
        };
        match call.function.row().rust {
            Rust::Method("as_bytes") => {
                Value::new(value.code.followed_by(".as_bytes()"), Form::Slice)
            }
            Rust::Method("trim") => Value::new(value.code.followed_by(".trim()"), Form::Str),
            Rust::Method(methods) => {
                Value::new(value.code.followed_by(&format!(".{methods}()")), form)
            }
            Rust::Function(name) => {
                let is_fallible = call.function.is_fallible();
                let name_of_place = is_fallible.then(|| Layout::text(quoted(self.place)));
                // A digest takes whatever has bytes, owned or not.
                let value = if call.function.is_one_way() {
                    value.data()
                } else {
                    value.borrowed()
                };
                let arguments = name_of_place
                    .into_iter()
                    .chain([value])
                    .chain(self.arguments(call));
                let name = format!("sealspec::signing::{name}");
                let code = Layout::call(name, arguments.collect());
                let code = if is_fallible {
                    code.followed_by("?")
                } else {
                    code
                };
                Value::new(code, form)
            }
        }
    }

    /// What stands in a function's parentheses; where it may be left out and is, nothing as a text.
    fn arguments(self, call: &Call) -> impl Iterator<Item = Layout> {
        let parameters = call.function.parameters().len();
        (0..parameters).map(move |index| match call.arguments.get(index) {
            Some(Argument::Value(expression)) => self.expression(expression).data(),
            Some(Argument::Text(text)) => Layout::text(quoted(text)),
            Some(Argument::Number(number)) => Layout::text(number.to_string()),
            None => Layout::text(quoted("")),
        })
    }

    fn operand(self, operand: &Operand) -> Value {
        let named = |method: &str, name: &str| format!("input.{method}({})", quoted(name));
        let (code, form) = match operand {
            Operand::Literal(text) => return Value::literal(text),
            Operand::Credential(index) => (self.credential(*index), Form::Str),
            Operand::Line(index) => match self.lines.get(*index) {
                Some((name, false)) => return Value::line(name),
                Some((name, true)) => (name.clone(), Form::Vec),
                None => (quoted(""), Form::Str),
            },
            Operand::Now => (self.moment.to_owned(), Form::Moment),
            Operand::Nonce => (format!("{}.nonce()", self.moment), Form::Str),
            Operand::Method => ("input.method".to_owned(), Form::Str),
            Operand::Scheme => ("input.scheme".to_owned(), Form::Str),
            Operand::Host => ("input.host".to_owned(), Form::Str),
            Operand::Hostname => ("input.hostname()".to_owned(), Form::Str),
            Operand::Port => ("input.port()".to_owned(), Form::Str),
            Operand::Path => ("input.path".to_owned(), Form::Str),
            Operand::Query => ("input.query".to_owned(), Form::Str),
            Operand::Target => ("input.target()".to_owned(), Form::Text),
            // A request's own is the one that its caller gave.
            Operand::Url if self.owner == "profile" => ("self.url.as_str()".to_owned(), Form::Str),
            Operand::Url => ("input.url()".to_owned(), Form::Text),
            Operand::Body => ("input.body".to_owned(), Form::Slice),
            Operand::Field(name) => (named("field", name), Form::Str),
            Operand::Header(name) => (named("header", name), Form::Str),
            // The checker lets these into the lists of fields alone.
            Operand::Name | Operand::Value | Operand::Json => (quoted(""), Form::Str),
        };
        Value::new(Layout::text(code), form)
    }

    fn credential(self, index: usize) -> String {
        let Some(credential) = self.api.credentials.get(index) else {
            return quoted("");
        };
        let is_optional = self
            .profile
            .credentials
            .iter()
            .any(|own| own.credential == index && own.optional);
        let place = format!("{}.{}", self.owner, credential.name);
        match (is_optional, credential.secret) {
            (false, false) => format!("{place}.as_str()"),
            (false, true) => format!("{place}.expose()"),
            (true, false) => format!("{place}.as_deref().unwrap_or_default()"),
            (true, true) => format!("{place}.as_ref().map_or(\"\", Secret::expose)"),
        }
    }
}
