//! The five accounts that come with the program: our own writing about one event.

use super::{Library, read};

/// The files of `assets/articles`, by name.
const ACCOUNTS: &[(&str, &str)] = &[
    ("000_rolling_fortress.md", include_str!("../../assets/articles/000_rolling_fortress.md")),
    ("001_eastline_wire.txt", include_str!("../../assets/articles/001_eastline_wire.txt")),
    ("002_dayfile_brief.txt", include_str!("../../assets/articles/002_dayfile_brief.txt")),
    ("003_harbour_long_read.md", include_str!("../../assets/articles/003_harbour_long_read.md")),
    (
        "004_clarion_new_alliance.md",
        include_str!("../../assets/articles/004_clarion_new_alliance.md"),
    ),
];

/// Returns the bundled accounts. Their sources have no path: there is no file to look for.
#[must_use]
pub fn bundled() -> Library {
    let read = |(name, text): &(&str, &str)| {
        let mut articles =
            read::read(text.as_bytes(), &read::Origin::file(name)).unwrap_or_default();
        articles.iter_mut().for_each(|article| article.source.path = None);
        articles
    };
    ACCOUNTS.iter().flat_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_accounts_come_with_their_metadata() {
        let library = bundled();
        assert_eq!(library.len(), ACCOUNTS.len());
        for article in library.articles() {
            let source = &article.source;
            assert!(source.outlet.is_some() && source.published.is_some() && source.url.is_some());
            assert!(
                article.title.is_some() && article.asides.is_empty() && source.hidden == 0,
                "{}",
                article.id
            );
            assert!(article.blocks.len() > 5);
        }
    }
}
