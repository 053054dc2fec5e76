//! Two firsts, two largests, two onlys.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Rank, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::{Key, Role};
use crate::language::date::Bound;
use crate::language::naming::NameKind;
use crate::language::roster::EntityId;
use crate::language::stem::{Part, lemma};

pub(super) const SINCE: Detector = Detector {
    kind: Kind::Superlative,
    rule: "superlative/since",
    says: "The sources call it the first or greatest since different times.",
    example: [
        "It was the strongest storm in Orvel since 1978.",
        "It was the most powerful storm in Orvel since the one that sank the ferry in 1991.",
    ],
    near_miss: [
        "It was the strongest storm in Orvel since 1978.",
        "A storm in Orvel sank the ferry in 1991.",
    ],
    prior: 0.70,
    within: true,
    note: note_since,
    clash: clash_since,
};

pub(super) const ONLY: Detector = Detector {
    kind: Kind::Superlative,
    rule: "superlative/only",
    says: "One source calls a thing the only one of its kind, the other names a second one.",
    example: [
        "Saint Alder is the only clinic in the Orvel valley.",
        "In the Orvel valley, Marsh Lane clinic took in the wounded.",
    ],
    near_miss: [
        "Saint Alder is the only clinic in the Orvel valley.",
        "In the Orvel valley, Saint Alder clinic took in the wounded.",
    ],
    prior: 0.62,
    within: true,
    note: note_only,
    clash: clash_only,
};

/// Words for one rank: `strongest`, `most powerful`.
pub(super) fn rank_at(cx: &Context<'_>, claim: &Claim, i: usize) -> Option<(Key, usize)> {
    let word = claim.word(i);
    if matches!(word, "first" | "only" | "sole" | "last" | "latest") {
        let name = if word == "sole" { "only" } else { word };
        return Some((cx.known(&format!("^{name}")).unwrap_or(claim.terms[i].key), i + 1));
    }
    if matches!(word, "most" | "least")
        && claim.terms.get(i + 1).is_some_and(|t| t.role == Role::Adjective)
    {
        return Some((claim.terms[i + 1].key, i + 2));
    }
    let base = lemma(word, Part::Adjective);
    (word.ends_with("est") && base != word && word.len() > 4)
        .then(|| cx.key_of(&base))
        .flatten()
        .map(|k| (k, i + 1))
}

fn note_since(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for time in claim.times.iter() {
        let Some(when) = time.when else { continue };
        // "since 1978", or "since the one that sank the ferry in 1991"
        let since = time.mention.bound == Bound::Since
            || (1..=10).any(|n| claim.back(time.at.start, n) == "since");
        if !since {
            continue;
        }
        for i in 0..time.at.start {
            let Some((kind, next)) = rank_at(cx, claim, i) else { continue };
            if claim.terms[i].role == Role::Name || time.at.start - i > 24 {
                continue;
            }
            // The thing ranked: the noun after the rank, else the nearest one before it.
            let after = claim.noun_from(next);
            let noun = after.or_else(|| (0..i).rev().find(|j| claim.terms[*j].role == Role::Noun));
            let Some(noun) = noun else { continue };
            let mut nouns = vec![thing(cx, claim, noun)];
            if after.is_none()
                || claim.back(i, 1) == "the" && matches!(claim.back(i, 2), "is" | "was")
            {
                nouns.extend(
                    (0..i)
                        .filter(|j| claim.terms[*j].role == Role::Noun)
                        .map(|j| thing(cx, claim, j)),
                );
            }
            nouns.dedup();
            for noun in nouns {
                let rank = Rank {
                    kind,
                    one_of: claim.back(i, 2) == "of",
                    since: Some(when),
                    holder: None,
                };
                out.push(
                    Fact::new(
                        index,
                        key(("since", kind, noun)),
                        i..time.at.end.min(i + 12),
                        Value::Rank(rank),
                    )
                    .with(Some(kind)),
                );
            }
            break;
        }
    }
}

/// The kind of thing that a noun names: its predicate class (`trip` and `visit` are journeys), else its key.
pub(super) fn thing(cx: &Context<'_>, claim: &Claim, i: usize) -> Key {
    let class = claim
        .predicates
        .iter()
        .find(|p| p.at.contains(&i))
        .and_then(|p| p.class.map(|c| (c.name, p.key)));
    match class {
        Some(("visit" | "fly", key)) => cx.known("#travel").unwrap_or(key),
        Some((_, key)) => key,
        None => claim.terms[i].key,
    }
}

fn clash_since(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Rank(x), Value::Rank(y)) = (&a.value, &b.value) else { return None };
    let (s, t) = (x.since?, y.since?);
    if s.gap_days(&t) == 0 || x.one_of || y.one_of {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let related = cx.related(p, q, &[]);
    let related_names = p.names.iter().any(|m| {
        q.names
            .iter()
            .any(|n| cx.names.within(m.entity, n.entity) || cx.names.within(n.entity, m.entity))
    });
    if related < 2.0 && !related_names {
        return None;
    }
    let rank = cx.show(x.kind).trim_start_matches('^').to_owned();
    Some(
        Conflict::new(format!("One account ranks it since {s}, the other since {t}; both cannot be the last time before."))
            .step(format!("Same rank: {rank}."))
            .step(format!("Same thing: {}.", cx.shared(p, q, 5).join(", ")))
            .step(format!("Since {s} against since {t}: the later one would end the earlier span."))
            .values(format!("since {s}"), format!("since {t}"))
            .bonus(((related - 3.0) / 4.0).clamp(-0.5, 1.0)),
    )
}

fn note_only(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for i in 0..claim.terms.len() {
        if matches!(claim.word(i), "only" | "sole")
            && matches!(claim.back(i, 1), "the" | "its" | "their")
        {
            let Some(noun) = claim.noun_from(i + 1).filter(|n| claim.terms[*n].role == Role::Noun)
            else {
                continue;
            };
            let holder = claim
                .names
                .iter()
                .rfind(|n| {
                    n.at.end <= i
                        && matches!(claim.word(n.at.end), "is" | "was" | "remains" | "are")
                })
                .or_else(|| {
                    claim.names.iter().find(|n| {
                        n.at.start == noun + 2 && matches!(claim.word(noun + 1), "is" | "was" | ",")
                    })
                })
                .map(|n| n.entity);
            let Some(holder) = holder else { continue };
            out.push(only(index, claim, noun, i..noun + 1, Some(holder), true));
        }
    }
    // Another one of the kind, by name: "Marsh Lane clinic".
    for named in &claim.names {
        let noun = named.at.end;
        if claim.terms.get(noun).is_some_and(|t| t.role == Role::Noun)
            && !claim.terms[named.at.end - 1].possessive
        {
            out.push(only(index, claim, noun, named.at.start..noun + 1, Some(named.entity), false));
        }
    }
}

fn only(
    index: usize,
    claim: &Claim,
    noun: usize,
    at: std::ops::Range<usize>,
    holder: Option<EntityId>,
    rank: bool,
) -> Fact {
    let kind = claim.terms[noun].key;
    let rank = Rank { kind: Key(u32::from(rank)), one_of: false, since: None, holder };
    Fact::new(index, key(("only", kind)), at, Value::Rank(rank)).with(Some(kind))
}

fn clash_only(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Rank(x), Value::Rank(y)) = (&a.value, &b.value) else { return None };
    if x.kind != Key(1) || y.kind != Key(0) {
        return None;
    }
    let (m, n) = (x.holder?, y.holder?);
    let q = b.of(&cx.claims);
    if cx.names.get(n).kind == NameKind::Organisation
        || q.negated[b.at.start]
        || cx.names.may_be_one(m, n)
        || cx.names.is_country(n)
        || q.background
    {
        return None;
    }
    let kind = cx.show(a.predicate?);
    let name = |id: EntityId| cx.names.name(id).to_owned();
    Some(
        Conflict::new(format!(
            "{} is called the only {kind}, but the other account names another: {}.",
            name(m),
            name(n)
        ))
        .step(format!("Same kind of thing: {kind}."))
        .step(format!("Only one: {}. Another: {}.", name(m), name(n)))
        .step("Not checked: whether the other lies outside the area that is meant.".to_owned())
        .values(name(m), name(n)),
    )
}
