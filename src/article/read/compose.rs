//! Pieces of text into an article: what belongs to the account, and what each piece is.

use super::{boilerplate, dateline, head};
use crate::article::{Article, Aside, AsideKind, Block, BlockKind, Source};
use crate::text::Span;
use crate::text::fold::fold;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A text of more pieces than this is a book or a log: its pieces are all kept, as they are.
const ARTICLE: usize = 5_000;

/// A stretch of a source between two blank lines or tags.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// The text, clean.
    pub(super) text: Cow<'a, str>,
    /// What it is, when its format says so.
    pub(super) kind: Option<BlockKind>,
    /// Line breaks in it are those of a file wrapped by hand.
    pub(super) wrapped: bool,
}

impl<'a> Piece<'a> {
    /// Returns a piece whose kind its looks must tell.
    pub(super) fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), kind: None, wrapped: false }
    }

    /// Returns a piece of a known kind.
    pub(super) fn of(kind: BlockKind, text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), kind: Some(kind), wrapped: false }
    }

    /// Tells whether it reads like running text: long, or a sentence of some length.
    pub(super) fn is_prose(&self) -> bool {
        let text = self.text.trim_end();
        let list = matches!(self.kind, Some(BlockKind::ListItem));
        list || text.len() > 250 || (text.len() >= 50 && ends_sentence(text))
    }
}

/// Makes an article of pieces; source and title are what the format told of them.
pub(super) fn compose(source: Source, title: Option<String>, pieces: Vec<Piece<'_>>) -> Article {
    let mut article = Article { source, title, ..Article::default() };
    article.text.reserve(pieces.iter().map(|piece| piece.text.len() + 2).sum());
    article.blocks.reserve(pieces.len());
    let is_article = pieces.len() <= ARTICLE;
    let first_prose = pieces.iter().position(Piece::is_prose).unwrap_or(pieces.len());
    let mut in_tail = false;
    let mut has_headline = false;
    if let Some(title) = article.title.clone()
        && !pieces
            .iter()
            .take(first_prose.saturating_add(1))
            .any(|piece| same_words(&piece.text, &title))
    {
        push(&mut article, BlockKind::Headline, &title, false);
        has_headline = true;
    }
    for (at, piece) in pieces.iter().enumerate() {
        let text = piece.text.as_ref();
        if text.trim().is_empty() {
            continue;
        }
        let short = text.len() <= 300 && is_article;
        // What comes first is the title, unless that is there already.
        let in_head = (at > 0 || has_headline) && at < first_prose.max(2) && at < 10;
        let at_end = at + 4 >= pieces.len();
        if short
            && let Some(aside) =
                aside(&mut article.source, piece, (at == 0, in_head, at_end), &mut in_tail)
        {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            article.asides.push(Aside { text, kind: aside });
            continue;
        }
        in_tail &= short && !piece.is_prose();
        let next = pieces[at + 1..].iter().find(|next| !next.text.trim().is_empty());
        let kind = match piece.kind {
            Some(BlockKind::Headline) if has_headline => BlockKind::Heading(1),
            Some(kind) => kind,
            None if !is_article => BlockKind::Paragraph,
            None => guess(piece, next, article.blocks.is_empty(), at < first_prose),
        };
        let titled = |title: &String| same_words(text, title);
        let is_title = short && !has_headline && article.title.as_ref().is_some_and(titled);
        let kind = if is_title { BlockKind::Headline } else { kind };
        if kind == BlockKind::Headline {
            has_headline = true;
            article
                .title
                .get_or_insert_with(|| text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        push(&mut article, kind, text, piece.wrapped);
        if kind == BlockKind::Paragraph && article.dateline.is_none() && at <= first_prose + 1 {
            read_dateline(&mut article, at == first_prose);
        }
    }
    article.source.sha256 = sha256(&article.text);
    article
}

/// Returns why a short piece is no part of the account, if so; what it tells becomes metadata.
fn aside(
    source: &mut Source,
    piece: &Piece<'_>,
    (first, in_head, at_end): (bool, bool, bool),
    in_tail: &mut bool,
) -> Option<AsideKind> {
    let text = piece.text.trim();
    if matches!(piece.kind, Some(BlockKind::Headline)) {
        return None;
    }
    // `Analysis: what the new fleet will look like` over an account is its title.
    let titled = |pattern: &boilerplate::Pattern| first && pattern.is_label_of(text);
    if let Some(pattern) = boilerplate::find(text).filter(|pattern| !titled(pattern)) {
        *in_tail |= pattern.opens_tail;
        return Some(AsideKind::Boilerplate);
    }
    if in_head && head::read_masthead(source, text) {
        return Some(AsideKind::Dateline);
    }
    if (in_head || at_end) && head::is_date_line(text) {
        head::read_date_line(source, text);
        return Some(AsideKind::Dateline);
    }
    if in_head && head::is_day_line(text) {
        // `Harbour Gazette, 8 May` is the outlet first.
        if source.outlet.is_none() && head::read_byline(source, text) {
            head::read_day(source, text);
        } else {
            head::read_date_line(source, text);
        }
        return Some(AsideKind::Dateline);
    }
    if in_head
        && matches!(piece.kind, None | Some(BlockKind::Paragraph))
        && head::read_byline(source, text)
    {
        return Some(AsideKind::Byline);
    }
    if at_end && head::read_credits(source, text) {
        return Some(AsideKind::Byline);
    }
    (*in_tail && !piece.is_prose() && !ends_sentence(text)).then_some(AsideKind::Boilerplate)
}

fn read_dateline(article: &mut Article, first: bool) {
    let Some(block) = article.blocks.last() else { return };
    let Some(found) = dateline::find(block.span.of(&article.text), first) else { return };
    let span = Span::new(0, found.len).shifted(block.span.start);
    let source = &mut article.source;
    source.dateline = source.dateline.take().or(found.place);
    source.outlet = source.outlet.take().or(found.outlet);
    if source.published.is_none() {
        source.published = found.day;
        source.filed = source.filed.or(found.day_of_year);
        source.take_year_of_address();
    }
    article.dateline = Some(span);
}

/// Tells by its looks what a piece of plain text is.
fn guess(piece: &Piece<'_>, next: Option<&Piece<'_>>, first: bool, in_head: bool) -> BlockKind {
    let text = piece.text.trim();
    if head::is_caption(text) {
        return BlockKind::Caption;
    }
    let words = text.split_whitespace().count();
    let one_line = piece.wrapped || !text.contains('\n');
    let open = text.ends_with([',', ';', ':', '-', '–', '—']);
    let capitals = text.contains(char::is_uppercase) && !text.contains(char::is_lowercase);
    let Some(next) = next.filter(|_| one_line && !open && text.contains(char::is_alphabetic))
    else {
        return BlockKind::Paragraph;
    };
    let stop = text.ends_with(['.', '…']) || text.ends_with(".”") || text.ends_with(".\"");
    // A title may end as a sentence does when the lines of a head follow it.
    let stands_over = || head::is_told_of(next.text.trim());
    if first && words <= 30 && text.chars().count() <= 200 && (!stop || capitals || stands_over()) {
        return BlockKind::Headline;
    }
    if words > 14 || text.chars().count() > 110 {
        // Words without a full stop before the text begins stand under a picture or a title.
        let loose = in_head && !ends_sentence(text) && words <= 60;
        return if loose { BlockKind::Caption } else { BlockKind::Paragraph };
    }
    // What opens a list (`Those who came:`) is the text that a heading stands over, however short it is.
    let leads =
        (next.is_prose() || next.text.trim_end().ends_with(':')) && next.text.len() > text.len();
    let starts_well = !text.starts_with(char::is_lowercase);
    // A question of a few words is a crosshead; a longer one, or a cry, is the writer speaking.
    let asks = text.ends_with('!') || (text.ends_with('?') && words > 8);
    if leads && starts_well && !stop && (!asks || is_title_case(text)) {
        BlockKind::Heading(2)
    } else {
        BlockKind::Paragraph
    }
}

/// Tells whether most longer words begin with a capital.
fn is_title_case(text: &str) -> bool {
    let long = || text.split_whitespace().filter(|word| word.chars().count() > 3);
    let capital = long().filter(|word| word.contains(char::is_uppercase)).count();
    capital * 10 >= long().count() * 7
}

/// Tells whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    text.ends_with(['.', '!', '?', '…', '。', '।', '؟', '！', '？'])
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect::<String>()
    };
    a.len() <= 2 * b.len() + 8 && words(a) == words(b)
}

/// Adds a block to the text, its white space in order: single spaces, no blank at the ends of lines.
fn push(article: &mut Article, kind: BlockKind, text: &str, wrapped: bool) {
    let out = &mut article.text;
    let before = out.len();
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    let start = out.len();
    for line in text.split('\n') {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if out.len() > start {
            if !wrapped {
                out.push('\n');
            } else if !(out.ends_with('-') && line.starts_with(char::is_lowercase)) {
                out.push(' ');
            }
        }
        let mut rest = line;
        while let Some(at) = double_blank(rest) {
            out.push_str(&rest[..=at]);
            rest = rest[at..].trim_start_matches(' ');
        }
        out.push_str(rest);
    }
    if out.len() == start {
        out.truncate(before);
        return;
    }
    article.blocks.push(Block { kind, span: Span::new(start, out.len()) });
}

/// Returns where two blanks stand together: hardly ever, and many bytes are asked at once.
fn double_blank(line: &str) -> Option<usize> {
    /// How many bytes are asked at once.
    const TOGETHER: usize = 256;
    let bytes = line.as_bytes();
    (0..bytes.len()).step_by(TOGETHER).find_map(|from| {
        let part = &bytes[from..bytes.len().min(from + TOGETHER + 1)];
        let pairs = || part.iter().zip(part.iter().skip(1));
        let double = |(a, b): (&u8, &u8)| (*a == b' ') & (*b == b' ');
        let any = pairs().fold(false, |any, pair| any | double(pair));
        any.then(|| pairs().position(double)).flatten().map(|at| from + at)
    })
}

fn sha256(text: &str) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_blanks_are_found_wherever_they_stand() {
        for at in [0, 1, 254, 255, 256, 257, 511, 512, 900] {
            let mut line = "x ".repeat(500).into_bytes();
            line[at] = b'x';
            assert_eq!(double_blank(std::str::from_utf8(&line).expect("ASCII")), None, "{at}");
            line[at] = b' ';
            line[at + 1] = b' ';
            let first = if at > 0 && line[at - 1] == b' ' { at - 1 } else { at };
            assert_eq!(double_blank(std::str::from_utf8(&line).expect("ASCII")), Some(first));
        }
        assert_eq!(double_blank(""), None);
        assert_eq!(double_blank(" "), None);
    }
}
