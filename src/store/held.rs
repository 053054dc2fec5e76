//! Texts that are not believed: the source came back with less than half of its words.

use super::Store;
use crate::annotation::refresh::Loss;
use crate::annotation::{Annotation, describe};
use crate::article::{Article, Library};

/// A source whose text is not believed: its annotations stay on the text that was kept.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its index in the library.
    pub index: usize,
    /// The account with the text that was kept.
    pub kept: Article,
    /// What the text that was refused has lost.
    pub loss: Loss,
}

impl Held {
    /// Returns the sentence that says so.
    #[must_use]
    pub fn told(&self) -> String {
        let (name, percent) = (self.kept.name(), self.loss.percent());
        format!(
            "{name} came back without {percent} % of its words: the text that was kept is shown"
        )
    }
}

impl Store {
    /// Returns the sources of the library that came back without most of the words that were
    /// annotated, with the text that was kept. A source with an annotation on its new text is
    /// believed: somebody has read it.
    #[must_use]
    pub fn held(&self, library: &Library) -> Vec<Held> {
        let articles = library.articles().iter().enumerate();
        let held = articles.filter_map(|(index, article)| {
            let (kept, loss) = self.held_text(article)?;
            Some(Held { index, kept, loss })
        });
        held.collect()
    }

    fn held_text(&self, article: &Article) -> Option<(Article, Loss)> {
        let address = describe::address(article);
        let by_name = format!("urn:rashomon:doc:{}", article.id);
        let other = (by_name != address).then(|| self.set.in_source(&by_name));
        let newest = |a: &&Annotation| a.modified.clone().unwrap_or_else(|| a.created.clone());
        let mut about: Vec<&Annotation> =
            self.set.in_source(&address).chain(other.into_iter().flatten()).collect();
        about.sort_by_cached_key(newest);
        let targets = about.iter().rev().flat_map(|a| &a.targets);
        let mut hashes: Vec<&str> = Vec::new();
        for target in targets.filter(|t| describe::is_about(t, article)) {
            if target.sha256 == article.source.sha256 {
                return None;
            }
            if !target.sha256.is_empty() && !hashes.contains(&target.sha256.as_str()) {
                hashes.push(&target.sha256);
            }
        }
        // The text that was annotated last, of those that were kept.
        let (hash, text) =
            hashes.into_iter().find_map(|hash| Some((hash, self.kept_text(hash)?)))?;
        let loss = Loss::of(&text, &article.text)?;
        Some((article.with_text(text, hash.to_owned()), loss))
    }
}
