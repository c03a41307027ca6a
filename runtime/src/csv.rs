//! Rows of CSV files.

use std::collections::HashSet;

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
    let mut reader = csv::Reader::from_reader(file);
    let names = reader.headers().map_err(|error| not_csv(&error))?;
    let names: Vec<String> = names.iter().map(|name| plain(name.trim())).collect();
    refuse_names(&names, columns)?;
    let mut rows = Vec::new();
    for (index, record) in reader.into_records().enumerate() {
        let record = record.map_err(|error| not_csv(&error))?;
        let cells = record.iter().map(plain);
        let members: Vec<_> = names
            .iter()
            .zip(cells)
            .map(|(name, cell)| format!("{name}:{cell}"))
            .collect();
        let row = format!("{{{}}}", members.join(","));
        let line = record.position().map_or(0, csv::Position::line);
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

fn not_csv(error: &csv::Error) -> ShapeError {
    ShapeError::new(format!("isn't CSV in UTF-8: {error}"))
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
        assert!(
            told("id,fee\na\n").contains("isn't CSV"),
            "a cell is missing"
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
