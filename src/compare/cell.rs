//! Quantities in the cells of a table: what is called by its row and its column, and measured as these say.

use super::amount::{Amount, Kind, Value, whole};
use super::decimal::Decimal;
use super::grid::{self, fold};
use super::pairing::{Found, Pairing, Quantity, QuantityChange, Side, hunks, pairs};
use super::sight::Sight;
use super::unit::{self, Unit};
use super::written::Notation;
use super::{BlockOp, BlockPlace, RowChange, TableChange};
use crate::document::{Block, Document, Span, label};

/// Headers of the column that names the unit of each row.
const UNIT_HEADERS: &[&str] = &[
    "jednostka",
    "jednostka miary",
    "jedn.",
    "jedn. miary",
    "j.m.",
    "jm",
    "miara",
    "unit",
    "unit of measure",
    "units",
];

/// One of two tables.
struct Grid<'d> {
    block: &'d Block,
    source: std::borrow::Cow<'d, str>,
    notation: Notation,
    /// The unit that its caption gives for all of it.
    caption: Option<(u8, Unit)>,
}

/// The quantities that changed in the cells of rows and columns that live on.
pub(super) fn quantities(
    documents: [&Document; 2],
    notations: [Notation; 2],
    places: [BlockPlace; 2],
    change: &TableChange,
) -> Vec<QuantityChange> {
    let sides = [0, 1].map(|side| {
        let place = places[side];
        let block = &documents[side].sections[place.section].blocks[place.block];
        let caption = place.block.checked_sub(1).and_then(|at| {
            let text = Sight::of_blocks(documents[side], &[BlockPlace { block: at, ..place }]).text;
            label::is_caption(&text).then(|| in_caption(&plain(&text)))?
        });
        let grid = Grid { block, source: documents[side].block_text(block), notation: notations[side], caption: None };
        // Where rows or columns have units of their own, the caption does not speak for all.
        let caption = caption.filter(|_| !grid.has_units());
        Grid { caption, ..grid }
    });
    let mut changes = Vec::new();
    for row in &change.rows {
        let (Some(old), Some(new)) = (row.before, row.after) else { continue };
        if !row.cells.iter().any(|cell| cell.op == BlockOp::Edited) || !is_same_row(&sides, row) {
            continue;
        }
        for cell in row.cells.iter().filter(|cell| cell.op == BlockOp::Edited) {
            let (Some(x), Some(y)) = (cell.before, cell.after) else { continue };
            if !grid::is_ordinal(&sides[1].seen((0, y))) && is_same_column(&sides, x, y) {
                changes.extend(of_cell(&sides, [(old, x), (new, y)], &cell.runs));
            }
        }
    }
    changes
}

fn of_cell(sides: &[Grid<'_>; 2], at: [(usize, usize); 2], runs: &[super::Run]) -> Vec<QuantityChange> {
    let texts = [0, 1].map(|side| sides[side].seen(at[side]));
    let read =
        [0, 1].map(|side| whole(&texts[side], sides[side].notation).map(|it| sides[side].measured(it, at[side])));
    let label = sides[1].label(at[1]);
    if let [Some(old), Some(new)] = read {
        let [old, new] = alike(old, new);
        if old.is_same(&new) {
            return Vec::new();
        }
        let counted =
            (old.kind == Kind::Date || old.kind == Kind::Year) == (new.kind == Kind::Date || new.kind == Kind::Year);
        let quantity = |side: usize, amount: &Amount| {
            let text = texts[side].trim().to_owned();
            Some(Quantity { text, amount: amount.clone(), lead: String::new(), tail: String::new() })
        };
        let one = |before, after, difference, pairing| QuantityChange {
            entry: 0,
            block: None,
            label: label.clone(),
            before,
            after,
            difference,
            pairing,
        };
        if !counted {
            return vec![
                one(quantity(0, &old), None, None, Pairing::Alone),
                one(None, quantity(1, &new), None, Pairing::Alone),
            ];
        }
        let difference = old.difference(&new);
        return vec![one(quantity(0, &old), quantity(1, &new), difference, Pairing::Cell)];
    }
    let spoken = [0, 1].map(|side| sides[side].spoken(at[side], &texts[side]));
    // One quantity in each text of the same cell: the words beside it may change.
    let mut found = pairs(&spoken, &hunks(runs));
    for change in &mut found {
        let name = std::mem::take(&mut change.label);
        let own = [label.as_str(), name.as_str()].into_iter().filter(|it| !it.is_empty());
        let is_key = at[1].1 == sides[1].key_column(at[1].0) || at[1].0 == 0;
        change.label = if is_key { label.clone() } else { own.collect::<Vec<_>>().join(": ") };
    }
    found
}

/// In a cell a number of four digits is a year only where that of the other text is one as well.
fn alike(old: Amount, new: Amount) -> [Amount; 2] {
    let counted = |mut amount: Amount, other: &Amount| {
        if amount.kind == Kind::Year && other.kind == Kind::Count && matches!(amount.value, Value::Number(_)) {
            amount.kind = Kind::Count;
        }
        amount
    };
    let first = counted(old.clone(), &new);
    [first, counted(new, &old)]
}

/// Whether two rows are of the same thing: their names agree in a half of their words.
fn is_same_row(sides: &[Grid<'_>; 2], row: &RowChange) -> bool {
    let (Some(old), Some(new)) = (row.before, row.after) else { return false };
    if old == 0 || new == 0 {
        return old == new;
    }
    let (column, new_column) = (sides[0].key_column(old), sides[1].key_column(new));
    let (name, new_name) = (sides[0].seen((old, column)), sides[1].seen((new, new_column)));
    agree(&name, &new_name)
}

/// Whether two names agree in half of their words, and in all of their numbers.
fn agree(name: &str, new_name: &str) -> bool {
    if fold(name) == fold(new_name) {
        return true;
    }
    let parts = |text: &str| -> (Vec<String>, Vec<String>) {
        let folded = fold(text);
        let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        let (numbers, words): (Vec<&str>, Vec<&str>) =
            words.partition(|word| word.contains(|c: char| c.is_ascii_digit()));
        let stems = words.into_iter().map(|word| word.chars().take(5).collect()).collect();
        (stems, numbers.into_iter().map(str::to_owned).collect())
    };
    let ((words, numbers), (new_words, new_numbers)) = (parts(name), parts(new_name));
    let common = words.iter().filter(|word| new_words.contains(word)).count();
    numbers == new_numbers && common > 0 && 4 * common >= words.len() + new_words.len()
}

/// Whether two columns are of the same thing. A column of one year is no column of another.
fn is_same_column(sides: &[Grid<'_>; 2], old: usize, new: usize) -> bool {
    let headers = [sides[0].seen((0, old)), sides[1].seen((0, new))];
    if fold(&headers[0]) == fold(&headers[1]) {
        return true;
    }
    let names = headers.each_ref().map(|header| {
        let name: String = header.chars().filter(|letter| letter.is_alphabetic()).collect();
        name.to_lowercase().trim_start_matches("rok").trim_end_matches("rok").trim_end_matches('r').to_owned()
    });
    !(names[0].is_empty() || names[1].is_empty())
}

impl Grid<'_> {
    fn cell(&self, (row, column): (usize, usize)) -> Option<Span> {
        self.block.table.as_ref()?.rows.get(row)?.get(column).copied()
    }

    fn columns(&self) -> usize {
        self.block.table.as_ref().and_then(|table| table.rows.first()).map_or(0, Vec::len)
    }

    /// What a reader sees in a cell.
    fn seen(&self, at: (usize, usize)) -> String {
        self.cell(at)
            .map_or_else(String::new, |cell| Sight::of_cell(&self.source, self.block, cell).text.trim().to_owned())
    }

    /// The quantities in the text of a cell.
    fn spoken(&self, at: (usize, usize), text: &str) -> Side {
        let sight = self.cell(at).map(|cell| Sight::of_cell(&self.source, self.block, cell)).unwrap_or_default();
        let mut side = Side::new(sight, self.notation);
        if side.found.is_empty()
            && let Some(amount) = whole(text, self.notation)
        {
            let amount = self.measured(amount, at);
            let span = Span::new(0, side.sight_text.len());
            let source = self.cell(at).map_or(span, |cell| Span::new(0, cell.len()));
            side.found.push(Found { seen: span, source, amount });
        }
        side
    }

    /// The column that names a row: the first one in which there are words.
    fn key_column(&self, row: usize) -> usize {
        let named =
            |column: &usize| self.seen((row, *column)).chars().filter(|letter| letter.is_alphabetic()).count() > 2;
        (0..self.columns()).find(named).unwrap_or(0)
    }

    /// The names of row and column.
    fn label(&self, (row, column): (usize, usize)) -> String {
        let key = self.key_column(row);
        let name = if row > 0 && column != key { self.seen((row, key)) } else { String::new() };
        let header = self.seen((0, column));
        [name, header].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// A number with the unit that stands beside it in its row, behind the name of the row or in the header.
    fn measured(&self, amount: Amount, at: (usize, usize)) -> Amount {
        if amount.kind != Kind::Count && amount.kind != Kind::Year
            || amount.unit != Unit::One
            || !amount.noun.is_empty()
        {
            return amount;
        }
        let Some((power, unit)) = self.unit_beside(at) else { return amount };
        if unit == Unit::One && power == 0 {
            // "szt.", "os.": a number of four digits is no year.
            let counted = amount.kind == Kind::Year && matches!(amount.value, Value::Number(_));
            return if counted { Amount { kind: Kind::Count, ..amount } } else { amount };
        }
        let shifted = |value: Decimal| value.shifted(power as i8);
        let value = match amount.value {
            Value::Number(value) => shifted(value).map(Value::Number),
            Value::Range(from, to) => shifted(from).zip(shifted(to)).map(|(from, to)| Value::Range(from, to)),
            Value::Date(_) | Value::Dates(..) => None,
        };
        value.map_or(amount, |value| Amount::of(value, unit))
    }

    /// The scale and the unit that a table gives for a cell; none where it gives none, or two.
    fn unit_beside(&self, (row, column): (usize, usize)) -> Option<(u8, Unit)> {
        let is_unit = |column: &usize| UNIT_HEADERS.contains(&fold(&self.seen((0, *column))).as_str());
        if let Some(units) = (0..self.columns()).find(is_unit)
            && let Some(found) = unit_of(&plain(&self.seen((row, units))))
        {
            return Some(found);
        }
        let in_name = in_brackets(&plain(&self.seen((row, self.key_column(row)))));
        let in_header = in_brackets(&plain(&self.seen((0, column))));
        match (in_name, in_header) {
            (Some(name), Some(header)) => (name == header).then_some(name),
            (name, header) => name.or(header).or_else(|| self.caption.clone()),
        }
    }

    /// Whether a row or a column names a unit.
    fn has_units(&self) -> bool {
        let rows = self.block.table.as_ref().map_or(0, |table| table.rows.len());
        let header = |column: usize| self.seen((0, column));
        let units = |column: usize| UNIT_HEADERS.contains(&fold(&header(column)).as_str());
        (0..self.columns()).any(|column| units(column) || in_brackets(&plain(&header(column))).is_some())
            || (1..rows).any(|row| in_brackets(&plain(&self.seen((row, self.key_column(row))))).is_some())
    }
}

/// The unit in a caption: "Źródła finansowania w mln zł (dane przykładowe)".
fn in_caption(caption: &str) -> Option<(u8, Unit)> {
    let behind =
        caption.match_indices(" w ").chain(caption.match_indices(" in ")).map(|(at, word)| &caption[at + word.len()..]);
    let mut units = behind.filter_map(|rest| unit_of(rest.split(['(', ',', ';', '–']).next().unwrap_or_default()));
    units.next().or_else(|| in_brackets(caption))
}

/// Blanks of every kind as one space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The unit that a name ends with: "(%)", "[tys. zł]", "w mln zł".
fn in_brackets(name: &str) -> Option<(u8, Unit)> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        let inner = name.rsplit_once(open).and_then(|(_, rest)| rest.split_once(close));
        if let Some(found) = inner.and_then(|(inner, _)| unit_of(inner.trim().trim_start_matches("w "))) {
            return Some(found);
        }
    }
    let (_, last) = name.rsplit_once(" w ").or_else(|| name.rsplit_once(" in ")).or_else(|| name.rsplit_once(", "))?;
    unit_of(last)
}

/// A text that is a unit from end to end: "%", "tys. zł", "szt.", "liczba".
fn unit_of(text: &str) -> Option<(u8, Unit)> {
    let text = text.trim();
    let folded = fold(text);
    let counted = ["szt.", "szt", "sztuk", "sztuki", "os.", "osoby", "osób", "liczba", "number", "persons", "podmioty"];
    if counted.contains(&folded.as_str()) {
        return Some((0, Unit::One));
    }
    // "EUR million"
    if let Some((unit, length)) = unit::currency(text)
        && let Some((power, end)) = unit::scale(text[length..].trim_start())
        && text[length..].trim_start().len() == end
    {
        return Some((power, unit));
    }
    let (power, rest) = match unit::scale(text) {
        Some((power, length)) => (power, text[length..].trim_start_matches('.').trim_start()),
        None => (0, text),
    };
    if rest.is_empty() || counted.contains(&fold(rest).as_str()) {
        return (power > 0).then_some((power, Unit::One));
    }
    let (unit, length) = unit::unit(rest)?;
    // "% PKB"
    let rest = rest[length..].trim_start_matches('.').trim();
    let share = matches!(unit, Unit::Percent | Unit::PerMille | Unit::Points);
    (rest.is_empty() || share && !rest.contains(|digit: char| digit.is_ascii_digit())).then_some((power, unit))
}
