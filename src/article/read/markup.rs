//! HTML and XHTML into pieces: tags tell the blocks, everything else is text.
//!
//! Made for markup that a parser has put in order (an article body, a chapter of a book); on any
//! other it still gives text in one pass, whatever stands there. No recursion, no tree.

use super::compose::Piece;
use crate::article::BlockKind;
use crate::text::clean;
use std::borrow::Cow;

/// Cuts markup into pieces and returns how many hidden characters went.
pub(super) fn pieces(html: &str) -> (Vec<Piece<'static>>, usize) {
    let mut reader = Reader::default();
    let (mut rest, tail) = split_last_tag(html);
    while let Some(at) = rest.find('<') {
        reader.text(&rest[..at]);
        let tag = &rest[at..];
        let len = match tag_len(tag) {
            Some(len) => len,
            None => {
                // No tag after all.
                reader.text("<");
                1
            }
        };
        rest = &tag[len..];
        if len > 1 {
            let tag = &tag[..len];
            rest = skip_hidden(tag, rest);
            reader.tag(tag);
        }
    }
    reader.text(rest);
    reader.text(tail);
    reader.flush();
    (reader.pieces, reader.hidden)
}

/// A tag, or the text between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// With its brackets.
    Tag(&'a str),
    /// As written, references and all.
    Text(&'a str),
    /// What a CDATA section holds: text in which nothing is a reference.
    Verbatim(&'a str),
}

impl<'a> Token<'a> {
    /// Returns the words of a text; nothing for a tag.
    pub(super) fn words(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Tag(_) => None,
            Self::Text(text) => Some(Cow::Owned(decoded(text))),
            Self::Verbatim(text) => Some(Cow::Borrowed(text)),
        }
    }

    /// Returns the tag if it opens an element of that name.
    pub(super) fn tag(self, name: &str) -> Option<&'a str> {
        match self {
            Self::Tag(tag) if !tag.starts_with("</") && full_name(tag) == name => Some(tag),
            _ => None,
        }
    }
}

/// Cuts XML into tags and texts; entities are never expanded, declarations never read.
pub(super) fn tokens(xml: &str) -> impl Iterator<Item = Token<'_>> {
    let (mut rest, _) = split_last_tag(xml);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(section) = rest.strip_prefix("<![CDATA[") {
            let (inside, after) = section.split_once("]]>").unwrap_or((section, ""));
            rest = after;
            return Some(Token::Verbatim(inside));
        }
        let len = match rest.find('<') {
            Some(0) => tag_len(rest).unwrap_or(1),
            Some(at) => at,
            None => rest.len(),
        };
        let (token, after) = rest.split_at(len);
        rest = after;
        Some(if token.len() > 1 && token.starts_with('<') {
            Token::Tag(token)
        } else {
            Token::Text(token)
        })
    })
}

/// Returns the name of a tag with its prefix, as written: `dc:title`.
pub(super) fn full_name(tag: &str) -> &str {
    let inside = tag.trim_start_matches(['<', '/']);
    let end = inside.find(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '-' | '_' | '.'));
    &inside[..end.unwrap_or(inside.len())]
}

/// Returns the value of an attribute, decoded.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].ends_with(|c: char| c.is_ascii_whitespace());
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let Some(value) = after.strip_prefix('=').filter(|_| before) else { continue };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &value[1..];
        return Some(decoded(&value[..value.find(quote)?]));
    }
    None
}

/// Decodes the references of a text.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (character, len) = reference(&rest[at + 1..]);
        out.push_str(&character);
        rest = &rest[at + 1 + len..];
    }
    out.push_str(rest);
    out
}

/// Splits markup after its last closing bracket: behind it no tag can end, so none is looked for.
pub(super) fn split_last_tag(html: &str) -> (&str, &str) {
    html.split_at(html.rfind('>').map_or(0, |at| at + 1))
}

/// Returns the length of the tag, comment or declaration at the start of `text`.
pub(super) fn tag_len(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(text.len(), |at| at + 7));
    }
    if text.starts_with("<![CDATA[") {
        return Some("<![CDATA[".len());
    }
    if text.starts_with("<!") {
        // A document type may carry declarations in square brackets.
        let first = text.find('>')?;
        let inner = text[..first].contains('[').then(|| text.find("]>")).flatten();
        return Some(inner.map_or(first + 1, |at| at + 2));
    }
    let second = text.as_bytes().get(1)?;
    if !second.is_ascii_alphabetic() && !matches!(second, b'/' | b'!' | b'?') {
        return None;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) if text[..at].ends_with(['=', ' ']) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return Some(at + 1),
            _ => {}
        }
    }
    // A quote that never closes: the tag ends at the first bracket.
    text.find('>').map(|at| at + 1)
}

/// Returns the name of a tag in small letters, without its slash.
pub(super) fn tag_name(tag: &str) -> String {
    let inside = tag.trim_start_matches('<').trim_start_matches('/');
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    inside[..end].to_ascii_lowercase()
}

/// Elements whose content is no text.
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select",
    "textarea",
];

/// Skips what stands between a hidden element's tag and its end.
pub(super) fn skip_hidden<'a>(tag: &str, rest: &'a str) -> &'a str {
    let name = tag_name(tag);
    if tag.starts_with("</") || tag.ends_with("/>") || !HIDDEN.contains(&name.as_str()) {
        return rest;
    }
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let at = from + at;
        let end = &rest[at + 2..];
        if end.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(&name)) {
            return end.find('>').map_or("", |close| &end[close + 1..]);
        }
        from = at + 2;
    }
    // Never closed: the rest is hidden too, as browsers have it.
    ""
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece<'static>>,
    hidden: usize,
    text: String,
    heading: Option<u8>,
    quotes: usize,
    items: usize,
    captions: usize,
    preformatted: usize,
    /// The number of the next item of each list that is open, if it is numbered.
    lists: Vec<Option<u64>>,
    marker: Option<String>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '&' => {
                    let (decoded, len) = reference(rest);
                    self.text.push_str(&decoded);
                    rest = &rest[len..];
                }
                '\n' if self.preformatted > 0 => self.text.push('\n'),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                c => self.text.push(c),
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        let open = !tag.starts_with("</");
        let count = |n: usize| if open { n + 1 } else { n.saturating_sub(1) };
        match tag_name(tag).as_str() {
            "br" => self.text.push('\n'),
            "td" | "th" if open && !self.text.trim().is_empty() => self.text.push_str(" | "),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                self.flush();
                self.heading = open.then(|| name.as_bytes()[1] - b'0');
            }
            "blockquote" => {
                self.flush();
                self.quotes = count(self.quotes);
            }
            "figcaption" | "caption" => {
                self.flush();
                self.captions = count(self.captions);
            }
            "pre" => {
                self.flush();
                self.preformatted = count(self.preformatted);
            }
            "ul" | "ol" => {
                self.flush();
                if open {
                    self.lists.push(
                        tag.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("<ol")).then_some(1),
                    );
                } else {
                    self.lists.pop();
                    // Items need no end tag: they end with their list.
                    self.items = self.items.min(self.lists.len());
                }
            }
            "li" => {
                self.flush();
                self.items = count(self.items);
                self.marker =
                    self.lists.last_mut().and_then(Option::as_mut).filter(|_| open).map(|number| {
                        let marker = format!("{number}. ");
                        *number += 1;
                        marker
                    });
            }
            "address" | "article" | "aside" | "body" | "dd" | "details" | "div" | "dl" | "dt"
            | "fieldset" | "figure" | "footer" | "form" | "header" | "hr" | "html" | "main"
            | "nav" | "p" | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead"
            | "tr" | "title" => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        if self.text.trim().is_empty() {
            self.text.clear();
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        if let Some(marker) = self.marker.take() {
            text = marker + text.trim_start();
        }
        // References such as `&#27;` are decoded by now.
        let cleaned = clean::clean_owned(text);
        self.hidden += cleaned.hidden;
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.captions > 0 => BlockKind::Caption,
            None if self.quotes > 0 => BlockKind::Quotation,
            None if self.items > 0 => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        self.pieces.push(Piece::of(kind, cleaned.text));
    }
}

/// Decodes the character reference whose `&` stands before `rest`; returns it and the bytes it took.
fn reference(rest: &str) -> (String, usize) {
    let plain = || ("&".to_owned(), 0);
    let near = &rest[..rest.floor_char_boundary(12)];
    let Some(end) = near.find(';') else { return plain() };
    let name = &near[..end];
    let number = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    });
    let decoded = match number {
        Some(code) => code.ok().and_then(char::from_u32).unwrap_or('\u{fffd}'),
        None => match NAMED.iter().find(|(known, _)| *known == name) {
            Some((_, c)) => *c,
            None => return plain(),
        },
    };
    (decoded.to_string(), end + 1)
}

/// The references that turn up in books and articles that no full parser has read.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("sect", '§'),
    ("times", '×'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("thinsp", '\u{2009}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("Eacute", 'É'),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind::{Caption, Heading, ListItem, Paragraph, Quotation};

    #[test]
    fn tags_tell_the_blocks() {
        let html = "<!doctype html><head><title>x</title></head><body><h2>The <i>cost</i></h2>\n<p>One &amp; two&mdash;\
            three\n four<br>five &#x1b;[31m &bogus; a<b</p><ol><li>first<li><p>second</p></ol><ul><li>third</li></ul>\
            <blockquote><p>said</p></blockquote><figure><img alt='>'><figcaption>Olm</figcaption></figure>\
            <script>var a = '<p>no</p>';</script><!-- <p>no --><table><tr><td>a<td>b</table>tail<p title=\"x>y\">end";
        let (pieces, hidden) = pieces(html);
        let got: Vec<_> =
            pieces.iter().map(|p| (p.kind.expect("markup tells"), p.text.trim())).collect();
        let want = [
            (Heading(2), "The cost"),
            (Paragraph, "One & two—three four\nfive ␛[31m &bogus; a"),
            (ListItem, "1. first"),
            (ListItem, "2. second"),
            (ListItem, "third"),
            (Quotation, "said"),
            (Caption, "Olm"),
            (Paragraph, "a | b"),
            (Paragraph, "tail"),
            (Paragraph, "end"),
        ];
        assert_eq!(got, want);
        assert_eq!(hidden, 1);
    }

    #[test]
    fn broken_markup_gives_text_and_never_hangs() {
        for html in [
            "<",
            "<p",
            "<p title='",
            "a < b",
            "&",
            "&#",
            "&#x110000;",
            "<!--",
            "<script>",
            "</",
            "<![CDATA[x]]>",
            "< <<<>>>",
        ] {
            let _ = pieces(html);
        }
        let many = "<a href=\"".repeat(20_000);
        let _ = pieces(&many);
    }
}
