//! A mistake in a file of ours (settings, keymap, theme), with its line; and the nearest right word.

use std::fmt;
use std::ops::Range;

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, counted from 1.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

/// Where the lines of a file begin, to look up many places.
#[derive(Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// Returns the line of a byte, counted from 1.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        1 + self.0.partition_point(|start| *start <= at)
    }
}

impl Mistake {
    /// Returns a mistake at the byte range `at` of the text with these lines.
    #[must_use]
    pub fn at(lines: &Lines, at: &Range<usize>, message: impl Into<String>) -> Self {
        Self { line: lines.at(at.start), message: message.into() }
    }

    /// Returns the mistake that the TOML parser reports for the text with these lines.
    #[must_use]
    pub fn toml(lines: &Lines, error: &toml::de::Error) -> Self {
        Self::at(lines, &error.span().unwrap_or_default(), error.message())
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Returns `; did you mean …?` with the known word nearest to `word`, or nothing when none is near.
#[must_use]
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let letters = word.chars().count();
    let reach = 1 + letters / 3;
    // As many letters as one has more than the other must be inserted: most words need no closer look.
    let near = known.into_iter().filter(|k| k.chars().count().abs_diff(letters) <= reach);
    match near.map(|k| (distance(word, k), k)).min() {
        Some((far, name)) if far <= reach => format!("; did you mean `{name}`?"),
        _ => String::new(),
    }
}

/// The number of letters to insert, delete or change (Levenshtein), with a swap of neighbours as one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            rows[i][j] = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                rows[i][j] = rows[i][j].min(rows[i - 2][j - 2] + 1);
            }
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_proposed_and_a_far_one_is_not() {
        assert_eq!(did_you_mean("thme", ["mouse", "theme"]), "; did you mean `theme`?");
        assert_eq!(did_you_mean("xyzzy", ["mouse", "theme"]), "");
        assert_eq!(Mistake::at(&Lines::of("a\nb\nc"), &(4..5), "x").line, 3);
    }
}
