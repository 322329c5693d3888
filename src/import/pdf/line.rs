//! The lines of a page, what its rules frame as tables, and what every page repeats.

use std::collections::{BTreeMap, BTreeSet};

use super::glyph::{Glyph, Rule, Sheet};
use super::item::marker;
use super::text::{is_apart, same_line};

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub(super) page: usize,
    pub(super) glyphs: Vec<&'a Glyph>,
    /// What it says, with a blank where one is to be seen.
    pub(super) text: String,
    /// Where each glyph begins in the text.
    starts: Vec<usize>,
    /// Where it stands, from above.
    pub(super) y: i32,
    /// Where it begins and ends.
    pub(super) x: (i32, i32),
    /// How large most of it is set.
    pub(super) size: i32,
}

/// A table that rules frame.
#[derive(Clone, Debug)]
pub(super) struct Grid<'a> {
    pub(super) y: (i32, i32),
    /// Where its columns are parted.
    pub(super) columns: Vec<i32>,
    /// Cells row by row: their lines; `None` for what a cell beside or above covers.
    pub(super) rows: Vec<Vec<Option<Vec<Line<'a>>>>>,
}

/// What stands on a page, from above.
#[derive(Clone, Debug)]
pub(super) enum Part<'a> {
    Line(Line<'a>),
    Table(Grid<'a>),
}

/// Rules nearer than this are one, in hundredths of a point.
const NEAR: i32 = 300;

impl Line<'_> {
    /// Where the text begins that stands so many bytes after its start.
    pub(super) fn behind(&self, bytes: usize) -> i32 {
        let behind = self.glyphs.iter().zip(&self.starts);
        let mut behind = behind.filter(|(glyph, start)| **start >= bytes && !glyph.text.trim().is_empty());
        behind.next().map_or(self.x.1, |(glyph, _)| glyph.x)
    }

    /// The numbers in it that are raised.
    pub(super) fn raised(&self) -> Vec<String> {
        let mut numbers = vec![String::new()];
        for glyph in &self.glyphs {
            let small = glyph.size * 100 <= self.size * 88 && (self.y - glyph.y) * 100 > self.size * 12;
            match numbers.last_mut() {
                Some(number) if small && glyph.text.chars().all(|c| c.is_ascii_digit()) => number.push_str(&glyph.text),
                Some(number) if !number.is_empty() => numbers.push(String::new()),
                _ => {}
            }
        }
        numbers.retain(|number| !number.is_empty());
        numbers
    }

    /// How many gaps it has that are wider than any blank; one behind a marker is none.
    pub(super) fn gaps(&self) -> usize {
        let text = self.text.trim_start();
        let skipped = marker(text).map_or(0, |(_, length)| length + self.text.len() - text.len());
        let shown = self.glyphs.iter().zip(&self.starts);
        let shown = shown.filter(|(glyph, start)| !glyph.text.trim().is_empty() && **start >= skipped);
        let shown: Vec<&Glyph> = shown.map(|(glyph, _)| *glyph).collect();
        shown.windows(2).filter(|pair| pair[1].x - pair[0].x - pair[0].width > 2 * self.size).count()
    }

    /// Whether all of it has a look.
    pub(super) fn is(&self, look: fn(&Glyph) -> bool) -> bool {
        let mut shown = self.glyphs.iter().filter(|glyph| glyph.text.chars().any(char::is_alphanumeric));
        shown.all(|glyph| look(glyph))
    }

    /// How wide its first word is.
    pub(super) fn first_word(&self) -> i32 {
        let start = self.glyphs.iter().find(|glyph| !glyph.text.trim().is_empty()).map_or(0, |glyph| glyph.x);
        let end = self.glyphs.iter().skip_while(|glyph| glyph.text.trim().is_empty());
        let end = end.take_while(|glyph| !glyph.text.trim().is_empty()).last();
        end.map_or(0, |glyph| glyph.x + glyph.width - start)
    }
}

/// The lines that glyphs make, from above and from the left.
pub(super) fn lines<'a>(page: usize, mut glyphs: Vec<&'a Glyph>) -> Vec<Line<'a>> {
    glyphs.retain(|glyph| !glyph.text.is_empty());
    glyphs.sort_by_key(|glyph| (glyph.turned, glyph.y, glyph.x));
    let mut found: Vec<(&Glyph, Vec<&Glyph>)> = Vec::new();
    for glyph in glyphs {
        match found.last_mut() {
            Some((base, line)) if same_line(base, glyph) => {
                line.push(glyph);
                if glyph.size > base.size && !glyph.text.trim().is_empty() {
                    *base = glyph;
                }
            }
            _ => found.push((glyph, vec![glyph])),
        }
    }
    let line = |(base, mut glyphs): (&'a Glyph, Vec<&'a Glyph>)| {
        glyphs.sort_by_key(|glyph| glyph.x);
        let shown = || glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
        let x = (shown().map(|it| it.x).min()?, shown().map(|it| it.x + it.width).max()?);
        let size = most(shown().map(|glyph| glyph.size))?;
        let (mut text, mut starts, mut last) = (String::new(), Vec::with_capacity(glyphs.len()), None);
        for glyph in &glyphs {
            if last.is_some_and(|last| is_apart(last, glyph)) && !text.ends_with(char::is_whitespace) {
                text.push(' ');
            }
            starts.push(text.len());
            text.push_str(&glyph.text);
            last = Some(glyph);
        }
        Some(Line { page, y: base.y, x, size, glyphs, text, starts })
    };
    found.into_iter().filter_map(line).collect()
}

/// The value that occurs most often; of several the largest.
pub(super) fn most(values: impl Iterator<Item = i32>) -> Option<i32> {
    let mut counts = BTreeMap::<i32, usize>::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts.into_iter().max_by_key(|(value, count)| (*count, *value)).map(|(value, _)| value)
}

/// What stands on a page, without what belongs to the page only.
pub(super) fn parts(page: usize, sheet: &Sheet) -> Vec<Part<'_>> {
    let mut rest: Vec<&Glyph> = sheet.glyphs.iter().filter(|glyph| !glyph.is_artifact).collect();
    let mut parts = Vec::new();
    for frame in frames(&sheet.rules) {
        let inside = |glyph: &&Glyph| {
            let (x, y) = (glyph.x + glyph.width / 2, glyph.y - glyph.size / 3);
            glyph.turned == 0 && frame.x.0 <= x && x <= frame.x.1 && frame.y.0 <= y && y <= frame.y.1
        };
        let (held, others): (Vec<&Glyph>, Vec<&Glyph>) = rest.into_iter().partition(inside);
        rest = others;
        parts.push(Part::Table(frame.grid(page, held)));
    }
    parts.extend(lines(page, rest).into_iter().map(Part::Line));
    parts.sort_by_key(|part| match part {
        Part::Line(line) => line.y,
        Part::Table(table) => table.y.0,
    });
    parts
}

/// The rules of one table.
struct Frame {
    x: (i32, i32),
    y: (i32, i32),
    columns: Vec<i32>,
    rows: Vec<i32>,
    across: Vec<Rule>,
    down: Vec<Rule>,
}

/// Rules that touch each other and part at least two columns.
fn frames(rules: &[Rule]) -> Vec<Frame> {
    const MOST: usize = 5_000;
    const CELLS: usize = 20_000;
    let rules: Vec<Rule> = rules.iter().copied().take(MOST).collect::<BTreeSet<_>>().into_iter().collect();
    let mut order: Vec<usize> = (0..rules.len()).collect();
    order.sort_by_key(|at| rules[*at].y);
    // From above: each rule joins the groups that it touches.
    let mut groups: Vec<(Rule, Vec<usize>)> = Vec::new();
    for at in order {
        let rule = rules[at];
        let mut joined = (rule, vec![at]);
        let touches = |a: (i32, i32), b: (i32, i32)| a.0 <= b.1 + NEAR && b.0 <= a.1 + NEAR;
        groups.retain_mut(|(bounds, group)| {
            if !(touches(bounds.x, rule.x) && touches(bounds.y, rule.y)) {
                return true;
            }
            let own = &mut joined.0;
            own.x = (own.x.0.min(bounds.x.0), own.x.1.max(bounds.x.1));
            own.y = (own.y.0.min(bounds.y.0), own.y.1.max(bounds.y.1));
            joined.1.append(group);
            false
        });
        groups.push(joined);
    }
    let frame = |(bounds, group): (Rule, Vec<usize>)| {
        let of = |at: &usize| rules[*at];
        let is_across = |rule: &Rule| rule.x.1 - rule.x.0 >= rule.y.1 - rule.y.0;
        let (across, down): (Vec<Rule>, Vec<Rule>) = group.iter().map(of).partition(is_across);
        let columns = apart(down.iter().map(|rule| (rule.x.0 + rule.x.1) / 2));
        let rows = apart(across.iter().map(|rule| (rule.y.0 + rule.y.1) / 2));
        let wide = columns.len() >= 3 && rows.len() >= 3 && columns.len() * rows.len() <= CELLS;
        wide.then_some(Frame { x: bounds.x, y: bounds.y, columns, rows, across, down })
    };
    groups.into_iter().filter_map(frame).collect()
}

/// Places that are not near each other, in order.
fn apart(places: impl Iterator<Item = i32>) -> Vec<i32> {
    let mut places: Vec<i32> = places.collect();
    places.sort_unstable();
    places.dedup_by(|next, before| *next - *before <= NEAR);
    places
}

impl Frame {
    /// The cells with the lines that stand in them.
    fn grid<'a>(&self, page: usize, glyphs: Vec<&'a Glyph>) -> Grid<'a> {
        let (wide, high) = (self.columns.len() - 1, self.rows.len() - 1);
        let covers = |span: (i32, i32), place: i32| span.0 <= place && place <= span.1;
        let near = |span: (i32, i32), place: i32| span.0 - NEAR <= place && place <= span.1 + NEAR;
        // Which cell each place belongs to: itself, or that of its neighbour where no rule is between them.
        let mut owner = vec![vec![(0, 0); wide]; high];
        for row in 0..high {
            for column in 0..wide {
                let x = (self.columns[column] + self.columns[column + 1]) / 2;
                let y = (self.rows[row] + self.rows[row + 1]) / 2;
                let left = self.down.iter().any(|it| near(it.x, self.columns[column]) && covers(it.y, y));
                let top = self.across.iter().any(|it| near(it.y, self.rows[row]) && covers(it.x, x));
                owner[row][column] = if column > 0 && !left {
                    owner[row][column - 1]
                } else if row > 0 && !top {
                    owner[row - 1][column]
                } else {
                    (row, column)
                };
            }
        }
        let mut held: BTreeMap<(usize, usize), Vec<&'a Glyph>> = BTreeMap::new();
        for glyph in glyphs {
            let at =
                |places: &[i32], place: i32| places.partition_point(|it| *it <= place).clamp(1, places.len() - 1) - 1;
            let row = at(&self.rows, glyph.y - glyph.size / 3);
            let column = at(&self.columns, glyph.x + glyph.width / 2);
            held.entry(owner[row][column]).or_default().push(glyph);
        }
        let cell = |row: usize, column: usize| {
            (owner[row][column] == (row, column))
                .then(|| lines(page, held.get(&(row, column)).cloned().unwrap_or_default()))
        };
        let rows = (0..high).map(|row| (0..wide).map(|column| cell(row, column)).collect()).collect();
        Grid { y: self.y, columns: self.columns.clone(), rows }
    }
}

/// Takes what every page repeats in its margins, and page numbers, away; what was taken and says anything, once each.
pub(super) fn without_margins(pages: &mut [Vec<Part<'_>>], heights: &[i32]) -> Vec<String> {
    /// So many lines of each end of a page are looked at.
    const LOOK: usize = 3;
    let key = |line: &Line<'_>| {
        let text: String = line.text.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        (text.split_whitespace().collect::<Vec<_>>().join(" "), line.y / 500)
    };
    let margin = |parts: &[Part<'_>], height: i32| -> Vec<usize> {
        let ends = (0..parts.len()).filter(|at| *at < LOOK || *at + LOOK >= parts.len());
        let in_margin = |at: &usize| match &parts[*at] {
            Part::Line(line) => line.y * 100 < height * 12 || line.y * 100 > height * 88,
            Part::Table(_) => false,
        };
        ends.filter(in_margin).collect()
    };
    let mut counts: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for (parts, height) in pages.iter().zip(heights) {
        for at in margin(parts, *height) {
            if let Part::Line(line) = &parts[at] {
                *counts.entry(key(line)).or_default() += 1;
            }
        }
    }
    let many = (pages.len() / 3).clamp(2, 4);
    let mut told = BTreeSet::new();
    for (parts, height) in pages.iter_mut().zip(heights) {
        for at in margin(parts, *height).into_iter().rev() {
            let Part::Line(line) = &parts[at] else { continue };
            let (text, place) = key(line);
            let number = !text.chars().any(char::is_alphabetic) && text.contains('#') && text.len() <= 12;
            if number || counts.get(&(text.clone(), place)).is_some_and(|count| *count >= many) {
                if text.chars().any(char::is_alphabetic) {
                    told.insert(text);
                }
                parts.remove(at);
            }
        }
    }
    told.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::tests::set;
    use super::*;

    #[test]
    fn glyphs_make_lines_with_what_is_raised_in_them() {
        let mut glyphs = set(&["abc1", "def"]);
        glyphs[3].size = 600;
        glyphs[3].y -= 350;
        glyphs.reverse();
        let texts: Vec<String> = lines(0, glyphs.iter().collect()).iter().map(|line| line.text.clone()).collect();
        assert_eq!(texts, ["abc1", "def"]);
    }

    #[test]
    fn rules_make_a_table_and_a_missing_one_a_merged_cell() {
        let across = |y: i32, to: i32| Rule { x: (0, to), y: (y, y) };
        let down = |x: i32, from: i32| Rule { x: (x, x), y: (from, 4_000) };
        // The rule between the first two columns begins below the first row.
        let rules = [
            across(0, 6_000),
            across(2_000, 6_000),
            across(4_000, 6_000),
            down(0, 0),
            down(3_000, 2_000),
            down(6_000, 0),
        ];
        let mut glyphs = set(&["a", "b", "c"]);
        for (glyph, (x, y)) in glyphs.iter_mut().zip([(4_000, 1_500), (500, 3_500), (4_500, 3_500)]) {
            (glyph.x, glyph.y) = (x, y);
        }
        let sheet = Sheet { height: 80_000, glyphs, rules: rules.to_vec(), ..Sheet::default() };
        let parts = parts(0, &sheet);
        let [Part::Table(table)] = parts.as_slice() else { panic!("{parts:?}") };
        let cell = |cell: &Option<Vec<Line<'_>>>| {
            cell.as_ref().map(|lines| lines.iter().map(|line| line.text.clone()).collect())
        };
        let rows: Vec<Vec<Option<String>>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(rows, [[some("a"), None], [some("b"), some("c")]]);
    }

    #[test]
    fn what_pages_repeat_in_their_margins_is_taken_away() {
        let page = |number: usize| {
            let mut glyphs = set(&["Strategia", "tekst", &number.to_string()]);
            glyphs.iter_mut().filter(|glyph| glyph.y == 3_400).for_each(|glyph| glyph.y = 78_000);
            glyphs.iter_mut().filter(|glyph| glyph.y == 2_200).for_each(|glyph| glyph.y = 40_000);
            Sheet { height: 80_000, glyphs, ..Sheet::default() }
        };
        let sheets: Vec<Sheet> = (1..=3).map(page).collect();
        let mut pages: Vec<Vec<Part<'_>>> = sheets.iter().enumerate().map(|(at, sheet)| parts(at, sheet)).collect();
        assert_eq!(without_margins(&mut pages, &[80_000; 3]), ["Strategia"]);
        for parts in pages {
            let texts: Vec<String> = parts
                .iter()
                .filter_map(|part| if let Part::Line(line) = part { Some(line.text.clone()) } else { None })
                .collect();
            assert_eq!(texts, ["tekst"]);
        }
    }
}
