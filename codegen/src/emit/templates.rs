//! Values of common fields as Rust expressions.

use crate::model::{Api, CommonField, Profile};
use crate::signature::{Call, Expression, Function, Operand, Part, Rust, Template};

use super::layout::{Layout, quoted};

/// The statement that writes a common field into a request.
pub(crate) fn common_field(api: &Api, profile: &Profile, field: &CommonField) -> Layout {
    let scope = Scope { api, profile };
    let name = Layout::text(quoted(&field.wire));
    let (method, value) = match bare_credential(&field.value) {
        Some(index) => (
            "field",
            Layout::text(format!("&profile.{}", scope.credential_name(index))),
        ),
        None => ("text", scope.template(&field.value)),
    };
    Layout::call(format!("out.{method}"), vec![name, value]).followed_by(";")
}

fn bare_credential(template: &Template) -> Option<usize> {
    match template.parts.as_slice() {
        [Part::Value(Expression { operands, calls })] if calls.is_empty() => {
            match operands.as_slice() {
                [Operand::Credential(index)] => Some(*index),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What the names in a template stand for.
struct Scope<'a> {
    api: &'a Api,
    profile: &'a Profile,
}

impl Scope<'_> {
    fn template(&self, template: &Template) -> Layout {
        let parts = template.parts.iter().map(|part| match part {
            Part::Literal(text) => Layout::text(quoted(text)),
            Part::Value(expression) => self.expression(expression),
        });
        concatenated(parts.collect())
    }

    fn expression(&self, expression: &Expression) -> Layout {
        let operands = expression.operands.iter();
        let value = concatenated(operands.map(|operand| self.operand(operand)).collect());
        // A value that nothing rewrites is borrowed already; what a function made is lent to the next.
        let mut is_owned = expression.operands.len() != 1;
        expression.calls.iter().fold(value, |value, call| {
            let value = self.call(value, is_owned, call);
            is_owned = call.function != Function::Bytes;
            value
        })
    }

    fn call(&self, value: Layout, is_owned: bool, call: &Call) -> Layout {
        match call.function.row().rust {
            Rust::Method(method) => value.followed_by(&format!(".{method}()")),
            Rust::Function(name) => {
                // A digest takes whatever has bytes, owned or not.
                let is_lent = is_owned && !call.function.is_one_way();
                let value = if is_lent { value.after("&") } else { value };
                let keys = call.arguments.iter().map(|key| self.expression(key));
                let arguments = std::iter::once(value).chain(keys).collect();
                Layout::call(format!("sealspec::signing::{name}"), arguments)
            }
        }
    }

    fn operand(&self, operand: &Operand) -> Layout {
        Layout::text(match operand {
            Operand::Literal(text) => quoted(text),
            Operand::Credential(index) => self.credential(*index),
            Operand::Now => "moment".to_owned(),
            Operand::Nonce => "moment.nonce()".to_owned(),
            // The checker lets no other names into a common field: they are known only once all fields are written.
            Operand::Line(_) | Operand::Name | Operand::Value => quoted(""),
            Operand::Method | Operand::Path | Operand::Host | Operand::Query | Operand::Body => {
                quoted("")
            }
        })
    }

    fn credential_name(&self, index: usize) -> &str {
        self.api
            .credentials
            .get(index)
            .map_or("", |credential| &credential.name)
    }

    fn credential(&self, index: usize) -> String {
        let name = self.credential_name(index);
        let is_secret = self
            .api
            .credentials
            .get(index)
            .is_some_and(|credential| credential.secret);
        let is_optional = self
            .profile
            .credentials
            .iter()
            .any(|own| own.credential == index && own.optional);
        match (is_optional, is_secret) {
            (false, false) => format!("profile.{name}.as_str()"),
            (false, true) => format!("profile.{name}.expose()"),
            (true, false) => format!("profile.{name}.as_deref().unwrap_or_default()"),
            (true, true) => format!("profile.{name}.as_ref().map_or(\"\", Secret::expose)"),
        }
    }
}

fn concatenated(mut pieces: Vec<Layout>) -> Layout {
    if pieces.len() == 1 {
        return pieces.remove(0);
    }
    let format = Layout::text(quoted(&"{}".repeat(pieces.len())));
    pieces.insert(0, format);
    Layout::macro_call("format", pieces)
}
