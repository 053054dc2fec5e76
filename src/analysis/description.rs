//! Definite descriptions: for which name `the ferry`, `the airline` and `the minister` stand.
//!
//! What a name is said to be in any of the accounts (`the ferry Stella Marn`, `Brixen, the appliance maker`, `Orvel Bridge`,
//! an office) is what it can be called later. A bare description stands for a name when its article has named just one
//! that can be called so.

use super::claim::{Claim, Named};
use super::term::{Role, Term};
use crate::language::lexicon::{self, EVERYDAY, HYPERNYMS, SORTS};
use crate::language::roster::{EntityId, Roster};
use crate::language::stem::{Part, is_known, lemma};
use foldhash::{HashMap, HashSet};

/// Which names can be called by a noun.
#[derive(Default)]
struct Called {
    /// Those of which it is said.
    exact: HashMap<String, Vec<EntityId>>,
    /// Those of which something is said that is of its kind: a ferry is a ship.
    kind: HashMap<&'static str, Vec<EntityId>>,
}

/// Nouns for firms that are nouns for people, too.
const FIRMS: &[&str] =
    &["maker", "manufacturer", "producer", "operator", "carrier", "supplier", "developer"];

/// Nouns of which there are too many for one of them to be meant by a name that ends so.
const WAYS: &[&str] = &["street", "road", "avenue", "lane", "square", "hall", "house"];

/// Sorts of nouns that are not said of something with a name, or of a person only.
const OTHER_SORTS: &[&str] = &["person", "text", "time", "animal", "food", "plant"];

/// Notes in every claim which of its definite descriptions stand for a name.
pub(super) fn resolve(claims: &mut [Claim], names: &Roster) {
    let called = learn(claims, names);
    let mut article = None;
    let mut named: HashSet<EntityId> = HashSet::default();
    let mut known: HashMap<String, Option<EntityId>> = HashMap::default();
    for claim in claims {
        if article != Some(claim.article) {
            article = Some(claim.article);
            named.clear();
            known.clear();
        }
        let mut found = Vec::new();
        let mut told = claim.names.iter().filter(|n| !n.anaphor).peekable();
        for i in 1..claim.terms.len() {
            while let Some(name) = told.next_if(|n| n.at.start < i) {
                if named.insert(name.entity) {
                    known.clear();
                }
            }
            if !is_bare(claim, i) {
                continue;
            }
            let noun = &claim.terms[i].text;
            let entity = match known.get(noun) {
                Some(entity) => *entity,
                None => {
                    let entity = meant(noun, &called, &named);
                    known.insert(noun.clone(), entity);
                    entity
                }
            };
            found.extend(entity.map(|entity| Named {
                entity,
                at: i..i + 1,
                office: None,
                anaphor: true,
            }));
        }
        named.extend(told.map(|n| n.entity));
        claim.names.extend(found);
        claim.names.sort_by_key(|n| n.at.start);
    }
}

/// Tells whether the term is a noun that only `the` makes known: nothing before or behind it tells it from others.
fn is_bare(claim: &Claim, i: usize) -> bool {
    let next = claim.terms.get(i + 1);
    claim.terms[i].role == Role::Noun
        && matches!(claim.word(i - 1), "the" | "this")
        // "patted on the head", "the chair"
        && !matches!(claim.word(i), "head" | "chair" | "second" | "general")
        && lemma(&claim.terms[i].text, Part::Noun) == claim.terms[i].text
        && next.is_none_or(|t| {
            !matches!(t.role, Role::Noun | Role::Name | Role::Number)
                && !matches!(t.text.as_str(), "of" | "that" | "which" | "who" | "where")
        })
        && claim.named_at(i).is_none()
        && !claim.times.iter().any(|t| t.at.contains(&i))
}

/// The one of those named so far that can be called by a noun; first those of which it is said.
fn meant(noun: &str, called: &Called, named: &HashSet<EntityId>) -> Option<EntityId> {
    let mut here =
        [called.exact.get(noun), called.kind.get(noun)].into_iter().flatten().map(|ids| {
            let mut ids = ids.iter().filter(|id| named.contains(id));
            (ids.next().copied(), ids.next())
        });
    let (one, another) = here.find(|(one, _)| one.is_some())?;
    one.filter(|_| another.is_none())
}

/// Learns what each name is called.
fn learn(claims: &[Claim], names: &Roster) -> Called {
    let mut called = Called::default();
    let mut learn = |noun: &str, id: EntityId| {
        let add = |ids: &mut Vec<EntityId>| {
            if !ids.contains(&id) {
                ids.push(id);
            }
        };
        add(called.exact.entry(noun.to_owned()).or_default());
        let kinds = EVERYDAY.of(noun).iter().copied().chain(HYPERNYMS.of_part(noun, 'n'));
        kinds.for_each(|kind| add(called.kind.entry(kind).or_default()));
    };
    for id in names.ids() {
        let entity = names.get(id);
        if names.is_person(id) {
            for office in &entity.offices {
                learn(last(office), id);
            }
        } else if let Some(last) = entity.words.last().filter(|_| entity.words.len() > 1)
            && is_known(last, Part::Noun, true)
            && can_be_named(last)
            && !WAYS.contains(&last.as_str())
        {
            learn(last, id);
        }
    }
    for claim in claims {
        for named in claim.names.iter().filter(|n| !n.anaphor) {
            if names.is_person(named.entity) {
                named.office.iter().for_each(|office| learn(last(office), named.entity));
                continue;
            }
            let nouns = [before(claim, named), around(claim, named), behind(claim, named)];
            for noun in nouns.into_iter().flatten() {
                learn(&claim.terms[noun].text, named.entity);
            }
        }
    }
    called
}

/// The last word of an office: `foreign minister` is called the minister.
fn last(office: &str) -> &str {
    office.rsplit(' ').next().unwrap_or(office)
}

/// Tells whether a noun, in the singular, can be said of something with a name.
fn can_be_named(noun: &str) -> bool {
    lemma(noun, Part::Noun) == noun
        && !lexicon::is_generic(noun)
        && (FIRMS.contains(&noun)
            || SORTS.values(noun).next().is_none_or(|sort| !OTHER_SORTS.contains(&sort)))
}

fn fits(term: &Term) -> bool {
    term.role == Role::Noun && can_be_named(&term.text)
}

/// `the ferry Stella Marn`, `appliance maker Brixen`
fn before(claim: &Claim, named: &Named) -> Option<usize> {
    let noun = named.at.start.checked_sub(1).filter(|i| fits(&claim.terms[*i]))?;
    let open = (noun.saturating_sub(3)..noun).any(|i| matches!(claim.word(i), "the" | "a" | "an"));
    open.then_some(noun)
}

/// `the town of Orvel`
fn around(claim: &Claim, named: &Named) -> Option<usize> {
    let noun = named.at.start.checked_sub(2).filter(|i| fits(&claim.terms[*i]))?;
    let place = SORTS.values(claim.word(noun)).next() == Some("place");
    (place && claim.word(noun + 1) == "of" && claim.back(noun, 1) == "the").then_some(noun)
}

/// `Skyways, an airline`, `Skyways is the airline`
fn behind(claim: &Claim, named: &Named) -> Option<usize> {
    let end = named.at.end;
    let opens = matches!(claim.word(end), "," | "is" | "was");
    let article = matches!(claim.word(end + 1), "the" | "a" | "an" | "its" | "their" | "one");
    let noun = claim.noun_from(end + 2).filter(|i| opens && article && *i <= end + 6)?;
    // "For China, the parade is", "Brixen, the union and the mayor": no apposition.
    let closed = claim.word(end) != ","
        || matches!(claim.word(noun + 1), "" | "," | "." | "of" | "in" | "that" | "which" | "with");
    (fits(&claim.terms[noun]) && closed).then_some(noun)
}

#[cfg(test)]
mod tests {
    use crate::analysis::context::Context;
    use crate::article::{Article, Block, BlockKind, Library};
    use crate::text::Span;

    /// What the last occurrence of `word` in the last of some articles stands for.
    fn stands_for(articles: &[&str], word: &str) -> String {
        let library: Library = articles
            .iter()
            .enumerate()
            .map(|(i, text)| Article {
                id: i.to_string(),
                text: (*text).to_owned(),
                blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
                ..Article::default()
            })
            .collect();
        let cx = Context::new(&library);
        let place = cx.claims.iter().rev().find_map(|claim| {
            claim.terms.iter().rposition(|t| t.text == word).map(|i| claim.named_at(i))
        });
        place.flatten().map_or_else(String::new, |named| cx.names.name(named.entity).to_owned())
    }

    #[test]
    fn a_description_stands_for_the_only_name_that_is_called_so() {
        let orvel = "The ferry Northern Star left Orvel at noon.";
        let cases: [(&[&str], &str, &str); 10] = [
            (
                &[orvel, "The Northern Star sank. Divers found the ferry on Monday."],
                "ferry",
                "Northern Star",
            ),
            (
                &[orvel, "The Northern Star sank. Divers found the ship on Monday."],
                "ship",
                "Northern Star",
            ),
            // This article has not named it.
            (&[orvel, "Divers found the ferry on Monday."], "ferry", ""),
            // There are two.
            (
                &["The ferry Northern Star met the ferry Southern Cross. It passed the ferry."],
                "ferry",
                "",
            ),
            // Another one, and one that is told from others.
            (&[orvel, "The Northern Star sank. Divers found a ferry on Monday."], "ferry", ""),
            (&[orvel, "The Northern Star sank. Divers found the ferry of a friend."], "ferry", ""),
            (
                &["Skerry Air, an airline of Orvel, is sold. The company gave no price."],
                "company",
                "Skerry Air",
            ),
            (
                &["Foreign Minister Ana Vitt left Orvel. A crowd saw the minister off."],
                "minister",
                "Ana Vitt",
            ),
            (
                &["Orvel Bridge is shut. Six people left the bridge on foot."],
                "bridge",
                "Orvel Bridge",
            ),
            (&["For Karrow, the parade was dear. Jon Karr saw the parade."], "parade", ""),
        ];
        for (articles, word, want) in cases {
            assert_eq!(stands_for(articles, word), want, "{articles:?}");
        }
    }
}
