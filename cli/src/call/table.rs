//! A reply as a table: members, values, and what the spec says of them.

use comfy_table::{ContentArrangement, Table, presets};
use sealspec_codegen::model::{About, Api, Field, Operation, Shape, TypeKind};
use serde_json::{Map, Value};

use crate::message::Mask;
use crate::prose::Language;
use crate::text::printable;

/// The width of a table; that of the terminals of old, which every window has.
const WIDTH: u16 = 80;

/// What stands in place of a member that the spec calls secret.
const SECRET: &str = "[secret: --json shows it]";

/// The payload of a reply, without secrets: those of the mask, and those that the spec calls so.
pub(super) fn payload(
    (api, operation): (&Api, &Operation),
    payload: &str,
    mask: &Mask,
    lang: Language,
) -> String {
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
    let value = tables.redacted(shape, masked(mask, value));
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
            (Some(item), Value::Array(items)) if self.are_rows(item, items) => {
                self.list(name, items);
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
                    (Some(item), Value::Array(items)) => self.are_rows(item, items),
                    _ => self.fields(&field.shape, Some(value)).is_some() && value.is_object(),
                };
                is_nested.then_some(field)
            });
            match (within, field) {
                (Some(field), _) => nested.push((member, &field.shape, value)),
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
    fn list(&mut self, name: &str, items: &[Value]) {
        let rows = || items.iter().filter_map(Value::as_object);
        let mut columns: Vec<&String> = Vec::new();
        for member in rows().flat_map(Map::keys) {
            if !columns.contains(&member) {
                columns.push(member);
            }
        }
        let mut table = table();
        table.set_header(columns.iter().map(|column| printable(column)));
        for row in rows() {
            table.add_row(columns.iter().map(|column| {
                let value = row.get(*column).map(text_of);
                printable(&value.unwrap_or_default())
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
        printable(&words.collect::<Vec<_>>().join(" "))
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

    /// A value with `SECRET` for what the spec calls secret, however deep. Where it may be one of several objects, what any of them
    /// calls so is.
    fn redacted(&self, shape: &Shape, value: Value) -> Value {
        match (shape, value) {
            (Shape::List(item), Value::Array(items)) => {
                let items = items.into_iter();
                items.map(|value| self.redacted(item, value)).collect()
            }
            (Shape::JsonText(inner), Value::String(text)) => match serde_json::from_str(&text) {
                Ok(value) => Value::String(self.redacted(inner, value).to_string()),
                Err(_) => Value::String(text),
            },
            (Shape::Named(index), value) => {
                match (self.api.types.get(*index).map(|own| &own.kind), value) {
                    (Some(TypeKind::Object(fields)), Value::Object(members)) => {
                        Value::Object(self.redacted_members(fields, members))
                    }
                    (Some(TypeKind::OneOf(choices)), value) => {
                        choices.iter().fold(value, |value, choice| {
                            self.redacted(&Shape::Named(choice.of), value)
                        })
                    }
                    (_, value) => value,
                }
            }
            (_, value) => value,
        }
    }

    fn redacted_members(
        &self,
        fields: &[Field],
        members: Map<String, Value>,
    ) -> Map<String, Value> {
        let redacted = members.into_iter().map(|(name, value)| {
            let value = match fields.iter().find(|field| field.wire == name) {
                Some(field) if field.secret => SECRET.into(),
                Some(field) => self.redacted(&field.shape, value),
                None => value,
            };
            (name, value)
        });
        redacted.collect()
    }

    /// Whether a list is one of objects.
    fn are_rows(&self, item: &Shape, items: &[Value]) -> bool {
        let has_fields = self.fields(item, items.first()).is_some();
        has_fields && !items.is_empty() && items.iter().all(Value::is_object)
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

/// A value with the mask over each of its texts. Numbers are left as they are: one that reads like a secret is another thing.
fn masked(mask: &Mask, value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(mask.hide(&text)),
        Value::Array(items) => items.into_iter().map(|own| masked(mask, own)).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            members
                .map(|(name, value)| (name, masked(mask, value)))
                .collect()
        }
        other => other,
    }
}

/// A text itself, and all else by its JSON.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
