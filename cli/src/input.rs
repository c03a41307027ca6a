//! Files that commands read, or standard input in their place.

use std::io::Read as _;

use crate::failure::Failure;

/// The text of a file; of standard input where the name is `-`.
pub(crate) fn read_text(file: &str, what: &str) -> Result<String, Failure> {
    let mut text = String::new();
    let read = match file {
        "-" => std::io::stdin().read_to_string(&mut text),
        _ => std::fs::File::open(file).and_then(|mut file| file.read_to_string(&mut text)),
    };
    let shown = if file == "-" { "standard input" } else { file };
    read.map(|_| text).map_err(|error| {
        Failure::outside(
            format!("can't read {what} from `{shown}`: {error}"),
            "name a text file that is there, or `-` for standard input",
        )
    })
}
