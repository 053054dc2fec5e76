//! Numbers with the word for what is counted, in one or in many.

/// Returns a number and its word: `1 match`, `2 matches`.
#[must_use]
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_is_many() {
        let told = [0, 1, 2].map(|n| counted(n, "match", "matches"));
        assert_eq!(told, ["0 matches", "1 match", "2 matches"]);
    }
}
