//! `signatures.rs`: one straight-line function per signature.

mod imports;
mod layout;
mod value;

use super::code::Code;
use super::docs::Docs;
use super::markdown;
use crate::model::Api;
use crate::signature::{
    FieldList, Line, LineKind, Operand, Part, Secrecy, Select, Signature, Template,
};

use imports::Imports;
use layout::{Tree, fits_a_line, fits_a_list, spaces};
use value::concatenated;

/// The field in the closure that writes each of them.
const FIELD: &str = "field";
/// Names that the functions use themselves.
const OWN_NAMES: [&str; 6] = ["input", "trace", "rule", "list", "out", FIELD];
const INDENT: usize = 4;

/// The body of `signatures.rs`.
pub(crate) fn signatures(api: &Api) -> String {
    let imports = Imports::of(api);
    let mut code = Code::default();
    imports.write(&mut code);
    for signature in &api.signatures {
        let writer = Writer::new(api, signature, &imports);
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
    /// The credentials that it uses, and what their parameters are called.
    parameters: Vec<(usize, String)>,
    /// What the variables of its lines are called.
    variables: Vec<String>,
    /// How often each line is used, being returned included.
    uses: Vec<usize>,
}

impl<'w> Writer<'w> {
    fn new(api: &'w Api, signature: &'w Signature, imports: &'w Imports) -> Self {
        let mut taken: Vec<String> = OWN_NAMES.iter().map(|name| (*name).to_owned()).collect();
        let mut parameters = Vec::new();
        for index in signature.credentials() {
            if let Some(credential) = api.credentials.get(index) {
                parameters.push((
                    index,
                    free_name(&credential.name, "_credential", &mut taken),
                ));
            }
        }
        let variables = signature
            .lines
            .iter()
            .map(|line| free_name(&line.name, "_line", &mut taken))
            .collect();
        let secrecy = Secrecy::new(&signature.lines, &api.credentials);
        Self {
            api,
            signature,
            imports,
            secrecy,
            parameters,
            variables,
            uses: count_uses(signature),
        }
    }

    fn function_item(&self) -> String {
        let mut item = self.head();
        let last = self.signature.lines.len().saturating_sub(1);
        let sign = self
            .signature
            .lines
            .iter()
            .position(|line| line.name == "sign");
        for (index, line) in self.signature.lines.iter().enumerate() {
            let binding = format!("let {} = ", self.variable(index));
            let (before, after) = match self.uses.get(index) {
                _ if sign == Some(index) && index == last => ("", ""),
                Some(1..) => (binding.as_str(), ";"),
                _ => ("", ";"),
            };
            item += &self.line(index, line, before, after);
        }
        match sign {
            Some(index) if index == last => {}
            Some(index) => item += &format!("    {}\n", self.variable(index)),
            None => item += "    String::new()\n",
        }
        item + "}\n"
    }

    fn head(&self) -> String {
        let credentials = self.parameters.iter().map(|(index, name)| {
            let kind = if self.is_secret(*index) {
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
        let line = format!("{before}{}) -> String {{", parameters.join(", "));
        if fits_a_line(&line) {
            return line + "\n";
        }
        let parameters: String = parameters
            .iter()
            .map(|parameter| format!("    {parameter},\n"))
            .collect();
        format!("{before}\n{parameters}) -> String {{\n")
    }

    fn line(&self, index: usize, line: &Line, before: &str, after: &str) -> String {
        let name = Tree::literal(&line.name);
        let masked = self.secrecy.is_masked(index);
        let code = match &line.kind {
            LineKind::Fields(list) => {
                return self.fields_line(&line.name, masked, list, before, after);
            }
            LineKind::Template(template) if !template.is_text() => {
                let value = template
                    .parts
                    .first()
                    .map_or_else(|| Tree::atom("Vec::new()"), |part| self.part(part).vec());
                Tree::call("trace.bytes", [name, Tree::atom(masked.to_string()), value])
            }
            LineKind::Template(template) if masked => {
                Tree::call("trace.secret_text", [name, self.whole(template)])
            }
            LineKind::Template(template) => {
                let parts = template
                    .parts
                    .iter()
                    .map(|part| self.shown_part(part))
                    .collect();
                Tree::call("trace.text", [name, Tree::Array(parts).reference()])
            }
        };
        code.statement(INDENT, before, after)
    }

    /// A template as one `String`.
    fn whole(&self, template: &Template) -> Tree {
        match template.parts.as_slice() {
            [alone] => self.part(alone).string(),
            parts => concatenated(parts.iter().map(|part| self.part(part)).collect()).string(),
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

    /// A line of fields. Where it tells a secret it is made untraced and passed to the trace as a whole.
    fn fields_line(
        &self,
        name: &str,
        masked: bool,
        list: &FieldList,
        before: &str,
        after: &str,
    ) -> String {
        let each = self.each(&list.each);
        let arguments = format!("{name:?}, &rule, input.fields");
        if !masked {
            return rule(list)
                + &closing_call(&format!("{before}trace.fields("), &arguments, &each, after);
        }
        let passed = Tree::call(
            "trace.secret_text",
            [Tree::literal(name), Tree::atom("list")],
        );
        let made = closing_call("let list = Quiet.fields(", &arguments, &each, ";");
        rule(list) + &made + &passed.statement(INDENT, before, after)
    }

    /// The closure that writes each field: its parameters and its statements.
    fn each(&self, template: &Template) -> Closure {
        let statements = template.parts.iter().map(|part| match part {
            Part::Literal(text) => match text.chars().collect::<Vec<_>>().as_slice() {
                [alone] => Tree::call("out.push", [Tree::atom(format!("{alone:?}"))]),
                _ => Tree::call("out.push_str", [Tree::literal(text)]),
            },
            part => Tree::call("out.push_str", [self.part(part).str()]),
        });
        let uses_field = template
            .expressions()
            .flat_map(|expression| expression.all_operands())
            .any(|operand| matches!(operand, Operand::Name | Operand::Value));
        let out = if template.parts.is_empty() {
            "_"
        } else {
            "out"
        };
        let field = if uses_field { FIELD } else { "_" };
        Closure {
            parameters: format!("|{out}, {field}|"),
            statements: statements.collect(),
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
            )
        };
        lines.iter().any(|line| {
            let mut operands = line
                .template()
                .expressions()
                .flat_map(|expression| expression.all_operands());
            matches!(line.kind, LineKind::Fields(_)) || operands.any(from_input)
        })
    }

    fn is_secret(&self, credential: usize) -> bool {
        self.api
            .credentials
            .get(credential)
            .is_some_and(|credential| credential.secret)
    }

    fn parameter(&self, credential: usize) -> &str {
        self.parameters
            .iter()
            .find(|(index, _)| *index == credential)
            .map_or("", |(_, name)| name)
    }

    fn variable(&self, line: usize) -> &str {
        self.variables.get(line).map_or("", String::as_str)
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

/// A closure whose statements stand on lines of their own.
struct Closure {
    parameters: String,
    statements: Vec<Tree>,
}

impl Closure {
    /// From its parameters to its closing brace.
    fn write(&self, indent: usize) -> String {
        if self.statements.is_empty() {
            return format!("{} {{}}", self.parameters);
        }
        let statements: String = self
            .statements
            .iter()
            .map(|code| code.statement(indent + INDENT, "", ";"))
            .collect();
        format!("{} {{\n{statements}{}}}", self.parameters, spaces(indent))
    }
}

/// A call that ends in a closure.
fn closing_call(head: &str, arguments: &str, closure: &Closure, after: &str) -> String {
    let opening = format!("{arguments}, {} {{", closure.parameters);
    if fits_a_list(&opening) {
        return format!("    {head}{arguments}, {}){after}\n", closure.write(INDENT));
    }
    let deeper = spaces(2 * INDENT);
    let arguments = arguments.replace(", ", &format!(",\n{deeper}"));
    format!(
        "    {head}\n{deeper}{arguments},\n{deeper}{},\n    ){after}\n",
        closure.write(2 * INDENT)
    )
}

/// The statement that says which fields take part.
fn rule(list: &FieldList) -> String {
    let names = |names: &[String]| {
        Tree::Array(names.iter().map(|name| Tree::literal(name)).collect()).reference()
    };
    let select = match &list.select {
        Select::All => Tree::atom("Select::All"),
        Select::Only(only) => Tree::call("Select::Only", [names(only)]),
        Select::Except(except) => Tree::call("Select::Except", [names(except)]),
        Select::Prefix(prefix) => Tree::call("Select::Prefix", [Tree::literal(prefix)]),
    };
    let mut statement = "    let rule = FieldRule {\n".to_owned();
    statement += &select.statement(2 * INDENT, "select: ", ",");
    statement += &format!(
        "        skip_empty: {},\n        order: Order::{:?},\n",
        list.skip_empty, list.order
    );
    statement += &format!("        join: {:?},\n    }};\n", list.join);
    statement
}

/// A name that nothing in the function has yet.
fn free_name(name: &str, suffix: &str, taken: &mut Vec<String>) -> String {
    let mut free = name.to_owned();
    while taken.contains(&free) {
        free += suffix;
    }
    taken.push(free.clone());
    free
}

/// How often each line is used. What `each` uses counts twice, since a closure that runs per field can't move it.
fn count_uses(signature: &Signature) -> Vec<usize> {
    let lines = &signature.lines;
    let mut uses = vec![0; lines.len()];
    for line in lines {
        let weight = if matches!(line.kind, LineKind::Fields(_)) {
            2
        } else {
            1
        };
        for operand in line
            .template()
            .expressions()
            .flat_map(|expression| expression.all_operands())
        {
            if let Operand::Line(index) = operand
                && let Some(count) = uses.get_mut(*index)
            {
                *count += weight;
            }
        }
    }
    for (index, line) in lines.iter().enumerate() {
        if line.name == "sign"
            && index + 1 < lines.len()
            && let Some(count) = uses.get_mut(index)
        {
            *count += 1;
        }
    }
    uses
}

#[cfg(test)]
mod tests;
