//! What one account says people get or may have, and another that there is none of.

use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::Role;
use crate::language::lexicon::OFFERS;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Lexical,
    rule: "lexical/offer",
    says: "One source says that something is to be had which the other says is not.",
    example: [
        "Stranded passengers in Orvel are entitled to a hotel room or to a refund of the fare.",
        "Refunds are out of the question, the Orvel ferry company said.",
    ],
    near_miss: [
        "Stranded passengers in Orvel are entitled to a hotel room or to a refund of the fare.",
        "Meals are out of the question, the Orvel ferry company said.",
    ],
    prior: 0.68,
    within: false,
    note,
    clash,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") || claim.has_word(&["if", "unless"]) {
        return;
    }
    for found in cx.phrases(&OFFERS, claim) {
        if claim.force[found.at.start] == Force::Possible {
            continue;
        }
        // The thing, and with "or" and "and" the next: "a replacement or a refund".
        let things: Vec<usize> = if found.class == "before" {
            let end = (found.at.end + 9).min(claim.terms.len());
            (found.at.end..end)
                .take_while(|i| {
                    claim.terms[*i].role != Role::Mark
                        && !matches!(claim.word(*i), "of" | "for" | "in" | "from" | "with" | "that")
                        && claim.terms[*i].role != Role::Verb
                })
                .collect()
        } else {
            let start = claim.clause(found.at.start).start;
            (start..found.at.start)
                .take_while(|i| !matches!(claim.word(*i), "of" | "for" | "in" | "from" | "to"))
                .collect()
        };
        // "is not offered" is in the list; a negation further off turns the other phrases round.
        let before = found.at.start;
        let side = if found.side == 0 && claim.negated[before] { 1 } else { found.side };
        for thing in things {
            let term = &claim.terms[thing];
            let head = claim.terms.get(thing + 1).is_none_or(|t| t.role != Role::Noun);
            if term.role != Role::Noun || !head || cx.weight(term.key) < 1.6 {
                continue;
            }
            if claim.times.iter().any(|t| t.at.contains(&thing)) {
                continue;
            }
            let at = thing.min(found.at.start)..(thing + 1).max(found.at.end);
            out.push(
                Fact::new(index, key(("offer", term.key)), at, Value::Member("offer", side))
                    .with(Some(term.key)),
            );
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, 0), Value::Member(_, 1)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let thing = a.predicate?;
    let related = cx.related(p, q, &[thing]);
    if p.background != q.background || !p.may_be_one_time(q) || related < 1.0 {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other."
        ))
        .step(format!("Same thing: {}.", cx.show(thing)))
        .step(format!("Shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step("To be had in one account, not in the other.")
        .values("to be had", "not to be had")
        .bonus(((related - 2.5) / 4.0).clamp(-0.4, 0.5)),
    )
}
