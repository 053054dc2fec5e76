//! The terminal itself: the loop, raw mode and back, the worker.
//!
//! The loop waits for an event, hands it to [`app::handle`], drains what else has come, and draws once.

pub mod backend;
pub mod external;
pub mod ground;
pub mod input;
pub mod keeper;
pub mod seeker;
pub mod teller;
pub mod terminal;
pub mod wait;
mod watch;
pub mod worker;

use crate::app::{self, Effect, Event, State};
use crate::ui::{self, Theme};
use backend::Runs;
use crossterm::event::{poll, read};
use crossterm::terminal::{Clear, ClearType};
use keeper::{Job, Keeper};
use ratatui::Terminal;
use seeker::Seeker;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use terminal::{Frames, Guard};
use wait::{Signal, Waiter, Woken};
use worker::Worker;

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The reader left.
    Quit,
    /// A signal with this number.
    Signal(i32),
    /// The terminal went away.
    Lost,
}

/// A session that has ended.
#[derive(Debug)]
pub struct Session {
    /// The reader as it was left.
    pub state: State,
    /// How it ended.
    pub ending: Ending,
    /// How many edits of annotations could not be saved.
    pub unsaved: usize,
}

/// What the loop needs from outside.
pub struct Outside<'a> {
    /// Finds a theme by its name; complaints go into the messages.
    pub theme: &'a dyn Fn(&str) -> Result<Theme, String>,
    /// The names of the reader's own themes.
    pub themes: &'a dyn Fn() -> Vec<String>,
    /// Keeps what is to come back at the next start; called when something may be lost otherwise.
    pub keep: &'a dyn Fn(&State),
    /// The folder of the annotation store; without one nothing that is annotated can be kept.
    pub store: Option<PathBuf>,
    /// Another judge, asked about what was found when there is one.
    pub judge: Option<worker::Judge>,
}

/// How long after a digit a movement may follow, so that the digit was a count.
const PAUSE: Duration = Duration::from_millis(400);

/// Long enough to see what the terminal library holds already, too short to be felt. (It spins for times
/// below a millisecond, and does not look at all when the time is zero.)
const GLANCE: Duration = Duration::from_micros(40);

/// Runs the reader until it ends. The terminal is given back in every case.
///
/// # Errors
/// When there is no terminal or it refuses.
pub fn run(mut state: State, outside: &Outside<'_>) -> io::Result<Session> {
    // Without this the library resets bold and underline along with colour when NO_COLOR is set;
    // the theme has no colour then.
    crossterm::style::force_color_output(true);
    let mut waiter = Waiter::new()?;
    let mut frames = Frames::default();
    let guard = Guard::take(state.settings.mouse, &mut frames)?;
    let (answer, answers) = channel();
    let mut screen = Screen::new(outside, &state, frames)?;
    let (width, height) = terminal::size()?;
    let mut effects = turn(&mut state, Event::Resize { width, height });
    // The text first, then the work that it did not need.
    screen.draw(&state)?;
    let mut drawn = true;
    let worker = Worker::start(answer.clone(), waiter.waker(), outside.judge.clone());
    state.themes = (outside.themes)();
    let seeker = Seeker::new(answer.clone(), waiter.waker());
    let keeper = outside
        .store
        .clone()
        .map(|dir| Keeper::start(dir, state.library.clone(), answer, waiter.waker()));
    let hands = Hands { worker, seeker, keeper, outside };
    let ending = loop {
        if let Some(ending) = perform(&mut state, effects, &hands, &mut screen, &guard)? {
            break ending;
        }
        if !std::mem::take(&mut drawn) {
            screen.draw(&state)?;
        }
        effects = match step(&mut state, &mut waiter, &answers, &guard, &mut screen)? {
            Step::Go(effects) => effects,
            Step::End(ending) => break ending,
        };
    };
    drop(guard);
    let unsaved = hands.keeper.map_or(0, Keeper::finish);
    Ok(Session { state, ending, unsaved })
}

/// Those who do what the state asks for.
struct Hands<'a> {
    worker: Worker,
    seeker: Seeker,
    keeper: Option<Keeper>,
    outside: &'a Outside<'a>,
}

impl Hands<'_> {
    /// Gives a job to the keeper, and tells when there is none.
    fn keep(&self, state: &mut State, job: Job) {
        match &self.keeper {
            Some(keeper) => keeper.ask(job),
            None if matches!(job, Job::Draft(..) | Job::DropDraft(_)) => {}
            None => state.messages.error("there is no folder to keep this in: nothing is saved"),
        }
    }
}

enum Step {
    Go(Vec<Effect>),
    End(Ending),
}

/// Waits for something to happen and takes in everything that has happened.
fn step(
    state: &mut State,
    waiter: &mut Waiter,
    answers: &Receiver<Event>,
    guard: &Guard,
    screen: &mut Screen<'_>,
) -> io::Result<Step> {
    let mut effects = Vec::new();
    // The library may hold keys that came along with an earlier one. It is asked twice, because it
    // forgets to look when this thread is made to pause at the wrong moment.
    let mut input = poll(GLANCE)? || poll(GLANCE)?;
    if !input {
        let waiting = state.pressed.focus.is_some() && state.pressed.keys.is_empty();
        match waiter.wait(waiting.then_some(PAUSE))? {
            Woken::Lost => return Ok(Step::End(Ending::Lost)),
            Woken::Timeout => effects.extend(turn(state, Event::Pause)),
            Woken::Input => input = poll(Duration::from_millis(1))?,
            Woken::Other => input = poll(GLANCE)?,
        }
    }
    match waiter.signal() {
        Some(Signal::End(signal)) => return Ok(Step::End(Ending::Signal(signal))),
        Some(Signal::Stop) => suspend(guard, screen)?,
        None => {}
    }
    // The library may miss the last of many resizes; the terminal itself always knows its size.
    if let Ok((width, height)) = terminal::size()
        && (width, height) != (state.screen.width, state.screen.height)
    {
        effects.extend(turn(state, Event::Resize { width, height }));
    }
    while let Ok(answer) = answers.try_recv() {
        effects.extend(turn(state, answer));
    }
    // Every key that has come is taken in before one frame is drawn, unless one of them asks for something.
    while input {
        if let Some(event) = input::event(read()?) {
            effects.extend(turn(state, event));
        }
        if !effects.is_empty() {
            break;
        }
        input = poll(GLANCE)?;
    }
    Ok(Step::Go(effects))
}

/// Hands one event to the state, with the time.
fn turn(state: &mut State, event: Event) -> Vec<Effect> {
    state.clock.now = jiff::Timestamp::now();
    app::handle(state, event)
}

fn perform(
    state: &mut State,
    effects: Vec<Effect>,
    hands: &Hands<'_>,
    screen: &mut Screen<'_>,
    guard: &Guard,
) -> io::Result<Option<Ending>> {
    let mut later = Vec::new();
    for effect in effects {
        match effect {
            Effect::Compute(generation, library) => hands.worker.compute(generation, library),
            Effect::StopComputing => hands.worker.stop(),
            Effect::StopSearch => hands.seeker.stop(),
            Effect::Search { id, pattern, articles } => hands.seeker.seek(id, pattern, articles),
            Effect::Redraw => screen.forget()?,
            Effect::Suspend => {
                (hands.outside.keep)(state);
                suspend(guard, screen)?;
            }
            Effect::Save(edits) => hands.keep(state, Job::Save(edits)),
            Effect::Undo => hands.keep(state, Job::Undo),
            Effect::Redo => hands.keep(state, Job::Redo),
            Effect::Draft { annotation, editing } => {
                hands.keep(state, Job::Draft(annotation, editing));
            }
            Effect::DropDraft(id) => hands.keep(state, Job::DropDraft(id)),
            Effect::Copy(text) => match external::copy(&text, &state.settings.clipboard) {
                Ok(told) => state.messages.info(format!("{told}: {text}")),
                Err(message) => state.messages.warn(message),
            },
            Effect::Edit(text) => {
                terminal::give_back();
                let written = external::edit(&text);
                guard.enter()?;
                screen.forget()?;
                match written {
                    // The note's draft is asked for by the event itself; nothing else can come of it.
                    Ok(text) => later.extend(turn(state, Event::Edited(text))),
                    Err(error) => state.messages.warn(error.to_string()),
                }
            }
            Effect::Quit => return Ok(Some(Ending::Quit)),
            #[cfg(debug_assertions)]
            Effect::Panic => panic!("asked for"),
        }
    }
    if state.settings.theme != screen.name || state.settings.ascii != screen.theme.ascii {
        screen.dress(state);
    }
    if later.is_empty() { Ok(None) } else { perform(state, later, hands, screen, guard) }
}

/// Gives the terminal back, stops, and takes it again.
fn suspend(guard: &Guard, screen: &mut Screen<'_>) -> io::Result<()> {
    terminal::give_back();
    wait::stop();
    guard.enter()?;
    screen.forget()
}

/// The terminal as ratatui sees it, and the theme it is drawn in.
struct Screen<'a> {
    terminal: Terminal<Runs>,
    frames: Frames,
    outside: &'a Outside<'a>,
    theme: Theme,
    name: String,
}

impl<'a> Screen<'a> {
    fn new(outside: &'a Outside<'a>, state: &State, frames: Frames) -> io::Result<Self> {
        let terminal = Terminal::new(Runs::new(frames.clone()))?;
        let name = state.settings.theme.clone();
        let mut theme = (outside.theme)(&name).unwrap_or_else(|_| Theme::built_in("terminal"));
        theme.ascii = state.settings.ascii;
        Ok(Self { terminal, frames, outside, theme, name })
    }

    /// Takes the theme that the settings name; an unknown one changes nothing.
    fn dress(&mut self, state: &mut State) {
        match (self.outside.theme)(&state.settings.theme) {
            Ok(theme) => {
                self.theme = theme;
                self.name.clone_from(&state.settings.theme);
            }
            Err(message) => {
                state.settings.theme.clone_from(&self.name);
                state.messages.warn(message);
            }
        }
        self.theme.ascii = state.settings.ascii;
    }

    fn draw(&mut self, state: &State) -> io::Result<()> {
        self.frames.begin();
        let theme = &self.theme;
        self.terminal.draw(|frame| ui::view(state, theme, frame))?;
        self.frames.send()
    }

    /// Forgets what is on the screen, so that the next frame is drawn whole. (`Terminal::clear` would ask
    /// the terminal where its cursor is, and wait for an answer.)
    fn forget(&mut self) -> io::Result<()> {
        crossterm::execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal.swap_buffers();
        self.terminal.backend_mut().blanked();
        Ok(())
    }
}
