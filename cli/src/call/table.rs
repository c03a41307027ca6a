//! A reply as a table: members, values, and what the spec says of them.

use comfy_table::{ContentArrangement, Table, presets};
use sealspec_codegen::model::{About, Api, Field, Operation, Shape, TypeKind};
use serde_json::{Map, Value};

use crate::prose::Language;
use crate::text::printable;

/// The width of a table; that of the terminals of old, which every window has.
const WIDTH: u16 = 80;

/// The payload of a reply.
pub(super) fn payload(api: &Api, operation: &Operation, payload: &str, lang: Language) -> String {
    let Some(shape) = &operation.response else {
        return String::new();
    };
    let Ok(value) = serde_json::from_str(payload) else {
        return String::new();
    };
    let mut tables = Tables {
        api,
        lang,
        shown: String::new(),
    };
    tables.value("", shape, &value);
    tables.shown
}

struct Tables<'a> {
    api: &'a Api,
    lang: Language,
    shown: String,
}

impl<'a> Tables<'a> {
    /// Shows a value, under a heading where it has a name.
    fn value(&mut self, name: &str, shape: &'a Shape, value: &Value) {
        match (self.list_item(shape), value) {
            (Some(item), Value::Array(items)) if self.fields(item, items.first()).is_some() => {
                self.list(name, item, items);
            }
            _ => match (self.fields(shape, Some(value)), value) {
                (Some(fields), Value::Object(members)) => self.object(name, fields, members),
                _ => {
                    let (text, doc) = self.scalar(shape, value, &About::default());
                    let doc = if doc.is_empty() {
                        doc
                    } else {
                        format!("  {doc}")
                    };
                    self.shown.push_str(&format!("{text}{doc}\n"));
                }
            },
        }
    }

    /// An object: a row for each member, then its lists and objects one by one.
    fn object(&mut self, name: &str, fields: &'a [Field], members: &Map<String, Value>) {
        let mut table = table();
        let mut nested = Vec::new();
        for (member, value) in members {
            let field = fields.iter().find(|field| field.wire == *member);
            let within = field.and_then(|field| {
                let item = self.list_item(&field.shape);
                let is_nested = match (item, value) {
                    (Some(item), Value::Array(items)) => {
                        self.fields(item, items.first()).is_some() && !items.is_empty()
                    }
                    _ => self.fields(&field.shape, Some(value)).is_some() && value.is_object(),
                };
                is_nested.then_some(field)
            });
            match (within, field) {
                (Some(field), _) => nested.push((member, &field.shape, value)),
                (None, Some(field)) if field.secret => {
                    let doc = self.doc(&field.about);
                    table.add_row([
                        printable(member),
                        "[secret: --json shows it]".to_owned(),
                        doc,
                    ]);
                }
                (None, Some(field)) => {
                    let (text, doc) = self.scalar(&field.shape, value, &field.about);
                    table.add_row([printable(member), text, doc]);
                }
                (None, None) => {
                    let text = printable(&text_of(value));
                    table.add_row([printable(member), text, "(undocumented)".to_owned()]);
                }
            }
        }
        self.heading(name, "");
        self.push(table);
        for (member, shape, value) in nested {
            let path = if name.is_empty() {
                member.clone()
            } else {
                format!("{name}.{member}")
            };
            self.value(&path, shape, value);
        }
    }

    /// A list of objects: a row for each, a column for each member that any of them has.
    fn list(&mut self, name: &str, item: &'a Shape, items: &[Value]) {
        let fields = self.fields(item, items.first()).unwrap_or_default();
        let has = |field: &&Field| items.iter().any(|item| item.get(&field.wire).is_some());
        let columns: Vec<_> = fields.iter().filter(has).collect();
        let mut table = table();
        table.set_header(columns.iter().map(|field| printable(&field.wire)));
        for item in items {
            table.add_row(columns.iter().map(|field| match item.get(&field.wire) {
                Some(_) if field.secret => "[secret]".to_owned(),
                Some(value) => self.scalar(&field.shape, value, &field.about).0,
                None => String::new(),
            }));
        }
        self.heading(name, &format!(" ({})", items.len()));
        self.push(table);
    }

    fn heading(&mut self, name: &str, count: &str) {
        if !self.shown.is_empty() {
            self.shown.push('\n');
        }
        if !name.is_empty() {
            self.shown
                .push_str(&format!("{}{count}\n", printable(name)));
        }
    }

    fn push(&mut self, mut table: Table) {
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        for line in table.lines() {
            self.shown.push_str(line.trim_end());
            self.shown.push('\n');
        }
    }

    /// A value as text, and what it is: of an enum the doc of this value.
    fn scalar(&self, shape: &Shape, value: &Value, about: &About) -> (String, String) {
        let text = text_of(value);
        let doc = match self.variant(shape, &text) {
            Some(variant) => self.doc(variant),
            None => self.doc(about),
        };
        (printable(&text), doc)
    }

    /// What a thing is, on one line.
    fn doc(&self, about: &About) -> String {
        let words = self.lang.of(&about.doc).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    fn variant(&self, shape: &Shape, text: &str) -> Option<&'a About> {
        let Shape::Named(index) = shape else {
            return None;
        };
        match &self.api.types.get(*index)?.kind {
            TypeKind::IntegerEnum { values, .. } => {
                let found = values.iter().find(|own| own.value.to_string() == text);
                found.map(|own| &own.about)
            }
            TypeKind::StringEnum { values } => {
                let found = values.iter().find(|own| own.value == text);
                found.map(|own| &own.about)
            }
            _ => None,
        }
    }

    /// The shape of the items of a list.
    fn list_item(&self, shape: &'a Shape) -> Option<&'a Shape> {
        match shape {
            Shape::List(item) => Some(item),
            _ => None,
        }
    }

    /// The fields of an object; of one of several the one that this value is.
    fn fields(&self, shape: &Shape, value: Option<&Value>) -> Option<&'a [Field]> {
        let Shape::Named(index) = shape else {
            return None;
        };
        match &self.api.types.get(*index)?.kind {
            TypeKind::Object(fields) => Some(fields),
            TypeKind::OneOf(choices) => {
                let is_there = |name: &str| {
                    value
                        .and_then(|value| value.get(name))
                        .is_some_and(|own| !own.is_null())
                };
                let choice = choices.iter().find(|choice| is_there(&choice.by))?;
                self.fields(&Shape::Named(choice.of), value)
            }
            _ => None,
        }
    }
}

fn table() -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH);
    table
}

/// A text itself, and all else by its JSON.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
