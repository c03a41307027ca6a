//! Buffers that a thread uses again and again, so that preparing a call allocates little else than what it sends.

use std::cell::RefCell;
use std::mem;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use zeroize::Zeroize as _;

/// How many buffers a thread keeps.
const KEPT: usize = 8;

/// The sizes that are kept: less is soon outgrown, and more would stay for the sake of one large request.
const SIZES: std::ops::RangeInclusive<usize> = 1 << 10..=16 << 10;

thread_local! {
    static SPARE: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// An empty buffer.
fn spare() -> Vec<u8> {
    let kept = SPARE.try_with(|spare| spare.try_borrow_mut().ok()?.pop());
    kept.ok()
        .flatten()
        .unwrap_or_else(|| Vec::with_capacity(*SIZES.start()))
}

/// Keeps a buffer for the next one who asks, or else drops it; either way what stood in it is overwritten.
fn give_back(mut buffer: Vec<u8>) {
    if !SIZES.contains(&buffer.capacity()) {
        buffer.zeroize();
        return;
    }
    buffer.fill(0);
    buffer.clear();
    let _ = SPARE.try_with(|spare| {
        if let Ok(mut spare) = spare.try_borrow_mut()
            && spare.len() < KEPT
        {
            spare.push(buffer);
        }
    });
}

/// Bytes in a buffer of the thread's.
#[derive(Debug, Clone)]
pub(crate) struct Scratch(Vec<u8>);

impl Scratch {
    /// As what is sent: a copy without spare room, unless it is too large for the thread to keep.
    pub(crate) fn into_bytes(mut self) -> Bytes {
        if self.capacity() > *SIZES.end() {
            return mem::take(&mut self.0).into();
        }
        Bytes::copy_from_slice(&self)
    }
}

impl From<Buffer> for Scratch {
    fn from(mut text: Buffer) -> Self {
        Self(mem::take(&mut text.0).into_bytes())
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self(spare())
    }
}

impl Deref for Scratch {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Scratch {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        give_back(mem::take(&mut self.0));
    }
}

/// A text in a buffer of the thread's.
#[derive(Debug)]
pub(crate) struct Buffer(String);

impl Buffer {
    /// With room for so many bytes.
    pub(crate) fn with_room(room: usize) -> Self {
        let mut buffer = Self::default();
        buffer.reserve(room);
        buffer
    }

    /// With a text in it.
    pub(crate) fn of(text: &str) -> Self {
        let mut buffer = Self::default();
        buffer.push_str(text);
        buffer
    }

    /// Adds at the end. What is outgrown is overwritten, too.
    #[inline]
    pub(crate) fn push_str(&mut self, more: &str) {
        if self.0.capacity() - self.0.len() < more.len() {
            self.grow(more.len());
        }
        self.0.push_str(more);
    }

    #[cold]
    fn grow(&mut self, room: usize) {
        let room = (self.0.len() + room).max(2 * self.0.capacity());
        let mut larger = String::with_capacity(room);
        larger.push_str(&self.0);
        give_back(mem::replace(&mut self.0, larger).into_bytes());
    }

    /// For whoever keeps it: a copy without spare room, unless it was a `String` of somebody's anyway.
    pub(crate) fn into_string(mut self) -> String {
        if SIZES.contains(&self.capacity()) {
            return self.as_str().to_owned();
        }
        mem::take(&mut self.0)
    }
}

impl Default for Buffer {
    fn default() -> Self {
        // Nothing stands in it, which is UTF-8.
        Self(String::from_utf8(spare()).unwrap_or_default())
    }
}

impl Clone for Buffer {
    fn clone(&self) -> Self {
        Self::of(&self.0)
    }
}

impl From<String> for Buffer {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Deref for Buffer {
    type Target = String;

    fn deref(&self) -> &String {
        &self.0
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut String {
        &mut self.0
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        give_back(mem::take(&mut self.0).into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_comes_back_empty() {
        let address = Buffer::of("secret").as_ptr();
        let again = Scratch::default();
        assert_eq!((again.as_ptr(), again.len()), (address, 0));
    }

    #[test]
    fn large_buffers_are_not_kept() {
        drop(Buffer::with_room(*SIZES.end() + 1));
        assert!(Buffer::default().capacity() <= *SIZES.end());
    }

    #[test]
    fn no_more_are_kept_than_a_call_needs() {
        drop(vec![Buffer::default(); 3 * KEPT]);
        let kept = SPARE.with(|spare| spare.borrow().len());
        assert_eq!(kept, KEPT);
    }
}
