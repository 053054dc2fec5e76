//! Percent signs in addresses: `%20` for a space, and back.

/// Writes a text so that it can stand in an address: letters of all scripts stay, what no address
/// may hold becomes its bytes behind percent signs.
///
/// ```
/// use rashomon::text::percent::{decoded, encoded};
/// assert_eq!(encoded("día 1%"), "día%201%25");
/// assert_eq!(decoded("d%C3%ADa%201%25"), "día 1%");
/// assert_eq!(decoded("100%"), "100%");
/// ```
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let allowed = !c.is_control() && !c.is_whitespace() && !"<>\"{}|\\^`%".contains(c);
        if allowed {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

/// Takes back what percent signs stand for; bytes that are no UTF-8 become U+FFFD.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn what_is_encoded_comes_back(text in ".*") {
            prop_assert_eq!(decoded(&encoded(&text)), text);
        }
    }
}
