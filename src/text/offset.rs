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
}
