use std::collections::BTreeSet;

use sealspec::Order;

use crate::emit::code::Code;
use crate::emit::imports::list;
use crate::model::Api;
use crate::signature::{Expression, FieldList, FieldSource, Line, LineKind, Rust, Secrecy, Select};

/// What the functions need to import.
pub(super) struct Imports {
    /// Functions of `sealspec::signing` that signatures use.
    functions: BTreeSet<&'static str>,
    /// Names that signatures, lines or credentials have.
    taken: BTreeSet<String>,
    /// The other names in `sealspec::signing`.
    signing: BTreeSet<&'static str>,
    /// Names in `sealspec`.
    root: BTreeSet<&'static str>,
}

impl Imports {
    pub(super) fn of(api: &Api) -> Self {
        let mut imports = Self {
            functions: BTreeSet::new(),
            taken: api
                .credentials
                .iter()
                .map(|credential| credential.name.clone())
                .collect(),
            signing: BTreeSet::new(),
            root: BTreeSet::new(),
        };
        for signature in &api.signatures {
            imports
                .signing
                .extend(["Input", "SigningError", "Text", "Trace"]);
            imports.taken.insert(signature.name.clone());
            let secrecy = Secrecy::new(&signature.lines, &api.credentials);
            for (index, line) in signature.lines.iter().enumerate() {
                imports.taken.insert(line.name.clone());
                imports.line(line, secrecy.is_masked(index));
            }
            let mut used = signature
                .credentials()
                .into_iter()
                .filter_map(|index| api.credentials.get(index));
            imports
                .root
                .extend(used.any(|credential| credential.secret).then_some("Secret"));
        }
        imports
    }

    /// What one line needs.
    fn line(&mut self, line: &Line, masked: bool) {
        match &line.kind {
            LineKind::Fields(list) => {
                self.fields(list);
                self.signing.extend(masked.then_some("Quiet"));
            }
            LineKind::Template(template) => {
                let parted = template.is_text() && !masked && !template.parts.is_empty();
                self.signing.extend(parted.then_some("Part"));
            }
        }
        let functions = line.expressions().flat_map(Expression::all_functions);
        self.functions
            .extend(functions.filter_map(|function| match function.row().rust {
                Rust::Function(name) => Some(name),
                Rust::Method(_) => None,
            }));
    }

    fn fields(&mut self, list: &FieldList) {
        self.root.insert("FieldRule");
        let needs = [
            ("Origin", list.from != [FieldSource::Fields]),
            ("Select", list.select != Select::All),
            ("Nested", list.nested.is_some()),
            ("Order", list.order != Order::Wire),
        ];
        self.root.extend(
            needs
                .iter()
                .filter(|(_, need)| *need)
                .map(|(name, _)| *name),
        );
        let adds = !list.added.is_empty();
        self.signing.extend(adds.then_some("Part"));
    }

    /// Whether a function can't be imported because something else has its name.
    pub(super) fn is_taken(&self, function: &str) -> bool {
        self.taken.contains(function)
    }

    /// Writes the `use` statements, in the order that rustfmt wants.
    pub(super) fn write(&self, code: &mut Code) {
        let (taken, free): (Vec<&str>, Vec<&str>) =
            self.functions.iter().partition(|name| self.is_taken(name));
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        let signing = owned(self.signing.iter().copied().chain(free).collect());
        let root: Vec<String> = owned(self.root.iter().copied().collect());
        let module = (!taken.is_empty()).then_some("use sealspec::signing;");
        if root.len() == 1 {
            list(code, "sealspec", root);
            module.into_iter().for_each(|line| code.line(line));
            list(code, "sealspec::signing", signing);
        } else {
            module.into_iter().for_each(|line| code.line(line));
            list(code, "sealspec::signing", signing);
            list(code, "sealspec", root);
        }
    }
}
