//! How quantities are written: digits in groups, marks of decimals, scales, signs, ranges.

use super::amount::{Amount, Kind, Value};
use super::calendar::Date;
use super::decimal::Decimal;
use super::quantity::is_dash;
use super::unit::{self, Unit};
use crate::document::hidden;

/// How a text writes numbers of four to six digits whose mark could be one of thousands or of decimals ("1,234").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// A comma marks decimals.
    Comma,
    /// A point marks decimals.
    Point,
    /// It can't be told: such a number is no amount.
    Unknown,
    /// The text is in another language, whose dates and units are not known: nothing in it is read.
    Foreign,
}

impl Notation {
    /// By the language of the text: words that only join, then letters that only Polish has.
    pub(super) fn of(text: &str) -> Self {
        /// Enough to tell a language, in words.
        const SIGHT: usize = 400;
        let count = |words: &[&str]| text.split_whitespace().take(SIGHT).filter(|word| words.contains(word)).count();
        let english = count(&["the", "of", "and", "to", "in", "by", "for", "is", "are", "was", "at"]);
        let french = ["le", "la", "les", "des", "du", "et", "de", "une", "dans", "par", "pour", "au", "aux", "est"];
        let german = ["der", "die", "das", "und", "ist", "nicht", "mit", "für", "des", "den", "von", "auf", "im"];
        let foreign = count(&french).max(count(&german));
        let polish = count(&["i", "w", "z", "na", "do", "oraz", "się", "o", "od", "jest", "dla", "ze", "po"]);
        if foreign > english.max(polish) {
            return Notation::Foreign;
        }
        match english.cmp(&polish) {
            std::cmp::Ordering::Greater => Notation::Point,
            std::cmp::Ordering::Less => Notation::Comma,
            std::cmp::Ordering::Equal if text.contains(['ą', 'ć', 'ę', 'ł', 'ń', 'ó', 'ś', 'ź', 'ż']) => {
                Notation::Comma
            }
            std::cmp::Ordering::Equal => Notation::Unknown,
        }
    }
}

/// A quantity as it was read.
pub(super) struct Read {
    pub(super) amount: Amount,
    /// It is nothing but digits, so that it may be something else.
    pub(super) is_bare: bool,
    /// It is written with a point as the only mark ("1.2").
    pub(super) is_pointed: bool,
}

/// Reads what [`quantity`] found.
pub(super) fn read(source: &str, notation: Notation) -> Option<Read> {
    let text = folded(source);
    if let Some(value) = Date::read(&text) {
        let year = |date: Date| date.only_year().map(|year| Decimal::new(i64::from(year), 0));
        let (kind, value) = match value {
            (date, None) => match year(date) {
                Some(number) => (Kind::Year, Value::Number(number)),
                None => (Kind::Date, Value::Date(date)),
            },
            (from, Some(to)) => match (year(from), year(to)) {
                (Some(from), Some(to)) => (Kind::Year, Value::Range(from, to)),
                _ => (Kind::Date, Value::Dates(from, to)),
            },
        };
        let is_bare = text.bytes().all(|byte| byte.is_ascii_digit());
        let amount = Amount { kind, value, unit: Unit::One, noun: String::new() };
        return Some(Read { amount, is_bare, is_pointed: false });
    }
    let mut reader = Reader { rest: &text, notation };
    let currency = unit::currency(&text);
    if let Some((_, length)) = &currency {
        reader.skip(*length);
    }
    let sign = reader.sign();
    let is_bare = reader.rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.'));
    let is_pointed = is_bare && reader.rest.contains('.');
    let (from, unit) = reader.quantity()?;
    let to = match reader.take("-") {
        true if reader.rest.starts_with(|digit: char| digit.is_ascii_digit()) => Some(reader.quantity()?),
        // "20-letni"
        true => {
            let unit = unit::adjective(reader.rest).filter(|_| unit == Unit::One)?;
            let amount = Amount::of(Value::Number(from.value), unit);
            return Some(Read { amount, is_bare: false, is_pointed: false });
        }
        false => None,
    };
    if !reader.rest.trim_matches(['.', ' ']).is_empty() {
        return None;
    }
    let (value, unit) = match to {
        None => (Value::Number(if sign { from.value.negated() } else { from.value }), unit),
        Some(_) if sign => return None,
        Some((to, to_unit)) => {
            // "2,5-3,5 mln zł": the unit and the scale of the second number are those of the first.
            let from_value = if from.power == 0 { from.value.shifted(to.power as i8)? } else { from.value };
            if unit != Unit::One && unit != to_unit || from_value.compare(to.value)? == std::cmp::Ordering::Greater {
                return None;
            }
            (Value::Range(from_value, to.value), to_unit)
        }
    };
    let unit = match currency {
        Some((currency, _)) if unit == Unit::One => currency,
        Some(_) => return None,
        None => unit,
    };
    Some(Read { amount: Amount::of(value, unit), is_bare: is_bare && to_is_none(&value), is_pointed })
}

fn to_is_none(value: &Value) -> bool {
    matches!(value, Value::Number(_))
}

/// Blanks of every kind as one space, dashes of every kind as a hyphen.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| *letter != '\u{ad}') {
        match letter {
            letter if hidden::is_blank(letter) => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            letter if is_dash(letter) => folded.push('-'),
            letter => folded.push(letter),
        }
    }
    folded
}

/// A number with its scale multiplied out.
struct Scaled {
    value: Decimal,
    power: u8,
}

/// What is left to read of a folded quantity.
struct Reader<'t> {
    rest: &'t str,
    notation: Notation,
}

impl Reader<'_> {
    fn skip(&mut self, length: usize) {
        self.rest = self.rest[length..].trim_start();
    }

    fn take(&mut self, mark: &str) -> bool {
        let found = self.rest.starts_with(mark);
        if found {
            self.skip(mark.len());
        }
        found
    }

    /// Whether the number is negative.
    fn sign(&mut self) -> bool {
        let minus = self.take("-");
        self.take("+");
        minus
    }

    /// A number, its scale, and its unit: "12,5 mln zł", "12 mln 500 tys. zł".
    fn quantity(&mut self) -> Option<(Scaled, Unit)> {
        let mut whole = self.scaled()?;
        if whole.power > 3 && self.rest.starts_with(|digit: char| digit.is_ascii_digit()) {
            let rest = self.scaled()?;
            if rest.power == 0 || rest.power >= whole.power {
                return None;
            }
            whole.value = whole.value.plus(rest.value)?;
        }
        let unit = unit::unit(self.rest).map(|(unit, length)| {
            self.skip(length);
            unit
        });
        Some((whole, unit.unwrap_or(Unit::One)))
    }

    fn scaled(&mut self) -> Option<Scaled> {
        let number = self.number()?;
        let Some((power, length)) = unit::scale(self.rest) else { return Some(Scaled { value: number, power: 0 }) };
        self.skip(length);
        self.take(".");
        Some(Scaled { value: number.shifted(power as i8)?, power })
    }

    /// Digits in groups, with decimals.
    fn number(&mut self) -> Option<Decimal> {
        let bytes = self.rest.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = 0;
        while digit(end)
            || matches!(bytes.get(end), Some(b'.' | b',')) && digit(end + 1)
            || bytes.get(end) == Some(&b' ') && (1..=3).all(|ahead| digit(end + ahead)) && !digit(end + 4)
        {
            end += 1;
        }
        let written = self.rest.get(..end)?;
        let value = self.read_number(written)?;
        self.skip(end);
        Some(value)
    }

    fn read_number(&self, written: &str) -> Option<Decimal> {
        let plain: String = written.chars().filter(|digit| *digit != ' ').collect();
        let marks: Vec<(usize, char)> = plain.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
        let (mark, grouped) = match marks.as_slice() {
            [] => (None, false),
            [(at, mark)] => (self.decimals(&plain, *at, *mark)?.then_some(*at), written.contains(' ')),
            // "1.234,5": the last one marks decimals.
            [first @ .., (at, last)] => {
                let groups = first.iter().all(|(_, mark)| *mark == first[0].1);
                (Some(*at).filter(|_| *last != first[0].1), !groups)
            }
        };
        let (whole, decimals) = mark.map_or((plain.as_str(), ""), |at| (&plain[..at], &plain[at + 1..]));
        let parts: Vec<&str> = whole.split(['.', ',']).collect();
        let fits =
            parts.len() == 1 || parts[1..].iter().all(|part| part.len() == 3) && (1..=3).contains(&parts[0].len());
        if !fits || grouped && parts.len() > 1 {
            return None;
        }
        let digits = parts.concat();
        // "03-719", "007"
        if digits.len() > 1 && digits.starts_with('0') {
            return None;
        }
        Decimal::of_digits(&digits, decimals)
    }

    /// Whether the only mark of a number stands in front of decimals; `None` where it can't be told.
    fn decimals(&self, plain: &str, at: usize, mark: char) -> Option<bool> {
        let groups = plain.len() - at - 1 == 3 && at <= 3 && !plain.starts_with('0');
        match (groups, self.notation, mark) {
            (false, ..) => Some(true),
            (true, Notation::Comma, ',') | (true, Notation::Point, '.') => Some(true),
            (true, Notation::Comma, _) | (true, Notation::Point, _) => Some(false),
            (true, Notation::Unknown | Notation::Foreign, _) => None,
        }
    }
}
