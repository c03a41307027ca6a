//! The sealspec specs of published vendor APIs, as YAML.
//!
//! Each vendor is a folder: `api.yaml` with its servers, credentials, signatures, profiles and envelopes, and one file per
//! documentation page with its operations. They are a crate so that whatever generates a client or a mock vendor from them
//! finds them, from a checkout and from a registry alike.
//!
//! ```
//! let vendor = sealspec_specs::find("ishansong").ok_or("no such vendor")?;
//! for (path, yaml) in vendor.files {
//!     println!("{path}: {} lines", yaml.lines().count());
//! }
//! # Ok::<(), &str>(())
//! ```

/// One vendor's spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vendor {
    /// Name of its folder and of the module generated from it.
    pub name: &'static str,
    /// Its files, `api.yaml` first: the path that diagnostics and generated headers show, and the YAML.
    pub files: &'static [(&'static str, &'static str)],
}

/// Every vendor, by name.
pub const ALL: &[Vendor] = &[ISHANSONG, STOREPOS];

/// 闪送开放平台, a same-city courier: registering merchants, acting for them, shops, quotes and orders.
pub const ISHANSONG: Vendor = Vendor {
    name: "ishansong",
    files: &[
        (
            "spec/ishansong/api.yaml",
            include_str!("../ishansong/api.yaml"),
        ),
        (
            "spec/ishansong/merchant_register.yaml",
            include_str!("../ishansong/merchant_register.yaml"),
        ),
        (
            "spec/ishansong/oauth.yaml",
            include_str!("../ishansong/oauth.yaml"),
        ),
        (
            "spec/ishansong/order.yaml",
            include_str!("../ishansong/order.yaml"),
        ),
        (
            "spec/ishansong/quote.yaml",
            include_str!("../ishansong/quote.yaml"),
        ),
        (
            "spec/ishansong/store.yaml",
            include_str!("../ishansong/store.yaml"),
        ),
    ],
};

/// 超赢聚合支付, unified payment for shops.
pub const STOREPOS: Vendor = Vendor {
    name: "storepos",
    files: &[
        (
            "spec/storepos/api.yaml",
            include_str!("../storepos/api.yaml"),
        ),
        (
            "spec/storepos/facepay.yaml",
            include_str!("../storepos/facepay.yaml"),
        ),
        (
            "spec/storepos/mch.yaml",
            include_str!("../storepos/mch.yaml"),
        ),
        (
            "spec/storepos/micropay.yaml",
            include_str!("../storepos/micropay.yaml"),
        ),
        (
            "spec/storepos/micropay_v3.yaml",
            include_str!("../storepos/micropay_v3.yaml"),
        ),
        (
            "spec/storepos/operation.yaml",
            include_str!("../storepos/operation.yaml"),
        ),
        (
            "spec/storepos/preorderpay.yaml",
            include_str!("../storepos/preorderpay.yaml"),
        ),
        (
            "spec/storepos/preorderpay_v3.yaml",
            include_str!("../storepos/preorderpay_v3.yaml"),
        ),
    ],
};

/// The vendor of this name.
pub fn find(name: &str) -> Option<&'static Vendor> {
    ALL.iter().find(|vendor| vendor.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::{ALL, find};

    #[test]
    fn every_yaml_file_is_listed() {
        let listed: BTreeSet<String> = ALL
            .iter()
            .flat_map(|vendor| vendor.files)
            .map(|(path, _)| (*path).to_owned())
            .collect();
        assert_eq!(listed, yaml_files(Path::new(env!("CARGO_MANIFEST_DIR"))));
    }

    #[test]
    fn every_vendor_is_found_by_name_and_starts_with_its_api_file() {
        for vendor in ALL {
            assert_eq!(find(vendor.name), Some(vendor));
            assert_eq!(vendor.files[0].0, format!("spec/{}/api.yaml", vendor.name));
        }
        assert_eq!(find("nobody"), None);
    }

    /// The YAML files in the folders of `root`, as their paths are listed.
    fn yaml_files(root: &Path) -> BTreeSet<String> {
        let folders = fs::read_dir(root)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir());
        let files = folders
            .flat_map(|folder| fs::read_dir(folder).unwrap())
            .map(|entry| entry.unwrap().path());
        files
            .filter(|file| {
                file.extension()
                    .is_some_and(|extension| extension == "yaml" || extension == "yml")
            })
            .map(|file| {
                format!("spec/{}", file.strip_prefix(root).unwrap().display()).replace('\\', "/")
            })
            .collect()
    }
}
