//! Where the targets of annotations stand in the accounts that are open now.

use crate::annotation::{Anchorer, Target, describe};
use crate::article::Library;
use crate::text::Span;

/// Where a target stands, as far as the open accounts tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of its article in the library; `None` when the source is not open.
    pub article: Option<usize>,
    /// Where it stands in the article's text, in bytes.
    pub span: Option<Span>,
    /// The word for how sure that is: `anchored`, `changed`, `moved?`, `ambiguous`, `lost`, or
    /// `not open`; empty for a target without selectors, which is about the whole source.
    pub state: &'static str,
}

/// The accounts of a library, ready to find many targets in.
#[derive(Debug)]
pub struct Places<'a> {
    library: &'a Library,
    anchorers: Vec<Anchorer<'a>>,
}

impl<'a> Places<'a> {
    /// Makes a library ready; the dear parts are made when the first target needs them.
    #[must_use]
    pub fn new(library: &'a Library) -> Self {
        Self { library, anchorers: library.articles().iter().map(|a| Anchorer::new(a)).collect() }
    }

    /// Finds the place of a target.
    #[must_use]
    pub fn of(&self, target: &Target) -> Place {
        let Some(article) = article_of(target, self.library) else {
            return Place { article: None, span: None, state: "not open" };
        };
        if target.selectors.is_empty() {
            return Place { article: Some(article), span: None, state: "" };
        }
        let anchoring = self.anchorers[article].anchor(target).anchoring;
        Place { article: Some(article), span: anchoring.span(), state: anchoring.name() }
    }
}

/// Finds the place of one target; for many, keep a [`Places`].
#[must_use]
pub fn place(target: &Target, library: &Library) -> Place {
    Places::new(library).of(target)
}

/// Returns the index of the article that a target is about: the one with its hash, else its address or name.
#[must_use]
pub fn article_of(target: &Target, library: &Library) -> Option<usize> {
    let by_hash = (!target.sha256.is_empty()).then(|| library.by_sha256(&target.sha256)).flatten();
    by_hash.or_else(|| library.articles().iter().position(|a| describe::is_about(target, a)))
}
