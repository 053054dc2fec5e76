//! Candidates and comparison: facts meet under their keys, rules say what clashes, and findings are made of it.

use super::confidence::Grounds;
use super::context::Context;
use super::contradiction::{Conflict, DETECTORS, Detector};
use super::fact::Fact;
use super::finding::{Analysis, Finding, Kind, Side, Verdict};
use super::progress::{Stage, Steps, Watch};
use super::subject;
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ops::Range;

/// At most so many facts of one key are compared with each other, those of leads and headlines first.
///
/// A key with more is about something every account repeats; what they disagree on shows in the first ones.
const BUCKET: usize = 64;

/// What a side in the headline or the first sentences adds to the log-odds.
const LEAD: f64 = 0.15;

/// Runs every rule over the claims; `None` when the watch stopped it.
pub(super) fn compare(cx: &Context<'_>, watch: Watch<'_>) -> Option<Vec<Finding>> {
    let mut found: Vec<Finding> = Vec::new();
    let mut facts = Vec::new();
    let articles = 0..cx.library.len();
    let related: Vec<Vec<bool>> =
        articles.clone().map(|a| articles.clone().map(|b| cx.one_event(a, b)).collect()).collect();
    let mut steps = Steps::new(watch, Stage::Comparing, DETECTORS.len());
    for detector in DETECTORS {
        steps.by(0)?;
        facts.clear();
        for claim in 0..cx.claims.len() {
            (detector.note)(cx, claim, &mut facts);
            steps.sentence(0)?;
        }
        run(cx, detector, &facts, &related, &mut steps, &mut found)?;
        steps.by(1)?;
    }
    Some(found)
}

fn run(
    cx: &Context<'_>,
    detector: &Detector,
    facts: &[Fact],
    related: &[Vec<bool>],
    steps: &mut Steps<'_>,
    found: &mut Vec<Finding>,
) -> Option<()> {
    let ids = |fact: &Fact| {
        let claim = fact.of(&cx.claims);
        (claim.order, &cx.library.articles()[claim.article].id, fact.at.start)
    };
    let mut buckets: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (i, fact) in facts.iter().enumerate() {
        buckets.entry(fact.key).or_default().push(i);
    }
    for mut bucket in buckets.into_values().filter(|b| b.len() > 1) {
        steps.sentence(0)?;
        bucket.sort_by(|x, y| ids(&facts[*x]).cmp(&ids(&facts[*y])));
        bucket.truncate(BUCKET);
        for (n, i) in bucket.iter().enumerate() {
            for j in &bucket[n + 1..] {
                let (mut a, mut b) = (&facts[*i], &facts[*j]);
                let (mut x, mut y) = (a.of(&cx.claims), b.of(&cx.claims));
                let apart = x.article != y.article && !related[x.article][y.article];
                // Only a sum can clash with itself in one sentence.
                let sum = detector.kind == Kind::Arithmetic
                    && (a.at.end <= b.at.start || b.at.end <= a.at.start);
                if a.claim == b.claim && !sum || apart || x.article == y.article && !detector.within
                {
                    continue;
                }
                let id = |article: usize| &cx.library.articles()[article].id;
                if (id(y.article), y.order) < (id(x.article), x.order) {
                    (a, b) = (b, a);
                    (x, y) = (y, x);
                }
                if x.article != y.article && cx.text(x, x.span) == cx.text(y, y.span) {
                    continue; // one passage in two outlets says the same
                }
                let conflict = (detector.clash)(cx, a, b)
                    .or_else(|| (detector.clash)(cx, b, a).map(Conflict::swapped));
                if let Some(conflict) = conflict {
                    found.push(finding(cx, detector, a, b, conflict));
                }
            }
        }
    }
    Some(())
}

fn finding(
    cx: &Context<'_>,
    detector: &Detector,
    a: &Fact,
    b: &Fact,
    conflict: Conflict,
) -> Finding {
    // What stands in a headline or lead is what the account is about.
    let lead = |fact: &Fact| if fact.of(&cx.claims).order <= 2 { LEAD } else { 0.0 };
    let odds = (detector.prior / (1.0 - detector.prior)).ln() + conflict.bonus + lead(a) + lead(b);
    // What a rule's contradictions were worth says nothing of where it finds accounts to agree.
    let name = if conflict.verdict == Verdict::Corroboration { "" } else { detector.rule };
    let grounds = Grounds::of(cx, name, odds, a, b);
    let mut steps = conflict.steps;
    steps.push(format!(
        "The two passages are alike by {:.2} of 1 in what they speak of.",
        grounds.likeness
    ));
    let mut verdict = conflict.verdict;
    if verdict == Verdict::Contradiction && detector.kind != Kind::Attribution {
        let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
        let (m, n) = (subject::source(cx, p), subject::source(cx, q));
        if let (Some(m), Some(n)) = (m, n)
            && !cx.names.may_be_one(m, n)
        {
            verdict = Verdict::Disputed;
            steps.push(format!(
                "{} says the one, {} the other; the accounts report it.",
                cx.names.name(m),
                cx.names.name(n)
            ));
        } else if subject::denies(p) || subject::denies(q) {
            verdict = Verdict::Disputed;
            steps.push("It is denied inside the account, which reports the denial.".to_owned());
        }
    }
    let [value_a, value_b] = conflict.values;
    let [focus_a, focus_b] = conflict.focus;
    let side = |fact: &Fact, focus: Vec<Range<usize>>, value: String| {
        let claim = fact.of(&cx.claims);
        let focus = if focus.is_empty() { vec![fact.at.clone()] } else { focus };
        let focus =
            focus.into_iter().map(|at| claim.span_of(at)).filter(|s| !s.is_empty()).collect();
        Side { article: claim.article, span: claim.span, focus, value }
    };
    let (a, b) = (side(a, focus_a, value_a), side(b, focus_b, value_b));
    for side in [&a, &b] {
        let anchor = cx.anchors[side.article];
        if let (false, Some(day)) = (anchor.own, anchor.day)
            && steps.iter().any(|s| s.contains("20") || s.contains("19"))
        {
            let name = cx.library.articles()[side.article].short_name();
            steps.push(format!(
                "{name} gives no day of publication; its dates are read against {day}, taken from the other accounts or its text."
            ));
        }
    }
    steps.dedup();
    Finding {
        id: id(cx, detector, &a, &b),
        kind: detector.kind,
        rule: detector.rule,
        verdict,
        confidence: (grounds.confidence() * 1000.0).round() / 1000.0,
        grounds,
        reason: conflict.reason,
        steps,
        a,
        b,
        witnesses: Vec::new(),
    }
}

/// A name that stays the same while both quotes, kind and rule do, whichever file they stand in.
fn id(cx: &Context<'_>, detector: &Detector, a: &Side, b: &Side) -> String {
    let quote = |side: &Side| side.span.of(&cx.library.articles()[side.article].text);
    let mut quotes = [quote(a), quote(b)];
    quotes.sort_unstable();
    let mut hash = Sha256::new();
    for part in [detector.kind.name(), detector.rule, quotes[0], quotes[1]] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Sorts findings into the lists of an analysis: one finding for two sentences and a kind, one for two
/// articles and a pair of values, the others its witnesses.
pub(super) fn sort(cx: &Context<'_>, mut found: Vec<Finding>) -> Analysis {
    found.sort_by(|x, y| {
        let rest = |f: &Finding| {
            (
                f.id.clone(),
                f.a.span,
                f.b.span,
                f.a.focus.clone(),
                f.b.focus.clone(),
                f.reason.clone(),
            )
        };
        y.confidence.total_cmp(&x.confidence).then_with(|| rest(x).cmp(&rest(y)))
    });
    let mut seen: HashSet<(usize, Span, usize, Span, bool)> = HashSet::default();
    let mut by_value: HashMap<(usize, usize, &'static str, bool, String, String), usize> =
        HashMap::default();
    let mut kept: Vec<Finding> = Vec::new();
    for finding in found {
        let agrees = finding.verdict == Verdict::Corroboration;
        let pair = (finding.a.article, finding.a.span, finding.b.article, finding.b.span, agrees);
        if !seen.insert(pair) {
            continue;
        }
        let (x, y) = (&finding.a, &finding.b);
        if !x.value.is_empty() && x.article != y.article {
            let key =
                (x.article, y.article, finding.rule, agrees, x.value.clone(), y.value.clone());
            if let Some(first) = by_value.get(&key) {
                let first = &mut kept[*first];
                if first.a.span == x.span || first.b.span == y.span {
                    let witness = if first.a.span == x.span { finding.b } else { finding.a };
                    first.witnesses.push(witness);
                    continue;
                }
            } else {
                by_value.insert(key, kept.len());
            }
        }
        kept.push(finding);
    }
    let mut analysis = Analysis { independent: cx.library.len(), ..Analysis::default() };
    for finding in kept {
        match finding.verdict {
            Verdict::Contradiction | Verdict::Disputed => analysis.contradictions.push(finding),
            Verdict::Update => analysis.updates.push(finding),
            Verdict::Corroboration => analysis.corroborations.push(finding),
        }
    }
    analysis
}
