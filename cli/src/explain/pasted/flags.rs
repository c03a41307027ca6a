//! Flags of curl.

use crate::failure::Failure;

/// Flags that change nothing about the request.
pub(super) const HARMLESS: &[&str] = &[
    "--compressed",
    "--silent",
    "--show-error",
    "--insecure",
    "--location",
    "--verbose",
    "--include",
    "--fail",
    "--fail-with-body",
    "--no-buffer",
    "--http1.0",
    "--http1.1",
    "--http2",
    "--http3",
    "--ipv4",
    "--ipv6",
    "--progress-bar",
    "--globoff",
    "--path-as-is",
    "--no-keepalive",
    "--tcp-nodelay",
    "--tlsv1.2",
    "--tlsv1.3",
    "--remote-name",
    "--no-progress-meter",
    "--disable",
];

/// The same with a value.
pub(super) const HARMLESS_WITH_VALUE: &[&str] = &[
    "--output",
    "--max-time",
    "--connect-timeout",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
    "--write-out",
    "--proxy",
    "--resolve",
    "--cacert",
    "--capath",
    "--cert",
    "--key",
    "--cookie-jar",
    "--max-redirs",
    "--ciphers",
    "--dump-header",
    "--interface",
    "--limit-rate",
    "--keepalive-time",
    "--trace",
    "--trace-ascii",
    "--stderr",
];

/// Short flags by their long names.
const SHORT: &[(char, &str)] = &[
    ('X', "--request"),
    ('H', "--header"),
    ('d', "--data"),
    ('F', "--form"),
    ('G', "--get"),
    ('u', "--user"),
    ('A', "--user-agent"),
    ('e', "--referer"),
    ('b', "--cookie"),
    ('I', "--head"),
    ('s', "--silent"),
    ('S', "--show-error"),
    ('k', "--insecure"),
    ('L', "--location"),
    ('v', "--verbose"),
    ('i', "--include"),
    ('f', "--fail"),
    ('N', "--no-buffer"),
    ('0', "--http1.0"),
    ('4', "--ipv4"),
    ('6', "--ipv6"),
    ('#', "--progress-bar"),
    ('g', "--globoff"),
    ('O', "--remote-name"),
    ('q', "--disable"),
    ('o', "--output"),
    ('m', "--max-time"),
    ('w', "--write-out"),
    ('x', "--proxy"),
    ('E', "--cert"),
    ('c', "--cookie-jar"),
    ('D', "--dump-header"),
];

/// Flags without a value that count.
const SWITCHES: &[&str] = &["--get", "--head"];

/// The flags in a word by their long names, with their values. What is no flag is a URL.
pub(super) fn flags(
    word: &str,
    words: &mut impl Iterator<Item = String>,
) -> Result<Vec<(String, String)>, Failure> {
    let mut next = |flag: &str| {
        words.next().ok_or_else(|| {
            Failure::usage(
                format!("curl's `{flag}` has no value"),
                "copy the whole command line",
            )
        })
    };
    if word.starts_with("--") {
        let value = if takes_value(word) {
            next(word)?
        } else {
            String::new()
        };
        return Ok(vec![(word.to_owned(), value)]);
    }
    let Some(short) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
        return Ok(vec![("--url".to_owned(), word.to_owned())]);
    };
    let mut found = Vec::new();
    let mut rest = short.chars();
    while let Some(letter) = rest.next() {
        let flag = SHORT
            .iter()
            .find(|(own, _)| *own == letter)
            .map(|(_, flag)| *flag);
        let flag = flag.ok_or_else(|| unknown(&format!("-{letter}")))?;
        if !takes_value(flag) {
            found.push((flag.to_owned(), String::new()));
            continue;
        }
        let value = match rest.as_str() {
            "" => next(&format!("-{letter}"))?,
            joined => joined.to_owned(),
        };
        found.push((flag.to_owned(), value));
        break;
    }
    Ok(found)
}

fn takes_value(flag: &str) -> bool {
    !HARMLESS.contains(&flag) && !SWITCHES.contains(&flag)
}

/// Refuses a flag by its name.
pub(super) fn unknown(flag: &str) -> Failure {
    Failure::usage(
        format!("curl's `{flag}` isn't understood here"),
        "leave it out if it changes nothing about the request; otherwise give the request by `--from-http`",
    )
}
