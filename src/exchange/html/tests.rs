use super::*;
use crate::exchange::sample::{sample, spoiled};
use crate::text::property::cases;
use dom_query::Document;
use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

#[test]
fn the_report_says_what_was_found_and_lets_nothing_in() {
    let sample = sample();
    let page = render(&Report::of(&sample.outgoing()));
    for part in [
        "<title>Three accounts, 4 contradictions</title>",
        "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;",
        "<mark>Nine looms</mark> burned at the Hollow mill on Sunday.<span class=\"around\"> “We lost &lt;everything&gt;,”",
        "high confidence (0.93)",
        "Not judged yet",
        "Accepted by the reader",
        "&lt;b&gt;Twice&lt;/b&gt;.",
        "Read as <b>2026-02-28</b>",
        "dir=\"auto\"",
        "lang=\"ar\"",
        "#:~:text=Nine%20looms%20burned",
        "<td class=\"silent\">silent</td>",
        "Marked by <bdi>Ines</bdi>",
        "disputed",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["<script", "<b>Twice", "<everything", "javascript:", "<img", "<link"] {
        assert!(!page.contains(part), "{part}");
    }
}

fn elements(page: &Document) -> Vec<String> {
    let nodes = page.root().descendants();
    nodes
        .iter()
        .filter(|n| n.is_element())
        .filter_map(|n| n.node_name())
        .map(|n| n.to_string())
        .collect()
}

/// The elements of the report when nothing in it looks like markup.
static WANTED: LazyLock<Vec<String>> =
    LazyLock::new(|| elements(&Document::from(render(&Report::of(&spoiled("x").outgoing())))));

proptest! {
    #![proptest_config(cases(48))]
    #[test]
    fn nothing_from_outside_becomes_markup(words in "[<>/&\"'=a-c ]{0,12}(<script>|</p>|<b|-->|\\]\\]>|&lt;|&#60;|javascript:|\" onload=|\0|</style>|🔥|قلم)[<>\"' \\PC]{0,9}") {
        let page = Document::from(render(&Report::of(&spoiled(&words).outgoing())));
        prop_assert_eq!(&elements(&page), &*WANTED);
        for node in page.root().descendants() {
            for attribute in node.attrs() {
                let (name, value) = (&*attribute.name.local, &*attribute.value);
                prop_assert!(!name.starts_with("on") && name != "style" && name != "src", "{name}");
                prop_assert!(name != "href" || value.starts_with('#') || value.starts_with("https://"), "{value}");
            }
        }
        let shown = |words: &str| words.replace('\0', "\u{fffd}");
        let heading = page.select("#h-c2").text().to_string();
        prop_assert_eq!(heading, shown(&format!("reason{words}")));
        let topic = page.select("tbody th bdi").nodes()[0].text().to_string();
        prop_assert_eq!(topic, shown(&format!("topic{words}")));
    }
}

/// The colours of the style sheet: light, dark and paper, each by name as red, green and blue.
fn palettes() -> [HashMap<&'static str, [f64; 3]>; 3] {
    let mut blocks = STYLE.match_indices(":root {").map(|(at, _)| {
        let block = &STYLE[at..];
        let block = &block[..block.find('}').expect("it ends")];
        let colours = block.split(['{', ';']).filter_map(|line| line.trim().strip_prefix("--"));
        colours
            .filter_map(|line| {
                let (name, written) = line.split_once(':')?;
                let hex = written.trim().strip_prefix('#')?;
                let width = hex.len() / 3;
                let part = |n: usize| {
                    let digits = &hex[n * width..(n + 1) * width];
                    let value =
                        u8::from_str_radix(&digits.repeat(2 / width), 16).expect("a colour");
                    f64::from(value) / 255.0
                };
                Some((name, [part(0), part(1), part(2)]))
            })
            .collect()
    });
    [(); 3].map(|()| blocks.next().expect("light, dark and paper"))
}

/// The contrast of two colours after the Web Content Accessibility Guidelines.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let linear =
            |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Every colour that words have, on everything they stand on, reaches 4.5 (WCAG AA); lines that carry
/// meaning and the mark of the focus reach 3.
#[test]
fn every_word_can_be_read_in_the_light_in_the_dark_and_on_paper() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    let words: BTreeSet<&str> = STYLE
        .match_indices("color: var(--")
        .filter(|(at, _)| STYLE[..*at].ends_with([' ', ';', '{']))
        .map(|(at, start)| &STYLE[at + start.len()..])
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert!(words.len() >= 5 && words.contains("ink") && words.contains("soft"), "{words:?}");
    for (page, palette) in ["light", "dark", "paper"].into_iter().zip(palettes()) {
        let check = |word: &str, ground: &str, least: f64| {
            let ratio = contrast(palette[word], palette[ground]);
            assert!(ratio >= least, "{page}: {word} on {ground} is {ratio:.2}, not {least}");
        };
        for word in &words {
            match *word {
                "badge-ink" => check(word, "badge", 4.5),
                word => ["paper", "card"].iter().for_each(|ground| check(word, ground, 4.5)),
            }
        }
        check("ink", "clash", 4.5);
        for ground in ["paper", "card"] {
            check("clash-line", ground, 3.0);
            check("link", ground, 3.0);
        }
    }
}
