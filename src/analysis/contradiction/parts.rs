//! A whole that its parts do not add up to.

use super::quantity::is_label;
use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Counted};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::Role;
use crate::language::lexicon::SORTS;
use crate::language::quantity::{Hedge, Interval, Quantity, Unit, plain};
use crate::language::stem::{Part, lemma};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Arithmetic,
    rule: "arithmetic/parts",
    says: "The parts that one source lists do not add up to the whole that the other gives.",
    example: [
        "The Orvel fund paid out 120,000 euros in 2019, 80,000 in 2020 and 60,000 in 2021.",
        "The Orvel fund paid out a total of 300,000 euros over three years.",
    ],
    near_miss: [
        "The Orvel fund paid out 120,000 euros in 2019, 80,000 in 2020 and 60,000 in 2021.",
        "The Orvel fund paid out a total of 260,000 euros over three years.",
    ],
    prior: 0.66,
    within: true,
    note,
    clash,
};

/// Parts and a whole further apart than so many times are of different things.
const FAR_APART: f64 = 1.45;

/// Parts may miss their whole by so much when each of them is rounded.
const ROUNDING: f64 = 1.005;

/// Parts that are listed with their whole miss it by so much at most when each of them is rounded.
const LISTED: f64 = 1.02;

/// Least that two sentences must share, besides the figures, to be of one whole: with a word that says that a
/// figure is a whole, and without one.
const LEAST_RELATED: [f64; 2] = [1.0, 2.5];

/// A list right behind its whole misses it by no more than so many times.
const BEHIND: f64 = 1.25;

/// Tells whether a list says nothing of a rest: `the others`, `among them`, `most`.
fn closed(claim: &Claim) -> bool {
    !claim.has_word(&[
        "others",
        "rest",
        "remaining",
        "remainder",
        "including",
        "among",
        "mostly",
        "mainly",
        "some",
        "example",
        "notably",
    ])
}

/// Tells whether no other figure before the list, of its unit, is nearer to its sum.
fn leads(cx: &Context<'_>, p: &Claim, whole: &Fact, q: &Claim, sum: &Quantity) -> bool {
    let of = |fact: &Fact| match &fact.value {
        Value::Count { quantity, .. } => quantity.value,
        _ => f64::INFINITY,
    };
    let miss = |v: f64| (v / sum.value).max(sum.value / v);
    let own = miss(of(whole));
    let run = parts(q).unwrap_or_default();
    let near = |c: &&Claim| {
        c.article == p.article
            && c.order + 2 >= p.order.min(q.order)
            && c.order <= p.order.max(q.order) + 1
    };
    cx.claims.iter().filter(near).all(|c| {
        c.quantities.iter().enumerate().all(|(i, other)| {
            let listed = c.order == q.order && run.contains(&i);
            listed || other.quantity.unit != sum.unit || miss(other.quantity.value) >= own - 1e-9
        })
    })
}

/// Words that say that a figure is a whole.
fn is_whole(claim: &Claim, counted: &Counted) -> bool {
    const WHOLE: [&str; 10] = [
        "total",
        "totalling",
        "totaling",
        "combined",
        "altogether",
        "overall",
        "aboard",
        "collectively",
        "jointly",
        "sum",
    ];
    let near = counted.at.start.saturating_sub(4)..(counted.at.end + 4).min(claim.terms.len());
    near.clone().any(|i| WHOLE.contains(&claim.word(i)))
        || near.clone().any(|i| claim.word(i) == "in" && claim.word(i + 1) == "all")
        || near.clone().any(|i| claim.word(i) == "on" && claim.word(i + 1) == "board")
        || claim.back(counted.at.start, 1) == "all"
}

/// Tells whether two figures of a sentence are joined as parts of one whole: by a comma, `and`, `plus`, or
/// `with a further`.
fn joined(claim: &Claim, a: &Counted, b: &Counted) -> bool {
    let between = &claim.terms[a.at.end..b.at.start.max(a.at.end)];
    let link = |t: &str| matches!(t, "," | "and" | "plus" | ";" | "&");
    let stop = |t: &str| {
        matches!(
            t,
            "of" | "from"
                | "to"
                | "than"
                | "or"
                | "but"
                | "including"
                | "includes"
                | "which"
                | "who"
                | "that"
                | "("
                | "as"
                | "by"
        )
    };
    let further =
        |t: &str| matches!(t, "further" | "another" | "additional" | "remaining" | "other");
    let sum = between.iter().any(|t| link(&t.text)) || between.iter().any(|t| further(&t.text));
    // What opens with "of" or "which" just before the figure takes a part of the one before: "31 of them".
    let last = between.iter().rposition(|t| link(&t.text)).map_or(0, |i| i + 1);
    sum && between.len() <= 14
        && (between.iter().any(|t| further(&t.text))
            || !between[last..].iter().any(|t| stop(&t.text) && t.text != "of"))
}

/// Tells whether a figure is a part of the one before it: `139 passengers, 31 of them children`.
fn within_the_last(claim: &Claim, counted: &Counted) -> bool {
    let after = claim.word(counted.at.end) == "of"
        && matches!(
            claim.word(counted.at.end + 1),
            "them" | "whom" | "the" | "these" | "those" | "which"
        );
    after
        || (1..=3)
            .any(|n| matches!(claim.back(counted.at.start, n), "including" | "among" | "includes"))
}

/// The unit of a figure; a bare one that follows money of the sentence is money: "8.2 million francs, with a
/// further 4.1 million".
fn unit_of(claim: &Claim, i: usize) -> Unit {
    let own = &claim.quantities[i].quantity;
    let next = claim.terms.get(claim.quantities[i].at.end);
    let bare = own.unit == Unit::Count
        && own.value >= 1000.0
        && next.is_none_or(|t| t.role != Role::Noun && t.role != Role::Adjective);
    if !bare {
        return own.unit;
    }
    claim.quantities[..i]
        .iter()
        .rev()
        .filter(|c| !(1..=3).any(|n| claim.back(c.at.start, n) == "("))
        .map(|c| c.quantity.unit)
        .find(|u| {
            !matches!(
                u,
                Unit::Count | Unit::Ordinal | Unit::Score | Unit::Of("duration" | "percent")
            )
        })
        .unwrap_or(own.unit)
}

/// Tells whether a figure is one of several parts that a sentence joins: `22 children and three teachers`.
pub(super) fn is_part(claim: &Claim, figure: &Quantity) -> bool {
    parts(claim)
        .is_some_and(|run| run.iter().any(|i| claim.quantities[*i].quantity.span == figure.span))
}

/// The longest run of figures of one dimension that are joined as parts.
fn parts(claim: &Claim) -> Option<Vec<usize>> {
    let mut best: Vec<usize> = Vec::new();
    for first in 0..claim.quantities.len() {
        let unit = unit_of(claim, first);
        if matches!(
            unit,
            Unit::Ordinal | Unit::Score | Unit::Of("percent" | "duration" | "speed" | "magnitude")
        ) || within_the_last(claim, &claim.quantities[first])
        {
            continue;
        }
        let mut run = vec![first];
        for next in first + 1..claim.quantities.len() {
            let counted = &claim.quantities[next];
            let last = &claim.quantities[run[run.len() - 1]];
            if within_the_last(claim, counted) || unit_of(claim, next) != unit {
                continue;
            }
            // The same sum in other money or words stands in brackets.
            if (1..=3).any(|n| claim.back(counted.at.start, n) == "(") {
                continue;
            }
            if joined(claim, last, counted) {
                run.push(next);
            } else {
                break;
            }
        }
        if run.len() > best.len() {
            best = run;
        }
    }
    // People and things make no sum.
    let person = |i: &usize| {
        let head = claim.noun_from(claim.quantities[*i].at.end)?;
        let term = claim.terms.get(head).filter(|t| t.role == Role::Noun)?;
        let word = lemma(&term.text, Part::Noun);
        SORTS.values(&word).next().map(|sort| sort == "person")
    };
    let sorts: Vec<bool> = best.iter().filter_map(person).collect();
    if sorts.contains(&true) && sorts.contains(&false) {
        return None;
    }
    let plain = |i: &usize| {
        let q = &claim.quantities[*i].quantity;
        matches!(q.hedge, Hedge::Exact | Hedge::About) && q.value >= 1.0
    };
    (best.len() >= 2 && best.iter().all(plain)).then_some(best)
}

/// Tells whether the parts are given as those of the whole just before them: after a colon or "of which" of the
/// same sentence, or, where they are too much for it, as the beginning of the next one.
fn led(cx: &Context<'_>, whole: &Fact, parts: &Fact, too_much: bool) -> bool {
    let (p, q) = (whole.of(&cx.claims), parts.of(&cx.claims));
    if whole.claim == parts.claim {
        let between = whole.at.end..parts.at.start;
        let leads = |i: usize| match p.word(i) {
            ":" | "\u{2014}" | "\u{2013}" => true,
            "of" => matches!(p.word(i + 1), "which" | "whom" | "these" | "those" | "them"),
            _ => false,
        };
        return between.len() <= 14 && between.clone().any(leads);
    }
    too_much
        && whole.claim + 1 == parts.claim
        && p.article == q.article
        && p.block == q.block
        && parts.at.start <= 2
}

/// A figure behind a singular noun and before none numbers it: `runway 31`.
fn numbers_a_noun(claim: &Claim, counted: &Counted) -> bool {
    let before = counted.at.start.checked_sub(1).map(|i| &claim.terms[i]);
    let after = claim.terms.get(counted.at.end);
    counted.quantity.unit == Unit::Count
        && before.is_some_and(|t| t.role == Role::Noun && !t.text.ends_with('s'))
        && after.is_none_or(|t| !matches!(t.role, Role::Noun | Role::Adjective))
}

fn dimension(unit: Unit) -> &'static str {
    match unit {
        Unit::Of(name) => name,
        _ => "",
    }
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if let Some(run) = parts(claim) {
        let (first, last) = (&claim.quantities[run[0]], &claim.quantities[run[run.len() - 1]]);
        let of = |f: fn(&Quantity) -> f64| {
            run.iter().map(|i| f(&claim.quantities[*i].quantity)).sum::<f64>()
        };
        let range = Interval { lo: of(|q| q.range.lo), hi: of(|q| q.range.hi) };
        let unit = unit_of(claim, run[0]);
        let quantity = Quantity {
            value: of(|q| q.value),
            range,
            unit,
            hedge: Hedge::Between,
            ..first.quantity
        };
        let value =
            Value::Count { quantity, scope: Scope::Part, toll: false, exact: run.len() > 2 };
        out.push(Fact::new(
            index,
            key(("parts", dimension(unit))),
            first.at.start..last.at.end,
            value,
        ));
    }
    for counted in &claim.quantities {
        let quantity = counted.quantity;
        if matches!(quantity.unit, Unit::Ordinal | Unit::Score | Unit::Of("percent" | "duration"))
            || !matches!(quantity.hedge, Hedge::Exact | Hedge::About)
            || quantity.value < 10.0
            || within_the_last(claim, counted)
            || is_label(claim, counted)
            || numbers_a_noun(claim, counted)
        {
            continue;
        }
        let value = Value::Count {
            quantity,
            scope: Scope::Total,
            toll: false,
            exact: is_whole(claim, counted),
        };
        out.push(Fact::new(
            index,
            key(("parts", dimension(quantity.unit))),
            counted.at.clone(),
            value,
        ));
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (
        Value::Count { quantity: whole, scope: Scope::Total, exact, .. },
        Value::Count { quantity: sum, scope: Scope::Part, .. },
    ) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // Beside the dead and the hurt there may be others.
    let toll = q.predicates.iter().any(|x| x.class.is_some_and(|c| c.toll));
    if toll && sum.value < whole.value && a.claim != b.claim {
        return None;
    }
    let ratio = (whole.value / sum.value).max(sum.value / whole.value);
    let run = parts(q)?;
    let listed = || run.iter().map(|i| &q.quantities[*i].quantity);
    let led = led(cx, a, b, run.len() > 2 && sum.value > whole.value);
    // A measure may be rounded to its last digit, but not a list of them that is given with its sum.
    let rounded = whole.agrees(sum)
        && !(led && ratio > LISTED && whole.hedge == Hedge::Exact && whole.unit != Unit::Count);
    if rounded || !(ROUNDING..=FAR_APART).contains(&ratio) {
        return None;
    }
    // People are counted with their driver or without.
    if whole.unit == Unit::Count
        && (whole.value - sum.value).abs() < 1.5
        && !p.article.eq(&q.article)
    {
        return None;
    }
    // One of the parts itself, told again.
    if listed().any(|part| whole.value <= part.value || part.agrees(whole)) {
        return None;
    }
    // A list of three and more right behind its whole, in one account, needs no further proof.
    let near = p.article == q.article
        && (p.order == q.order
            || p.order + 1 == q.order
            || p.order + 2 == q.order && p.block == q.block);
    let listed_there =
        near && run.len() >= 3 && ratio <= BEHIND && closed(q) && leads(cx, p, a, q, sum);
    let related = cx.related(p, q, &[]);
    // The account of the parts gives the same whole elsewhere: then the whole is of the same thing.
    let told = q
        .quantities
        .iter()
        .any(|c| c.quantity.unit == whole.unit && c.quantity.agrees(whole) && is_whole(q, c));
    // Money goes with its deed; people and things are counted in many ways.
    let deed = whole.unit != Unit::Count
        && p.predicates.iter().any(|x| {
            x.class.is_some()
                && x.at.start.abs_diff(a.at.start) < 8
                && q.predicates.iter().any(|y| y.key == x.key)
        });
    let related_enough = related >= LEAST_RELATED[usize::from(!(*exact || told))];
    let apart = (*exact || told || deed) && related_enough && a.claim != b.claim;
    if !(led || listed_there || apart) {
        return None;
    }
    let list = listed().map(Quantity::display).collect::<Vec<_>>().join(" + ");
    let shown = |figure: &Quantity| match figure.unit {
        Unit::Of(_) => Quantity { hedge: Hedge::Exact, ..*figure }.display(),
        _ => plain(figure.value),
    };
    let (sum, whole) = (shown(sum), shown(whole));
    Some(
        Conflict::new(format!("The parts add up to {sum}, not to {whole}."))
            .step(format!("Whole: \u{201c}{}\u{201d}.", cx.text(p, p.span_of(a.at.clone()))))
            .step(format!("Parts: {list}."))
            .step(format!("Shared words: {}.", cx.shared(p, q, 5).join(", ")))
            .step("Considered: rounding, and figures that are parts of a part.".to_owned())
            .values(whole, format!("{sum} in parts"))
            .bonus(((related - 2.0) / 4.0).clamp(-0.3, 0.6)),
    )
}

#[cfg(test)]
mod tests {
    use crate::analysis::contradiction::tests::{compare, rules};

    #[test]
    fn a_sentence_may_give_a_whole_that_its_own_parts_miss() {
        let cases = [
            ("In all 560 homes lost power: 310 in Orvel, 120 in Karrow and 90 in Tarn.", true),
            ("In all 520 homes lost power: 310 in Orvel, 120 in Karrow and 90 in Tarn.", false),
            (
                "The line is 420 km long, of which 190 km lie in Orvel, 140 km in Karrow and 110 km in Tarn.",
                true,
            ),
            (
                "The mill took in 38,000 bales. Some 22,000 came by barge, 12,000 by rail and 9,000 by road.",
                true,
            ),
            // The others may have come in another way.
            (
                "The mill took in 38,000 bales. Some 20,000 came by barge, 9,000 by rail and 4,000 by road.",
                false,
            ),
            ("The mill took in 38,000 bales: 4,000 of wool and 2,100 of silk among them.", false),
        ];
        for (text, wrong) in cases {
            let found = compare([text, "Nothing else was told of the Orvel mill that day."]);
            assert_eq!(rules(&found).contains(&"arithmetic/parts"), wrong, "{text}");
        }
    }
}
