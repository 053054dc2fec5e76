use super::*;
use crate::text::property::cases;
use proptest::prelude::*;

/// Reads a text in which the annotated place stands between ⟦ and ⟧.
fn marked(text: &str) -> (Article, Option<Span>) {
    let start = text.find('⟦');
    let end = text.find('⟧').map(|end| end - '⟦'.len_utf8());
    let plain = text.replace(['⟦', '⟧'], "");
    let article = Article { id: "a".into(), text: plain, ..Article::default() };
    (article, start.zip(end).map(|(start, end)| Span::new(start, end)))
}

/// The target made in the old text, as a store would hold it: with the hash of that text.
fn target(old: &str) -> Target {
    let (mut article, span) = marked(old);
    article.source.sha256 = "0".repeat(64);
    describe::describe(&article, span.expect("the old text has a mark"))
}

/// Anchors what is marked in `old` in the text `new`, and checks outcome, place and differences.
#[track_caller]
fn check(old: &str, new: &str, state: &str, said: &[&str]) {
    let (article, place) = marked(new);
    let outcome = Anchorer::new(&article).anchor(&target(old));
    let quoted = outcome.anchoring.span().map(|s| s.of(&article.text));
    assert_eq!(outcome.anchoring.name(), state, "{quoted:?} {outcome:?}");
    assert_eq!(quoted, place.map(|s| s.of(&article.text)), "{outcome:?}");
    assert_eq!(outcome.anchoring.span(), place, "{outcome:?}");
    if let Anchoring::Changed { differences, .. } = outcome.anchoring {
        let differences: Vec<_> = differences.iter().map(ToString::to_string).collect();
        assert_eq!(differences, said);
    }
}

// The nine measured cases of readers_needs, section 6.2, in words of our own.

const COLLISION: &str = "Two ferries collided in thick fog off the cape on Monday night. Harbour \
    officials said that ⟦12 passengers were injured⟧ and taken to the hospital in Port Aldis. The \
    pilots of both ships are being questioned. In the accident of 2019, 12 passengers were injured \
    when a crane fell on the quay.";

#[test]
fn case_1_unchanged() {
    check(COLLISION, COLLISION, "anchored", &[]);
}

#[test]
fn case_2_corrected_number_with_a_lookalike_elsewhere() {
    let new = COLLISION.replace("⟦12 passengers", "⟦14 passengers");
    check(COLLISION, &new, "changed", &["number: 12 → 14"]);
}

#[test]
fn case_3_deleted_paragraph_with_a_lookalike_elsewhere() {
    let new = "Two ferries collided in thick fog off the cape on Monday night. The pilots of both \
        ships are being questioned. In the accident of 2019, ⟦12 passengers were injured⟧ when a \
        crane fell on the quay.";
    check(COLLISION, new, "moved?", &[]);
}

#[test]
fn case_4_short_quote_in_an_unrelated_page() {
    let old = "The kernel was announced by ⟦Linus⟧ in a message to a newsgroup about Minix.";
    let new = "Machines whine at night in the old mill; the river shines, and miners come home.";
    check(old, new, "lost", &[]);
}

#[test]
fn case_5_unrelated_text() {
    let new =
        "Sow the tomatoes in March, keep them warm, and plant them out once the frost is over.";
    check(COLLISION, new, "lost", &[]);
}

#[test]
fn case_6_decomposed_accents() {
    let old = "At the door ⟦Zoë Müller-Noël asked for a résumé⟧ of the day before, in Łódź.";
    let new = "At the door ⟦Zoe\u{308} Mu\u{308}ller-Noe\u{308}l asked for a re\u{301}sume\u{301}⟧ of the day before, in Łódź.";
    check(old, new, "anchored", &[]);
}

#[test]
fn case_7_curly_against_straight_quotes() {
    let old = "The mayor called it ⟦“a very bad idea – for us”⟧ and left the room.";
    let new = "The mayor called it ⟦\"a very bad idea - for us\"⟧ and left the room.";
    check(old, new, "anchored", &[]);
}

#[test]
fn case_8_a_not_came_in() {
    let old = "After a long debate ⟦the committee did approve the plan⟧ for the new bridge.";
    let new = "After a long debate ⟦the committee did not approve the plan⟧ for the new bridge.";
    check(old, new, "changed", &["negation: now “not”"]);
}

#[test]
fn case_9_twelve_became_ninety_two() {
    let old =
        "Rescuers worked all night. ⟦The flood killed 12 people in the valley⟧, the council said.";
    let new =
        "Rescuers worked all night. ⟦The flood killed 92 people in the valley⟧, the council said.";
    check(old, new, "changed", &["number: 12 → 92"]);
}

// Beyond the nine.

#[test]
fn a_not_beside_the_quote_is_no_less_a_not() {
    let old = "After a long debate the committee did ⟦approve the plan for the bridge⟧ in the end.";
    let new =
        "After a long debate the committee did not ⟦approve the plan for the bridge⟧ in the end.";
    check(old, new, "changed", &["negation beside the quote: now “not”"]);
    let old = "The council said 12 people ⟦were injured in the fire⟧ last night.";
    let new = "The council said 14 people ⟦were injured in the fire⟧ last night.";
    check(old, new, "changed", &["number beside the quote: 12 → 14"]);
}

#[test]
fn text_before_moves_the_place_but_not_the_note() {
    let new = format!("Updated on Tuesday with a statement of the port.\n\n{COLLISION}");
    check(COLLISION, &new, "anchored", &[]);
}

#[test]
fn one_neighbour_edited_is_still_the_place() {
    let new = COLLISION.replace("Harbour officials said that", "According to the coast guard,");
    check(COLLISION, &new, "anchored", &[]);
}

#[test]
fn a_deleted_sentence_is_lost() {
    let old = "The road is closed. ⟦Seven goats were found on the roof of the school.⟧ The bus runs again.";
    check(old, "The road is closed. The bus runs again.", "lost", &[]);
}

#[test]
fn a_sentence_moved_whole_is_moved() {
    let old = "It rained. ⟦Seven goats were found on the roof of the school.⟧ The bus to the lake runs again now.";
    let new = "It rained. The bus to the lake runs again now. Nobody knows why the wall fell, and the \
        inquiry goes on for weeks. ⟦Seven goats were found on the roof of the school.⟧";
    check(old, new, "moved?", &[]);
}

#[test]
fn equal_places_are_ambiguous() {
    let item = "Item: four boxes of nails. ";
    let old = [&item.repeat(4), "Item: ⟦four boxes of nails⟧. ", &item.repeat(4)].concat();
    let (article, _) = marked(&item.repeat(8));
    let outcome = Anchorer::new(&article).anchor(&target(&old));
    assert_eq!(outcome.anchoring.name(), "ambiguous", "{outcome:?}");
}

#[test]
fn emoji_right_to_left_tabs_and_line_ends_do_not_shift_the_place() {
    let texts = [
        (
            "🌞🌞 The sun rose 🌅 over ⟦the old harbour town⟧ at six 🕕 in the morning.",
            "🌞🌞🌞🌞 The sun rose 🌅 over ⟦the old harbour town⟧ at six 🕕 in the morning.",
        ),
        (
            "قال الوزير إن ⟦القطار وصل في الصباح الباكر⟧ إلى المدينة القديمة.",
            "بيان. قال الوزير إن ⟦القطار وصل في الصباح الباكر⟧ إلى المدينة القديمة.",
        ),
        (
            "He walked\tslowly ⟦down to\r\nthe river bank⟧ and sat\r\ndown there.",
            "Then he walked slowly ⟦down to\nthe river bank⟧ and sat\ndown there.",
        ),
        (
            "会议在北京举行。⟦代表团星期一乘火车抵达首都⟧,受到热烈欢迎。",
            "更新:会议在北京举行。⟦代表团星期一乘火车抵达首都⟧,受到热烈欢迎。",
        ),
    ];
    for (old, new) in texts {
        check(old, new, "anchored", &[]);
    }
}

#[test]
fn the_same_hash_is_believed_without_a_search() {
    let text = "same same same same";
    let article = Article {
        text: text.into(),
        source: crate::article::Source { sha256: "ab".into(), ..Default::default() },
        ..Article::default()
    };
    for start in [0, 5, 10, 15] {
        let span = Span::new(start, start + 4);
        assert_eq!(
            anchor(&describe::describe(&article, span), &article),
            Anchoring::Anchored(span)
        );
    }
}

#[test]
fn a_target_without_selectors_is_nowhere() {
    let (article, _) = marked("text");
    let mut bare = target("⟦t⟧ext");
    bare.selectors.clear();
    assert_eq!(anchor(&bare, &article), Anchoring::Lost);
}

/// Words enough that no two places of a generated text look alike.
fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zé]{2,9}|[0-9]{2,4}|[A-Z][a-z]{3,8}", 12..60)
        .prop_map(|w| w.join(" "))
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn describe_then_anchor_returns_the_span(
        text in "\\PC{1,200}", a in 0usize..200, b in 0usize..200, hashed in any::<bool>()
    ) {
        let mut article = Article { text, ..Article::default() };
        if hashed { article.source.sha256 = "ab".into(); }
        let text = &article.text;
        let at = |n: usize| text.floor_char_boundary(n % (text.len() + 1));
        let span = describe::settle(text, Span::new(at(a).min(at(b)), at(a).max(at(b))));
        let target = describe::describe(&article, span);
        prop_assert_eq!(anchor(&target, &article), Anchoring::Anchored(span));
    }

    #[test]
    fn text_added_in_front_or_behind_loses_nothing(
        text in any_text(), front in any_text(), back in any_text(), a in 0usize..50, n in 3usize..9
    ) {
        let words: Vec<_> = text.split(' ').collect();
        let a = a % words.len().saturating_sub(n).max(1);
        let quote = words[a..(a + n).min(words.len())].join(" ");
        let start = words[..a].iter().map(|w| w.len() + 1).sum::<usize>();
        let old = Article { text: text.clone(), source: crate::article::Source { sha256: "0".into(), ..Default::default() }, ..Article::default() };
        let target = describe::describe(&old, Span::new(start, start + quote.len()));
        let new = Article { text: format!("{front}\n\n{text}\n\n{back}"), ..Article::default() };
        let at = front.len() + 2 + start;
        prop_assert_eq!(anchor(&target, &new), Anchoring::Anchored(Span::new(at, at + quote.len())));
    }

    #[test]
    fn no_text_and_no_target_make_it_panic(
        text in "\\PC{0,80}", exact in "\\PC{0,20}", prefix in "\\PC{0,32}", suffix in "\\PC{0,32}",
        start in 0usize..100, end in 0usize..100,
    ) {
        let target = Target {
            source: String::new(), sha256: String::new(), unknown: Vec::new(),
            selectors: vec![Selector::TextQuote { exact, prefix, suffix }, Selector::TextPosition { start, end }],
        };
        let article = Article { text, ..Article::default() };
        if let Some(span) = anchor(&target, &article).span() {
            prop_assert!(span.end <= article.text.len());
        }
    }
}
