//! Bytes into articles, by format.

use super::{Seen, Target, hold};
use rashomon::article::Article;
use rashomon::article::read::{Origin, ReadError, read};
use std::borrow::Cow;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Most inputs in UTF-8: to guess the encoding of the others takes longer than to read them, and is what the
/// target `bytes` is about.
fn mostly_utf8(data: &[u8]) -> Cow<'_, [u8]> {
    match String::from_utf8_lossy(data) {
        Cow::Owned(text) if !data.len().is_multiple_of(8) => Cow::Owned(text.into_bytes()),
        _ => Cow::Borrowed(data),
    }
}

/// Reads bytes as a file of the given name; what comes out keeps every promise.
fn read_as(name: &str, data: &[u8], encoding: Option<&str>, seen: &mut Seen) {
    let encoding = encoding.map(str::to_owned);
    let origin = Origin { path: Some(name.into()), encoding, ..Origin::default() };
    match read(data, &origin) {
        Ok(articles) => {
            assert!(!articles.is_empty(), "no article and no error");
            for article in &articles {
                hold::article(article);
                assert!(!article.text.trim().is_empty(), "an article without a text");
                assert_eq!(article.source.sha256.len(), 64, "an identity");
                met(article, seen);
            }
            seen.count("articles", articles.len());
        }
        Err(error) => {
            message(&error);
            seen.message("refused", &error.to_string());
        }
    }
}

/// Notes of what kinds an article is made.
fn met(article: &Article, seen: &mut Seen) {
    seen.chain("blocks", article.blocks.iter().map(|block| format!("{:?}", block.kind)));
    seen.chain("asides", article.asides.iter().map(|aside| aside.kind));
    let source = &article.source;
    let lines =
        [&source.outlet, &source.byline, &source.published_at, &source.url, &source.language];
    let told = lines.map(Option::is_some);
    let dated = (source.published.is_some(), source.filed.is_some(), article.dateline.is_some());
    seen.kind("source", (told, dated, article.title.is_some(), source.encoding));
    seen.count("hidden", source.hidden);
    for block in &article.blocks {
        let text = block.span.of(&article.text);
        seen.kind("block", (std::mem::discriminant(&block.kind), text.len().ilog2()));
        seen.kind("rows", (std::mem::discriminant(&block.kind), text.lines().count().min(4)));
    }
}

fn message(error: &ReadError) {
    let text = error.to_string();
    assert!(!text.trim().is_empty() && text.len() < 500, "{text:?} is no reason");
    hold::one_line(&text);
}

pub(crate) const FRONTMATTER: Target = Target {
    name: "frontmatter",
    says: "reading a front matter",
    run: |data, seen| {
        let mut text = b"---\n".to_vec();
        text.extend_from_slice(&mostly_utf8(data));
        read_as("a.md", &text, None, seen);
        read_as("a.txt", &text, None, seen);
    },
    words: &[
        "---\n",
        "\n---\n",
        "...\n",
        "title: ",
        "outlet: ",
        "byline: ",
        "published: ",
        "url: ",
        "language: ",
        "'",
        "\"",
        "\\e[31m",
        "\\x1b",
        "\\u001b",
        "|\n",
        ">-\n  ",
        "&a ",
        "*a",
        "{",
        "[",
        "# ",
        ": ",
        "2025-09-02T07:30:00+09:00",
        "- ",
    ],
    units: &[
        "a: b\n", "a", "a:\n", "---\n", "'", "\"", "[", "{", "&a ", "- ", "  ", "\\e", "# c\n",
    ],
    texts: &[],
    usual: 256,
    largest: super::LONG,
};

pub(crate) const PLAIN: Target = Target {
    name: "plain",
    says: "reading a plain text",
    run: |data, seen| read_as("a.txt", &mostly_utf8(data), None, seen),
    words: &[
        "\n\n",
        "2 Min Read",
        "Share this Article",
        "TAGGED: ",
        "Read More: ",
        "Leave a comment",
        "By ",
        "(The Example Post)–",
        "OSLO, Oct 21 (Example)",
        "- ",
        "* ",
        "> ",
        "# ",
        "====\n",
        "1. ",
        "Photo: ",
        "Advertisement",
        "    ",
    ],
    units: &[
        "a",
        "a\n",
        "a\n\n",
        "\n",
        " ",
        "- a\n",
        "> ",
        "Share this Article\n",
        "A. ",
        "# ",
        "\t",
        "(",
        "—",
    ],
    texts: super::ARTICLES,
    usual: 512,
    largest: super::LONG,
};

pub(crate) const MARKDOWN: Target = Target {
    name: "markdown",
    says: "reading Markdown",
    run: |data, seen| read_as("a.md", &mostly_utf8(data), None, seen),
    words: &[
        "# ",
        "## ",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "```\n",
        "~~~",
        "[a](b)",
        "![a](b)",
        "[a]: b\n",
        "[^1]",
        "**",
        "_",
        "`",
        "<div>",
        "</div>",
        "<script>",
        "&#27;",
        "&#x9b;",
        "&amp;",
        "|",
        "|-|-|\n",
        "\\",
        "***\n",
        "<!--",
        "-->",
        "<https://e.org>",
        "  \n",
    ],
    units: &[
        "#", "> ", "- ", "* a\n", "1. ", "`", "```\n", "[", "![", "](", "[a](", "[a][", "*", "**",
        "_a", "<", "<a ", "<!--", "&", "&#", "\\", "|", "|a\n", "  ", "a\n", "\n", "- - ",
        "[a]: b\n", "<!", "<?", "~~", "$", "\t- ", "*a_",
    ],
    texts: &[],
    usual: 256,
    largest: super::LONG,
};

pub(crate) const HTML: Target = Target {
    name: "html",
    says: "reading a web page",
    run: |data, seen| read_as("a.html", &mostly_utf8(data), None, seen),
    words: &[
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "<h1>",
        "</h1>",
        "<title>",
        "</title>",
        "<meta property=\"og:title\" content=\"",
        "\">",
        "<script type=\"application/ld+json\">",
        "{\"@type\":\"NewsArticle\",\"headline\":\"",
        "\"}",
        "</script>",
        "<table>",
        "<tr>",
        "<td>",
        "<svg>",
        "<math>",
        "<template>",
        "<select>",
        "<b>",
        "<a href=",
        "<ul><li>",
        "<blockquote>",
        "<figcaption>",
        "<style>",
        "</style>",
        "&#27;",
        "&#x9b;",
        "&#0;",
        "&nbsp;",
        "&lt;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<plaintext>",
        "<body>",
        "<br>",
        "<p class=\"byline\">",
    ],
    units: &[
        "<div>",
        "<p>",
        "<b>",
        "<a>",
        "<a href=x>",
        "<table>",
        "<ul><li>",
        "<",
        "&",
        "&#",
        "<!--",
        "<svg>",
        "<font>",
        "<p>word ",
        "</p>",
        "</div>",
        "<br>",
        "<i><p>",
        "<script>",
        "<x y=",
        "<template>",
        "<select><option>",
        "a ",
        "<h1>a</h1>",
        "{\"@type\":",
    ],
    texts: &[],
    usual: 512,
    largest: super::LONG,
};

pub(crate) const FEED: Target = Target {
    name: "feed",
    says: "reading a feed",
    run: |data, seen| {
        let data = &*mostly_utf8(data);
        read_as("a.rss", data, None, seen);
        // Inside a feed that is whole, so that its end is not all that is looked at.
        let channel = [b"<rss><channel>".as_slice(), data, b"</channel></rss>"].concat();
        read_as("a.rss", &channel, None, seen);
    },
    words: &[
        "<?xml version='1.0'?>",
        "<rss>",
        "<rdf:RDF>",
        "<channel>",
        "</channel></rss>",
        "<feed xml:lang='en'>",
        "</feed>",
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<link href='https://olm.example/1'/>",
        "<link>",
        "<author><name>",
        "</name></author>",
        "<dc:creator>",
        "<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>",
        "<published>",
        "<description>",
        "</description>",
        "<content type='xhtml'>",
        "</content>",
        "<content:encoded>",
        "<p>",
        "<br>",
        "<br/>",
        "<![CDATA[",
        "]]>",
        "&lt;p&gt;",
        "&amp;#27;",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<!--",
        "-->",
        "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"title\":\"",
        "\",\"content_html\":\"",
        "\"}]}",
    ],
    units: &[
        "<item>",
        "<item><title>a</title></item>",
        "<a>",
        "</a>",
        "<item><description>",
        "<![CDATA[",
        "<![CDATA[a]]>",
        "&amp;",
        "a<b>",
        "<!--",
        "<a b='",
    ],
    texts: &[],
    usual: 512,
    largest: super::LONG,
};

pub(crate) const BYTES: Target = Target {
    name: "bytes",
    says: "reading bytes of any kind in any encoding",
    run: |data, seen| {
        let (head, data) = data.split_at(data.len().min(1));
        let head = head.first().copied().unwrap_or(0);
        let names =
            ["a", "a.txt", "a.md", "a.html", "a.rtf", "\u{1b}[31m.txt", "a.srt", "a.vtt", "-"];
        let encodings = [
            "utf-8",
            "utf-16le",
            "windows-1252",
            "shift_jis",
            "iso-2022-jp",
            "gb18030",
            "nonsense",
            "\u{1b}",
        ];
        let encoding = encodings.get(usize::from(head >> 4));
        read_as(names[usize::from(head & 15) % names.len()], data, encoding.copied(), seen);
    },
    words: &[
        "<html>",
        "<?xml version=\"1.0\" encoding=\"",
        "<meta charset=",
        "WEBVTT\n\n",
        "00:00:01,000 --> 00:00:02,000\n",
        "{\\rtf1",
        "PK\u{3}\u{4}",
        "%PDF-1.4\n",
    ],
    units: &[
        "a",
        "\u{0}",
        "é",
        "a\u{0}",
        "<rss><channel><item><title>a</title></item>",
        "1\n00:00:01,000 --> 00:00:02,000\na\n\n",
    ],
    texts: &[],
    usual: 256,
    largest: super::LONG,
};

/// Makes an archive of entries that are told apart by lines that begin with a percent sign and give the name.
fn archive(data: &[u8], packed: bool) -> Vec<u8> {
    let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let options = SimpleFileOptions::default().compression_method(method);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut lines = data.split_inclusive(|b| *b == b'\n').peekable();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix(b"%") else { continue };
        let name = String::from_utf8_lossy(name);
        // A name that is there already is refused, and its content goes to the entry before.
        let _ = writer.start_file(name.trim_end_matches('\n'), options);
        while let Some(line) = lines.next_if(|line| !line.starts_with(b"%")) {
            let _ = writer.write_all(line);
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

pub(crate) const BOOK: Target = Target {
    name: "book",
    says: "reading an e-book or a Word document",
    run: |data, seen| {
        let (head, data) = data.split_at(data.len().min(4));
        let byte = |n: usize| head.get(n).copied().unwrap_or(0);
        let name = if byte(0) & 1 == 0 { "a.epub" } else { "a.docx" };
        // An archive as it is, one made of entries, and one of these with a bit of damage.
        if byte(0) & 6 == 6 {
            return read_as(name, data, None, seen);
        }
        let mut made = archive(data, byte(0) & 8 != 0);
        if byte(0) & 6 == 4 {
            let at = (usize::from(byte(1)) << 8 | usize::from(byte(2))) % made.len().max(1);
            made.iter_mut().rev().skip(at).take(1).for_each(|b| *b ^= byte(3).max(1));
        }
        read_as(name, &made, None, seen);
    },
    words: &[
        "\n%META-INF/container.xml\n",
        "\n%OEBPS/book.opf\n",
        "\n%OEBPS/one.xhtml\n",
        "\n%word/document.xml\n",
        "\n%docProps/core.xml\n",
        "\n%../x\n",
        "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/>",
        "<package>",
        "<metadata>",
        "<dc:title>",
        "</dc:title>",
        "<dc:creator>",
        "<dc:date>",
        "2021-04-05",
        "</metadata>",
        "<manifest>",
        "<item id='one' href='one.xhtml'/>",
        "<item id='x' href='%2e%2e/x'/>",
        "properties='nav'",
        "<spine><itemref idref='one'/>",
        "linear='no'",
        "<h2>",
        "<p>",
        "</p>",
        "<br/>",
        "<table><tr><td>",
        "<w:p>",
        "</w:p>",
        "<w:t>",
        "</w:t>",
        "<w:tab/>",
        "<w:pStyle w:val='Heading1'/>",
        "<w:del>",
        "<w:ins>",
        "<w:footnoteReference/>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#27;",
        "PK\u{1}\u{2}",
        "PK\u{3}\u{4}",
        "PK\u{5}\u{6}",
    ],
    units: &[
        "\n%OEBPS/one.xhtml\n",
        "<item id='a' href='b'/>",
        "<itemref idref='a'/>",
        "<w:p>",
        "<w:t>a</w:t>",
        "<p>",
        "&amp;",
    ],
    texts: &[],
    usual: 1024,
    largest: super::LONG,
};
