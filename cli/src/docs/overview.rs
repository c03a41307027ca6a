//! What stands first: what the vendor is, where it is, what a caller must have, what is left out.

use super::operations::has_anything;
use super::reference::Reference;
use crate::prose::{Block, Inline};
use crate::vendor;

impl Reference<'_> {
    pub(super) fn overview(&mut self) {
        let api = self.api;
        let title = Inline::text(self.language.of(&api.title));
        self.heading(1, "", vec![title]);
        self.about(&api.about);
        self.source(Some(&api.source));
        self.contents();
        self.unspecified();
        self.servers();
        self.credentials();
    }

    /// The pages and what is on them.
    fn contents(&mut self) {
        self.titled(2, "contents", "Contents", "目录");
        let chapter = |anchor: &str, title: &str| vec![Inline::link(title, format!("#{anchor}"))];
        let language = self.language;
        let api = self.api;
        let chapters = [
            ("servers", ("Servers", "服务器"), api.servers.is_empty()),
            (
                "credentials",
                ("Credentials", "凭证"),
                api.credentials.is_empty(),
            ),
            (
                "signatures",
                ("Signatures", "签名"),
                api.signatures.is_empty(),
            ),
            (
                "profiles",
                ("Profiles", "调用方式"),
                api.profiles.is_empty(),
            ),
            ("envelopes", ("Replies", "回复"), api.envelopes.is_empty()),
        ];
        let mut items: Vec<Vec<Inline>> = chapters
            .into_iter()
            .filter(|(.., is_empty)| !is_empty)
            .map(|(anchor, (en, zh), _)| chapter(anchor, language.pick(en, zh)))
            .collect();
        for page in self.api.pages.iter().filter(|page| has_anything(page)) {
            let mut item = chapter(&page_anchor(&page.name), language.of(&page.title));
            let operations = page
                .operations
                .iter()
                .map(|own| (&own.name, operation_anchor(&own.name)));
            let callbacks = page
                .callbacks
                .iter()
                .map(|own| (&own.name, callback_anchor(&own.name)));
            for (index, (name, anchor)) in operations.chain(callbacks).enumerate() {
                let before = if index == 0 {
                    language.pick(": ", "：")
                } else {
                    language.pick(", ", "、")
                };
                item.push(Inline::text(before));
                item.push(Inline::link(name.as_str(), format!("#{anchor}")));
            }
            items.push(item);
        }
        if self.shown_types().next().is_some() {
            items.push(chapter("types", language.pick("Types", "类型")));
        }
        self.blocks.push(Block::List {
            numbered: false,
            items,
        });
    }

    fn unspecified(&mut self) {
        for left_out in &self.api.unspecified {
            let names = left_out.operations.iter().chain(&left_out.callbacks);
            let names = names.map(|name| format!("`{name}`")).collect();
            let names = self.language.all_of(names);
            let profile = &left_out.profile;
            self.say(
                format!("Not in here, since the vendor doesn't say all that `{profile}` takes: {names}. What is missing:"),
                format!("未收录（厂商没有写明 `{profile}` 所需的全部内容）：{names}。缺少："),
            );
            let items = left_out.missing.iter().map(|(place, what)| {
                let what = self.language.of(what);
                vec![
                    Inline::code(place.as_str()),
                    Inline::text(format!(" {what}")),
                ]
            });
            let list = Block::List {
                numbered: false,
                items: items.collect(),
            };
            self.blocks.push(list);
        }
    }

    fn servers(&mut self) {
        self.titled(2, "servers", "Servers", "服务器");
        let mut rows = Vec::new();
        for server in &self.api.servers {
            for environment in &server.environments {
                let mut about = self.cell(&environment.about);
                if let Some(source) = &environment.source {
                    about.push(Inline::text(" "));
                    about.push(Inline::link(
                        self.language.pick("Source", "出处"),
                        source.as_str(),
                    ));
                }
                rows.push(vec![
                    vec![Inline::code(server.name.as_str())],
                    vec![Inline::text(environment.name.as_str())],
                    vec![Inline::code(environment.url.as_str())],
                    about,
                ]);
            }
        }
        let head = self.language.pick(
            vec!["Server", "Environment", "Address", "About"],
            vec!["服务器", "环境", "地址", "说明"],
        );
        self.table(head, rows);
    }

    fn credentials(&mut self) {
        if self.api.credentials.is_empty() {
            return;
        }
        self.titled(2, "credentials", "Credentials", "凭证");
        self.say(
            "What the vendor gives a caller. The command `sealspec` reads each from the environment variable in the table.",
            "厂商发给调用方的内容。命令 `sealspec` 从表中的环境变量读取。",
        );
        let rows = self.api.credentials.iter().map(|credential| {
            let mut about = self.cell(&credential.about);
            if !credential.from.is_empty() {
                about.push(Inline::Break);
                about.push(Inline::text(
                    self.language.pick("Given by ", "由以下接口给出："),
                ));
                for (index, name) in credential.from.iter().enumerate() {
                    if index > 0 {
                        about.push(Inline::text(self.language.pick(", ", "、")));
                    }
                    about.push(self.operation_link(name));
                }
            }
            let kind = match (credential.secret, credential.sent) {
                (true, true) => self.language.pick("secret, sent", "机密，随请求发送"),
                (true, false) => self.language.pick("secret, never sent", "机密，从不发送"),
                (false, _) => self.language.pick("public", "公开"),
            };
            let example = credential.example.as_deref();
            vec![
                vec![Inline::code(credential.name.as_str())],
                vec![Inline::code(vendor::variable(
                    &self.api.name,
                    &credential.name,
                ))],
                vec![Inline::text(kind)],
                about,
                example.map(Inline::code).into_iter().collect(),
            ]
        });
        let rows = rows.collect();
        let head = self.language.pick(
            vec!["Credential", "Variable", "Kind", "About", "Example"],
            vec!["凭证", "环境变量", "性质", "说明", "示例"],
        );
        self.table(head, rows);
    }
}

impl Reference<'_> {
    /// An operation by its name, and a link where it isn't left out.
    fn operation_link(&self, name: &str) -> Inline {
        let mut operations = self.api.pages.iter().flat_map(|page| &page.operations);
        match operations.any(|operation| operation.name == name) {
            true => Inline::link(name, format!("#{}", operation_anchor(name))),
            false => Inline::code(name),
        }
    }
}

pub(super) fn page_anchor(name: &str) -> String {
    format!("page-{name}")
}

pub(super) fn operation_anchor(name: &str) -> String {
    format!("operation-{name}")
}

pub(super) fn callback_anchor(name: &str) -> String {
    format!("callback-{name}")
}
