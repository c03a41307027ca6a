//! Breaks calls over lines where rustfmt would.

use crate::emit::code::{WIDTH, width};

/// What stands in parentheses or brackets on one line is at most so wide.
const LIST_WIDTH: usize = 60;
/// Items of a list that are at most so wide share lines.
const SHORT_ITEM: usize = 10;
/// Calls of several methods one after the other are at most so wide on one line.
const CHAIN_WIDTH: usize = 60;
/// A value within a list is at most so wide, so that the list fits even as one part of a line.
const VALUE_WIDTH: usize = 46;
const STEP: usize = 4;

/// An expression whose line breaks aren't decided yet.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    /// Never broken.
    Atom(String),
    /// `head(arguments)`
    Call(String, Vec<Tree>),
    /// `on.method()`
    Method(Box<Tree>, &'static str),
    /// `&of`
    Reference(Box<Tree>),
    /// `[items]`
    Array(Vec<Tree>),
    /// `of?`
    Attempt(Box<Tree>),
}

impl Tree {
    pub(super) fn atom(text: impl Into<String>) -> Self {
        Self::Atom(text.into())
    }

    /// A string literal.
    pub(super) fn literal(text: &str) -> Self {
        Self::Atom(format!("{text:?}"))
    }

    pub(super) fn call(head: impl Into<String>, arguments: impl Into<Vec<Self>>) -> Self {
        Self::Call(head.into(), arguments.into())
    }

    pub(super) fn method(self, method: &'static str) -> Self {
        Self::Method(Box::new(self), method)
    }

    pub(super) fn attempt(self) -> Self {
        Self::Attempt(Box::new(self))
    }

    /// What a `?` at its end is applied to; itself where there is none.
    pub(super) fn strip_attempt(self) -> Result<Self, Self> {
        match self {
            Self::Attempt(of) => Ok(*of),
            other => Err(other),
        }
    }

    /// Whether it is this name and nothing else.
    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Atom(text) if text == name)
    }

    /// Whether there is a `?` in it.
    pub(super) fn may_fail(&self) -> bool {
        match self {
            Self::Attempt(_) => true,
            Self::Atom(_) => false,
            Self::Reference(of) | Self::Method(of, _) => of.may_fail(),
            Self::Call(_, items) | Self::Array(items) => items.iter().any(Self::may_fail),
        }
    }

    pub(super) fn reference(self) -> Self {
        Self::Reference(Box::new(self))
    }

    /// Whether it is so wide that it had better be a statement of its own.
    pub(super) fn is_wide(&self) -> bool {
        self.one_line()
            .is_none_or(|line| width(&line) > VALUE_WIDTH)
    }

    /// `before`, the expression and `after`, on lines that are indented so.
    pub(super) fn statement(&self, indent: usize, before: &str, after: &str) -> String {
        let same_line = self.write(indent, indent + width(before), width(after));
        let next = indent + STEP;
        if same_line.contains('\n')
            && let Some(assigned) = before.strip_suffix(' ')
            && let Some(line) = self.one_line()
            && next + width(&line) + width(after) <= WIDTH
        {
            return format!(
                "{}{assigned}\n{}{line}{after}\n",
                spaces(indent),
                spaces(next)
            );
        }
        format!("{}{before}{same_line}{after}\n", spaces(indent))
    }

    /// `let on = on.method(|parameter| expression);`, of which `method` is all but the expression.
    pub(super) fn closure_statement(&self, indent: usize, on: &str, method: &str) -> String {
        let (here, deeper) = (spaces(indent), spaces(indent + STEP));
        if let Some(line) = self.one_line() {
            let behind = format!("{method}{line});");
            for (first, next) in [
                (String::new(), format!("{here}let {on} = {on}{behind}")),
                (
                    format!("{here}let {on} =\n"),
                    format!("{deeper}{on}{behind}"),
                ),
                (
                    format!("{here}let {on} = {on}\n"),
                    format!("{deeper}{behind}"),
                ),
            ] {
                if fits_a_line(&next) {
                    return format!("{first}{next}\n");
                }
            }
        }
        let body = self.statement(indent + STEP, "", "");
        format!("{here}let {on} = {on}{method}{{\n{body}{here}}});\n")
    }

    /// The expression from `column` on in lines indented so, with room for `after` behind it.
    fn write(&self, indent: usize, column: usize, after: usize) -> String {
        if let Some(line) = self
            .one_line()
            .filter(|line| column + width(line) + after <= WIDTH)
        {
            return line;
        }
        self.write_broken(indent, column, after)
    }

    /// The same where it doesn't go on one line.
    fn write_broken(&self, indent: usize, column: usize, after: usize) -> String {
        match self {
            Self::Atom(text) => text.clone(),
            Self::Reference(of) => format!("&{}", of.write_broken(indent, column + 1, after)),
            Self::Method(..) => self.write_chain(indent, column),
            Self::Attempt(of) => format!("{}?", of.write_broken(indent, column, after + 1)),
            Self::Call(head, items) => format!(
                "{head}({})",
                write_list(items, indent, column + width(head) + 1, after + 1)
            ),
            Self::Array(items) if items.iter().all(Self::is_short) => {
                format!("[\n{}{}]", packed(items, indent + STEP), spaces(indent))
            }
            Self::Array(items) => format!("[{}]", write_list(items, indent, column + 1, after + 1)),
        }
    }

    /// Methods on lines of their own; level with what they are called on where that takes several lines itself.
    fn write_chain(&self, indent: usize, column: usize) -> String {
        let (mut on, mut methods) = (self, Vec::new());
        while let Self::Method(inner, method) = on {
            methods.push(*method);
            on = &**inner;
        }
        let (on, links) = on.chain_links(indent, column);
        let level = if on.contains('\n') {
            indent
        } else {
            indent + STEP
        };
        let methods = methods.iter().rev().map(|method| format!("{method}()"));
        links.into_iter().chain(methods).fold(on, |chain, link| {
            format!("{chain}\n{}.{link}", spaces(level))
        })
    }

    /// What a chain starts with, and the fields and methods that stand behind it already.
    fn chain_links(&self, indent: usize, column: usize) -> (String, Vec<String>) {
        let dotted = match self {
            Self::Atom(text) if !text.starts_with('"') => text,
            Self::Call(head, _) => head,
            _ => return (self.write(indent, column, 0), Vec::new()),
        };
        let (Some(line), Some((first, _))) = (self.one_line(), dotted.split_once('.')) else {
            return (self.write(indent, column, 0), Vec::new());
        };
        let behind = dotted.split('.').skip(1).map(str::to_owned);
        let mut links: Vec<String> = behind.collect();
        // The arguments of a call stand behind its last name.
        let arguments = line.get(dotted.len()..).unwrap_or_default();
        if let Some(last) = links.last_mut() {
            last.push_str(arguments);
        }
        (first.to_owned(), links)
    }

    /// The expression on one line, where no list in it is too wide for that.
    fn one_line(&self) -> Option<String> {
        Some(match self {
            Self::Atom(text) => text.clone(),
            Self::Reference(of) => format!("&{}", of.one_line()?),
            Self::Attempt(of) => format!("{}?", of.one_line()?),
            Self::Method(on, method) => {
                let line = format!("{}.{method}()", on.one_line()?);
                let chained = matches!(**on, Self::Method(..));
                return (!chained || width(&line) <= CHAIN_WIDTH).then_some(line);
            }
            Self::Call(head, arguments) => format!("{head}({})", list(arguments)?),
            Self::Array(items) => format!("[{}]", list(items)?),
        })
    }

    /// Whether, as the only argument, it opens on the line of the call and breaks inside.
    fn breaks_inside(&self) -> bool {
        match self {
            Self::Reference(of) | Self::Attempt(of) => of.breaks_inside(),
            Self::Call(..) | Self::Array(_) => true,
            Self::Atom(_) | Self::Method(..) => false,
        }
    }

    /// What it is without `&`.
    fn referred(&self) -> &Self {
        match self {
            Self::Reference(of) => of.referred(),
            other => other,
        }
    }

    fn is_short(&self) -> bool {
        self.one_line()
            .is_some_and(|line| width(&line) <= SHORT_ITEM)
    }
}

/// Whether what stands in parentheses fits on their line.
pub(super) fn fits_a_list(text: &str) -> bool {
    width(text) <= LIST_WIDTH
}

pub(super) fn fits_a_line(text: &str) -> bool {
    width(text) <= WIDTH
}

pub(super) fn spaces(count: usize) -> String {
    " ".repeat(count)
}

fn list(items: &[Tree]) -> Option<String> {
    let line = items
        .iter()
        .map(Tree::one_line)
        .collect::<Option<Vec<_>>>()?
        .join(", ");
    // One item that can't be broken may take the whole line.
    let is_stiff = match items {
        [alone] => matches!(alone.referred(), Tree::Atom(_) | Tree::Array(_)),
        _ => false,
    };
    (is_stiff || fits_a_list(&line)).then_some(line)
}

/// Items that don't fit on one line: one that breaks inside goes on where it starts, others get a line each.
fn write_list(items: &[Tree], indent: usize, column: usize, after: usize) -> String {
    match items {
        [alone] if alone.breaks_inside() => alone.write_broken(indent, column, after),
        _ => format!("\n{}{}", one_a_line(items, indent + STEP), spaces(indent)),
    }
}

fn one_a_line(items: &[Tree], indent: usize) -> String {
    items
        .iter()
        .map(|item| format!("{}{},\n", spaces(indent), item.write(indent, indent, 1)))
        .collect()
}

/// As many items on each line as it takes.
fn packed(items: &[Tree], indent: usize) -> String {
    let mut text = String::new();
    let mut line = spaces(indent);
    for item in items.iter().filter_map(Tree::one_line) {
        if line.len() > indent && width(&line) + 1 + width(&item) + 1 > WIDTH {
            text += line.trim_end();
            text.push('\n');
            line = spaces(indent);
        }
        line = format!("{line}{item}, ");
    }
    text + line.trim_end() + "\n"
}
