//! Names that Rust, or generated code itself, has taken.

/// Keywords of the 2024 edition, the reserved ones too.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Methods of the generated client, beside which operations stand.
pub(super) const CLIENT_METHODS: &[&str] = &[
    "as_client",
    "clone",
    "download",
    "new",
    "with_blocking_transport",
    "with_credentials",
    "with_server_url",
    "with_settings",
    "with_transport",
];

/// Methods of a request's builder, beside which its fields stand.
pub(super) const BUILDER_METHODS: &[&str] = &[
    "begin",
    "build",
    "clone",
    "explain",
    "link",
    "poll",
    "poll_until",
    "prepare",
    "send",
    "send_full",
    "settle",
];

/// The struct's field and the method for fields under names of the caller's.
pub(super) const OPEN_NAMES: &[&str] = &["extra", "field"];

/// Modules that every generated client has, and the crate that it leans on.
pub(super) const MODULES: &[&str] = &["blocking", "profiles", "sealspec", "signatures", "types"];

/// Types that generated code uses by these names.
pub(super) const TYPES: &[&str] = &[
    "Ack",
    "Api",
    "Blank",
    "Body",
    "Box",
    "Callback",
    "Client",
    "Clone",
    "Copy",
    "Date",
    "DateTime",
    "Debug",
    "Decode",
    "Default",
    "Encode",
    "Environment",
    "Eq",
    "Err",
    "Extra",
    "File",
    "From",
    "Hash",
    "Into",
    "Json",
    "Link",
    "Moment",
    "Money",
    "None",
    "Ok",
    "Operation",
    "Option",
    "PartialEq",
    "Place",
    "Polled",
    "Profile",
    "Reader",
    "Reply",
    "RequestWriter",
    "Result",
    "Route",
    "Schedule",
    "Secret",
    "Self",
    "Server",
    "ShapeError",
    "SignedBy",
    "Some",
    "String",
    "UnsignedCallback",
    "ValueWriter",
    "Vec",
    "Verify",
    "VerifyWhen",
];

/// Types that the generated code of profiles uses besides.
pub(super) const PROFILE_TYPES: &[&str] = &[
    "Error",
    "Fresh",
    "Headers",
    "Input",
    "Signed",
    "SigningError",
    "Text",
    "TimeUnit",
    "Trace",
];

pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}
