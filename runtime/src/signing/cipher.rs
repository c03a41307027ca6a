//! AES in CBC mode with PKCS #7 padding.

use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};
use cbc::{Decryptor, Encryptor};

use super::SigningError;
use crate::text::Text;

/// AES-CBC of `data` with PKCS #7 padding; `line` is told where the key or the initialization vector has no right length.
///
/// # Errors
///
/// Where `key` has not 16, 24 or 32 bytes, or `iv` not 16.
pub fn aes_cbc(
    line: &str,
    data: impl AsRef<[u8]>,
    key: impl AsRef<[u8]>,
    iv: impl AsRef<[u8]>,
) -> Result<Vec<u8>, SigningError> {
    let (data, key, iv) = (data.as_ref(), key.as_ref(), iv.as_ref());
    macro_rules! encrypted {
        ($cipher:ty) => {
            Encryptor::<$cipher>::new_from_slices(key, iv)
                .map(|cipher| cipher.encrypt_padded_vec::<Pkcs7>(data))
        };
    }
    let sealed = match key.len() {
        24 => encrypted!(Aes192),
        32 => encrypted!(Aes256),
        _ => encrypted!(Aes128),
    };
    sealed.map_err(|_| wrong_length(line))
}

/// The text that [`aes_cbc`] made `data` of; `line` is told where it didn't.
///
/// # Errors
///
/// Where `key` has not 16, 24 or 32 bytes, `iv` not 16, or `data` isn't sealed with them or doesn't hold UTF-8.
pub fn aes_cbc_open(
    line: &str,
    data: impl AsRef<[u8]>,
    key: impl AsRef<[u8]>,
    iv: impl AsRef<[u8]>,
) -> Result<Text<'static>, SigningError> {
    let (data, key, iv) = (data.as_ref(), key.as_ref(), iv.as_ref());
    macro_rules! decrypted {
        ($cipher:ty) => {
            Decryptor::<$cipher>::new_from_slices(key, iv)
                .map_err(|_| wrong_length(line))?
                .decrypt_padded_vec::<Pkcs7>(data)
        };
    }
    let opened = match key.len() {
        24 => decrypted!(Aes192),
        32 => decrypted!(Aes256),
        _ => decrypted!(Aes128),
    };
    // Which of the two it was helps whoever guesses at the padding, and nobody else.
    let text = opened.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(Text::from).ok_or_else(|| {
        SigningError::new(
            line,
            "isn't sealed with this key and this initialization vector",
            "look at the credential, and at how the spec makes key and initialization vector of it",
        )
    })
}

fn wrong_length(line: &str) -> SigningError {
    SigningError::new(
        line,
        "needs a key of 16, 24 or 32 bytes and an initialization vector of 16",
        "look at the credential, and at how the spec makes key and initialization vector of it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST SP 800-38A, F.2.1, F.2.3 and F.2.5: the first block of each.
    #[test]
    fn seals_as_published() {
        let unhex = |digits: &str| super::super::hex_decode("", digits).unwrap();
        let iv = unhex("000102030405060708090a0b0c0d0e0f");
        let plain = unhex("6bc1bee22e409f96e93d7e117393172a");
        for (key, first_block) in [
            (
                "2b7e151628aed2a6abf7158809cf4f3c",
                "7649abac8119b246cee98e9b12e9197d",
            ),
            (
                "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
                "4f021db243bc633d7178183a9fa071e8",
            ),
            (
                "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
                "f58c4c04d6e5f1ba779eabfb5f7bfbd6",
            ),
        ] {
            let sealed = aes_cbc("content", &plain, unhex(key), &iv).unwrap();
            assert_eq!(sealed[..16], unhex(first_block));
            assert_eq!(sealed.len(), 32, "a whole block of padding follows");
        }
    }

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let (key, iv) = ("0123456789abcdef", "fedcba9876543210");
        for text in ["", "{\"goods\":\"北京\"}", "exactly 16 bytes"] {
            let sealed = aes_cbc("content", text, key, iv).unwrap();
            assert_eq!(aes_cbc_open("content", &sealed, key, iv).unwrap(), text);
        }
        let sealed = aes_cbc("content", "北京", key, iv).unwrap();
        for wrong in [&sealed[..15], b"", b"nothing that AES made, but long."] {
            let error = aes_cbc_open("content", wrong, key, iv).unwrap_err();
            assert!(
                error.to_string().starts_with("`content` isn't sealed"),
                "{error}"
            );
        }
        let error = aes_cbc_open("content", &sealed, "another key, 16b", iv).unwrap_err();
        assert!(!error.to_string().contains("another key"), "{error}");
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        for (key, iv) in [("short", "fedcba9876543210"), ("0123456789abcdef", "short")] {
            let error = aes_cbc("content", "x", key, iv).unwrap_err().to_string();
            assert!(error.contains("16, 24 or 32 bytes"), "{error}");
            assert!(aes_cbc_open("content", "x", key, iv).is_err());
        }
    }
}
