//! What a callback holds is had by saying what is expected of it, and not otherwise.

use sealspec_client::sealspec::{Callback, Notification};

pub fn open<E, C: Callback<Expected = E>>(notification: Notification<C>) -> C {
    notification.into_inner()
}

fn main() {}
