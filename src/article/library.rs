//! The articles under comparison.

use super::Article;
use std::sync::Arc;

/// The articles under comparison, in the order they were opened.
///
/// Cheap to clone: a worker gets its own copy and the screen keeps reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    articles: Vec<Arc<Article>>,
}

impl Library {
    /// Returns an empty library.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an article and returns its index; an id already taken gets `-2`, `-3` and so on.
    pub fn push(&mut self, mut article: Article) -> usize {
        let stem = article.id.clone();
        let mut n = 1;
        while self.articles.iter().any(|other| other.id == article.id) {
            n += 1;
            article.id = format!("{stem}-{n}");
        }
        self.articles.push(Arc::new(article));
        self.articles.len() - 1
    }

    /// Gives the accounts whose datelines name no year the year of the others; call it when all are there.
    pub fn take_years(&mut self) {
        let known: Vec<_> = self.articles.iter().filter_map(|a| a.source.published).collect();
        let open = |a: &&mut Arc<Article>| a.source.published.is_none() && a.source.filed.is_some();
        for article in self.articles.iter_mut().filter(open) {
            Arc::make_mut(article).source.take_year_of_others(&known);
        }
    }

    /// Puts another form of an article in its place and returns the one that was there.
    ///
    /// # Panics
    /// When there is no article at the index.
    pub fn replace(&mut self, index: usize, article: Arc<Article>) -> Arc<Article> {
        std::mem::replace(&mut self.articles[index], article)
    }

    /// Returns the articles, in order.
    #[must_use]
    pub fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    /// Returns the article with the given id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Arc<Article>> {
        self.articles.iter().find(|article| article.id == id)
    }

    /// Returns the index of the article whose text has the given SHA-256.
    #[must_use]
    pub fn by_sha256(&self, sha256: &str) -> Option<usize> {
        self.articles.iter().position(|article| article.source.sha256 == sha256)
    }

    /// Returns a library of the articles for which `keep` answers true, by index: the others are
    /// hidden, and everything is computed as if they had never been opened.
    #[must_use]
    pub fn filtered(&self, mut keep: impl FnMut(usize) -> bool) -> Self {
        let articles = self.articles.iter().enumerate();
        Self { articles: articles.filter(|(i, _)| keep(*i)).map(|(_, a)| Arc::clone(a)).collect() }
    }

    /// Returns how many articles there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Tells whether there is no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

impl FromIterator<Article> for Library {
    fn from_iter<I: IntoIterator<Item = Article>>(articles: I) -> Self {
        let mut library = Self::new();
        for article in articles {
            library.push(article);
        }
        library.take_years();
        library
    }
}
