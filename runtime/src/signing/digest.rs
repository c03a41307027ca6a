//! Digests and message authentication codes, each behind the feature of its crate.

#[cfg(feature = "md5")]
/// MD5: 16 bytes.
pub fn md5(data: impl AsRef<[u8]>) -> [u8; 16] {
    use md5::Digest as _;
    md5::Md5::digest(data).into()
}

#[cfg(feature = "sha1")]
/// SHA-1: 20 bytes.
pub fn sha1(data: impl AsRef<[u8]>) -> [u8; 20] {
    use sha1::Digest as _;
    sha1::Sha1::digest(data).into()
}

#[cfg(feature = "sha2")]
/// SHA-256: 32 bytes.
pub fn sha256(data: impl AsRef<[u8]>) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(data).into()
}

#[cfg(feature = "sha2")]
/// SHA-384: 48 bytes.
pub fn sha384(data: impl AsRef<[u8]>) -> [u8; 48] {
    use sha2::Digest as _;
    sha2::Sha384::digest(data).into()
}

#[cfg(feature = "sha2")]
/// SHA-512: 64 bytes.
pub fn sha512(data: impl AsRef<[u8]>) -> [u8; 64] {
    use sha2::Digest as _;
    sha2::Sha512::digest(data).into()
}

/// HMAC over the digest `$digest`.
#[cfg(all(
    feature = "hmac",
    any(feature = "md5", feature = "sha1", feature = "sha2")
))]
macro_rules! hmac {
    ($(#[$meta:meta])* $name:ident, $digest:ty, $length:literal) => {
        $(#[$meta])*
        pub fn $name(data: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> [u8; $length] {
            use hmac::{KeyInit as _, Mac as _};
            // HMAC takes a key of any length, so the error branch is never taken.
            hmac::Hmac::<$digest>::new_from_slice(key.as_ref())
                .map_or([0; $length], |mac| mac.chain_update(data).finalize().into_bytes().into())
        }
    };
}

#[cfg(all(feature = "hmac", feature = "md5"))]
hmac!(
    /// HMAC-MD5 of `data` with `key`: 16 bytes.
    hmac_md5, md5::Md5, 16);
#[cfg(all(feature = "hmac", feature = "sha1"))]
hmac!(
    /// HMAC-SHA-1 of `data` with `key`: 20 bytes.
    hmac_sha1, sha1::Sha1, 20);
#[cfg(all(feature = "hmac", feature = "sha2"))]
hmac!(
    /// HMAC-SHA-256 of `data` with `key`: 32 bytes.
    hmac_sha256, sha2::Sha256, 32);
#[cfg(all(feature = "hmac", feature = "sha2"))]
hmac!(
    /// HMAC-SHA-384 of `data` with `key`: 48 bytes.
    hmac_sha384, sha2::Sha384, 48);
#[cfg(all(feature = "hmac", feature = "sha2"))]
hmac!(
    /// HMAC-SHA-512 of `data` with `key`: 64 bytes.
    hmac_sha512, sha2::Sha512, 64);
