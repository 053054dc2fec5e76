//! Topics of a library, their mentions in each article, and the silences.

use super::draft::Draft;
use super::merge::merged;
use super::noun::is_general;
use super::passage::{self, Sentence};
use super::phrase::{phrases, quotations};
use super::talk::{self, Use};
use super::when;
use crate::analysis::progress::{Stage, Steps, Watch, bytes, unwatched};
use crate::article::{Article, BlockKind, Library};
use crate::language::lexicon::{SORTS, is_common};
use crate::language::name::{self, Name};
use crate::language::naming::{NameKind, by_whole, is_given_name};
use crate::language::quantity::is_currency;
use crate::language::roster::{Entity, Roster};
use crate::language::stem::{Part, is_known, lemma};
use crate::language::word::{Cases, words};
use crate::text::Span;
use crate::text::fold::fold;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What a topic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TopicKind {
    /// Somebody.
    Person,
    /// A body of people with a name.
    Organisation,
    /// Somewhere.
    Place,
    /// Something that happened or will.
    Event,
    /// Anything else that is named or talked about.
    Thing,
    /// A day or a span of time.
    Date,
    /// A heading of an article.
    Heading,
}

impl TopicKind {
    /// Every kind, with the word used for it in files and on the screen.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Person, "person"),
        (Self::Organisation, "organisation"),
        (Self::Place, "place"),
        (Self::Event, "event"),
        (Self::Thing, "thing"),
        (Self::Date, "date"),
        (Self::Heading, "heading"),
    ];

    /// Returns the word for the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Something the articles talk about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The name to show: the fullest form.
    pub name: String,
    /// Every form found in the texts, the most frequent first, `name` among them.
    pub variants: Vec<String>,
    /// What it is.
    pub kind: TopicKind,
    /// Where it is mentioned: for each article of the library, spans in order; empty is a silence.
    pub mentions: Vec<Vec<Span>>,
    /// For each article, the span of its best passage on the topic (a sentence).
    pub best: Vec<Option<Span>>,
}

impl Topic {
    /// Returns how many times the topic is mentioned in all articles.
    #[must_use]
    pub fn total(&self) -> usize {
        self.mentions.iter().map(Vec::len).sum()
    }

    /// Returns in how many articles it is mentioned.
    #[must_use]
    pub fn spread(&self) -> usize {
        self.mentions.iter().filter(|m| !m.is_empty()).count()
    }

    /// Returns the articles that do not mention it, by index.
    pub fn silent(&self) -> impl Iterator<Item = usize> {
        self.mentions.iter().enumerate().filter(|(_, m)| m.is_empty()).map(|(i, _)| i)
    }
}

/// How many bytes of one article are read for topics. A novel has about a million; what is longer is a
/// log or a book of reference, and its beginning tells what it talks about.
pub const MAX_BYTES: usize = 1 << 20;

/// How many bytes of all articles are read for topics, shared evenly.
pub const MAX_BYTES_IN_ALL: usize = 16 << 20;

/// How many topics are kept: the most telling ones.
pub const MAX_TOPICS: usize = 10_000;

/// The topics of a library, the most telling first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicIndex {
    /// The topics, ordered by how well they help to compare: in how many articles, how often, name.
    pub topics: Vec<Topic>,
    /// The articles of which only the beginning was read, by index.
    pub partial: Vec<usize>,
}

impl TopicIndex {
    /// Proposes the topics of a library. The result does not depend on the order of the articles.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        Self::read(library, &unwatched).unwrap_or_default()
    }

    /// Proposes the topics of a library under a watch; `None` when that stopped it.
    #[must_use]
    pub fn read(library: &Library, watch: Watch<'_>) -> Option<Self> {
        let articles = library.articles();
        let most = MAX_BYTES.min(MAX_BYTES_IN_ALL / articles.len().max(1));
        let partial = (0..articles.len()).filter(|i| articles[*i].text.len() > most).collect();
        let sentences: Vec<Vec<Sentence>> = articles.iter().map(|a| sentences(a, most)).collect();
        // Every sentence is taken up three times: its words, its names, what it talks about.
        let mut steps = Steps::new(watch, Stage::Topics, 3 * bytes(library, most));
        steps.by(0)?;
        let mut drafts = Vec::new();
        let names = names(library, &sentences, &mut steps)?;
        let roster = Roster::of(&names);
        drafts.extend(named(library, &roster));
        drafts.extend(talked_about(library, &sentences, &roster, &mut steps)?);
        steps.by(0)?;
        drafts.extend(when::topics(library, &sentences));
        drafts.retain(|draft| !draft.name.is_empty());
        drafts.retain(|d| !is_own_outlet(d, library) && !is_currency(&fold(&d.name)));
        let topics = merged(drafts).into_iter().map(Draft::finish);
        let mut weighed: Vec<(f64, Topic)> = topics
            .filter_map(|topic| {
                let titles = titles(&topic, &sentences);
                let cry = titles == topic.total() && is_shouted(&topic.name);
                (!cry).then(|| (weight(&topic, titles > 0), topic))
            })
            .collect();
        weighed.sort_by(order);
        let mut topics: Vec<Topic> = weighed.into_iter().map(|(_, topic)| topic).collect();
        topics.extend(headings(library, most));
        topics.truncate(MAX_TOPICS);
        for topic in &mut topics {
            let best = topic.mentions.iter().zip(&sentences).map(|(m, s)| passage::best(s, m));
            topic.best = best.collect();
        }
        Some(Self { topics, partial })
    }
}

/// How telling a topic is: in how many articles it stands counts most, then how often in each of them, then
/// whether it stands in a title.
///
/// What one article says once, or calls by a common noun, helps little to compare. A common noun that each
/// article uses once is hardly what they talk about; days are ways to find a place rather than subjects, and
/// come a little later, years more so.
fn weight(topic: &Topic, titled: bool) -> f64 {
    let spread = topic.spread() as f64;
    let often = topic.total() as f64 / spread.max(1.0);
    let named = topic.name.chars().any(char::is_uppercase) || topic.kind == TopicKind::Event;
    let words = topic.name.split([' ', '-']).count();
    let again = (often - 1.0).min(2.0);
    let less = match topic.kind {
        TopicKind::Heading => 9.0,
        TopicKind::Date if words == 1 => 1.5,
        TopicKind::Date => 0.8,
        _ if named => 0.0,
        // From the first figure, for a word that each article uses once, down to what each uses three times.
        _ if words > 1 => 0.8 - 0.3 * again,
        _ => 1.6 - 0.6 * again,
    };
    let lone = match topic.total() {
        1 if topic.kind == TopicKind::Person => 0.5,
        1 if topic.kind == TopicKind::Event => 1.2, // `by Christmas`
        1 => 0.7,
        _ if spread < 2.0 && !named => 0.7,
        _ => 0.0,
    };
    let more = if titled { TITLED } else { 0.0 };
    2.0 * (1.0 + spread).ln() + 0.7 * (1.0 + often).ln() + more - less - lone
}

/// What it counts to stand in a title: about as much as one article more in five.
const TITLED: f64 = 0.3;

/// The most telling topics come first; of two as telling, the one earlier in the alphabet.
fn order(a: &(f64, Topic), b: &(f64, Topic)) -> Ordering {
    b.0.total_cmp(&a.0).then_with(|| (&a.1.name, a.1.kind).cmp(&(&b.1.name, b.1.kind)))
}

/// Returns how many mentions of a topic stand in titles and headings.
fn titles(topic: &Topic, sentences: &[Vec<Sentence>]) -> usize {
    let articles = topic.mentions.iter().zip(sentences);
    let stands = |sentences: &[Sentence], mention: &Span| {
        let at = sentences.partition_point(|s| s.span.end <= mention.start);
        sentences.get(at).is_some_and(|s| s.heading)
    };
    articles.map(|(mentions, s)| mentions.iter().filter(|m| stands(s, m)).count()).sum()
}

/// Tells whether a name is one word in capitals: an abbreviation in the text, in a title alone a cry.
fn is_shouted(name: &str) -> bool {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    !name.contains(' ') && letters().count() > 1 && letters().all(char::is_uppercase)
}

fn sentences(article: &Article, most: usize) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    for (block, span) in article.sentences().take_while(|(_, span)| span.end <= most) {
        let below_heading = out.last().is_some_and(|last| last.heading);
        out.push(Sentence { span, heading: article.is_heading(block), below_heading });
    }
    out
}

fn names<'l>(
    library: &'l Library,
    sentences: &[Vec<Sentence>],
    steps: &mut Steps<'_>,
) -> Option<Vec<(&'l str, Vec<Name>)>> {
    let articles = || library.articles().iter().zip(sentences);
    let mut cases = Cases::default();
    for (article, sentences) in articles() {
        for sentence in sentences {
            cases.add(&words(&article.text, sentence.span));
            steps.sentence(sentence.span.len())?;
        }
    }
    let mut out = Vec::with_capacity(sentences.len());
    for (article, sentences) in articles() {
        let mut names = Vec::new();
        for sentence in sentences {
            names.extend(name::find(&article.text, sentence.span, &cases));
            steps.sentence(sentence.span.len())?;
        }
        out.push((article.text.as_str(), names));
    }
    Some(out)
}

fn named(library: &Library, roster: &Roster) -> Vec<Draft> {
    let kind = |kind: NameKind| match kind {
        NameKind::Person => TopicKind::Person,
        NameKind::Organisation => TopicKind::Organisation,
        NameKind::Place => TopicKind::Place,
        NameKind::Event => TopicKind::Event,
        NameKind::Thing => TopicKind::Thing,
    };
    let drafts = roster.entities.iter();
    let mut drafts: Vec<Draft> =
        drafts.map(|e| Draft::new(e.name.clone(), kind(e.kind), library.len())).collect();
    for (i, mentions) in roster.mentions.iter().enumerate() {
        for mention in mentions {
            let form = mention.span.of(&library.articles()[i].text);
            drafts[mention.entity.0 as usize].add(i, mention.span, form);
        }
    }
    for (draft, entity) in drafts.iter_mut().zip(&roster.entities) {
        if let Some(noun) = common_noun(entity, draft, library) {
            (draft.name, draft.kind) = (noun, TopicKind::Thing);
        }
    }
    drafts
}

/// Returns the common noun that a name in capitals is: the Board, the Company, the Constitution. None is left of
/// one that is too general to be a topic.
fn common_noun(entity: &Entity, draft: &Draft, library: &Library) -> Option<String> {
    let [word] = entity.words.as_slice() else { return None };
    let other = entity.kind == NameKind::Person
        || entity.country.is_some()
        || is_given_name(word)
        || by_whole(word).is_some();
    if other {
        return None;
    }
    if is_general(word) || is_common(word) {
        return Some(String::new());
    }
    let texts = library.articles().iter().zip(&draft.mentions);
    let before = texts.flat_map(|(article, spans)| {
        spans.iter().map(|span| Span::new(0, span.start).of(&article.text).trim_end())
    });
    let owned = before
        .filter(|before| {
            let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            matches!(word, "the" | "The" | "a" | "A" | "our" | "Our" | "its" | "Its")
        })
        .count();
    let noun = lemma(word, Part::Noun);
    let sorts = SORTS.get(&noun).unwrap_or_default();
    let role = ["person", "group", "text"].iter().any(|sort| sorts.contains(sort));
    (role && is_known(&noun, Part::Noun, false) && owned * 2 > draft.total()).then(|| word.clone())
}

fn talked_about(
    library: &Library,
    sentences: &[Vec<Sentence>],
    roster: &Roster,
    steps: &mut Steps<'_>,
) -> Option<Vec<Draft>> {
    let mut uses = Vec::new();
    let mut quoted: BTreeMap<String, Draft> = BTreeMap::new();
    for (i, article) in library.articles().iter().enumerate() {
        let text = article.text.as_str();
        let names: Vec<(Span, bool)> =
            roster.mentions[i].iter().map(|m| (m.span, roster.is_person(m.entity))).collect();
        for sentence in &sentences[i] {
            steps.sentence(sentence.span.len())?;
            let from = names.partition_point(|(n, _)| n.end <= sentence.span.start);
            let to = from + names[from..].partition_point(|(n, _)| n.start < sentence.span.end);
            let found = phrases(text, sentence.span, &names[from..to]);
            uses.extend(found.into_iter().map(|phrase| Use {
                article: i,
                text,
                heading: sentence.heading,
                around: talk::around(text, sentence.span, &phrase),
                phrase,
            }));
            for span in quotations(text, sentence.span) {
                let form = span.of(text);
                let new = || Draft::new(form.to_owned(), TopicKind::Thing, library.len());
                quoted.entry(fold(form)).or_insert_with(new).add(i, span, form);
            }
        }
    }
    let mut drafts = talk::topics(&uses, library.len());
    drafts.extend(quoted.into_values().filter(|draft| draft.spread() >= 2 || draft.total() >= 2));
    Some(drafts)
}

/// How often an account names its own outlet before that is what it talks about: a railway in its own statement.
const OWN: usize = 3;

/// Tells whether a topic is the name of the outlets themselves, in their own accounts and nowhere else.
fn is_own_outlet(draft: &Draft, library: &Library) -> bool {
    if draft.total() >= OWN * draft.spread() {
        return false;
    }
    let name = format!(" {} ", fold(&draft.name));
    let own = |article: &Article| {
        let source = &article.source;
        let said = source.outlet.iter().chain(&source.byline);
        said.into_iter().any(|words| format!(" {} ", fold(words)).contains(&name))
    };
    draft.mentions.iter().zip(library.articles()).all(|(m, article)| m.is_empty() || own(article))
}

fn headings(library: &Library, most: usize) -> Vec<Topic> {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for (i, article) in library.articles().iter().enumerate() {
        for block in article.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_))) {
            let text = article.quote(block.span);
            if block.span.end <= most && !text.is_empty() {
                let new = || Draft::new(text.to_owned(), TopicKind::Heading, library.len());
                drafts.entry(fold(text)).or_insert_with(new).add(i, block.span, text);
            }
        }
    }
    drafts.into_values().map(Draft::finish).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::bundled::bundled;
    use std::sync::LazyLock;

    static INDEX: LazyLock<TopicIndex> = LazyLock::new(|| TopicIndex::of(&bundled()));

    /// The topics that a careful reader of the bundled accounts listed: forms that must be one topic, and the
    /// accounts that speak of it (the others are silent).
    const WANTED: &[(&str, &[&str], &[usize])] = &[
        (
            "Kim Jong Un",
            &["Kim Jong-Un", "Kim Jong\u{2011}un", "Kim", "North Korean leader"],
            &[0, 1, 2, 3, 4],
        ),
        ("Xi Jinping", &["Xi"], &[0, 1, 2, 3, 4]),
        ("Vladimir Putin", &["Putin"], &[0, 1, 2, 3, 4]),
        ("train", &["green armored train", "bullet-proof train"], &[0, 1, 2, 3, 4]),
        ("military parade", &["parade", "Victory Day parade"], &[0, 1, 2, 3, 4]),
        ("Beijing", &["Chinese capital"], &[0, 1, 2, 3, 4]),
        ("Pyongyang", &[], &[0, 1, 2, 3, 4]),
        ("80th anniversary", &[], &[0, 1, 2, 3]),
        ("World War II", &["Second World War"], &[0, 1]),
        ("journey", &[], &[0, 1, 2, 3]),
        ("missile research facility", &[], &[1, 2, 3]),
        ("intercontinental ballistic missiles", &["missile"], &[1, 2, 3, 4]),
        ("talks", &["bilateral talks", "formal talks"], &[0, 1, 2, 3, 4]),
        ("summit", &["three-way summit"], &[0, 3, 4]),
        ("Ukraine", &[], &[0, 1, 3, 4]),
        ("war in Ukraine", &["war"], &[1, 3, 4]),
        ("father and grandfather", &[], &[1, 2, 3]),
        ("European Union", &[], &[3, 4]),
        ("troops", &[], &[3, 4]),
        ("Taiwan", &[], &[1, 4]),
        ("South Korea", &[], &[1, 3, 4]),
        ("United States", &["U.S.", "American"], &[0, 1, 3, 4]),
        ("axis of upheaval", &[], &[2, 4]),
        ("Donald Trump", &["Trump"], &[0, 4]),
        ("sanctions", &["UN sanctions"], &[2, 4]),
        ("Tiananmen Square", &[], &[3, 4]),
        ("Shanghai Cooperation Organisation", &["SCO"], &[3]),
        ("2 September 2025", &["Tuesday"], &[2, 3]),
        ("Kim Jong Il", &[], &[3]),
        ("Kim Il Sung", &[], &[3]),
        ("Kim Tok Hun", &[], &[2]),
        ("Choe Son Hui", &[], &[2]),
        ("Choe Ryong-hae", &[], &[3]),
        ("Lai Ching-te", &[], &[1]),
        ("Robert Fico", &[], &[3]),
    ];

    /// Words of which none may be a topic by itself.
    const JUNK: &[&str] = &[
        "analysts",
        "moment",
        "country",
        "countries",
        "leader",
        "leaders",
        "visit",
        "picture",
        "day",
        "hours",
        "analyst",
        "event",
        "order",
        "world",
        "power",
        "people",
        "who",
        "analysis",
        "the",
        "green",
    ];

    #[test]
    fn the_topics_of_a_careful_reader_are_there() {
        let index = &*INDEX;
        for (name, forms, articles) in WANTED {
            let has = |t: &&Topic| t.name == *name || t.variants.iter().any(|v| v == name);
            let topic = index.topics.iter().find(has);
            let Some(topic) = topic else { panic!("no topic {name}") };
            for form in *forms {
                assert!(
                    topic.variants.iter().any(|v| v == form),
                    "{name}: no {form} in {:?}",
                    topic.variants
                );
            }
            let spread: Vec<usize> =
                (0..topic.mentions.len()).filter(|i| !topic.mentions[*i].is_empty()).collect();
            assert_eq!(spread, *articles, "{name}");
            for (i, best) in topic.best.iter().enumerate() {
                assert_eq!(best.is_some(), articles.contains(&i), "{name}: passage of {i}");
            }
        }
        let person = index.topics.iter().find(|t| t.name == "Kim Jong Un").expect("found above");
        assert!(!person.variants.iter().any(|v| v.contains("Il") || v.contains("Tok")));
    }

    #[test]
    fn the_first_thirty_hold_no_junk() {
        for topic in INDEX.topics.iter().take(30) {
            assert!(!JUNK.contains(&topic.name.as_str()), "{}", topic.name);
            assert!(topic.spread() >= 2, "{} stands in one account only", topic.name);
        }
    }

    #[test]
    fn a_word_without_a_name_is_telling_or_stands_late() {
        let is_word = |t: &&Topic| {
            let small = !t.name.contains([' ', '-']) && !t.name.contains(char::is_uppercase);
            small && !matches!(t.kind, TopicKind::Heading | TopicKind::Date)
        };
        let words = INDEX.topics.iter().enumerate().filter(|(_, t)| is_word(t));
        let mut some = 0;
        for (rank, topic) in words {
            let name = topic.name.as_str();
            assert!(!is_common(name) && !is_general(name), "{name} means too little");
            let often = topic.total() > topic.spread();
            assert!(
                rank >= 30 || often || topic.kind == TopicKind::Event,
                "{name} is number {rank}"
            );
            some += 1;
        }
        assert!(some > 10);
    }

    #[test]
    fn a_cry_in_a_title_is_no_topic_and_an_abbreviation_is() {
        let text = "---\ntitle: \"BOOM! The ONX shuts the bridge\"\n---\n\nThe ONX, which keeps the roads of Olm, \
                    shut the bridge on Friday.\n\nNobody was hurt, said the ONX.\n";
        let origin = crate::article::read::Origin::default();
        let library: Library = crate::article::read::read(text.as_bytes(), &origin)
            .expect("a text")
            .into_iter()
            .collect();
        let index = TopicIndex::of(&library);
        let names: Vec<&str> = index.topics.iter().map(|t| t.name.as_str()).collect();
        assert!(names.contains(&"ONX") && !names.contains(&"BOOM"), "{names:?}");
    }

    /// Three accounts with headlines in title case and in capitals, a role before a name, a ship, a firm with a form,
    /// a people, letters, copied words.
    const ACCOUNTS: &[&str] = &[
        "---\ntitle: OLM HAVEN MOURNS AS DEATH TOLL CLIMBS\noutlet: The Lantern\n---\n\nOLM HAVEN, Vessia, June 9 (ABC) - \
         Eleven people died when the Lady Irma sank off Olm Haven on Sunday, the Vessian coastguard said. The ship belonged \
         to Olm & Vessa Lines.\n\nHolidaymaker Dora Pohl, 61, swam ashore. “The floor became a washing machine,” said \
         Dora Pohl.\n\nThe Marine Safety Board (MSB) began an inquiry into the sinking.\n",
        "---\ntitle: Deckhand Ivo Lunn Blames Captain for Sinking\noutlet: Daily Beacon\n---\n\nThe captain of the Lady Irma \
         left the ship too early, the deckhand Ivo Lunn said at the Seamen’s Chapel in Olm Haven. “The floor became a washing \
         machine,” Lunn said.\n\nOlm & Vessa Lines Ltd would not comment on the captain. The MSB will speak to him. \
         The Board has two years for its inquiry.\n",
        "---\ntitle: What Vessia Asks after the Sinking\noutlet: Weekly Herald\n---\n\nPeople in Vessia ask why the Lady Irma \
         was at sea. The Seamen’s Chapel was full when Ivo Lunn spoke of the captain. At the Marine Safety Board nobody \
         answered, and Olm & Vessa Lines shut its office in Tanners’ Row.\n\nThe death toll stands at eleven.\n",
    ];

    #[test]
    fn headlines_roles_and_forms_make_no_topics_of_their_own() {
        let origin = crate::article::read::Origin::default();
        let read =
            |text: &&str| crate::article::read::read(text.as_bytes(), &origin).expect("a text");
        let library: Library = ACCOUNTS.iter().flat_map(read).collect();
        let index = TopicIndex::of(&library);
        let show = |t: &Topic| format!("{} {}: {}", t.name, t.kind.name(), t.variants.join(", "));
        let shown: Vec<String> = index.topics.iter().map(show).collect();
        let wanted: &[(&str, TopicKind, usize)] = &[
            ("Lady Irma", TopicKind::Thing, 3),
            ("Vessia", TopicKind::Place, 2),
            ("Olm & Vessa Lines", TopicKind::Organisation, 3),
            ("Marine Safety Board", TopicKind::Organisation, 3),
            ("Ivo Lunn", TopicKind::Person, 2),
            ("Seamen’s Chapel", TopicKind::Place, 2),
            ("Olm Haven", TopicKind::Place, 2),
            ("Dora Pohl", TopicKind::Person, 1),
            ("captain", TopicKind::Person, 2),
            ("death toll", TopicKind::Thing, 2),
        ];
        for (name, kind, spread) in wanted {
            let topic = index.topics.iter().find(|t| t.name == *name);
            let topic = topic.unwrap_or_else(|| panic!("no topic {name} in {shown:#?}"));
            assert_eq!((topic.kind, topic.spread()), (*kind, *spread), "{name}: {shown:#?}");
        }
        let junk = [
            "Holidaymaker",
            "Deckhand",
            "MOURNS",
            "Row",
            "Tanners",
            "HAVEN",
            "washing",
            "Ltd",
            "Vessian",
        ];
        for topic in &index.topics {
            assert!(
                !junk.iter().any(|word| topic.name.contains(word) && topic.name != "Tanners’ Row"),
                "{}",
                topic.name
            );
        }
    }

    #[test]
    fn mentions_and_passages_lie_in_the_text() {
        let library = bundled();
        for topic in &INDEX.topics {
            for (i, mentions) in topic.mentions.iter().enumerate() {
                let text = &library.articles()[i].text;
                assert!(mentions.windows(2).all(|w| w[0].end <= w[1].start), "{}", topic.name);
                assert!(
                    mentions
                        .iter()
                        .all(|m| text.get(m.start..m.end).is_some_and(|t| !t.trim().is_empty()))
                );
                assert!(
                    topic.best[i].is_none_or(|b| mentions.iter().any(|m| b.overlaps(*m))),
                    "{}",
                    topic.name
                );
            }
        }
    }

    #[test]
    fn the_order_of_the_articles_does_not_matter() {
        let library = bundled();
        let turned: Library = library.articles().iter().rev().map(|a| Article::clone(a)).collect();
        let one = &*INDEX;
        let two = TopicIndex::of(&turned);
        assert_eq!(one.topics.len(), two.topics.len());
        for (a, b) in one.topics.iter().zip(&two.topics) {
            let mentions: Vec<_> = b.mentions.iter().rev().collect();
            assert_eq!((&a.name, &a.variants, a.kind), (&b.name, &b.variants, b.kind));
            assert!(a.mentions.iter().eq(mentions), "{}", a.name);
        }
    }

    #[test]
    fn a_first_run_shows_the_whole_program() {
        let analysis = crate::analysis::analyze(&bundled());
        let mut kinds: Vec<_> = analysis
            .contradictions
            .iter()
            .filter(|f| f.confidence >= crate::analysis::Analysis::DEFAULT_THRESHOLD)
            .map(|f| f.kind)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert!(kinds.len() >= 8, "{kinds:?}");
        assert!(!analysis.corroborations.is_empty() && !analysis.updates.is_empty());
        assert!(INDEX.topics.iter().any(|t| t.silent().count() > 0));
        assert!(INDEX.topics.iter().filter(|t| t.variants.len() > 2).count() > 1);
    }

    #[test]
    fn gathering_stops_at_every_look() {
        let library = bundled();
        let gather = |look: usize| {
            let looks = std::cell::Cell::new(0);
            let watch = |_| {
                looks.set(looks.get() + 1);
                looks.get() != look
            };
            (TopicIndex::read(&library, &watch).is_some(), looks.get())
        };
        let (done, looks) = gather(0);
        assert!(done && looks >= 5);
        for look in 1..=looks {
            assert_eq!(gather(look), (false, look));
        }
    }
}
