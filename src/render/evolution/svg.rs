//! The picture of an evolution: an alluvial diagram (Rosvall & Bergstrom 2010) as SVG.
//!
//! One scale for everything: a word is as high in every stratum and band. Words that are gone leave their stratum in a band
//! that fades, new ones come in one, so that the bands on both sides of each stratum make up all its words.

use std::fmt::Write as _;

use minijinja::HtmlEscape;

use super::profile::{BandView, EvolutionView, StratumView};
use super::{count_words, say};
use crate::locale::Locale;
use crate::render::guard;

/// Width of a stratum.
const BAR: f64 = 18.0;
/// Space for names at the left and at the right.
const MARGIN: f64 = 290.0;
/// From one column to the next, at least.
const STEP: f64 = 150.0;
/// Width of the whole, where the columns do not need more.
const WIDTH: f64 = 1240.0;
/// A picture of this width is made to fit a page; a wider one is moved sideways in its frame.
const FITTING: f64 = 1500.0;
/// Height of the words of the longest state.
const HEIGHT: f64 = 560.0;
/// Between two strata.
const GAP: f64 = 7.0;
/// Where the strata begin.
const TOP: f64 = 84.0;
/// How far bands of what is new or gone reach.
const STUB: f64 = 44.0;
/// From one line of a name to the next.
const LINE: f64 = 15.0;
/// How many colours and patterns the style has.
const COLOURS: usize = 8;
const PATTERNS: usize = 5;

/// The style of the picture, alone or within a page.
pub const STYLE: &str = include_str!("alluvium.css");

/// A box, and how far its bands have come on both sides.
struct Bar {
    x: f64,
    y: f64,
    height: f64,
    arrived: f64,
    left: f64,
}

/// The picture as a file of its own.
pub fn svg(view: &EvolutionView, locale: &Locale) -> String {
    let style = format!("<style>{}</style>", STYLE.trim());
    picture(view, locale, &style).replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1) + "\n"
}

/// The ids of the branches that are shown apart, in the order in which they appear.
pub(super) fn shown(view: &EvolutionView) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for id in view.strata.iter().flatten().filter_map(|stratum| stratum.id.as_deref()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The classes by which the style gives a branch its colour and pattern.
pub(super) fn classes(place: usize) -> String {
    format!("c{} p{}", place % COLOURS, place % PATTERNS)
}

/// The picture as part of a page; `style` is what it begins with.
pub(super) fn picture(view: &EvolutionView, locale: &Locale, style: &str) -> String {
    let plan = Plan::of(view);
    let mut lanes = plan.lanes(view);
    let mut out = String::new();
    let (title, about) =
        (say(locale, "evolution-title", &[("title", &view.title)]), locale.text("evolution-about", &[]));
    let _ = write!(
        out,
        "<svg class=\"alluvium {5}\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" \
         aria-labelledby=\"alluvium-title alluvium-about\"><title id=\"alluvium-title\">{2}</title>\
         <desc id=\"alluvium-about\">{3}</desc>{style}{4}",
        number(plan.width),
        number(plan.height),
        HtmlEscape(&title),
        HtmlEscape(&about),
        patterns(),
        if plan.width <= FITTING { "fits" } else { "wide" }
    );
    let ids = shown(view);
    let class = |stratum: &StratumView| match ids.iter().position(|id| Some(*id) == stratum.id.as_deref()) {
        Some(place) => classes(place),
        None => "others".to_owned(),
    };
    out.push_str("<g class=\"bands\">");
    for (at, bands) in view.bands.iter().enumerate() {
        let (earlier, later) = lanes.split_at_mut(at + 1);
        let (left, right) = (&mut earlier[at], &mut later[0]);
        for band in bands {
            let strata = (
                band.from.map(|stratum| &view.strata[at][stratum]),
                band.to.map(|stratum| &view.strata[at + 1][stratum]),
            );
            let class = match strata {
                (Some(_), None) => "gone".to_owned(),
                (None, _) => "new".to_owned(),
                (Some(from), Some(_)) => class(from),
            };
            let name = |stratum: Option<&StratumView>, key: &str| match stratum {
                Some(stratum) => stratum.heading.clone(),
                None => locale.text(key, &[]),
            };
            let (from, to) = (name(strata.0, "evolution-nothing-before"), name(strata.1, "evolution-nothing-after"));
            let count = count_words(locale, band.words);
            let told = say(locale, "evolution-band", &[("from", &from), ("to", &to), ("words", &count)]);
            let id = |stratum: Option<&StratumView>| stratum.and_then(|it| it.id.clone()).unwrap_or_default();
            let _ = write!(
                out,
                "<path class=\"{class}\" data-from=\"{}\" data-to=\"{}\" d=\"{}\"><title>{}</title></path>",
                id(strata.0),
                id(strata.1),
                course(band, left, right, plan.scale),
                HtmlEscape(&told)
            );
        }
    }
    out.push_str("</g><g class=\"strata\">");
    for (lane, strata) in lanes.iter().zip(&view.strata) {
        for (bar, stratum) in lane.iter().zip(strata) {
            let count = count_words(locale, stratum.words);
            let told = say(locale, "evolution-stratum", &[("heading", &stratum.heading), ("words", &count)]);
            boxed(&mut out, &class(stratum), stratum.id.as_deref(), bar, &told);
        }
    }
    out.push_str("</g>");
    heads(&mut out, view, &plan, locale);
    names(&mut out, view, &lanes, locale);
    out.push_str("</svg>");
    out
}

/// Where everything stands.
struct Plan {
    width: f64,
    height: f64,
    step: f64,
    scale: f64,
}

impl Plan {
    fn of(view: &EvolutionView) -> Self {
        let between = view.strata.len().saturating_sub(1) as f64;
        let step = if between > 0.0 { ((WIDTH - 2.0 * MARGIN - BAR) / between).max(STEP) } else { 0.0 };
        let most = view.states.iter().map(|state| state.words).max().unwrap_or(0).max(1);
        let scale = HEIGHT / most as f64;
        let tallest = (view.states.iter().zip(&view.strata))
            .map(|(state, strata)| state.words as f64 * scale + strata.len().saturating_sub(1) as f64 * GAP)
            .fold(0.0, f64::max);
        Self { width: 2.0 * MARGIN + BAR + step * between, height: TOP + tallest + 4.0 * LINE, step, scale }
    }

    /// The left edge of the strata of a state.
    fn x(&self, state: usize) -> f64 {
        MARGIN + self.step * state as f64
    }

    fn lanes(&self, view: &EvolutionView) -> Vec<Vec<Bar>> {
        let lane = |(state, strata): (usize, &Vec<StratumView>)| {
            let mut y = TOP;
            let bars = strata.iter().map(|stratum| {
                let height = stratum.words as f64 * self.scale;
                let bar = Bar { x: self.x(state), y, height, arrived: 0.0, left: 0.0 };
                y += height + GAP;
                bar
            });
            bars.collect()
        };
        view.strata.iter().enumerate().map(lane).collect()
    }
}

/// The outline of a band from one column to the next; both boxes note how far they are taken.
fn course(band: &BandView, left: &mut [Bar], right: &mut [Bar], scale: f64) -> String {
    let height = band.words as f64 * scale;
    let start = band.from.map(|stratum| {
        let bar = &mut left[stratum];
        bar.left += height;
        (bar.x + BAR, bar.y + bar.left - height)
    });
    let end = band.to.map(|stratum| {
        let bar = &mut right[stratum];
        bar.arrived += height;
        (bar.x, bar.y + bar.arrived - height)
    });
    // What goes nowhere sinks a little, what comes from nowhere rises.
    let sunk = 10.0;
    let start_or = start.or(end.map(|(x, y)| (x - STUB, y + sunk)));
    let end_or = end.or(start.map(|(x, y)| (x + STUB, y + sunk)));
    let (Some(start), Some(end)) = (start_or, end_or) else { return String::new() };
    let middle = number((start.0 + end.0) / 2.0);
    let [x, y, to_x, to_y] = [start.0, start.1, end.0, end.1].map(number);
    let [below, to_below] = [start.1 + height, end.1 + height].map(number);
    format!(
        "M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}V{to_below}C{middle} {to_below} {middle} {below} {x} {below}Z"
    )
}

/// A box with what it says.
fn boxed(out: &mut String, class: &str, id: Option<&str>, bar: &Bar, told: &str) {
    let shape = format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(bar.x),
        number(bar.y),
        number(BAR),
        number(bar.height.max(0.5))
    );
    let life = id.map(|id| format!(" data-life=\"{id}\"")).unwrap_or_default();
    let _ = write!(
        out,
        "<g class=\"{class}\"{life}><title>{}</title><rect {shape}/><rect class=\"pattern\" {shape}/></g>",
        HtmlEscape(told)
    );
}

/// Name, date and size of each state above its strata, and beneath them what is new in it and gone since the one before.
fn heads(out: &mut String, view: &EvolutionView, plan: &Plan, locale: &Locale) {
    for (at, state) in view.states.iter().enumerate() {
        let x = plan.x(at) + BAR / 2.0;
        let room = if plan.step > 0.0 { plan.step - 8.0 } else { 2.0 * MARGIN };
        let name = folded(&state.name(), room / 1.1);
        for (line, part) in name.iter().enumerate() {
            text(out, "version", (x, 16.0 + LINE * (line + 2 - name.len()) as f64), "middle", part);
        }
        let date = state.date.as_deref().map(|date| locale.date(&guard::one_line(date))).unwrap_or_default();
        text(out, "date", (x, 16.0 + 2.0 * LINE), "middle", &date);
        text(out, "date", (x, 16.0 + 3.0 * LINE), "middle", &count_words(locale, state.words));
        let Some(bands) = at.checked_sub(1).map(|at| &view.bands[at]) else { continue };
        let sum = |chosen: &dyn Fn(&&BandView) -> bool| bands.iter().filter(chosen).map(|band| band.words).sum::<u64>();
        let new = locale.count(sum(&|band| band.from.is_none()));
        let gone = locale.count(sum(&|band| band.to.is_none()));
        let y = plan.height - 2.0 * LINE;
        text(out, "date", (x, y), "middle", &say(locale, "evolution-new", &[("words", &new)]));
        text(out, "date", (x, y + LINE), "middle", &say(locale, "evolution-gone", &[("words", &gone)]));
    }
}

/// Names of the strata: of the first state at the left, of the last one at the right, and of those between that stand in
/// neither where they appear.
fn names(out: &mut String, view: &EvolutionView, lanes: &[Vec<Bar>], locale: &Locale) {
    let (Some(first), Some(last)) = (view.strata.first(), view.strata.last()) else { return };
    let told = |stratum: &StratumView, room: f64| {
        let words = locale.count(stratum.words);
        let heading = fitted(&stratum.heading, room - width(&format!(" ({words})")));
        say(locale, "evolution-name", &[("heading", &heading), ("words", &words)])
    };
    let mut known: Vec<&str> = first.iter().chain(last).filter_map(|stratum| stratum.id.as_deref()).collect();
    let columns = lanes.len();
    for (at, (lane, strata)) in lanes.iter().zip(&view.strata).enumerate() {
        let outer = at == 0 || at + 1 == columns;
        let mut named: Vec<(f64, String)> = Vec::new();
        for (bar, stratum) in lane.iter().zip(strata) {
            let id = stratum.id.as_deref();
            if !outer && id.is_none_or(|id| known.contains(&id)) {
                continue;
            }
            known.extend(id.filter(|_| !outer));
            named
                .push((bar.y + bar.height / 2.0, told(stratum, if outer { MARGIN - 24.0 } else { STEP - BAR - 16.0 })));
        }
        let left = at == 0 && columns > 1;
        let edge = lane.first().map_or(MARGIN, |bar| bar.x);
        let x = if left { edge - 10.0 } else { edge + BAR + 10.0 };
        let limit = lane.last().map_or(TOP, |bar| bar.y + bar.height).max(TOP + LINE * named.len() as f64);
        let places = apart(&named.iter().map(|it| it.0).collect::<Vec<_>>(), limit);
        for ((wanted, name), y) in named.iter().zip(places) {
            if (y - wanted).abs() > 3.0 && outer {
                let (from, to) = if left { (x + 2.0, x + 9.0) } else { (x - 2.0, x - 9.0) };
                let [from, to, y, wanted] = [from, to, y, *wanted].map(number);
                let _ = write!(out, "<path class=\"leader\" d=\"M{from} {y}L{to} {wanted}\"/>");
            }
            let (at, anchor) = ((x, y + 4.0), if left { "end" } else { "start" });
            if !outer {
                // Bands run behind it.
                text(out, "halo", at, anchor, name);
            }
            text(out, "name", at, anchor, name);
        }
    }
}

/// Heights as near to those wanted as can be, a line apart, none below `limit` where there is room.
fn apart(wanted: &[f64], limit: f64) -> Vec<f64> {
    let mut places = wanted.to_vec();
    for at in 1..places.len() {
        places[at] = places[at].max(places[at - 1] + LINE);
    }
    let mut below = limit + LINE;
    for place in places.iter_mut().rev() {
        *place = place.min(below - LINE);
        below = *place;
    }
    places
}

fn text(out: &mut String, class: &str, (x, y): (f64, f64), anchor: &str, text: &str) {
    let [x, y] = [x, y].map(number);
    let text = HtmlEscape(text);
    let _ = write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>");
}

/// About how wide a text is in the letters of the picture.
fn width(text: &str) -> f64 {
    let of = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | 'f' | 't' | 'r' | '.' | ',' | ' ' | '(' | ')' | '-' => 5.0,
        'm' | 'w' | 'M' | 'W' => 11.5,
        it if it.is_uppercase() => 9.4,
        _ => 7.6,
    };
    text.chars().map(of).sum()
}

/// As much of a text as fits, cut at a word where that leaves most of it.
fn fitted(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for letter in text.chars() {
        cut.push(letter);
        if width(&cut) > room - 12.0 {
            cut.pop();
            break;
        }
    }
    let whole = cut.rfind(' ').filter(|at| 2 * at > cut.len()).map_or(cut.len(), |at| at);
    cut.truncate(whole);
    // A word of one letter belongs to the next one.
    if let Some((rest, word)) = cut.rsplit_once(' ')
        && word.chars().count() == 1
    {
        cut.truncate(rest.len());
    }
    format!("{}…", cut.trim_end_matches([' ', ',', ';', '–', '-']))
}

/// A name in one line or two, broken behind a hyphen or at a blank.
fn folded(name: &str, room: f64) -> Vec<String> {
    if width(name) <= room {
        return vec![name.to_owned()];
    }
    let mut breaks = name.char_indices().filter(|(_, letter)| matches!(letter, '-' | ' ' | '_')).map(|(at, _)| at + 1);
    let fits = breaks.rfind(|at| width(&name[..*at]) <= room);
    match fits {
        Some(at) => vec![name[..at].to_owned(), fitted(&name[at..], room)],
        None => vec![fitted(name, room)],
    }
}

/// Patterns that tell branches apart besides colours.
fn patterns() -> String {
    let shapes = ["M0 6L6 0", "M0 0L6 6", "M3 0V6", "M0 3H6", "M0 3H6M3 0V6"];
    let mut out = String::from("<defs>");
    for (at, shape) in shapes.iter().enumerate() {
        let _ = write!(
            out,
            "<pattern id=\"alluvium-p{at}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"{shape}\"/></pattern>"
        );
    }
    for (name, from, to) in [("new", 0, 1), ("gone", 1, 0)] {
        let _ = write!(
            out,
            "<linearGradient id=\"alluvium-{name}\"><stop class=\"s{from}\" offset=\"0\"/><stop class=\"s{to}\" offset=\"1\"/></linearGradient>"
        );
    }
    out.push_str("</defs>");
    out
}

/// A length with one decimal at most.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        digit => format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, digit.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_a_line_apart_and_as_near_as_can_be() {
        assert_eq!(apart(&[10.0, 12.0, 100.0], 200.0), [10.0, 25.0, 100.0]);
        assert_eq!(apart(&[190.0, 195.0, 198.0], 200.0), [170.0, 185.0, 200.0]);
    }

    #[test]
    fn names_fit_their_room() {
        assert_eq!(fitted("Cele", 100.0), "Cele");
        assert_eq!(fitted("Wsparcie przedsiębiorstw i uczelni", 200.0), "Wsparcie przedsiębiorstw…");
        assert_eq!(fitted("Zażółcićgęśląjaźń", 80.0), "Zażółcićg…");
        assert_eq!(folded("po-konsultacjach-2020-12-08", 130.0), ["po-konsultacjach-", "2020-12-08"]);
        assert_eq!(folded("projekt", 130.0), ["projekt"]);
    }
}
