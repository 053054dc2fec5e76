//! The linear form: sources as plain numbered lines, for pipes, braille and speech.
//!
//! One block is one line, whole, in reading order, with an address of its own: `2.5` is the fifth
//! block of the second source. Nothing is told by colour, place or drawing. What the reader shows
//! beside the text (findings, notes) comes as [`Remark`]s after the block they are about.

use crate::article::{Article, BlockKind, Library};
use crate::text::host;
use std::io::{self, Write};

/// A line to be read after a block: a finding, a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The index of the article.
    pub article: usize,
    /// Where in the article, in bytes of its text: the line stands after the block that holds it.
    pub offset: usize,
    /// The words, clean; they begin with what they are: `Note: …`, `Contradicts 2.5: …`.
    pub text: String,
}

/// What to write beside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// Lines after blocks, in any order.
    pub remarks: &'a [Remark],
    /// Whether to list what was taken out of the reading text.
    pub asides: bool,
}

/// Returns the address of the block that holds `offset`: `2.5`.
#[must_use]
pub fn address(library: &Library, article: usize, offset: usize) -> String {
    let block = library.articles().get(article).map_or(0, |a| a.block_at(offset));
    format!("{}.{}", article + 1, block + 1)
}

/// Writes the sources as numbered lines.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut impl Write, library: &Library, options: Options<'_>) -> io::Result<()> {
    let mut remarks: Vec<&Remark> = options.remarks.iter().collect();
    remarks.sort_by_key(|remark| (remark.article, remark.offset));
    let mut remarks = remarks.into_iter().peekable();
    for (index, article) in library.articles().iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_card(out, article, index, library.len())?;
        for (at, block) in article.blocks.iter().enumerate() {
            write!(out, "{}.{} ", index + 1, at + 1)?;
            let label = label(block.kind);
            if !label.is_empty() {
                write!(out, "{label}: ")?;
            }
            write_line(out, block.span.of(&article.text))?;
            let here = |r: &&Remark| {
                r.article == index && (r.offset < block.span.end || at + 1 == article.blocks.len())
            };
            while let Some(remark) = remarks.next_if(here) {
                write!(out, "{}.{} ", index + 1, at + 1)?;
                write_line(out, &remark.text)?;
            }
        }
        if options.asides {
            for aside in &article.asides {
                write!(out, "Left out ({}): ", aside.kind.word())?;
                write_line(out, &aside.text)?;
            }
        }
    }
    Ok(())
}

fn write_card(
    out: &mut impl Write,
    article: &Article,
    index: usize,
    count: usize,
) -> io::Result<()> {
    let source = &article.source;
    writeln!(out, "Source {} of {count}: {}", index + 1, article.name())?;
    let lines = [
        ("Title", article.title.clone()),
        ("Outlet", source.outlet.clone()),
        ("Byline", source.byline.clone()),
        (
            "Published",
            source
                .published_at
                .clone()
                .or_else(|| source.published.map(|day| day.to_string()))
                .or_else(|| source.short_date()),
        ),
        ("Filed from", source.dateline.clone()),
        ("Address", source.url.as_deref().map(|url| host::ascii(url).into_owned())),
        ("Language", source.language.clone()),
        (
            "File",
            source.path.as_ref().map(|path| crate::text::clean::line(&path.to_string_lossy())),
        ),
        ("Encoding", source.encoding.map(str::to_owned)),
        ("Words", Some(article.words().to_string())),
        ("Hidden characters taken out", (source.hidden > 0).then(|| source.hidden.to_string())),
    ];
    for (label, value) in lines {
        if let Some(value) = value {
            write!(out, "{label}: ")?;
            write_line(out, &value)?;
        }
    }
    Ok(())
}

/// Writes a text as one line; a line break of verse becomes a slash.
fn write_line(out: &mut impl Write, text: &str) -> io::Result<()> {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.write_all(b" / ")?;
        }
        out.write_all(line.as_bytes())?;
    }
    out.write_all(b"\n")
}

/// Returns what a screen reader should say before a block; nothing before running text.
fn label(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "Headline",
        BlockKind::Heading(_) => "Heading",
        BlockKind::Paragraph => "",
        BlockKind::ListItem => "Item",
        BlockKind::Quotation => "Quotation",
        BlockKind::Caption => "Caption",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read::{Origin, read};

    #[test]
    fn blocks_are_lines_with_addresses_and_remarks() {
        let text = "---\noutlet: Olm Herald\npublished: 2024-05-03\n---\n# Bridge reopens\n\nIt opened.  \nAt noon.\n\n- north\n\nShare this article\n";
        let articles = read(text.as_bytes(), &Origin::file("a.md")).expect("it is text");
        let library: Library = articles.into_iter().collect();
        let remarks = [Remark { article: 0, offset: 17, text: "Note: at noon?".to_owned() }];
        let mut out = Vec::new();
        write(&mut out, &library, Options { remarks: &remarks, asides: true })
            .expect("memory can be written");
        let want = "Source 1 of 1: Olm Herald\nTitle: Bridge reopens\nOutlet: Olm Herald\nPublished: 2024-05-03\nFile: a.md\nWords: 7\n\
                    1.1 Headline: Bridge reopens\n1.2 It opened. / At noon.\n1.2 Note: at noon?\n1.3 Item: north\n\
                    Left out (boilerplate): Share this article\n";
        assert_eq!(String::from_utf8(out).expect("text"), want);
        assert_eq!(address(&library, 0, 17), "1.2");
    }
}
