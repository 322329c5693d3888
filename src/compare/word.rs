//! Cutting a block's text into the tokens of a redline: words, numbers with their unit, punctuation, markup.

use rustc_hash::{FxHashMap, FxHashSet};

use super::token::{hash, letters_end, number_end};
use crate::document::{Block, Style, hidden};

/// What kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A word that carries meaning.
    Content,
    /// A word that only joins ("i", "oraz", "the").
    Function,
    /// A number with what belongs to it ("12,5 mln zł", "31 grudnia 2027 r.", "art. 5 ust. 2").
    Quantity,
    /// Punctuation.
    Punctuation,
    /// Markup that a reader does not see, and references to footnotes.
    Markup,
}

/// A token: `start..end` in the block's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) class: Class,
    /// How many words (runs of letters, numbers) a reader counts in it.
    pub(super) words: u32,
    /// Equal for tokens that count as the same.
    pub(super) id: u32,
}

/// Numbers for token texts, the same for both texts of a comparison.
#[derive(Clone, Default)]
pub(super) struct Lexicon {
    numbers: FxHashMap<u64, u32>,
    /// What a footnote's name stands for, per side; see [`Lexicon::name_footnotes`].
    notes: [FxHashMap<String, u32>; 2],
}

impl Lexicon {
    fn number(&mut self, key: u64) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(key).or_insert(next)
    }

    /// Tells which footnotes are the same: those with equal text ("Tamże." stands many times), then those of the same
    /// name. A reference whose footnote only got another number is then no change.
    pub(super) fn name_footnotes(&mut self, before: &[(String, String)], after: &[(String, String)]) {
        let texts: FxHashSet<&str> = before.iter().map(|(_, text)| text.as_str()).collect();
        let common: FxHashSet<&str> =
            after.iter().map(|(_, text)| text.as_str()).filter(|text| texts.contains(text)).collect();
        // By text, or by name where the text is on one side only.
        let mut numbers: FxHashMap<(Option<&str>, &str), u32> = FxHashMap::default();
        for (side, notes) in [before, after].into_iter().enumerate() {
            for (name, text) in notes {
                let known = common.contains(text.as_str());
                let key = if known { (None, text.as_str()) } else { (Some(name.as_str()), "") };
                let next = numbers.len() as u32;
                let number = *numbers.entry(key).or_insert(next);
                self.notes[side].entry(name.clone()).or_insert(number);
            }
        }
    }

    /// The tokens of `text`, the text of `block`; `side` is 0 for the earlier text and 1 for the later one. The marker
    /// in front of a list item or a footnote is no token.
    pub(super) fn tokens(&mut self, text: &str, block: &Block, side: usize) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut at = block.marker as usize;
        let mut inlines = block.inlines.iter().peekable();
        while let Some(inline) = inlines.next() {
            let start = (inline.span.start as usize).max(at);
            let mut end = (inline.span.end as usize).max(start);
            self.markup(text, at, start, &mut tokens);
            if inline.style.has(Style::NOTE) {
                let name = text[start..end].trim_start_matches("[^").trim_end_matches(']');
                let note = self.notes[side].get(name).copied();
                let key = note.map_or_else(|| hash(&text[start..end]), |note| hash(note.to_le_bytes()) ^ 1);
                self.push(&mut tokens, (start, end), Class::Markup, 0, key);
            } else if inline.style.has(Style::ENTITY) {
                self.push(&mut tokens, (start, end), Class::Punctuation, 0, hash(&text[start..end]));
            } else {
                let whole = |style: Style| !style.has(Style::NOTE) && !style.has(Style::ENTITY);
                while let Some(next) = inlines.next_if(|next| next.span.start as usize == end && whole(next.style)) {
                    end = next.span.end as usize;
                }
                self.visible(text, start, end, &mut tokens);
            }
            at = end;
        }
        self.markup(text, at, text.len(), &mut tokens);
        tokens
    }

    fn push(&mut self, tokens: &mut Vec<Token>, span: (usize, usize), class: Class, words: u32, key: u64) {
        if span.0 < span.1 {
            let id = self.number(key);
            tokens.push(Token { start: span.0 as u32, end: span.1 as u32, class, words, id });
        }
    }

    /// Markup: runs without blanks, cell borders apart.
    fn markup(&mut self, text: &str, from: usize, to: usize, tokens: &mut Vec<Token>) {
        let mut start = None;
        for (offset, letter) in text[from..to].char_indices() {
            let at = from + offset;
            if hidden::is_blank(letter) || letter == '|' {
                if let Some(start) = start.take() {
                    self.push(tokens, (start, at), Class::Markup, 0, hash(&text[start..at]) ^ 2);
                }
                if letter == '|' {
                    self.push(tokens, (at, at + 1), Class::Markup, 0, 3);
                }
            } else if start.is_none() {
                start = Some(at);
            }
        }
        if let Some(start) = start {
            self.push(tokens, (start, to), Class::Markup, 0, hash(&text[start..to]) ^ 2);
        }
    }

    fn visible(&mut self, text: &str, from: usize, to: usize, tokens: &mut Vec<Token>) {
        let slice = &text[..to];
        let mut at = from;
        while at < to {
            let Some(first) = slice[at..].chars().next() else { break };
            if hidden::is_blank(first) {
                at += first.len_utf8();
                continue;
            }
            let (end, words) = quantity(slice, at, from);
            if end > at {
                self.push(tokens, (at, end), Class::Quantity, words, key_of(&slice[at..end]));
                at = end;
            } else if first.is_alphanumeric() {
                let end = letters_end(slice, at).max(at + first.len_utf8());
                let word = &slice[at..end];
                self.push(tokens, (at, end), class_of(word), 1, key_of(word));
                at = end;
            } else {
                let end = at + first.len_utf8();
                self.push(tokens, (at, end), Class::Punctuation, 0, hash(&slice[at..end]));
                at = end;
            }
        }
    }
}

/// Words compare as they are written, but for the kind of blank inside a quantity. A change that nobody sees (a soft
/// hyphen, a zero-width space) is a change all the same.
fn key_of(text: &str) -> u64 {
    if text.is_ascii() {
        return hash(text);
    }
    let folded: String = text.chars().map(|letter| if hidden::is_blank(letter) { ' ' } else { letter }).collect();
    hash(folded)
}

const SCALES: [&str; 7] = ["tys", "mln", "mld", "bln", "tysięcy", "million", "billion"];
const UNITS: [&str; 27] = [
    "%", "‰", "zł", "PLN", "EUR", "USD", "euro", "p.p", "pp", "proc", "km", "km²", "m²", "ha", "m", "kg", "t", "MW",
    "kW", "GWh", "MWh", "kWh", "Mb/s", "Gb/s", "os", "szt", "€",
];
const MONTHS: [&str; 24] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const REFERENCES: [&str; 12] = ["art", "ust", "pkt", "lit", "§", "rozdz", "tab", "rys", "zał", "poz", "nr", "par"];

/// The end of the quantity that begins at `at`, and how many words are in it; `at` where none begins.
fn quantity(text: &str, at: usize, from: usize) -> (usize, u32) {
    let (end, words) = reference(text, at);
    if end > at {
        return (end, words);
    }
    if let Some(end) = roman_label(text, at) {
        return (end, count_words(&text[at..end]));
    }
    // A sign belongs to the number unless it stands between two ("2014-2020").
    let rest = &text[at..];
    let sign = rest.chars().next().filter(|sign| matches!(sign, '-' | '−' | '+' | '±')).map_or(0, char::len_utf8);
    let free = text[from..at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(');
    let start = at + if free { sign } else { 0 };
    if !text[start..].starts_with(|digit: char| digit.is_ascii_digit()) {
        return (at, 0);
    }
    let mut end = grouped_number(text, start);
    let mut words = count_words(&text[start..end]);
    if start == at
        && let Some(date) = date(text, at, end)
    {
        return (date, count_words(&text[at..date]));
    }
    if let Some(next) = blank(text, end).and_then(|next| word_of(text, next, &SCALES)) {
        end = next;
        words += 1;
    }
    let unit = blank(text, end).unwrap_or(end);
    if let Some(next) = word_of(text, unit, &UNITS).or_else(|| word_of(text, end, &UNITS)) {
        words += count_words(&text[unit.min(next)..next]);
        end = next;
    }
    (end, words)
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

/// "31 grudnia 2027 r.", "2027 r.", "r. 2027" apart.
fn date(text: &str, at: usize, number: usize) -> Option<usize> {
    let digits = &text[at..number];
    let year_end = |end: usize| match blank(text, end) {
        Some(next) if text[next..].starts_with("r.") => next + 2,
        _ => end,
    };
    if digits.len() <= 2 {
        let month = word_of(text, blank(text, number)?, &MONTHS)?;
        let year = blank(text, month)?;
        let end = number_end(text, year);
        return Some(if end == year + 4 { year_end(end) } else { month });
    }
    let is_year = digits.len() == 4 && matches!(&digits[..2], "19" | "20");
    let end = year_end(number);
    (is_year && end > number).then_some(end)
}

/// "art. 5 ust. 2 pkt 1", "§ 5": marker words with their numbers.
fn reference(text: &str, at: usize) -> (usize, u32) {
    let (mut end, mut next, mut words) = (at, at, 0);
    if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        return (at, 0);
    }
    while let Some(marker) = word_of(text, next, &REFERENCES) {
        let Some(number) = blank(text, marker).or((text[next..].starts_with('§')).then_some(marker)) else { break };
        let mut stop = number_end(text, number);
        if stop == number {
            break;
        }
        // "12a"
        let letter = letters_end(text, stop);
        if letter == stop + 1 {
            stop = letter;
        }
        words += count_words(&text[next..stop]);
        end = stop;
        match blank(text, stop) {
            Some(after) => next = after,
            None => break,
        }
    }
    (end, words)
}

/// "II.3", "IV.1.2": a Roman number with the numbers under it.
fn roman_label(text: &str, at: usize) -> Option<usize> {
    if text[..at].ends_with(char::is_alphanumeric) {
        return None;
    }
    let roman = text[at..].bytes().take_while(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C')).count();
    let number = at + roman + 1;
    let end = text[at + roman..].starts_with('.').then(|| number_end(text, number))?;
    let whole = roman > 0 && end > number && !text[end..].starts_with(char::is_alphanumeric);
    whole.then_some(end)
}

/// The end of one of `words` (with its full stop) at `at`, where it stands as a whole word.
fn word_of(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let rest = &text[at..];
    let found = words.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len())?;
    let end = at + found.len();
    let is_word = found.ends_with(char::is_alphabetic);
    if is_word && text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let is_short = is_word
        && !matches!(*found, "mln" | "mld" | "zł" | "pkt" | "nr")
        && found.len() <= 5
        && !MONTHS.contains(found);
    Some(if is_short && text[end..].starts_with('.') && !ends_sentence(text, end) { end + 1 } else { end })
}

/// Whether the full stop at `at` ends a sentence: nothing or a capital letter follows.
fn ends_sentence(text: &str, at: usize) -> bool {
    let rest = text[at + 1..].trim_start();
    rest.is_empty() || (text[at + 1..].starts_with(char::is_whitespace) && rest.starts_with(char::is_uppercase))
}

/// The place behind one blank at `at`; line breaks are no blanks here.
fn blank(text: &str, at: usize) -> Option<usize> {
    let first = text[at..].chars().next()?;
    matches!(first, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}').then(|| at + first.len_utf8())
}

fn count_words(text: &str) -> u32 {
    let mut count = 0;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let end = if first.is_ascii_digit() { number_end(text, at) } else { letters_end(text, at) };
        if first.is_alphanumeric() {
            count += 1;
        }
        at = end.max(at + first.len_utf8());
    }
    count
}

/// Words that only join, in the order of their bytes.
const FUNCTION_WORDS: [&str; 96] = [
    "a", "aby", "albo", "ale", "also", "an", "and", "are", "as", "at", "be", "been", "bez", "by", "być", "był", "była",
    "było", "były", "co", "czy", "dla", "do", "for", "from", "go", "had", "has", "have", "i", "ich", "in", "into",
    "is", "it", "its", "jak", "jako", "je", "jego", "jej", "jest", "już", "która", "które", "który", "których",
    "którym", "ku", "lub", "na", "nad", "o", "od", "of", "on", "or", "oraz", "po", "pod", "przed", "przez", "przy",
    "się", "so", "są", "ta", "tak", "te", "tego", "tej", "ten", "też", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "to", "tych", "tym", "u", "w", "was", "we", "were", "which", "with", "z", "za", "ze",
    "że",
];

/// The class of a word or a mark.
pub(super) fn class_of(word: &str) -> Class {
    match word.chars().any(char::is_alphanumeric) {
        false => Class::Punctuation,
        true if is_function_word(word) => Class::Function,
        true => Class::Content,
    }
}

fn is_function_word(word: &str) -> bool {
    if word.len() > 8 {
        return false;
    }
    let known = |word: &str| FUNCTION_WORDS.binary_search(&word).is_ok();
    if word.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        return known(&word.to_lowercase());
    }
    known(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markdown;

    fn tokens(source: &str) -> Vec<(String, Class)> {
        let document = markdown::read(source.to_owned());
        let block = &document.sections[0].blocks[0];
        let text = document.block_text(block).into_owned();
        let tokens = Lexicon::default().tokens(&text, block, 0);
        tokens.iter().map(|token| (text[token.start as usize..token.end as usize].to_owned(), token.class)).collect()
    }

    fn quantities(source: &str) -> Vec<String> {
        tokens(source).into_iter().filter(|(_, class)| *class == Class::Quantity).map(|(text, _)| text).collect()
    }

    #[test]
    fn footnotes_of_equal_text_are_the_same() {
        let notes = |notes: &[(&str, &str)]| -> Vec<(String, String)> {
            notes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
        };
        let mut lexicon = Lexicon::default();
        lexicon.name_footnotes(
            &notes(&[("1", "Tamże."), ("2", "Tamże."), ("3", "GUS"), ("4", "NBP")]),
            &notes(&[("1", "Tamże."), ("2", "Tamże."), ("3", "Tamże."), ("4", "GUS 2020"), ("5", "NBP")]),
        );
        let [old, new] = &lexicon.notes;
        assert_eq!(old["1"], new["3"]);
        assert_eq!(old["2"], new["1"]);
        assert_ne!(old["3"], new["3"]);
        assert_ne!(old["3"], new["4"]);
        assert_ne!(old["4"], new["4"]);
        assert_eq!(old["4"], new["5"]);
    }

    #[test]
    fn numbers_stand_with_their_units() {
        assert_eq!(
            quantities("Nakłady 12,5 mln zł, czyli 2,5% PKB i 1,2 p.p. więcej"),
            ["12,5 mln zł", "2,5%", "1,2 p.p."]
        );
        assert_eq!(
            quantities("do 31 grudnia 2027 r. albo w 2030 r. w latach 2014-2020"),
            ["31 grudnia 2027 r.", "2030 r.", "2014", "2020"]
        );
        assert_eq!(quantities("z art. 5 ust. 2 pkt 1 i § 12a"), ["art. 5 ust. 2 pkt 1", "§ 12a"]);
        assert_eq!(quantities("kwota 1 234 567,89 zł (-3,1%)"), ["1 234 567,89 zł", "-3,1%"]);
        assert_eq!(quantities("W 2020 100 osób"), ["2020", "100"]);
        assert_eq!(quantities("działanie II.3 i IV.1.2, CV.B i V."), ["II.3", "IV.1.2"]);
        assert_eq!(quantities("wzrost o 5 tys. Zarząd"), ["5 tys"]);
    }

    #[test]
    fn markup_is_told_from_text() {
        use Class::*;
        assert_eq!(
            tokens("1. **Cel** i [link](https://a.b/c).\n"),
            [
                ("**", Markup),
                ("Cel", Content),
                ("**", Markup),
                ("i", Function),
                ("[", Markup),
                ("link", Content),
                ("](https://a.b/c)", Markup),
                (".", Punctuation)
            ]
            .map(|(text, class)| (text.to_owned(), class))
        );
    }

    #[test]
    fn words_in_tokens_are_the_words_a_reader_counts() {
        for source in [
            "Nakłady 12,5 mln zł do 31 grudnia 2027 r., art. 5 ust. 2 i 1 234 567 osób (-3%), R&D 12a x2",
            "| a | b |\n|---|---|\n| 1,5 % | **x** `y` |\n",
            "1. punkt[^1] &nbsp; <b>b</b>\n\n[^1]: x",
        ] {
            let document = markdown::read(source.to_owned());
            let block = &document.sections[0].blocks[0];
            let text = document.block_text(block).into_owned();
            let mut expected = 0;
            super::super::token::each_word(&text, block, &mut |_, sight| {
                expected += u32::from(sight == super::super::token::Sight::Visible);
            });
            let tokens = Lexicon::default().tokens(&text, block, 0);
            assert_eq!(tokens.iter().map(|token| token.words).sum::<u32>(), expected, "{source}");
        }
    }
}
