//! Quantities in the language of the page: as written where the text is in that language, else with its numbers, dates and
//! units.

use super::overview::text_language;
use crate::compare::{Amount, Decimal, Kind, Quantity, Time, Unit, Value as Amounts};
use crate::locale::{Language, Locale, NO_BREAK_SPACE, Value};
use crate::render::{Subject, guard};

/// A quantity with its unit.
pub(super) fn quantity(subject: &Subject<'_>, quantity: &Quantity) -> String {
    let told = if is_foreign(subject) { amount(subject.locale, &quantity.amount) } else { None };
    told.unwrap_or_else(|| guard::one_line(&quantity.text))
}

/// Whether the text is in another language than the page: its metadata say so, or, where they say nothing, its letters.
fn is_foreign(subject: &Subject<'_>) -> bool {
    let metadata = &subject.after.metadata;
    if metadata.get("lang").or_else(|| metadata.get("language")).is_some() {
        return text_language(subject).is_some();
    }
    let polish = subject.after.source.contains(['ą', 'ć', 'ę', 'ł', 'ń', 'ś', 'ź', 'ż']);
    polish != (subject.locale.language() == Language::Polish)
}

/// A difference with its sign and unit: "+0,6 p.p.", "−500 000 zł", "+2 lata".
pub(super) fn difference(locale: &Locale, (value, unit): &(Decimal, Unit)) -> String {
    let sign = if value.mantissa() < 0 { '−' } else { '+' };
    format!("{sign}{}", with_unit(locale, absolute(*value), unit))
}

fn absolute(value: Decimal) -> Decimal {
    if value.mantissa() < 0 { value.negated() } else { value }
}

/// What an amount says in another language; `None` where words are needed that only its text has.
fn amount(locale: &Locale, amount: &Amount) -> Option<String> {
    let year = |value: Decimal| value.mantissa().to_string();
    match amount.value {
        Amounts::Number(value) if amount.kind == Kind::Year => Some(year(value)),
        Amounts::Range(from, to) if amount.kind == Kind::Year => Some(format!("{}–{}", year(from), year(to))),
        Amounts::Number(value) if value.mantissa() < 0 => {
            Some(format!("−{}", with_unit(locale, absolute(value), &amount.unit)))
        }
        Amounts::Number(value) => Some(with_unit(locale, value, &amount.unit)),
        Amounts::Range(from, to) => Some(format!("{}–{}", decimal(locale, from), with_unit(locale, to, &amount.unit))),
        Amounts::Date(date) => {
            let (iso, told) = (date.iso(), locale.date(&date.iso()));
            (told != iso).then_some(told)
        }
        Amounts::Dates(..) => None,
    }
}

fn decimal(locale: &Locale, value: Decimal) -> String {
    locale.decimal(value.mantissa().unsigned_abs(), value.scale())
}

/// A number, from a million on in millions where that is shorter.
fn millions(locale: &Locale, value: Decimal) -> String {
    const MILLION: i64 = 1_000_000;
    let whole = value.scale() == 0 && value.mantissa() >= MILLION && value.mantissa() % 1000 == 0;
    if !whole {
        return decimal(locale, value);
    }
    let number = decimal(locale, Decimal::new(value.mantissa(), 6));
    locale.text("quantity-million", &[("number", Value::Text(&number))])
}

fn with_unit(locale: &Locale, value: Decimal, unit: &Unit) -> String {
    let number = decimal(locale, value);
    let space = NO_BREAK_SPACE;
    match unit {
        Unit::One => number,
        Unit::Percent | Unit::PerMille => format!("{number}{}", unit.code()),
        Unit::Points => format!("{number}{space}{}", locale.text("unit-points", &[])),
        Unit::Time(time) => {
            let key = match time {
                Time::Minutes => "unit-minutes",
                Time::Hours => "unit-hours",
                Time::Days => "unit-days",
                Time::Weeks => "unit-weeks",
                Time::Months => "unit-months",
                Time::Years => "unit-years",
            };
            match u64::try_from(value.mantissa()).ok().filter(|_| value.scale() == 0) {
                Some(count) => locale.text(key, &[("count", Value::Count(count))]),
                None => locale.text(&format!("{key}-part"), &[("number", Value::Text(&number))]),
            }
        }
        Unit::Times => format!("{number}{}", unit.code()),
        Unit::Money(_) => format!("{}{space}{}", millions(locale, value), unit.code()),
        Unit::Measure(_) => format!("{number}{space}{}", unit.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::amounts;

    #[test]
    fn quantities_are_told_in_the_language_of_the_page() {
        let of = |text: &str| amounts(&format!("w regionie jest {text}")).pop().expect("an amount").1;
        for (text, polish, english) in [
            ("12,5 mln zł", "12,5 mln zł", "12.5 million zł"),
            ("1 234,5 zł", "1234,5 zł", "1,234.5 zł"),
            ("2,5%", "2,5%", "2.5%"),
            ("1,2 p.p.", "1,2 p.p.", "1.2 pp"),
            ("31 grudnia 2027 r.", "31 grudnia 2027 r.", "31 December 2027"),
            ("2021–2027", "2021–2027", "2021–2027"),
            ("5 lat", "5 lat", "5 years"),
            ("22 miesiące", "22 miesiące", "22 months"),
            ("36 gmin", "36", "36"),
            ("-3,1%", "−3,1%", "−3.1%"),
        ] {
            let told = |language| {
                let amount = amount(&Locale::new(language), &of(text)).unwrap_or_default();
                amount.replace(NO_BREAK_SPACE, " ")
            };
            assert_eq!((told(Language::Polish), told(Language::English)), (polish.to_owned(), english.to_owned()));
        }
    }

    #[test]
    fn differences_have_their_sign() {
        let locale = Locale::new(Language::Polish);
        let told = |value, unit| difference(&locale, &(value, unit)).replace(NO_BREAK_SPACE, " ");
        assert_eq!(told(Decimal::new(6, 1), Unit::Points), "+0,6 p.p.");
        assert_eq!(told(Decimal::new(-1, 0), Unit::Time(Time::Years)), "−1 rok");
        assert_eq!(told(Decimal::new(25, 1), Unit::Time(Time::Months)), "+2,5 miesiąca");
        assert_eq!(told(Decimal::new(500_000, 0), Unit::Money("zł")), "+500 000 zł");
        assert_eq!(told(Decimal::new(1_500_000, 0), Unit::Money("zł")), "+1,5 mln zł");
    }
}
