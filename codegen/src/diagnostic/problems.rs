use std::cell::{Cell, RefCell};

use super::{Code, Diagnostic, Diagnostics, Severity, Span};
use crate::source::Sources;

/// What is wrong, so far. Shared by all steps, none of which stops at a mistake.
pub(crate) struct Problems<'s> {
    /// What is being checked.
    pub(crate) sources: &'s Sources,
    list: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    allowances: RefCell<Vec<Allowance>>,
}

/// A warning that a spec allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) code: Code,
    /// Where it stands.
    pub(crate) at: Span,
    /// Where it holds; `None`: in all files.
    pub(crate) scope: Option<Span>,
}

impl Allowance {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let inside = |scope: Span| {
            let span = diagnostic.span;
            scope.file == span.file && scope.start <= span.start && span.end <= scope.end
        };
        self.code == diagnostic.code && self.scope.is_none_or(inside)
    }
}

impl<'s> Problems<'s> {
    pub(crate) fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            list: RefCell::default(),
            errors: Cell::default(),
            allowances: RefCell::default(),
        }
    }

    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        if diagnostic.code.severity() == Severity::Error {
            self.errors.set(self.errors.get() + 1);
        }
        self.list.borrow_mut().push(diagnostic);
    }

    pub(crate) fn allow(&self, allowance: Allowance) {
        self.allowances.borrow_mut().push(allowance);
    }

    /// How many errors there are: a step that leaves the number as it was found nothing wrong.
    pub(crate) fn count(&self) -> usize {
        self.errors.get()
    }

    /// All of it, whatever is allowed.
    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }

    /// All that no allowance covers, and the allowances that cover nothing. Of a spec with errors not every warning is looked
    /// for, and so no allowance is called idle.
    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        let (list, allowances) = (self.list.into_inner(), self.allowances.into_inner());
        let idle = allowances.iter().filter(|allowance| {
            self.errors.get() == 0 && !list.iter().any(|own| allowance.covers(own))
        });
        let idle: Vec<_> = idle.map(unused).collect();
        let told = list
            .into_iter()
            .filter(|own| !allowances.iter().any(|allowance| allowance.covers(own)));
        Diagnostics::new(self.sources, told.chain(idle).collect())
    }
}

fn unused(allowance: &Allowance) -> Diagnostic {
    let message = format!(
        "`{}` is allowed, and nothing here is warned of by it",
        allowance.code
    );
    Diagnostic::new(Code::UnusedAllow, allowance.at, message)
        .label("allows nothing")
        .help("drop it")
}
