use crate::diagnostic::{Code, Diagnostic, Problems};
use crate::model::{About, Text};
use crate::yaml::{Cursor, Kind, Node, text as single};

/// Takes `doc`, `notes`, `assumed` and `confidence`.
pub(super) fn about<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> About {
    About {
        doc: cursor
            .take("doc")
            .map(|node| text(node, problems))
            .unwrap_or_default(),
        notes: cursor
            .take("notes")
            .map(|node| texts(node, problems))
            .unwrap_or_default(),
        assumed: cursor
            .take("assumed")
            .map(|node| texts(node, problems))
            .unwrap_or_default(),
        observed: cursor.choice("confidence", &[("observed", ())]).is_some(),
        deprecated: None,
    }
}

/// The same, and `deprecated`.
pub(super) fn about_deprecable<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> About {
    let about = about(cursor, problems);
    let deprecated = cursor.take("deprecated").map(|node| text(node, problems));
    About {
        deprecated,
        ..about
    }
}

/// A text: English where it is a single value, or `{zh: …, en: …}`.
pub(super) fn text<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Text {
    if matches!(node.kind, Kind::Scalar { .. }) {
        return Text {
            zh: None,
            en: single(node, "a text", problems).map(|en| en.text),
        };
    }
    let mut cursor = Cursor::new(node, node.span, "a text", problems);
    let read = Text {
        zh: cursor.text("zh").map(|zh| zh.text),
        en: cursor.text("en").map(|en| en.text),
    };
    cursor.finish();
    read
}

/// One text or a list of them.
fn texts<'n>(node: &'n Node, problems: &'n Problems<'n>) -> Vec<Text> {
    match &node.kind {
        Kind::Sequence(items) => items.iter().map(|item| text(item, problems)).collect(),
        _ => vec![text(node, problems)],
    }
}

/// Takes `source`, an address of documentation.
pub(super) fn source<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Option<String> {
    let source = cursor.text("source")?;
    let known = source.text.starts_with("https://") || source.text.starts_with("http://");
    if !known || source.text.contains(char::is_whitespace) {
        let help = "write the full address of the page, like `https://open.example.com/doc/317`";
        problems.report(
            Diagnostic::new(
                Code::BadUrl,
                source.span,
                format!("`{}` is not a web address", source.text),
            )
            .help(help),
        );
    }
    Some(source.text)
}

/// Takes `title`, which must be there.
pub(super) fn title<'n>(cursor: &mut Cursor<'n>, problems: &'n Problems<'n>) -> Text {
    cursor
        .require("title", "the title that the vendor gives it")
        .map(|node| text(node, problems))
        .unwrap_or_default()
}

/// Takes `example`, a text.
pub(super) fn example(cursor: &mut Cursor<'_>) -> Option<String> {
    cursor.text("example").map(|example| example.text)
}
