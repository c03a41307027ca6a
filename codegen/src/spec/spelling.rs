use super::{Name, Spelling, WireSpelling, YesNo};
use crate::diagnostic::Problems;
use crate::model::WireForm;
#[cfg(feature = "schema")]
use crate::schema::{Generator, Schema, json_schema};
use crate::yaml::{At, Choice, Key, Kind, Mapping, Node, Number, OneOrMore, Value, Word, mapping};

/// No currency has more.
const MOST_DECIMALS: u32 = 8;

mapping! {
    /// How a field's value is spelled on the wire.
    pub(super) struct SpellingKeys {
        /// How it is written. Of a `bool` also what stands for each value: `{true: Y, false: N}`. Default: natural, a number as
        /// number and a text as text.
        wire: Option<WireSpelling>,
        /// Of `money`: how many decimals the major unit has. Without it, a whole number of the smallest unit.
        decimals: Option<Number<1, MOST_DECIMALS>>,
        /// Of `datetime` and `date`: one format or a list, such as `"%Y-%m-%d %H:%M:%S"`, `unix` or `unix_ms`. Written by the first,
        /// read by any.
        formats: Option<At<OneOrMore<Name>>>,
        /// Of `datetime`: the vendor's time zone, such as `"+08:00"`. May be left out where all formats count from 1970.
        offset: Option<Name>,
        /// Replies: values that mean that it isn't there, one or a list: `""`, `-1`, `["", "-"]`. Each is compared as text.
        absent: Option<At<OneOrMore<Name>>>,
    }
}

impl From<SpellingKeys> for Spelling {
    fn from(keys: SpellingKeys) -> Self {
        let texts = |texts: At<OneOrMore<Name>>| (texts.key, texts.value.0);
        Self {
            wire: keys.wire,
            decimals: keys
                .decimals
                .and_then(|decimals| Some((u8::try_from(decimals.value).ok()?, decimals.key))),
            formats: keys.formats.map(texts),
            offset: keys.offset,
            absent: keys.absent.map(texts),
        }
    }
}

impl Choice for WireForm {
    const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("string", Self::String, "A number is written as text."),
        ("number", Self::Number, "A text is written as number."),
        (
            "either",
            Self::Either,
            "Sent in its natural form, read from both.",
        ),
    ];
}

mapping! {
    /// What stands for true and what for false. Plain whole numbers are numbers, all else is text.
    struct Words: "`wire`" {
        /// What stands for true.
        yes as "true": Option<Name> = "Y",
        /// What stands for false.
        no as "false": Option<Name> = "N",
    }
}

/// A word, or how `true` and `false` are spelled.
impl Value for WireSpelling {
    fn read(key: &Key, node: &Node, problems: &Problems<'_>) -> Option<Self> {
        if !matches!(node.kind, Kind::Mapping(_)) {
            let form: Word<WireForm> = Word::read(key, node, problems)?;
            return Some(Self::Form(form.value, form.span));
        }
        let words = Words::read_at(key.span, node, problems);
        Some(Self::YesNo(YesNo {
            span: key.span,
            yes: words.yes?,
            no: words.no?,
        }))
    }

    #[cfg(feature = "schema")]
    fn schema(generator: &mut Generator) -> Schema {
        json_schema!({"anyOf": [Word::<WireForm>::schema(generator), Words::schema(generator)]})
    }
}
