//! Schema Objects: fields and named types.

use std::cell::RefCell;
use std::collections::BTreeSet;

use sealspec_codegen::model::{
    Api, EnumValue, Field, Json, Presence, Rule, Shape, TypeDefinition, TypeKind, WireForm,
};
use serde_json::{Value, json};

use super::encodings::{DECIMAL, WHOLE, also, encoded, kinds, may_be_missing};
use super::json::{Object, Sparse, object, value};
use crate::prose::{self, Block, Inline, Language, Side, markdown};

/// Makes schemas, and remembers the named types that they refer to.
pub(super) struct Schemas<'a> {
    pub(super) api: &'a Api,
    pub(super) language: Language,
    used: RefCell<BTreeSet<usize>>,
}

/// How the values around a field travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carrier {
    Json,
    /// A form, a query: every value is text, which tools write of numbers and booleans by themselves.
    Text,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(api: &'a Api, language: Language) -> Self {
        Self {
            api,
            language,
            used: RefCell::default(),
        }
    }

    /// What is said about something, as Markdown.
    pub(super) fn markdown(&self, blocks: &[Block]) -> String {
        markdown::render(blocks).trim_end().to_owned()
    }

    /// The schema of a field, with all that is said about it.
    pub(super) fn field(&self, field: &Field, side: Side, carrier: Carrier) -> Object {
        let mut schema = self.spelled(field, side, carrier);
        if side == Side::Reply && field.presence != Presence::Always {
            schema = may_be_missing(schema, &field.absent);
        }
        let mut about = prose::blocks_of(&field.about, self.language);
        let mut facts = prose::facts(field, side, self.language);
        facts.extend(prose::length(field, self.language));
        if !facts.is_empty() {
            about.push(Block::say(&self.language.sentences(&facts)));
        }
        schema.put("description", self.markdown(&about));
        schema.put("deprecated", flag(field.about.deprecated.is_some()));
        if field.secret {
            schema.put("format", "password");
            schema.put("writeOnly", flag(side == Side::Request));
        }
        if let Some(most) = field.max_chars {
            schema.put("x-sealspec-max-chars", most);
        }
        if let Some(example) = &field.example {
            let example = self.fitted(example, field, carrier);
            schema.put("examples", vec![example]);
        }
        schema
    }

    /// A documented value as it stands where this field does: numbers are documented as texts, and the other way round.
    pub(super) fn fitted(&self, json: &Json, field: &Field, carrier: Carrier) -> Value {
        let schema = self.spelled(field, Side::Request, carrier);
        let schema = match schema.contains_key("$ref") {
            true => self.resolved(&field.shape),
            false => schema,
        };
        let documented = value(json);
        if let Some(Value::Array(words)) = schema.get("enum") {
            let same = |word: &&Value| word_of(word) == word_of(&documented);
            return words.iter().find(same).cloned().unwrap_or(documented);
        }
        let kinds = kinds(schema.get("type"));
        let takes = |kind: &str| kinds.iter().any(|own| own == kind);
        match &documented {
            Value::String(text) if !takes("string") => match serde_json::from_str(text) {
                Ok(number @ Value::Number(_)) if takes("integer") || takes("number") => number,
                Ok(word @ Value::Bool(_)) if takes("boolean") => word,
                _ => documented,
            },
            Value::Number(_) if takes("string") && !takes("integer") && !takes("number") => {
                word_of(&documented).into()
            }
            Value::Bool(_) if takes("string") => word_of(&documented).into(),
            _ => documented,
        }
    }

    /// The schema of a value by its shape alone.
    pub(super) fn shape(&self, shape: &Shape) -> Object {
        match shape {
            Shape::String | Shape::DateTime | Shape::Date => object([("type", "string".into())]),
            Shape::Boolean => object([("type", "boolean".into())]),
            Shape::Integer | Shape::Money => {
                object([("type", "integer".into()), ("format", "int64".into())])
            }
            Shape::Number => object([("type", "number".into())]),
            Shape::Any => Object::new(),
            Shape::File => object([("type", "string".into()), ("format", "binary".into())]),
            Shape::List(item) => {
                object([("type", "array".into()), ("items", self.shape(item).into())])
            }
            Shape::JsonText(inner) => self.json_text(self.shape(inner)),
            Shape::Joined { item, separator } => object([
                ("type", "string".into()),
                (
                    "x-sealspec-join",
                    json!({"separator": separator, "items": self.shape(item)}),
                ),
            ]),
            Shape::Named(index) => self.named(*index),
        }
    }

    /// A text that holds JSON.
    pub(super) fn json_text(&self, inner: Object) -> Object {
        object([
            ("type", "string".into()),
            ("contentMediaType", "application/json".into()),
            ("contentSchema", inner.into()),
        ])
    }

    /// The fields of an object as `properties` and `required`.
    pub(super) fn object(&self, fields: &[Field], side: Side, carrier: Carrier) -> Object {
        let is_required = |field: &&Field| match side {
            Side::Request => field.presence != Presence::Optional,
            Side::Reply => field.presence == Presence::Always,
        };
        let required: Vec<Value> = fields
            .iter()
            .filter(is_required)
            .map(|field| field.wire.as_str().into())
            .collect();
        let properties: Object = fields
            .iter()
            .map(|field| (field.wire.clone(), self.field(field, side, carrier).into()))
            .collect();
        let mut schema = object([("type", "object".into())]);
        schema.put("properties", properties);
        schema.put("required", required);
        schema
    }

    /// The named types that schemas referred to, and those that these refer to.
    pub(super) fn components(&self) -> Object {
        let mut made: Vec<(usize, String, Object)> = Vec::new();
        loop {
            let is_new = |index: &usize| made.iter().all(|(own, ..)| own != index);
            let next = self.used.borrow().iter().copied().find(is_new);
            let Some(index) = next else { break };
            let Some(definition) = self.api.types.get(index) else {
                break;
            };
            made.push((index, definition.name.clone(), self.definition(definition)));
        }
        made.sort_by_key(|(index, ..)| *index);
        let made = made.into_iter();
        made.map(|(_, name, schema)| (name, schema.into()))
            .collect()
    }

    /// Rules between fields, as a list.
    pub(super) fn rules(&self, rules: &[Rule]) -> Vec<Block> {
        let items = rules.iter().map(|rule| {
            let mut item = prose::say(&prose::statement(rule, self.language));
            let about = prose::cell_of(&rule.about, self.language);
            if !about.is_empty() {
                item.push(Inline::Break);
                item.extend(about);
            }
            item
        });
        let items: Vec<_> = items.collect();
        match items.is_empty() {
            true => Vec::new(),
            false => vec![Block::List {
                numbered: false,
                items,
            }],
        }
    }

    fn named(&self, index: usize) -> Object {
        let Some(definition) = self.api.types.get(index) else {
            return Object::new();
        };
        self.used.borrow_mut().insert(index);
        let reference = format!("#/components/schemas/{}", definition.name);
        object([("$ref", reference.into())])
    }

    /// The schema of a single value, through its names.
    fn resolved(&self, shape: &Shape) -> Object {
        let Shape::Named(index) = shape else {
            return self.shape(shape);
        };
        match self.api.types.get(*index) {
            Some(definition) => match &definition.kind {
                TypeKind::Newtype(inner) => self.resolved(inner),
                TypeKind::IntegerEnum { .. } | TypeKind::StringEnum { .. } => {
                    self.definition(definition)
                }
                TypeKind::Object(_) | TypeKind::Row { .. } | TypeKind::OneOf(_) => Object::new(),
            },
            None => Object::new(),
        }
    }

    /// The schema of a value as its field spells it.
    fn spelled(&self, field: &Field, side: Side, carrier: Carrier) -> Object {
        let form = match carrier {
            Carrier::Json => field.form,
            Carrier::Text => WireForm::Natural,
        };
        if let Some(encoding) = &field.encoding {
            return encoded(encoding, form, side);
        }
        match form {
            WireForm::Natural => self.shape(&field.shape),
            WireForm::String => {
                let resolved = self.resolved(&field.shape);
                let is_whole = resolved.get("type") == Some(&"integer".into());
                let digits = if is_whole { WHOLE } else { DECIMAL };
                object([("type", "string".into()), ("pattern", digits.into())])
            }
            WireForm::Number => object([("type", "number".into())]),
            WireForm::Either if side == Side::Request => self.shape(&field.shape),
            WireForm::Either => also(self.shape(&field.shape), "string"),
        }
    }

    fn definition(&self, definition: &TypeDefinition) -> Object {
        let side = match definition.in_requests {
            true => Side::Request,
            false => Side::Reply,
        };
        let mut about = prose::blocks_of(&definition.about, self.language);
        let mut schema = match &definition.kind {
            TypeKind::Object(fields) | TypeKind::Row { fields, .. } => {
                about.extend(self.rules(&definition.rules));
                self.object(fields, side, Carrier::Json)
            }
            TypeKind::IntegerEnum { values, form } => {
                about.extend(self.values(values));
                let number = object([("type", "integer".into()), ("format", "int64".into())]);
                match form {
                    WireForm::Natural | WireForm::Number => with_examples(number, values),
                    WireForm::Either => with_examples(also(number, "string"), values),
                    WireForm::String => {
                        let text = object([("type", "string".into()), ("pattern", WHOLE.into())]);
                        let texts = values.iter().map(|own| own.value.to_string().into());
                        let mut schema = text;
                        schema.put("examples", texts.collect::<Vec<Value>>());
                        schema
                    }
                }
            }
            TypeKind::StringEnum { values } => {
                about.extend(self.values(values));
                with_examples(object([("type", "string".into())]), values)
            }
            TypeKind::Newtype(shape) => self.shape(shape),
            TypeKind::OneOf(choices) => {
                let items = choices.iter().map(|choice| {
                    let by = self.language.pick(
                        format!("Where `{}` is there: ", choice.by),
                        format!("有 `{}` 时：", choice.by),
                    );
                    let mut item = prose::say(&by);
                    item.extend(prose::cell_of(&choice.about, self.language));
                    item
                });
                about.push(Block::List {
                    numbered: false,
                    items: items.collect(),
                });
                let shapes = choices.iter().map(|choice| self.named(choice.of).into());
                object([("anyOf", shapes.collect::<Vec<Value>>().into())])
            }
        };
        schema.put("description", self.markdown(&about));
        schema
    }

    /// The documented values of an enum, which may have others.
    fn values<T: std::fmt::Display>(&self, values: &[EnumValue<T>]) -> Vec<Block> {
        let items = values.iter().map(|own| {
            let mut item = vec![Inline::code(own.value.to_string())];
            let about = prose::cell_of(&own.about, self.language);
            item.push(Inline::text(format!(" {}", own.name)));
            if !about.is_empty() {
                item.push(Inline::text(self.language.pick(": ", "：")));
                item.extend(about);
            }
            item
        });
        let list = Block::List {
            numbered: false,
            items: items.collect(),
        };
        let open = self
            .language
            .pick("The vendor may add values.", "厂商可能增加其他值。");
        vec![list, Block::say(open)]
    }
}

/// `true` or nothing.
pub(super) fn flag(is_so: bool) -> Value {
    if is_so {
        Value::Bool(true)
    } else {
        Value::Null
    }
}

/// A text itself, and all else by its JSON.
fn word_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn with_examples<T: Clone + Into<Value>>(mut schema: Object, values: &[EnumValue<T>]) -> Object {
    let values = values.iter().map(|own| own.value.clone().into());
    schema.put("examples", values.collect::<Vec<Value>>());
    schema
}
