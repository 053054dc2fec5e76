//! Always against once: "all", "every", "first" or "never" of somebody's deeds, and a deed that speaks against it.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::Role;
use crate::language::date::{Bound, When};

pub(super) const MEANS: Detector = Detector {
    kind: Kind::Set,
    rule: "set/means",
    says: "One source says that somebody always travels one way, the other tells of another way.",
    example: [
        "Ana Vitt has used the train for all her summits since 2018.",
        "Ana Vitt has occasionally flown to a summit.",
    ],
    near_miss: [
        "Ana Vitt has used the train for many of her summits since 2018.",
        "Ana Vitt has occasionally flown to a summit.",
    ],
    prior: 0.62,
    within: false,
    note: note_means,
    clash: clash_means,
};

pub(super) const FIRST: Detector = Detector {
    kind: Kind::Set,
    rule: "set/first",
    says: "One source calls it somebody's first of a kind, the other tells of earlier ones.",
    example: [
        "It is Ana Vitt's first participation in an international conference since she took office.",
        "Ana Vitt has taken the train to all international conferences since 2018.",
    ],
    near_miss: [
        "It is Ana Vitt's first participation in an international conference since she took office.",
        "Jon Karr has taken the train to all international conferences since 2018.",
    ],
    prior: 0.62,
    within: false,
    note: note_first,
    clash: clash_first,
};

/// How somebody travels.
fn means(word: &str) -> Option<(usize, &'static str)> {
    Some(match word {
        "train" | "rail" | "railway" | "carriage" | "carriages" => (0, "train"),
        "fly" | "flew" | "flown" | "flying" | "plane" | "aircraft" | "jet" | "airplane"
        | "flies" => (1, "plane"),
        "ship" | "boat" | "ferry" | "yacht" | "sail" | "sailed" => (2, "ship"),
        _ => return None,
    })
}

fn universal(claim: &Claim) -> Option<usize> {
    claim.terms.iter().position(|t| {
        matches!(t.text.as_str(), "all" | "every" | "always" | "only" | "never" | "exclusively")
    })
}

fn note_means(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let mut found: Vec<(usize, usize)> = claim
        .terms
        .iter()
        .enumerate()
        .filter_map(|(i, t)| means(&t.text).map(|m| (i, m.0)))
        .collect();
    let all = universal(claim);
    if found.is_empty() && all.is_some() && claim.has_word(&["this", "it", "that"]) {
        // "this mobile fortress" is the vehicle of the sentences around.
        let around = (index.saturating_sub(2)..=index + 1)
            .filter_map(|j| cx.claims.get(j))
            .filter(|c| c.block.abs_diff(claim.block) <= 1 && c.article == claim.article);
        let member = around.flat_map(|c| &c.terms).find_map(|t| means(&t.text));
        if let (Some((m, _)), Some(at)) = (member, all)
            && claim.has_word(&["used", "uses", "taken", "use", "rides", "boarded"])
        {
            found.push((at, m));
        }
    }
    let whom = claim.names.iter().filter(|n| cx.names.is_person(n.entity));
    for (i, member) in found {
        let Some(who) = whom.clone().rfind(|n| n.at.start <= i).or_else(|| whom.clone().next())
        else {
            continue;
        };
        if claim.force[i] != Force::Fact || claim.negated[i] {
            continue;
        }
        let always = all.is_some_and(|a| a.abs_diff(i) <= 8 || a == i)
            && claim.terms.iter().any(|t| t.role == Role::Verb || t.role == Role::Noun);
        let at = all.filter(|_| always).map_or(i..i + 1, |a| a.min(i)..a.max(i) + 1);
        let value = Value::Member(if always { "always" } else { "once" }, member);
        out.push(
            Fact::new(index, key(("means", who.entity)), at, value).with(Some(claim.terms[i].key)),
        );
    }
}

fn clash_means(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member("always", x), Value::Member("once", y)) = (&a.value, &b.value) else {
        return None;
    };
    if x == y {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // The other way must be told as a deed of the same kind: a journey, often or seldom.
    let deed = q.terms[b.at.start].role == Role::Verb
        || q.has_word(&["occasionally", "sometimes", "once"]);
    if !deed
        || q.has_word(&[
            "avoids", "avoid", "refuses", "fear", "afraid", "favored", "favoured", "over",
        ]) && !q.has_word(&["occasionally", "sometimes"])
    {
        return None;
    }
    let names = ["train", "plane", "ship"];
    let (one, other) = (names[*x], names[*y]);
    Some(
        Conflict::new(format!(
            "One account says always by {one}, the other tells of a journey by {other}."
        ))
        .step(format!("Same traveller; shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!(
            "Without exception: \u{201c}{}\u{201d}.",
            cx.text(p, p.span_of(a.at.clone()))
        ))
        .step(format!("Another way: \u{201c}{}\u{201d}.", cx.text(q, q.span_of(b.at.clone()))))
        .values(format!("always by {one}"), format!("by {other}")),
    )
}

fn note_first(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let person = |at: usize| {
        let mut people = claim.names.iter().filter(|n| cx.names.is_person(n.entity));
        people.clone().rfind(|n| n.at.start <= at).or_else(|| people.next()).map(|n| n.entity)
    };
    for (i, term) in claim.terms.iter().enumerate() {
        let kind = super::quantity::noun_class(cx, &term.text).filter(|c| *c == "gathering");
        if term.role != Role::Noun || kind.is_none() {
            continue;
        }
        let first = (1..=6).find(|n| claim.back(i, *n) == "first");
        let past = claim
            .times
            .iter()
            .filter_map(|t| {
                t.when.filter(|_| t.mention.bound == Bound::Since || t.mention.bound == Bound::At)
            })
            .min_by_key(|w| w.first);
        let value = match first {
            Some(n)
                if matches!(
                    claim.back(i - n, 1),
                    "his" | "her" | "their" | "the" | "its" | "s"
                ) || claim.terms[i - n].role != Role::Mark =>
            {
                Value::Rank(crate::analysis::fact::Rank {
                    kind: term.key,
                    one_of: false,
                    since: past,
                    holder: person(i),
                })
            }
            _ if term.text.ends_with('s')
                && (universal(claim).is_some()
                    || claim.has_word(&["several", "many", "previous", "earlier"])) =>
            {
                let Some(past) = past else { continue };
                Value::Time(past, Bound::Since)
            }
            _ => continue,
        };
        let Some(who) = person(i) else { continue };
        let start =
            first.map_or_else(|| universal(claim).filter(|u| *u < i).unwrap_or(i), |n| i - n);
        out.push(
            Fact::new(index, key(("first", who, kind)), start..i + 1, value).with(Some(term.key)),
        );
    }
}

fn clash_first(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Rank(first), Value::Time(earlier, _)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let now = cx.anchors[p.article].day.map(When::day);
    if now.is_some_and(|now| earlier.gap_days(&now) < 60) {
        return None;
    }
    // "first since 2019" leaves what was before 2019.
    if first.since.is_some_and(|s| earlier.before(&s)) {
        return None;
    }
    let who = first.holder.map_or_else(String::new, |h| cx.names.name(h).to_owned());
    Some(
        Conflict::new(format!("One account calls it {who}'s first, the other tells of earlier ones ({earlier} and after)."))
            .step(format!("Same person: {who}."))
            .step(format!("First: \u{201c}{}\u{201d}.", cx.text(p, p.span_of(a.at.clone()))))
            .step(format!("Earlier ones: \u{201c}{}\u{201d}, from {earlier} on.", cx.text(q, q.span_of(b.at.clone()))))
            .step("Not checked: whether both speak of the same kind of meeting.".to_owned())
            .values("first", format!("since {earlier}")),
    )
}
