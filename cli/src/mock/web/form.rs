//! The form of an operation.

use maud::{Markup, html};
use sealspec_codegen::model::{
    Api, Encoding, EnumValue, Field, Json, Operation, Presence, Shape, TypeKind,
};

use super::input::{FIELD, Input, typed};
use super::layout;
use super::texts;
use super::view::View;
use crate::prose::{self, Side};

/// What is wrong with a form: at inputs, by their names, and as a whole.
#[derive(Default)]
pub(super) struct Problems {
    pub(super) at: Vec<(String, String)>,
    pub(super) whole: Vec<String>,
}

impl Problems {
    pub(super) fn is_empty(&self) -> bool {
        self.at.is_empty() && self.whole.is_empty()
    }

    fn at(&self, name: &str) -> Option<&str> {
        let (_, problem) = self.at.iter().find(|(own, _)| own == name)?;
        Some(problem)
    }
}

/// The form with what was typed, and what is wrong with it.
pub(super) fn form(
    view: &View<'_>,
    operation: &Operation,
    input: &Input,
    problems: &Problems,
) -> Markup {
    let row = Row {
        view,
        input,
        problems,
    };
    html! {
        form method="post" enctype="multipart/form-data"
            action=(view.link(&format!("/operations/{}", operation.name))) {
            (profiles(view, operation, input))
            @if operation.takes_url() { (row.url()) }
            @for field in &operation.request { (row.field(field)) }
            @if operation.open.is_some() { (row.open()) }
            button.main { (view.say(texts::SUBMIT)) }
        }
    }
}

/// The choice of who calls, where there is one.
fn profiles(view: &View<'_>, operation: &Operation, input: &Input) -> Markup {
    let api = view.site.vendor.api();
    let all = operation.variants.iter();
    let all = all.filter_map(|variant| api.profiles.get(variant.profile));
    let names: Vec<_> = all.map(|profile| profile.name.as_str()).collect();
    html! {
        @if names.len() > 1 {
            div.field {
                label for="profile" { (view.say(texts::PROFILE)) }
                p.help { (view.say(texts::PROFILE_HELP)) }
                select #profile name="profile" {
                    @for name in names {
                        option selected[input.text("profile") == Some(name)] { (name) }
                    }
                }
            }
        }
    }
}

struct Row<'r> {
    view: &'r View<'r>,
    input: &'r Input,
    problems: &'r Problems,
}

impl Row<'_> {
    fn url(&self) -> Markup {
        let view = self.view;
        self.row("url", html! { (view.say(texts::GIVEN_URL)) }, true, html! {}, |extra| {
            html! {
                input type="url" id="url" name="url" value=(self.input.text("url").unwrap_or_default())
                    aria-invalid=[extra.invalid] aria-describedby=(extra.described_by);
            }
        })
    }

    fn open(&self) -> Markup {
        let view = self.view;
        let help = html! { p { (view.say(texts::FURTHER_FIELDS_HELP)) } };
        self.row(
            "open",
            html! { (view.say(texts::FURTHER_FIELDS)) },
            false,
            help,
            |extra| {
                html! {
                    textarea id="open" name="open" rows="3" spellcheck="false"
                        aria-invalid=[extra.invalid] aria-describedby=(extra.described_by)
                        { "\n" (self.input.text("open").unwrap_or_default()) }
                }
            },
        )
    }

    fn field(&self, field: &Field) -> Markup {
        let language = self.view.language;
        let api = self.view.site.vendor.api();
        let name = format!("{FIELD}{}", field.wire);
        let facts = prose::facts(field, Side::Request, language);
        let is_needed = field.presence != Presence::Optional;
        let label = html! {
            code { (field.wire) }
            small { " " (layout::inlines(&prose::kind(api, &field.shape, language))) }
        };
        let help = html! {
            (layout::blocks(&prose::blocks_of(&field.about, language)))
            @if !facts.is_empty() {
                p { (layout::inlines(&prose::say(&language.sentences(&facts)))) }
            }
            @if is_json(api, &field.shape) { p { (self.view.say(texts::AS_JSON)) } }
        };
        self.row(&name, label, is_needed, help, |extra| {
            self.control(field, &name, extra)
        })
    }

    /// A label, what is said about it, what is wrong with it, and the control.
    fn row(
        &self,
        name: &str,
        label: Markup,
        is_needed: bool,
        help: Markup,
        control: impl Fn(&Extra) -> Markup,
    ) -> Markup {
        let problem = self.problems.at(name);
        let extra = Extra {
            invalid: problem.map(|_| "true"),
            described_by: match problem {
                Some(_) => format!("{name}.problem {name}.help"),
                None => format!("{name}.help"),
            },
        };
        html! {
            div.field {
                label for=(name) {
                    (label)
                    @if is_needed { " " em { (self.view.say(texts::REQUIRED)) } }
                }
                div.help id={ (name) ".help" } { (help) }
                @if let Some(problem) = problem {
                    p.problem id={ (name) ".problem" } { (problem) }
                }
                (control(&extra))
            }
        }
    }

    fn control(&self, field: &Field, name: &str, extra: &Extra) -> Markup {
        let view = self.view;
        let api = view.site.vendor.api();
        let value = self.input.text(name).unwrap_or_default();
        let example = field.example.as_ref().map(typed).unwrap_or_default();
        let (invalid, described_by) = (extra.invalid, &extra.described_by);
        if let Some(options) = options(view, field) {
            let is_known = value.is_empty() || options.iter().any(|(own, _)| own == value);
            return html! {
                select id=(name) name=(name) aria-invalid=[invalid] aria-describedby=(described_by) {
                    option value="" { (view.say(texts::CHOOSE)) }
                    @if !is_known { option selected { (value) } }
                    @for (own, doc) in &options {
                        option value=(own) selected[own == value] {
                            (own) @if !doc.is_empty() { " · " (doc) }
                        }
                    }
                }
            };
        }
        match kind(api, &field.shape) {
            Kind::File => html! {
                input type="file" id=(name) name=(name) aria-invalid=[invalid] aria-describedby=(described_by);
            },
            Kind::Json => html! {
                textarea id=(name) name=(name) rows=(rows(value)) placeholder=(example) spellcheck="false"
                    aria-invalid=[invalid] aria-describedby=(described_by) { "\n" (value) }
            },
            Kind::Line => html! {
                input type=(if field.secret { "password" } else { "text" }) id=(name) name=(name)
                    value=(value) placeholder=(example) autocomplete="off" autocapitalize="none" spellcheck="false"
                    inputmode=[number_pad(&field.shape)] aria-invalid=[invalid] aria-describedby=(described_by);
            },
        }
    }
}

/// What a control has beside its value.
struct Extra {
    invalid: Option<&'static str>,
    described_by: String,
}

enum Kind {
    Line,
    Json,
    File,
}

fn kind(api: &Api, shape: &Shape) -> Kind {
    match shape {
        Shape::File => Kind::File,
        Shape::JsonText(_) => Kind::Json,
        _ if is_json(api, shape) => Kind::Json,
        _ => Kind::Line,
    }
}

/// Whether a value is typed as JSON.
fn is_json(api: &Api, shape: &Shape) -> bool {
    match shape {
        Shape::List(_) | Shape::Any | Shape::JsonText(_) => true,
        Shape::Named(index) => match api.types.get(*index).map(|own| &own.kind) {
            Some(TypeKind::Object(_)) => true,
            Some(TypeKind::Newtype(inner)) => is_json(api, inner),
            _ => false,
        },
        _ => false,
    }
}

/// The values to choose from, where they are known.
fn options(view: &View<'_>, field: &Field) -> Option<Vec<(String, String)>> {
    match &field.shape {
        Shape::Boolean => {
            let (yes, no) = match &field.encoding {
                Some(Encoding::YesNo { yes, no }) => (yes.text(), no.text()),
                _ => (Json::Boolean(true).text(), Json::Boolean(false).text()),
            };
            Some(vec![(yes, String::new()), (no, String::new())])
        }
        Shape::Named(index) => match &view.site.vendor.api().types.get(*index)?.kind {
            TypeKind::IntegerEnum { values, .. } => Some(listed(view, values)),
            TypeKind::StringEnum { values } => Some(listed(view, values)),
            _ => None,
        },
        _ => None,
    }
}

/// Values with the first line of what is said about each.
fn listed<T: ToString>(view: &View<'_>, values: &[EnumValue<T>]) -> Vec<(String, String)> {
    let options = values.iter().map(|own| {
        let doc = view.language.of(&own.about.doc);
        let line = doc.lines().next().unwrap_or_default();
        (own.value.to_string(), line.to_owned())
    });
    options.collect()
}

/// Which keys a phone shows.
fn number_pad(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Integer | Shape::Money => Some("numeric"),
        Shape::Number => Some("decimal"),
        _ => None,
    }
}

fn rows(value: &str) -> usize {
    value.lines().count().clamp(3, 16)
}
