//! A request as it was before its signature was put into it.

use std::borrow::Cow;

use sealspec::json::Document;
use sealspec_codegen::model::{Place, Sign};

/// What signing added to a request.
#[derive(Clone, Copy)]
pub(crate) struct Added<'a>(pub(crate) Option<&'a Sign>);

impl Added<'_> {
    /// Whether it added a field of this name: to the query where it travels `in_query` beside a body.
    pub(crate) fn field(self, name: &str, in_query: bool) -> bool {
        self.places().any(|place| match place {
            Place::Field(own) => own == name && !in_query,
            Place::Query(own) => own == name,
            _ => false,
        })
    }

    /// Whether it added a header of this name.
    pub(crate) fn header(self, name: &str) -> bool {
        self.places()
            .any(|place| matches!(place, Place::Header(own) if own.eq_ignore_ascii_case(name)))
    }

    /// Whether it is the path.
    pub(crate) fn path(self) -> bool {
        self.places().any(|place| *place == Place::Path)
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        let outputs = self.0.iter().flat_map(|sign| &sign.into);
        outputs.map(|output| &output.place)
    }

    /// A form or a query without the fields that were added.
    pub(crate) fn strip_form<'t>(self, text: &'t str, in_query: bool) -> Cow<'t, str> {
        let is_added = |pair: &str| {
            let mut parsed = form_urlencoded::parse(pair.as_bytes());
            parsed
                .next()
                .is_some_and(|(name, _)| self.field(&name, in_query))
        };
        if !text.split('&').any(is_added) {
            return Cow::Borrowed(text);
        }
        let kept: Vec<_> = text.split('&').filter(|pair| !is_added(pair)).collect();
        Cow::Owned(kept.join("&"))
    }

    /// A JSON object without the members that were added at its end.
    pub(crate) fn strip_json<'t>(self, text: &'t str) -> Cow<'t, str> {
        let Ok(object) = Document::object(text) else {
            return Cow::Borrowed(text);
        };
        let mut stripped = Cow::Borrowed(text);
        let members: Vec<_> = object.members().collect();
        for member in members.into_iter().rev() {
            if !self.field(&member.name, false) {
                break;
            }
            let name = sealspec::signing::json_string(&member.name);
            let end = format!("{name}:{}}}", member.json);
            let Some(rest) = stripped.strip_suffix(&*end) else {
                break;
            };
            let rest = rest.strip_suffix(',').unwrap_or(rest);
            stripped = Cow::Owned(format!("{rest}}}"));
        }
        stripped
    }
}

#[cfg(test)]
mod tests {
    use sealspec_codegen::model::{About, Output};
    use sealspec_codegen::signature::{Template, ValueType};

    use super::*;

    fn sign(places: &[Place]) -> Sign {
        let output = |place: &Place| Output {
            place: place.clone(),
            value: Template {
                parts: Vec::new(),
                value_type: ValueType::Text,
            },
        };
        Sign {
            signature: 0,
            into: places.iter().map(output).collect(),
            about: About::default(),
            example: None,
        }
    }

    #[test]
    fn takes_out_what_signing_put_in() {
        let sign = sign(&[Place::Field("s".into()), Place::Query("q".into())]);
        let added = Added(Some(&sign));
        assert_eq!(added.strip_form("a=1&s=2&b=+", false), "a=1&b=+");
        assert_eq!(added.strip_form("a=1&s=2&q=3", true), "a=1&s=2");
        assert_eq!(added.strip_form("a=%7E", true), "a=%7E");
        assert_eq!(added.strip_json(r#"{"a":1,"s":"x"}"#), r#"{"a":1}"#);
        assert_eq!(added.strip_json(r#"{"s":"x"}"#), "{}");
        assert_eq!(added.strip_json(r#"{"s":1, "a":2}"#), r#"{"s":1, "a":2}"#);
        assert_eq!(Added(None).strip_json("[]"), "[]");
    }
}
