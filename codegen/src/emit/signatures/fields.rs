//! Lines of fields: which take part, what stands for their names and values, how each is written.

use super::layout::{Tree, fits_a_line, fits_a_list, spaces};
use super::names::FIELD;
use super::rule::rule;
use super::{INDENT, Writer};
use crate::signature::{Expression, FieldList, Line, Operand, Part, Template};

impl Writer<'_> {
    /// The statements of a line of fields. One that is a key is made untraced and passed to the trace as a whole.
    pub(super) fn fields_line(
        &self,
        index: usize,
        line: &Line,
        list: &FieldList,
        binding: &str,
    ) -> String {
        let mut statements = rule(list);
        let chosen = self.chosen(list);
        let argument = match chosen.is_empty() {
            true => "rule.of(input)",
            false => {
                statements += "    let chosen = rule.of(input);\n";
                statements += &chosen;
                "chosen"
            }
        };
        let arguments = format!("{:?}, {argument}", line.name);
        let each = self.each(&list.each);
        if !self.secrecy.is_masked(index) {
            let head = format!("{binding}trace.fields(");
            return statements + &closing_call(&head, &arguments, &each, "?;");
        }
        statements += &closing_call("let list = Quiet.fields(", &arguments, &each, "?;");
        let passed = [Tree::literal(&line.name), Tree::atom("list")];
        statements + &Tree::call("trace.secret_text", passed).statement(INDENT, binding, ";")
    }

    /// Statements that add fields and rewrite names and values.
    fn chosen(&self, list: &FieldList) -> String {
        let mut statements = String::new();
        for added in &list.added {
            let arguments = [Tree::literal(&added.name), self.added_part(&added.value)];
            let call = Tree::call("chosen.add", arguments);
            statements += &self.statement(&call, "let chosen = ", ";");
        }
        if !is_operand(&list.name, &Operand::Name) {
            statements += &self.rewriting("names", &list.name);
        }
        if !is_operand(&list.value, &Operand::Value) {
            statements += &self.rewriting("values", &list.value);
        }
        statements
    }

    /// An added field's value as one part.
    fn added_part(&self, template: &Template) -> Tree {
        if let [alone] = template.parts.as_slice() {
            return self.shown_part(alone);
        }
        let value = self.joined(template).str();
        match self.mask(template) {
            Some(name) => Tree::call("Part::Secret", [Tree::literal(name), value]),
            None => Tree::call("Part::Shown", [value]),
        }
    }

    /// `let chosen = chosen.names(|field| …);`
    fn rewriting(&self, method: &str, template: &Template) -> String {
        let mut value = self.whole(template);
        let mut steps = self.steps();
        let may_fail = steps.iter().any(|(_, step)| step.may_fail()) || value.may_fail();
        // What the last step makes needs no name where it is all that is returned.
        if !may_fail && let Some((_, code)) = steps.pop_if(|(name, _)| value.is_name(name)) {
            value = code;
        }
        let value = match value.strip_attempt() {
            Ok(attempt) => attempt,
            Err(value) if may_fail => Tree::call("Ok", [value]),
            Err(value) => value,
        };
        let parameter = if uses_field(template) { FIELD } else { "_" };
        let head = format!(".{method}(|{parameter}| ");
        if steps.is_empty() {
            return value.closure_statement(INDENT, "chosen", &head);
        }
        let steps = steps.into_iter().map(Statement::binding);
        let mut statements: Vec<Statement> = steps.collect();
        statements.push(Statement::new(value, ""));
        let block = block(&statements, INDENT);
        format!("    let chosen = chosen{head}{block});\n")
    }

    /// The closure that writes each field: its parameters and its statements.
    fn each(&self, template: &Template) -> Closure {
        let mut needs_field = false;
        let mut may_fail = false;
        let mut statements: Vec<Statement> = Vec::new();
        for part in &template.parts {
            let value = self.part(part).str();
            may_fail |= value.may_fail();
            let statement = match part {
                Part::Value(expression) if self.secrecy.mask(expression).is_some() => {
                    let name = self.secrecy.mask(expression).unwrap_or_default();
                    Tree::call("out.secret", [Tree::literal(name), value])
                }
                Part::Value(expression) if tells_value(expression) => {
                    needs_field = true;
                    Tree::call("out.value", [Tree::atom(FIELD), value])
                }
                _ => Tree::call("out.push", [value]),
            };
            for step in self.steps() {
                may_fail |= step.1.may_fail();
                statements.push(Statement::binding(step));
            }
            statements.push(Statement::new(statement, ";"));
        }
        if may_fail {
            statements.push(Statement::new(Tree::atom("Ok(())"), ""));
        }
        let out = if template.parts.is_empty() {
            "_"
        } else {
            "out"
        };
        let field = if needs_field || uses_field(template) {
            FIELD
        } else {
            "_"
        };
        Closure {
            parameters: format!("|{out}, {field}|"),
            statements,
        }
    }

    /// The name under which a template's value is masked.
    fn mask(&self, template: &Template) -> Option<&str> {
        template
            .expressions()
            .find_map(|expression| self.secrecy.mask(expression))
    }
}

/// Whether a template is this operand and nothing else.
fn is_operand(template: &Template, operand: &Operand) -> bool {
    match template.parts.as_slice() {
        [Part::Value(Expression { operands, calls })] => {
            calls.is_empty() && operands.as_slice() == std::slice::from_ref(operand)
        }
        _ => false,
    }
}

/// Whether a value is made from the field's own value, which may be a secret that was added.
fn tells_value(expression: &Expression) -> bool {
    let is_value = |operand: &Operand| matches!(operand, Operand::Value | Operand::Json);
    expression.operands.iter().any(is_value)
}

fn uses_field(template: &Template) -> bool {
    let is_of_field =
        |operand: &&Operand| matches!(operand, Operand::Name | Operand::Value | Operand::Json);
    template
        .expressions()
        .flat_map(Expression::all_operands)
        .any(|operand| is_of_field(&operand))
}

/// A statement in a closure.
struct Statement {
    before: String,
    code: Tree,
    end: &'static str,
}

impl Statement {
    fn new(code: Tree, end: &'static str) -> Self {
        Self {
            before: String::new(),
            code,
            end,
        }
    }

    /// `let name = code;`
    fn binding((name, code): (String, Tree)) -> Self {
        Self {
            before: format!("let {name} = "),
            code,
            end: ";",
        }
    }
}

/// Statements between braces.
fn block(statements: &[Statement], indent: usize) -> String {
    let lines = statements.iter().map(|statement| {
        let Statement { before, code, end } = statement;
        code.statement(indent + INDENT, before, end)
    });
    format!("{{\n{}{}}}", lines.collect::<String>(), spaces(indent))
}

/// A closure whose statements stand on lines of their own.
struct Closure {
    parameters: String,
    statements: Vec<Statement>,
}

impl Closure {
    /// From its parameters to its closing brace.
    fn write(&self, indent: usize) -> String {
        if self.statements.is_empty() {
            return format!("{} {{}}", self.parameters);
        }
        format!("{} {}", self.parameters, block(&self.statements, indent))
    }
}

/// A call that ends in a closure.
fn closing_call(head: &str, arguments: &str, closure: &Closure, after: &str) -> String {
    let opening = format!("{arguments}, {} {{", closure.parameters);
    let deeper = spaces(2 * INDENT);
    // rustfmt breaks after `=` four columns before it must.
    if fits_a_list(&opening) {
        return match head.split_once(" = ") {
            Some((binding, call)) if !fits_a_line(&format!("    {head}{opening}{after}    ")) => {
                format!(
                    "    {binding} =\n{deeper}{call}{arguments}, {}){after}\n",
                    closure.write(2 * INDENT)
                )
            }
            _ => format!("    {head}{arguments}, {}){after}\n", closure.write(INDENT)),
        };
    }
    let arguments = arguments.replace(", ", &format!(",\n{deeper}"));
    format!(
        "    {head}\n{deeper}{arguments},\n{deeper}{},\n    ){after}\n",
        closure.write(2 * INDENT)
    )
}
