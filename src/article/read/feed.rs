//! A feed (RSS, Atom, JSON Feed): one article an entry.

use super::compose::compose;
use super::{ReadError, markup};
use crate::article::{Article, Source};
use crate::text::clean;

/// The most entries that are read; a feed of more is cut.
const ENTRIES: usize = 500;

/// Tells whether a text begins as a feed does.
pub(super) fn is_feed(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let xml = head.starts_with("<?xml") || head.starts_with("<rss") || head.starts_with("<feed");
    (xml && ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| head.contains(tag)))
        || (head.starts_with('{') && head.contains("jsonfeed.org/version"))
}

/// Reads a feed.
///
/// # Errors
/// When it is no feed or declares entities of its own.
pub(super) fn read(text: &str) -> Result<Vec<Article>, ReadError> {
    let failed = |reason: String| ReadError::Malformed("a feed", reason);
    let head = &text[..text.floor_char_boundary(4096)];
    if head.contains("<!ENTITY") {
        return Err(failed("it declares entities of its own".to_owned()));
    }
    let feed =
        feed_rs::parser::parse(text.as_bytes()).map_err(|error| failed(error.to_string()))?;
    let line = |text: &str| {
        let (pieces, _) = markup::pieces(text);
        let text = pieces.iter().map(|piece| piece.text.trim()).collect::<Vec<_>>().join(" ");
        Some(clean::line(&text)).filter(|text| !text.is_empty())
    };
    let outlet = feed.title.as_ref().and_then(|title| line(&title.content));
    let language = feed.language.as_deref().and_then(line);
    let articles = feed.entries.iter().take(ENTRIES).filter_map(|entry| {
        let mut source =
            Source { outlet: outlet.clone(), language: language.clone(), ..Source::default() };
        let names: Vec<_> =
            entry.authors.iter().filter_map(|author| line(author.name.as_deref()?)).collect();
        source.byline = (!names.is_empty()).then(|| names.join(", "));
        source.url = entry
            .links
            .first()
            .map(|link| clean::line(&link.href))
            .filter(|url| url.starts_with("http"));
        if let Some(moment) = entry.published.or(entry.updated) {
            source.set_published(&moment.to_rfc3339());
        }
        let title = entry.title.as_ref().and_then(|title| line(&title.content));
        let body =
            entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
        let summary = entry.summary.as_ref().map_or("", |summary| summary.content.as_str());
        let (pieces, hidden) =
            markup::pieces(if body.len() >= summary.len() { body } else { summary });
        let mut article = compose(source, title, pieces);
        article.source.hidden = hidden;
        (!article.blocks.is_empty()).then_some(article)
    });
    Ok(articles.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_is_an_article() {
        let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Olm Herald</title><language>en</language>\
            <item><title>Bridge &amp;amp; road</title><link>https://olm.example/1</link><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>\
            <description>&lt;p&gt;It opened.&lt;/p&gt;&lt;p&gt;At &amp;#27;noon.&lt;/p&gt;</description></item>\
            <item><title>Second</title><description>More.</description></item></channel></rss>";
        assert!(is_feed(&rss.to_ascii_lowercase()));
        let articles = read(rss).expect("it is a feed");
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].text, "Bridge & road\n\nIt opened.\n\nAt ␛noon.");
        assert_eq!(articles[0].source.outlet.as_deref(), Some("Olm Herald"));
        assert_eq!(articles[0].source.published, Some(jiff::civil::date(2024, 5, 3)));
        assert_eq!(articles[1].text, "Second\n\nMore.");
    }

    #[test]
    fn entities_of_its_own_and_rubbish_are_refused() {
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><rss><channel><title>&b;</title></channel></rss>";
        assert!(read(laughs).expect_err("refused").to_string().contains("entities"));
        assert!(read("<?xml version=\"1.0\"?><rss><").is_err());
    }
}
