//! Clusters of articles with known contradictions, for the examples that score and fit.
//!
//! A folder holds one folder a cluster: articles as `*.txt`, and `gold.json` with `docs` (doc, outlet, published),
//! `contradictions` and `not_contradictions` (each with sides `a` and `b` of doc and quote, and perhaps `also`,
//! further quotes that say the same). A finding matches a pair when, in either order, each of its sides overlaps
//! the sentence that holds the quote (or one of `also`) in the right article.

use rashomon::analysis::{Finding, Side};
use rashomon::article::{Library, read};
use rashomon::text::Span;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A place that says a side of a gold pair: the quote, and the sentences that hold it.
struct Place {
    quote: Span,
    sentences: Span,
}

/// One gold pair: for each side, the article and the places that say it.
type Pair = [(usize, Vec<Place>); 2];

/// A pair of passages that somebody has judged.
pub(crate) struct Item {
    /// Its type or kind.
    pub kind: String,
    /// Where it stands; `None` when a quote is not in the clean text.
    pair: Option<Pair>,
}

/// The accounts of one event, and what is known of them.
pub(crate) struct Cluster {
    /// Its articles.
    pub library: Library,
    /// Pairs that contradict each other.
    pub contradictions: Vec<Item>,
    /// Pairs that seem to, and do not.
    pub traps: Vec<Item>,
    /// Pairs that say the same.
    pub corroborations: Vec<Item>,
}

/// Returns the folders of the clusters in `dir`, in order of their names.
pub(crate) fn folders(dir: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(dir)?.filter_map(Result::ok).map(|e| e.path());
    let mut folders: Vec<_> = entries.filter(|f| f.join("gold.json").is_file()).collect();
    folders.sort();
    Ok(folders)
}

impl Cluster {
    /// Reads the cluster in `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let gold: Value = serde_json::from_slice(&std::fs::read(folder.join("gold.json"))?)?;
        let mut library = Library::new();
        for doc in gold["docs"].as_array().into_iter().flatten() {
            let id = doc["doc"].as_str().unwrap_or_default().to_owned();
            let path = folder.join(format!("{id}.txt"));
            let origin =
                read::Origin { path: Some(path.clone()), id: Some(id), ..read::Origin::default() };
            for mut article in read::read(&std::fs::read(path)?, &origin)? {
                if let Some(day) = doc["published"].as_str() {
                    article.source.published = day.parse().ok();
                }
                article.source.outlet = doc["outlet"].as_str().map(str::to_owned);
                library.push(article);
            }
        }
        let items = |part: &str| -> Vec<Item> {
            let items = gold[part].as_array().into_iter().flatten();
            let kind = |item: &Value| item["type"].as_str().unwrap_or_default().to_owned();
            items.map(|item| Item { kind: kind(item), pair: pair(&library, item) }).collect()
        };
        let (contradictions, traps) = (items("contradictions"), items("not_contradictions"));
        let corroborations = items("corroborations");
        Ok(Self { library, contradictions, traps, corroborations })
    }
}

impl Item {
    /// Tells whether a finding is of this pair.
    pub(crate) fn fits(&self, finding: &Finding) -> bool {
        let side = |side: &Side| (side.article, side.span);
        self.fits_where(side(&finding.a), side(&finding.b), |span, place| {
            span.intersect(place.sentences).is_some_and(|both| {
                both.len() >= 15 || 2 * both.len() >= span.len().min(place.sentences.len())
            })
        })
    }

    /// Tells whether words of two articles stand in the quotes of this pair.
    pub(crate) fn quotes(&self, a: (usize, Span), b: (usize, Span)) -> bool {
        self.fits_where(a, b, |span, place| span.overlaps(place.quote))
    }

    fn fits_where(
        &self,
        a: (usize, Span),
        b: (usize, Span),
        fit: impl Fn(Span, &Place) -> bool,
    ) -> bool {
        let Some([x, y]) = &self.pair else { return false };
        let fit = |side: (usize, Span), gold: &(usize, Vec<Place>)| {
            side.0 == gold.0 && gold.1.iter().any(|place| fit(side.1, place))
        };
        fit(a, x) && fit(b, y) || fit(a, y) && fit(b, x)
    }
}

/// Finds the places of a gold item; `None` when a quote is not in the clean text.
fn pair(library: &Library, item: &Value) -> Option<Pair> {
    let side = |name: &str| {
        let side = &item[name];
        let doc = side["doc"].as_str()?;
        let index = library.articles().iter().position(|a| a.id == doc)?;
        let also = side["also"].as_array().into_iter().flatten();
        let quotes = std::iter::once(&side["quote"]).chain(also).filter_map(Value::as_str);
        Some((index, quotes.filter_map(|quote| place(library, index, quote)).collect()))
    };
    Some([side("a")?, side("b")?])
}

/// Where a quote stands, found without regard to spaces and line breaks.
fn place(library: &Library, index: usize, quote: &str) -> Option<Place> {
    let article = &library.articles()[index];
    let squeeze = |text: &str| -> Vec<(usize, char)> {
        let fold = |c: char| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        };
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(i, c)| (i, fold(c))).collect()
    };
    let (hay, needle) = (squeeze(&article.text), squeeze(quote));
    let at =
        hay.windows(needle.len()).position(|w| w.iter().zip(&needle).all(|(a, b)| a.1 == b.1))?;
    let quote = Span::new(hay[at].0, hay[at + needle.len() - 1].0 + 1);
    let sentences = article.sentences().map(|(_, s)| s).filter(|s| s.overlaps(quote));
    Some(Place { quote, sentences: sentences.reduce(Span::join)? })
}
