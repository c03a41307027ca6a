//! Which authorities a vendor's certificate may come from.
//!
//! The system's, so that a company's own ones and `SSL_CERT_FILE` count; where the system has none, as in a bare container,
//! those of Mozilla's list that is compiled in. One rule for both transports.

/// The system's authorities, as DER; empty where it has none.
pub(super) fn of_the_system() -> Vec<rustls::pki_types::CertificateDer<'static>> {
    rustls_native_certs::load_native_certs().certs
}
