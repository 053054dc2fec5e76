//! Next and previous among places in several panes: through the focused one, then on to its neighbours, then round.

use crate::text::Span;

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The pane.
    pub pane: usize,
    /// Which of its places.
    pub at: usize,
    /// Whether the search went over an end and came round.
    pub wrapped: bool,
}

/// Returns the next place after the byte `offset` of pane `from` (before it, if not `forward`).
///
/// `places` are the panes in order, each with its places in order.
#[must_use]
pub fn next(
    places: &[(usize, &[Span])],
    from: usize,
    offset: usize,
    forward: bool,
) -> Option<Step> {
    let here = places.iter().position(|(pane, _)| *pane == from).unwrap_or(0);
    let (pane, own) = places.get(here)?;
    let found = if forward {
        own.iter().position(|span| span.start > offset)
    } else {
        own.iter().rposition(|span| span.start < offset)
    };
    if let Some(at) = found {
        return Some(Step { pane: *pane, at, wrapped: false });
    }
    let count = places.len();
    (1..=count).find_map(|step| {
        let index = if forward { here + step } else { here + count - step } % count;
        let wrapped = if forward { index <= here } else { index >= here };
        let (pane, spans) = places[index];
        let at = if forward { 0 } else { spans.len().checked_sub(1)? };
        (!spans.is_empty()).then_some(Step { pane, at, wrapped })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walking_visits_every_place_and_comes_round() {
        let (a, b) = ([Span::new(1, 2), Span::new(5, 6)], [Span::new(3, 4)]);
        let places: [(usize, &[Span]); 3] = [(0, &a), (1, &[]), (2, &b)];
        for forward in [true, false] {
            let (mut pane, mut offset, mut seen, mut wraps) = (0, 1, Vec::new(), 0);
            for _ in 0..3 {
                let step = next(&places, pane, offset, forward).expect("there are places");
                wraps += usize::from(step.wrapped);
                pane = step.pane;
                offset = places.iter().find(|p| p.0 == pane).expect("known").1[step.at].start;
                seen.push((pane, offset));
            }
            seen.sort_unstable();
            assert_eq!((seen, wraps), (vec![(0, 1), (0, 5), (2, 3)], 1), "{forward}");
        }
        assert_eq!(next(&[(0, &[])], 0, 0, true), None);
    }
}
