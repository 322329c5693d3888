//! Which column of a table continues which, and which row: a column is known by its header, a row by its key.

use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashMap;

use super::table::Side;
use super::token::{common, hash};
use super::word::{Class, class_of};
use crate::document::Table;

/// Fewer words in common than this say little about rows of different names.
const FEW_WORDS: usize = 4;

/// Names of things (titles of sections) that became other names, folded. A row whose key is such a name follows it.
#[derive(Clone, Default)]
pub(super) struct Renamed {
    names: BTreeMap<String, String>,
}

impl Renamed {
    /// From pairs of a name before and a name after; what was not the name of one thing only tells nothing.
    pub(super) fn of<'n>(pairs: impl Iterator<Item = (&'n str, &'n str)>) -> Self {
        let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (old, new) in pairs {
            let new = fold(new);
            let known = names.entry(fold(old)).or_insert_with(|| Some(new.clone()));
            *known = known.take().filter(|known| *known == new);
        }
        let other = |(old, new): (String, Option<String>)| new.filter(|new| *new != old).map(|new| (old, new));
        Self { names: names.into_iter().filter_map(other).collect() }
    }

    fn after<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.get(name).map_or(name, String::as_str)
    }
}

pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether two tables are the same by their looks: half of the headers or half of the names of the rows.
pub(super) fn same_frame(before: (&str, &Table), after: (&str, &Table)) -> bool {
    let header = |(text, table): (&str, &Table)| -> Vec<u64> {
        table.rows.first().into_iter().flatten().map(|cell| hash(fold(cell.of(text)))).collect()
    };
    let names = |(text, table): (&str, &Table)| -> Vec<u64> {
        table.rows.iter().skip(1).filter_map(|row| row.first()).map(|cell| hash(fold(cell.of(text)))).collect()
    };
    let alike = |mut x: Vec<u64>, mut y: Vec<u64>| {
        x.retain(|name| *name != hash(""));
        y.retain(|name| *name != hash(""));
        x.sort_unstable();
        y.sort_unstable();
        x.len().min(y.len()) >= 2 && agreement(&x, &y) >= 50
    };
    alike(header(before), header(after)) || alike(names(before), names(after))
}

/// In how many percent two sorted lists agree.
fn agreement<T: Ord>(x: &[T], y: &[T]) -> usize {
    (200 * common(x, y)).checked_div(x.len() + y.len()).unwrap_or(100)
}

fn words_of(text: &str) -> Vec<u64> {
    let mut words: Vec<u64> = text.split(' ').map(hash).collect();
    words.sort_unstable();
    words
}

/// Columns by their headers: equal ones, then like ones, then those with the same cells, then, where as many are left
/// on both sides, in order.
pub(super) fn match_columns(before: Side<'_>, after: Side<'_>) -> Vec<(usize, usize)> {
    let (n, m) = (before.columns(), after.columns());
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let take = |pairs: &mut Vec<(usize, usize)>, like: &dyn Fn(usize, usize) -> bool| {
        for x in 0..n {
            let is_free = |y: usize| !pairs.iter().any(|(old, new)| *old == x || *new == y);
            let y = (0..m).find(|y| is_free(*y) && like(x, *y));
            pairs.extend(y.map(|y| (x, y)));
        }
    };
    let header = |side: Side<'_>, column: usize| fold(side.cell_text(0, column));
    take(&mut pairs, &|x, y| header(before, x) == header(after, y));
    take(&mut pairs, &|x, y| agreement(&words_of(&header(before, x)), &words_of(&header(after, y))) >= 50);
    if pairs.len() < n.min(m) {
        let cells = |side: Side<'_>, columns: usize| -> Vec<Vec<u64>> {
            let of = |column: usize| {
                let texts = (1..side.table.rows.len()).map(|row| fold(side.cell_text(row, column)));
                let mut cells: Vec<u64> = texts.filter(|text| !text.is_empty()).map(hash).collect();
                cells.sort_unstable();
                cells.dedup();
                cells
            };
            (0..columns).map(of).collect()
        };
        let (old, new) = (cells(before, n), cells(after, m));
        take(&mut pairs, &|x, y| common(&old[x], &new[y]) >= 2 && agreement(&old[x], &new[y]) >= 50);
    }
    let old: Vec<usize> = (0..n).filter(|x| !pairs.iter().any(|(old, _)| old == x)).collect();
    let new: Vec<usize> = (0..m).filter(|y| !pairs.iter().any(|(_, new)| new == y)).collect();
    if old.len() == new.len() {
        pairs.extend(old.into_iter().zip(new));
    }
    pairs.sort_unstable_by_key(|(_, new)| *new);
    pairs
}

/// Columns without a partner that have the same cell in most of the matched rows.
pub(super) fn match_columns_by_rows(
    before: Side<'_>,
    after: Side<'_>,
    rows: &[(usize, usize)],
    columns: &mut Vec<(usize, usize)>,
) {
    let (n, m) = (before.columns(), after.columns());
    for y in 0..m {
        let is_same = |x: usize| {
            let texts = rows
                .iter()
                .filter(|(row, _)| *row > 0)
                .map(|(row, new_row)| (fold(before.cell_text(*row, x)), fold(after.cell_text(*new_row, y))));
            let filled: Vec<(String, String)> =
                texts.filter(|(old, new)| !(old.is_empty() && new.is_empty())).collect();
            let equal = filled.iter().filter(|(old, new)| old == new).count();
            equal >= 2 && equal * 2 > filled.len()
        };
        let is_free = |x: usize| !columns.iter().any(|(old, new)| *old == x || *new == y);
        let found = (0..n).find(|x| is_free(*x) && is_same(*x));
        columns.extend(found.map(|x| (x, y)));
    }
    columns.sort_unstable_by_key(|(_, new)| *new);
}

/// Rows by their key, the leftmost columns that tell at least nine rows in ten apart; then by what the key was called
/// before; then by likeness between the neighbours that are matched. In the order of the later table.
pub(super) fn match_rows(
    before: Side<'_>,
    after: Side<'_>,
    columns: &[(usize, usize)],
    renamed: &Renamed,
) -> Vec<(usize, usize)> {
    // A row is not known by its place.
    let counts =
        |(old, new): &(usize, usize)| is_ordinal(before.cell_text(0, *old)) && is_ordinal(after.cell_text(0, *new));
    let mut by_before: Vec<(usize, usize)> = columns.iter().copied().filter(|pair| !counts(pair)).collect();
    by_before.sort_unstable();
    let none = Renamed::default();
    let keys = |side: Side<'_>, columns: &[usize], renamed: &Renamed| -> Vec<u64> {
        (0..side.table.rows.len()).map(|row| key(side, row, columns, renamed)).collect()
    };
    let telling = |keys: &[u64]| {
        let mut distinct = keys.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.len() * 10 >= keys.len() * 9
    };
    let fitting = (1..=by_before.len()).find_map(|width| {
        let (old, new): (Vec<usize>, Vec<usize>) = by_before.iter().take(width).copied().unzip();
        let (x, y) = (keys(before, &old, &none), keys(after, &new, &none));
        (telling(&x) && telling(&y)).then_some((old, x, y))
    });
    let mut pairs = vec![(0, 0)];
    match fitting {
        Some((columns, old_keys, new_keys)) => {
            pair_up(&old_keys, &new_keys, &mut pairs);
            pair_up(&keys(before, &columns, renamed), &new_keys, &mut pairs);
        }
        None => pairs = match_whole_rows(before, after),
    }
    like_rows(before, after, &by_before, &mut pairs);
    pairs
}

/// Whether the header of a column says that it only counts the rows.
pub(super) fn is_ordinal(header: &str) -> bool {
    matches!(fold(header).as_str(), "lp." | "lp" | "l.p." | "l. p." | "no." | "#")
}

/// Rows that are the same from end to end.
pub(super) fn match_whole_rows(before: Side<'_>, after: Side<'_>) -> Vec<(usize, usize)> {
    let none = Renamed::default();
    let keys = |side: Side<'_>| -> Vec<u64> {
        let all: Vec<usize> = (0..side.columns()).collect();
        (0..side.table.rows.len()).map(|row| key(side, row, &all, &none)).collect()
    };
    let mut pairs = vec![(0, 0)];
    pair_up(&keys(before), &keys(after), &mut pairs);
    pairs
}

fn key(side: Side<'_>, row: usize, columns: &[usize], renamed: &Renamed) -> u64 {
    let texts = columns.iter().map(|column| fold(side.cell_text(row, *column)));
    hash(texts.map(|text| renamed.after(&text).to_owned()).collect::<Vec<String>>().join("\u{1f}"))
}

/// Pairs rows of the same key that have no partner yet, in order.
fn pair_up(old_keys: &[u64], new_keys: &[u64], pairs: &mut Vec<(usize, usize)>) {
    let (mut old_taken, mut new_taken) = (vec![false; old_keys.len()], vec![false; new_keys.len()]);
    for (old, new) in pairs.iter() {
        (old_taken[*old], new_taken[*new]) = (true, true);
    }
    let mut free: FxHashMap<u64, VecDeque<usize>> = FxHashMap::default();
    for (old, key) in old_keys.iter().enumerate().filter(|(old, _)| !old_taken[*old]) {
        free.entry(*key).or_default().push_back(old);
    }
    for (new, key) in new_keys.iter().enumerate().filter(|(new, _)| !new_taken[*new]) {
        if let Some(old) = free.get_mut(key).and_then(VecDeque::pop_front) {
            pairs.push((old, new));
        }
    }
    pairs.sort_unstable_by_key(|(_, new)| *new);
}

/// Pairs the rows between matched neighbours that are most like each other.
fn like_rows(before: Side<'_>, after: Side<'_>, columns: &[(usize, usize)], pairs: &mut Vec<(usize, usize)>) {
    let (n, m) = (before.table.rows.len(), after.table.rows.len());
    let rows = Rows::of(before, after, columns);
    for new in 1..m {
        if pairs.iter().any(|(_, y)| *y == new) {
            continue;
        }
        let from = pairs.iter().filter(|(_, y)| *y < new).map(|(x, _)| *x + 1).max().unwrap_or(1);
        let to = pairs.iter().filter(|(_, y)| *y > new).map(|(x, _)| *x).filter(|x| *x >= from).min().unwrap_or(n);
        let best = (from..to)
            .filter(|old| !pairs.iter().any(|(x, _)| x == old))
            .map(|old| (rows.likeness(old, new), std::cmp::Reverse(old)))
            .max();
        if let Some((_, std::cmp::Reverse(old))) = best.filter(|(percent, _)| *percent >= 50) {
            // Where another row of the gap is more like it, it waits for that one.
            let rival = (new + 1..m).take_while(|other| !pairs.iter().any(|(_, y)| y == other));
            if rival.map(|other| rows.likeness(old, other)).max() <= Some(rows.likeness(old, new)) {
                pairs.push((old, new));
            }
        }
    }
    pairs.sort_unstable_by_key(|(_, new)| *new);
}

/// The rows of two tables as they are likened to each other.
struct Rows {
    /// Sorted words of each row, per side.
    words: [Vec<Vec<u32>>; 2],
    /// Hashes of the cells of each row in matched columns, per side; 0 for an empty one.
    cells: [Vec<Vec<u64>>; 2],
    /// Names in the first matched column.
    names: [Vec<Name>; 2],
}

impl Rows {
    fn of(before: Side<'_>, after: Side<'_>, columns: &[(usize, usize)]) -> Self {
        let (old, new): (Vec<usize>, Vec<usize>) = columns.iter().copied().unzip();
        let cell = |text: String| if text.is_empty() { 0 } else { hash(text) };
        let cells = |side: Side<'_>, columns: &[usize]| -> Vec<Vec<u64>> {
            let of = |row: usize| columns.iter().map(|column| cell(fold(side.cell_text(row, *column)))).collect();
            (0..side.table.rows.len()).map(of).collect()
        };
        let names = |side: Side<'_>, columns: &[usize]| -> Vec<Name> {
            let text = |row: usize| columns.first().map_or("", |column| side.cell_text(row, *column));
            (0..side.table.rows.len()).map(|row| Name::of(text(row))).collect()
        };
        Rows {
            words: [ids(before), ids(after)],
            cells: [cells(before, &old), cells(after, &new)],
            names: [names(before, &old), names(after, &new)],
        }
    }

    /// In how many percent two rows agree: in their words, where these are more than a few figures under another name;
    /// in most of their cells but for the first one, where no other rows have these; or in the name in the first one.
    fn likeness(&self, old: usize, new: usize) -> usize {
        let (x, y) = (&self.words[0][old], &self.words[1][new]);
        let (name, new_name) = (&self.names[0][old].words, &self.names[1][new].words);
        let other_name = !name.is_empty() && !new_name.is_empty() && common(name, new_name) == 0;
        let words = if other_name && common(x, y) < FEW_WORDS { 0 } else { agreement(x, y) };
        words.max(self.equal_cells(old, new)).max(self.equal_names(old, new))
    }

    fn equal_cells(&self, old: usize, new: usize) -> usize {
        let (x, y) = (&self.cells[0][old], &self.cells[1][new]);
        let same: Vec<usize> = (1..x.len()).filter(|at| x[*at] == y[*at] && x[*at] != 0).collect();
        let is_only = |rows: &[Vec<u64>]| {
            let has_all = |row: &&Vec<u64>| same.iter().all(|at| row[*at] == x[*at]);
            rows.iter().filter(has_all).count() == 1
        };
        let most = same.len() >= 2 && same.len() * 2 > x.len() - 1;
        let telling = most && is_only(&self.cells[0]) && is_only(&self.cells[1]);
        if telling { 100 * same.len() / (x.len() - 1) } else { 0 }
    }

    fn equal_names(&self, old: usize, new: usize) -> usize {
        let (x, y) = (&self.names[0][old], &self.names[1][new]);
        let alike = x.numbers == y.numbers && common(&x.words, &y.words) >= 2;
        if alike { agreement(&x.words, &y.words) } else { 0 }
    }
}

/// The words of a name that carry meaning, sorted, and the numbers in it.
struct Name {
    words: Vec<u64>,
    numbers: Vec<u64>,
}

impl Name {
    fn of(text: &str) -> Self {
        let is_number = |word: &str| {
            word.contains(|letter: char| letter.is_ascii_digit())
                || (word.len() > 1 && word.chars().all(|letter| "ivxl.".contains(letter)))
        };
        let folded = fold(text);
        let words = folded.split(' ').map(|word| word.trim_matches(|mark: char| !mark.is_alphanumeric()));
        let telling = words.filter(|word| class_of(word) == Class::Content);
        let (numbers, words): (Vec<&str>, Vec<&str>) = telling.partition(|word| is_number(word));
        let sorted = |words: Vec<&str>| {
            let mut hashes: Vec<u64> = words.into_iter().map(hash).collect();
            hashes.sort_unstable();
            hashes
        };
        Name { words: sorted(words), numbers: sorted(numbers) }
    }
}

/// Sorted words of each row.
fn ids(side: Side<'_>) -> Vec<Vec<u32>> {
    let of = |row: &Vec<crate::document::Span>| {
        let tokens = row.iter().flat_map(|span| &side.tokens.tokens[side.cell_range(*span)]);
        let mut ids: Vec<u32> = tokens.filter(|token| token.words > 0).map(|token| token.id).collect();
        ids.sort_unstable();
        ids
    };
    side.table.rows.iter().map(of).collect()
}
