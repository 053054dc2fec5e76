//! A web page saved as one file by a browser (MHTML): its first page, decoded.

use super::ReadError;

/// A saved page, decoded.
pub(super) struct Saved {
    /// The bytes of the page.
    pub(super) html: Vec<u8>,
    /// Their encoding, as declared.
    pub(super) charset: Option<String>,
    /// The address of the page.
    pub(super) url: Option<String>,
}

/// Tells whether a text begins as a saved page does.
pub(super) fn is_saved_page(head: &str) -> bool {
    let lower = head.to_ascii_lowercase();
    lower.contains("mime-version:")
        && lower.contains("multipart/related")
        && lower.contains("boundary=")
}

/// Finds and decodes the page.
///
/// # Errors
/// When there is none.
pub(super) fn read(text: &str) -> Result<Saved, ReadError> {
    let missing =
        |what: &str| ReadError::Malformed("a saved web page", format!("its {what} is missing"));
    let (head, body) = headers(text);
    let boundary = parameter(&field(&head, "content-type").unwrap_or_default(), "boundary")
        .filter(|boundary| !boundary.is_empty())
        .ok_or_else(|| missing("boundary"))?;
    let address = field(&head, "snapshot-content-location");
    for part in body.split(&format!("--{boundary}")).skip(1) {
        let (head, body) = headers(part.trim_start_matches(['\r', '\n']));
        let kind = field(&head, "content-type").unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("text/html") {
            continue;
        }
        let transfer =
            field(&head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        let html = match transfer.trim() {
            "quoted-printable" => quoted_printable(body),
            "base64" => base64(body),
            _ => body.as_bytes().to_vec(),
        };
        let url = address.or_else(|| field(&head, "content-location"));
        let url = url
            .map(|url| crate::text::clean::line(url.trim()))
            .filter(|url| url.starts_with("http"));
        return Ok(Saved { html, charset: parameter(&kind, "charset"), url });
    }
    Err(missing("page"))
}

/// Splits headers, unfolded, from what follows the empty line.
fn headers(text: &str) -> (String, &str) {
    let (end, len) = match (text.find("\r\n\r\n"), text.find("\n\n")) {
        (Some(a), Some(b)) if b < a => (b, 2),
        (Some(a), _) => (a, 4),
        (None, Some(b)) => (b, 2),
        (None, None) => return (text.to_owned(), ""),
    };
    let head = text[..end].replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ");
    (head, &text[end + len..])
}

fn field(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// Undoes quoted-printable (RFC 2045, section 6.7); what is no escape stays.
fn quoted_printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        rest = if byte != b'=' {
            out.push(byte);
            tail
        } else if let Some(after) = tail.strip_prefix(b"\r\n").or_else(|| tail.strip_prefix(b"\n"))
        {
            after
        } else if let Some(decoded) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(decoded);
            &tail[2..]
        } else {
            out.push(byte);
            tail
        };
    }
    out
}

/// Undoes base64 (RFC 4648); other characters are skipped.
fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_found_and_decoded() {
        let text = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://olm.example/1\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--B1\"\r\n\r\n\r\n----B1\r\n\
            Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <p>caf=C3=A9 =\r\nopen 3=4</p>\r\n----B1--\r\n";
        assert!(is_saved_page(text));
        let saved = read(text).expect("it holds a page");
        assert_eq!(String::from_utf8(saved.html).expect("text").trim(), "<p>café open 3=4</p>");
        assert_eq!(saved.url.as_deref(), Some("https://olm.example/1"));
        assert_eq!(saved.charset.as_deref(), Some("utf-8"));
        assert_eq!(base64("PHA+aGk8L3A+\r\n"), b"<p>hi</p>");
        assert!(read("MIME-Version: 1.0\r\n\r\n").is_err());
    }
}
