//! The vendor's pages: operations and callbacks.

use sealspec_codegen::model::{
    Ack, Callback, Json, Method, Operation, Page, Payload, Rule, Variant,
};
use serde_json::Value;

use super::envelopes::envelope_anchor;
use super::overview::{callback_anchor, operation_anchor, page_anchor};
use super::reference::Reference;
use super::signing::profile_anchor;
use crate::prose::{self, Block, Inline};

impl Reference<'_> {
    pub(super) fn pages(&mut self) {
        for page in self.api.pages.iter().filter(|page| has_anything(page)) {
            self.page(page);
        }
    }

    fn page(&mut self, page: &Page) {
        let title = Inline::text(self.language.of(&page.title));
        self.heading(2, &page_anchor(&page.name), vec![title]);
        self.source(page.source.as_ref());
        for operation in &page.operations {
            self.operation(operation);
        }
        for callback in &page.callbacks {
            self.callback(callback);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let anchor = operation_anchor(&operation.name);
        self.heading(3, &anchor, vec![Inline::code(operation.name.as_str())]);
        self.about(&operation.about);
        for variant in &operation.variants {
            self.route(operation, variant);
        }
        self.source(operation.source.as_ref());
        self.request(operation);
        match operation.link {
            true => self.say(
                "Nothing is sent: the address is for someone else to open.",
                "不发送请求：地址供他人打开。",
            ),
            false => self.reply(operation),
        }
        self.examples(operation);
    }

    /// Method, address and profile.
    fn route(&mut self, operation: &Operation, variant: &Variant) {
        let method = match variant.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let server = self.api.servers.get(variant.server);
        let base = server.and_then(|server| server.environments.first());
        let base = base.map_or("", |environment| environment.url.as_str());
        let address = match variant.takes_url() {
            true => self
                .language
                .pick("the URL that the vendor gave", "厂商给出的 URL")
                .to_owned(),
            false => format!("{base}{}", variant.path),
        };
        let route = match operation.link {
            true => address,
            false => format!("{method} {address}"),
        };
        let mut line = vec![Inline::code(route)];
        if let Some(profile) = self.api.profiles.get(variant.profile) {
            line.push(Inline::text(self.language.pick(" as ", "，方式 ")));
            let anchor = format!("#{}", profile_anchor(&profile.name));
            line.push(Inline::link(profile.name.as_str(), anchor));
        }
        self.blocks.push(Block::Paragraph(line));
        self.about(&variant.about);
    }

    fn request(&mut self, operation: &Operation) {
        if operation.safe {
            self.say("Calling it again does no harm.", "可以重复调用。");
        }
        if operation.request.is_empty() && operation.filled.is_empty() {
            self.say("It takes no fields of its own.", "没有业务字段。");
        }
        self.request_fields(operation);
        let payloads = operation
            .variants
            .iter()
            .filter_map(|variant| match &variant.payload {
                Payload::Json(name) => Some(format!("`{name}`")),
                Payload::Fields => None,
            });
        let mut payloads: Vec<String> = payloads.collect();
        payloads.dedup();
        if !payloads.is_empty() {
            let names = self.language.one_of(payloads);
            self.say(
                format!("These travel as one JSON text in {names}."),
                format!("以上字段写成一个 JSON 文本，放在 {names} 中。"),
            );
        }
        if let Some(open) = &operation.open {
            self.say(
                "It takes further fields, under names of the caller's:",
                "可以有其他字段，名称由调用方决定：",
            );
            self.about(open);
        }
        self.rules(&operation.rules);
    }

    pub(super) fn rules(&mut self, rules: &[Rule]) {
        let items = rules.iter().map(|rule| {
            let mut item = prose::say(&prose::statement(rule, self.language));
            let about = self.cell(&rule.about);
            if !about.is_empty() {
                item.push(Inline::Break);
                item.extend(about);
            }
            item
        });
        let items: Vec<_> = items.collect();
        if !items.is_empty() {
            self.blocks.push(Block::List {
                numbered: false,
                items,
            });
        }
    }

    fn reply(&mut self, operation: &Operation) {
        self.titled(4, "", "Reply", "回复");
        let envelope = operation
            .envelope
            .and_then(|index| self.api.envelopes.get(index));
        let outcome = prose::outcome(&operation.reply, self.language);
        let mut line = prose::say(&self.language.sentences(&outcome));
        if let Some(envelope) = envelope {
            line.push(Inline::text(
                self.language.pick(" Wrapped in ", "外层结构："),
            ));
            let anchor = format!("#{}", envelope_anchor(&envelope.name));
            line.push(Inline::link(envelope.name.as_str(), anchor));
            line.push(Inline::text(self.language.pick(".", "。")));
        }
        self.blocks.push(Block::Paragraph(line));
        self.payload(operation);
        if let Some(poll) = &operation.poll {
            self.blocks
                .push(Block::say(&prose::poll(operation, poll, self.language)));
            self.about(&poll.about);
        }
    }

    fn examples(&mut self, operation: &Operation) {
        for (index, example) in operation.examples.iter().enumerate() {
            let number = match operation.examples.len() {
                1 => String::new(),
                _ => format!(" {}", index + 1),
            };
            self.titled(4, "", &format!("Example{number}"), &format!("示例{number}"));
            self.about(&example.about);
            for variant in &operation.variants {
                let Some(profile) = self.api.profiles.get(variant.profile) else {
                    continue;
                };
                if let Some(sent) = self.sample.request(operation, example, &profile.name) {
                    self.blocks.push(Block::Code(sent));
                    // One is enough to see how it looks.
                    break;
                }
            }
            if let Some(response) = &example.response {
                self.say("The reply:", "回复：");
                self.blocks.push(Block::Code(pretty(response)));
            }
        }
    }

    fn callback(&mut self, callback: &Callback) {
        let anchor = callback_anchor(&callback.name);
        let kind = self.language.pick(" (callback)", "（回调）");
        let title = vec![Inline::code(callback.name.as_str()), Inline::text(kind)];
        self.heading(3, &anchor, title);
        self.about(&callback.about);
        self.source(callback.source.as_ref());
        let profiles = callback.profiles.iter();
        let profiles = profiles.filter_map(|index| self.api.profiles.get(*index));
        let names = profiles
            .map(|profile| format!("`{}`", profile.name))
            .collect();
        let names = self.language.one_of(names);
        match names.is_empty() {
            true => self.say(
                "Nobody signs it: ask the vendor before you rely on it.",
                "无签名：须向厂商查询后才能采信。",
            ),
            false => self.say(
                format!("Verify it by the rule of {names} before you rely on it."),
                format!("采信之前按 {names} 的规则验签。"),
            ),
        }
        let fields = callback.fields(self.api);
        self.reply_fields(fields);
        let compared = callback
            .compare
            .iter()
            .filter_map(|index| fields.get(*index));
        let compared = compared.map(|field| format!("`{}`", field.wire)).collect();
        let compared = self.language.all_of(compared);
        if !compared.is_empty() {
            self.say(
                format!("Compare {compared} with what you know of your own order."),
                format!("将 {compared} 与自己的订单核对。"),
            );
        }
        if callback.envelope.is_some() {
            let outcome = prose::outcome(&callback.reply, self.language);
            self.blocks
                .push(Block::say(&self.language.sentences(&outcome)));
        }
        self.say("Acknowledge it with exactly this:", "应答必须一字不差：");
        self.blocks.push(Block::Code(match &callback.ack {
            Ack::Text(text) => text.clone(),
            Ack::Json(json) => json.to_string(),
        }));
        for example in &callback.examples {
            self.titled(4, "", "Example", "示例");
            self.blocks.push(Block::Code(pretty(example)));
        }
    }
}

/// Whether a page has more than what is left out.
pub(super) fn has_anything(page: &Page) -> bool {
    !page.operations.is_empty() || !page.callbacks.is_empty()
}

/// JSON over several lines, its numbers as they were written.
fn pretty(json: &Json) -> String {
    let text = json.to_string();
    let value = serde_json::from_str::<Value>(&text);
    value.map_or(text, |value| format!("{value:#}"))
}
