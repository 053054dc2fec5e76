//! Bytes into text: which encoding, and is it text at all?

use super::ReadError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Decoded text, not yet clean.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding, when it was not UTF-8.
    pub(super) encoding: Option<&'static str>,
}

/// Decodes a whole source.
///
/// The user's word counts first, then a byte order mark, then valid UTF-8, then what a web page or
/// XML file declares in its first kilobyte, then the look of the bytes.
pub(super) fn decode(bytes: Cow<'_, [u8]>, label: Option<&str>) -> Result<Decoded, ReadError> {
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| ReadError::Encoding(crate::text::clean::line(label)))?;
        return Ok(with(encoding, &bytes));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding != UTF_8 {
            return Ok(with(encoding, &bytes[mark..]));
        }
    } else if let Some(encoding) = wide(&bytes) {
        return Ok(with(encoding, &bytes));
    } else if let Some(what) = binary(&bytes) {
        return Err(ReadError::Binary(what));
    }
    match bytes {
        Cow::Owned(owned) => match String::from_utf8(owned) {
            Ok(text) => Ok(Decoded { text, encoding: None }),
            Err(error) => Ok(guess(error.as_bytes())),
        },
        Cow::Borrowed(borrowed) => match std::str::from_utf8(borrowed) {
            Ok(text) => Ok(Decoded { text: text.to_owned(), encoding: None }),
            Err(_) => Ok(guess(borrowed)),
        },
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    let encoding = (encoding != UTF_8).then(|| encoding.name());
    Decoded { text: text.into_owned(), encoding }
}

fn guess(bytes: &[u8]) -> Decoded {
    // One bad byte in a page of good UTF-8 is an accident, not another encoding.
    let lossy = String::from_utf8_lossy(bytes);
    let bad = lossy.matches('\u{fffd}').count();
    let good = lossy.chars().filter(|c| !c.is_ascii()).count() - bad;
    if good > 20 * bad {
        return Decoded { text: lossy.into_owned(), encoding: None };
    }
    if let Some(encoding) = declared(bytes) {
        return with(encoding, bytes);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    with(detector.guess(None, chardetng::Utf8Detection::Deny), bytes)
}

/// Returns the encoding that a page declares: `<meta charset=…>`, `<?xml encoding=…?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let at = head
        .find("charset=")
        .map(|at| at + 8)
        .or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'));
    let encoding = Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])?;
    // A page whose declaration could be read is not in UTF-16, whatever it says.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// Returns UTF-16 for text of mostly Latin letters without a byte order mark.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(8192) & !1];
    head.contains(&0).then_some(())?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = head.len() / 2;
    if pairs < 2 {
        None
    } else if odd * 10 > pairs * 7 && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// How the files begin that are no text: first bytes, and what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file: sound or picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"%PDF", "a PDF file"),
];

/// Returns what bytes are that cannot be text, if so.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let head = &bytes[..bytes.len().min(8192)];
    let zeros = count(head, |b| b == 0);
    let controls = count(head, |b| (b < 32) & (b != 0) & !(9..=13).contains(&b) & (b != 27));
    if zeros * 100 > head.len() {
        Some("it has zero bytes")
    } else if controls * 20 > head.len() {
        Some("it has many control characters")
    } else {
        None
    }
}

/// Returns how many bytes are of a kind. Counted in bytes, they are counted many at once.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let some = |part: &[u8]| part.iter().map(|b| u8::from(is(*b))).sum::<u8>();
    bytes.chunks(128).map(|part| usize::from(some(part))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_and_named() {
        type Case = (&'static [u8], Option<&'static str>, &'static str, Option<&'static str>);
        let cases: &[Case] = &[
            (b"plain", None, "plain", None),
            ("\u{feff}café".as_bytes(), None, "\u{feff}café", None),
            (b"\xff\xfeh\0i\0", None, "hi", Some("UTF-16LE")),
            (b"\xfe\xff\0h\0i", None, "hi", Some("UTF-16BE")),
            (b"h\0e\0l\0l\0o\0", None, "hello", Some("UTF-16LE")),
            (b"caf\xe9, she said \x93no\x94", None, "café, she said “no”", Some("windows-1252")),
            (
                b"<meta charset=\"koi8-r\"><p>\xf0\xd2\xc9",
                None,
                "<meta charset=\"koi8-r\"><p>При",
                Some("KOI8-R"),
            ),
            (b"\xcf\xf0\xe8", Some("windows-1251"), "При", Some("windows-1251")),
        ];
        for (bytes, label, text, encoding) in cases {
            let got = decode(Cow::Borrowed(bytes), *label).expect("it is text");
            assert_eq!((got.text.as_str(), got.encoding), (*text, *encoding));
        }
        let mut one_bad = "naïve café über ".repeat(40).into_bytes();
        one_bad.push(0xff);
        assert_eq!(decode(Cow::Owned(one_bad), None).ok().and_then(|d| d.encoding), None);
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_name() {
        let cases: &[(&[u8], Option<&str>, &str)] = &[
            (b"\x89PNG\r\n", None, "binary data (a PNG picture)"),
            (b"abc\0\0\0\0def", None, "zero bytes"),
            (b"\x01\x02\x03\x04", None, "control characters"),
            (b"text", Some("utf-99\x1b"), "`utf-99␛` is no encoding"),
        ];
        for (bytes, label, reason) in cases {
            let error =
                decode(Cow::Borrowed(bytes), *label).expect_err("it is refused").to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
}
