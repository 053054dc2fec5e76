//! A saved web page: the article body by readability, metadata from JSON-LD, OpenGraph and meta tags.

use super::compose::{Piece, compose};
use super::{ReadError, markup};
use crate::article::{Article, BlockKind, Source};
use crate::text::clean;
use dom_smoothie::{Config, Readability};

/// The deepest nesting of elements that is parsed: the parser's time grows with its square.
const DEEPEST: usize = 512;

/// The most bytes that may be looked at to write text anew: html5ever 0.40 looks for the next tag at each `&`, and at
/// each first byte of a no-break space, so that its time grows with the square of a text that is full of them.
const LOOKED_AT: u64 = 1 << 34;

/// The longest page, in bytes.
const LONGEST: usize = 32 << 20;

/// The most elements of a page.
const ELEMENTS: usize = 200_000;

const FORMAT: &str = "a web page";

/// Reads a web page; one that is nested too deeply for the parser, or full of `&`, gives its words without what tells
/// the article from the page around it.
///
/// # Errors
/// When it is too long to be parsed in decent time.
pub(super) fn read(text: String) -> Result<Article, ReadError> {
    if text.len() > LONGEST {
        return Err(malformed(format!("it is longer than {} MiB", LONGEST >> 20)));
    }
    if !is_tame(&text) {
        return Ok(shapeless(&text));
    }
    let config = Config { max_elements_to_parse: ELEMENTS, ..Config::default() };
    let parse = |text: &str| {
        Readability::new(text, None, Some(config.clone())).map_err(|e| malformed(e.to_string()))
    };
    let mut page = parse(&text)?;
    let times = page.doc.select("time[datetime]").attr("datetime");
    let extracted = page.parse();
    let (mut source, mut title) = (Source::default(), None);
    let html = match extracted {
        Ok(found) => {
            let line = |text: Option<String>| {
                text.map(|t| clean::line(t.trim())).filter(|t| !t.is_empty())
            };
            title = line(Some(found.title));
            source.byline = line(found.byline).map(|byline| without_by(&byline));
            source.outlet = line(found.site_name);
            source.language = line(found.lang);
            source.url = line(found.url)
                .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
            let times = times.map(|time| time.to_string());
            if let Some(time) = found.published_time.or(times) {
                source.set_published(&time);
            }
            found.content
        }
        // A page that is no article is still text.
        Err(_) => parse(&text)?.doc.select("body").html(),
    };
    let (pieces, hidden) = markup::pieces(&html);
    let mut article = compose(source, title, titled(pieces));
    article.source.hidden = hidden;
    Ok(article)
}

/// Reads a page in one pass, without a tree.
fn shapeless(html: &str) -> Article {
    let mut tokens = markup::tokens(html).skip_while(|token| token.tag("title").is_none()).skip(1);
    let title = match tokens.next() {
        Some(markup::Token::Text(text)) => clean::line(markup::decoded(text).trim()),
        _ => String::new(),
    };
    let (pieces, hidden) = markup::pieces(html);
    let title = Some(title).filter(|title| !title.is_empty());
    let mut article = compose(Source::default(), title, titled(pieces));
    article.source.hidden = hidden;
    article
}

fn malformed(reason: String) -> ReadError {
    ReadError::Malformed(FORMAT, reason)
}

/// Makes the first heading of the highest rank the headline, when it comes first.
fn titled(mut pieces: Vec<Piece<'static>>) -> Vec<Piece<'static>> {
    if let Some(first) = pieces.first_mut()
        && first.kind == Some(BlockKind::Heading(1))
    {
        first.kind = Some(BlockKind::Headline);
    }
    pieces
}

fn without_by(byline: &str) -> String {
    let by = byline.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    (if by { &byline[3..] } else { byline }).trim().to_owned()
}

/// Elements that have no content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that the next one of their kind closes.
const CLOSED_BY_NEXT: &[&str] =
    &["dd", "dt", "li", "option", "p", "td", "th", "tr", "tbody", "thead", "tfoot"];

/// Tells whether elements are nested at most [`DEEPEST`] deep and the texts between them are soon written,
/// in one pass over the page.
///
/// Scripts, styles and comments do not count, nor do tags that need no end.
fn is_tame(html: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    let (mut rest, last) = markup::split_last_tag(html);
    let mut looked_at = effort(last);
    while let Some(at) = rest.find('<') {
        looked_at += effort(&rest[..at]);
        let tag = &rest[at..];
        let Some(len) = markup::tag_len(tag) else {
            rest = &tag[1..];
            continue;
        };
        let (tag, after) = tag.split_at(len);
        rest = markup::skip_hidden(tag, after);
        let name = markup::tag_name(tag);
        if name.is_empty() || VOID.contains(&name.as_str()) || rest.len() < after.len() {
            continue;
        }
        if tag.starts_with("</") {
            if let Some(at) = open.iter().rposition(|other| *other == name) {
                open.truncate(at);
            }
            continue;
        }
        if CLOSED_BY_NEXT.contains(&name.as_str()) && open.last() == Some(&name) {
            open.pop();
        }
        open.push(name);
        if open.len() > DEEPEST {
            return false;
        }
    }
    looked_at + effort(rest) <= LOOKED_AT
}

/// Returns how many bytes are looked at to write a text without tags, at most: see [`LOOKED_AT`].
fn effort(text: &str) -> u64 {
    let signs = text.bytes().filter(|b| matches!(b, b'&' | 0xc2)).count();
    signs as u64 * text.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> String {
        let words = "The bridge over the river was opened again on Friday, the town hall said, after two years of work. ";
        format!(
            "<!doctype html><html lang=en><head><title>Bridge reopens | Olm Herald</title>\
             <meta property=\"og:site_name\" content=\"Olm Herald\"><meta name=author content=\"By Ann Lind\">\
             <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\
             \"headline\":\"Bridge reopens\",\"datePublished\":\"2024-05-03T10:00:00Z\"}}</script></head><body>\
             <nav><a href=/>Home</a> <a href=/x>News</a></nav><article><h1>Bridge reopens</h1><p>{}</p><h2>The cost</h2>\
             <p>{}</p><ul><li>the north side<li>the south side</ul>{body}<p>{}</p></article>\
             <footer>© Olm Herald</footer></body></html>",
            words.repeat(4),
            words.repeat(5),
            words.repeat(3)
        )
    }

    #[test]
    fn a_page_gives_its_article_and_metadata() {
        let html = page("<p>Share this article</p>")
            .replace("<h1>Bridge reopens</h1>", "<h1>Bridge reopens</h1><p>By Ann Lind</p>");
        let article = read(html).expect("it is a page");
        assert!(!article.text.contains("By Ann"), "{}", article.text);
        assert_eq!(article.title.as_deref(), Some("Bridge reopens"));
        assert_eq!(article.source.outlet.as_deref(), Some("Olm Herald"));
        assert_eq!(article.source.byline.as_deref(), Some("Ann Lind"));
        assert_eq!(article.source.published, Some(jiff::civil::date(2024, 5, 3)));
        assert_eq!(article.source.language.as_deref(), Some("en"));
        assert_eq!(article.blocks[0].kind, BlockKind::Headline);
        assert!(article.blocks.iter().any(|b| b.kind == BlockKind::Heading(2)));
        assert!(article.blocks.iter().any(|b| b.kind == BlockKind::ListItem));
        assert!(!article.text.contains("Home") && !article.text.contains("Share this"));
    }

    #[test]
    fn references_and_metadata_make_no_control_characters() {
        let html =
            page("<p>&#27;[31m &#x9b;2J &#8238;x long enough to stay in the article, surely.</p>")
                .replace("Olm Herald", "Olm &#27;]0;Herald");
        let article = read(html).expect("it is a page");
        let all = format!("{article:?}");
        assert!(!article.text.contains(|c: char| c.is_control() && c != '\n'));
        assert!(!all.contains("\\u{1b}") && !all.contains("\\u{202e}"), "{all}");
        assert!(article.source.hidden > 0);
    }

    #[test]
    fn nesting_is_measured_without_the_parser() {
        for (html, well) in [
            ("<div>".repeat(600), false),
            ("<b>".repeat(600), false),
            ("<div></div>".repeat(6_000), true),
            ("<p>x<br>".repeat(6_000), true),
            ("<ul><li>x</ul>".repeat(6_000), true),
            (format!("<script>{}</script>", "'<div>'".repeat(6_000)), true),
            (format!("<!-- {} -->", "<div>".repeat(6_000)), true),
        ] {
            assert_eq!(is_tame(&html), well, "{}", &html[..40]);
        }
    }

    #[test]
    fn a_page_full_of_ampersands_is_read_without_its_shape() {
        let many =
            |sign: &str| format!("<p>{}</p><p>Words.</p>", sign.repeat((1 << 18) / sign.len()));
        for sign in ["&", "&amp;", "\u{a0}", "£"] {
            assert_eq!(is_tame(&many(sign)), sign == "&amp;", "{sign:?}");
        }
        // Tags between them, or a script, cost nothing.
        assert!(is_tame(&"<p>&&&&".repeat(1 << 15)));
        assert!(is_tame(&format!("<script>{}</script>", "a && b; ".repeat(1 << 16))));
        assert!(read(many("&")).expect("it has words").text.ends_with("Words."));
    }

    #[test]
    fn a_page_nested_too_deep_is_read_without_its_shape() {
        let deep = format!(
            "<html><head><title>Bridge &amp; reopens</title><style>p{{}}</style></head><body>{}<p>The bridge was \
             opened &#27;[31m on Friday.</p><ul><li>north</ul>{}",
            "<div>".repeat(100_000),
            "</div>".repeat(50_000)
        );
        let article = read(deep).expect("it has words");
        assert_eq!(article.title.as_deref(), Some("Bridge & reopens"));
        assert_eq!(
            article.text,
            "Bridge & reopens\n\nThe bridge was opened ␛[31m on Friday.\n\nnorth"
        );
        assert_eq!(article.source.hidden, 1);
        assert_eq!(read("<i>".repeat(100_000)).expect("no words, no error").text, "");
    }

    #[test]
    fn a_page_that_is_no_article_is_still_text() {
        let article =
            read("<html><body><p>Hi.<p>There.</body></html>".to_owned()).expect("it is a page");
        assert_eq!(article.text, "Hi.\n\nThere.");
    }
}
