//! An e-book: its chapters in reading order as one article, metadata from its package file.

use super::ReadError;
use super::archive::{Archive, resolve};
use super::compose::compose;
use super::markup::{self, Token};
use crate::article::{Article, Source};
use crate::text::clean;

const FORMAT: &str = "an e-book";

/// Where every EPUB names its package file.
pub(super) const CONTAINER: &str = "META-INF/container.xml";

/// Reads an EPUB.
///
/// # Errors
/// When it is damaged, has no chapters, or unpacks to more than the limits.
pub(super) fn read(bytes: &[u8]) -> Result<Article, ReadError> {
    let mut archive = Archive::open(bytes, FORMAT)?;
    let missing = |what: &str| ReadError::Malformed(FORMAT, format!("its {what} is missing"));
    let container = archive.text(CONTAINER)?.ok_or_else(|| missing("container"))?;
    let package = markup::tokens(&container)
        .find_map(|token| token.tag("rootfile").and_then(|tag| markup::attribute(tag, "full-path")))
        .and_then(|path| resolve("", &path))
        .ok_or_else(|| missing("package"))?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let book = Package::of(&archive.text(&package)?.ok_or_else(|| missing("package"))?);
    let (mut pieces, mut hidden) = (Vec::new(), 0);
    for chapter in book.chapters.iter().filter_map(|href| resolve(folder, href)) {
        if let Some(text) = archive.text(&chapter)? {
            let (more, more_hidden) = markup::pieces(&text);
            pieces.extend(more);
            hidden += more_hidden;
        }
    }
    let mut article = compose(book.source, book.title, pieces);
    article.source.hidden = hidden;
    Ok(article)
}

/// What a package file tells.
#[derive(Default)]
struct Package {
    source: Source,
    title: Option<String>,
    chapters: Vec<String>,
}

impl Package {
    fn of(xml: &str) -> Self {
        let mut package = Self::default();
        let mut items: Vec<(String, String)> = Vec::new();
        let mut open = "";
        for token in markup::tokens(xml) {
            match token {
                Token::Tag(tag) => {
                    let attribute = |name: &str| markup::attribute(tag, name).unwrap_or_default();
                    open = if tag.starts_with("</") { "" } else { markup::full_name(tag) };
                    if open == "item" && !attribute("properties").contains("nav") {
                        items.push((attribute("id"), attribute("href")));
                    } else if open == "itemref" && attribute("linear") != "no" {
                        let id = attribute("idref");
                        let href = items
                            .iter()
                            .find(|(other, _)| *other == id)
                            .map(|(_, href)| href.clone());
                        package.chapters.extend(href);
                    }
                }
                text => {
                    package.tell(open, clean::line(text.words().unwrap_or_default().trim()));
                }
            }
        }
        package
    }

    fn tell(&mut self, name: &str, text: String) {
        if text.is_empty() {
            return;
        }
        let source = &mut self.source;
        match name {
            "dc:title" => self.title = self.title.take().or(Some(text)),
            "dc:creator" => {
                source.byline = Some(
                    source.byline.take().map_or(text.clone(), |others| format!("{others}, {text}")),
                );
            }
            "dc:publisher" => source.outlet = source.outlet.take().or(Some(text)),
            "dc:language" => source.language = source.language.take().or(Some(text)),
            "dc:date" if source.published.is_none() => source.set_published(&text),
            "dc:source" if text.starts_with("http") => source.url = Some(text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind;
    use crate::article::read::archive::tests::zipped;

    const OPF: &str = "<?xml version='1.0'?><!DOCTYPE p [<!ENTITY x 'y'>]><package><metadata><dc:title>The Olm &amp; us</dc:title>\
        <dc:creator id='a'>Ann Lind</dc:creator><dc:creator>Bo Tarn</dc:creator><dc:date>2021-04-05</dc:date></metadata><manifest>\
        <item id='one' href='text/one.xhtml'/><item id='two' href=\"text/two%2exhtml\"/><item id='x' href='../../etc/passwd'/></manifest>\
        <spine><itemref idref='two'/><itemref idref='one'/><itemref idref='x'/></spine></package>";

    fn book(opf: &str) -> Vec<u8> {
        zipped(&[
            (CONTAINER, b"<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"),
            ("OEBPS/book.opf", opf.as_bytes()),
            ("OEBPS/text/one.xhtml", b"<html><head><title>x</title></head><body><h2>One</h2><p>First.</p></body></html>"),
            ("OEBPS/text/two.xhtml", b"<html><body><h2>Two</h2><p>Second &#27;[2J.</p></body></html>"),
        ])
    }

    #[test]
    fn chapters_come_in_reading_order() {
        let article = read(&book(OPF)).expect("it is a book");
        assert_eq!(article.text, "The Olm & us\n\nTwo\n\nSecond ␛[2J.\n\nOne\n\nFirst.");
        assert_eq!(article.blocks[0].kind, BlockKind::Headline);
        assert_eq!(article.source.byline.as_deref(), Some("Ann Lind, Bo Tarn"));
        assert_eq!(article.source.published, Some(jiff::civil::date(2021, 4, 5)));
        assert_eq!(article.source.hidden, 1);
    }

    #[test]
    fn a_book_without_its_parts_is_refused_with_the_reason() {
        let error = read(&zipped(&[("a", b"b")])).expect_err("no container").to_string();
        assert!(error.contains("container is missing"), "{error}");
        let error =
            read(&zipped(&[(CONTAINER, b"<rootfile full-path='../x'/>")])).expect_err("no package");
        assert!(error.to_string().contains("package is missing"));
    }
}
