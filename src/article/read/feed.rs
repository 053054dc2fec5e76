//! A feed (RSS, Atom, JSON Feed): one article an entry.

use super::ReadError;
use super::compose::compose;
use super::markup::{self, Token};
use crate::article::{Article, Source};
use crate::text::clean;
use serde_json::Value;

/// The most entries that are read; a feed of more is cut.
const ENTRIES: usize = 500;

/// The deepest nesting of elements; what is deeper is no feed.
const DEPTH: usize = 512;

/// Tells whether a text begins as a feed does.
pub(super) fn is_feed(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    const ROOTS: [&str; 3] = ["<rss", "<feed", "<rdf:rdf"];
    (head.starts_with("<?xml") && ROOTS.iter().any(|tag| head.contains(tag)))
        || ROOTS.iter().any(|tag| head.starts_with(tag))
        || (head.starts_with('{') && head.contains("jsonfeed.org/version"))
}

/// Reads a feed.
///
/// # Errors
/// When it is no feed or declares entities of its own.
pub(super) fn read(text: &str) -> Result<Vec<Article>, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let feed =
        if text.trim_start().starts_with('{') { Feed::of_json(text) } else { Feed::of_xml(text) };
    let feed = feed.map_err(|reason| ReadError::Malformed("a feed", reason))?;
    let (outlet, language) = (line(&feed.title), line(&feed.language.to_lowercase()));
    let articles = feed.entries.into_iter().filter_map(|entry| {
        let mut source =
            Source { outlet: outlet.clone(), language: language.clone(), ..Source::default() };
        let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
        let names: Vec<_> = authors.iter().filter_map(|author| line(author)).collect();
        source.byline = (!names.is_empty()).then(|| names.join(", "));
        source.url = line(&entry.link).filter(|url| url.starts_with("http"));
        for written in [&entry.published, &entry.updated] {
            if source.published.is_none() {
                source.set_published(written);
            }
        }
        let longer = entry.body.len() >= entry.summary.len();
        let (pieces, hidden) = markup::pieces(if longer { &entry.body } else { &entry.summary });
        let mut article = compose(source, line(&entry.title), pieces);
        article.source.hidden = hidden;
        (!article.blocks.is_empty()).then_some(article)
    });
    Ok(articles.collect())
}

/// The words of markup, as one clean line.
fn line(markup: &str) -> Option<String> {
    let (pieces, _) = markup::pieces(markup);
    let text = pieces.iter().map(|piece| piece.text.trim()).collect::<Vec<_>>().join(" ");
    Some(clean::line(&text)).filter(|text| !text.is_empty())
}

/// What a feed tells, as markup.
#[derive(Debug, Default)]
struct Feed {
    title: String,
    language: String,
    /// Who wrote the entries that name nobody.
    authors: Vec<String>,
    entries: Vec<Entry>,
}

/// What it tells of one article, as markup.
#[derive(Debug, Default)]
struct Entry {
    title: String,
    link: String,
    authors: Vec<String>,
    published: String,
    updated: String,
    summary: String,
    body: String,
}

/// What stands in an element that is being read.
#[derive(Debug, Default)]
struct Content {
    /// Its words, references resolved.
    words: String,
    /// The same with its tags, as written: what counts when there are any.
    markup: String,
    tags: bool,
}

impl Feed {
    /// Reads RSS (0.9 to 2.0, also as RDF) and Atom.
    fn of_xml(xml: &str) -> Result<Self, String> {
        let head = &xml[..xml.floor_char_boundary(4096)];
        if head.contains("<!ENTITY") {
            return Err("it declares entities of its own".to_owned());
        }
        let mut feed = Self::default();
        // The names of the elements that are open, and how deep the one lies that is gathered.
        let mut open: Vec<&str> = Vec::new();
        let mut gathered: Option<(usize, Content)> = None;
        let mut closed = false;
        for token in markup::tokens(xml) {
            let Token::Tag(tag) = token else {
                if let (Some((_, content)), Some(words)) = (&mut gathered, token.words()) {
                    content.words.push_str(&words);
                    content.markup.push_str(match token {
                        Token::Text(text) => text,
                        _ => &words,
                    });
                }
                continue;
            };
            if tag.starts_with("<!") || tag.starts_with("<?") {
                continue;
            }
            let name = local(markup::full_name(tag));
            let (ends, alone) = (tag.starts_with("</"), tag.ends_with("/>"));
            if ends {
                // An end that nothing began is passed over; an end further out closes what is left open.
                let Some(at) = open.iter().rposition(|open| *open == name) else { continue };
                open.truncate(at);
                if let Some((depth, content)) = gathered.take() {
                    if at <= depth {
                        feed.take(&open, if at == depth { name } else { "" }, content);
                    } else {
                        gathered = Some((depth, content));
                    }
                }
                closed = open.is_empty();
            } else if gathered.is_none() {
                feed.begin(&open, name, tag);
                if !alone && is_told(&open, name) {
                    gathered = Some((open.len(), Content::default()));
                }
            }
            if let Some((depth, content)) = &mut gathered
                && (ends || open.len() > *depth || alone)
            {
                content.tags = true;
                content.markup.push_str(tag);
            }
            if !ends && !alone {
                open.push(name);
            }
            if open.len() > DEPTH || feed.entries.len() > ENTRIES {
                break;
            }
        }
        if open.len() > DEPTH {
            return Err(format!("its elements lie in more than {DEPTH} others"));
        }
        if !closed && feed.entries.len() <= ENTRIES {
            return Err("it is cut off: not every element ends".to_owned());
        }
        feed.entries.truncate(ENTRIES);
        Ok(feed)
    }

    /// Takes in what a tag itself says.
    fn begin(&mut self, open: &[&str], name: &str, tag: &str) {
        let attribute = |name: &str| markup::attribute(tag, name).unwrap_or_default();
        match (open.last().copied().unwrap_or_default(), name) {
            ("channel" | "rdf:RDF" | "feed", "item" | "entry") | ("", "entry") => {
                self.entries.push(Entry::default());
            }
            ("", "feed") => self.language = attribute("xml:lang"),
            ("entry", "link") => {
                let Some(entry) = self.entries.last_mut() else { return };
                let relation = attribute("rel");
                if entry.link.is_empty() && matches!(relation.as_str(), "" | "alternate") {
                    entry.link = attribute("href");
                }
            }
            _ => {}
        }
    }

    /// Takes in what stood in an element that lay in those that are open.
    fn take(&mut self, open: &[&str], name: &str, content: Content) {
        let told = if content.tags { content.markup } else { content.words };
        let told = told.trim().to_owned();
        let parent = open.last().copied().unwrap_or_default();
        let fresh = |place: &mut String| {
            if place.is_empty() {
                place.clone_from(&told);
            }
        };
        if matches!(parent, "channel" | "feed")
            || !open.iter().any(|o| matches!(*o, "item" | "entry"))
        {
            match name {
                "name" => self.authors.push(told),
                "title" => fresh(&mut self.title),
                "language" | "dc:language" => fresh(&mut self.language),
                _ => {}
            }
            return;
        }
        let Some(entry) = self.entries.last_mut() else { return };
        match name {
            "title" => fresh(&mut entry.title),
            "link" => fresh(&mut entry.link),
            "author" | "dc:creator" | "name" => entry.authors.push(person(&told).to_owned()),
            "pubDate" | "published" | "dc:date" => fresh(&mut entry.published),
            "updated" => fresh(&mut entry.updated),
            "description" | "summary" => fresh(&mut entry.summary),
            "content" | "content:encoded" => fresh(&mut entry.body),
            _ => {}
        }
    }

    /// Reads a JSON Feed.
    fn of_json(json: &str) -> Result<Self, String> {
        let feed: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let word = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
        let entry = |item: &Value| {
            let many = item["authors"].as_array().into_iter().flatten();
            let authors = many.chain(Some(&item["author"]).filter(|author| author.is_object()));
            // Plain words are markup once their brackets are none.
            let plain = word(item, "content_text").replace('&', "&amp;").replace('<', "&lt;");
            let html = word(item, "content_html");
            Entry {
                title: word(item, "title"),
                link: word(item, "url"),
                authors: authors.map(|author| word(author, "name")).collect(),
                published: word(item, "date_published"),
                updated: word(item, "date_modified"),
                summary: word(item, "summary"),
                body: if html.is_empty() { plain } else { html },
            }
        };
        let items = feed["items"].as_array().ok_or("it has no list of items")?;
        Ok(Self {
            authors: [&feed["author"]]
                .into_iter()
                .chain(feed["authors"].as_array().into_iter().flatten())
                .map(|author| word(author, "name"))
                .collect(),
            title: word(&feed, "title"),
            language: word(&feed, "language"),
            entries: items.iter().take(ENTRIES).map(entry).collect(),
        })
    }
}

/// Returns the name of somebody written with a mail address: `post@olm.example (Ann Example)`.
fn person(written: &str) -> &str {
    match written.strip_suffix(')').and_then(|written| written.split_once(" (")) {
        Some((mail, name)) if mail.contains('@') => name,
        Some((name, mail)) if mail.contains('@') => name,
        _ => written,
    }
}

/// Leaves out the prefix that some feeds give to the names of Atom itself.
fn local(name: &str) -> &str {
    name.strip_prefix("atom:")
        .filter(|name| matches!(*name, "feed" | "entry" | "published" | "updated"))
        .unwrap_or(name)
}

/// Tells whether the words of an element are of use, by those it lies in.
fn is_told(open: &[&str], name: &str) -> bool {
    match open.last().copied().unwrap_or_default() {
        "channel" | "feed" => matches!(name, "title" | "language" | "dc:language"),
        "item" => matches!(
            name,
            "title"
                | "link"
                | "author"
                | "dc:creator"
                | "pubDate"
                | "dc:date"
                | "published"
                | "updated"
                | "description"
                | "content:encoded"
        ),
        "entry" => {
            matches!(name, "title" | "published" | "updated" | "summary" | "content")
        }
        "author" => name == "name",
        _ => false,
    }
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
    fn atom_rdf_and_json_are_feeds_too() {
        let atom = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:lang='EN'><title>Olm Herald</title>\
            <author><name>Ann Example</name></author><entry><title type='html'>Bridge &lt;i&gt;open&lt;/i&gt;</title>\
            <link rel='self' href='https://olm.example/1.atom'/><link href='https://olm.example/1'/>\
            <published>2024-05-03T23:30:00+02:00</published><source><title>Elsewhere</title></source>\
            <content type='xhtml'><div><p>It &lt;opened&gt;.</p><p>At <b>noon</b>.<br/></p></div></content></entry></feed>";
        let rdf = "<rdf:RDF><channel><title>Olm Herald</title><dc:language>en</dc:language></channel>\
            <item><title><![CDATA[Bridge <i>open</i>]]></title><link>https://olm.example/1</link>\
            <dc:creator>Ann Example (mailto:ann@olm.example)</dc:creator><dc:date>2024-05-03</dc:date>\
            <description>It &lt;opened&gt;.<p>At noon.</description></item></rdf:RDF>";
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Olm Herald", "language": "en",
            "items": [{"title": "Bridge open", "url": "https://olm.example/1", "authors": [{"name": "Ann Example"}],
            "date_published": "2024-05-03T10:00:00Z", "content_html": "<p>It &lt;opened&gt;.</p><p>At noon.</p>"}]}"#;
        for text in [atom, rdf, json] {
            assert!(is_feed(&text.to_ascii_lowercase()), "{text}");
            let articles = read(text).expect("it is a feed");
            let [article] = articles.as_slice() else {
                panic!("{} articles of {text}", articles.len())
            };
            assert_eq!(article.text, "Bridge open\n\nIt <opened>.\n\nAt noon.", "{text}");
            let source = &article.source;
            let told = [&source.outlet, &source.language, &source.byline, &source.url];
            let want = ["Olm Herald", "en", "Ann Example", "https://olm.example/1"];
            assert_eq!(told.map(|told| told.as_deref().unwrap_or_default()), want, "{text}");
            assert_eq!(source.published, Some(jiff::civil::date(2024, 5, 3)), "{text}");
        }
    }

    #[test]
    fn entities_of_its_own_and_rubbish_are_refused() {
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><rss><channel><title>&b;</title></channel></rss>";
        assert!(read(laughs).expect_err("refused").to_string().contains("entities"));
        let deep = format!("<rss><channel>{}", "<a>".repeat(100_000));
        for (text, why) in [
            ("<?xml version=\"1.0\"?><rss><", "cut off"),
            ("<rss><channel><item><title>One</title></item><item><title>Tw", "cut off"),
            (deep.as_str(), "in more than"),
            ("{\"version\": \"https://jsonfeed.org/version/1\"}", "no list of items"),
        ] {
            assert!(read(text).expect_err(why).to_string().contains(why), "{why}");
        }
    }
}
