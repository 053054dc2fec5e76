use super::*;
use crate::article::BlockKind::{Caption, Heading, Headline, ListItem, Paragraph, Quotation};
use crate::article::{AsideKind, BlockKind};

fn article(name: &str, text: &str) -> Article {
    let mut articles = read(text.as_bytes(), &Origin::file(name)).expect("it is text");
    articles.remove(0)
}

fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
    article.blocks.iter().map(|b| (b.kind, b.span.of(&article.text))).collect()
}

const LONG: &str = "The bridge over the Olm was opened again on Friday after two years of repairs, the town hall said.";

#[test]
fn a_plain_article_gets_its_parts() {
    let text = format!(
        "Bridge over the Olm reopens after two years\n\nBy Ann Lind\n\n3 min read\n\n{LONG}\n\nThe cost\n\n{LONG}\n\n\
         - the north side\n- the south side\n\n> It took\n> too long.\n\nPhoto: Bo Tarn\n\nTAGGED: Olm\nLeave a comment\n"
    );
    let got = article("a.txt", &text);
    let want = [
        (Headline, "Bridge over the Olm reopens after two years"),
        (Paragraph, LONG),
        (Heading(2), "The cost"),
        (Paragraph, LONG),
        (ListItem, "the north side"),
        (ListItem, "the south side"),
        (Quotation, "It took too long."),
        (Caption, "Photo: Bo Tarn"),
    ];
    assert_eq!(blocks(&got), want);
    assert_eq!(got.source.byline.as_deref(), Some("Ann Lind"));
    let asides: Vec<_> = got.asides.iter().map(|a| (a.kind, a.text.as_str())).collect();
    let want = [
        (AsideKind::Byline, "By Ann Lind"),
        (AsideKind::Boilerplate, "3 min read"),
        (AsideKind::Boilerplate, "TAGGED: Olm"),
        (AsideKind::Boilerplate, "Leave a comment"),
    ];
    assert_eq!(asides, want);
    assert_eq!(got.source.sha256.len(), 64);
}

#[test]
fn lines_wrapped_by_hand_become_paragraphs() {
    let text = "Bridge over the Olm reopens\n\nOLMSTED, May 3 (ONS) - The bridge over the river\nOlm was opened again \
                after two years of\nrepairs, the town hall said. It is open to semi-\ntrailers too.\n\nNobody was \
                there to see it but the mayor and\ntwo dogs.\n";
    let got = article("a.txt", text);
    assert_eq!(got.blocks.len(), 3);
    assert!(got.quote(got.blocks[1].span).ends_with("It is open to semi-trailers too."));
    assert!(!got.text.contains("river\n"));
    assert_eq!(got.dateline.map(|span| got.quote(span)), Some("OLMSTED, May 3 (ONS) - "));
    assert_eq!(got.source.outlet.as_deref(), Some("ONS"));
}

#[test]
fn a_line_that_had_room_for_one_word_more_goes_on() {
    let text = "Bridge over the Olm reopens\n\nOLMSTED, May 3 (ONS) - The mayor of the town said on\nFriday that the \
                bridge over the river Olm was open again,\nafter two years of repairs that nobody had\nforeseen.\n";
    let got = article("a.txt", text);
    let kinds: Vec<_> = got.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [Headline, Paragraph]);
    assert!(got.text.contains("said on Friday that"));
}

#[test]
fn one_paragraph_a_line_stays_so() {
    let text = format!(
        "{LONG}\nWhat it cost\n{LONG}\nAnother short sentence follows here.\nOLMB – Tarnhub, 2 May 2025\nRecent Comments\n"
    );
    let got = article("a.txt", &text);
    let kinds: Vec<_> = got.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [Paragraph, Heading(2), Paragraph, Paragraph]);
    assert_eq!(got.title, None);
    assert_eq!(got.source.published, Some(jiff::civil::date(2025, 5, 2)));
}

#[test]
fn verse_and_addresses_keep_their_lines() {
    let got =
        article("a.txt", "The Olm\n\nMill Street 3\nOlmsted\n\nI saw the river\nAnd it saw me.\n");
    assert_eq!(
        got.text,
        "The Olm\n\nMill Street 3\n\nOlmsted\n\nI saw the river\n\nAnd it saw me."
    );
}

#[test]
fn markdown_is_read_without_its_markup() {
    let text = format!(
        "---\ntitle: Bridge reopens\noutlet: Olm Herald\n---\n\n{LONG}\n\n## What *it* cost\n\nA **lot**, see [here](https://x.example).\n\n\
         1. first\n2. second\n   - inner\n\n> quoted\n> twice\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![alt](x.png) &#27;[31m<b>x</b>\n"
    );
    let got = article("a.md", &text);
    let want = [
        (Headline, "Bridge reopens"),
        (Paragraph, LONG),
        (Heading(2), "What it cost"),
        (Paragraph, "A lot, see here."),
        (ListItem, "1. first"),
        (ListItem, "2. second"),
        (ListItem, "inner"),
        (Quotation, "quoted twice"),
        (Paragraph, "a | b"),
        (Paragraph, "1 | 2"),
        (Paragraph, "␛[31mx"),
    ];
    assert_eq!(blocks(&got), want);
    assert_eq!(got.source.hidden, 1);
}

#[test]
fn a_title_in_the_front_matter_is_not_told_twice() {
    let got = article(
        "a.txt",
        &format!("---\ntitle: \"Bridge: reopened!\"\n---\nBridge – reopened\n\n{LONG}\n"),
    );
    assert_eq!(blocks(&got)[0], (Headline, "Bridge – reopened"));
    assert_eq!(got.blocks.len(), 2);
}

#[test]
fn nothing_and_rubbish_are_refused_with_a_reason() {
    for (bytes, reason) in
        [(&b""[..], "no text"), (b" \n\r\n ", "no text"), (b"\x89PNG\r\n", "PNG")]
    {
        let error = read(bytes, &Origin::default()).expect_err("it is refused").to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn names_are_clean_and_never_empty() {
    assert_eq!(Origin::file("a/b\u{1b}[2J\n.txt").name(), "b␛[2J ");
    assert_eq!(Origin::file(".txt").name(), ".txt");
    assert_eq!(Origin::default().name(), "stdin");
}

#[test]
fn blocks_tile_the_text() {
    for (name, text) in
        [("a.txt", "a\n\n\n\n b  c \n\t\n- d\n"), ("a.md", "# a\n\nb  c\n\n\n* d\n* e\n")]
    {
        let got = article(name, text);
        let texts: Vec<_> = blocks(&got).iter().map(|(_, text)| *text).collect();
        assert_eq!(texts.join("\n\n"), got.text);
    }
}
