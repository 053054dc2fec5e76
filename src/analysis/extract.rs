//! Articles into claims: one claim for each sentence that can be compared.

use super::claim::{Claim, Counted, Named, Timed};
use super::context::Anchor;
use super::description;
use super::predicate::{Force, Predicate, predicates};
use super::progress::{self, MAX_BYTES, Stage, Steps, Watch};
use super::term::{Key, Keys, Role, Term, terms};
use crate::article::{Article, Library};
use crate::language::cue::{CueKind, Denial, Modality, Negation, cues};
use crate::language::date::{Bound, Day, Lean, mentions};
use crate::language::name::{Name, NameForm, find_in};
use crate::language::negation::clause_ends;
use crate::language::office::{self, Rank};
use crate::language::quantity::{Unit, quantities};
use crate::language::roster::{EntityId, Roster};
use crate::language::token::{Token, tokens};
use crate::language::word::{Cases, Word, words};
use crate::text::Span;
use std::ops::Range;

/// How many words may lie between a rank and the infinitive that tells of what: `the first mayor of Orvel to resign`.
const RANKED: usize = 5;

/// A sentence of an article, cut into words, before names are joined.
struct Sentence<'t> {
    block: usize,
    span: Span,
    words: Vec<Word<'t>>,
    names: Vec<Name>,
}

/// Reads every article into claims, and learns the names on the way; `None` when the watch stopped it.
pub(super) fn claims(
    library: &Library,
    anchors: &[Anchor],
    keys: &mut Keys,
    watch: Watch<'_>,
) -> Option<(Vec<Claim>, Roster)> {
    // Every sentence is taken up three times: its words, its names, its claim.
    let mut steps = Steps::new(watch, Stage::Reading, 3 * progress::bytes(library, MAX_BYTES));
    steps.by(0)?;
    let mut cases = Cases::default();
    let mut articles: Vec<Vec<Sentence<'_>>> = Vec::with_capacity(library.len());
    for article in library.articles() {
        let mut sentences = Vec::new();
        for (block, span) in article.sentences().take_while(|(_, s)| s.end <= MAX_BYTES) {
            let words = words(&article.text, span);
            cases.add(&words);
            sentences.push(Sentence { block, span, words, names: Vec::new() });
            steps.sentence(span.len())?;
        }
        articles.push(sentences);
    }
    let mut found = Vec::with_capacity(library.len());
    for (article, sentences) in library.articles().iter().zip(&mut articles) {
        for sentence in sentences.iter_mut() {
            sentence.names = find_in(&article.text, &sentence.words, &cases);
            steps.sentence(sentence.span.len())?;
        }
        let names = sentences.iter().flat_map(|s| s.names.iter().cloned()).collect();
        found.push((article.text.as_str(), names));
    }
    let names = Roster::of(&found);
    let mut out = Vec::new();
    for (index, (article, sentences)) in library.articles().iter().zip(&articles).enumerate() {
        let mut here: Option<EntityId> = None;
        for (order, sentence) in sentences.iter().enumerate() {
            let anchor = &anchors[index];
            out.push(claim(article, index, order, sentence, anchor, &names, &mut here, keys));
            steps.sentence(sentence.span.len())?;
        }
    }
    description::resolve(&mut out, &names);
    out.iter_mut().for_each(settle);
    for article in out.chunk_by_mut(|a, b| a.article == b.article) {
        surround(article);
    }
    Some((out, names))
}

/// Finds the terms that lie in a span.
fn range(terms: &[Term], span: Span) -> Range<usize> {
    let start = terms.partition_point(|t| t.span.end <= span.start);
    let end = terms.partition_point(|t| t.span.start < span.end);
    start..end.max(start)
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call, from the loop above, which owns all of them"
)]
fn claim(
    article: &Article,
    index: usize,
    order: usize,
    sentence: &Sentence<'_>,
    anchor: &Anchor,
    names: &Roster,
    here: &mut Option<EntityId>,
    keys: &mut Keys,
) -> Claim {
    let text = &article.text;
    let tokens = tokens(text, sentence.span);
    let in_name: Vec<_> = sentence
        .words
        .iter()
        .map(|w| {
            sentence
                .names
                .iter()
                .any(|n| n.span.overlaps(w.span) && n.form != NameForm::Description)
        })
        .collect();
    let terms = terms(&sentence.words, &in_name, keys);
    let found = mentions(text, &tokens);
    let taken: Vec<_> = found.iter().map(|m| m.span).collect();
    let counted = quantities(text, &tokens, &taken);
    let (negated, force) = cover(text, &tokens, &terms);
    let mut predicates = predicates(&terms, keys);
    for predicate in &mut predicates {
        predicate.negated = negated[predicate.at.start];
        predicate.force = force[predicate.at.start];
        // "came to meet him": the meeting is a purpose, not a fact.
        let start = predicate.at.start;
        let purpose = start > 0
            && terms[start - 1].text == "to"
            && terms[start].role == Role::Verb
            // "according to present knowledge"
            && !(start > 1 && matches!(terms[start - 2].text.as_str(), "according" | "due" | "thanks"));
        let came_true = start > 1
            && matches!(
                terms[start - 2].text.as_str(),
                "managed" | "had" | "began" | "continued" | "came"
            );
        // "The first mayor to resign" did.
        let ranked = start > 1
            && terms[..start - 1].iter().rev().take(RANKED).any(|t| {
                matches!(t.text.as_str(), "first" | "last" | "only" | "latest")
                    || t.role == Role::Adjective && t.text.ends_with("est")
            });
        if purpose && !came_true && !ranked && predicate.force == Force::Fact {
            predicate.force = Force::Planned;
        }
    }
    let lean = if force.contains(&Force::Planned) { Lean::Future } else { Lean::Past };
    let times: Vec<_> = found
        .into_iter()
        .map(|mention| {
            let at = range(&terms, mention.span);
            let planned = force.get(at.start) == Some(&Force::Planned);
            let lean = if planned { lean } else { Lean::Past };
            Timed { when: mention.resolve(anchor.day, lean), mention, at }
        })
        .collect();
    let quantities: Vec<_> = counted
        .into_iter()
        .map(|quantity| Counted { at: range(&terms, quantity.span), quantity })
        .collect();
    sentenced(&mut predicates, &quantities, &terms, keys);
    let background = is_background(&times, &terms, anchor);
    let named = named(index, sentence, &terms, names, here);
    Claim {
        article: index,
        block: sentence.block,
        order,
        span: sentence.span,
        heading: article.is_heading(sentence.block),
        terms,
        names: named,
        quantities,
        times,
        predicates,
        negated,
        force,
        background,
        content: Vec::new(),
        around: Vec::new(),
    }
}

/// The key under which an entity counts as content; the upper half of the keys is theirs.
#[must_use]
pub(super) const fn entity_key(id: EntityId) -> Key {
    Key(u32::MAX / 2 + id.0)
}

/// Tells whether a content key stands for an entity.
#[must_use]
pub(super) const fn is_entity(key: Key) -> bool {
    key.0 >= u32::MAX / 2
}

/// For each term: whether a negation covers it, and how it is meant.
fn cover(text: &str, tokens: &[Token], terms: &[Term]) -> (Vec<bool>, Vec<Force>) {
    let mut negated = vec![false; terms.len()];
    let mut force = vec![Force::Fact; terms.len()];
    let cues = cues(text, tokens);
    let starts: Vec<usize> = cues.iter().map(|cue| cue.tokens.end).collect();
    for (cue, end) in cues.iter().zip(clause_ends(text, tokens, &starts)) {
        let scope = Span::new(cue.span.end, tokens.get(end).map_or(usize::MAX, |t| t.span.start));
        let covered = range(terms, scope);
        let own = terms.partition_point(|t| t.span.end <= cue.span.start);
        match cue.kind {
            CueKind::Negation(Negation::Phrase | Negation::Weak) => {}
            CueKind::Negation(_) => {
                // A comma ends what a negation covers when another clause with a verb of its own follows.
                let stop = covered.clone().find(|i| terms[*i].text == ",").unwrap_or(covered.end);
                negated[covered.start..stop].iter_mut().for_each(|n| *n = !*n);
            }
            CueKind::Modality(kind) => {
                let kind = match kind {
                    Modality::Possible => Force::Possible,
                    Modality::Planned => Force::Planned,
                    Modality::Conditional => Force::Conditional,
                    Modality::Required => Force::Planned,
                };
                let stop = covered.clone().find(|i| terms[*i].text == ",").unwrap_or(covered.end);
                force[own..stop].iter_mut().for_each(|f| *f = kind);
            }
            CueKind::Doubt => force[own..covered.end].iter_mut().for_each(|f| *f = Force::Possible),
            // "She denied that he had left": what is denied is not so for her.
            CueKind::Denial(Denial::Denied)
                if terms.get(covered.start).is_some_and(|t| t.text == "that") =>
            {
                negated[covered.clone()].iter_mut().for_each(|n| *n = !*n);
            }
            CueKind::Attribution | CueKind::Denial(_) => {}
        }
    }
    (negated, force)
}

/// "He got five years": whom a length of months or years is given, was sentenced.
fn sentenced(
    predicates: &mut Vec<Predicate>,
    quantities: &[Counted],
    terms: &[Term],
    keys: &mut Keys,
) {
    const GIVEN: [&str; 10] =
        ["got", "gets", "get", "given", "gave", "handed", "receives", "received", "faces", "face"];
    // Two months at least: "got two days" is leave.
    const LEAST: f64 = 60.0 * 86400.0;
    for counted in quantities {
        let long = counted.quantity.unit == Unit::Of("duration") && counted.quantity.value >= LEAST;
        let bare = terms.get(counted.at.end).is_none_or(|t| {
            t.role != Role::Noun
                || matches!(t.text.as_str(), "yesterday" | "today" | "jail" | "prison")
        });
        let given = (1..=2)
            .filter_map(|n| counted.at.start.checked_sub(n))
            .find(|i| GIVEN.contains(&terms[*i].text.as_str()));
        if let Some(at) = given.filter(|_| long && bare) {
            predicates.retain(|p| p.at.start != at);
            predicates.push(Predicate {
                key: keys.name("#sentence"),
                class: super::predicate::class("sentence"),
                at: at..at + 1,
                negated: false,
                force: Force::Fact,
            });
        }
    }
    predicates.sort_by_key(|p| p.at.start);
}

/// Tells whether a sentence is about an earlier happening: it gives its time as long before publication,
/// or says so in words.
fn is_background(times: &[Timed], terms: &[Term], anchor: &Anchor) -> bool {
    const CUES: &[&[&str]] = &[
        &["in", "a", "separate"],
        &["previous", "occasion"],
        &["last", "time"],
        &["historically"],
        &["formerly"],
    ];
    let cued = CUES
        .iter()
        .any(|cue| terms.windows(cue.len()).any(|w| w.iter().zip(*cue).all(|(t, c)| t.text == *c)));
    let Some(day) = anchor.day else { return cued };
    let old = times.iter().any(|time| {
        time.mention.bound == Bound::At
            && time.when.is_some_and(|when| {
                when.last < day && when.gap_days(&crate::language::date::When::day(day)) > 45
            })
            && !matches!(time.mention.day, Some(Day::Weekday(..) | Day::Days(_)))
    });
    let now = times.iter().any(|time| {
        time.when
            .is_some_and(|w| w.gap_days(&crate::language::date::When::day(day)) <= 14 && w.is_day())
    });
    cued || old && !now
}

/// Resolves the names of a sentence, its descriptions, and pronouns: to the person named last before them,
/// in the sentence or at the end of the one before.
fn named(
    article: usize,
    sentence: &Sentence<'_>,
    terms: &[Term],
    names: &Roster,
    here: &mut Option<EntityId>,
) -> Vec<Named> {
    const PRONOUNS: [&str; 5] = ["he", "she", "his", "her", "him"];
    let mentions = &names.mentions[article];
    let first = mentions.partition_point(|m| m.span.start < sentence.span.start);
    let mut out: Vec<Named> = Vec::new();
    for mention in mentions[first..].iter().take_while(|m| m.span.start < sentence.span.end) {
        let at = range(terms, mention.span);
        let office = sentence
            .names
            .iter()
            .find(|n| n.span.overlaps(mention.span))
            .and_then(|n| n.office.clone())
            .or_else(|| apposed(terms, at.start));
        let entity = mention.entity;
        out.push(Named { entity, at, office, anaphor: false });
    }
    let somebody = |named: &&Named| names.is_person(named.entity) || names.is_ship(named.entity);
    // Of a ship, too, a text says "she", but never "he".
    let male = |word: &str| matches!(word, "he" | "his" | "him");
    let mut recent = *here;
    let mut pronominal = Vec::new();
    for (i, term) in terms.iter().enumerate() {
        if let Some(name) = out.iter().filter(|n| n.at.contains(&i)).find(somebody) {
            recent = Some(name.entity);
        } else if PRONOUNS.contains(&term.text.as_str())
            && let Some(entity) = recent.filter(|e| !(male(&term.text) && names.is_ship(*e)))
        {
            pronominal.push(Named { entity, at: i..i + 1, office: None, anaphor: true });
        }
    }
    // The next sentence's "he" is whoever this one is about: the first person it names.
    *here = out.iter().find(somebody).map(|n| n.entity).or(*here);
    out.extend(pronominal);
    out.sort_by_key(|n| n.at.start);
    out
}

/// The office before a name that a comma sets off: `the provincial governor, Ana Vitt`.
fn apposed(terms: &[Term], name: usize) -> Option<String> {
    let comma = name.checked_sub(1).filter(|i| terms[*i].text == ",")?;
    (1..=office::LONGEST.min(comma)).rev().find_map(|len| {
        let words: Vec<_> = terms[comma - len..comma].iter().map(|t| t.text.as_str()).collect();
        let words = words.join(" ");
        office::rank(&words).filter(|r| *r != Rank::Title).map(|_| words)
    })
}

/// Notes what a claim speaks of, when all that it names is known.
fn settle(claim: &mut Claim) {
    let (terms, times) = (&claim.terms, &claim.times);
    let mut content: Vec<Key> = terms
        .iter()
        .filter(|t| matches!(t.role, Role::Noun | Role::Verb | Role::Adjective))
        .filter(|t| !times.iter().any(|time| time.mention.span.overlaps(t.span)))
        .map(|t| t.key)
        .chain(claim.names.iter().map(|n| entity_key(n.entity)))
        .chain(claim.predicates.iter().filter(|p| p.class.is_some()).map(|p| p.key))
        .collect();
    content.sort_unstable();
    content.dedup();
    claim.content = content;
}

/// Notes for each claim what the sentences around it speak of.
fn surround(claims: &mut [Claim]) {
    for i in 0..claims.len() {
        let near = (i.saturating_sub(2)..(i + 2).min(claims.len()))
            .filter(|j| *j != i && (claims[*j].block == claims[i].block || *j + 1 == i));
        let mut around: Vec<Key> = near.flat_map(|j| claims[j].content.iter().copied()).collect();
        around.sort_unstable();
        around.dedup();
        claims[i].around = around;
    }
}
