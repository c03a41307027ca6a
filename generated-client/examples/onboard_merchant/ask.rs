//! Asking whoever runs the program.

use std::io::{self, Write as _};

/// The value of an environment variable; where it isn't set, what is typed in answer to `question`.
pub(crate) fn ask(variable: &str, question: &str) -> io::Result<String> {
    if let Ok(value) = std::env::var(variable) {
        return Ok(value);
    }
    print!("   {question}: ");
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    match answer.trim() {
        "" => Err(io::Error::other(format!(
            "no answer; set {variable} to run without questions"
        ))),
        answer => Ok(answer.to_owned()),
    }
}
