//! `application/x-www-form-urlencoded`.

use crate::fields::Fields;
use crate::signing::push_form_escaped;

pub(crate) const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// All fields in order.
pub(crate) fn encode(fields: &Fields<'_>) -> String {
    // Room for a signature, and for a few escapes.
    let room: usize = fields
        .iter()
        .map(|field| field.name.len() + field.value.len() * 3 / 2)
        .sum();
    let mut out = String::with_capacity(room + 128);
    for field in fields.iter() {
        push(&mut out, &field.name, &field.value);
    }
    out
}

/// Adds a field at the end.
pub(crate) fn push(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    push_form_escaped(out, name);
    out.push('=');
    push_form_escaped(out, value);
}
