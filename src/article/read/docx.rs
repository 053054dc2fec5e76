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
            text => {
                let text = clean::line(text.words().unwrap_or_default().trim());
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

/// Cells of a table that is open: what stands in each cell of its row so far.
type Row = Vec<Vec<Piece<'static>>>;

/// Between two cells of a row, as in the other formats.
const CELL: &str = " | ";

/// Ends a row: its cells in one line, or the paragraphs of its only cell, which is a frame and no table.
fn row(mut cells: Row) -> Vec<Piece<'static>> {
    cells.retain(|cell| !cell.is_empty());
    if cells.len() < 2 {
        return cells.pop().unwrap_or_default();
    }
    let words = |cell: Vec<Piece<'static>>| {
        let texts: Vec<_> = cell.iter().map(|piece| piece.text.trim().replace('\n', " ")).collect();
        texts.join(" ")
    };
    let line = cells.into_iter().map(words).collect::<Vec<_>>().join(CELL);
    vec![Piece::of(BlockKind::Paragraph, line)]
}

fn paragraphs(xml: &str) -> (Vec<Piece<'static>>, usize) {
    let (mut pieces, mut hidden) = (Vec::new(), 0);
    // Tables stand in cells of tables: the pieces of the innermost one are gathered.
    let (mut tables, mut depth): (Vec<Row>, usize) = (Vec::new(), 0);
    let (mut text, mut kind, mut in_text) = (String::new(), None, false);
    // A drawing's fallback repeats what its first form says.
    let mut fallback = 0usize;
    for token in markup::tokens(xml) {
        match token {
            Token::Text(_) | Token::Verbatim(_) => {
                if in_text && fallback == 0 {
                    text.push_str(&token.words().unwrap_or_default());
                }
            }
            Token::Tag(tag) => {
                let end = tag.starts_with("</");
                let alone = tag.ends_with("/>");
                let name = markup::full_name(tag);
                match name {
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
                    "w:tbl" if !end && !alone => {
                        tables.push(Row::new());
                        depth = tables.len();
                    }
                    "w:tc" if !end => {
                        if let Some(row) = tables.last_mut() {
                            row.push(Vec::new());
                        }
                    }
                    "w:tr" | "w:tbl" if end => {
                        let done = row(tables.pop().unwrap_or_default());
                        put(&mut tables, &mut pieces, done);
                        depth = if name == "w:tbl" { depth.saturating_sub(1) } else { depth };
                        // The next row of the same table.
                        tables.resize_with(depth.max(tables.len()), Row::new);
                    }
                    "w:p" if end => {
                        let cleaned = clean::clean_owned(std::mem::take(&mut text));
                        hidden += cleaned.hidden;
                        let kind = kind.take();
                        if !cleaned.text.trim().is_empty() {
                            let piece = Piece { kind, ..Piece::plain(cleaned.text) };
                            put(&mut tables, &mut pieces, vec![piece]);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    // A table that never ends is none.
    let open = tables.into_iter().flatten().flatten();
    pieces.extend(open);
    (pieces, hidden)
}

/// Puts pieces into the cell that is open, else into the text.
fn put(tables: &mut [Row], pieces: &mut Vec<Piece<'static>>, new: Vec<Piece<'static>>) {
    match tables.last_mut().and_then(|row| row.last_mut()) {
        Some(cell) => cell.extend(new),
        None => pieces.extend(new),
    }
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

    #[test]
    fn rows_of_tables_are_lines_with_their_cells_apart() {
        let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
        let line = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
        let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
        let inner = table(&[line(&[cell(&p("east")), cell(&p("9"))])]);
        let heading =
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Framed</w:t></w:r></w:p>";
        let cases = [
            (
                table(&[
                    line(&[cell(&p("Place")), cell(&p("Dead"))]),
                    line(&[cell(&p("Olm")), cell(&p("12"))]),
                ]),
                "Place | Dead\n\nOlm | 12",
            ),
            // Several paragraphs of a cell stand beside each other, an empty cell is no cell.
            (table(&[line(&[cell(&(p("a") + &p("b"))), cell(""), cell(&p("c"))])]), "a b | c"),
            // A table in a cell; a table of one cell is a frame around paragraphs.
            (table(&[line(&[cell(&p("Toll")), cell(&inner)])]), "Toll | east | 9"),
            (table(&[line(&[cell(&format!("{heading}{}", p("text")))])]), "Framed\n\ntext"),
            // Broken nesting loses no words.
            (
                format!("<w:tbl><w:tr><w:tc>{}</w:tr></w:tbl></w:tbl></w:tc>{}", p("x"), p("y")),
                "x\n\ny",
            ),
            (format!("<w:tbl><w:tr><w:tc>{}", p("never closed")), "never closed"),
        ];
        for (body, want) in cases {
            let (pieces, _) =
                paragraphs(&format!("<w:document><w:body>{body}</w:body></w:document>"));
            let texts: Vec<_> = pieces.iter().map(|piece| piece.text.as_ref()).collect();
            assert_eq!(texts.join("\n\n"), want, "{body}");
        }
    }
}
