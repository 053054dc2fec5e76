//! Lists that run beside each other: the first of the one has the first of the other, `respectively`.

use super::Pair;
use super::evidence::Evidence;
use super::reading::Reading;
use std::ops::Range;

/// The words of each item of a list.
type List = Vec<Range<usize>>;

/// Finds a member of one list with another's share of the second.
///
/// `Ada and Otto paid 10 and 20 crowns, respectively` against `Ada paid 20 crowns`. A near miss: `Otto paid 20
/// crowns`.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let mut out = Vec::new();
    let premise = &pair.premise;
    for at in (0..premise.words.len()).filter(|&at| premise.words[at].text == "respectively") {
        let Some((names, shares)) = lists(premise, at) else { continue };
        let found = |items: &[Range<usize>]| -> Option<usize> {
            let own = |item: &Range<usize>| {
                // what another item has too tells nothing: the `crowns` of `10 crowns and 20 crowns`
                let alone = item.clone().filter(|&at| {
                    let others = items.iter().filter(|other| *other != item).cloned().flatten();
                    others.into_iter().all(|to| premise.words[to].text != premise.words[at].text)
                });
                alone.into_iter().any(|at| pair.alignment.back(at).is_some())
            };
            let mut with = (0..items.len()).filter(|&number| own(&items[number]));
            let first = with.next()?;
            with.next().is_none().then_some(first)
        };
        if let Some(share) = found(&shares)
            && let Some((names, name)) = names.iter().find_map(|names| Some((names, found(names)?)))
            && name != share
            && !pair.hypothesis.is_negative()
        {
            let text = |item: &Range<usize>| {
                let words = &premise.words[item.clone()];
                words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
            };
            out.push(Evidence {
                model: "respective",
                x: Vec::new(),
                reason: format!(
                    "The first has {:?} for {:?}.",
                    text(&shares[name]),
                    text(&names[name])
                ),
            });
        }
    }
    out
}

/// The last list before the word at `at`, and those before it that may run beside it, the nearest first.
fn lists(reading: &Reading, at: usize) -> Option<(Vec<List>, List)> {
    let start = reading.sentence(at).start;
    let mut found = (start..at)
        .rev()
        .filter(|&and| reading.words[and].text == "and")
        .filter_map(|and| list(reading, start, and, at));
    let shares = found.next()?;
    // of `two clerks, Ada and Otto` the last two
    let names = found
        .filter(|names| names.len() >= shares.len())
        .map(|mut names| names.split_off(names.len() - shares.len()))
        .collect();
    Some((names, shares))
}

/// The items of the list that `and` closes: runs of nominal words with commas between.
fn list(reading: &Reading, start: usize, and: usize, end: usize) -> Option<Vec<Range<usize>>> {
    let inside = |at: usize| super::deed::is_nominal(reading.words[at].tag);
    let last = (and + 1..end).take_while(|&at| inside(at)).last().map(|last| and + 1..last + 1)?;
    let mut items = vec![last];
    let mut stop = and;
    loop {
        if stop > start && reading.words[stop - 1].text == "," {
            stop -= 1;
        }
        let Some(first) = (start..stop).rev().take_while(|&at| inside(at)).last() else { break };
        items.insert(0, first..stop);
        if first == start || reading.words[first - 1].text != "," {
            break;
        }
        stop = first - 1;
    }
    (items.len() > 1).then_some(items)
}

#[cfg(test)]
mod tests {
    use crate::analysis::judge::{Label, judge};

    #[test]
    fn lists_run_beside_each_other() {
        let premise = "The clerks Ada Reich, Otto Brandt and Lena Kraus were fined 10 crowns, 20 crowns and \
                       30 crowns, respectively.";
        for (hypothesis, clash) in [
            ("Otto Brandt was fined 30 crowns.", true),
            ("Otto Brandt was fined 20 crowns.", false),
            ("Kraus has been fined 30 crowns.", false),
            ("Kraus has been fined 10 crowns.", true),
        ] {
            let found = judge(premise, hypothesis).label == Label::Contradiction;
            assert_eq!(found, clash, "{hypothesis}");
        }
    }
}
