//! What holds of every text and article that the program lets in.

use rashomon::article::Article;
use rashomon::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Asserts that a text can be written to a terminal: no control character but the line break, nothing
/// that changes the direction of what follows, nothing invisible that carries meaning, no endless grapheme.
pub(crate) fn printable(text: &str) {
    // What most text is made of needs no tables.
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) {
        return;
    }
    for (at, c) in text.char_indices() {
        let bad = (c.is_control() && c != '\n')
            || matches!(c,
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'
                | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e001f}' | '\u{feff}' | '\u{200b}');
        assert!(!bad, "U+{:04X} at {at} reached the text", u32::from(c));
    }
    for grapheme in text.graphemes(true) {
        assert!(grapheme.len() <= 64, "a grapheme of {} bytes", grapheme.len());
    }
}

/// Asserts that a string fits one line of a terminal.
pub(crate) fn one_line(text: &str) {
    printable(text);
    assert!(!text.contains('\n'), "a line break in {text:?}");
}

/// Asserts that a span fits a text.
pub(crate) fn fits(text: &str, span: Span) {
    assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {} bytes", text.len());
    assert!(text.is_char_boundary(span.start), "{span:?} starts inside a character");
    assert!(text.is_char_boundary(span.end), "{span:?} ends inside a character");
}

/// Asserts that spans are in order, do not overlap, and fit the text.
pub(crate) fn ordered(text: &str, spans: impl IntoIterator<Item = Span>) {
    let mut last = 0;
    for span in spans {
        fits(text, span);
        assert!(span.start >= last, "{span:?} begins before {last}");
        last = span.end;
    }
}

/// Asserts that nothing but white space lies outside the spans.
pub(crate) fn tile(text: &str, whole: Span, spans: impl IntoIterator<Item = Span>) {
    let mut last = whole.start;
    for span in spans {
        fits(text, span);
        assert!(span.start >= last, "{span:?} begins before {last}");
        let between = &text[last..span.start];
        assert!(between.trim().is_empty(), "{between:?} lies between the spans");
        last = span.end;
    }
    assert!(
        text[last..whole.end].trim().is_empty(),
        "{:?} lies behind the spans",
        &text[last..whole.end]
    );
}

/// Asserts everything that `src/article` promises of an article.
pub(crate) fn article(article: &Article) {
    printable(&article.text);
    let whole = Span::new(0, article.text.len());
    tile(&article.text, whole, article.blocks.iter().map(|b| b.span));
    for pair in article.blocks.windows(2) {
        let between = &article.text[pair[0].span.end..pair[1].span.start];
        assert_eq!(between, "\n\n", "between two blocks");
    }
    for block in &article.blocks {
        assert!(!block.span.is_empty(), "an empty block");
        let text = block.span.of(&article.text);
        assert!(
            !text.starts_with('\n') && !text.ends_with('\n'),
            "a block with a line break at its end"
        );
    }
    for index in 0..article.blocks.len() {
        let sentences = article.sentences_in(index);
        tile(&article.text, article.blocks[index].span, sentences);
    }
    let source = &article.source;
    let lines =
        [&source.outlet, &source.byline, &source.published_at, &source.url, &source.language];
    lines.into_iter().flatten().for_each(|line| one_line(line));
    article.title.iter().chain(&source.dateline).for_each(|line| one_line(line));
    one_line(&article.id);
    article.asides.iter().for_each(|aside| printable(&aside.text));
}
