//! The terminal itself: the loop, raw mode and back, the worker.
//!
//! The loop waits for an event, hands it to [`app::handle`], drains what else has come, and draws once.

pub mod ground;
pub mod input;
pub mod terminal;
pub mod wait;
pub mod worker;

use crate::app::{self, Effect, Event, State};
use crate::ui::{self, Theme};
use crossterm::event::{poll, read};
use crossterm::terminal::{Clear, ClearType};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::io;
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

/// What the loop needs from outside.
pub struct Outside<'a> {
    /// Finds a theme by its name; complaints go into the messages.
    pub theme: &'a dyn Fn(&str) -> Result<Theme, String>,
    /// Keeps what is to come back at the next start; called when something may be lost otherwise.
    pub keep: &'a dyn Fn(&State),
}

/// How long after a digit a movement may follow, so that the digit was a count.
const PAUSE: Duration = Duration::from_millis(400);

/// Runs the reader until it ends. The terminal is given back in every case.
///
/// # Errors
/// When there is no terminal or it refuses.
pub fn run(mut state: State, outside: &Outside<'_>) -> io::Result<(State, Ending)> {
    // Without this the library resets bold and underline along with colour when NO_COLOR is set;
    // the theme has no colour then.
    crossterm::style::force_color_output(true);
    let mut waiter = Waiter::new()?;
    let guard = Guard::take(state.settings.mouse)?;
    let (answer, answers) = channel();
    let mut screen = Screen::new(outside, &state)?;
    let (width, height) = crossterm::terminal::size()?;
    let mut effects = turn(&mut state, Event::Resize { width, height });
    screen.draw(&state)?;
    // The text is there; now the work that it did not need.
    let worker = Worker::start(answer, waiter.waker());
    let ending = loop {
        if let Some(ending) = perform(&mut state, effects, &worker, &mut screen, &guard, outside)? {
            break ending;
        }
        screen.draw(&state)?;
        effects = match step(&mut state, &mut waiter, &answers, &guard, &mut screen)? {
            Step::Go(effects) => effects,
            Step::End(ending) => break ending,
        };
    };
    drop(guard);
    Ok((state, ending))
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
    // The library may hold keys that came along with an earlier one.
    let mut input = poll(Duration::from_millis(1))?;
    if !input {
        let waiting = state.pressed.focus.is_some() && state.pressed.keys.is_empty();
        match waiter.wait(waiting.then_some(PAUSE))? {
            Woken::Lost => return Ok(Step::End(Ending::Lost)),
            Woken::Timeout => effects.extend(turn(state, Event::Pause)),
            Woken::Input => input = poll(Duration::from_millis(1))?,
            Woken::Other => input = poll(Duration::from_millis(1))?,
        }
    }
    match waiter.signal() {
        Some(Signal::End(signal)) => return Ok(Step::End(Ending::Signal(signal))),
        Some(Signal::Stop) => suspend(guard, screen)?,
        None => {}
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
        // Long enough to see what the library holds already, too short to be felt.
        input = poll(Duration::from_micros(40))?;
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
    worker: &Worker,
    screen: &mut Screen<'_>,
    guard: &Guard,
    outside: &Outside<'_>,
) -> io::Result<Option<Ending>> {
    for effect in effects {
        match effect {
            Effect::Compute(generation, library) => worker.compute(generation, library),
            Effect::Redraw => screen.forget()?,
            Effect::Suspend => {
                (outside.keep)(state);
                suspend(guard, screen)?;
            }
            Effect::Quit => return Ok(Some(Ending::Quit)),
            #[cfg(debug_assertions)]
            Effect::Panic => panic!("asked for"),
        }
    }
    if state.settings.theme != screen.name || state.settings.ascii != screen.theme.ascii {
        screen.dress(state);
    }
    Ok(None)
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
    terminal: Terminal<CrosstermBackend<Frames>>,
    frames: Frames,
    outside: &'a Outside<'a>,
    theme: Theme,
    name: String,
}

impl<'a> Screen<'a> {
    fn new(outside: &'a Outside<'a>, state: &State) -> io::Result<Self> {
        let frames = Frames::default();
        let terminal = Terminal::new(CrosstermBackend::new(frames.clone()))?;
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
        Ok(())
    }
}
