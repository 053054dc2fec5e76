//! Words that are no topic: the passage of each source that has most of them.

use crate::app::highlight::{Highlight, Marked, Role};
use crate::app::pane::Put;
use crate::app::state::State;
use crate::text::Span;
use crate::text::fold::{fold, folded};

/// Fewer letters than this are no reason to move anything.
const FEWEST: usize = 3;
/// How many bytes of an article are looked through at a keystroke.
const MOST: usize = 256 << 10;

/// Brings every pane to the sentence that has most of the words, at least half of them; the others say that
/// they are silent. Returns the marks of the words and how many panes moved.
pub(super) fn bring(state: &mut State, query: &str) -> (Marked, usize) {
    let query = fold(query);
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut marks = Vec::new();
    let mut moved = 0;
    if query.len() < FEWEST {
        return (Marked::default(), 0);
    }
    for pane in &mut state.panes.list {
        let article = &state.library.articles()[pane.article];
        let sentences = article.sentences().take_while(|(_, s)| s.start < MOST);
        let counted = sentences.map(|(_, span)| {
            let text = fold(span.of(&article.text));
            (words.iter().filter(|w| text.contains(**w)).count(), span)
        });
        // The first of the best.
        let best = counted.fold(None, |best: Option<(usize, Span)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        });
        match best.filter(|(count, _)| count * 2 >= words.len() && *count > 0) {
            Some((_, span)) => {
                let text = folded(span.of(&article.text));
                for word in &words {
                    marks.extend(text.text.match_indices(word).map(|(at, found)| {
                        let place = text.original(Span::new(at, at + found.len()));
                        (
                            pane.article,
                            Highlight { span: place.shifted(span.start), role: Role::Topic },
                        )
                    }));
                }
                pane.go(article, span.start, Put::Level);
                moved += 1;
            }
            None => pane.remark = Some(super::jump::SILENT),
        }
    }
    (Marked::of(state.library.len(), marks), moved)
}
