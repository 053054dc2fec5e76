//! Different places in one role: where the talks are held, where it was made, where they landed.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::extract::entity_key;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon::{PLACES, VENUES};
use crate::language::naming::NameKind;
use crate::language::roster::EntityId;
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Place,
    rule: "place/venue",
    says: "The sources give one thing different places in one role.",
    example: [
        "The bells of Ana Vitt were made in Karrow.",
        "The bells of Ana Vitt were made in Tellin.",
    ],
    near_miss: [
        "The bells of Ana Vitt were made in Karrow.",
        "The bells of Ana Vitt are rung in Tellin.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// Words that lead to a place.
const TO: &[&str] =
    &["in", "at", "on", "to", "near", "outside", "inside", "into", "aboard", "off", "from"];

/// Roles whose words are often said of many things of one story: more must agree.
const OPEN: &[&str] = &["lives", "worked", "based", "treated", "found", "seen", "fled", "shot"];

/// Roles in which whatever the story is about has one place.
const MAKING: &[&str] = &["made", "packed", "grown"];

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let venues = cx.phrases(&VENUES, claim);
    if venues.is_empty() || claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    let kinds = cx.phrases(&PLACES, claim);
    for venue in venues {
        let word = venue.at.start;
        if claim.negated[word]
            || matches!(claim.force[word], Force::Possible | Force::Conditional)
            || claim.terms[word].role == Role::Name
        {
            continue;
        }
        // The place: after the nearest word that leads to one.
        let end = (venue.at.end + 7).min(claim.terms.len());
        let led = (venue.at.end.saturating_sub(1)..end)
            .take_while(|i| !matches!(claim.word(*i), "," | ";" | ":" | "after" | "before" | "by"))
            .filter(|i| TO.contains(&claim.word(*i)));
        for to in led {
            let from = to + 1;
            let within = from..(from + 4).min(claim.terms.len());
            let named = claim.names.iter().find(|n| {
                within.contains(&n.at.start)
                    && !cx.names.is_person(n.entity)
                    && !claim.terms[n.at.end - 1].possessive
                    && !matches!(claim.word(to), "off" | "near" | "outside")
                    && claim.terms[from..n.at.start].iter().all(|t| {
                        matches!(t.role, Role::Function | Role::Adjective)
                            && !TO.contains(&t.text.as_str())
                            && !matches!(
                                t.text.as_str(),
                                "him" | "her" | "them" | "it" | "us" | "me"
                            )
                    })
            });
            if let Some(named) = named
                && venue.class != "stay"
                && matches!(
                    cx.names.get(named.entity).kind,
                    NameKind::Place | NameKind::Organisation | NameKind::Thing
                )
            {
                out.push(Fact::new(
                    index,
                    key(("venue", venue.class)),
                    word..named.at.end,
                    Value::Who(named.entity),
                ));
                break;
            }
            let kind = kinds.iter().find(|k| {
                within.contains(&k.at.start)
                    && claim.terms[from..k.at.start]
                        .iter()
                        .all(|t| t.role != Role::Mark && !TO.contains(&t.text.as_str()))
            });
            let person = || {
                let before = claim.clause(word).start..word;
                claim
                    .names
                    .iter()
                    .any(|n| before.contains(&n.at.start) && cx.names.is_person(n.entity))
            };
            if let Some(kind) =
                kind.filter(|k| (k.class == "whereabouts") == (venue.class == "stay"))
                && (venue.class != "stay" || person())
            {
                out.push(Fact::new(
                    index,
                    key(("venue", venue.class)),
                    word..kind.at.end,
                    Value::Member(kind.class, kind.side),
                ));
            }
        }
    }
}

/// Tells whether one of two places may lie in the other, or be it.
fn contained(cx: &Context<'_>, a: EntityId, b: EntityId) -> bool {
    if cx.names.may_be_one(a, b) || cx.names.within(a, b) || cx.names.within(b, a) {
        return true;
    }
    let (x, y) = (cx.names.get(a), cx.names.get(b));
    if x.words.iter().any(|w| y.words.contains(w)) {
        return true;
    }
    // A country holds towns that no list has; of two towns, one may be a district when they are named together.
    if cx.names.is_country(a) != cx.names.is_country(b) || level(&x.name) != level(&y.name) {
        return true;
    }
    cx.claims.iter().any(|claim| {
        claim.names.windows(2).any(|w| {
            let pair = (w[0].entity, w[1].entity);
            (pair == (a, b) || pair == (b, a))
                && w[1].at.start <= w[0].at.end + 3
                && claim.terms[w[0].at.end..w[1].at.start].iter().all(|t| {
                    matches!(
                        t.text.as_str(),
                        "," | "in" | "of" | "the" | "near" | "off" | "on" | "district" | "("
                    )
                })
        })
    })
}

/// What kind of place a name says it is: of a building, a street, or any.
fn level(name: &str) -> &'static str {
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    match last.as_str() {
        "street" | "road" | "avenue" | "lane" | "square" | "bridge" | "quay" => "street",
        "palace" | "hall" | "house" | "hotel" | "church" | "chapel" | "hospital" | "station"
        | "castle" | "museum" | "stadium" | "arena" | "park" | "prison" | "school" | "centre"
        | "center" | "university" | "college" | "clinic" | "library" | "theatre" | "admiralty"
        | "airport" | "cathedral" | "abbey" | "mill" | "works" | "club" | "infirmary" => "building",
        "island" | "province" | "county" | "district" | "region" | "valley" | "sea" | "lake"
        | "river" | "bay" | "coast" | "state" | "isles" | "islands" => "region",
        _ => "town",
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let mut own: Vec<Key> = Vec::new();
    match (&a.value, &b.value) {
        (Value::Who(x), Value::Who(y)) => {
            if contained(cx, *x, *y) {
                return None;
            }
            // A sentence that names both speaks of two places.
            if p.names_entity(*y) || q.names_entity(*x) {
                return None;
            }
            own.extend([entity_key(*x), entity_key(*y)]);
        }
        (Value::Member(x, m), Value::Member(y, n)) if x == y && m != n => {}
        _ => return None,
    }
    if p.background != q.background || !p.may_be_one_time(q) {
        return None;
    }
    let word = |claim: &Claim, at: &Range<usize>| claim.word(at.start).to_owned();
    let open =
        cx.phrases(&VENUES, p).iter().any(|f| f.at.start == a.at.start && OPEN.contains(&f.class));
    // The same thing stands beside both.
    let (x, y) = (p.arguments(&a.at), q.arguments(&b.at));
    let common: Vec<Key> = x.into_iter().filter(|k| y.contains(k) && !own.contains(k)).collect();
    let shared: f64 = common.iter().map(|k| cx.weight(*k)).sum();
    let related = cx.related(p, q, &own);
    // "The talks are held at": what the talks are stands in the sentence before.
    let shared = shared + cx.arguments_around(p, &a.at, q, &b.at) / 3.0;
    // "Made in Karrow" on a label is said of what the story is about.
    let making = |claim: &Claim, fact: &Fact| {
        let found = cx.phrases(&VENUES, claim);
        let made = found.iter().any(|f| f.at.start == fact.at.start && MAKING.contains(&f.class));
        made && claim.doers(fact.at.start).is_empty()
    };
    let label = making(p, a) || making(q, b);
    let least = if open { 3.0 } else { 1.2 };
    if !label && (shared < least || related < 1.2) {
        return None;
    }
    // Two people may be treated in two hospitals.
    let people = |claim: &Claim| -> Vec<EntityId> {
        claim.names.iter().map(|n| n.entity).filter(|id| cx.names.is_person(*id)).collect()
    };
    let (m, n) = (people(p), people(q));
    if !m.is_empty()
        && !n.is_empty()
        && !m.iter().any(|i| n.iter().any(|j| cx.names.may_be_one(*i, *j)))
    {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    let mut things: Vec<String> = common.iter().map(|k| cx.show(*k)).collect();
    things.sort_unstable();
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other."
        ))
        .step(format!("Same thing: {}.", things.join(", ")))
        .step(format!("Same role of the place: {}, {}.", word(p, &a.at), word(q, &b.at)))
        .step("Considered: one place inside the other; nothing in the accounts or the country list says so.")
        .values(one, other)
        .bonus(((shared - 2.0) / 5.0).clamp(-0.3, 0.4)),
    )
}
