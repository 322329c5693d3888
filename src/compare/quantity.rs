//! Quantities, dates and references: what a reader takes in as one, so that a redline never cuts through it.
//!
//! A number stands with its sign, scale and unit, both ends of a range, a day with its month and year, a paragraph with its
//! article, a file number with all its parts.

use super::listed::{blank, first_bytes, is_one_of, whole_word};
use super::token::{is_alphanumeric, letters_end, number_end};

/// Scales, durations and other units that are words; a full stop behind them ends the sentence.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "mln", "mld", "bln", "tysiąc", "tysiąca", "tysiące", "tysięcy", "milion", "miliona", "miliony", "milionów",
    "miliard", "miliarda", "miliardy", "miliardów", "thousand", "million", "billion", "bn", "zł", "gr", "złoty",
    "złote", "złotego", "złotych", "PLN", "EUR", "USD", "GBP", "CHF", "euro", "procent", "procenta", "percent", "pp",
    "mm", "cm", "m", "km", "ha", "km²", "m²", "m³", "m2", "m3", "km2", "l", "g", "kg", "t", "Mg", "ton", "tony", "µg",
    "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "kWp", "MWp", "GJ", "TJ", "PJ", "kV", "Mb", "Gb", "MB", "GB", "TB",
    "dzień", "dni", "dniach", "tydzień", "tygodnie", "tygodni", "miesiąc", "miesiąca", "miesiące", "miesięcy", "lat",
    "lata", "latach", "latami", "godzin", "godzinę", "godziny", "godzinach", "minut", "minuty", "minutach", "dniami",
    "tygodniach", "miesiącach",
];
/// Units that are words of English; apart, as few texts have both.
const ENGLISH_WORDS: &[&str] =
    &["day", "days", "week", "weeks", "month", "months", "year", "years", "hours", "minutes"];
/// Units that are abbreviations; a full stop behind them belongs to them, unless it ends the sentence as well.
const ABBREVIATIONS: &[&str] = &["tys", "p.p", "proc", "pkt proc", "pkt. proc", "os", "szt", "godz", "mies"];
/// Units of two words, and one with a blank in it.
const PHRASES: &[&str] = &[
    "punkt procentowy",
    "punktu procentowego",
    "punkty procentowe",
    "punktów procentowych",
    "percentage point",
    "percentage points",
    "per cent",
    "p. p.",
    "° C",
];
const SIGNS: &[&str] = &["%", "‰", "€", "$", "°C", "°"];
const CURRENCIES: &[&str] = &["€", "$", "£", "EUR", "PLN", "USD", "GBP"];
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
    "listopada", "grudnia", "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień",
    "wrzesień", "październik", "listopad", "grudzień", "styczniu", "lutym", "marcu", "kwietniu", "maju", "czerwcu",
    "lipcu", "sierpniu", "wrześniu", "październiku", "listopadzie", "grudniu", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
];
const MONTHS_BEGIN: [bool; 256] = first_bytes(MONTHS);
const PERIODS: &[&str] =
    &["kwartał", "kwartału", "kwartale", "kwartałem", "kw", "półrocze", "półrocza", "półroczu", "półroczem"];
/// Words in front of a number that refer to a part of a text; a full stop behind them belongs to them.
#[rustfmt::skip]
const MARKERS: &[&str] = &[
    "art", "ust", "pkt", "lit", "rozdz", "tab", "rys", "zał", "poz", "nr", "par", "str", "§§", "§",
    "artykuł", "artykułu", "artykule", "artykułem", "artykuły", "artykułów", "artykułach", "paragraf", "paragrafu",
    "paragrafie", "ustęp", "ustępu", "ustępie", "ustępem", "punkt", "punktu", "punkcie", "punktem", "rozdział",
    "rozdziału", "rozdziale", "rozdziałem", "rozdziały", "rozdziałów", "rozdziałach", "podrozdział", "podrozdziału",
    "podrozdziale", "podrozdziałem", "załącznik", "załącznika", "załączniku", "załącznikiem", "aneks", "aneksu",
    "aneksie", "tabela", "tabeli", "tabelę", "tabelą", "tabele", "tabelach", "rysunek", "rysunku", "rysunkiem",
    "wykres", "wykresu", "wykresie", "wykresem", "schemat", "schematu", "schemacie", "sekcja", "sekcji", "sekcję",
    "article", "articles", "section", "sections", "paragraph", "point", "annex", "appendix", "chapter", "chapters",
    "table", "figure", "no",
];
const MARKERS_BEGIN: [bool; 256] = first_bytes(MARKERS);

/// The end of the quantity, date or reference that begins at `at`, and how many words are in it; `at` where none does.
/// `from` is where the text that a reader sees begins.
pub(super) fn quantity(text: &str, at: usize, from: usize) -> (usize, u32) {
    let end = if text[from..at].ends_with(char::is_alphanumeric) { at } else { end_of(text, at, from) };
    (end, count_words(&text[at..end]))
}

fn end_of(text: &str, at: usize, from: usize) -> usize {
    let Some(first) = text[at..].chars().next() else { return at };
    if first.is_alphabetic() || first == '§' {
        let found = reference(text, at).or_else(|| code(text, at)).or_else(|| period(text, at));
        return found.or_else(|| roman(text, at)).or_else(|| amount_behind_currency(text, at)).unwrap_or(at);
    }
    if CURRENCIES.iter().any(|sign| text[at..].starts_with(sign)) {
        return amount_behind_currency(text, at).unwrap_or(at);
    }
    // A sign belongs to the number unless it stands between two.
    let sign = if matches!(first, '-' | '−' | '–' | '+' | '±') { first.len_utf8() } else { 0 };
    let free = text[from..at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(');
    let start = at + if free { sign } else { 0 };
    if !text[start..].starts_with(|digit: char| digit.is_ascii_digit()) {
        return at;
    }
    let found = code(text, start).or_else(|| period(text, start));
    found.unwrap_or_else(|| values(text, start))
}

/// One number with what belongs to it, or a range of two.
fn values(text: &str, at: usize) -> usize {
    let (mut number, mut start, mut end) = (grouped_number(text, at), at, at);
    loop {
        if let Some(date) = date(text, start, number) {
            return date;
        }
        end = scaled(text, number).max(end);
        let Some(next) = behind_dash(text, start, end) else { break };
        (start, number) = (next, grouped_number(text, next));
        end = number;
    }
    end
}

/// The end of the scale and unit behind a number, or of the ending of an ordinal.
fn scaled(text: &str, number: usize) -> usize {
    if let Some(end) = unit(text, number) {
        // "12 mln 500 tys. zł"
        let large = text[number..end].trim_start().starts_with(['m', 'b']);
        let more = blank(text, end).filter(|_| large).and_then(|next| thousands(text, next));
        let end = more.unwrap_or(end);
        // "12,5 mln zł", "5 tys. os."
        let end = unit(text, end).unwrap_or(end);
        // "µg/m³", "zł/os."
        let per = text[end..].strip_prefix('/').map_or(end, |_| alphanumeric_end(text, end + 1));
        return if per > end + 1 { per } else { end };
    }
    // "5G", "12a", "1st"
    let end = alphanumeric_end(text, number);
    // "20-letni", "10-lecie"
    let ending = dash(text, end).filter(|next| text[*next..].starts_with(char::is_lowercase));
    if let Some(next) = ending {
        return letters_end(text, next);
    }
    // "2. edycja"
    let ordinal = end == number
        && text[end..].starts_with('.')
        && blank(text, end + 1).is_some_and(|next| text[next..].starts_with(char::is_lowercase));
    end + usize::from(ordinal)
}

/// Behind thousands that go on with an amount of millions.
fn thousands(text: &str, at: usize) -> Option<usize> {
    let number = number_end(text, at);
    let word = blank(text, number).filter(|_| number > at)?;
    let end = whole_word(text, word, ["tys", "tysięcy", "mln", "milionów"].iter())?;
    Some(end + usize::from(text[word..].starts_with("tys.") && !ends_sentence(text, end)))
}

fn unit(text: &str, end: usize) -> Option<usize> {
    let at = blank(text, end).unwrap_or(end);
    let plain = || {
        let words = WORDS.iter().chain(ENGLISH_WORDS).chain(SIGNS).chain(PHRASES);
        whole_word(text, at, words)
    };
    let abbreviated = || {
        let end = whole_word(text, at, ABBREVIATIONS.iter())?;
        // "15 pkt proc." is no "15 pkt 2".
        // "350 tys. EUR"
        let counts = || blank(text, end + 1).is_some_and(|next| whole_word(text, next, CURRENCIES.iter()).is_some());
        Some(end + usize::from(text[end..].starts_with('.') && (!ends_sentence(text, end) || counts())))
    };
    plain().max(abbreviated())
}

/// "€5 million", "EUR 12,5 mln"
fn amount_behind_currency(text: &str, at: usize) -> Option<usize> {
    let currency = CURRENCIES.iter().find(|currency| text[at..].starts_with(**currency))?;
    let behind = at + currency.len();
    let number = blank(text, behind).unwrap_or(behind);
    text[number..].starts_with(|digit: char| digit.is_ascii_digit()).then(|| values(text, number))
}

/// Where the number behind a dash begins: directly behind it, or, between two years, with blanks around.
fn behind_dash(text: &str, start: usize, end: usize) -> Option<usize> {
    let digit = |at: usize| text[at..].starts_with(|digit: char| digit.is_ascii_digit());
    if let Some(next) = dash(text, end).filter(|next| digit(*next)) {
        return Some(next);
    }
    // "1:2", "12:30"
    if text[end..].starts_with(':') && digit(end + 1) {
        return Some(end + 1);
    }
    let next = blank(text, end).and_then(|at| dash(text, at)).and_then(|at| blank(text, at))?;
    let is_year = |at: usize, end: usize| end == at + 4 && matches!(&text[at..at + 2], "19" | "20");
    (is_year(start, end) && is_year(next, number_end(text, next))).then_some(next)
}

fn dash(text: &str, at: usize) -> Option<usize> {
    let first = text[at..].chars().next()?;
    is_dash(first).then(|| at + first.len_utf8())
}

/// Hyphens, dashes and the minus sign: which of them stands in a range is typography.
pub(super) fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '−')
}

/// Digits in groups of three ("1 234 567"), with decimals.
fn grouped_number(text: &str, at: usize) -> usize {
    let mut end = number_end(text, at);
    let first = end - at;
    if first > 3 || text[at..end].contains(['.', ',']) {
        return end;
    }
    while let Some(next) = blank(text, end) {
        let group = text.as_bytes()[next..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if group != 3 {
            break;
        }
        let whole = number_end(text, next);
        end = whole;
        if whole > next + 3 {
            break;
        }
    }
    end
}

/// "31 grudnia 2027 r.", "2027 r.", "31.12.2027 r.", "2020 r. poz. 1057"; "r. 2027" apart. The number is `at..number`.
fn date(text: &str, at: usize, number: usize) -> Option<usize> {
    let digits = &text[at..number];
    if digits.len() <= 2 {
        let month = month(text, blank(text, number)?)?;
        return Some(year(text, month).unwrap_or(month));
    }
    let is_year = digits.len() == 4 && matches!(&digits[..2], "19" | "20");
    let in_digits = digits.split('.').count() == 3;
    let end = year_word(text, number);
    if !(is_year || in_digits) || end == number {
        return None;
    }
    // The year of a journal with the number of a law in it.
    let rest = text[end..].strip_prefix(',').map_or(end, |_| end + 1);
    let item = blank(text, rest).filter(|next| {
        let marker = text[*next..].get(..3).unwrap_or_default().to_lowercase();
        matches!(&*marker, "poz" | "nr ")
    });
    Some(item.and_then(|next| reference(text, next)).unwrap_or(end))
}

fn month(text: &str, at: usize) -> Option<usize> {
    is_one_of(&MONTHS_BEGIN, text, at).then(|| whole_word(text, at, MONTHS.iter()))?
}

/// Whether a word in small letters is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| month.to_lowercase() == word)
}

/// A year behind a blank, or behind a comma ("May 5, 2027").
fn year(text: &str, at: usize) -> Option<usize> {
    let at = text[at..].strip_prefix(',').map_or(at, |_| at + 1);
    let start = blank(text, at)?;
    let end = number_end(text, start);
    (end == start + 4).then(|| year_word(text, end))
}

/// Behind "r." or "roku" where a year has it.
fn year_word(text: &str, end: usize) -> usize {
    match blank(text, end) {
        Some(next) if text[next..].starts_with("r.") => next + 2,
        Some(next) => whole_word(text, next, ["rok", "roku", "rokiem"].iter()).unwrap_or(end),
        None => end,
    }
}

/// "IV kwartał 2027 r.", "grudzień 2027 r.", "December 31, 2027"
fn period(text: &str, at: usize) -> Option<usize> {
    if let Some(end) = month(text, at) {
        let day = blank(text, end).map(|next| number_end(text, next)).filter(|day| *day > end + 1 && *day <= end + 3);
        return day.and_then(|day| year(text, day)).or_else(|| year(text, end));
    }
    let ordinal = if text.as_bytes()[at].is_ascii_digit() { number_end(text, at) } else { roman_end(text, at) };
    if ordinal == at {
        return None;
    }
    let word = blank(text, ordinal).and_then(|next| whole_word(text, next, PERIODS.iter()))?;
    let word = word + usize::from(text[word..].starts_with('.'));
    year(text, word)
}

/// "art. 5 ust. 2 pkt 1 lit. a", "§ 5", "nr XXIX/342/21", "Article 5(2)": marker words with their numbers.
fn reference(text: &str, at: usize) -> Option<usize> {
    let (mut end, mut next) = (None, at);
    while let Some(behind) = marker(text, next) {
        let marker = &text[next..behind];
        let Some(number) = blank(text, behind).or(marker.starts_with('§').then_some(behind)) else { break };
        let Some(stop) = referred(text, number, marker) else {
            // "załączniku nr 1"
            if end.is_none() && next == at && text[number..].starts_with("nr ") {
                next = number;
                continue;
            }
            break;
        };
        end = Some(stop);
        // "Nr 199, poz. 1227"
        let comma = usize::from(text[stop..].starts_with(", poz"));
        match blank(text, stop + comma) {
            Some(after) => next = after,
            None => break,
        }
    }
    end
}

/// The end of a word that refers to a part of a text, in small letters or with a capital.
fn marker(text: &str, at: usize) -> Option<usize> {
    if !is_one_of(&MARKERS_BEGIN, text, at) {
        return None;
    }
    let rest = &text.as_bytes()[at..];
    let first = rest.first()?.to_ascii_lowercase();
    let begins = |marker: &&&str| {
        let marker = marker.as_bytes();
        marker[0] == first && rest.get(1..marker.len()) == Some(&marker[1..])
    };
    let found = MARKERS.iter().filter(begins).max_by_key(|marker| marker.len())?;
    let end = at + found.len();
    if found.ends_with(char::is_alphabetic) && text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let stop = text[end..].starts_with('.');
    // "no" is a word as well.
    if *found == "no" && !stop {
        return None;
    }
    Some(end + usize::from(stop && found.ends_with(char::is_alphabetic)))
}

/// What a marker refers to: a number with its letter, a range of them, a letter, a Roman number, a file number.
fn referred(text: &str, at: usize, marker: &str) -> Option<usize> {
    let one = |at: usize| -> Option<usize> {
        if let Some(end) = code(text, at) {
            return Some(end);
        }
        let mut end = number_end(text, at);
        if end > at {
            end = match alphanumeric_end(text, end) {
                letter if text[end..letter].chars().count() <= 3 => letter,
                _ => end,
            };
        } else if marker.starts_with("lit") {
            end = letters_end(text, at);
            if text[at..end].chars().count() > 2 {
                return None;
            }
        } else {
            end = roman(text, at).unwrap_or_else(|| roman_end(text, at));
        }
        // "5(2)(a)"
        while let Some(inner) = text[end..].strip_prefix('(') {
            let close = alphanumeric_end(text, end + 1);
            if end == at || close == end + 1 || close > end + 4 || !inner[close - end - 1..].starts_with(')') {
                break;
            }
            end = close + 1;
        }
        (end > at).then_some(end)
    };
    let end = one(at)?;
    Some(dash(text, end).and_then(one).unwrap_or(end))
}

/// "II.3", "IV.1.2", "I–III": a Roman number with the numbers under it, or a range of them.
fn roman(text: &str, at: usize) -> Option<usize> {
    let one = |at: usize| -> Option<usize> {
        let end = roman_end(text, at);
        if end == at {
            return None;
        }
        let number = end + 1;
        let below = text[end..].starts_with('.').then(|| number_end(text, number)).filter(|below| *below > number);
        Some(below.unwrap_or(end)).filter(|end| !text[*end..].starts_with(char::is_alphanumeric))
    };
    let first = one(at)?;
    let range = dash(text, first).and_then(one);
    range.or((first > roman_end(text, at)).then_some(first))
}

fn roman_end(text: &str, at: usize) -> usize {
    let length = text[at..].bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C')).count();
    let end = at + length;
    if text[end..].starts_with(char::is_alphanumeric) { at } else { end }
}

/// File and journal numbers in one piece: parts of digits and capitals with a slash between ("XXIX/342/21"), or with
/// dots and hyphens where letters are among them ("RR-I.044.1.2020"); a date of figures ("2027-12-31").
fn code(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut end, mut slashes, mut others, mut digits, mut roman, mut capitals) = (at, 0, 0, 0, 0, 0);
    loop {
        let length = bytes[end..].iter().take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()).count();
        let part = &text[end..end + length];
        let behind = text[end + length..].chars().next();
        if length == 0 || length > 8 || behind.is_some_and(char::is_alphanumeric) {
            return None;
        }
        match (part.contains(|c: char| c.is_ascii_digit()), roman_end(text, end) == end + length) {
            (true, _) => digits += 1,
            (false, true) => roman += 1,
            (false, false) => capitals += 1,
        }
        end += length;
        let joined = |mark: u8| matches!(mark, b'/' | b'.' | b'-' | b'_');
        let goes_on = bytes.get(end).is_some_and(|mark| joined(*mark))
            && bytes.get(end + 1).is_some_and(|next| next.is_ascii_digit() || next.is_ascii_uppercase());
        if !goes_on {
            break;
        }
        if bytes[end] == b'/' {
            slashes += 1
        } else {
            others += 1
        }
        end += 1;
    }
    let figures: Vec<usize> = text[at..end].split('-').map(str::len).collect();
    let letters = roman + capitals;
    let is_code = (slashes > 0 && (digits > 0 || capitals == 0))
        || (slashes == 0 && letters > 0 && digits > 0 && others >= 2)
        || (letters == 0 && slashes == 0 && figures == [4, 2, 2]);
    is_code.then_some(end)
}

/// Whether the full stop at `at` ends a sentence: nothing or a capital letter follows.
fn ends_sentence(text: &str, at: usize) -> bool {
    let rest = text[at + 1..].trim_start();
    rest.is_empty() || (text[at + 1..].starts_with(char::is_whitespace) && rest.starts_with(char::is_uppercase))
}

/// The end of the run of letters and digits at `at`.
pub(super) fn alphanumeric_end(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let next = letters_end(text, number_end(text, end));
        if next == end {
            return end;
        }
        end = next;
    }
}

/// How many words (runs of letters, numbers) a reader counts.
pub(super) fn count_words(text: &str) -> u32 {
    let mut count = 0;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let end = if first.is_ascii_digit() { number_end(text, at) } else { letters_end(text, at) };
        if is_alphanumeric(first) {
            count += 1;
        }
        at = end.max(at + first.len_utf8());
    }
    count
}

/// Every scale and unit that is known here.
#[cfg(test)]
pub(super) fn units() -> impl Iterator<Item = &'static str> {
    WORDS.iter().chain(ENGLISH_WORDS).chain(ABBREVIATIONS).chain(PHRASES).chain(SIGNS).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quantities in a text, as a tokenizer finds them.
    fn quantities(text: &str) -> Vec<&str> {
        let (mut at, mut found) = (0, Vec::new());
        while let Some(first) = text[at..].chars().next() {
            let (end, _) = quantity(text, at, 0);
            if end > at {
                found.push(&text[at..end]);
            }
            at = if end > at { end } else { alphanumeric_end(text, at).max(at + first.len_utf8()) };
        }
        found
    }

    #[test]
    fn numbers_stand_with_their_units() {
        for (text, expected) in [
            ("Nakłady 12,5 mln zł, czyli 2,5% PKB i 1,2 p.p. więcej", &["12,5 mln zł", "2,5%", "1,2 p.p."][..]),
            ("kwota 1 234 567,89 zł (-3,1%), 5 tys. os. więcej", &["1 234 567,89 zł", "-3,1%", "5 tys. os."]),
            ("wzrost o 5 tys. Zarząd, 350 tys. EUR", &["5 tys", "350 tys. EUR"]),
            ("o 3 pkt proc. i o 2 punkty procentowe", &["3 pkt proc.", "2 punkty procentowe"]),
            ("12,5 mln\n  zł w 24 miesiące, 30 dni roboczych", &["12,5 mln\n  zł", "24 miesiące", "30 dni"]),
            ("pył do 15 µg/m³, 20 zł/os. i 5 %", &["15 µg/m³", "20 zł/os", "5 %"]),
            (
                "12 mln 500 tys. zł i 3\u{a0}punkty\u{a0}procentowe",
                &["12 mln 500 tys. zł", "3\u{a0}punkty\u{a0}procentowe"],
            ),
            ("1 mld 250 mln zł, 12 mln 500 osób", &["1 mld 250 mln zł", "12 mln", "500"]),
            ("EUR 12 million or €5 million, 3 per cent", &["EUR 12 million", "€5 million", "3 per cent"]),
            ("w 2020 m.in. 100 osób", &["2020", "100"]),
            ("W 2020 100 osób", &["2020", "100"]),
        ] {
            assert_eq!(quantities(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_and_ranges_are_one() {
        for (text, expected) in [
            ("do 31 grudnia 2027 r. albo w 2030 r.", &["31 grudnia 2027 r.", "2030 r."][..]),
            ("w latach 2015–2020, 2021-2027, 2014 – 2020", &["2015–2020", "2021-2027", "2014 – 2020"]),
            ("w 2030 roku, od grudnia 2027 r.", &["2030 roku", "grudnia 2027 r."]),
            ("w IV kwartale 2027 r. i w I półroczu 2028 r.", &["IV kwartale 2027 r.", "I półroczu 2028 r."]),
            ("by 31 December 2027 or May 5, 2028", &["31 December 2027", "May 5, 2028"]),
            ("31.12.2027 r. i 2027-12-31, godz. 12:30", &["31.12.2027 r.", "2027-12-31", "12:30"]),
            ("od 10–15% do 1–5 maja, 2,5-3,5 mln zł", &["10–15%", "1–5 maja", "2,5-3,5 mln zł"]),
            ("20-letni plan, 2. edycja, w 2020. Potem", &["20-letni", "2.", "2020"]),
        ] {
            assert_eq!(quantities(text), expected, "{text}");
        }
    }

    #[test]
    fn references_are_one() {
        for (text, expected) in [
            ("z art. 5 ust. 2 pkt 1 i § 12a", &["art. 5 ust. 2 pkt 1", "§ 12a"][..]),
            ("§ 5 ust. 1 pkt 2 lit. a, art. 5–7", &["§ 5 ust. 1 pkt 2 lit. a", "art. 5–7"]),
            ("nr XXIX/342/21 i 1388/61/15", &["nr XXIX/342/21", "1388/61/15"]),
            ("Uchwała Nr 214/187/17 z dnia 5 maja 2017 r.", &["Nr 214/187/17", "5 maja 2017 r."]),
            ("(Dz. U. z 2020 r. poz. 1057)", &["2020 r. poz. 1057"]),
            ("z 2008 r. Nr 199, poz. 1227", &["2008 r. Nr 199, poz. 1227"]),
            ("działanie II.3 i IV.1.2, CV.B i V.", &["II.3", "IV.1.2"]),
            ("etapy I–III, znak RR-I.044.1.2020", &["I–III", "RR-I.044.1.2020"]),
            ("Article 5(2)(a) and section 12, no 5 people", &["Article 5(2)(a)", "section 12", "5"]),
            ("rozporządzenie (UE) 2021/1060, rozdz. 2.4", &["2021/1060", "rozdz. 2.4"]),
            (
                "artykułu 5 ust. 2, w rozdziale 2.4 i załączniku nr 1",
                &["artykułu 5 ust. 2", "rozdziale 2.4", "załączniku nr 1"],
            ),
            ("Tabela 3 i tabeli 4, punktu procentowego, punkcie 3.1", &["Tabela 3", "tabeli 4", "punkcie 3.1"]),
            ("o 5 punktów w rozdziale o gminach", &["5"]),
            ("Mb/s i lub/albo, A. B, COVID-19", &["19"]),
        ] {
            assert_eq!(quantities(text), expected, "{text}");
        }
    }
}
