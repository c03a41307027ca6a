//! Types of which a reply holds one of several.

use crate::model::{Api, Choice, TypeDefinition};

use super::code::Code;
use super::docs::Docs;
use super::layout::{Layout, quoted};
use super::{Options, markdown};

/// An enum of objects, each known by a member of its own.
pub(crate) fn one_of(
    api: &Api,
    options: &Options,
    definition: &TypeDefinition,
    choices: &[Choice],
    code: &mut Code,
) {
    Docs::about(&definition.about, &markdown::code(&definition.name)).write(code, "///");
    code.line("#[derive(Clone, Debug, PartialEq)]");
    options.attribute(code);
    code.line("#[non_exhaustive]");
    code.block(format!("pub enum {}", definition.name), |code| {
        for choice in choices {
            let fallback = markdown::code(&choice.name);
            let mut docs = Docs::about(&choice.about, &fallback);
            docs.markdown(format!(
                "Known by its member {}.",
                markdown::code(&choice.by)
            ));
            docs.write(code, "///");
            code.line(format!("{}(Box<{}>),", choice.name, of(api, choice)));
        }
    });
    code.blank();
    code.implementation("Decode", &definition.name, |code| {
        code.function(
            "fn decode<R: Reader>",
            &["reader: &mut R"],
            " -> Result<Self, ShapeError>",
            |code| decode(choices, code),
        );
    });
}

fn decode(choices: &[Choice], code: &mut Code) {
    let names = choices
        .iter()
        .map(|choice| Layout::text(quoted(&choice.by)));
    let names = Layout::slice(names.collect());
    code.layout(Layout::call("let known_by = reader.first_present", vec![names]).followed_by("?;"));
    code.block("match known_by", |code| {
        for (index, choice) in choices.iter().enumerate() {
            let is_last = index + 1 == choices.len();
            let pattern = if is_last {
                "_".to_owned()
            } else {
                quoted(&choice.by)
            };
            let read = format!("Decode::decode(reader).map(Self::{})", choice.name);
            code.arm(&pattern, &read);
        }
    });
}

fn of<'a>(api: &'a Api, choice: &Choice) -> &'a str {
    let definition = api.types.get(choice.of);
    definition.map_or("", |definition| &definition.name)
}
