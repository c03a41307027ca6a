//! Tables of fields, and the types that they name.

use sealspec_codegen::model::{
    Api, EnumValue, Field, FilledValue, Operation, Presence, Shape, TypeDefinition, TypeKind,
};

use super::reference::Reference;
use crate::prose::{self, Block, Inline, Side};

type Row = Vec<Vec<Inline>>;

impl<'a> Reference<'a> {
    /// What a caller gives, and what the operation fills in itself.
    pub(super) fn request_fields(&mut self, operation: &Operation) {
        let mut rows: Vec<Row> = Vec::new();
        for index in 0..=operation.request.len() {
            let filled = operation.filled.iter().filter(|own| own.after == index);
            rows.extend(filled.map(|filled| {
                let value = match &filled.value {
                    FilledValue::Constant(constant) => constant.to_string(),
                    FilledValue::Derived(template) => template.written(&self.api.credentials, &[]),
                };
                vec![
                    vec![Inline::code(filled.wire.as_str())],
                    vec![
                        Inline::text(self.language.pick("always ", "固定为 ")),
                        Inline::code(value),
                    ],
                    vec![Inline::text(self.language.pick("yes", "是"))],
                    Vec::new(),
                    self.cell(&filled.about),
                    Vec::new(),
                ]
            }));
            rows.extend(
                operation
                    .request
                    .get(index)
                    .map(|field| self.row(field, Side::Request)),
            );
        }
        let head = self.head(Side::Request);
        self.table(head, rows);
    }

    pub(super) fn reply_fields(&mut self, fields: &[Field]) {
        let rows = fields.iter().map(|field| self.row(field, Side::Reply));
        let rows = rows.collect();
        let head = self.head(Side::Reply);
        self.table(head, rows);
    }

    fn head(&self, side: Side) -> Vec<&'static str> {
        let required = match side {
            Side::Request => self.language.pick("Required", "必填"),
            Side::Reply => self.language.pick("Always there", "必有"),
        };
        self.language.pick(
            vec!["Name", "Type", required, "Length", "About", "Example"],
            vec!["名称", "类型", required, "长度", "说明", "示例"],
        )
    }

    fn row(&self, field: &Field, side: Side) -> Row {
        let needed = match side {
            Side::Request => field.presence != Presence::Optional,
            Side::Reply => field.presence == Presence::Always,
        };
        let needed = match needed {
            true => self.language.pick("yes", "是"),
            false => self.language.pick("no", "否"),
        };
        let mut about = self.cell(&field.about);
        let mut facts = prose::facts(field, side, self.language);
        if field.secret {
            facts.push(self.language.pick("Secret.", "机密。").to_owned());
        }
        if !facts.is_empty() {
            if !about.is_empty() {
                about.push(Inline::Break);
            }
            about.extend(prose::say(&self.language.sentences(&facts)));
        }
        let length = field.max_chars.map(|most| Inline::text(most.to_string()));
        let example = field.example.as_ref().map(|own| Inline::code(own.text()));
        vec![
            vec![Inline::code(field.wire.as_str())],
            prose::kind(self.api, &field.shape, self.language),
            vec![Inline::text(needed)],
            length.into_iter().collect(),
            about,
            example
                .filter(|own| *own != Inline::code(""))
                .into_iter()
                .collect(),
        ]
    }

    /// What a reply's payload is: a table where it is an object of the operation's own.
    pub(super) fn payload(&mut self, operation: &Operation) {
        let Some(shape) = &operation.response else {
            self.say("It carries no payload.", "没有业务内容。");
            return;
        };
        if let Some(fields) = own_fields(self.api, operation) {
            self.say("Its payload:", "业务内容：");
            self.reply_fields(fields);
            return;
        }
        let mut line = prose::say(self.language.pick("Its payload: ", "业务内容："));
        line.extend(prose::kind(self.api, shape, self.language));
        self.blocks.push(Block::Paragraph(line));
    }

    /// The named types but those that stand with their operation or callback.
    pub(super) fn shown_types(&self) -> impl Iterator<Item = &'a TypeDefinition> + use<'a> {
        let api = self.api;
        let types = api.types.iter().enumerate();
        types
            .filter(|(index, own)| !own.left_out && !stands_elsewhere(api, *index))
            .map(|(_, own)| own)
    }

    pub(super) fn types(&mut self) {
        let mut shown = self.shown_types().peekable();
        if shown.peek().is_some() {
            self.titled(2, "types", "Types", "类型");
        }
        for definition in shown {
            self.definition(definition);
        }
    }

    fn definition(&mut self, definition: &TypeDefinition) {
        let anchor = prose::type_anchor(&definition.name);
        self.heading(3, &anchor, vec![Inline::code(definition.name.as_str())]);
        self.about(&definition.about);
        match &definition.kind {
            TypeKind::Object(fields) if definition.in_requests => {
                let rows = fields.iter().map(|field| self.row(field, Side::Request));
                let rows = rows.collect();
                let head = self.head(Side::Request);
                self.table(head, rows);
                self.rules(&definition.rules);
            }
            TypeKind::Object(fields) => self.reply_fields(fields),
            TypeKind::Row { fields, .. } => {
                self.say(
                    "A row of a CSV file; its columns are found by their names in the first line.",
                    "CSV 文件的一行；按首行中的列名对应。",
                );
                self.reply_fields(fields);
            }
            TypeKind::IntegerEnum { values, .. } => self.values(values),
            TypeKind::StringEnum { values } => self.values(values),
            TypeKind::Newtype(shape) => {
                let kind = prose::kind(self.api, shape, self.language);
                self.blocks.push(Block::Paragraph(kind));
            }
            TypeKind::OneOf(choices) => {
                let rows = choices.iter().map(|choice| {
                    let shape = Shape::Named(choice.of);
                    vec![
                        vec![Inline::code(choice.by.as_str())],
                        prose::kind(self.api, &shape, self.language),
                        self.cell(&choice.about),
                    ]
                });
                let rows = rows.collect();
                let head = self.language.pick(
                    vec!["Where this member is there", "It is", "About"],
                    vec!["有此字段时", "为", "说明"],
                );
                self.table(head, rows);
            }
        }
    }

    fn values<T: std::fmt::Display>(&mut self, values: &[EnumValue<T>]) {
        let rows = values.iter().map(|own| {
            vec![
                vec![Inline::code(own.value.to_string())],
                vec![Inline::text(own.name.as_str())],
                self.cell(&own.about),
            ]
        });
        let rows = rows.collect();
        let head = self.language.pick(
            vec!["Value", "Name", "What it means"],
            vec!["取值", "名称", "含义"],
        );
        self.table(head, rows);
        self.say("The vendor may add values.", "厂商可能增加其他值。");
    }
}

/// The fields of a payload that is written out in its operation.
fn own_fields<'a>(api: &'a Api, operation: &Operation) -> Option<&'a [Field]> {
    let Some(Shape::Named(index)) = operation.response else {
        return None;
    };
    let definition = api.types.get(index)?;
    match &definition.kind {
        TypeKind::Object(fields)
            if definition.name == format!("{}Response", operation.type_name) =>
        {
            Some(fields)
        }
        _ => None,
    }
}

/// Whether a type is described where its operation or callback is.
fn stands_elsewhere(api: &Api, index: usize) -> bool {
    let is_it = |shape: &Shape| *shape == Shape::Named(index);
    api.pages.iter().any(|page| {
        let mut callbacks = page.callbacks.iter();
        let mut operations = page.operations.iter();
        callbacks.any(|callback| is_it(&callback.shape))
            || operations.any(|operation| {
                operation.response.as_ref().is_some_and(is_it)
                    && own_fields(api, operation).is_some()
            })
    })
}
