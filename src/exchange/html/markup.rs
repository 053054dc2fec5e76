//! The only way foreign words get into a page: escaped, and addresses only where they lead somewhere harmless.

use std::fmt::Write;

/// A page being written. Literals of our own go in with [`raw`](Self::raw), everything else with
/// [`text`](Self::text), which serves element content and quoted attributes alike.
#[derive(Debug, Default)]
pub(super) struct Page(String);

impl Page {
    /// Appends markup of our own.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Appends foreign words, escaped. Control characters other than a line break become U+FFFD.
    pub(super) fn text(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(c),
                c if c.is_control() => self.0.push('\u{fffd}'),
                c => self.0.push(c),
            }
        }
        self
    }

    /// Appends a foreign name inside a sentence of ours, kept from turning the sentence's direction.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        self.raw("<bdi>").text(name).raw("</bdi>")
    }

    /// Appends a number.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        let _ = write!(self.0, "{number}");
        self
    }

    /// Returns the page.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Returns the address when it leads to a web page: `http` and `https` only, no white space.
pub(super) fn web(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let known = ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
    (known && !rest.is_empty() && !url.chars().any(|c| c.is_whitespace() || c.is_control()))
        .then_some(url)
}

/// Returns the address of a passage on its page: a [text fragment](https://wicg.github.io/scroll-to-text-fragment/)
/// of its first and last words, which browsers scroll to and highlight.
pub(super) fn fragment(url: &str, quote: &str) -> String {
    let words: Vec<_> = quote.split_whitespace().collect();
    let join = |words: &[&str]| encode(&words.join(" "));
    let text = if words.len() > 12 {
        format!("{},{}", join(&words[..5]), join(&words[words.len() - 5..]))
    } else {
        join(&words)
    };
    let hash = if url.contains('#') { "" } else { "#" };
    format!("{url}{hash}:~:text={text}")
}

fn encode(words: &str) -> String {
    let mut out = String::with_capacity(words.len() * 3 / 2);
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Returns a day as people write it: `2025-09-02` gives `2 September 2025`.
pub(super) fn day(date: &str) -> String {
    date.parse::<jiff::civil::Date>()
        .map_or_else(|_| date.to_owned(), |day| day.strftime("%-d %B %Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for (url, ok) in [
            ("https://example.org/a", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            ("javascript://example.org/%0aalert(1)", false),
            ("data:text/html,x", false),
            ("https:// example.org", false),
            ("//example.org", false),
            ("urn:rashomon:doc:a", false),
        ] {
            assert_eq!(web(url).is_some(), ok, "{url}");
        }
    }

    #[test]
    fn fragments_carry_first_and_last_words() {
        assert_eq!(
            fragment("https://example.org/a", "Nine looms, all new – burned"),
            "https://example.org/a#:~:text=Nine%20looms%2C%20all%20new%20%E2%80%93%20burned"
        );
        assert_eq!(
            fragment("https://e.org/#x", "a b c d e f g h i j k l-m n"),
            "https://e.org/#x:~:text=a%20b%20c%20d%20e,i%20j%20k%20l%2Dm%20n"
        );
        assert_eq!(day("2026-03-01"), "1 March 2026");
        assert_eq!(day("spring"), "spring");
    }
}
