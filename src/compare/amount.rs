//! What a quantity says: its value as an exact number or a date, its unit, its kind.

use super::decimal::Decimal;
use super::quantity::{alphanumeric_end, is_dash, quantity};
use super::token::letters_end;
use super::unit::{self, Time, Unit};
use super::word::{Class, class_of};
use super::written::{Notation, Read, read};
use super::{calendar::Date, context};
use crate::document::{Span, hidden};

/// A quantity as it is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// What kind of quantity.
    pub kind: Kind,
    /// How much: scales are multiplied out, so "12,5 mln zł" is 12500000 of the unit "zł".
    pub value: Value,
    /// Of what.
    pub unit: Unit,
    /// The noun behind a count, in small letters as written ("gmin"); empty where there is none.
    pub noun: String,
}

/// Kinds of quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Money.
    Money,
    /// A share, in per cent or per mille.
    Share,
    /// Percentage points.
    Points,
    /// A day, or a month, quarter or half of a year.
    Date,
    /// A year, or a range of years.
    Year,
    /// A span of time.
    Duration,
    /// How many; also a number whose unit is not written beside it.
    Count,
    /// A physical measure.
    Measure,
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A number; a year is its number.
    Number(Decimal),
    /// From one number to another.
    Range(Decimal, Decimal),
    /// A date.
    Date(Date),
    /// From one date to another.
    Dates(Date, Date),
}

impl Amount {
    /// A quantity of the kind that its unit says.
    pub(super) fn of(value: Value, unit: Unit) -> Amount {
        let kind = match unit {
            Unit::One | Unit::Times => Kind::Count,
            Unit::Percent | Unit::PerMille => Kind::Share,
            Unit::Points => Kind::Points,
            Unit::Money(_) => Kind::Money,
            Unit::Time(_) => Kind::Duration,
            Unit::Measure(_) => Kind::Measure,
        };
        Amount { kind, value, unit, noun: String::new() }
    }

    /// Whether both say the same, be it in other words or units: "1 mln zł" and "1 000 000 zł", "2,5%" and "2,5 proc.".
    pub fn is_same(&self, other: &Amount) -> bool {
        if self.kind != other.kind {
            return false;
        }
        match (self.value, other.value) {
            (Value::Number(x), Value::Number(y)) => same((x, &self.unit), (y, &other.unit)),
            (Value::Range(x, to), Value::Range(y, other_to)) => {
                same((x, &self.unit), (y, &other.unit)) && same((to, &self.unit), (other_to, &other.unit))
            }
            (x, y) => x == y,
        }
    }

    /// Whether a difference of the two would say something: the same kind, in units that measure the same.
    pub fn is_comparable(&self, other: &Amount) -> bool {
        self.kind == other.kind && self.unit.base().0 == other.unit.base().0
    }

    /// By how much the later amount is more than this one, and in which unit; shares differ by percentage points, dates
    /// by days, years by years.
    pub fn difference(&self, later: &Amount) -> Option<(Decimal, Unit)> {
        if !self.is_comparable(later) {
            return None;
        }
        match (self.value, later.value) {
            (Value::Number(x), Value::Number(y)) => {
                let unit = match (self.kind, &later.unit) {
                    (Kind::Share, Unit::Percent) => Unit::Points,
                    (Kind::Year, _) => Unit::Time(Time::Years),
                    (_, unit) => unit.clone(),
                };
                if self.unit == later.unit {
                    return Some((y.minus(x)?, unit));
                }
                // In the unit of one of the two, where that comes out even.
                let base = based(y, &later.unit)?.minus(based(x, &self.unit)?)?;
                let even = |unit: &Unit| {
                    let (_, times, power) = unit.base();
                    let value = base.shifted(-power)?;
                    let even = times == 1 || (value.scale() == 0 && value.mantissa() % times == 0);
                    even.then(|| {
                        (if times == 1 { value } else { Decimal::new(value.mantissa() / times, 0) }, unit.clone())
                    })
                };
                even(&later.unit).or_else(|| even(&self.unit))
            }
            (Value::Date(x), Value::Date(y)) => {
                x.until(y).map(|(count, unit)| (Decimal::new(count, 0), Unit::Time(unit)))
            }
            _ => None,
        }
    }
}

fn based(value: Decimal, unit: &Unit) -> Option<Decimal> {
    let (_, times, power) = unit.base();
    value.times(times)?.shifted(power)
}

fn same((x, unit): (Decimal, &Unit), (y, other): (Decimal, &Unit)) -> bool {
    if unit == other {
        return x == y;
    }
    let comparable = unit.base().0 == other.base().0;
    comparable && based(x, unit).zip(based(y, other)).is_some_and(|(x, y)| x == y)
}

/// The quantities in a text as a reader sees it, with their places. Numbers of labels, references, files, journals and
/// pages are none, and neither is what can't be read with certainty.
pub fn amounts(text: &str) -> Vec<(Span, Amount)> {
    amounts_in(text, Notation::of(text))
}

/// Whether there may be a quantity in a text: a digit, or a word for a number.
pub(super) fn may_count(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        || text
            .split(|letter: char| !letter.is_alphabetic())
            .any(|word| number_word(word).or_else(|| times(word)).is_some())
}

/// The quantities in a text that writes its numbers as told.
pub(super) fn amounts_in(text: &str, notation: Notation) -> Vec<(Span, Amount)> {
    /// No more stands in front of the first digit of a quantity, in bytes.
    const LEAD: usize = 64;
    let mut found: Vec<(Span, Amount)> = Vec::new();
    let mut at = 0;
    // Where the next digit stands: words far in front of it belong to no number.
    let mut digit = 0;
    // Where the last label or reference ended, and the last number that stands alone.
    let (mut label_end, mut bare_end) = (None, None);
    while let Some(first) = text[at..].chars().next() {
        if digit <= at {
            let ahead = text.bytes().skip(at).position(|byte| byte.is_ascii_digit());
            digit = ahead.map_or(usize::MAX, |ahead| at + ahead + usize::from(ahead == 0));
        }
        let near = first.is_ascii_digit() || digit <= at.saturating_add(LEAD);
        let end = if near { quantity(text, at, 0).0 } else { at };
        if end == at {
            let stop = alphanumeric_end(text, at).max(at + first.len_utf8());
            if let Some((end, amount)) = spelled(text, at) {
                found.push((Span::new(at, end), amount));
                at = end;
            } else {
                at = stop;
            }
            continue;
        }
        let place = context::Place { text, start: at, end, label_end };
        match read(&text[at..end], notation) {
            Some(read) if read.is_bare && (place.is_label() || place.is_cut()) => label_end = Some(end),
            Some(read) => {
                if let Some(amount) = accepted(read, place, notation) {
                    found.push((Span::new(at, end), amount));
                }
                // "22 59 79 100": a telephone number, or what else has its digits in groups.
                let alone = found.last().is_some_and(|(span, amount)| {
                    span.end as usize == end && amount.kind == Kind::Count && amount.unit == Unit::One
                });
                if alone && bare_end.is_some_and(|before: usize| text[before..at].chars().all(hidden::is_blank)) {
                    let is_group = |span: &Span| bare_end.is_some_and(|before| span.end as usize == before);
                    found.pop();
                    found.pop_if(|(span, _)| is_group(span));
                }
                bare_end = alone.then_some(end).or(bare_end.filter(|_| false));
            }
            None => label_end = Some(end),
        }
        at = end;
    }
    found
}

/// A text that is one quantity from end to end, as the cell of a table is; nothing around it tells what it is, so a number
/// with a point is a number here.
pub(super) fn whole(text: &str, notation: Notation) -> Option<Amount> {
    let text = text.trim();
    let (end, _) = quantity(text, 0, 0);
    if let Some((length, amount)) = spelled(text, 0) {
        let rest = text[length..].trim();
        return (rest.is_empty() || rest == amount.noun).then_some(amount);
    }
    let mut read = read(text.get(..end)?, notation)?;
    let rest = text[end..].trim();
    if !rest.is_empty() {
        read.amount.noun = noun(text, end)?;
        let single = rest.trim_end_matches('.').chars().all(char::is_alphabetic);
        return (single && read.is_bare).then_some(read.amount);
    }
    Some(read.amount)
}

/// The amount, where what stands around it does not say that it is none.
fn accepted(read: Read, place: context::Place<'_>, notation: Notation) -> Option<Amount> {
    let Read { mut amount, is_bare, is_pointed } = read;
    if amount.kind == Kind::Year && place.is_in_journal() {
        return None;
    }
    let noun = noun(place.text, place.end);
    if !is_bare {
        if amount.kind == Kind::Count {
            amount.noun = noun.unwrap_or_default();
        }
        return Some(amount);
    }
    if is_pointed && !(notation == Notation::Point && noun.is_some()) {
        return None;
    }
    if amount.kind == Kind::Year && matches!(amount.value, Value::Number(_)) && place.is_counted(noun.as_deref()) {
        amount.kind = Kind::Count;
    }
    if amount.kind == Kind::Count {
        amount.noun = noun.unwrap_or_default();
    }
    Some(amount)
}

/// The noun, or what stands in front of it, that is counted by a number that ends at `end`.
fn noun(text: &str, end: usize) -> Option<String> {
    let rest = text[end..].trim_start_matches(hidden::is_blank);
    let word = unit::word(rest);
    let counted = rest.len() < text.len() - end
        && word.chars().count() > 1
        && word.starts_with(char::is_lowercase)
        && class_of(word) == Class::Content;
    counted.then(|| word.to_lowercase())
}

/// A number written as a word with what it counts: "dwa lata", "five million euro", "trzech partnerów".
fn spelled(text: &str, at: usize) -> Option<(usize, Amount)> {
    if text[..at].ends_with(|before: char| before.is_alphanumeric() || is_dash(before)) {
        return None;
    }
    let end = letters_end(text, at);
    if let Some(times) = times(&text[at..end]) {
        return Some((end, Amount::of(Value::Number(Decimal::new(times, 0)), Unit::Times)));
    }
    let value = number_word(&text[at..end])?;
    let rest = text[end..].trim_start_matches(hidden::is_blank);
    let next = text.len() - rest.len();
    if next == end || context::is_fraction(rest) {
        return None;
    }
    let mut value = Decimal::new(value, 0);
    let mut stop = end;
    let mut at_unit = next;
    if let Some((power, length)) = unit::scale(rest) {
        value = value.shifted(power as i8)?;
        stop = next + length;
        stop += usize::from(text[stop..].starts_with('.') && rest.starts_with("tys"));
        at_unit = text.len() - text[stop..].trim_start_matches(hidden::is_blank).len();
    }
    if let Some((unit, length)) = unit::unit(&text[at_unit..]).filter(|(_, length)| *length > 1) {
        return Some((at_unit + length, Amount::of(Value::Number(value), unit)));
    }
    let is_ten = text[at..end].eq_ignore_ascii_case("ten");
    let noun = noun(text, stop)?;
    (!is_ten).then(|| (stop, Amount { noun, ..Amount::of(Value::Number(value), Unit::One) }))
}

#[rustfmt::skip]
const NUMBER_WORDS: &[(i64, &[&str])] = &[
    (2, &["dwa", "dwie", "dwóch", "dwu", "dwom", "dwóm", "dwoma", "dwiema", "two"]),
    (3, &["trzy", "trzech", "trzem", "trzema", "three"]),
    (4, &["cztery", "czterech", "czterem", "czterema", "four"]),
    (5, &["pięć", "pięciu", "pięcioma", "five"]),
    (6, &["sześć", "sześciu", "sześcioma", "six"]),
    (7, &["siedem", "siedmiu", "siedmioma", "seven"]),
    (8, &["osiem", "ośmiu", "ośmioma", "eight"]),
    (9, &["dziewięć", "dziewięciu", "dziewięcioma", "nine"]),
    (10, &["dziesięć", "dziesięciu", "dziesięcioma", "ten"]),
];

/// How many times: "dwukrotnie", "trzykrotny".
fn times(word: &str) -> Option<i64> {
    let stem = &word[..word.find("krotn")?];
    let stems = ["dwu", "trzy", "cztero", "pięcio", "sześcio", "siedmio", "ośmio", "dziewięcio", "dziesięcio"];
    stems.iter().position(|it| stem.to_lowercase() == *it).map(|at| at as i64 + 2)
}

fn number_word(word: &str) -> Option<i64> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    let may_begin = matches!(first, b'd' | b't' | b'c' | b'p' | b's' | b'o' | b'f' | b'e' | b'n');
    if word.len() < 3 || word.len() > 16 || !may_begin {
        return None;
    }
    let low = word.to_lowercase();
    NUMBER_WORDS.iter().find(|(_, words)| words.contains(&low.as_str())).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quantity in short: kind, value and unit.
    fn told(amount: &Amount) -> String {
        let number = |it: Decimal| it.to_f64().to_string();
        let value = match amount.value {
            Value::Number(value) => number(value),
            Value::Range(from, to) => format!("{}..{}", number(from), number(to)),
            Value::Date(date) => date.iso(),
            Value::Dates(from, to) => format!("{}..{}", from.iso(), to.iso()),
        };
        let kind = format!("{:?}", amount.kind).to_lowercase();
        [kind.as_str(), &value, amount.unit.code(), &amount.noun]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn holds(cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            let found: Vec<String> = amounts(text).iter().map(|(_, amount)| told(amount)).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn amounts_of_money_are_read_with_their_scale() {
        holds(&[
            ("Nakłady wyniosą 12,5 mln zł.", &["money 12500000 zł"]),
            ("kwota 12 mln 500 tys. zł", &["money 12500000 zł"]),
            ("1 mln zł albo 1 000 000 zł", &["money 1000000 zł", "money 1000000 zł"]),
            ("1 234 567,89 zł i 1\u{a0}200 PLN", &["money 1234567.89 zł", "money 1200 zł"]),
            ("budżet 1.200.000 zł", &["money 1200000 zł"]),
            ("w kwocie 1,2 mld euro i 350 tys. EUR", &["money 1200000000 EUR", "money 350000 EUR"]),
            ("a budget of EUR 12 million and €5.5 million", &["money 12000000 EUR", "money 5500000 EUR"]),
            ("the sum of PLN 1,234,567.50 was paid", &["money 1234567.5 zł"]),
            ("dwa miliony złotych, pięć tys. zł", &["money 2000000 zł", "money 5000 zł"]),
            ("50 gr, 20 zł/os.", &["money 50 gr", "measure 20 zł/os"]),
            ("od 2,5-3,5 mln zł rocznie", &["money 2500000..3500000 zł"]),
        ]);
    }

    #[test]
    fn per_cent_and_points_are_told_apart() {
        holds(&[
            ("wzrost o 2,5% i o 1,2 p.p.", &["share 2.5 %", "points 1.2 p.p."]),
            ("2,5 proc., 3 procent, 5 %", &["share 2.5 %", "share 3 %", "share 5 %"]),
            ("o 3 pkt proc. i o 2 punkty procentowe", &["points 3 p.p.", "points 2 p.p."]),
            ("by 3 percentage points to 12 per cent", &["points 3 p.p.", "share 12 %"]),
            ("spadek o (-3,1%), 5‰, 10–15%", &["share -3.1 %", "share 5 ‰", "share 10..15 %"]),
            ("25-procentowy udział", &["share 25 %"]),
            ("trzy procent, dwa punkty procentowe", &["share 3 %", "points 2 p.p."]),
        ]);
    }

    #[test]
    fn dates_years_and_durations_are_told_apart() {
        holds(&[
            ("do 31 grudnia 2027 r.", &["date 2027-12-31"]),
            ("do 31.12.2027 albo 2027-12-31", &["date 2027-12-31", "date 2027-12-31"]),
            ("by 31 December 2027 or May 5, 2028", &["date 2027-12-31", "date 2028-05-05"]),
            ("w IV kwartale 2027 r., od grudnia 2027 r.", &["date 2027-Q4", "date 2027-12"]),
            ("w 2030 r., w roku 2027, 2025", &["year 2030", "year 2027", "year 2025"]),
            ("w latach 2021–2027", &["year 2021..2027"]),
            ("rok szkolny 2020/2021", &["year 2020..2021"]),
            ("przez 24 miesiące i dwa lata, 30 dni", &["duration 24 months", "duration 2 years", "duration 30 days"]),
            ("20-letni plan, six months", &["duration 20 years", "duration 6 months"]),
            ("ten days and ten projekt", &["duration 10 days"]),
        ]);
    }

    #[test]
    fn counts_stand_with_their_nouns() {
        holds(&[
            ("wsparcie dla 36 gmin i 1 234 firm", &["count 36 gmin", "count 1234 firm"]),
            ("31 400 osób, 5 tys. osób i 12 500", &["count 31400 osób", "count 5000 osób", "count 12500"]),
            ("wzrósł dwukrotnie, trzykrotny wzrost", &["count 2 ×", "count 3 ×"]),
            ("trzech partnerów i dwie uczelnie", &["count 3 partnerów", "count 2 uczelnie"]),
            ("objęto 2020 osób, a w 2020 powstanie", &["count 2020 osób", "year 2020"]),
            ("the 1,234 companies in the region", &["count 1234 companies"]),
            ("wynosi 1,234 w regionie", &["count 1.234"]),
            ("o mocy 5 MW i 2,5 ha, 15 µg/m³", &["measure 5 MW", "measure 2.5 ha", "measure 15 µg/m³"]),
            ("1,234", &[]),
        ]);
    }

    #[test]
    fn numbers_that_only_name_are_none() {
        holds(&[
            ("zob. rozdz. 2.4, art. 5 ust. 2 i § 12a", &[]),
            ("w rozdziale 3, artykułu 5, załączniku nr 1, tabeli 3", &[]),
            ("Działania 1.2 i 3.3, cel operacyjny 1.2, cele 1 i 2", &[]),
            ("Priorytet 3 zakłada, etap 2, wersja 3", &[]),
            ("uchwała nr XXIX/342/21 (Dz. U. z 2020 r. poz. 1057)", &[]),
            ("(Dz.U. 2016 poz. 283), rozporządzenie (UE) 2021/1060", &[]),
            ("Działanie II.3, etapy I–III, znak RR-I.044.1.2020", &[]),
            ("COVID-19, CO2, 5G, B2B, 2. edycja, ISO 9001", &[]),
            ("tel. 22 59 79 100, 03-719 Warszawa", &[]),
            ("obszar Natura 2000, Strategia „Europa 2020”, Horyzont 2020", &[]),
            ("s. 15, str. 12, 1:2, godz. 12:30", &[]),
            ("ten program i dwie trzecie gmin", &[]),
            ("w GZM 41 gmin, tabeli 3 i 36 firm", &["count 41 gmin", "count 36 firm"]),
        ]);
    }

    #[test]
    fn the_same_value_is_the_same_in_other_words() {
        let of = |text: &str| amounts(text).pop().expect("an amount").1;
        for (x, y) in [
            ("kwota 1 mln zł", "kwota 1 000 000 zł"),
            ("udział 2,5%", "udział 2,5 proc."),
            ("do 31.12.2027", "do 31 grudnia 2027 r."),
            ("w 2 lata", "w 24 miesiące"),
            ("moc 1,5 MW", "moc 1500 kW"),
            ("kwota 0,50 zł", "kwota 50 gr"),
        ] {
            assert!(of(x).is_same(&of(y)), "{x} {y}");
        }
        for (x, y) in [
            ("ma 1,5 punktu", "ma 15 punktu"),
            ("o 2,5%", "o 2,5 p.p."),
            ("kwota 5 zł", "kwota 5 EUR"),
            ("w 30 dni", "w 1 miesiąc"),
            ("od 10–15%", "od 10–16%"),
        ] {
            assert!(!of(x).is_same(&of(y)), "{x} {y}");
        }
    }

    #[test]
    fn differences_have_the_unit_that_they_need() {
        let of = |text: &str| amounts(text).pop().expect("an amount").1;
        let between = |x: &str, y: &str| {
            of(x).difference(&of(y)).map(|(value, unit)| format!("{} {}", value.to_f64(), unit.code()))
        };
        for (x, y, expected) in [
            ("2,5%", "3,1%", Some("0.6 p.p.")),
            ("o 2 p.p.", "o 1,5 p.p.", Some("-0.5 p.p.")),
            ("12,5 mln zł", "13 mln zł", Some("500000 zł")),
            ("w 2027 r.", "w 2030 r.", Some("3 years")),
            ("31.12.2027", "30.06.2028", Some("182 days")),
            ("18 miesięcy", "2 lata", Some("6 months")),
            ("1 MW", "1500 kW", Some("500 kW")),
            ("36 gmin", "41 gmin", Some("5 ")),
            ("2%", "2 p.p.", None),
            ("5 zł", "5 EUR", None),
            ("10–15%", "10–20%", None),
        ] {
            assert_eq!(between(x, y).as_deref(), expected, "{x} {y}");
        }
    }

    #[test]
    fn a_cell_is_one_quantity_or_none() {
        let of = |text: &str| whole(text, Notation::Comma).map(|amount| told(&amount));
        for (text, expected) in [
            ("1,85", Some("count 1.85")),
            ("1.85", Some("count 1.85")),
            ("31 400", Some("count 31400")),
            ("2,5%", Some("share 2.5 %")),
            ("36 gmin", Some("count 36 gmin")),
            ("2019", Some("year 2019")),
            ("31.12.2027", Some("date 2027-12-31")),
            ("2,5% w 2019 r.", None),
            ("bd.", None),
            ("", None),
            ("CO2", None),
            ("1.2.3", None),
        ] {
            assert_eq!(of(text).as_deref(), expected, "{text}");
        }
    }
}
