//! What YAML allows and a spec doesn't.

use granit_parser::Event;

use super::Tree;
use crate::diagnostic::{Code, Diagnostic, Span};

/// After so many mistakes of this kind the rest of the file isn't looked at.
const MAX_REFUSALS: usize = 20;

impl Tree<'_, '_> {
    pub(super) fn refuse_tag(
        &mut self,
        event: &Event<'_>,
        span: Span,
        raw: &granit_parser::Span,
    ) -> Option<()> {
        let (Event::Scalar(.., Some(_))
        | Event::SequenceStart(.., Some(_))
        | Event::MappingStart(.., Some(_))) = event
        else {
            return Some(());
        };
        let at = raw.tag_span().map_or(span, |tag| self.span(&tag));
        self.refuse(
            at,
            "a spec has no YAML tags",
            "write the value without `!…`; quote it if it is text",
        )
    }

    pub(super) fn document(&mut self, span: Span) -> Option<()> {
        self.documents += 1;
        if self.documents == 1 {
            return Some(());
        }
        self.refuse(
            span,
            "a file holds one document",
            "move what follows `---` into a file of its own",
        )?;
        None
    }

    /// Refuses an alias; an empty text stands in for what it means.
    pub(super) fn alias(&mut self, span: Span) -> Option<()> {
        self.refuse(
            span,
            "a spec has no YAML aliases",
            "write the value out; if it is text that begins with `*`, quote it",
        )?;
        self.scalar(span, String::new(), true)
    }

    pub(super) fn refuse_twice(&mut self, key: &str, first: Span, again: Span) -> Option<()> {
        let message = format!("the key `{key}` stands twice in one mapping");
        self.refuse_with(
            Diagnostic::new(Code::DuplicateKey, again, message)
                .label("again here")
                .related(first, "first here")
                .help("keep one of the two, or give one another name"),
        )
    }

    pub(super) fn refuse(&mut self, span: Span, message: &str, help: &str) -> Option<()> {
        self.refuse_with(Diagnostic::new(Code::NotPlain, span, message).help(help))
    }

    fn refuse_with(&mut self, diagnostic: Diagnostic) -> Option<()> {
        self.problems.report(diagnostic);
        self.refusals += 1;
        (self.refusals < MAX_REFUSALS).then_some(())
    }
}
