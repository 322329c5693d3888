//! Units of quantities: the words that name them, what they measure, and by which factor they differ.

use super::token::letters_end;

/// What a quantity is measured in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Nothing but the number is written, or a noun behind it.
    One,
    /// How many times ("dwukrotnie").
    Times,
    /// Per cent.
    Percent,
    /// Per mille.
    PerMille,
    /// Percentage points.
    Points,
    /// Money, by the sign or code of the currency ("zł", "EUR").
    Money(&'static str),
    /// Time.
    Time(Time),
    /// A physical unit as it is written ("kWh"), or one over another ("zł/os").
    Measure(String),
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are words")]
pub enum Time {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// Scales by the power of ten that they stand for.
#[rustfmt::skip]
const SCALES: &[(u8, &[&str])] = &[
    (3, &["tys", "tysiąc", "tysiąca", "tysiące", "tysięcy", "thousand"]),
    (6, &["mln", "milion", "miliona", "miliony", "milionów", "million"]),
    (9, &["mld", "miliard", "miliarda", "miliardy", "miliardów", "billion", "bn"]),
    (12, &["bln"]),
];

#[rustfmt::skip]
const MONEY: &[(&str, &[&str])] = &[
    ("zł", &["zł", "złoty", "złote", "złotego", "złotych", "PLN"]),
    ("EUR", &["EUR", "euro", "€"]),
    ("USD", &["USD", "$"]),
    ("GBP", &["GBP", "£"]),
    ("CHF", &["CHF"]),
    ("gr", &["gr"]),
];

#[rustfmt::skip]
const SHARES: &[(Unit, &[&str])] = &[
    (Unit::Percent, &["%", "procent", "procenta", "percent", "per cent", "proc"]),
    (Unit::PerMille, &["‰"]),
    (Unit::Points, &[
        "p.p", "p. p", "p. p.", "pp", "pkt proc", "pkt. proc", "punkt procentowy", "punktu procentowego", "punkty procentowe",
        "punktów procentowych", "percentage point", "percentage points",
    ]),
];

#[rustfmt::skip]
const TIMES: &[(Time, &[&str])] = &[
    (Time::Minutes, &["minut", "minuty", "minutach", "minutes"]),
    (Time::Hours, &["godzin", "godzinę", "godziny", "godzinach", "godz", "hours"]),
    (Time::Days, &["dzień", "dni", "dniach", "dniami", "day", "days"]),
    (Time::Weeks, &["tydzień", "tygodnie", "tygodni", "tygodniach", "week", "weeks"]),
    (Time::Months, &["miesiąc", "miesiąca", "miesiące", "miesięcy", "miesiącach", "mies", "month", "months"]),
    (Time::Years, &["lat", "lata", "latach", "latami", "year", "years"]),
];

/// Physical units: what they measure, and the power of ten by which they stand above its base.
#[rustfmt::skip]
const MEASURES: &[(&str, &str, i8)] = &[
    ("mm", "m", -3), ("cm", "m", -2), ("m", "m", 0), ("km", "m", 3),
    ("m²", "m²", 0), ("m2", "m²", 0), ("ha", "m²", 4), ("km²", "m²", 6), ("km2", "m²", 6),
    ("m³", "m³", 0), ("m3", "m³", 0), ("l", "m³", -3),
    ("µg", "g", -6), ("g", "g", 0), ("kg", "g", 3), ("t", "g", 6), ("Mg", "g", 6), ("ton", "g", 6), ("tony", "g", 6),
    ("kW", "W", 3), ("MW", "W", 6), ("GW", "W", 9),
    ("kWh", "Wh", 3), ("MWh", "Wh", 6), ("GWh", "Wh", 9), ("TWh", "Wh", 12),
    ("kWp", "Wp", 3), ("MWp", "Wp", 6),
    ("GJ", "J", 9), ("TJ", "J", 12), ("PJ", "J", 15),
    ("kV", "V", 3), ("Mb", "b", 6), ("Gb", "b", 9), ("MB", "B", 6), ("GB", "B", 9), ("TB", "B", 12),
    ("°C", "°C", 0), ("° C", "°C", 0)
];

/// Adjectives of a number ("20-letni"): how they begin, and the unit in them.
const ADJECTIVES: &[(&str, Unit)] = &[
    ("let", Unit::Time(Time::Years)),
    ("lec", Unit::Time(Time::Years)),
    ("roczn", Unit::Time(Time::Years)),
    ("miesi", Unit::Time(Time::Months)),
    ("tygodn", Unit::Time(Time::Weeks)),
    ("dni", Unit::Time(Time::Days)),
    ("godzin", Unit::Time(Time::Hours)),
    ("minut", Unit::Time(Time::Minutes)),
    ("procent", Unit::Percent),
    ("year", Unit::Time(Time::Years)),
    ("month", Unit::Time(Time::Months)),
    ("week", Unit::Time(Time::Weeks)),
    ("day", Unit::Time(Time::Days)),
    ("osob", Unit::One),
    ("krot", Unit::Times),
];

impl Unit {
    /// What two units must have in common to be measured against each other, and the factor from this unit to the base
    /// of that: a multiple and a power of ten.
    pub(super) fn base(&self) -> (&str, i64, i8) {
        match self {
            Unit::One => ("", 1, 0),
            Unit::Times => ("×", 1, 0),
            Unit::Percent => ("%", 1, 0),
            Unit::PerMille => ("%", 1, -1),
            Unit::Points => ("p.p.", 1, 0),
            Unit::Money("gr") => ("zł", 1, -2),
            Unit::Money(currency) => (currency, 1, 0),
            Unit::Time(Time::Minutes) => ("minute", 1, 0),
            Unit::Time(Time::Hours) => ("minute", 60, 0),
            Unit::Time(Time::Days) => ("day", 1, 0),
            Unit::Time(Time::Weeks) => ("day", 7, 0),
            Unit::Time(Time::Months) => ("month", 1, 0),
            Unit::Time(Time::Years) => ("month", 12, 0),
            Unit::Measure(written) => match MEASURES.iter().find(|(unit, ..)| unit == written) {
                Some((_, base, power)) => (base, 1, *power),
                None => (written, 1, 0),
            },
        }
    }

    /// Its sign or code, the same in all languages.
    pub fn code(&self) -> &str {
        match self {
            Unit::One => "",
            Unit::Times => "×",
            Unit::Percent => "%",
            Unit::PerMille => "‰",
            Unit::Points => "p.p.",
            Unit::Money(currency) => currency,
            Unit::Time(Time::Minutes) => "minutes",
            Unit::Time(Time::Hours) => "hours",
            Unit::Time(Time::Days) => "days",
            Unit::Time(Time::Weeks) => "weeks",
            Unit::Time(Time::Months) => "months",
            Unit::Time(Time::Years) => "years",
            Unit::Measure(written) => written,
        }
    }
}

/// The scale at the start of `text` as a power of ten, and its length.
pub(super) fn scale(text: &str) -> Option<(u8, usize)> {
    SCALES.iter().find_map(|(power, words)| Some((*power, longest(text, words)?)))
}

/// The unit at the start of `text`, and its length.
pub(super) fn unit(text: &str) -> Option<(Unit, usize)> {
    let shares = SHARES.iter().filter_map(|(unit, words)| Some((unit.clone(), longest(text, words)?)));
    let money = MONEY.iter().filter_map(|(code, words)| Some((Unit::Money(code), longest(text, words)?)));
    let times = TIMES.iter().filter_map(|(time, words)| Some((Unit::Time(*time), longest(text, words)?)));
    let measures =
        MEASURES.iter().filter_map(|(unit, ..)| Some((Unit::Measure((*unit).to_owned()), longest(text, &[unit])?)));
    let (unit, end) = shares.chain(money).chain(times).chain(measures).max_by_key(|(_, end)| *end)?;
    // "zł/os", "µg/m³", "MWh/rok"
    let Some(per) = text[end..].strip_prefix('/') else { return Some((unit, end)) };
    let over = per.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(per.len());
    if over == 0 {
        return Some((unit, end));
    }
    let whole = end + 1 + over;
    Some((Unit::Measure(format!("{}/{}", unit.code(), &per[..over])), whole))
}

/// The currency at the start of `text`, and its length.
pub(super) fn currency(text: &str) -> Option<(Unit, usize)> {
    MONEY.iter().find_map(|(code, words)| Some((Unit::Money(code), longest(text, words)?)))
}

/// The unit in the adjective behind a number and a dash ("20-letni").
pub(super) fn adjective(text: &str) -> Option<Unit> {
    ADJECTIVES.iter().find(|(stem, _)| text.starts_with(stem)).map(|(_, unit)| unit.clone())
}

/// The length of the longest of `words` that `text` starts with as a whole word.
fn longest(text: &str, words: &[&str]) -> Option<usize> {
    let fits = |word: &&&str| {
        text.starts_with(**word)
            && !(word.ends_with(char::is_alphabetic) && text[word.len()..].starts_with(char::is_alphanumeric))
    };
    words.iter().filter(fits).map(|word| word.len()).max()
}

/// The word at the start of `text`.
pub(super) fn word(text: &str) -> &str {
    &text[..letters_end(text, 0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_of_a_quantity_is_understood() {
        for word in super::super::quantity::units() {
            let known = scale(word).map(|(_, length)| length).or_else(|| unit(word).map(|(_, length)| length));
            let counted = matches!(word, "os" | "szt" | "°");
            assert!(counted || known == Some(word.len()), "{word}");
        }
    }
}
