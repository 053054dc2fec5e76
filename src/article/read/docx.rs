//! A word processor's document (Office Open XML): its paragraphs by their styles.

use super::ReadError;
use super::archive::Archive;
use super::compose::{Piece, compose};
use super::markup::{self, Token};
use crate::article::{Article, BlockKind, Source};
use crate::text::clean;

const FORMAT: &str = "a Word document";

/// The part that holds the text.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// Reads a document.
///
/// # Errors
/// When it is damaged or unpacks to more than the limits.
pub(super) fn read(bytes: &[u8]) -> Result<Article, ReadError> {
    let mut archive = Archive::open(bytes, FORMAT)?;
    let document = archive
        .text(DOCUMENT)?
        .ok_or_else(|| ReadError::Malformed(FORMAT, "its text is missing".to_owned()))?;
    let core = archive.text("docProps/core.xml")?.unwrap_or_default();
    let (source, title) = metadata(&core);
    let (pieces, hidden) = paragraphs(&document);
    let mut article = compose(source, title, pieces);
    article.source.hidden = hidden;
    Ok(article)
}

fn metadata(core: &str) -> (Source, Option<String>) {
    let (mut source, mut title) = (Source::default(), None);
    let mut open = "";
    for token in markup::tokens(core) {
        match token {
            Token::Tag(tag) => {
                open = if tag.starts_with("</") { "" } else { markup::full_name(tag) }
            }
            Token::Text(text) => {
                let text = clean::line(markup::decoded(text).trim());
                match open {
                    _ if text.is_empty() => {}
                    "dc:title" => title = Some(text),
                    "dc:creator" => source.byline = Some(text),
                    "dcterms:created" => source.set_published(&text),
                    _ => {}
                }
            }
        }
    }
    (source, title)
}

fn paragraphs(xml: &str) -> (Vec<Piece<'static>>, usize) {
    let (mut pieces, mut hidden) = (Vec::new(), 0);
    let (mut text, mut kind, mut in_text) = (String::new(), None, false);
    // A drawing's fallback repeats what its first form says.
    let mut fallback = 0usize;
    for token in markup::tokens(xml) {
        match token {
            Token::Text(words) if in_text && fallback == 0 => {
                text.push_str(&markup::decoded(words))
            }
            Token::Text(_) => {}
            Token::Tag(tag) => {
                let end = tag.starts_with("</");
                let alone = tag.ends_with("/>");
                match markup::full_name(tag) {
                    "w:t" => in_text = !end && !alone,
                    "w:tab" if !end => text.push(' '),
                    "w:br" | "w:cr" if !end => text.push('\n'),
                    "w:noBreakHyphen" if !end => text.push('\u{2011}'),
                    "w:pStyle" if !end => {
                        kind = kind_of(&markup::attribute(tag, "w:val").unwrap_or_default())
                    }
                    "w:numPr" if !end && kind.is_none() => kind = Some(BlockKind::ListItem),
                    "mc:Fallback" if end => fallback = fallback.saturating_sub(1),
                    "mc:Fallback" if !alone => fallback += 1,
                    "w:tc" if end && !text.trim().is_empty() => text.push(' '),
                    "w:p" if end => {
                        let cleaned = clean::clean_owned(std::mem::take(&mut text));
                        hidden += cleaned.hidden;
                        let kind = kind.take();
                        if !cleaned.text.trim().is_empty() {
                            pieces.push(Piece { kind, ..Piece::plain(cleaned.text) });
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    (pieces, hidden)
}

/// Returns what a paragraph of the named style is; `None` leaves it to its looks.
fn kind_of(style: &str) -> Option<BlockKind> {
    let lower = style.to_ascii_lowercase();
    let level = lower.strip_prefix("heading").and_then(|n| n.trim().parse::<u8>().ok());
    match lower.as_str() {
        _ if level.is_some() => level.map(|level| BlockKind::Heading(level.clamp(1, 6))),
        "title" => Some(BlockKind::Headline),
        "caption" => Some(BlockKind::Caption),
        "quote" | "intensequote" => Some(BlockKind::Quotation),
        "listparagraph" | "listbullet" | "listnumber" => Some(BlockKind::ListItem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read::archive::tests::zipped;

    #[test]
    fn paragraphs_get_their_kinds_from_styles() {
        let document = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Bridge</w:t></w:r>\
            <w:r><w:t xml:space=\"preserve\"> reopens</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr><w:r><w:t>Cost\
            </w:t></w:r></w:p><w:p><w:r><w:t>A &lt;lot&gt;</w:t><w:br/><w:t>of it.</w:t><mc:Fallback><w:t>no</w:t></mc:Fallback>\
            <w:delText>no</w:delText></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>item</w:t></w:r></w:p></w:body></w:document>";
        let core = "<cp:coreProperties><dc:creator>Ann Lind</dc:creator><dcterms:created>2024-05-03T10:00:00Z</dcterms:created></cp:coreProperties>";
        let bytes =
            zipped(&[(DOCUMENT, document.as_bytes()), ("docProps/core.xml", core.as_bytes())]);
        let article = read(&bytes).expect("it is a document");
        assert_eq!(article.text, "Bridge reopens\n\nCost\n\nA <lot>\nof it.\n\nitem");
        let kinds: Vec<_> = article.blocks.iter().map(|b| b.kind).collect();
        assert_eq!(
            kinds,
            [BlockKind::Headline, BlockKind::Heading(2), BlockKind::Paragraph, BlockKind::ListItem]
        );
        assert_eq!(article.source.byline.as_deref(), Some("Ann Lind"));
        assert_eq!(article.source.published, Some(jiff::civil::date(2024, 5, 3)));
    }
}
