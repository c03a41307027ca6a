//! Reading a reply, from the bytes that were received to a filled struct, next to derived serde on the same bytes.

mod ishansong;
mod storepos;

use sealspec_client::sealspec::Bytes;
use sealspec_client::sealspec::http::Response;

use crate::table::Section;
use crate::task::{Task, allocations_and_times};

/// Reading a verified reply and an unsigned one, in each way.
///
/// # Errors
///
/// Where a way doesn't read what the reply holds.
pub fn tasks() -> Result<Vec<Task>, String> {
    storepos::check()?;
    ishansong::check()?;
    let mut tasks = storepos::tasks();
    tasks.extend(ishansong::tasks());
    Ok(tasks)
}

/// How often each way allocates, and how long it takes.
///
/// # Errors
///
/// As for [`tasks`].
pub fn measure() -> Result<Section, String> {
    let mut section = Section::new("Reading a reply");
    for row in allocations_and_times(&tasks()?) {
        section.push(row);
    }
    Ok(section)
}

/// The reply that has this body.
fn response(body: &Bytes) -> Response<Bytes> {
    Response::new(body.clone())
}

fn length(text: Option<&String>) -> usize {
    text.map_or(0, String::len)
}
