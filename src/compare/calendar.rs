//! Dates as texts write them: "31 grudnia 2027 r.", "31.12.2027", "IV kwartał 2027 r.", "May 5, 2028", "2021–2027".

use super::unit::Time;

/// A date, as exact as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The year; `None` where it is not written ("do 31 maja").
    pub year: Option<u16>,
    /// Which part of the year.
    pub part: Part,
}

/// A part of a year, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are words")]
pub enum Part {
    Whole,
    Half(u8),
    Quarter(u8),
    Month(u8),
    Day { month: u8, day: u8 },
}

/// The beginnings of the names of months, in both languages.
const MONTHS: [&[&str]; 12] = [
    &["stycz", "jan"],
    &["lut", "feb"],
    &["mar"],
    &["kwie", "apr"],
    &["maj", "may"],
    &["czerw", "jun"],
    &["lip", "jul"],
    &["sierp", "aug"],
    &["wrze", "sep"],
    &["paździer", "oct"],
    &["listop", "nov"],
    &["grud", "dec"],
];

impl Date {
    /// Reads a date, or two that a hyphen joins; blanks are spaces and dashes are hyphens.
    pub(super) fn read(text: &str) -> Option<(Date, Option<Date>)> {
        let plain = without_year_word(text);
        if let Some(date) = in_figures(plain) {
            return Some((date, None));
        }
        if let Some(years) = years(plain) {
            return Some(years);
        }
        let words: Vec<&str> = plain.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let (date, to) = match words.as_slice() {
            [day, month] if is_number(day) => (of_day(None, day, month)?, None),
            [from_to, month] if month_of(month).is_some() && from_to.contains('-') => of_days(None, from_to, month)?,
            [from_to, month, written] if from_to.contains('-') => of_days(Some(year(written)?), from_to, month)?,
            [month, written] if month_of(month).is_some() => {
                (Date { year: Some(year(written)?), part: Part::Month(month_of(month)?) }, None)
            }
            [month, day, written] if month_of(month).is_some() => (of_day(Some(year(written)?), day, month)?, None),
            [day, month, written] if month_of(month).is_some() => (of_day(Some(year(written)?), day, month)?, None),
            [ordinal, period, written] => (of_period(ordinal, period, year(written)?)?, None),
            _ => return None,
        };
        Some((date, to))
    }

    /// The year, where the date is a year and nothing more.
    pub(super) fn only_year(self) -> Option<u16> {
        self.year.filter(|_| self.part == Part::Whole)
    }

    /// How much later another date of the same exactness is.
    pub(super) fn until(self, later: Date) -> Option<(i64, Time)> {
        let (from, to) = (i64::from(self.year?), i64::from(later.year?));
        let months = |date: Date, year: i64| match date.part {
            Part::Whole => None,
            Part::Half(half) => Some(year * 12 + i64::from(half) * 6),
            Part::Quarter(quarter) => Some(year * 12 + i64::from(quarter) * 3),
            Part::Month(month) => Some(year * 12 + i64::from(month)),
            Part::Day { .. } => None,
        };
        match (self.part, later.part) {
            (Part::Day { month, day }, Part::Day { month: later_month, day: later_day }) => {
                Some((days(to, later_month, later_day) - days(from, month, day), Time::Days))
            }
            (x, y) if std::mem::discriminant(&x) == std::mem::discriminant(&y) => {
                Some((months(later, to)? - months(self, from)?, Time::Months))
            }
            _ => None,
        }
    }

    /// The date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, quarters and halves as `YYYY-Q4` and `YYYY-H1`, without its year
    /// as `--MM-DD`.
    pub fn iso(self) -> String {
        let year = self.year.map_or("-".to_owned(), |year| format!("{year:04}"));
        match self.part {
            Part::Whole => year,
            Part::Half(half) => format!("{year}-H{half}"),
            Part::Quarter(quarter) => format!("{year}-Q{quarter}"),
            Part::Month(month) => format!("{year}-{month:02}"),
            Part::Day { month, day } => format!("{year}-{month:02}-{day:02}"),
        }
    }
}

fn without_year_word(text: &str) -> &str {
    let words = [" r.", " rok", " roku", " rokiem", "r."];
    words.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text)
}

/// "31.12.2027", "2027-12-31"
fn in_figures(text: &str) -> Option<Date> {
    let of = |year_: &str, month: &str, day: &str| {
        let (month, day) = (small(month, 12)?, small(day, 31)?);
        Some(Date { year: Some(year(year_)?), part: Part::Day { month, day } })
    };
    match text.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] => return of(year, month, day),
        [_] => {}
        _ => return None,
    }
    match text.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] if month.len() == 2 && day.len() == 2 => of(year, month, day),
        _ => None,
    }
}

/// "2027", "2021-2027", "2020/2021"
fn years(text: &str) -> Option<(Date, Option<Date>)> {
    let of = |text: &str| Some(Date { year: Some(year(text.trim())?), part: Part::Whole });
    if let Some((from, to)) = text.split_once('-') {
        let (from, to) = (of(from)?, of(to)?);
        return (from.year < to.year).then_some((from, Some(to)));
    }
    if let Some((from, to)) = text.split_once('/') {
        let (from, to) = (of(from)?, of(to)?);
        // "2021/1060" and "2013/2014" are told apart by the year that follows.
        return (from.year.map(|year| year + 1) == to.year).then_some((from, Some(to)));
    }
    Some((of(text)?, None))
}

fn year(text: &str) -> Option<u16> {
    let fits = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    text.parse().ok().filter(|_| fits && is_number(text))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn small(text: &str, most: u8) -> Option<u8> {
    text.parse().ok().filter(|value| (1..=most).contains(value) && is_number(text))
}

fn month_of(word: &str) -> Option<u8> {
    let low = word.to_lowercase();
    let at = MONTHS.iter().position(|names| names.iter().any(|name| low.starts_with(name)))?;
    Some(at as u8 + 1)
}

fn of_day(year: Option<u16>, day: &str, month: &str) -> Option<Date> {
    Some(Date { year, part: Part::Day { month: month_of(month)?, day: small(day, 31)? } })
}

fn of_days(year: Option<u16>, days: &str, month: &str) -> Option<(Date, Option<Date>)> {
    let (from, to) = days.split_once('-')?;
    Some((of_day(year, from, month)?, Some(of_day(year, to, month)?)))
}

fn of_period(ordinal: &str, period: &str, year: u16) -> Option<Date> {
    let count = match ordinal.trim_end_matches('.') {
        "I" | "1" => 1,
        "II" | "2" => 2,
        "III" | "3" => 3,
        "IV" | "4" => 4,
        _ => return None,
    };
    let part = match period {
        period if period.starts_with("kw") => Part::Quarter(count),
        period if period.starts_with("półro") && count <= 2 => Part::Half(count),
        _ => return None,
    };
    Some(Date { year: Some(year), part })
}

/// Days since a day long past.
fn days(year: i64, month: u8, day: u8) -> i64 {
    // The year begins in March, so that the day of a leap year is its last one.
    let (year, month) = if month > 2 { (year, i64::from(month) - 3) } else { (year - 1, i64::from(month) + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_their_forms() {
        for (text, expected) in [
            ("31 grudnia 2027 r.", "2027-12-31"),
            ("31.12.2027", "2027-12-31"),
            ("31.12.2027 r.", "2027-12-31"),
            ("2027-12-31", "2027-12-31"),
            ("December 31, 2027", "2027-12-31"),
            ("5 May 2028", "2028-05-05"),
            ("31 maja", "--05-31"),
            ("grudnia 2027 r.", "2027-12"),
            ("March 2027", "2027-03"),
            ("IV kwartale 2027 r.", "2027-Q4"),
            ("I półroczu 2028 r.", "2028-H1"),
            ("2030 roku", "2030"),
            ("2030", "2030"),
        ] {
            assert_eq!(
                Date::read(text).map(|(date, to)| (date.iso(), to)),
                Some((expected.to_owned(), None)),
                "{text}"
            );
        }
        for (text, from, to) in
            [("2021-2027", "2021", "2027"), ("2020/2021", "2020", "2021"), ("1-5 maja", "--05-01", "--05-05")]
        {
            let read = Date::read(text).and_then(|(from, to)| Some((from.iso(), to?.iso())));
            assert_eq!(read, Some((from.to_owned(), to.to_owned())), "{text}");
        }
        for text in ["2021/1060", "32 maja", "2027-2021", "31.13.2027", "5", "V kwartał 2027 r.", "1.2.3"] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_apart_by_days_or_months() {
        let until = |from, to| {
            let read = |text| Date::read(text).expect("a date").0;
            read(from).until(read(to))
        };
        assert_eq!(until("31.12.2027", "30.06.2028"), Some((182, Time::Days)));
        assert_eq!(until("28.02.2024", "1.03.2024"), Some((2, Time::Days)));
        assert_eq!(until("28.02.2023", "1.03.2023"), Some((1, Time::Days)));
        assert_eq!(until("grudnia 2027", "marca 2028"), Some((3, Time::Months)));
        assert_eq!(until("IV kwartał 2027", "I kwartał 2028"), Some((3, Time::Months)));
        assert_eq!(until("IV kwartał 2027", "marzec 2028"), None);
        assert_eq!(until("31 maja", "30 czerwca"), None);
    }
}
