//! Section labels: the numbers and marker words in front of a title ("Rozdział 1", "2.4", "§ 5", "Cel strategiczny II").

use unicode_normalization::UnicodeNormalization;

use super::marker::{self, Class, Marker};
use super::numeral::{self, Numeral, Place, Shape};

/// Words that count provisions, the widest first: where articles are divided into paragraphs, it is articles that count.
pub(super) const PROVISIONS: [&str; 3] = ["art.", "article", "§"];

/// One label of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As written, without closing punctuation ("2.4", "CEL STRATEGICZNY I", "§ 5"); runs of spaces are one space.
    pub text: String,
    /// The marker word, folded to lower case and its basic form ("cel strategiczny", "art.", "§"); empty for bare numbers.
    pub word: String,
    /// The numbers of the path, innermost last: "2.4" is `[2, 4]`, "II" is `[2]`, "b" is `[2]`. A code letter counts
    /// as a number of its own: "Article L. 12-3" is `[12, 12, 3]`.
    pub path: Vec<Ordinal>,
}

/// One number of a label's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// Its value, from 1; 0 only where a text itself begins to count with 0.
    pub value: u32,
    /// A suffix for what was inserted later ("a" of "12a", "bis" of "12bis"); empty as a rule.
    pub suffix: String,
}

/// Splits a heading as a reader sees it into its labels and the title that is left.
///
/// The title is the end of the trimmed heading; it may be empty ("Art. 5."). A number is a label only where nothing
/// speaks against it: years, dates, quantities, references ("Działania 1.2 i 3.3") and conjunctions in capitals
/// ("CEL I ZAKRES") stay in the title. A title that begins with a count and a capital letter ("10 Steps to …") can
/// not be told from a number without a dot, which is believed up to 99.
pub fn split_labels(heading: &str) -> (Vec<Label>, &str) {
    let mut rest = heading.trim();
    let mut labels: Vec<Label> = Vec::new();
    while let Some((label, after)) = worded(rest).or_else(|| bare(rest, labels.last())) {
        labels.push(label);
        rest = after;
    }
    (labels, rest)
}

/// Splits a paragraph that begins with the label of a provision ("§ 5. Rada liczy …", "Art. 12a.") into that label and
/// what is left of it; `None` where what follows shows that it is cited ("§ 5 ust. 2 stanowi …", "Art. 5. ustawy").
pub(super) fn split_provision(text: &str) -> Option<(Label, &str)> {
    let number = skip_numero(&text[marker::read(text)?.end..]);
    let (label, rest) = worded(text).filter(|(label, _)| PROVISIONS.contains(&label.word.as_str()))?;
    let read = numeral::read(number, Place::Law)?;
    let (closed, _) = close(&number[read.end..], Place::Law)?;
    let counts = read.shape == Shape::Arabic && read.path.len() == 1;
    let begins = |first: char| first.is_uppercase() || first.is_numeric() || "§([„“\"«".contains(first);
    let opens = match closed {
        Close::Dot => rest.chars().next().is_none_or(begins),
        closed => closed == Close::End,
    };
    (counts && opens).then_some((label, rest))
}

/// Whether a text is the caption of a table or a figure, or names its source ("Tabela 1. …", "Źródło: …").
///
/// A sentence about one ("Tabela 1 przedstawia …") is none, nor is "Mapa drogowa 2030".
pub fn is_caption(text: &str) -> bool {
    let text = text.trim();
    if let Some((word, len)) = marker::word(text)
        && matches!(word.as_str(), "źródło" | "źródła" | "source" | "sources")
    {
        return text[len..].trim_start().starts_with(':');
    }
    let Some(number) = marker::caption(text).map(|len| skip_numero(&text[len..])) else { return false };
    let Some(read) = numeral::read(number, Place::Worded) else { return false };
    if matches!(read.path.as_slice(), [only] if is_year(only)) {
        return false;
    }
    match close(&number[read.end..], Place::Worded) {
        Some((Close::Space, title)) => title.starts_with(|c: char| !c.is_lowercase()),
        closed => closed.is_some(),
    }
}

/// Folds a title for comparing: composed (NFC), in lower case, without soft hyphens, runs of blanks as one space,
/// typographic quotation marks and dashes as in ASCII. Folding twice changes nothing.
pub fn fold(title: &str) -> String {
    if title.is_ascii() && !title.bytes().any(|byte| byte.is_ascii_control()) {
        return title.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    }
    let letters = title.chars().filter(|c| *c != '\u{ad}');
    let mut folded = String::with_capacity(title.len());
    // Letters below U+0300 are composed already.
    if title.chars().all(|c| c < '\u{300}' || is_sign(c)) {
        letters.flat_map(char::to_lowercase).for_each(|c| push_folded(&mut folded, c));
    } else {
        letters.nfc().flat_map(char::to_lowercase).nfc().for_each(|c| push_folded(&mut folded, c));
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Punctuation and blanks that composition leaves alone.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{201f}' | '\u{2026}' | '\u{2032}'..='\u{2033}' | '\u{202f}')
}

fn push_folded(folded: &mut String, c: char) {
    match c {
        '„' | '“' | '”' | '‟' | '«' | '»' | '″' => folded.push('"'),
        '‚' | '‘' | '’' | '‛' | '‹' | '›' | '′' => folded.push('\''),
        '‐'..='―' | '−' => folded.push('-'),
        'ß' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        c if c.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        c => folded.push(c),
    }
}

/// How a number is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Close {
    /// Nothing follows.
    End,
    /// A full stop or a bracket.
    Dot,
    /// A colon or a dash.
    Mark,
    /// Only a blank: the next word decides.
    Space,
}

/// A label that begins with a marker word.
fn worded(text: &str) -> Option<(Label, &str)> {
    let marker = marker::read(text)?;
    let number = skip_numero(&text[marker.end..]);
    let start = text.len() - number.len();
    if let Some((value, len)) = marker::spelled(number) {
        let (closed, title) = close(&number[len..], Place::Worded)?;
        let path = vec![Ordinal { value, suffix: String::new() }];
        return (closed != Close::Space).then(|| (label(&text[..start + len], marker.word, path), title));
    }
    let place = if marker.class == Class::Law { Place::Law } else { Place::Worded };
    let read = numeral::read(number, place)?;
    // A marker word and a Roman number or a letter need a blank between them; digits may be glued ("ISP1").
    if start == marker.end && read.shape != Shape::Arabic && marker.word != "§" {
        return None;
    }
    let (closed, title) = close(&number[read.end..], place)?;
    let ends = &number[..read.end];
    believed(&marker, &read, ends, closed, title)
        .then(|| (label(&text[..start + read.end], marker.word, read.path), title))
}

/// Whether a number behind a marker word makes a label.
fn believed(marker: &Marker, read: &Numeral, written: &str, closed: Close, title: &str) -> bool {
    let law = marker.class == Class::Law;
    if !law && read.path.iter().any(|part| is_year(part) || part.value >= 1000) {
        return false;
    }
    let plain = matches!(marker.class, Class::Plain | Class::Goal);
    if plain && read.capital && !matches!(closed, Close::Dot | Close::Mark) {
        return false;
    }
    if read.shape == Shape::SmallLetter && marker.word != "lit." && closed != Close::Dot {
        return false;
    }
    if closed != Close::Space {
        return true;
    }
    let next = next_word(title);
    let single = read.path.len() == 1;
    if marker.class == Class::Sole || is_month(&next) || (read.path.len() <= 2 && is_unit(title)) {
        return false;
    }
    if marker.class != Class::Annex && title.starts_with(char::is_lowercase) && is_connective(&next) {
        return false;
    }
    if single && read.shape == Shape::Arabic && plain && read.path[0].value >= 100 {
        return false;
    }
    // In capitals a single letter may be a conjunction or a preposition ("CEL I ZAKRES", "DZIAŁANIE W TERENIE").
    let ambiguous = written.chars().count() == 1 && read.shape != Shape::Arabic && in_capitals(title);
    match marker.class {
        Class::Plain => !ambiguous,
        Class::Goal => !(ambiguous && (written != "I" || marker::is_joined(&next))),
        _ => true,
    }
}

/// A label that is a number alone. Behind another label only a paragraph number of a provision is one ("§ 5. 1. …").
fn bare<'a>(text: &'a str, before: Option<&Label>) -> Option<(Label, &'a str)> {
    let read = numeral::read(text, Place::Bare)?;
    let (closed, title) = close(&text[read.end..], Place::Bare)?;
    if let Some(before) = before {
        let provision = PROVISIONS.contains(&before.word.as_str());
        let paragraph = read.path.len() == 1 && read.shape == Shape::Arabic && closed == Close::Dot;
        if !(provision && paragraph) {
            return None;
        }
    }
    let next = next_word(title);
    let bracket = text[read.end..].starts_with(')');
    let first = &read.path[0];
    let believed = match (read.shape, read.path.len()) {
        (_, 2..) if read.path.iter().any(|part| part.value >= 1000) => false,
        (Shape::Arabic, 1) => is_bare_integer(&read, closed, title, &next),
        (Shape::Arabic, parts) => {
            let reference = is_connective(&next) && counts_on(title);
            let quantity = closed == Close::Space && parts == 2 && is_unit(title);
            !(reference || quantity || (read.capital && matches!(closed, Close::Space | Close::End)))
        }
        (Shape::SmallLetter, 1) => {
            bracket || (closed == Close::Dot && title.starts_with(|c: char| c.is_uppercase()) && !is_initial(title))
        }
        (Shape::SmallLetter, _) => bracket,
        (Shape::Letter, 1) => bracket || (closed == Close::Dot && !is_initial(title) && is_apart(text, &read)),
        (Shape::Letter, _) => first.value > 0 && read.path.iter().all(|part| part.value < 100),
        (Shape::Roman, 1) => match closed {
            Close::Dot => bracket || !(read.end == 1 && is_initial(title)),
            Close::Mark => true,
            Close::End | Close::Space => false,
        },
        (Shape::Roman, _) => true,
    };
    believed.then(|| (label(&text[..read.end], "", read.path), title))
}

/// Whether a single number in digits makes a label: not a year, not a date, not a count.
fn is_bare_integer(read: &Numeral, closed: Close, title: &str, next: &str) -> bool {
    let number = &read.path[0];
    if is_year(number) || is_month(next) {
        return false;
    }
    let multiplicative = number.suffix.len() > 1;
    match closed {
        Close::Dot => true,
        Close::End => !read.capital && number.value < 1000,
        Close::Mark => !read.capital && number.value < 1000,
        Close::Space if multiplicative => true,
        Close::Space => {
            let opens = |c: char| c.is_uppercase() || matches!(c, '„' | '“' | '"' | '«' | '`' | '(' | '[');
            number.suffix.is_empty() && (1..100).contains(&number.value) && title.starts_with(opens) && !is_unit(title)
        }
    }
}

/// How the number before `tail` is closed, and what follows without the separators; `None` where what follows shows
/// that it is no label ("2,5", "1/2", "10%", "3-letni", "5–7").
fn close(tail: &str, place: Place) -> Option<(Close, &str)> {
    let worded = place != Place::Bare;
    let mut chars = tail.chars();
    let closed = match chars.next() {
        None => return Some((Close::End, tail)),
        Some('.' | ')') => {
            let rest = chars.as_str();
            let rest = if tail.starts_with('.') {
                rest.strip_prefix(')').unwrap_or(rest)
            } else {
                rest.strip_prefix('.').unwrap_or(rest)
            };
            // "1.Wstęp" is written carelessly, "1.x" and "U.S." are something else.
            let run = numeral::letters(rest).chars().count();
            let fits =
                rest.starts_with(|c: char| c.is_whitespace() || !c.is_alphanumeric()) || run >= 3 || rest.is_empty();
            return fits.then(|| (Close::Dot, after_mark(rest.trim_start())));
        }
        Some(':') => Close::Mark,
        Some('-' | '–' | '—') => {
            let rest = chars.as_str();
            let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
            let fits = if apart {
                worded || !rest.trim_start().starts_with(char::is_lowercase)
            } else {
                worded && rest.starts_with(char::is_uppercase)
            };
            let title = rest.trim_start();
            return (fits && !title.starts_with(|c: char| c.is_ascii_digit() && apart && place == Place::Bare))
                .then_some((Close::Mark, title));
        }
        Some(c) if c.is_whitespace() => Close::Space,
        Some(_) => return None,
    };
    if closed == Close::Mark {
        let rest = chars.as_str();
        let fits = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || (worded && c.is_alphabetic()));
        return fits.then(|| (Close::Mark, rest.trim_start()));
    }
    let next = tail.trim_start();
    let title = after_mark(next);
    if title.len() == next.len() {
        // What begins with a sign of its own joins or counts on ("5 / 7", "3 + 4", "10 %").
        let joins = next.starts_with(['-', '–', '—', ':', '/', '+', '%', '‰', '&', ',', ';', '=', '×', '.']);
        return (!joins).then_some((Close::Space, next));
    }
    let ranges = title.starts_with(|c: char| c.is_ascii_digit());
    (!ranges).then_some((Close::Mark, title))
}

/// What follows a colon or a dash that stands apart at the start of `text`; `text` itself where none does.
fn after_mark(text: &str) -> &str {
    match text.strip_prefix([':', '-', '–', '—']) {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest.trim_start(),
        Some(rest) if rest.starts_with(char::is_uppercase) => rest,
        _ => text,
    }
}

/// Skips blanks and "nr", "no.", "n°", "№" in front of a number.
fn skip_numero(text: &str) -> &str {
    let text = text.trim_start();
    let Some(head) = ["nr", "numer", "no", "n°", "nº", "№"].into_iter().find_map(|numero| {
        let head = text.get(..numero.len())?;
        head.to_lowercase().eq(numero).then_some(head)
    }) else {
        return text;
    };
    let tail = &text[head.len()..];
    let rest = tail.strip_prefix('.').unwrap_or(tail).trim_start();
    if rest.starts_with(|c: char| c.is_ascii_digit()) || rest.len() < tail.len() { rest } else { text }
}

fn label(text: &str, word: &str, path: Vec<Ordinal>) -> Label {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Label { text, word: word.to_owned(), path }
}

fn is_year(part: &Ordinal) -> bool {
    (1800..2200).contains(&part.value) && part.suffix.is_empty()
}

/// An initial at the start of a text ("R. Tolkien").
fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// Whether a blank or the end follows the full stop behind the number ("A. Wstęp", not "A.Mickiewicz").
fn is_apart(text: &str, read: &Numeral) -> bool {
    text[read.end + 1..].chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// Whether the next words, as far as it matters, hold no small letters.
fn in_capitals(text: &str) -> bool {
    /// Enough to see how a heading is set.
    const SIGHT: usize = 32;
    !text.chars().take(SIGHT).any(char::is_lowercase)
}

fn next_word(text: &str) -> String {
    marker::word(text).map_or_else(String::new, |(word, _)| word)
}

/// Whether a number follows the first word ("i 3.3").
fn counts_on(text: &str) -> bool {
    let len = marker::word(text).map_or(0, |(_, len)| len);
    text[len..].trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn is_connective(word: &str) -> bool {
    const CONNECTIVES: &str = "i oraz lub albo a w z do na r roku ust pkt lit ustawy uchwały rozporządzenia and or of to in et ou \
        de du des à plus niniejszej niniejszego";
    listed(CONNECTIVES, word)
}

fn is_month(word: &str) -> bool {
    const MONTHS: &str = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia \
        january february march april may june july august september october november december janvier \
        février mars avril juin juillet août septembre octobre novembre décembre";
    listed(MONTHS, word)
}

/// Whether a text begins with a unit: what stands before it is a quantity ("2.5 mln zł", "10 GHz").
fn is_unit(text: &str) -> bool {
    const UNITS: &str = "mln mld tys bln proc zł pln eur euro usd p.p pp km m m² ha kg t kw mw gw kwh mwh gwh hz khz mhz ghz \
        kb mb gb tb mbit million billion percent procent procenta osób lat lata dni miesięcy punktu razy";
    if text.starts_with(['%', '‰', '°', '€', '$', '£']) {
        return true;
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ')' | ';')).unwrap_or(text.len());
    let word = text[..end].trim_end_matches('.').to_lowercase();
    listed(UNITS, &word)
}

/// Whether a word is one of a list of words set apart by blanks.
fn listed(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}
