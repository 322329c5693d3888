//! Cutting a block's text into the tokens of a redline: words, numbers with their unit, punctuation, markup.

use rustc_hash::{FxHashMap, FxHashSet};

use super::quantity::{alphanumeric_end, count_words, is_dash, quantity};
use super::token::{hash, is_alphanumeric};
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

/// Numbers for token texts, the same for both texts of a comparison. Only whether two are equal counts: each thread has numbers
/// of its own.
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
                // A line break within a paragraph is a blank like others.
                let touches = |end: usize, start: usize| {
                    let gap = text.get(end..start).unwrap_or("\\");
                    gap.is_empty() || gap.strip_prefix('\n').is_some_and(|rest| rest.trim_matches(' ').is_empty())
                };
                while let Some(next) =
                    inlines.next_if(|next| touches(end, next.span.start as usize) && whole(next.style))
                {
                    end = next.span.end as usize;
                }
                let beyond = Beyond::of(text, (start, end), inlines.clone());
                end = self.visible(text, start, end, beyond.as_ref(), &mut tokens);
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

    /// Text that a reader sees, and where it ends: a quantity may end behind it.
    fn visible(
        &mut self,
        text: &str,
        from: usize,
        to: usize,
        beyond: Option<&Beyond>,
        tokens: &mut Vec<Token>,
    ) -> usize {
        let slice = &text[..to];
        let mut at = from;
        while at < to {
            let Some(first) = slice[at..].chars().next() else { break };
            if hidden::is_blank(first) {
                at += first.len_utf8();
                continue;
            }
            if let Some((end, words, key)) = beyond.and_then(|beyond| beyond.quantity(at - from)) {
                self.push(tokens, (at, end), Class::Quantity, words, key);
                return end;
            }
            let (end, words) = quantity(slice, at, from);
            if end > at {
                self.push(tokens, (at, end), Class::Quantity, words, quantity_key(&slice[at..end]));
                at = end;
            } else if is_alphanumeric(first) {
                // "B2B" and "CO2" are one word to a redline.
                let end = alphanumeric_end(slice, at).max(at + first.len_utf8());
                let word = &slice[at..end];
                self.push(tokens, (at, end), class_of(word), count_words(word).max(1), key_of(word));
                at = end;
            } else {
                let end = at + first.len_utf8();
                self.push(tokens, (at, end), Class::Punctuation, 0, hash(&slice[at..end]));
                at = end;
            }
        }
        to
    }
}

/// A quantity that goes on behind this many bytes of markup and text is none.
const FAR: usize = 64;

/// Text that a reader sees before and behind marks of emphasis, without them: "**12,5** mln zł" is one quantity.
struct Beyond {
    text: String,
    /// Where the text that ends with the emphasis ends in it.
    own: usize,
    /// Where pieces begin in it, and where in the text of the block.
    pieces: Vec<(usize, usize)>,
    /// Whether there is more of the last piece.
    cut: bool,
}

impl Beyond {
    /// What stands behind `span`; `None` where no emphasis ends or begins there.
    fn of<'i>(
        text: &str,
        span: (usize, usize),
        behind: impl Iterator<Item = &'i crate::document::Inline>,
    ) -> Option<Beyond> {
        let mut beyond =
            Beyond { text: text[span.0..span.1].to_owned(), own: span.1 - span.0, pieces: Vec::new(), cut: false };
        let mut end = span.1;
        for inline in behind {
            let (from, to) = (inline.span.start as usize, inline.span.end as usize);
            let marks = text.get(end..from).is_some_and(|gap| gap.chars().all(is_emphasis));
            let is_text = !inline.style.has(Style::NOTE) && !inline.style.has(Style::ENTITY);
            if !marks || !is_text || from >= span.1 + FAR {
                break;
            }
            beyond.pieces.push((beyond.text.len(), from));
            let mut near = to.min(span.1 + FAR);
            while !text.is_char_boundary(near) {
                near -= 1;
            }
            beyond.text.push_str(&text[from..near]);
            beyond.cut = near < to;
            end = to;
        }
        (!beyond.pieces.is_empty()).then_some(beyond)
    }

    /// The quantity that begins at `at`, before the marks, and ends behind them: where it ends in the text of the block, how
    /// many words it has, and by what it compares.
    fn quantity(&self, at: usize) -> Option<(usize, u32, u64)> {
        if self.own - at > FAR {
            return None;
        }
        let (end, words) = quantity(&self.text, at, 0);
        if self.cut && end == self.text.len() {
            return None;
        }
        let (piece, from) = self.pieces.iter().rev().find(|(piece, _)| *piece < end)?;
        Some((from + end - piece, words, quantity_key(&self.text[at..end])))
    }
}

/// Marks of emphasis. What is struck through is no part of what stands beside it, and has others.
pub(super) fn is_emphasis(letter: char) -> bool {
    matches!(letter, '*' | '_')
}

/// Words compare as they are written. A change that nobody sees (a soft hyphen, a zero-width space) is a change all the
/// same.
fn key_of(text: &str) -> u64 {
    hash(text)
}

/// Quantities compare without the kind of their blanks, without those that part no two words or numbers ("5 %"), and with
/// one dash for all.
fn quantity_key(text: &str) -> u64 {
    let mut folded = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if !hidden::is_blank(letter) {
            folded.push(if is_dash(letter) { '-' } else { letter });
            continue;
        }
        while letters.next_if(|next| hidden::is_blank(*next)).is_some() {}
        let last = folded.chars().next_back().filter(|last| is_alphanumeric(*last));
        let next = letters.peek().filter(|next| is_alphanumeric(**next));
        if last.zip(next).is_some_and(|(last, next)| last.is_ascii_digit() == next.is_ascii_digit()) {
            folded.push(' ');
        }
    }
    hash(folded)
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
            "nr XXIX/342/21, 2015–2020, 20-letni, B2B, 15 µg/m³, IV kwartał 2027 r., art. 5(2)(a), PM2,5 i 2. edycja",
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
