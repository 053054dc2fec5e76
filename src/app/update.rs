//! One match from an action to a function. Everything that changes the state is called from here.

mod annotations;
mod arrive;
mod compute;
mod dialog;
mod focus;
mod grid;
mod jump;
mod keys;
mod link;
mod lists;
mod mark;
mod mouse;
mod note;
mod passage;
mod pick;
mod place;
mod review;
mod scroll;
mod search;
mod seek;
mod select;
mod tag;
mod trail;
mod typed;

pub use annotations::{at_cursor, words};
pub use compute::missing;
pub use pick::{RELATIONS, VERDICTS, choices};
pub use place::told;

use super::action::Action as A;
use super::command::Command;
use super::effect::Effect;
use super::event::Event;
use super::selection::{Selection, Unit};
use super::state::State;
use crate::annotation::Status;

/// What an action is called with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Call<'a> {
    /// The number typed before the key.
    pub count: Option<usize>,
    /// The rest of the line, or the character pressed after the key.
    pub argument: Option<&'a str>,
}

impl Call<'_> {
    /// Returns the count, 1 if none was typed.
    #[must_use]
    pub fn times(&self) -> usize {
        self.count.unwrap_or(1).max(1)
    }
}

/// Takes an event in, and returns what is to be done outside.
pub fn handle(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => keys::pressed(state, key),
        Event::Paste(text) if matches!(state.mode, super::Mode::Note(_)) => {
            note::paste(state, &text)
        }
        Event::Paste(text) => typed::paste(state, &text),
        Event::Mouse { what, column, row } => mouse::mouse(state, what, column, row),
        Event::Resize { width, height } => {
            state.screen = ratatui::layout::Rect { x: 0, y: 0, width, height };
        }
        Event::Pause => keys::paused(state),
        Event::Progress(generation, progress) if generation == state.generation => {
            state.progress = Some(progress);
        }
        Event::Computed(generation) if generation == state.generation => state.progress = None,
        Event::Progress(..) | Event::Computed(_) => {}
        Event::Topics(generation, topics, jump) => arrive::topics(state, generation, &topics, jump),
        Event::Found { id, article, spans, done } => {
            search::found(state, id, article, spans, done);
        }
        Event::Aligned(generation, alignment) => link::arrive(state, generation, alignment),
        Event::Analysed(generation, analysis) => arrive::analysis(state, generation, &analysis),
        Event::Loaded(loaded) => arrive::annotations(state, loaded),
        Event::Replaced(annotations) => arrive::replaced(state, annotations),
        Event::Elsewhere(edits) => arrive::elsewhere(state, &edits),
        Event::Stepped(back, edits) => mark::stepped(state, back, &edits),
        Event::Saved => state.unsaved = None,
        Event::Unsaved(deeds, reason) => arrive::unsaved(state, deeds, reason),
        Event::Edited(text) => note::edited(state, &text),
        Event::Failed(message) => state.messages.error(message),
        Event::Done(message) => state.messages.info(message),
    }
    state.settle();
    link::follow(state);
    std::mem::take(&mut state.effects)
}

/// Does what a command says. Every arm is one call.
pub fn update(state: &mut State, command: &Command, count: Option<usize>) {
    act(state, command, count);
    select::follow_focus(state);
}

fn act(state: &mut State, command: &Command, count: Option<usize>) {
    let call = Call { count, argument: command.argument.as_deref() };
    match command.action {
        A::ScrollDown => scroll::lines(state, call, 1),
        A::ScrollUp => scroll::lines(state, call, -1),
        A::HalfDown => scroll::half(state, call, 1),
        A::HalfUp => scroll::half(state, call, -1),
        A::PageDown => scroll::page(state, call, 1),
        A::PageUp => scroll::page(state, call, -1),
        A::Top => scroll::top(state, call),
        A::Bottom => scroll::bottom(state, call),
        A::Percent => scroll::percent(state, call),
        A::NextSentence => scroll::sentence(state, call, true),
        A::PreviousSentence => scroll::sentence(state, call, false),
        A::NextParagraph => scroll::paragraph(state, call, true),
        A::PreviousParagraph => scroll::paragraph(state, call, false),
        A::Back => trail::back(state),
        A::Forward => trail::forward(state),
        A::SetMark => trail::set(state, call),
        A::GoToMark => trail::go(state, call),

        A::FocusNext => focus::next(state, 1),
        A::FocusPrevious => focus::next(state, -1),
        A::FocusLeft => focus::towards(state, -1, 0),
        A::FocusRight => focus::towards(state, 1, 0),
        A::FocusUp => focus::towards(state, 0, -1),
        A::FocusDown => focus::towards(state, 0, 1),
        A::Focus => focus::number(state, call),
        A::Zoom => focus::zoom(state),
        A::Layout => focus::layout(state, call),
        A::Widen => focus::widen(state, call, 1),
        A::Narrow => focus::widen(state, call, -1),
        A::Even => focus::even(state),
        A::Hide => focus::hide(state),
        A::Unhide => focus::unhide(state),
        A::MoveLeft => focus::shift(state, -1),
        A::MoveRight => focus::shift(state, 1),
        A::Link => link::toggle(state),
        A::Follow => link::once(state),

        A::Search => search::open(state, call, false),
        A::SearchBack => search::open(state, call, true),
        A::NextMatch => search::next(state, call, true),
        A::PreviousMatch => search::next(state, call, false),
        A::SearchWord => search::word(state),
        A::ClearSearch => search::clear(state),

        A::Jump => jump::open(state, call),
        A::JumpAgain => jump::again(state),
        A::Grid => grid::open(state),
        A::NextMention => jump::mention(state, call, true),
        A::PreviousMention => jump::mention(state, call, false),
        A::ClearTopic => state.topic = None,

        A::NextContradiction => seek::contradiction(state, call, true),
        A::PreviousContradiction => seek::contradiction(state, call, false),
        A::Counterpart => seek::counterpart(state),
        A::Detail => review::detail(state),
        A::Ledger => review::ledger(state),
        A::JudgeAccept => review::judge(state, Status::Accepted),
        A::JudgeReject => review::judge(state, Status::Rejected),
        A::JudgeUpdate => review::judge(state, Status::Update),
        A::JudgeOtherEvent => review::judge(state, Status::OtherEvent),
        A::Threshold => review::threshold(state, call, 0.0),
        A::LowerThreshold => review::threshold(state, call, -0.05),
        A::RaiseThreshold => review::threshold(state, call, 0.05),
        A::SortLedger => review::sort(state),
        A::FilterRelation => review::relation(state),
        A::ShowRejected => review::aside(state),
        A::Corroborations => review::corroborations(state),
        A::OnlyHere => review::only_here(state),
        A::NextOnlyHere => seek::only_here(state, call, true),
        A::PreviousOnlyHere => seek::only_here(state, call, false),

        A::SelectSentence => select::by(state, Unit::Sentence),
        A::SelectClause => select::by(state, Unit::Clause),
        A::SelectWord => select::by(state, Unit::Word),
        A::SelectParagraph => select::by(state, Unit::Paragraph),
        A::SelectNext => select::change(state, call, |s, a| s.moved(a, true)),
        A::SelectPrevious => select::change(state, call, |s, a| s.moved(a, false)),
        A::Grow => select::change(state, call, Selection::grown),
        A::Shrink => select::change(state, call, Selection::shrunk),
        A::Extend => select::change(state, call, |s, a| s.extended(a, true)),
        A::Reduce => select::change(state, call, |s, a| s.extended(a, false)),
        A::Annotate => note::open(state),
        A::EditNote => note::edit(state),
        A::Tag => tag::open(state),
        A::Verdict => pick::verdict(state),
        A::Pin => pick::pin(state),
        A::Unpin => pick::unpin(state),
        A::Delete => mark::delete(state),
        A::RePlace => place::begin(state),
        A::Copy => mark::copy(state),
        A::NextAnnotation => annotations::next(state, call, true),
        A::PreviousAnnotation => annotations::next(state, call, false),
        A::Annotations => annotations::open(state),
        A::OnlyThisSource => annotations::here(state),
        A::Queue => place::queue(state),
        A::KeepPlace => place::keep(state),
        A::KeepAll => place::keep_all(state),
        A::RetirePlace => place::retire(state),
        A::OtherText => place::take_new(state),
        A::Undo => state.ask(Effect::Undo),
        A::Redo => state.ask(Effect::Redo),
        A::Choose => pick::choose(state, call),
        A::NewLine => note::new_line(state),
        A::OpenEditor => note::external(state),

        A::Compare => compute::again(state),
        A::Stop => compute::stop_or_cancel(state),
        A::Source => dialog::source(state),
        A::Theme => typed::theme(state, call),
        A::Messages => dialog::messages(state),
        A::Redraw => state.ask(Effect::Redraw),

        A::Help => lists::help(state),
        A::Palette => lists::palette(state),
        A::Line => typed::open(state, call),
        A::Close => dialog::close(state),
        A::Cancel => dialog::cancel(state),
        A::Quit => dialog::quit(state),
        A::Suspend => state.ask(Effect::Suspend),
        A::Set => typed::set(state, call),
        A::NoOp => {}

        A::Accept => dialog::accept(state),
        A::Complete => typed::complete(state),
        A::DeleteBack => typed::delete_back(state),
        A::DeleteForward => typed::edit(state, super::line::Line::delete_forward),
        A::DeleteWord => typed::edit(state, super::line::Line::delete_word),
        A::DeleteLine => typed::edit(state, super::line::Line::delete_line),
        A::CursorLeft => typed::edit(state, super::line::Line::left),
        A::CursorRight => typed::edit(state, super::line::Line::right),
        A::CursorHome => typed::edit(state, super::line::Line::home),
        A::CursorEnd => typed::edit(state, super::line::Line::end),

        A::Down => lists::step(state, call, 1),
        A::Up => lists::step(state, call, -1),
        A::ListPageDown => lists::page(state, 1),
        A::ListPageUp => lists::page(state, -1),
        A::First => lists::end(state, -1),
        A::Last => lists::end(state, 1),
        A::Left => grid::column(state, -1),
        A::Right => grid::column(state, 1),
        A::Open => dialog::accept(state),
        A::Filter => lists::filter(state),
    }
}
