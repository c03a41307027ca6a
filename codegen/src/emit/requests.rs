//! Requests: their structs, and how each profile writes them.

use crate::model::{
    About, Body, Field, Operation, Payload, Presence, Rule, Shape, Slot, Text, TypeDefinition,
    TypeKind, Variant, WireForm,
};

use super::code::Code;
use super::docs::{self, Docs};
use super::groups::{Group, groups, is_grouped};
use super::imports::mentions;
use super::layout::{Layout, quoted};
use super::names::{field_type, marks, shape_type};
use super::scope::Scope;
use super::{Options, encodings, filled, markdown, open, polls, replies, routes, rules, templates};

/// The request of an operation and its implementations.
pub(crate) fn request(api: &Scope<'_>, options: &Options, operation: &Operation, code: &mut Code) {
    let Operation {
        name, type_name, ..
    } = operation;
    // An attribute tells what stands in place of it.
    let about = About {
        deprecated: None,
        ..operation.about.clone()
    };
    let verb = if operation.link {
        "Makes the link"
    } else {
        "Calls"
    };
    let mut docs = Docs::about(&about, &format!("{verb} {}.", markdown::code(name)));
    polls::describe(api, operation, &mut docs);
    routes::describe(api, operation, &mut docs);
    filled::describe(&operation.filled, &mut docs);
    rules::docs(&operation.rules, &mut docs);
    let mut head = vec![format!(
        "pub struct {type_name} from Api::{name} by {type_name}Call"
    )];
    head.extend(polls::clause(api, operation));
    let declared = Declared {
        kind: if operation.link { "link" } else { "request" },
        docs,
        deprecated: operation.about.deprecated.as_ref(),
        head,
        fields: &operation.request,
        open: operation.open.as_ref(),
        takes_url: operation.takes_url(),
        rules: &operation.rules,
    };
    declaration(api, options, declared, code);
    rules::constant(type_name, &operation.rules, code);
    for variant in &operation.variants {
        code.blank();
        implementation(api, operation, variant, code);
        if let Some(profile) = api.profiles.get(variant.profile) {
            polls::implementation(api, operation, profile, code);
        }
    }
}

/// An object that requests carry.
pub(crate) fn object(
    api: &Scope<'_>,
    options: &Options,
    definition: &TypeDefinition,
    fields: &[Field],
    code: &mut Code,
) {
    let name = &definition.name;
    let mut docs = Docs::about(&definition.about, &markdown::code(name));
    rules::docs(&definition.rules, &mut docs);
    let declared = Declared {
        kind: "object",
        docs,
        deprecated: None,
        head: vec![format!(
            "pub struct {name} from {} by {name}Builder",
            marks(name)
        )],
        fields,
        open: None,
        takes_url: false,
        rules: &definition.rules,
    };
    declaration(api, options, declared, code);
    rules::constant(name, &definition.rules, code);
    code.blank();
    code.implementation("Encode", name, |code| {
        code.function(
            "fn encode<'a, W: ValueWriter<'a>>",
            &["&'a self", "out: W"],
            "",
            |code| {
                if fields.is_empty() {
                    return code.line("out.object(|_| {});");
                }
                let body = |code: &mut Code| {
                    fields
                        .iter()
                        .for_each(|field| code.layout(member(api, field, "out")));
                    if !definition.rules.is_empty() {
                        code.line("out.rules(Self::BETWEEN_FIELDS);");
                    }
                };
                code.nest("out.object(|out| {", body, "});");
            },
        );
    });
}

/// A struct that a macro declares, with its builder.
struct Declared<'a> {
    /// The macro's name.
    kind: &'static str,
    docs: Docs,
    deprecated: Option<&'a Text>,
    head: Vec<String>,
    fields: &'a [Field],
    open: Option<&'a About>,
    takes_url: bool,
    rules: &'a [Rule],
}

fn declaration(api: &Scope<'_>, options: &Options, declared: Declared<'_>, code: &mut Code) {
    let groups = groups(declared.fields, declared.rules);
    let mut head = declared.head;
    code.block(format!("sealspec::{}!", declared.kind), |code| {
        declared.docs.write(code, "///");
        if let Some(instead) = declared.deprecated {
            let instead: Vec<&str> = instead.languages().collect();
            let note = quoted(&instead.join(" / "));
            code.line(format!("#[deprecated(note = {note})]"));
        }
        if options.serde {
            head.push(format!("with {}", super::SERDE));
        }
        let opening = if head.len() == 1 {
            head.remove(0) + " {"
        } else {
            head.iter().for_each(|line| code.line(line));
            "{".to_owned()
        };
        let mut body = code.deeper();
        if declared.takes_url {
            body.line("/// The whole URL that it goes to, its query and all. A field that stands in the query isn't sent again.");
            body.line("required url: String,");
        }
        let fields = declared.fields.iter();
        fields
            .filter(|own| !is_grouped(&groups, &own.rust))
            .for_each(|own| field(api, own, &mut body));
        let open = declared.open.iter();
        open.for_each(|about| open::declaration(about, &mut body));
        if body.text().is_empty() {
            code.line(opening + "}");
        } else {
            code.line(opening);
            code.append(&body);
            code.line("}");
        }
        for Group { how, mark, fields } in &groups {
            code.block(format!("{how} {mark}"), |code| {
                fields.iter().for_each(|own| field(api, own, code));
            });
        }
    });
}

fn field(api: &Scope<'_>, field: &Field, code: &mut Code) {
    docs::request_field(field).write(code, "///");
    let keyword = if field.presence == Presence::Optional {
        "optional"
    } else {
        "required"
    };
    code.line(format!(
        "{keyword} {}: {},",
        field.rust,
        field_type(api, field)
    ));
}

fn implementation(api: &Scope<'_>, operation: &Operation, variant: &Variant, code: &mut Code) {
    let Some(profile) = api.profiles.get(variant.profile) else {
        return;
    };
    let response = operation
        .response
        .as_ref()
        .map_or("()".to_owned(), |shape| shape_type(api, shape));
    let kind = if operation.link { "Link" } else { "Operation" };
    let operation_of = format!("{kind}<{}>", profile.type_name);
    code.implementation(&operation_of, &operation.type_name, |code| {
        code.split(
            "const NAME: &'static str =",
            &format!("{};", quoted(&operation.name)),
        );
        code.layout(
            routes::route(api, variant)
                .after("const ROUTE: Route = ")
                .followed_by(";"),
        );
        if !operation.link {
            code.layout(
                replies::of_operation(api, operation)
                    .after("const REPLY: Reply = ")
                    .followed_by(";"),
            );
        }
        if operation.safe {
            code.line("const SAFE: bool = true;");
        }
        rules::of_operation(operation, variant, code);
        if !operation.link {
            code.split("type Response =", &format!("{response};"));
        }
        if operation.takes_url() {
            code.blank();
            code.function("fn url", &["&self"], " -> Option<&str>", |code| {
                code.line("Some(&self.url)");
            });
        }
        code.blank();
        write(api, operation, variant, code);
    });
}

/// The method that writes all fields in signing order, those of the query first where there is a body.
fn write(api: &Scope<'_>, operation: &Operation, variant: &Variant, code: &mut Code) {
    let Some(profile) = api.profiles.get(variant.profile) else {
        return;
    };
    let mut body = code.deeper();
    for field in &profile.query {
        body.layout(templates::query_field(api, profile, field));
    }
    if variant.body == Body::Json {
        write_json_body(api, operation, variant, &mut body);
    } else {
        for slot in &variant.order {
            write_slot(api, operation, variant, *slot, &mut body);
        }
    }
    let [profiled, dated, written] = mentions(body.text(), ["profile", "moment", "out"]);
    let parameter = |is_used: bool, name: &str, kind: &str| {
        let unused = if is_used { "" } else { "_" };
        format!("{unused}{name}: {kind}")
    };
    let profile = parameter(profiled, "profile", &format!("&'a {}", profile.type_name));
    let moment = parameter(dated, "moment", "&'a Moment");
    let out = parameter(written, "out", "&mut W");
    let parameters = ["&'a self", &profile, &moment, &out];
    code.function(
        "fn write<'a, W: RequestWriter<'a>>",
        &parameters,
        "",
        |code| code.append(&body),
    );
}

fn write_slot(
    api: &Scope<'_>,
    operation: &Operation,
    variant: &Variant,
    slot: Slot,
    code: &mut Code,
) {
    match slot {
        Slot::Common(index) => {
            let profile = api.profiles.get(variant.profile);
            let field = profile.and_then(|profile| Some((profile, profile.common.get(index)?)));
            if let Some((profile, field)) = field {
                code.layout(templates::common_field(api, profile, field, "out"));
            }
        }
        Slot::Field(index) => {
            if let Some(field) = operation.request.get(index) {
                write_field(api, field, code);
            }
        }
        Slot::Filled(index) => {
            let own = operation.filled.get(index);
            let profile = api.profiles.get(variant.profile);
            if let (Some(own), Some(profile)) = (own, profile) {
                code.layout(filled::field(api, profile, own));
            }
        }
        Slot::Open => {
            let profile = api.profiles.get(variant.profile);
            code.layout(open::statement(operation, profile, "out"));
        }
        Slot::Payload => write_payload(api, operation, variant, "out", code),
    }
}

/// The statement that writes a body which is one JSON object.
fn write_json_body(api: &Scope<'_>, operation: &Operation, variant: &Variant, code: &mut Code) {
    let profile = api.profiles.get(variant.profile);
    let member_of = |slot: Slot, code: &mut Code| match slot {
        Slot::Common(index) => {
            let field = profile.and_then(|profile| Some((profile, profile.common.get(index)?)));
            if let Some((profile, field)) = field {
                code.layout(templates::common_field(api, profile, field, "body"));
            }
        }
        Slot::Field(_) | Slot::Filled(_) => own_member(api, operation, slot, "body", code),
        Slot::Open => code.layout(open::statement(operation, profile, "body")),
        Slot::Payload => write_payload(api, operation, variant, "body", code),
    };
    if variant.order.is_empty() {
        return code.line("out.body_json(|_| {});");
    }
    let members = |code: &mut Code| {
        variant.order.iter().for_each(|slot| member_of(*slot, code));
    };
    code.nest("out.body_json(|body| {", members, "});");
}

fn write_field(api: &Scope<'_>, field: &Field, code: &mut Code) {
    let Field { wire, rust, .. } = field;
    match (&field.shape, field.presence) {
        (Shape::File, Presence::Optional) => {
            code.block(format!("if let Some(file) = &self.{rust}"), |code| {
                code.layout(call("out.file", wire, "file"));
            });
        }
        (Shape::File, _) => code.layout(call("out.file", wire, &format!("&self.{rust}"))),
        _ => code.layout(value(api, field, "field", "out")),
    }
}

fn write_payload(
    api: &Scope<'_>,
    operation: &Operation,
    variant: &Variant,
    writer: &str,
    code: &mut Code,
) {
    let Payload::Json(wire) = &variant.payload else {
        return;
    };
    let is_file = |slot: &Slot| match slot {
        Slot::Field(index) => {
            (operation.request.get(*index)).is_some_and(|own| own.shape == Shape::File)
        }
        _ => false,
    };
    let mut members = operation.slots();
    members.retain(|slot| !is_file(slot) && !variant.order.contains(slot));
    let body = |code: &mut Code| {
        let each = members.iter();
        each.for_each(|slot| own_member(api, operation, *slot, "data", code))
    };
    match members.is_empty() {
        true => code.line(format!("{writer}.json({}, |_| {{}});", quoted(wire))),
        false => code.nest(
            &format!("{writer}.json({}, |data| {{", quoted(wire)),
            body,
            "});",
        ),
    }
}

/// The statement that writes a field of the operation's own as a member of a JSON object.
fn own_member(api: &Scope<'_>, operation: &Operation, slot: Slot, writer: &str, code: &mut Code) {
    let statement = match slot {
        Slot::Field(index) => {
            let field = operation.request.get(index);
            field.map(|field| member(api, field, writer))
        }
        Slot::Filled(index) => {
            let own = operation.filled.get(index);
            own.map(|own| filled::member(own, writer))
        }
        Slot::Open => Some(open::statement(operation, None, writer)),
        Slot::Common(_) | Slot::Payload => None,
    };
    statement
        .into_iter()
        .for_each(|statement| code.layout(statement));
}

/// The statement that writes a member of a JSON object.
fn member(api: &Scope<'_>, field: &Field, writer: &str) -> Layout {
    let method = match json_form(api, field) {
        WireForm::Natural | WireForm::Either => "field",
        WireForm::String => "field_as_text",
        WireForm::Number => "field_as_number",
    };
    value(api, field, method, writer)
}

/// The statement that writes a field's value, by `method` where its shape needs none of its own.
fn value(api: &Scope<'_>, field: &Field, method: &str, writer: &str) -> Layout {
    let mut arguments = vec![
        Layout::text(quoted(&field.wire)),
        Layout::text(format!("&self.{}", field.rust)),
    ];
    let codec = encodings::codec(api, field);
    let is_spelled = codec.is_some();
    arguments.extend(codec.map(Layout::text));
    let method = match &field.shape {
        _ if is_spelled => "field_with",
        Shape::JsonText(_) => "field_as_json",
        Shape::Joined { separator, .. } => {
            arguments.insert(1, Layout::text(quoted(separator)));
            "field_joined"
        }
        _ => method,
    };
    Layout::call(format!("{writer}.{method}"), arguments).followed_by(";")
}

/// How a field stands in JSON: as it says itself, or else as its type does.
fn json_form(api: &Scope<'_>, field: &Field) -> WireForm {
    let Shape::Named(index) = field.shape else {
        return field.form;
    };
    match api.types.get(index).map(|definition| &definition.kind) {
        Some(TypeKind::IntegerEnum { form, .. }) if field.form == WireForm::Natural => *form,
        _ => field.form,
    }
}

fn call(method: &str, wire: &str, value: &str) -> Layout {
    Layout::call(
        method,
        vec![Layout::text(quoted(wire)), Layout::text(value)],
    )
    .followed_by(";")
}
