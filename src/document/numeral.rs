//! Numbers as labels write them: "2.4", "II", "12a", "12bis", "II.1.2", "L. 12-3".

use super::label::Ordinal;

/// Where a number stands; the freer the place, the more must speak for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the start of a heading, without a marker word.
    Bare,
    /// Behind a marker word.
    Worded,
    /// Behind a word for a provision ("Art.", "§"), where hyphens and code letters occur.
    Law,
}

/// How a number begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Arabic,
    Roman,
    Letter,
    SmallLetter,
}

/// A number that was read.
#[derive(Debug)]
pub(super) struct Numeral {
    /// Its parts.
    pub(super) path: Vec<Ordinal>,
    /// Its length in bytes.
    pub(super) end: usize,
    /// How it begins.
    pub(super) shape: Shape,
    /// A part ends in a single capital letter, as in "5G" or "12A".
    pub(super) capital: bool,
}

/// What marks a provision as inserted between two others.
const MULTIPLICATIVES: [&str; 12] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "nonies",
    "decies",
    "undecies",
    "duodecies",
];

/// French endings of an ordinal number ("Ier", "1re", "IIe").
const ENDINGS: [&str; 8] = ["ère", "ème", "ÈRE", "ÈME", "er", "re", "ER", "RE"];

/// Parts that a label has at most; more is not a label but a version or an address.
const PARTS: usize = 8;

struct Part {
    ordinal: Ordinal,
    len: usize,
    shape: Shape,
    capital: bool,
}

/// Reads the number at the start of `text`; `None` where there is none or where it is glued to something else.
pub(super) fn read(text: &str, place: Place) -> Option<Numeral> {
    let mut read = Numeral { path: Vec::new(), end: 0, shape: Shape::Arabic, capital: false };
    if let (Place::Law, Some((letter, len))) = (place, code_letter(text)) {
        read.path.push(letter);
        read.end = len;
    }
    let first = part(&text[read.end..], place)?;
    read.path.push(first.ordinal);
    read.end += first.len;
    read.shape = first.shape;
    read.capital = first.capital;
    loop {
        let tail = &text[read.end..];
        let joint = match tail.chars().next() {
            Some(joint @ ('.' | '-' | '–')) => joint,
            _ => break,
        };
        let next = &tail[joint.len_utf8()..];
        let digit = next.starts_with(|c: char| c.is_ascii_digit());
        let part = match joint {
            '.' if digit => arabic(next, place)?,
            '.' if read.shape == Shape::Arabic => match inner(next) {
                Some(part) => part,
                None => break,
            },
            '-' | '–' if digit && place == Place::Law => arabic(next, place)?,
            _ => break,
        };
        read.path.push(part.ordinal);
        read.capital |= part.capital;
        read.end += joint.len_utf8() + part.len;
        if read.path.len() > PARTS {
            return None;
        }
    }
    let glued = text[read.end..].starts_with(char::is_alphanumeric);
    (!glued).then_some(read)
}

/// Reads a canonical Roman number in capitals, or in small letters where it has at least two of i, v, x.
pub(super) fn roman(text: &str) -> Option<u32> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let small = text.len() >= 2 && text.bytes().all(|b| b"ivx".contains(&b));
    if text.is_empty() || text.len() > 15 || !(small || text.bytes().all(|b| b"IVXLCDM".contains(&b))) {
        return None;
    }
    let capitals = text.to_ascii_uppercase();
    let mut rest = capitals.as_str();
    let mut value = 0;
    for (worth, letters) in STEPS {
        // A canonical number repeats only powers of ten, at most three times.
        let most = if letters.len() == 1 && !"DLV".contains(letters) { 3 } else { 1 };
        for _ in 0..most {
            let Some(shorter) = rest.strip_prefix(letters) else { break };
            value += worth;
            rest = shorter;
        }
    }
    (rest.is_empty() && canonical(value) == capitals).then_some(value)
}

fn canonical(value: u32) -> String {
    const DIGITS: [[&str; 10]; 4] = [
        ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"],
        ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"],
        ["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"],
        ["", "M", "MM", "MMM", "", "", "", "", "", ""],
    ];
    let digit = |place: usize, worth: u32| DIGITS[place][(value / worth % 10) as usize];
    [digit(3, 1000), digit(2, 100), digit(1, 10), digit(0, 1)].concat()
}

fn part(text: &str, place: Place) -> Option<Part> {
    if text.starts_with(|c: char| c.is_ascii_digit()) { arabic(text, place) } else { lettered(text, place) }
}

fn arabic(text: &str, place: Place) -> Option<Part> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let most = if place == Place::Law { 5 } else { 4 };
    if len == 0 || len > most || (len > 1 && text.starts_with('0')) {
        return None;
    }
    let value = text[..len].parse().ok()?;
    let (suffix, more) = suffix(&text[len..], place)?;
    let capital = more == 1 && text[len..].starts_with(|c: char| c.is_ascii_uppercase());
    Some(Part { ordinal: Ordinal { value, suffix }, len: len + more, shape: Shape::Arabic, capital })
}

/// What stands right behind the digits: the suffix and its length; `None` where no number ends like this.
fn suffix(tail: &str, place: Place) -> Option<(String, usize)> {
    let run = letters(tail);
    let low = run.to_lowercase();
    if run.is_empty() {
        let raised = &tail[..tail.len() - tail.trim_start_matches(is_raised).len()];
        return if raised.is_empty() { Some(spaced(tail, place)) } else { Some((raised.to_owned(), raised.len())) };
    }
    if place != Place::Bare && ENDINGS.contains(&run) {
        return Some((String::new(), run.len()));
    }
    let inserted = MULTIPLICATIVES.contains(&low.as_str())
        || (run.len() == 1 && run.is_ascii())
        || (place == Place::Law && run.len() == 2 && run.bytes().all(|b| b.is_ascii_lowercase()));
    inserted.then_some((low, run.len()))
}

/// A multiplicative apart from its number ("Titre II bis").
fn spaced(tail: &str, place: Place) -> (String, usize) {
    let blank = tail.len() - tail.trim_start().len();
    let run = letters(&tail[blank..]);
    let low = run.to_lowercase();
    if place != Place::Bare && blank > 0 && MULTIPLICATIVES.contains(&low.as_str()) {
        (low, blank + run.len())
    } else {
        (String::new(), 0)
    }
}

fn is_raised(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

fn lettered(text: &str, place: Place) -> Option<Part> {
    let run = letters(text);
    let part = |value, suffix: String, len, shape| {
        Some(Part { ordinal: Ordinal { value, suffix }, len, shape, capital: false })
    };
    if let Some(value) = roman_part(run, place) {
        let (suffix, more) = spaced(&text[run.len()..], place);
        return part(value, suffix, run.len() + more, Shape::Roman);
    }
    if let (1, Some(letter)) = (run.len(), run.bytes().next()) {
        let shape = if letter.is_ascii_lowercase() { Shape::SmallLetter } else { Shape::Letter };
        return part(position(letter), String::new(), 1, shape);
    }
    if place == Place::Bare {
        return None;
    }
    let endings = ENDINGS.iter().copied().chain(["e", "E"]);
    if let Some(value) = endings.filter_map(|ending| run.strip_suffix(ending)).find_map(|run| roman_part(run, place)) {
        return part(value, String::new(), run.len(), Shape::Roman);
    }
    let (at, last) = run.char_indices().next_back().filter(|(_, last)| last.is_ascii_lowercase())?;
    let value = roman_part(&run[..at], place)?;
    part(value, last.to_string(), run.len(), Shape::Roman)
}

/// A Roman number as it is believed in `place`: C, D, L, M alone are letters, and bare ones stay below ninety.
fn roman_part(run: &str, place: Place) -> Option<u32> {
    let value = roman(run)?;
    let letter = matches!(run, "C" | "D" | "L" | "M");
    let word = place == Place::Bare && value >= 90;
    (!letter && !word).then_some(value)
}

/// A letter or Roman number inside a path that began with digits ("2.1.a)").
fn inner(text: &str) -> Option<Part> {
    let run = letters(text);
    let closed = text[run.len()..].chars().next().is_none_or(|c| matches!(c, '.' | ')'));
    let part = lettered(run, Place::Bare)?;
    closed.then_some(part)
}

/// The letter in front of a French code's article number ("L. 12-3", "R*122-5"), and the length up to the number.
fn code_letter(text: &str) -> Option<(Ordinal, usize)> {
    let letters = ["LO", "L", "R", "D", "A"].into_iter().find(|letters| text.starts_with(letters))?;
    let tail = &text[letters.len()..];
    let unstarred = tail.trim_start_matches('*');
    let stars = tail.len() - unstarred.len();
    let number = unstarred.strip_prefix('.').unwrap_or(unstarred).trim_start();
    let suffix = format!("{}{}", letters[1..].to_ascii_lowercase(), "*".repeat(stars));
    let letter = Ordinal { value: position(letters.as_bytes()[0]), suffix };
    number.starts_with(|c: char| c.is_ascii_digit()).then(|| (letter, text.len() - number.len()))
}

fn position(letter: u8) -> u32 {
    u32::from(letter.to_ascii_lowercase() - b'a') + 1
}

/// The run of letters at the start of `text`.
pub(super) fn letters(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}
