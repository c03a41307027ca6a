//! Asking whoever runs the program.

use std::io::{self, Write as _};

/// The value of an environment variable; where it isn't set, what is typed in answer to `question`.
pub(crate) fn ask(variable: &str, question: &str) -> io::Result<String> {
    ask_or_stop(variable, question)?.ok_or_else(|| {
        io::Error::other(format!(
            "no answer; set {variable} to run without questions"
        ))
    })
}

/// As [`ask`]; `None` where nothing is typed.
pub(crate) fn ask_or_stop(variable: &str, question: &str) -> io::Result<Option<String>> {
    match std::env::var(variable) {
        Ok(value) => Ok(Some(value)),
        Err(_) => typed(question),
    }
}

/// Whether `yes` is typed in answer to `question`, which no environment variable can answer.
pub(crate) fn confirm(question: &str) -> io::Result<bool> {
    Ok(typed(question)?.is_some_and(|answer| answer == "yes"))
}

fn typed(question: &str) -> io::Result<Option<String>> {
    print!("   {question}: ");
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    let answer = answer.trim();
    Ok((!answer.is_empty()).then(|| answer.to_owned()))
}
