//! Rows of CSV files.

use std::collections::HashSet;

use csv_core::ReadFieldResult;

use crate::decode::{Decode, ShapeError};
use crate::json::{self, Document, JsonReader};

/// Reads the rows of a CSV file, whose first row holds the names of the columns. Generated code calls it, with the documented
/// `columns` and what may stand before each value, or around it.
///
/// Numbers and the like are read from their texts, and an empty cell counts as not there. A byte order mark is passed over.
///
/// # Errors
///
/// Where the file isn't CSV in UTF-8, where it has none of the documented columns or one of them twice, and where a row isn't
/// of the documented shape: `$[2].fee` is the column `fee` of the third row behind the names, and the line in the file is
/// told, too.
pub fn read_csv<T: Decode>(
    file: &[u8],
    columns: &[&str],
    strip_prefix: &str,
) -> Result<Vec<T>, ShapeError> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let plain = |cell: &str| json::text(without(cell, strip_prefix));
    let mut records = Records::of(file);
    let names = records.next().transpose()?.unwrap_or_default().cells;
    let names: Vec<String> = names.iter().map(|name| plain(name.trim())).collect();
    refuse_names(&names, columns)?;
    let mut rows = Vec::new();
    for (index, record) in records.enumerate() {
        let Record { line, cells } = record?;
        if cells.len() != names.len() {
            let (found, named) = (cells.len(), names.len());
            let what = format!("has {found} cells, where the first line has {named}");
            return Err(ShapeError::new(what).on_line(line).at(index));
        }
        let members: Vec<_> = names
            .iter()
            .zip(&cells)
            .map(|(name, cell)| format!("{name}:{}", plain(cell)))
            .collect();
        let row = format!("{{{}}}", members.join(","));
        let row = Document::parse(&row)
            .and_then(|row| T::decode(&mut row.reader().of_texts().empty_is_absent()));
        rows.push(row.map_err(|error| error.on_line(line).at(index))?);
    }
    Ok(rows)
}

fn without<'c>(cell: &'c str, mark: &str) -> &'c str {
    match cell.strip_prefix(mark) {
        Some(rest) => rest.strip_suffix(mark).unwrap_or(rest),
        None => cell,
    }
}

/// A file that isn't what it should be, such as a page that tells of an error, must not pass for one without rows.
fn refuse_names(names: &[String], columns: &[&str]) -> Result<(), ShapeError> {
    let is_known = |name: &&String| columns.iter().any(|column| json::text(column) == **name);
    if !names.iter().any(|name| is_known(&name)) {
        return Err(ShapeError::new(
            "has none of the documented columns in its first line",
        ));
    }
    let mut seen = HashSet::new();
    match names.iter().find(|name| !seen.insert(*name)) {
        None => Ok(()),
        Some(name) => {
            let name: String = JsonReader::decode(name)?;
            Err(ShapeError::new("is there twice in the first line").within(&name))
        }
    }
}

/// A record of a file, and the line at which it begins.
#[derive(Debug, Default)]
struct Record {
    line: u64,
    cells: Vec<String>,
}

/// The records of a file.
struct Records<'f> {
    reader: csv_core::Reader,
    rest: &'f [u8],
}

impl<'f> Records<'f> {
    fn of(file: &'f [u8]) -> Self {
        Self {
            reader: csv_core::Reader::new(),
            rest: file,
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, ShapeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.reader.line();
        let mut cells = Vec::new();
        let mut cell = Vec::new();
        let mut piece = [0; 256];
        loop {
            let (result, read, written) = self.reader.read_field(self.rest, &mut piece);
            self.rest = self.rest.get(read..).unwrap_or_default();
            cell.extend(piece.iter().take(written));
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::End => return None,
                ReadFieldResult::Field { record_end } => {
                    let Ok(text) = String::from_utf8(std::mem::take(&mut cell)) else {
                        return Some(Err(ShapeError::new("isn't CSV in UTF-8").on_line(line)));
                    };
                    cells.push(text);
                    if record_end {
                        return Some(Ok(Record { line, cells }));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::{Extra, Reader};

    /// A row as generated code has it.
    #[derive(Debug, PartialEq)]
    struct Row {
        id: String,
        fee: Option<i64>,
        open: Option<bool>,
        extra: Extra,
    }

    impl Decode for Row {
        fn decode<R: Reader>(reader: &mut R) -> Result<Self, ShapeError> {
            let (mut id, mut fee, mut open, mut extra) = (None, None, None, Extra::default());
            reader.object(|name, value| {
                match name {
                    "id" => id = value.read()?,
                    "fee" => fee = value.read()?,
                    "open" => open = value.read()?,
                    _ => value.keep(name, &mut extra)?,
                }
                Ok(())
            })?;
            let id = crate::required("id", id)?;
            Ok(Self {
                id,
                fee,
                open,
                extra,
            })
        }
    }

    fn read(file: &str) -> Result<Vec<Row>, ShapeError> {
        read_csv(file.as_bytes(), &["id", "fee", "open"], "`")
    }

    #[test]
    fn finds_columns_by_their_names() {
        let file = "\u{feff}`fee, id,名,open\r\n`100,`a,\"x, \"\"y\"\"\n z\",`true\n`,`b`,`,\n";
        let rows = read(file).unwrap();
        let [first, second] = &rows[..] else {
            panic!("{rows:?}")
        };
        assert_eq!(
            (&*first.id, first.fee, first.open),
            ("a", Some(100), Some(true))
        );
        assert_eq!(first.extra.get("名"), Some(r#""x, \"y\"\n z""#));
        assert_eq!((&*second.id, second.fee, second.open), ("b", None, None));
        assert_eq!(second.extra.get("名"), Some(r#""""#));
        assert_eq!(read("id\n"), Ok(Vec::new()), "a file without rows");
    }

    #[test]
    fn tells_row_and_column() {
        let told = |file: &str| read(file).unwrap_err().to_string();
        let wrong = told("id,fee\na,1\n\"b\nb\",`2\nc,x\n");
        assert!(
            wrong.starts_with("$[2].fee: ") && wrong.ends_with("(line 5)"),
            "{wrong}"
        );
        assert!(told("id,fee\n`,1\n").starts_with("$[0].id: is missing"));
        assert!(told("id,id\n").contains("$.id: is there twice"));
        assert_eq!(
            told("id,fee\na,1\n\na\n"),
            "$[1]: has 1 cells, where the first line has 2 (line 3)"
        );
        for page in ["", "<html>", "{\"code\":\"1\"}"] {
            assert!(
                told(page).contains("none of the documented columns"),
                "{page}"
            );
        }
        assert!(read_csv::<Row>(b"id\n\xb0\xb0\n", &["id"], "").is_err());
    }
}
