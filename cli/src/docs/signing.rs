//! How requests are signed and dressed, and how replies are wrapped.

use sealspec_codegen::model::{
    About, CommonField, Place, Profile, Text, TimeUnit, Verify, VerifyWhen,
};
use sealspec_codegen::signature::{Given, Signature, Value, Vector, interpret};

use super::reference::Reference;
use super::sample::test_value;
use crate::prose::{Block, Inline};

impl Reference<'_> {
    pub(super) fn signing(&mut self) {
        if !self.api.signatures.is_empty() {
            self.signatures();
        }
        if !self.api.profiles.is_empty() {
            self.titled(2, "profiles", "Profiles", "调用方式");
        }
        for profile in &self.api.profiles {
            self.profile(profile);
        }
    }

    fn signatures(&mut self) {
        self.titled(2, "signatures", "Signatures", "签名");
        self.say(
            "A signature is made of named lines, from top to bottom; each may use those above it, and the line `sign` is the signature.",
            "签名由若干命名的行组成，自上而下，每行可以使用前面的行；`sign` 一行就是签名。",
        );
        for signature in &self.api.signatures {
            self.signature(signature);
        }
    }

    fn signature(&mut self, signature: &Signature) {
        let anchor = signature_anchor(&signature.name);
        self.heading(3, &anchor, vec![Inline::code(signature.name.as_str())]);
        self.about(&signature.about);
        self.source(signature.source.as_ref());
        let written = signature.written(&self.api.credentials);
        self.blocks.push(Block::lines(
            written
                .into_iter()
                .map(|(name, text)| (name.to_owned(), text))
                .collect(),
        ));
        if let Some(vector) = signature.vectors.first() {
            self.worked(signature, vector);
        }
    }

    /// A signature made line by line, of inputs that the spec has with it.
    fn worked(&mut self, signature: &Signature, vector: &Vector) {
        let credentials = &self.api.credentials;
        let made = vector.request.with_input(|input| {
            let given = Given {
                credentials,
                value: &|name| {
                    let given = vector.given.iter();
                    let mut given = given.filter(|(own, _)| own == name);
                    given.next().map(|(_, value)| value.as_str())
                },
                input,
            };
            interpret(signature, &given)
        });
        let Ok(Ok(made)) = made else { return };
        let source = self.language.of(&vector.source).to_owned();
        self.say(
            format!("Worked example, with credentials for tests. {source}"),
            format!("逐行示例，凭证仅供测试。{source}"),
        );
        let mut inputs: Vec<(String, String)> = vector.given.clone();
        let request = &vector.request;
        let fields = request
            .query_fields
            .iter()
            .chain(&request.headers)
            .chain(&request.fields);
        inputs.extend(fields.cloned());
        inputs.extend(
            request
                .body
                .iter()
                .map(|body| ("body".to_owned(), body.clone())),
        );
        self.blocks.push(Block::lines(inputs));
        let lines = made.lines.into_iter().map(|line| {
            let text = match line.value {
                Value::Text(text) => text,
                Value::Bytes(_) => line.shown,
            };
            (line.name, text)
        });
        self.blocks.push(Block::lines(lines.collect()));
    }

    fn profile(&mut self, profile: &Profile) {
        let anchor = profile_anchor(&profile.name);
        self.heading(3, &anchor, vec![Inline::code(profile.name.as_str())]);
        self.about(&profile.about);
        let credentials = profile.credentials.iter().filter_map(|own| {
            let credential = self.api.credentials.get(own.credential)?;
            let optional = self.language.pick(" (optional)", "（可选）");
            let optional = if own.optional { optional } else { "" };
            Some(format!("`{}`{optional}", credential.name))
        });
        let credentials = self.language.all_of(credentials.collect());
        if !credentials.is_empty() {
            self.say(
                format!("Needs {credentials}."),
                format!("需要 {credentials}。"),
            );
        }
        self.common(
            &profile.common,
            ("Fields of every request", "每个请求都有的字段"),
        );
        self.common(
            &profile.query,
            (
                "In the query of every request",
                "每个请求的 query 都有的字段",
            ),
        );
        self.common(
            &profile.headers,
            ("Headers of every request", "每个请求都有的请求头"),
        );
        self.placed(profile);
        if let Some(seal) = &profile.seal {
            let (name, field) = (&seal.name, &seal.field);
            self.say(
                format!("Business fields travel sealed by `{name}` in `{field}`."),
                format!("业务字段按 `{name}` 加密后放在 `{field}` 中。"),
            );
        }
        if let Some(verify) = &profile.verify {
            self.verified(verify);
        }
        self.explained(profile);
    }

    /// A request of a profile and how it is signed.
    fn explained(&mut self, profile: &Profile) {
        let Some(explanation) = self.sample.explanation(self.api, profile) else {
            return;
        };
        let credentials = profile.credentials.iter();
        let credentials = credentials
            .filter_map(|own| self.api.credentials.get(own.credential))
            .filter(|credential| credential.secret)
            .map(|own| format!("`{}` = `{}`", own.name, test_value(own)));
        let credentials = self.language.all_of(credentials.collect());
        let (operation, method, url) =
            (explanation.operation, explanation.method, &explanation.url);
        self.say(
            format!("A call of `{operation}`, `{method} {url}`, as it is signed with credentials for tests, {credentials}:"),
            format!("`{operation}` 的一次调用 `{method} {url}` 如何签名，凭证仅供测试（{credentials}）："),
        );
        let lines = explanation.lines.into_iter();
        self.blocks.push(Block::lines(
            lines.map(|line| (line.name, line.value)).collect(),
        ));
    }

    fn common(&mut self, fields: &[CommonField], (en, zh): (&str, &str)) {
        if fields.is_empty() {
            return;
        }
        self.say(format!("{en}:"), format!("{zh}："));
        let optional = self.language.pick(("yes", "no"), ("是", "否"));
        let rows = fields.iter().map(|field| {
            let template = field.value.written(&self.api.credentials, &[]);
            let required = if field.optional {
                optional.1
            } else {
                optional.0
            };
            vec![
                vec![Inline::code(field.wire.as_str())],
                vec![Inline::code(template)],
                vec![Inline::text(required)],
                self.cell(&field.about),
                field
                    .example
                    .iter()
                    .map(|own| Inline::code(own.as_str()))
                    .collect(),
            ]
        });
        let rows = rows.collect();
        let head = self.language.pick(
            vec!["Name", "Value", "Required", "About", "Example"],
            vec!["名称", "值", "必填", "说明", "示例"],
        );
        self.table(head, rows);
    }

    /// Where the signature goes.
    fn placed(&mut self, profile: &Profile) {
        let signed = profile.sign.as_ref().and_then(|sign| {
            let signature = self.api.signatures.get(sign.signature)?;
            Some((sign, signature))
        });
        let Some((sign, signature)) = signed else {
            self.say("Nothing is signed.", "不签名。");
            return;
        };
        for output in &sign.into {
            let template = output
                .value
                .written(&self.api.credentials, &signature.lines);
            let place = self.place(&output.place);
            let name = &signature.name;
            self.say(
                format!("Signed by `{name}`; {place} is `{template}`."),
                format!("按 `{name}` 签名；{place} 为 `{template}`。"),
            );
        }
        // What it is was said; the rest may be worth knowing.
        let remarks = About {
            doc: Text::default(),
            ..sign.about.clone()
        };
        self.about(&remarks);
    }

    fn place(&self, place: &Place) -> String {
        let named = |en: &str, zh: &str| {
            let name = place.name();
            self.language
                .pick(format!("{en} `{name}`"), format!("{zh} `{name}`"))
        };
        match place {
            Place::Field(_) => named("the field", "字段"),
            Place::Query(_) => named("the query's", "query 中的"),
            Place::Header(_) => named("the header", "请求头"),
            Place::Path => self.language.pick("the path", "路径").to_owned(),
        }
    }

    /// How the signature of a reply is verified.
    fn verified(&mut self, verify: &Verify) {
        let Some(signature) = self.api.signatures.get(verify.signature) else {
            return;
        };
        let (name, place) = (&signature.name, self.place(&verify.place));
        let (en, zh) = when(verify.when);
        self.say(
            format!("Replies are verified by `{name}`: {place}. {en}"),
            format!("回复按 `{name}` 验签：{place}。{zh}"),
        );
        if let Some(fresh) = &verify.fresh {
            let (place, within) = (self.place(&fresh.place), fresh.within);
            let unit = match fresh.unit {
                TimeUnit::Seconds => self.language.pick("seconds", "秒"),
                TimeUnit::Millis => self.language.pick("milliseconds", "毫秒"),
            };
            self.say(
                format!(
                    "Its time is {place}, in {unit}; a reply further than {within} s from now is refused."
                ),
                format!("时间在{place}，单位 {unit}；与当前时间相差超过 {within} 秒则拒绝。"),
            );
        }
    }
}

fn when(when: VerifyWhen) -> (&'static str, &'static str) {
    match when {
        VerifyWhen::IfPresent => ("Where there is one.", "有签名才验。"),
        VerifyWhen::OnSuccess => (
            "A success without one is refused; so is any reply with a wrong one.",
            "成功的回复必须有签名；任何回复签名错误都拒绝。",
        ),
        VerifyWhen::Always => (
            "A reply without one is refused.",
            "没有签名的回复一律拒绝。",
        ),
        VerifyWhen::Never => ("That is so of callbacks alone.", "仅用于回调。"),
    }
}

pub(super) fn signature_anchor(name: &str) -> String {
    format!("signature-{name}")
}

pub(super) fn profile_anchor(name: &str) -> String {
    format!("profile-{name}")
}
