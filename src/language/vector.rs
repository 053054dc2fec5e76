//! How alike passages are whose words differ: each word has a direction, words of one field point one way.
//!
//! The directions come from word vectors (`assets/lexicon/vectors.txt`): words that stand in like
//! surroundings in much text. They tell that two sentences speak of one matter, *the roof gave way* and *the
//! stage collapsed*; they do not tell opposites from synonyms.

#[cfg(test)]
use super::lexicon;
use super::stem::{Part, lemma};
use super::wordlist::Sorted;

static VECTORS: Sorted = Sorted::new(include_str!("../../assets/lexicon/vectors.txt"));

/// Numbers of a direction.
const WIDTH: usize = 64;

/// The character that stands for 0 in the table.
const ZERO: u8 = b'P';

/// Where a passage points: the sum of its words' directions, of length 1, or nothing.
#[derive(Clone, Debug)]
pub struct Direction([f32; WIDTH]);

impl Direction {
    /// Returns the direction of some words in lower case, each with its part of speech; words of every text say
    /// little, and unknown words nothing.
    ///
    /// ```
    /// use rashomon::language::stem::Part::{Noun, Verb};
    /// use rashomon::language::vector::Direction;
    /// let roof = Direction::of([("roof", Noun), ("collapsed", Verb)]);
    /// let stage = Direction::of([("ceiling", Noun), ("crashed", Verb)]);
    /// let vote = Direction::of([("budget", Noun), ("passed", Verb)]);
    /// assert!(roof.likeness(&stage) > 0.5);
    /// assert!(roof.likeness(&vote) < 0.3);
    /// ```
    #[must_use]
    pub fn of<'a>(words: impl IntoIterator<Item = (&'a str, Part)>) -> Self {
        let mut sum = [0.0; WIDTH];
        for (word, part) in words {
            let row = VECTORS.get(word).or_else(|| VECTORS.get(&lemma(word, part)));
            let Some((weight, row)) = row.and_then(|row| row.as_bytes().split_first()) else {
                continue;
            };
            let number = |byte: u8| f32::from(byte) - f32::from(ZERO);
            let weight = number(*weight);
            sum.iter_mut().zip(row).for_each(|(sum, byte)| *sum += weight * number(*byte));
        }
        let length = sum.iter().map(|n| n * n).sum::<f32>().sqrt();
        if length > 0.0 {
            sum.iter_mut().for_each(|n| *n /= length);
        }
        Self(sum)
    }

    /// Returns how alike two passages are: the cosine, -1 to 1; 0 for a passage of unknown words.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        f64::from(self.0.iter().zip(&other.0).map(|(x, y)| x * y).sum::<f32>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_each_row_has_a_weight_and_its_numbers() {
        let rows: Vec<_> = lexicon::entries(VECTORS.text()).collect();
        assert!(rows.len() >= 9_000, "{}", rows.len());
        assert!(rows.is_sorted());
        for row in rows {
            let (word, numbers) = row.split_once('\t').unwrap_or_default();
            assert_eq!(numbers.len(), WIDTH + 1, "{word}");
            assert_eq!(VECTORS.get(word), Some(numbers));
        }
    }

    /// Words, others of the same matter, and others of another.
    #[test]
    fn words_of_one_matter_point_one_way() {
        let cases = [
            ("ferry", "ship", "pension"),
            ("killed", "died", "painted"),
            ("injured", "hurt", "elected"),
            ("parliament", "lawmaker", "volcano"),
            ("verdict", "trial", "harvest"),
            ("miner", "coal", "orchestra"),
        ];
        let of = |word| Direction::of([(word, Part::Noun)]);
        for (word, near, far) in cases {
            let (near, far) = (of(word).likeness(&of(near)), of(word).likeness(&of(far)));
            assert!(near > far + 0.2, "{word}: {near:.2} {far:.2}");
        }
        assert!(of("qqq").likeness(&of("ferry")).abs() < 1e-9);
    }
}
