//! Breaks calls over lines where rustfmt would.

const LINE_WIDTH: usize = 100;
/// What stands in parentheses or brackets on one line is at most so wide.
const LIST_WIDTH: usize = 60;
/// Items of a list that are at most so wide share lines.
const SHORT_ITEM: usize = 10;
/// Calls of several methods one after the other are at most so wide on one line.
const CHAIN_WIDTH: usize = 60;
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

    pub(super) fn reference(self) -> Self {
        Self::Reference(Box::new(self))
    }

    /// `before`, the expression and `after`, on lines that are indented so.
    pub(super) fn statement(&self, indent: usize, before: &str, after: &str) -> String {
        let same_line = self.write(indent, indent + width(before), width(after));
        let next = indent + STEP;
        if same_line.contains('\n')
            && let Some(assigned) = before.strip_suffix(' ')
            && let Some(line) = self.one_line()
            && next + width(&line) + width(after) <= LINE_WIDTH
        {
            return format!(
                "{}{assigned}\n{}{line}{after}\n",
                spaces(indent),
                spaces(next)
            );
        }
        format!("{}{before}{same_line}{after}\n", spaces(indent))
    }

    /// The expression from `column` on in lines indented so, with room for `after` behind it.
    fn write(&self, indent: usize, column: usize, after: usize) -> String {
        if let Some(line) = self
            .one_line()
            .filter(|line| column + width(line) + after <= LINE_WIDTH)
        {
            return line;
        }
        match self {
            Self::Atom(text) => text.clone(),
            Self::Reference(of) => format!("&{}", of.write(indent, column + 1, after)),
            Self::Method(..) => self.write_chain(indent, column),
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
        let on = on.write(indent, column, 0);
        let level = if on.contains('\n') {
            indent
        } else {
            indent + STEP
        };
        methods.iter().rev().fold(on, |chain, method| {
            format!("{chain}\n{}.{method}()", spaces(level))
        })
    }

    /// The expression on one line, where no list in it is too wide for that.
    fn one_line(&self) -> Option<String> {
        Some(match self {
            Self::Atom(text) => text.clone(),
            Self::Reference(of) => format!("&{}", of.one_line()?),
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
            Self::Reference(of) => of.breaks_inside(),
            Self::Call(..) | Self::Array(_) => true,
            Self::Atom(_) | Self::Method(..) => false,
        }
    }

    fn is_short(&self) -> bool {
        self.one_line()
            .is_some_and(|line| width(&line) <= SHORT_ITEM)
    }
}

/// How wide a text is in a terminal, near enough: a Chinese character takes two columns.
pub(super) fn width(text: &str) -> usize {
    text.chars()
        .map(|character| if character >= '\u{1100}' { 2 } else { 1 })
        .sum()
}

/// Whether what stands in parentheses fits on their line.
pub(super) fn fits_a_list(text: &str) -> bool {
    width(text) <= LIST_WIDTH
}

pub(super) fn fits_a_line(text: &str) -> bool {
    width(text) <= LINE_WIDTH
}

pub(super) fn spaces(count: usize) -> String {
    " ".repeat(count)
}

fn list(items: &[Tree]) -> Option<String> {
    let items = items
        .iter()
        .map(Tree::one_line)
        .collect::<Option<Vec<_>>>()?
        .join(", ");
    fits_a_list(&items).then_some(items)
}

/// Items that don't fit on one line: one that breaks inside goes on where it starts, others get a line each.
fn write_list(items: &[Tree], indent: usize, column: usize, after: usize) -> String {
    match items {
        [alone] if alone.breaks_inside() => alone.write(indent, column, after),
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
        if line.len() > indent && width(&line) + 1 + width(&item) + 1 > LINE_WIDTH {
            text += line.trim_end();
            text.push('\n');
            line = spaces(indent);
        }
        line = format!("{line}{item}, ");
    }
    text + line.trim_end() + "\n"
}
