//! Overlapping highlights into runs: pieces with one set of roles each.

use super::theme::Theme;
use crate::app::highlight::{Highlight, Role};
use crate::text::Span;
use ratatui::style::Style;

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u32);

impl Roles {
    /// Adds a role.
    pub fn add(&mut self, role: Role) {
        self.0 |= 1 << role as u32;
    }

    /// Returns the roles in the order of painting.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().map(|r| r.0).filter(move |r| self.0 & (1 << *r as u32) != 0)
    }

    /// Returns the style of the set, laid over `base`.
    #[must_use]
    pub fn style(self, base: Style, theme: &Theme) -> Style {
        if self.0 == 0 {
            base
        } else {
            self.iter().fold(base, |style, r| style.patch(theme.role(r)))
        }
    }
}

/// A piece of text with one set of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The piece.
    pub span: Span,
    /// Why it is marked; empty for plain text.
    pub roles: Roles,
}

/// Cuts `window` at every boundary of a highlight. The runs are in order, touch, cover the window
/// exactly, and no two neighbours are alike.
#[must_use]
pub fn runs(window: Span, highlights: &[Highlight]) -> Vec<Run> {
    let inside = || highlights.iter().filter_map(|h| Some((h.span.intersect(window)?, h.role)));
    let mut cuts: Vec<usize> = inside().flat_map(|(span, _)| [span.start, span.end]).collect();
    if cuts.is_empty() {
        return vec![Run { span: window, roles: Roles::default() }];
    }
    cuts.extend([window.start, window.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut runs: Vec<Run> = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let span = Span::new(pair[0], pair[1]);
        let mut roles = Roles::default();
        inside().filter(|(s, _)| s.covers(span)).for_each(|(_, role)| roles.add(role));
        match runs.last_mut() {
            Some(last) if last.roles == roles => last.span.end = span.end,
            _ => runs.push(Run { span, roles }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(cases(256))]
        #[test]
        fn runs_tile_the_window(
            start in 0usize..40,
            len in 0usize..40,
            marks in prop::collection::vec((0usize..90, 0usize..30, 0usize..Role::ALL.len()), 0..8),
        ) {
            let window = Span::new(start, start + len);
            let marks: Vec<Highlight> = marks
                .iter()
                .map(|(s, l, r)| Highlight { span: Span::new(*s, s + l), role: Role::ALL[*r].0 })
                .collect();
            let runs = runs(window, &marks);
            prop_assert_eq!(runs[0].span.start, window.start);
            prop_assert_eq!(runs[runs.len() - 1].span.end, window.end);
            for pair in runs.windows(2) {
                prop_assert_eq!(pair[0].span.end, pair[1].span.start);
                prop_assert_ne!(pair[0].roles, pair[1].roles);
            }
            for byte in window.start..window.end {
                let run = runs.iter().find(|r| r.span.contains(byte)).expect("covered");
                let mut want = Roles::default();
                marks.iter().filter(|m| m.span.contains(byte)).for_each(|m| want.add(m.role));
                prop_assert_eq!(run.roles, want);
            }
        }
    }
}
