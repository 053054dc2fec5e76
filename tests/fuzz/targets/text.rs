//! The sanitiser, folding and wrapping.

use super::{Target, hold};
use rashomon::text::{Span, clean, fold, width, wrap};

pub(crate) const CLEAN: Target = Target {
    name: "clean",
    says: "cleaning a text",
    run: |data, seen| {
        let text = String::from_utf8_lossy(data);
        let cleaned = clean::clean(&text);
        hold::printable(&cleaned.text);
        let again = clean::clean(&cleaned.text);
        assert_eq!(again.text, cleaned.text, "cleaning twice gives what cleaning once gives");
        assert_eq!(again.hidden, 0, "nothing is left to hide");
        hold::one_line(&clean::line(&text));
        seen.count("hidden", cleaned.hidden);
        seen.count("lines", cleaned.text.lines().count());
        for (was, is) in text.split('\n').zip(cleaned.text.split('\n')) {
            seen.kind("line", was == is);
            seen.count("shorter by", was.len().saturating_sub(is.len()));
            seen.count("longer by", is.len().saturating_sub(was.len()));
        }
        seen.chain("blocks of Unicode", text.chars().map(|c| u32::from(c) >> 8).take(64));
    },
    words: &[],
    units: &[
        "a",
        "\u{301}",
        "a\u{301}",
        "\u{1b}[0m",
        "\u{202e}",
        "👨\u{200d}",
        "\u{200d}",
        "\u{fe0f}",
        "🇫",
        "ᄀ",
        "\r",
        "\t",
    ],
    texts: &[],
    usual: 256,
    largest: super::LONG,
};

pub(crate) const FOLD: Target = Target {
    name: "fold",
    says: "folding a text and going back",
    run: |data, seen| {
        let text = String::from_utf8_lossy(data);
        for case in [fold::Case::Ignored, fold::Case::Kept] {
            let folded = fold::folded_with(&text, case);
            assert_eq!(folded.text, fold::fold_with(&text, case), "both ways fold alike");
            let step = folded.text.len() / 64 + 1;
            let at: Vec<usize> =
                folded.text.char_indices().map(|(at, _)| at).step_by(step).collect();
            let spans = at.iter().map(|&at| folded.original(Span::new(at, folded.text.len())));
            let starts: Vec<Span> = spans.collect();
            for span in &starts {
                hold::fits(&text, *span);
            }
            assert!(starts.is_sorted_by_key(|s| s.start), "the way back keeps the order");
            for pair in at.windows(2) {
                hold::fits(&text, folded.original(Span::new(pair[0], pair[1])));
            }
            seen.chain(
                "blocks of Unicode",
                folded.text.chars().map(|c| u32::from(c) >> 8).take(64),
            );
            seen.count("shorter by", text.len().saturating_sub(folded.text.len()));
            seen.count("longer by", folded.text.len().saturating_sub(text.len()));
            if !folded.text.is_empty() {
                let whole = folded.original(Span::new(0, folded.text.len()));
                assert_eq!(
                    fold::fold_with(whole.of(&text), case),
                    folded.text,
                    "the whole is the whole"
                );
            }
        }
    },
    words: &["ß", "İ", "ﬃ", "Ǆ", "\u{308}", "…", "№", "½", "Å", "ſ"],
    units: &["a", "ß", "é", "e\u{301}", "\u{301}", "ﬃ", "\u{2011}", "’"],
    texts: &[],
    usual: 256,
    largest: super::LONG,
};

pub(crate) const WRAP: Target = Target {
    name: "wrap",
    says: "cutting a text into rows",
    run: |data, seen| {
        let (head, data) = data.split_at(data.len().min(1));
        let columns = usize::from(head.first().copied().unwrap_or(40)) % 120;
        let text = clean::clean(&String::from_utf8_lossy(data)).text;
        let whole = Span::new(0, text.len());
        let rows = wrap::rows(&text, whole, columns);
        assert!(!rows.is_empty(), "even nothing is one row");
        seen.count("rows", rows.len());
        hold::tile(&text, whole, rows.iter().copied());
        for row in &rows {
            let row = row.of(&text);
            assert!(!row.contains('\n'), "a line break in a row");
            let wide = width::width(row);
            // One character that is wider than the window, behind marks without a width or not.
            let lone = width::width(width::prefix(row, columns.max(1))) == 0;
            seen.kind("row", (columns - wide.min(columns), lone));
            seen.kind("ends", row.chars().next_back().map(|c| u32::from(c) >> 8));
            assert!(
                wide <= columns.max(1) || lone,
                "a row of {wide} columns in {columns}: {row:?}"
            );
        }
        let pieces: Vec<Span> = wrap::pieces(&text, whole).collect();
        assert_eq!(
            pieces.iter().map(|p| p.of(&text)).collect::<String>(),
            text,
            "pieces tile the text"
        );
        assert!(pieces.iter().all(|p| !p.is_empty() && p.len() <= wrap::PIECE));
    },
    words: &[
        "https://example.org/a/very/long/address?with=everything&and=more",
        "\u{a0}",
        "\u{2060}",
        "日本語",
        "한국어",
        "ไทย",
        "\u{ad}",
    ],
    units: &["a", "a ", "日", "word\n", "\u{a0}", "-", "a\u{301}", "👍🏽", "(", "x/"],
    texts: super::ARTICLES,
    usual: 256,
    largest: super::LONG,
};
