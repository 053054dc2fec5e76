//! Byte offsets to code points and UTF-16 units and back, for the formats at the border.

/// A unit in which a format counts positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, as the W3C Web Annotation model counts.
    CodePoint,
    /// UTF-16 code units, as browsers and Hypothesis count.
    Utf16,
}

impl Unit {
    fn size(self, c: char) -> usize {
        match self {
            Self::CodePoint => 1,
            Self::Utf16 => c.len_utf16(),
        }
    }
}

/// Returns how many units lie before the byte `offset` of `text`.
///
/// ```
/// use rashomon::text::offset::{Unit, from_byte};
/// assert_eq!(from_byte("a🌞b", 5, Unit::CodePoint), 2);
/// assert_eq!(from_byte("a🌞b", 5, Unit::Utf16), 3);
/// ```
#[must_use]
pub fn from_byte(text: &str, offset: usize, unit: Unit) -> usize {
    let offset = text.floor_char_boundary(offset);
    text[..offset].chars().map(|c| unit.size(c)).sum()
}

/// Returns the byte offset at which `units` units of `text` are over, or `None` when the text is shorter.
///
/// A count that ends inside a character (half a surrogate pair) is moved to the character's start.
#[must_use]
pub fn to_byte(text: &str, units: usize, unit: Unit) -> Option<usize> {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen + unit.size(c) > units {
            return Some(at);
        }
        seen += unit.size(c);
    }
    (seen == units).then_some(text.len())
}

/// A text with marks along it, so that many conversions do not each walk it from the start.
#[derive(Clone, Debug)]
pub struct Index<'t> {
    text: &'t str,
    unit: Unit,
    /// After every [`STEP`] bytes or a little more: the byte, and the units before it.
    marks: Vec<(usize, usize)>,
}

/// Bytes between two marks of an [`Index`].
const STEP: usize = 1024;

impl<'t> Index<'t> {
    /// Walks `text` once and marks it.
    #[must_use]
    pub fn new(text: &'t str, unit: Unit) -> Self {
        let (mut marks, mut at, mut units) = (vec![(0, 0)], 0, 0);
        while text.len() - at > STEP {
            let next = text.ceil_char_boundary(at + STEP);
            units += from_byte(&text[at..next], next - at, unit);
            at = next;
            marks.push((at, units));
        }
        Self { text, unit, marks }
    }

    /// Returns how many units lie before the byte `offset`: as [`from_byte`].
    #[must_use]
    pub fn units(&self, offset: usize) -> usize {
        let mark = self.marks.partition_point(|m| m.0 <= offset).saturating_sub(1);
        let (at, units) = self.marks[mark];
        units + from_byte(&self.text[at..], offset - at, self.unit)
    }

    /// Returns the byte offset at which `units` units are over: as [`to_byte`].
    #[must_use]
    pub fn byte(&self, units: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|m| m.1 <= units).saturating_sub(1);
        let (at, before) = self.marks[mark];
        to_byte(&self.text[at..], units - before, self.unit).map(|byte| at + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_units_go_there_and_back() {
        let text = "é🌞ق b";
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            for unit in [Unit::CodePoint, Unit::Utf16] {
                assert_eq!(to_byte(text, from_byte(text, at, unit), unit), Some(at));
            }
        }
        assert_eq!(to_byte(text, 99, Unit::CodePoint), None);
    }
    #[test]
    fn the_index_agrees_with_the_walk() {
        let text = "é🌞ق b\n".repeat(700);
        for unit in [Unit::CodePoint, Unit::Utf16] {
            let index = Index::new(&text, unit);
            for at in (0..=text.len()).step_by(37) {
                let units = from_byte(&text, at, unit);
                assert_eq!(index.units(at), units);
                assert_eq!(index.byte(units), to_byte(&text, units, unit));
            }
            assert_eq!(index.byte(99_999), None);
        }
    }
}
