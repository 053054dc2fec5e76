//! What a page scraper leaves behind: lines of the page around the article, as a table.

use crate::text::fold::fold;

/// How a pattern is compared with a line, both folded and without marks at the ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It is the whole line; `#` stands for a number.
    Whole,
    /// It begins the line.
    Start,
    /// It stands anywhere in the line, from the beginning of a word on.
    Within,
}

/// A kind of line that is no part of an account.
#[derive(Debug)]
pub(super) struct Pattern {
    form: Form,
    words: &'static str,
    /// Whether short lines after it, up to the next sentence, are of its kind.
    pub(super) opens_tail: bool,
}

impl Pattern {
    /// Tells whether it is a label before words of their own: `Analysis: what the new fleet will look like`.
    pub(super) fn is_label_of(&self, line: &str) -> bool {
        self.form == Form::Start
            && self.words.ends_with(':')
            && line.split_whitespace().count() > self.words.split_whitespace().count() + 2
    }
}

const fn whole(words: &'static str) -> Pattern {
    Pattern { form: Form::Whole, words, opens_tail: false }
}

const fn start(words: &'static str) -> Pattern {
    Pattern { form: Form::Start, words, opens_tail: false }
}

const fn within(words: &'static str) -> Pattern {
    Pattern { form: Form::Within, words, opens_tail: false }
}

/// A heading of links or comments, with its list under it.
const fn tail(words: &'static str) -> Pattern {
    Pattern { form: Form::Whole, words, opens_tail: true }
}

/// The table. A line longer than [`LONGEST`] is never one of these, whatever it holds.
const PATTERNS: &[Pattern] = &[
    // How long it takes.
    whole("# min read"),
    whole("# mins read"),
    whole("# minute read"),
    whole("# minutes read"),
    whole("reading time # min"),
    whole("reading time # minutes"),
    whole("estimated reading time # minutes"),
    whole("# min"),
    // Who put it on the page.
    whole("admin"),
    whole("by admin"),
    whole("posted by admin"),
    whole("webmaster"),
    whole("web desk"),
    whole("by web desk"),
    // Passing it on.
    start("share this"),
    start("share on"),
    start("share via"),
    whole("share"),
    whole("share article"),
    whole("share link"),
    whole("copy link"),
    whole("print"),
    whole("print this page"),
    whole("email this"),
    whole("save article"),
    whole("save for later"),
    whole("bookmark"),
    whole("tweet"),
    whole("pin it"),
    whole("whatsapp"),
    whole("facebook"),
    whole("twitter"),
    whole("telegram"),
    whole("linkedin"),
    whole("facebook twitter"),
    start("facebook twitter "),
    start("follow us"),
    start("like us on"),
    start("join our whatsapp"),
    start("join our telegram"),
    start("add us as a preferred source"),
    // What readers say.
    whole("leave a comment"),
    whole("leave a reply"),
    tail("post a comment"),
    whole("add a comment"),
    whole("write a comment"),
    whole("view comments"),
    whole("show comments"),
    whole("comments"),
    whole("comment"),
    whole("# comments"),
    whole("# comment"),
    whole("comments #"),
    whole("comments are closed"),
    whole("no comments"),
    whole("no comments yet"),
    tail("recent comments"),
    whole("join the conversation"),
    within("your email address will not be published"),
    whole("log in to comment"),
    // Where it is filed.
    tail("tagged"),
    start("tagged:"),
    tail("tags"),
    start("tags:"),
    start("filed under"),
    start("posted in"),
    start("categories:"),
    start("topics:"),
    start("in this topic"),
    // Other pages.
    tail("read more"),
    tail("see more"),
    tail("more stories"),
    tail("more news"),
    tail("latest news"),
    tail("related"),
    tail("related articles"),
    tail("related stories"),
    tail("related posts"),
    tail("related topics"),
    tail("related news"),
    tail("related coverage"),
    tail("recommended"),
    tail("recommended for you"),
    tail("recommended stories"),
    tail("you may also like"),
    tail("you might also like"),
    tail("most read"),
    tail("most popular"),
    tail("trending"),
    tail("trending now"),
    tail("top stories"),
    tail("editors picks"),
    tail("editor's picks"),
    tail("more on this story"),
    tail("more from this author"),
    tail("sponsored content"),
    tail("promoted content"),
    start("read more:"),
    start("read also:"),
    start("also read:"),
    start("also read |"),
    start("read |"),
    start("read next"),
    start("see also:"),
    start("watch:"),
    start("listen:"),
    start("related:"),
    start("recommended:"),
    start("analysis:"),
    start("explainer:"),
    start("explained:"),
    start("in pictures:"),
    start("gallery:"),
    start("photos:"),
    start("podcast:"),
    start("live:"),
    start("live updates:"),
    start("player ratings:"),
    start("don't miss"),
    whole("continue reading"),
    whole("previous article"),
    whole("next article"),
    whole("previous post"),
    whole("next post"),
    whole("back to top"),
    whole("skip to content"),
    whole("skip to main content"),
    whole("home"),
    whole("menu"),
    whole("search"),
    whole("scroll to continue"),
    // Money.
    whole("advertisement"),
    whole("advertisements"),
    whole("ad"),
    whole("sponsored"),
    whole("advertisement - scroll to continue"),
    start("article continues below"),
    start("story continues below"),
    start("this advertisement has not loaded"),
    within("article is for subscribers"),
    within("free article remaining"),
    within("free articles remaining"),
    within("already a subscriber"),
    start("subscribe to"),
    start("subscribe now"),
    whole("subscribe"),
    whole("log in"),
    whole("sign in"),
    whole("register"),
    start("sign up for"),
    start("sign up to"),
    within("our newsletter"),
    within("news alerts"),
    within("push notifications"),
    start("download our app"),
    start("get the app"),
    start("get our app"),
    within("play responsibly"),
    within("gamble responsibly"),
    within("to support our work, visit"),
    start("support our journalism"),
    start("donate"),
    // The house.
    start("©"),
    start("(c) 20"),
    start("copyright"),
    within("all rights reserved"),
    within("reproduction without permission"),
    within("may not be published, broadcast, rewritten"),
    start("this material may not be"),
    start("printed in-house"),
    start("contact:"),
    within("email our newsdesk"),
    within("contact our newsdesk"),
    within("contact the newsroom"),
    start("got a story"),
    start("do you have a story"),
    start("have you been affected"),
    within("accept all cookies"),
    within("we use cookies"),
    whole("cookie policy"),
    whole("privacy policy"),
    whole("terms of use"),
    whole("listen to this article"),
    whole("listen to article"),
    whole("loading"),
    whole("image"),
    whole("image caption"),
    whole("image source"),
    whole("toggle caption"),
    whole("hide caption"),
    whole("enlarge this image"),
];

/// The longest line, in bytes, that is looked up.
const LONGEST: usize = 160;

/// The longest line, in bytes, that is compared as a whole.
const WHOLE: usize = 64;

/// Returns the pattern that a line is of, if it is no part of an account.
///
/// A pattern that only begins a line leaves lines alone that end as a sentence of some length does:
/// `Analysis: the deal holds, officials said on Friday.` may be part of the account.
pub(super) fn find(line: &str) -> Option<&'static Pattern> {
    if line.len() > LONGEST {
        return None;
    }
    let folded = fold(line);
    let words = folded.trim();
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '#');
    // A whole line of the table is short, and most lines looked up are prose.
    let numbered = if bare.len() <= WHOLE { numbers_marked(bare) } else { String::new() };
    let list = words.contains(" | ");
    let sentence = words.len() > 60 && !list && super::compose::ends_sentence(words);
    let bytes = words.as_bytes();
    let pattern = |at: &u16| &PATTERNS[usize::from(*at)];
    let whole = INDEX.patterns(Form::Whole, numbered.as_bytes().first());
    let whole = whole.filter(|at| pattern(at).words == numbered);
    let start = INDEX.patterns(Form::Start, bytes.first());
    let start = start.filter(|at| words.starts_with(pattern(at).words));
    let start = start.filter(|_| !sentence || words.starts_with('©'));
    let begins = (0..bytes.len()).filter(|at| *at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
    let within = begins.flat_map(|from| {
        let there = INDEX.patterns(Form::Within, bytes.get(from));
        there.filter(move |at| bytes[from..].starts_with(pattern(at).words.as_bytes()))
    });
    whole.chain(start).chain(within).min().map(|at| pattern(&at))
}

/// The patterns by form and first byte: nearly every line begins with another letter than nearly every pattern.
struct Index {
    /// The first pattern in the table that begins so.
    first: [[u16; 256]; 3],
    /// The one that follows each.
    next: [u16; PATTERNS.len()],
}

/// No pattern has this number.
const NONE: u16 = u16::MAX;

static INDEX: Index = Index::of_all();

impl Index {
    const fn of_all() -> Self {
        let mut index = Self { first: [[NONE; 256]; 3], next: [NONE; PATTERNS.len()] };
        let mut at = PATTERNS.len();
        while at > 0 {
            at -= 1;
            let (form, byte) = (PATTERNS[at].form as usize, PATTERNS[at].words.as_bytes()[0]);
            index.next[at] = index.first[form][byte as usize];
            index.first[form][byte as usize] = at as u16;
        }
        index
    }

    /// Returns the numbers of the patterns of a form that begin with a byte, in order.
    fn patterns(&self, form: Form, byte: Option<&u8>) -> impl Iterator<Item = u16> {
        let first = byte.map_or(NONE, |byte| self.first[form as usize][usize::from(*byte)]);
        std::iter::successors(Some(first), |at| self.next.get(usize::from(*at)).copied())
            .take_while(|at| *at != NONE)
    }
}

/// Writes every number as `#`, with the brackets around it gone.
fn numbers_marked(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = !bare.is_empty()
            && bare.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
        out.push_str(if number { "#" } else { word });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leavings_are_told_from_text() {
        for line in [
            "2 Min Read",
            "4 min read",
            "SHARE THIS ARTICLE",
            "TAGGED: ,",
            "Leave a comment",
            "0 Comments",
            "Comments (12)",
            "Read More:",
            "READ MORE: How to cross a bridge",
            "Advertisement",
            "© Olm Herald. All rights reserved.",
            "You have 2 free articles remaining.",
            "Watch: the moment the bridge reopened",
        ] {
            assert!(find(line).is_some(), "{line}");
        }
        for line in [
            "The minister left a comment on the wall.",
            "Two comments were made.",
            "Admiral Olm",
            "Analysis: the deal will hold for at least a year, the ministry said on Friday.",
            "He read more: books, papers, anything.",
            "Related families were housed together.",
            "Print workers walked out",
            "Share prices fell",
        ] {
            assert!(find(line).is_none(), "{line}");
        }
    }

    #[test]
    fn the_table_is_written_as_it_is_compared() {
        for pattern in PATTERNS {
            assert_eq!(fold(pattern.words), pattern.words);
            assert!(find(pattern.words).is_some() || pattern.words.contains('#'), "{pattern:?}");
            assert!(pattern.form != Form::Whole || pattern.words.len() + 24 <= WHOLE);
        }
    }
}
