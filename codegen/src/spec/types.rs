use super::allow::Allowed;
use super::{Choice, EnumValue, Field, Name, Rule, Type, TypeKind, TypeName, TypeNameKind};
use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Text, WireForm};
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{
    At, Chosen, Entries, Key, Mapping, Node, UpperCamelCase, Value, Word, mapping, text,
};

mapping! {
    /// A named type: an enum, an object, a name for one text or number, or one of several objects.
    struct TypeKeys: "a type" {
        /// Documented values: value → `{name, doc}`. One that isn't listed is kept, not refused. Keys that are all whole numbers make
        /// an enum of integers, any others one of texts.
        values as "enum": Option<Entries<EnumValue>>,
        /// The fields of an object: wire name → field.
        fields: Option<Entries<Field>>,
        /// The text or number for which it is a name of its own, so that kinds can't be mixed up.
        newtype as "is": Option<Newtype>,
        /// Several objects, in replies only: the one counts whose member is there and not null.
        choices as "one_of": Option<Entries<Choice, UpperCamelCase>>,
        /// Beside `fields`: it is a row of a CSV file, whose columns these are.
        csv: Option<At<Csv>>,
        /// Of an enum of integers: how its values are written. Default: as numbers.
        wire: Option<Word<WireForm>>,
        /// Beside `fields`, of an object in requests: what must hold between them. Default: nothing.
        rules: Vec<Rule>,
        /// Warnings that are known and meant, by code, each with the reason: `{SW0004: The vendor shows none.}`.
        allow: Option<Allowed>,
        ..about: About,
    } exactly one of [["enum"], ["fields"], ["is"], ["one_of"]]
}

mapping! {
    /// How a CSV file is read.
    struct Csv: "`csv`" {
        /// A text that is taken off the values before which, or around which, it stands. Default: none.
        strip_prefix: Option<Name>,
    }
}

/// What a type is a name for; what is no type is reported by then.
#[derive(Debug)]
struct Newtype(Option<TypeName>);

impl Value for Newtype {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        Some(Self(TypeName::read(key, node, problems)))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        TypeName::schema(generator)
    }
}

impl Value for Type {
    fn read(name: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = TypeKeys::read_at(name.span, node, problems);
        refuse_misplaced(&keys, problems);
        if let Some(allowed) = keys.allow {
            allowed.within(name, node, problems);
        }
        let is_stated = keys.values.is_some()
            || keys.fields.is_some()
            || keys.newtype.is_some()
            || keys.choices.is_some();
        let kind = match (keys.values, keys.fields, keys.newtype, keys.choices) {
            (Some(values), None, None, None) => TypeKind::Enum {
                values: values.into_values(),
                wire: keys.wire.map(|wire| (wire.value, wire.span)),
            },
            (None, Some(fields), None, None) => match keys.csv {
                Some(csv) => TypeKind::Row {
                    fields: fields.into_values(),
                    strip_prefix: csv.value.strip_prefix,
                },
                None => TypeKind::Object(fields.into_values()),
            },
            (None, None, Some(newtype), None) => TypeKind::Newtype(newtype.0),
            (None, None, None, Some(choices)) => TypeKind::OneOf(choices.into_values()),
            _ => {
                let message = match is_stated {
                    true => format!("the type `{}` is of several kinds", name.text),
                    false => format!("nothing says of which kind the type `{}` is", name.text),
                };
                let help = "give it `enum:` (documented values), `fields:` (an object), `is:` (a name for one text or number) or `one_of:` (one of several objects), and only one";
                problems.report(
                    Diagnostic::new(Code::MissingKey, name.span, message)
                        .label("which?")
                        .help(help),
                );
                // Known all the same, so that fields of this type aren't reported too.
                TypeKind::Newtype(None)
            }
        };
        Some(Self {
            name: name.clone(),
            about: keys.about,
            kind,
            rules: keys.rules,
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        TypeKeys::schema(generator)
    }
}

/// Reports what is said of a type of another kind.
fn refuse_misplaced(keys: &TypeKeys, problems: &Problems<'_>) {
    let refuse = |at, message: &str, help: &str| {
        problems.report(Diagnostic::new(Code::Misplaced, at, message).help(help));
    };
    if let (Some(csv), None) = (&keys.csv, &keys.fields) {
        refuse(
            csv.key,
            "only a type with `fields:` can be the row of a CSV file",
            "list its columns under `fields:`, or drop `csv`",
        );
    }
    if let (Some(wire), None) = (&keys.wire, &keys.values) {
        refuse(
            wire.span,
            "`wire` on a type is for enums of integers",
            "put it on the fields of this type",
        );
    }
    let is_object = keys.fields.is_some() && keys.csv.is_none();
    if let (Some(rule), false) = (keys.rules.first(), is_object) {
        refuse(
            rule.span,
            "a rule is about the fields of an object, and this type is none",
            "put it on the operation or the object whose fields it is about",
        );
    }
}

mapping! {
    /// A documented value of an enum.
    struct EnumValueKeys: "a value of an enum" {
        /// Its name in Rust, `LikeThis`.
        name: Option<Chosen<UpperCamelCase>> = "Approved",
        /// What the vendor has callers use instead. The value shows as deprecated.
        deprecated: Option<Text>,
        ..about: About,
    }
}

impl Value for EnumValue {
    fn read(value: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let keys = EnumValueKeys::read_at(value.span, node, problems);
        Some(Self {
            value: value.clone(),
            name: keys.name.map(|name| name.0),
            about: About {
                deprecated: keys.deprecated,
                ..keys.about
            },
        })
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        EnumValueKeys::schema(generator)
    }
}

/// A built-in type, `list<…>` or `json<…>` of one, or a type that a spec declares.
impl Value for TypeName {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        let name = text(node, &key.text, problems)?;
        let offset = name.text.len() - name.text.trim_start().len();
        let read = parse(&name.text, offset, &name, problems);
        if read.is_none() {
            let message = format!("`{}` is not a type", name.text);
            let help = meant(&name.text).map_or_else(
                || "types are `string`, `bool`, `integer`, `number`, `money`, `datetime`, `date`, `any`, `file`, `list<…>`, `json<…>`, and those declared under `types:`".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            problems.report(
                Diagnostic::new(Code::BadValue, name.span, message)
                    .label("not a type")
                    .help(help),
            );
        }
        read
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut Generator) -> Schema {
        let names: Vec<_> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        json_schema!({
            "type": "string",
            "pattern": "^\\s*((list|json)<\\s*)*[A-Za-z][A-Za-z0-9_]*\\s*(>\\s*)*$",
            "patternErrorMessage": format!(
                "Types are {}, `list<…>`, `json<…>`, and those declared under `types:`.",
                names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
            ),
            "examples": names,
        })
    }
}

/// Types that no spec declares.
const BUILT_IN: [(&str, TypeNameKind); 9] = [
    ("string", TypeNameKind::String),
    ("bool", TypeNameKind::Boolean),
    ("integer", TypeNameKind::Integer),
    ("number", TypeNameKind::Number),
    ("money", TypeNameKind::Money),
    ("datetime", TypeNameKind::DateTime),
    ("date", TypeNameKind::Date),
    ("any", TypeNameKind::Any),
    ("file", TypeNameKind::File),
];

/// The list that other languages write otherwise.
fn meant(text: &str) -> Option<String> {
    let element = text.strip_suffix("[]").or_else(|| {
        let (outer, rest) = text.split_once('<')?;
        let is_list = ["array", "list", "vec"].contains(&&*outer.to_ascii_lowercase());
        rest.strip_suffix('>').filter(|_| is_list)
    })?;
    let is_name = element
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && !element.is_empty()).then(|| format!("list<{element}>"))
}

fn parse(text: &str, offset: usize, whole: &Key, problems: &Problems<'_>) -> Option<TypeName> {
    // Deeper lists than this are no documented API, and the parser must not run out of stack.
    let mut around: Vec<Wrap> = Vec::new();
    let mut inner = text.trim();
    let mut offset = offset;
    while let Some((wrap, element)) = wrapped(inner) {
        around.push(wrap);
        // `json<` is as long.
        offset += "list<".len() + (element.len() - element.trim_start().len());
        inner = element.trim();
    }
    let known = inner.starts_with(|first: char| first.is_ascii_alphabetic())
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !known || around.len() > 8 {
        return None;
    }
    let span = problems
        .sources
        .within(whole.span, &whole.text, offset..offset + inner.len());
    let built_in = BUILT_IN.into_iter().find(|(name, _)| *name == inner);
    let kind = built_in.map_or_else(|| TypeNameKind::Named(inner.to_owned()), |(_, kind)| kind);
    let element = TypeName { span, kind };
    let wrapped = around.iter().rev().fold(element, |inner, wrap| TypeName {
        span: whole.span,
        kind: wrap(Box::new(inner)),
    });
    Some(wrapped)
}

/// What makes a type of the one in its angle brackets.
type Wrap = fn(Box<TypeName>) -> TypeNameKind;

fn wrapped(text: &str) -> Option<(Wrap, &str)> {
    let (outer, rest) = text.split_once('<')?;
    let wrap: Wrap = match outer {
        "list" => TypeNameKind::List,
        "json" => TypeNameKind::Json,
        _ => return None,
    };
    Some((wrap, rest.strip_suffix('>')?))
}
