//! The reader as one value: what is read, where, and what is being done.

use super::card;
use super::effect::Effect;
use super::highlight::Marked;
use super::keymap::Keymap;
use super::layout::{self, Areas};
use super::line::History;
use super::message::Messages;
use super::mode::{About, Before, Mode};
use super::pane::Pane;
use super::panes::Panes;
use super::review::Review;
use super::search::Search;
use super::selection::Selection;
use super::settings::Settings;
use super::trail::{Spot, Trail};
use crate::analysis::align::Alignment;
use crate::analysis::{Analysis, Progress};
use crate::annotation::{AnnotationSet, Id, Placed};
use crate::article::{Article, Library};
use crate::topic::{Jump, TopicIndex};
use ratatui::layout::Rect;
use std::sync::Arc;

/// Everything the reader is.
#[derive(Debug, Default)]
pub struct State {
    /// The articles. Indices of articles everywhere in the state are indices into it.
    pub library: Library,
    /// The panes that show them.
    pub panes: Panes,
    /// What is being done.
    pub mode: Mode,
    /// The modes that come back when this one is closed.
    pub below: Vec<Mode>,
    /// What keys mean.
    pub keymap: Arc<Keymap>,
    /// Keys pressed that mean nothing yet.
    pub pressed: Pressed,
    /// What the program has told.
    pub messages: Messages,
    /// What the reader has set.
    pub settings: Settings,
    /// The names of the reader's own themes.
    pub themes: Vec<String>,
    /// The screen.
    pub screen: Rect,
    /// Where everything is on the screen.
    pub areas: Areas,
    /// How often the compared set has changed; results of older sets are dropped.
    pub generation: u64,
    /// Topics of the shown sources, once computed.
    pub topics: Option<Arc<TopicIndex>>,
    /// The finder over them.
    pub finder: Option<Arc<Jump>>,
    /// The topic last jumped to.
    pub topic: Option<Chosen>,
    /// How far topics and findings are, while that takes long.
    pub progress: Option<Progress>,
    /// Whether the reader stopped it, so that something may be missing.
    pub stopped: bool,
    /// Findings about the shown sources, once computed.
    pub analysis: Option<Arc<Analysis>>,
    /// Which passages speak of the same thing, once computed.
    pub linked: Linked,
    /// What was found and joined, and what of it is looked at.
    pub review: Review,
    /// The annotations of the reader.
    pub annotations: AnnotationSet,
    /// Where they stand in the articles.
    pub placed: Placed,
    /// Sources that came back without most of their words.
    pub held: Vec<Held>,
    /// The side of a pair that is pinned while the other is looked for.
    pub pin: Option<Selection>,
    /// The annotation, and which of its targets, that is being put to another place.
    pub replacing: Option<(Id, usize)>,
    /// How many deeds are not safe on disk yet, and why.
    pub unsaved: Option<(usize, String)>,
    /// Whether leaving was asked for once with something unsaved.
    pub leaving: bool,
    /// Notes that were begun and not saved.
    pub drafts: Vec<Draft>,
    /// What is searched for.
    pub search: Search,
    /// Where the reader was.
    pub trail: Trail,
    /// Commands typed before.
    pub commands: History,
    /// The time and fresh identities, as told by the loop.
    pub clock: Clock,
    /// What the world outside is asked to do next; taken by the loop after each event.
    pub effects: Vec<Effect>,
}

/// A source that came back without most of its words.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its index in the library.
    pub article: usize,
    /// The text that is not shown.
    pub other: Arc<Article>,
    /// Whether the text that was kept is shown, rather than the new one.
    pub kept: bool,
}

/// A note that was begun and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The identity of the annotation it would become.
    pub id: Id,
    /// What it is about.
    pub about: About,
    /// What was written.
    pub text: String,
}

/// Keys pressed that mean nothing yet.
#[derive(Clone, Debug, Default)]
pub struct Pressed {
    /// The beginning of a sequence.
    pub keys: Vec<super::Key>,
    /// The count typed so far.
    pub count: Option<usize>,
    /// The focus before a digit moved it, should the digit turn out to be a count.
    pub focus: Option<usize>,
}

/// The topic last jumped to.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// Its index.
    pub index: usize,
    /// Its mentions.
    pub marked: Marked,
}

/// Which passages speak of the same thing, and where the other panes were brought along last.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The alignment, and the articles it was made of as indices into the library.
    pub alignment: Option<(Arc<Alignment>, Vec<usize>)>,
    /// The article and the beginning of the sentence that the other panes followed to.
    pub at: Option<(usize, usize)>,
}

/// The time and fresh identities. The loop sets the time before each event, so that nothing below reads a clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Now.
    pub now: jiff::Timestamp,
    /// The state of the generator of identities; seeded by the loop.
    pub seed: u64,
}

impl Clock {
    /// Returns the time as annotations carry it: RFC 3339 in UTC, to the second.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        self.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Returns a new identity, in the order of time (UUID version 7).
    pub fn uuid(&mut self) -> uuid::Uuid {
        let (high, low) = (self.random().to_be_bytes(), self.random().to_be_bytes());
        let mut random = [0; 10];
        random[..8].copy_from_slice(&high);
        random[8..].copy_from_slice(&low[..2]);
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// The next number of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    fn random(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl State {
    /// Returns a reader at the beginning of every article of `library`, and asks for topics and findings.
    #[must_use]
    pub fn new(library: Library, settings: Settings, keymap: Arc<Keymap>) -> Self {
        let mut panes = Panes::of(&library);
        panes.arrangement = settings.layout;
        panes.linked = settings.linked;
        let mut state = Self { library, panes, settings, keymap, ..Self::default() };
        state.recompute();
        state
    }

    /// Asks for topics and findings of the sources that are shown; old ones stay until new ones come.
    pub fn recompute(&mut self) {
        self.generation += 1;
        (self.progress, self.stopped) = (None, false);
        let library = self.library.filtered(|article| {
            self.panes.of_article(article).is_none_or(|pane| !self.panes.list[pane].hidden)
        });
        self.effects.push(Effect::Compute(self.generation, library));
    }

    /// Asks the world outside for something.
    pub fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Returns an article of the library.
    #[must_use]
    pub fn article(&self, index: usize) -> &Arc<Article> {
        &self.library.articles()[index]
    }

    /// Shows another text of a source, and forgets all that was computed of the one before, which
    /// is returned.
    pub fn replace_text(&mut self, index: usize, article: Arc<Article>) -> Arc<Article> {
        let before = self.library.replace(index, article);
        for pane in self.panes.list.iter_mut().filter(|pane| pane.article == index) {
            let mut fresh = Pane::new(index);
            (fresh.hidden, fresh.weight) = (pane.hidden, pane.weight);
            *pane = fresh;
        }
        // Spans of one text mean nothing in another.
        self.close_all();
        (self.topics, self.finder, self.topic, self.analysis) = (None, None, None, None);
        (self.linked, self.pin, self.replacing) = (Linked::default(), None, None);
        (self.trail, self.search, self.review.current) =
            (Trail::default(), Search::default(), None);
        self.recompute();
        before
    }

    /// Returns the article of a pane.
    #[must_use]
    pub fn article_of(&self, pane: usize) -> &Arc<Article> {
        self.article(self.panes.list[pane].article)
    }

    /// Returns the focused pane with its article.
    #[must_use]
    pub fn focused(&self) -> Option<(&Pane, &Arc<Article>)> {
        let pane = self.panes.focused()?;
        Some((pane, self.article(pane.article)))
    }

    /// Returns the focused pane, to change it, with its article.
    pub fn focused_mut(&mut self) -> Option<(&mut Pane, Arc<Article>)> {
        let article = Arc::clone(self.article(self.panes.focused()?.article));
        Some((self.panes.focused_mut()?, article))
    }

    /// Returns where the reader is.
    #[must_use]
    pub fn spot(&self) -> Option<Spot> {
        let pane = self.panes.focused()?;
        Some(Spot { article: pane.article, offset: pane.cursor })
    }

    /// Remembers where the reader is, before a jump.
    pub fn leave(&mut self) {
        if let Some(spot) = self.spot() {
            self.trail.leave(spot);
        }
    }

    /// Returns where every pane is and which has the focus.
    #[must_use]
    pub fn before(&self) -> Before {
        Before { positions: self.panes.positions(&self.library), focus: self.panes.focus }
    }

    /// Brings every pane and the focus back.
    pub fn restore(&mut self, before: &Before) {
        self.panes.restore(&self.library, &before.positions);
        self.panes.focus = before.focus;
    }

    /// Opens a mode; the one that is left comes back when it is closed.
    pub fn open(&mut self, mode: Mode) {
        let left = std::mem::replace(&mut self.mode, mode);
        if !matches!(left, Mode::Read) {
            self.below.push(left);
        }
    }

    /// Closes the mode and returns it.
    pub fn close(&mut self) -> Mode {
        let back = self.below.pop().unwrap_or_default();
        std::mem::replace(&mut self.mode, back)
    }

    /// Closes every mode.
    pub fn close_all(&mut self) {
        self.below.clear();
        self.mode = Mode::Read;
    }

    /// Places everything on the screen and cuts the rows that are to be drawn. Called after each event.
    pub fn settle(&mut self) {
        let mut drawer = self.mode.drawer(self.screen.height);
        if let (Mode::Detail(_), Some(entry)) = (&self.mode, self.review.entry()) {
            // No taller than what it says; the panes get the rest.
            let columns = detail_columns(self.screen, &self.settings);
            let rows = entry.rows(&self.library, columns);
            drawer = drawer.min(u16::try_from(rows).unwrap_or(u16::MAX));
        }
        if let Mode::Pick(pick) = &self.mode {
            let rows = super::update::choices(pick, self.screen.width.saturating_sub(1)).len();
            drawer = u16::try_from(rows + 1).unwrap_or(u16::MAX).min(self.screen.height / 2);
        }
        self.areas = self.panes.areas(self.screen, drawer);
        match &mut self.mode {
            Mode::Help(help) => help.settle(self.areas.body),
            Mode::Source(first) => {
                let article = self.panes.focused().map(|pane| pane.article);
                let lines = article.map_or(0, |article| {
                    card::lines(&self.library.articles()[article], self.areas.body).len()
                });
                let height = usize::from(self.areas.body.height.saturating_sub(2));
                first.len = lines.saturating_sub(height) + 1;
                first.step(0);
            }
            _ => {}
        }
        for (index, area) in &self.areas.panes {
            let pane = &mut self.panes.list[*index];
            let text = layout::text_area(*area, self.settings.measure);
            pane.settle(&self.library.articles()[pane.article], text.width, text.height);
        }
    }
}

/// Returns how many columns the words of a finding have.
pub(super) fn detail_columns(screen: Rect, settings: &Settings) -> usize {
    screen.width.min(settings.measure + 2).saturating_sub(6).into()
}
