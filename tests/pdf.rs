//! PDF files written here and read by the built program: honest ones give their words, hostile ones end
//! in words or a reason, soon and in little memory.
//!
//! `RASHOMON_PDF_DIR=DIR` keeps the files, to be looked at or measured.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]
#![cfg(all(unix, feature = "pdf"))]

use flate2::{Compression, write::ZlibEncoder};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// The promise is two seconds of a processor; a busy machine that builds without optimising gets more.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file of numbered objects; the first is the catalogue.
#[derive(Default)]
struct Pdf(Vec<Vec<u8>>);

impl Pdf {
    fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.0.push(object.into());
        self.0.len()
    }

    fn stream(&mut self, dictionary: &str, bytes: &[u8]) -> usize {
        let mut object =
            format!("<< {dictionary} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        object.extend_from_slice(bytes);
        object.extend_from_slice(b"\nendstream");
        self.add(object)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in self.0.iter().enumerate() {
            places.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let xref = out.len();
        let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", self.0.len() + 1);
        places.iter().for_each(|place| writeln!(tail, "{place:010} 00000 n ").expect("a string"));
        let _ = write!(
            tail,
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n",
            self.0.len() + 1
        );
        out.extend_from_slice(tail.as_bytes());
        out
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZlibEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory")
}

/// Writes lines at the places where a typesetter would put them.
fn typeset(lines: &[&str]) -> String {
    let mut page = "BT /F1 12 Tf 72 720 Td 14 TL\n".to_owned();
    for line in lines {
        let escaped = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        let _ = writeln!(page, "({escaped}) Tj T*");
    }
    page + "ET\n"
}

/// A file of pages with the given streams, each with its dictionary entries.
fn pages(streams: &[(&str, Vec<u8>)]) -> Pdf {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    let first = 4;
    let kids: Vec<String> = (0..streams.len()).map(|n| format!("{} 0 R", first + 2 * n)).collect();
    pdf.add(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()));
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (n, (dictionary, bytes)) in streams.iter().enumerate() {
        pdf.add(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            first + 2 * n + 1
        ));
        pdf.stream(dictionary, bytes);
    }
    pdf
}

fn page(text: &str) -> Vec<u8> {
    pages(&[("", text.as_bytes().to_vec())]).bytes()
}

struct Ended {
    output: Output,
    took: Duration,
}

fn read(path: &Path, home: &Path) -> Ended {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_rashomon"))
        .args(["read", "--linear"])
        .arg(path)
        .env("HOME", home)
        .output()
        .expect("it runs");
    Ended { output, took: start.elapsed() }
}

fn keep(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn folder() -> (PathBuf, Option<tempfile::TempDir>) {
    match std::env::var_os("RASHOMON_PDF_DIR") {
        Some(dir) => {
            std::fs::create_dir_all(&dir).expect("a folder");
            (dir.into(), None)
        }
        None => {
            let dir = tempfile::tempdir().expect("a folder");
            (dir.path().to_owned(), Some(dir))
        }
    }
}

const STORY: &[&str] = &[
    "The ferry left the quay at dawn with twelve people on board,",
    "the harbour master said (he had counted them twice).",
    "Nobody waved.",
];

#[test]
fn an_honest_file_gives_its_words() {
    let (folder, _guard) = folder();
    let plain = pages(&[
        ("", typeset(STORY).into_bytes()),
        ("", typeset(&["It came back at noon, empty.", "The price was \\200 9."]).into_bytes()),
    ]);
    let packed = pages(&[("/Filter /FlateDecode", deflated(typeset(STORY).as_bytes()))]);
    let many: Vec<(&str, Vec<u8>)> = (0..50)
        .map(|n| {
            let line = format!("Page {n} of the report says little.");
            ("/Filter /FlateDecode", deflated(typeset(&[&line]).as_bytes()))
        })
        .collect();
    for (name, pdf, words) in [
        (
            "plain.pdf",
            plain.bytes(),
            &["dawn with twelve people", "(he had counted them twice)", "noon, empty"][..],
        ),
        ("packed.pdf", packed.bytes(), &["Nobody waved."]),
        ("many.pdf", pages(&many).bytes(), &["Page 0 of", "Page 49 of"]),
    ] {
        let ended = read(&keep(&folder, name, &pdf), &folder);
        let (out, err) = (&ended.output.stdout, &ended.output.stderr);
        let (out, err) = (String::from_utf8_lossy(out), String::from_utf8_lossy(err));
        assert_eq!(ended.output.status.code(), Some(0), "{name}: {err}");
        let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in words {
            assert!(flat.contains(words), "{name}: {words:?} is not in {out}");
        }
    }
}

/// Files that lie about themselves, one lie each.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let honest = page(&typeset(STORY));
    let with = |more: &str, text: &str| {
        let mut pdf = pages(&[("", text.as_bytes().to_vec())]);
        let form = pdf.0.len() + 1;
        pdf.0[3] = String::from_utf8_lossy(&pdf.0[3])
            .replace("/Font <<", &format!("/XObject << /X {form} 0 R >> /Font <<"))
            .into_bytes();
        pdf.stream(&more.replace("SELF", &format!("{form} 0 R")), b"/X Do /X Do\n");
        pdf.bytes()
    };
    // The same in an object, before the places of objects are written down.
    let altered = |what: &str, with: &str| {
        let mut pdf = pages(&[("", typeset(STORY).into_bytes())]);
        for object in &mut pdf.0 {
            *object = String::from_utf8_lossy(object).replace(what, with).into_bytes();
        }
        pdf.bytes()
    };
    let bomb = |mib: usize| deflated(&vec![b' '; mib << 20]);
    let replaced = |what: &str, with: &str| {
        let text: String = honest.iter().map(|b| char::from(*b)).collect();
        text.replace(what, with)
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("bytes"))
            .collect()
    };
    let mut cyclic = Pdf::default();
    cyclic.add("<< /Type /Catalog /Pages 2 0 R >>");
    cyclic.add("<< /Type /Pages /Kids [2 0 R 2 0 R 1 0 R] /Count 99999999 >>");
    let mut wide = Pdf::default();
    wide.add("<< /Type /Catalog /Pages 2 0 R >>");
    wide.add(format!("<< /Type /Pages /Kids [{}] /Count 200000 >>", "3 0 R ".repeat(200_000)));
    wide.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>");
    let mut chain = Pdf::default();
    chain.add("<< /Type /Catalog /Pages 2 0 R >>");
    for n in 0..50_000 {
        chain.add(format!(
            "<< /Type /Pages /Kids [{} 0 R] /Count 1 /Parent {} 0 R >>",
            n + 3,
            n + 1
        ));
    }
    chain.add("<< /Type /Page >>");
    let glyphs = "(words upon words upon words) Tj ".repeat(400_000);
    let rubbish: Vec<u8> =
        (0..200_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    vec![
        ("cut.pdf", honest[..honest.len() / 2].to_vec()),
        ("head.pdf", b"%PDF-1.7\n".to_vec()),
        ("rubbish.pdf", [b"%PDF-1.7\n".as_slice(), &rubbish].concat()),
        ("no-xref.pdf", replaced("startxref", "starthere")),
        ("far-xref.pdf", replaced("startxref\n", "startxref\n99999999999999999999")),
        ("length.pdf", altered("/Length ", "/Length 99999999")),
        ("negative.pdf", altered("/Length ", "/Length -")),
        ("count.pdf", altered("/Count 1", "/Count 4294967295")),
        ("size.pdf", replaced("/Size ", "/Size 4294967295")),
        ("prev.pdf", replaced("/Root 1 0 R", "/Root 1 0 R /Prev 9 /Prev 15")),
        ("encrypted.pdf", replaced("/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >>")),
        ("cyclic.pdf", cyclic.bytes()),
        ("wide.pdf", wide.bytes()),
        ("chain.pdf", chain.bytes()),
        ("form.pdf", with("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X SELF >> >>", "/X Do\n")),
        ("bomb.pdf", pages(&[("/Filter /FlateDecode", bomb(700))]).bytes()),
        ("double-bomb.pdf", pages(&[("/Filter [/FlateDecode /FlateDecode]", deflated(&bomb(700)))]).bytes()),
        ("predictor.pdf", pages(&[("/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 255 /BitsPerComponent 255 >>", bomb(1))]).bytes()),
        ("arrays.pdf", page(&"[".repeat(500_000))),
        ("dictionaries.pdf", page(&"<<".repeat(500_000))),
        ("objects.pdf", altered("/Type /Catalog", &format!("/A {}", "[".repeat(200_000)))),
        ("strings.pdf", page(&format!("BT /F1 12 Tf {}", "(".repeat(500_000)))),
        ("glyphs.pdf", page(&format!("BT /F1 12 Tf {glyphs} ET"))),
        ("states.pdf", page(&"q ".repeat(1_000_000))),
        ("numbers.pdf", page("BT /F1 1e38 Tf 99999999999999999999 1e308 Td (far) Tj -1e308 nan Td (away) Tj ET")),
        ("escapes.pdf", page("BT /F1 12 Tf 72 700 Td (The ferry \\033[31m left \\033]0;owned\\007 at \\2332J dawn.) Tj ET")),
        ("script.pdf", altered("/Type /Catalog", "/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> /AA << /O << /S /Launch /F (owned) >> >>")),
        ("pictures.pdf", page("q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")),
        ("huge.pdf", [honest.as_slice(), &vec![b' '; 33 << 20]].concat()),
    ]
}

#[test]
fn a_hostile_file_ends_in_a_reason() {
    let (folder, _guard) = folder();
    for (name, bytes) in hostile() {
        let ended = read(&keep(&folder, name, &bytes), &folder);
        let out = String::from_utf8(ended.output.stdout).expect("UTF-8");
        let err = String::from_utf8(ended.output.stderr).expect("UTF-8");
        assert!(ended.took < PATIENCE, "{name} took {:?}", ended.took);
        assert!(!err.contains("panicked"), "{name}: {err}");
        for text in [&out, &err] {
            let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(control, None, "{name}");
        }
        match ended.output.status.code() {
            Some(0) => assert!(!out.trim().is_empty(), "{name} gave neither words nor a reason"),
            Some(2) => assert!(err.contains("rashomon: ") && err.len() < 800, "{name}: {err}"),
            other => panic!("{name} ended with {other:?}: {err}"),
        }
    }
}
