use super::*;
use crate::annotation::Purpose;
use crate::article::Article;
use crate::exchange::sample::{Sample, body, sample};
use dom_query::Document;
use proptest::prelude::*;

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

/// The sample with `words` wherever a string of somebody else can stand.
fn with(words: &str) -> Sample {
    let mut sample = sample();
    let foreign = |what: &str| format!("{what}{words}");
    let spoil = |article: &Article| {
        let mut article = article.clone();
        article.title = Some(foreign("title"));
        article.source.outlet = Some(foreign("outlet"));
        article.source.byline = Some(foreign("byline"));
        article.source.language = Some(format!("en{words}"));
        article.source.sha256 = foreign(&article.source.sha256);
        let address: String =
            words.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        article.source.url = Some(format!("https://e.example.org/{}?{address}", article.id));
        article.text.push_str(words);
        article
    };
    let ends: Vec<usize> = sample.library.articles().iter().map(|a| a.text.len()).collect();
    sample.library = sample.library.articles().iter().map(|a| spoil(a)).collect();
    for finding in &mut sample.analysis.contradictions {
        finding.reason = foreign("reason");
        finding.steps = vec![foreign("step")];
        finding.a.value = foreign("value");
        finding.b.span.end = ends[finding.b.article] + words.len();
    }
    for annotation in &mut sample.annotations {
        annotation.bodies.push(body(&foreign("note"), Purpose::Commenting));
        annotation.bodies.push(body(&foreign("tag"), Purpose::Tagging));
    }
    sample.topics.topics[0].name = foreign("topic");
    sample
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_from_outside_becomes_markup(words in "[<>/&\"'=a-c ]{0,12}(<script>|</p>|<b|-->|\\]\\]>|&lt;|&#60;|javascript:|\" onload=|\0|</style>|🔥|قلم)[<>\"' \\PC]{0,9}") {
        let wanted = elements(&Document::from(render(&Report::of(&with("x").outgoing()))));
        let page = Document::from(render(&Report::of(&with(&words).outgoing())));
        prop_assert_eq!(elements(&page), wanted);
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
