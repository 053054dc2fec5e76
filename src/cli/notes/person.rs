//! Who makes an annotation on the command line.

/// Returns the name to sign with: `RASHOMON_NAME`, else the login name.
pub(super) fn name() -> String {
    ["RASHOMON_NAME", "USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
        .map_or_else(|| "reader".to_owned(), |name| crate::text::clean::line(name.trim()))
}
