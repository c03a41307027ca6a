//! `signatures.rs`: one straight-line function per signature.

mod fields;
mod form;
mod imports;
mod layout;
mod names;
mod rule;
mod value;

use std::cell::{Cell, RefCell};

use super::code::Code;
use super::docs::Docs;
use super::markdown;
use crate::model::Api;
use crate::signature::{Line, LineKind, Operand, Part, Secrecy, Signature, Template};

use form::Value;
use imports::Imports;
use layout::{Tree, fits_a_line};
use names::Names;

const INDENT: usize = 4;

/// What a line of text is.
const TEXT: &str = "Text<'static>";

/// The body of `signatures.rs`.
pub(crate) fn signatures(api: &Api) -> String {
    let imports = Imports::of(api);
    let mut code = Code::default();
    imports.write(&mut code);
    for (index, signature) in api.signatures.iter().enumerate() {
        let writer = Writer::new(api, signature, index, &imports);
        code.blank();
        writer.docs().write(&mut code, "///");
        code.lines(writer.function_item());
    }
    code.into_text()
}

/// Writes one signature.
struct Writer<'w> {
    api: &'w Api,
    signature: &'w Signature,
    imports: &'w Imports,
    secrecy: Secrecy<'w>,
    names: Names,
    /// The lines that are returned, the result first.
    returned: Vec<usize>,
    /// How often each line is used, being returned included.
    uses: Vec<usize>,
    /// The line at hand, which errors name.
    line: Cell<&'w str>,
    /// Values that the statement at hand needs made before it.
    steps: RefCell<Vec<(String, Tree)>>,
}

impl<'w> Writer<'w> {
    fn new(api: &'w Api, signature: &'w Signature, index: usize, imports: &'w Imports) -> Self {
        let placed = api.placed_lines(index);
        let returned: Vec<usize> = signature.result().into_iter().chain(placed).collect();
        Self {
            api,
            signature,
            imports,
            secrecy: Secrecy::new(&signature.lines, &api.credentials),
            names: Names::of(api, signature),
            uses: count_uses(signature, &returned),
            returned,
            line: Cell::new(""),
            steps: RefCell::default(),
        }
    }

    fn function_item(&self) -> String {
        let mut item = self.head();
        let last = self.signature.lines.len().saturating_sub(1);
        for (index, line) in self.signature.lines.iter().enumerate() {
            self.line.set(&line.name);
            let is_result = self.returned == [last] && index == last;
            if let (true, LineKind::Template(template)) = (is_result, &line.kind) {
                let value = self.template_line(index, line, template);
                return item + &self.statement(&value, "Ok(", ")") + "}\n";
            }
            let binding = match self.uses.get(index) {
                Some(1..) => format!("let {} = ", self.names.variable(index)),
                _ => String::new(),
            };
            item += &match &line.kind {
                LineKind::Fields(list) => self.fields_line(index, line, list, &binding),
                LineKind::Template(template) => {
                    self.statement(&self.template_line(index, line, template), &binding, ";")
                }
            };
        }
        item + &self.result() + "}\n"
    }

    /// A statement, and before it those that make its values.
    fn statement(&self, code: &Tree, before: &str, after: &str) -> String {
        let mut statements: String = self
            .steps()
            .into_iter()
            .map(|(name, code)| code.statement(INDENT, &format!("let {name} = "), ";"))
            .collect();
        statements += &code.statement(INDENT, before, after);
        statements
    }

    /// What the function gives back.
    fn result(&self) -> String {
        let variable = |line: &usize| self.names.variable(*line).to_owned();
        match self.returned.as_slice() {
            [] => "    Ok(Text::default())\n".to_owned(),
            [sign] => format!("    Ok({})\n", variable(sign)),
            several => {
                let variables: Vec<String> = several.iter().map(variable).collect();
                format!("    Ok(({}))\n", variables.join(", "))
            }
        }
    }

    fn head(&self) -> String {
        let credentials = self.names.parameters().map(|(index, name)| {
            let kind = if self.is_secret(index) {
                "Secret"
            } else {
                "str"
            };
            format!("{name}: &{kind}")
        });
        let input = if self.uses_input() { "input" } else { "_input" };
        let rest = [format!("{input}: &Input<'_>"), "trace: &mut T".to_owned()];
        let parameters: Vec<String> = credentials.chain(rest).collect();
        let before = format!("pub(super) fn {}<T: Trace>(", self.signature.name);
        let returned = match self.returned.len() {
            0 | 1 => TEXT.to_owned(),
            several => format!("({})", vec![TEXT; several].join(", ")),
        };
        let after = format!(") -> Result<{returned}, SigningError> {{");
        let line = format!("{before}{}{after}", parameters.join(", "));
        if fits_a_line(&line) {
            return line + "\n";
        }
        let parameters: String = parameters
            .iter()
            .map(|parameter| format!("    {parameter},\n"))
            .collect();
        format!("{before}\n{parameters}{after}\n")
    }

    fn template_line(&self, index: usize, line: &Line, template: &Template) -> Tree {
        let name = Tree::literal(&line.name);
        let masked = self.secrecy.is_masked(index);
        if !template.is_text() {
            let value = template
                .parts
                .first()
                .map_or_else(|| Tree::atom("Vec::new()"), |part| self.part(part).vec());
            return Tree::call("trace.bytes", [name, Tree::atom(masked.to_string()), value]);
        }
        if masked {
            return Tree::call("trace.secret_text", [name, self.whole(template)]);
        }
        let parts = template.parts.iter().map(|part| self.shown_part(part));
        let parts = Tree::Array(parts.collect()).reference();
        Tree::call("trace.text", [name, parts])
    }

    /// A template as one `String`.
    fn whole(&self, template: &Template) -> Tree {
        self.joined(template).string()
    }

    fn joined(&self, template: &Template) -> Value {
        match template.parts.as_slice() {
            [alone] => self.part(alone),
            parts => self.concatenated(parts.iter().map(|part| self.part(part)).collect(), false),
        }
    }

    /// A part as it goes to the trace, which masks it where it tells a secret.
    fn shown_part(&self, part: &Part) -> Tree {
        let mask = match part {
            Part::Literal(_) => None,
            Part::Value(expression) => self.secrecy.mask(expression),
        };
        let value = self.part(part).str();
        match mask {
            Some(name) => Tree::call("Part::Secret", [Tree::literal(name), value]),
            None => Tree::call("Part::Shown", [value]),
        }
    }

    fn uses_input(&self) -> bool {
        let lines = &self.signature.lines;
        let from_input = |operand: &Operand| {
            !matches!(
                operand,
                Operand::Literal(_)
                    | Operand::Credential(_)
                    | Operand::Line(_)
                    | Operand::Name
                    | Operand::Value
                    | Operand::Json
            )
        };
        lines
            .iter()
            .any(|line| matches!(line.kind, LineKind::Fields(_)) || line.operands().any(from_input))
    }

    fn is_secret(&self, credential: usize) -> bool {
        self.api
            .credentials
            .get(credential)
            .is_some_and(|credential| credential.secret)
    }

    fn is_used_once(&self, line: usize) -> bool {
        self.uses.get(line) == Some(&1)
    }

    fn docs(&self) -> Docs {
        let mut docs = Docs::about(
            &self.signature.about,
            &format!("The signature `{}`.", self.signature.name),
        );
        if let Some(source) = &self.signature.source {
            docs.markdown(markdown::link("Vendor page", source));
        }
        docs
    }
}

/// How often each line is used. What a field list uses counts twice, since a closure that runs per field can't move it.
fn count_uses(signature: &Signature, returned: &[usize]) -> Vec<usize> {
    let mut uses = vec![0; signature.lines.len()];
    let mut count = |line: usize, weight: usize| {
        if let Some(count) = uses.get_mut(line) {
            *count += weight;
        }
    };
    for line in &signature.lines {
        let weight = match line.kind {
            LineKind::Fields(_) => 2,
            LineKind::Template(_) => 1,
        };
        for operand in line.operands() {
            if let Operand::Line(index) = operand {
                count(*index, weight);
            }
        }
    }
    // What is returned in the end can't be moved before.
    returned.iter().for_each(|line| count(*line, 2));
    uses
}

#[cfg(test)]
mod tests;
