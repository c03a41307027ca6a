//! Rows of CSV files.

use crate::model::{Field, TypeDefinition};

use super::Options;
use super::code::Code;
use super::layout::{Layout, quoted};
use super::objects;
use super::scope::Scope;

/// A row, and how a file of them is read.
pub(crate) fn row(
    api: &Scope<'_>,
    options: &Options,
    definition: &TypeDefinition,
    (fields, strip_prefix): (&[Field], &str),
    code: &mut Code,
) {
    objects::object(api, options, definition, fields, code);
    code.blank();
    code.block(format!("impl {}", definition.name), |code| {
        code.lines(
            "
/// Reads a CSV file of such rows, whose first line names the columns. An empty cell counts as missing.
///
/// # Errors
///
/// Where the file isn't such a CSV file; the error tells row and column.
",
        );
        code.function(
            "pub fn read_csv",
            &["file: &[u8]"],
            " -> Result<Vec<Self>, ShapeError>",
            |code| {
                let columns = fields.iter().map(|field| Layout::text(quoted(&field.wire)));
                let arguments = vec![
                    Layout::text("file"),
                    Layout::slice(columns.collect()),
                    Layout::text(quoted(strip_prefix)),
                ];
                code.layout(Layout::call("sealspec::read_csv", arguments));
            },
        );
    });
}
