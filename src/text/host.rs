//! Hosts in addresses: shown in the letters that are dialled.

use std::borrow::Cow;

/// Returns an address with its host in ASCII, so that no letters of another script pass for it; the rest stays.
///
/// ```
/// use rashomon::text::host::ascii;
/// assert_eq!(ascii("https://olm.example/día"), "https://olm.example/día");
/// assert_eq!(ascii("https://оlm.example/día"), "https://xn--lm-emc.example/día"); // a Cyrillic letter
/// ```
#[must_use]
pub fn ascii(address: &str) -> Cow<'_, str> {
    let Some(from) = address.find("://").map(|at| at + 3) else { return Cow::Borrowed(address) };
    let rest = &address[from..];
    let authority = &rest[..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len())];
    // What stands before the last `@` is a name and a password, what follows the colon a port.
    let named = authority.rfind('@').map_or(0, |at| at + 1);
    let host = authority[named..].split(':').next().unwrap_or_default();
    if host.is_ascii() {
        return Cow::Borrowed(address);
    }
    let start = from + named;
    let shown = idna::domain_to_ascii(host).unwrap_or_else(|_| {
        // No host at all by the rules, and shown as one by none.
        host.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()
    });
    Cow::Owned([&address[..start], &shown, &address[start + host.len()..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_shown_as_it_is_dialled() {
        let cases = [
            ("https://olm.example/a?b=ö#ü", "https://olm.example/a?b=ö#ü"),
            ("https://bücher.example/ö", "https://xn--bcher-kva.example/ö"),
            ("http://аррӏе.com", "http://xn--80ak6aa92e.com"),
            ("http://olm.example@аррӏе.com:80/x", "http://olm.example@xn--80ak6aa92e.com:80/x"),
            ("http://olm。example/", "http://olm.example/"),
            ("https://\u{2066}x.example/", "https://?x.example/"),
            ("urn:rashomon:doc:día", "urn:rashomon:doc:día"),
            ("día", "día"),
            ("", ""),
        ];
        for (address, shown) in cases {
            assert_eq!(ascii(address), shown, "{address}");
        }
    }
}
