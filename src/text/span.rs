//! A half-open range of bytes in a text.

use std::ops::Range;

/// A half-open range of bytes, `start..end`, in a text known from the context.
///
/// Both ends lie on character boundaries of the text the span was made for. A span is a position,
/// never an identity: what is saved is a selector, because texts change.
///
/// ```
/// use rashomon::text::Span;
/// let text = "12 people died";
/// assert_eq!(Span::new(3, 9).of(text), "people");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just after the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span `start..end`; an inverted pair becomes the empty span at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Returns the length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether the byte at `offset` lies in the span.
    #[must_use]
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Tells whether `other` lies wholly in the span.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the bytes that both spans cover, if any.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the span moved by `by` bytes to the right.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Returns the text that the span covers.
    ///
    /// A span that does not fit the text (made for another one) gives the part that fits, cut
    /// down to character boundaries: a reader must not crash over a stale position.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        let start = text.floor_char_boundary(self.start);
        let end = text.floor_char_boundary(self.end).max(start);
        &text[start..end]
    }

    /// Returns the span without the white space at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let slice = self.of(text);
        let start = self.start + (slice.len() - slice.trim_start().len());
        Self::new(start, start + slice.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_survives_a_span_made_for_another_text() {
        assert_eq!(Span::new(1, 3).of("é"), "é");
        assert_eq!(Span::new(10, 30).of("short"), "");
        assert_eq!(Span::new(2, 40).of("short"), "ort");
    }

    #[test]
    fn overlap_needs_a_shared_byte() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
        assert_eq!(Span::new(0, 4).intersect(Span::new(3, 5)), Some(Span::new(3, 4)));
    }

    #[test]
    fn trim_moves_both_ends() {
        assert_eq!(Span::new(0, 7).trim("  ab   "), Span::new(2, 4));
    }
}
