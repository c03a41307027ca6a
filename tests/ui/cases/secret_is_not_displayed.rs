//! A secret has no `Display`, so it can't slip into a log line.

use sealspec_client::sealspec::Secret;

fn main() {
    println!("{}", Secret::new("k-123"));
}
