//! Screen size and panes into areas, with integers: update asks how wide a pane is, view where to
//! draw, a click what was hit, and they cannot disagree.

use ratatui::layout::Rect;

/// How panes are placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// Whatever shows most of every account at a comfortable width.
    #[default]
    Auto,
    /// Side by side, as many as fit; the others follow the focus.
    Columns,
    /// In rows of columns, all of them.
    Tiles,
    /// One above the other.
    Stack,
    /// One pane, with tabs.
    Single,
}

impl Arrangement {
    /// Every arrangement with its name.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Auto, "auto"),
        (Self::Columns, "columns"),
        (Self::Tiles, "tiles"),
        (Self::Stack, "stack"),
        (Self::Single, "single"),
    ];

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Returns the next arrangement, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()].0
    }
}

/// Columns below which a pane is too narrow for prose.
pub const NARROWEST: u16 = 36;
/// Rows below which a tile or a pane of a stack is too low for prose, its header included.
pub const LOWEST: u16 = 9;
/// Rows of a pane's header at most: a rule with its name, and what is marked in it.
const HEADER: u16 = 2;
/// Columns left of the text: the reading bar, a mark, air.
pub const GUTTER: u16 = 3;

/// What is to be placed.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The screen.
    pub screen: Rect,
    /// The weight of each pane that is to be shown, in order; 10 is normal.
    pub weights: &'a [u16],
    /// Which of them has the focus.
    pub focus: usize,
    /// Another that is wanted on the screen with it, where there is room for two.
    pub beside: Option<usize>,
    /// How they are to be placed.
    pub arrangement: Arrangement,
    /// Whether only the focused one is to be shown.
    pub zoomed: bool,
    /// Rows that the open mode wants at the bottom.
    pub drawer: u16,
}

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// Panes on the screen: the index into the weights, and the area with header and gutter.
    pub panes: Vec<(usize, Rect)>,
    /// Lines between panes, one column or one row wide.
    pub rules: Vec<Rect>,
    /// The strip that names all sources, when not all are on the screen.
    pub tabs: Option<Rect>,
    /// Everything above the drawer and the status line: what a list covers.
    pub body: Rect,
    /// The rows of the open mode.
    pub drawer: Rect,
    /// The status line.
    pub status: Rect,
    /// The line of keys; empty on a low screen.
    pub hint: Rect,
}

/// Tells whether a screen is too small for anything but a line that says so.
#[must_use]
pub const fn too_small(screen: Rect) -> bool {
    screen.width < 20 || screen.height < 5
}

/// Places everything. Areas lie within the screen, do not overlap, and are empty when nothing is left for them.
#[must_use]
pub fn areas(request: Request<'_>) -> Areas {
    let screen = request.screen;
    let mut left = screen;
    let hint = cut_bottom(&mut left, u16::from(screen.height >= 12));
    let status = cut_bottom(&mut left, 1);
    let wanted = request.drawer.min(left.height.saturating_sub(HEADER + 1));
    let drawer = cut_bottom(&mut left, wanted);
    let mut areas = Areas { body: left, drawer, status, hint, ..Areas::default() };
    let all: Vec<usize> = (0..request.weights.len()).collect();
    if all.is_empty() || left.is_empty() {
        return areas;
    }
    let focus = request.focus.min(all.len() - 1);
    let shape = if request.zoomed {
        Shape::Window(1)
    } else {
        shape(request.arrangement, all.len(), left.width, screen.height.saturating_sub(2))
    };
    match shape {
        Shape::Window(columns) if columns < all.len() => {
            areas.tabs = (left.height > LOWEST).then(|| cut_top(&mut left, 1));
            let first = focus.saturating_sub(columns / 2).min(all.len() - columns);
            let mut picked = all[first..first + columns].to_vec();
            if let Some(beside) = request.beside.filter(|b| *b < all.len() && !picked.contains(b))
                && columns > 1
            {
                // The one farthest from the focus makes room.
                let far =
                    if focus - first >= columns / 2 && focus > first { 0 } else { columns - 1 };
                picked[far] = beside;
                picked.sort_unstable();
            }
            columns_in(left, &picked, request.weights, &mut areas);
        }
        Shape::Window(_) => columns_in(left, &all, request.weights, &mut areas),
        Shape::Rows(columns) => rows_in(left, &all, columns, request.weights, &mut areas),
    }
    areas
}

enum Shape {
    /// So many neighbours side by side, the focus among them.
    Window(usize),
    /// Rows of so many columns, everything shown.
    Rows(usize),
}

fn shape(arrangement: Arrangement, panes: usize, width: u16, height: u16) -> Shape {
    let fit = usize::from((width + 1) / (NARROWEST + 1)).max(1);
    let rows_fit = |rows: usize| usize::from(height) >= rows * usize::from(LOWEST + 3);
    match arrangement {
        Arrangement::Single => Shape::Window(1),
        Arrangement::Stack => Shape::Rows(1),
        Arrangement::Columns => Shape::Window(fit.min(panes)),
        Arrangement::Tiles => {
            let columns = (1..=panes).find(|c| c * c >= panes).unwrap_or(1);
            Shape::Rows(columns.min(fit).max(1))
        }
        Arrangement::Auto if panes <= fit => Shape::Window(panes),
        Arrangement::Auto => {
            let rows = panes.div_ceil(fit);
            if fit >= 2 && rows_fit(rows) {
                Shape::Rows(panes.div_ceil(rows))
            } else {
                Shape::Window(fit.min(panes))
            }
        }
    }
}

/// Cuts `rows` rows off the bottom of `rect` and returns them.
fn cut_bottom(rect: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rect.height);
    rect.height -= rows;
    Rect { y: rect.y + rect.height, height: rows, ..*rect }
}

/// Cuts `rows` rows off the top of `rect` and returns them.
fn cut_top(rect: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(rect.height);
    let top = Rect { height: rows, ..*rect };
    rect.y += rows;
    rect.height -= rows;
    top
}

/// Shares `total` cells by weight; the shares sum up to `total`.
fn shares(total: u16, weights: &[u16]) -> Vec<u16> {
    let sum: u64 = weights.iter().map(|w| u64::from((*w).max(1))).sum::<u64>().max(1);
    let (mut seen, mut given) = (0, 0);
    weights
        .iter()
        .map(|weight| {
            seen += u64::from((*weight).max(1));
            let upto = u16::try_from(u64::from(total) * seen / sum).unwrap_or(total);
            let share = upto - given;
            given = upto;
            share
        })
        .collect()
}

fn columns_in(area: Rect, panes: &[usize], weights: &[u16], areas: &mut Areas) {
    let rules = u16::try_from(panes.len() - 1).unwrap_or(0);
    let own: Vec<u16> = panes.iter().map(|p| weights[*p]).collect();
    let mut x = area.x;
    for (pane, width) in panes.iter().zip(shares(area.width.saturating_sub(rules), &own)) {
        if x > area.x && x < area.right() {
            areas.rules.push(Rect { x, width: 1, ..area });
            x += 1;
        }
        let width = width.min(area.right().saturating_sub(x));
        areas.panes.push((*pane, Rect { x, width, ..area }));
        x += width;
    }
}

fn rows_in(area: Rect, panes: &[usize], columns: usize, weights: &[u16], areas: &mut Areas) {
    let rows: Vec<&[usize]> = panes.chunks(columns.max(1)).collect();
    let height = |row: &&[usize]| row.iter().map(|p| weights[*p]).max().unwrap_or(10);
    let own: Vec<u16> =
        if columns == 1 { rows.iter().map(height).collect() } else { vec![10; rows.len()] };
    let mut y = area.y;
    for (row, height) in rows.iter().zip(shares(area.height, &own)) {
        columns_in(Rect { y, height, ..area }, row, weights, areas);
        y += height;
    }
}

/// Returns the width of one of so many tabs in a strip of that width.
#[must_use]
pub fn tab(width: u16, tabs: usize) -> u16 {
    (width / u16::try_from(tabs.max(1)).unwrap_or(u16::MAX)).clamp(1, 26)
}

/// Returns the rows of the header of a pane of that height: a low pane keeps them for its text.
#[must_use]
pub const fn header(height: u16) -> u16 {
    if height < 6 { 1 } else { HEADER }
}

/// Returns the area of a pane's text: below the header, right of the gutter, at most `measure`
/// columns wide and then in the middle.
#[must_use]
pub fn text_area(pane: Rect, measure: u16) -> Rect {
    let header = header(pane.height).min(pane.height);
    let gutter = GUTTER.min(pane.width);
    let room = pane.width.saturating_sub(gutter + 1);
    let width = room.min(measure.max(1));
    let x = pane.x + gutter + (room - width) / 2;
    Rect { x, y: pane.y + header, width, height: pane.height - header }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sweep(mut check: impl FnMut(Rect, &Areas)) {
        for (_, arrangement) in Arrangement::ALL.iter().enumerate().map(|(i, a)| (i, a.0)) {
            for panes in 0..=9_usize {
                for (width, height) in (0..=120).flat_map(|w| (0..=40).map(move |h| (w, h))) {
                    let screen = Rect { x: 0, y: 0, width, height };
                    let weights: Vec<u16> = (0..panes).map(|i| 10 + (i as u16 % 3) * 5).collect();
                    let (focus, zoomed) = (usize::from(width) % panes.max(1), height % 7 == 0);
                    let drawer = height % 13;
                    let request = Request {
                        screen,
                        weights: &weights,
                        focus,
                        beside: None,
                        arrangement,
                        zoomed,
                        drawer,
                    };
                    check(screen, &areas(request));
                }
            }
        }
    }

    #[test]
    fn areas_lie_on_the_screen_and_do_not_overlap() {
        sweep(|screen, areas| {
            let mut all: Vec<Rect> = areas.panes.iter().map(|p| p.1).collect();
            all.extend(&areas.rules);
            all.extend(areas.tabs);
            all.extend([areas.drawer, areas.status, areas.hint]);
            let mut cells = 0;
            for (i, a) in all.iter().enumerate() {
                assert_eq!(a.intersection(screen).area(), a.area(), "{a:?} leaves {screen:?}");
                cells += a.area();
                assert!(all[..i].iter().all(|b| a.intersection(*b).is_empty()), "{a:?} overlaps");
            }
            if !areas.panes.is_empty() {
                assert_eq!(cells, screen.area(), "every cell belongs to something");
            }
        });
    }

    #[test]
    fn the_focused_pane_is_on_the_screen() {
        for focus in 0..9 {
            let screen = Rect { x: 0, y: 0, width: 80, height: 24 };
            let weights = [10; 9];
            for (arrangement, _) in Arrangement::ALL {
                let request = Request {
                    screen,
                    weights: &weights,
                    focus,
                    beside: Some(8 - focus),
                    arrangement,
                    zoomed: false,
                    drawer: 0,
                };
                let shown: Vec<usize> = areas(request).panes.iter().map(|p| p.0).collect();
                assert!(shown.contains(&focus), "{arrangement:?} {focus}");
                assert!(shown.len() < 2 || shown.contains(&(8 - focus)), "{arrangement:?} {focus}");
            }
        }
    }

    #[test]
    fn auto_shows_all_when_there_is_room() {
        let shown = |width, height| {
            let screen = Rect { x: 0, y: 0, width, height };
            let request = Request {
                screen,
                weights: &[10; 5],
                focus: 0,
                beside: None,
                arrangement: Arrangement::Auto,
                zoomed: false,
                drawer: 0,
            };
            areas(request).panes.len()
        };
        assert_eq!((shown(200, 50), shown(120, 40), shown(80, 24), shown(40, 12)), (5, 5, 2, 1));
    }

    #[test]
    fn text_is_not_stretched() {
        let area = text_area(Rect { x: 0, y: 0, width: 200, height: 50 }, 90);
        assert_eq!((area.width, area.y), (90, 2));
        assert_eq!(text_area(Rect { x: 3, y: 0, width: 1, height: 1 }, 90).area(), 0);
    }
}
