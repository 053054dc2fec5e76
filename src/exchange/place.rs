//! Where the targets of an annotation stand in the accounts that are open now.

use crate::annotation::{Selector, Target};
use crate::article::{Article, Library};
use crate::text::Span;
use crate::text::offset::{Unit, to_byte};

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

/// Finds the place of a target.
#[must_use]
pub fn place(target: &Target, library: &Library) -> Place {
    let Some(index) = article_of(target, library) else {
        return Place { article: None, span: None, state: "not open" };
    };
    let (span, state) = anchored(target, &library.articles()[index]);
    Place { article: Some(index), span, state }
}

/// Returns the index of the article that a target is about: the one with its hash, else its address or name.
#[must_use]
pub fn article_of(target: &Target, library: &Library) -> Option<usize> {
    if !target.sha256.is_empty()
        && let Some(index) = library.by_sha256(&target.sha256)
    {
        return Some(index);
    }
    let named = target.source.strip_prefix("urn:rashomon:doc:");
    library.articles().iter().position(|article| match named {
        Some(id) => article.id == id,
        None => article.source.url.as_deref() == Some(target.source.as_str()),
    })
}

fn anchored(target: &Target, article: &Article) -> (Option<Span>, &'static str) {
    let Some(exact) = target.exact() else {
        return match position(target, article) {
            Some(span) if target.sha256 == article.source.sha256 => (Some(span), "anchored"),
            Some(span) => (Some(span), "moved?"),
            None if target.selectors.is_empty() => (None, ""),
            None => (None, "lost"),
        };
    };
    if let Some(span) = position(target, article)
        && article.quote(span) == exact
    {
        return (Some(span), "anchored");
    }
    let mut found =
        article.text.match_indices(exact).map(|(at, _)| Span::new(at, at + exact.len()));
    match (found.next(), found.next()) {
        (Some(span), None) => (Some(span), "anchored"),
        (Some(span), Some(_)) => (Some(span), "ambiguous"),
        _ => (None, "lost"),
    }
}

fn position(target: &Target, article: &Article) -> Option<Span> {
    target.selectors.iter().find_map(|selector| match selector {
        Selector::TextPosition { start, end } => {
            let start = to_byte(&article.text, *start, Unit::CodePoint)?;
            Some(Span::new(start, to_byte(&article.text, *end, Unit::CodePoint)?))
        }
        _ => None,
    })
}
