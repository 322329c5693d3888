//! Text from glyphs: lines, words, and what a line's end divided joined again.

use rustc_hash::FxHashSet;

use super::glyph::{Glyph, Sheet};
use crate::import::content::{Face, Piece, Position, What};

/// What a stretch of text is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bit<'a> {
    /// A glyph of a page, and the link it belongs to.
    Glyph { page: usize, glyph: &'a Glyph, link: Option<usize> },
    /// Text that stands for glyphs.
    Text(&'a str, Option<usize>),
}

/// The words of a file that stand within a line: what decides whether a hyphen at a line's end belongs to the word.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: FxHashSet<String>,
}

/// Joins lines, with what is known of the whole file.
#[derive(Debug, Default)]
pub(super) struct Joiner {
    words: Words,
    /// Where links lead.
    pub(super) links: Vec<String>,
    /// Hyphens at a line's end that may belong to the word ("społeczno-").
    pub(super) doubtful: u32,
}

/// A character with its look.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Letter {
    c: char,
    face: Face,
    link: Option<usize>,
}

/// What stands between the lines until they are joined; no glyph has it.
const LINE: char = '\n';

/// Whether a glyph stands on the line whose largest glyph so far is `base`.
pub(super) fn same_line(base: &Glyph, glyph: &Glyph) -> bool {
    let size = base.size.max(glyph.size).max(1);
    base.turned == glyph.turned && (base.y - glyph.y).abs() * 100 < size * 55
}

/// Whether a blank is to be seen between two glyphs of a line, or the second one stands before the first.
pub(super) fn is_apart(before: &Glyph, glyph: &Glyph) -> bool {
    let size = before.size.min(glyph.size).max(1);
    let gap = glyph.x - (before.x + before.width);
    // Fonts that do not tell widths leave no more than the distance.
    let gap = if before.width == 0 { gap - size * 7 / 10 } else { gap };
    gap * 100 > size * 18 || gap < -2 * size
}

impl Words {
    /// The words of all pages.
    pub(super) fn read(sheets: &[Sheet]) -> Words {
        let mut words = Words::default();
        for sheet in sheets {
            let (mut word, mut base, mut last): (String, Option<&Glyph>, Option<&Glyph>) = Default::default();
            let mut whole = true;
            for glyph in sheet.glyphs.iter().filter(|it| !it.is_artifact) {
                let line = base.is_some_and(|base| !same_line(base, glyph));
                if line {
                    let cut = word.ends_with(is_hyphen);
                    words.add(&mut word, whole && !cut);
                    whole = !cut;
                } else if last.is_some_and(|last| is_apart(last, glyph)) {
                    words.add(&mut word, whole);
                    whole = true;
                }
                for c in glyph.text.chars() {
                    if c.is_alphabetic() || is_hyphen(c) {
                        word.push(c);
                    } else {
                        words.add(&mut word, whole);
                        whole = true;
                    }
                }
                base = Some(base.filter(|base| !line && base.size > glyph.size).unwrap_or(glyph));
                last = Some(glyph);
            }
            words.add(&mut word, whole);
        }
        words
    }

    fn add(&mut self, word: &mut String, is_whole: bool) {
        if is_whole && word.chars().count() > 2 {
            self.known.insert(word.to_lowercase().replace(is_hyphen, "-"));
        }
        word.clear();
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}')
}

impl Joiner {
    pub(super) fn new(words: Words) -> Joiner {
        Joiner { words, ..Joiner::default() }
    }

    /// The text that bits make, in one line.
    pub(super) fn pieces(&mut self, bits: &[Bit<'_>]) -> Vec<Piece> {
        let letters = letters(bits);
        let letters = self.joined(&letters);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut last = None;
        for letter in letters {
            match (pieces.last_mut(), last) {
                (Some(Piece { what: What::Text(text), .. }), Some(look)) if look == (letter.face, letter.link) => {
                    text.push(letter.c);
                }
                _ => {
                    let link = letter.link.and_then(|at| self.links.get(at).cloned());
                    pieces.push(Piece { what: What::Text(letter.c.to_string()), face: letter.face, link });
                    last = Some((letter.face, letter.link));
                }
            }
        }
        pieces
    }

    /// The letters with single blanks, lines joined, and nothing around them.
    fn joined(&mut self, letters: &[Letter]) -> Vec<Letter> {
        let mut joined: Vec<Letter> = Vec::with_capacity(letters.len());
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            at += 1;
            let blank = |letters: &[Letter]| letters.last().is_none_or(|last| last.c == ' ');
            match letter.c {
                LINE => {
                    while joined.last().is_some_and(|last| last.c == ' ') {
                        joined.pop();
                    }
                    while letters.get(at).is_some_and(|next| next.c == ' ' || next.c == LINE) {
                        at += 1;
                    }
                    let rest = &letters[at..];
                    if !self.hyphenated(&mut joined, rest) && !blank(&joined) && !ends_in_dash(&joined, rest) {
                        joined.push(Letter { c: ' ', ..*letter });
                    }
                    // A hyphen that the next line repeats stands there once.
                    if joined.last().is_some_and(|last| is_hyphen(last.c))
                        && rest.first().is_some_and(|next| is_hyphen(next.c))
                    {
                        at += 1;
                    }
                }
                ' ' if blank(&joined) => {}
                '\u{ad}' if letters.get(at).is_some_and(|next| next.c != LINE) => {}
                _ => joined.push(*letter),
            }
        }
        while joined.last().is_some_and(|last| last.c == ' ') {
            joined.pop();
        }
        // Blanks wear what stands before them, so that a look is not cut by them.
        for at in 1..joined.len() {
            if joined[at].c == ' ' {
                let next = joined.get(at + 1).map(|next| (next.face, next.link));
                let before = (joined[at - 1].face, joined[at - 1].link);
                let plain = (Face::default(), None);
                let (face, link) = if next == Some(before) { before } else { plain };
                joined[at] = Letter { c: ' ', face, link };
            }
        }
        joined
    }

    /// Takes the hyphen of a word that was divided at a line's end away; whether nothing is to stand between the lines.
    fn hyphenated(&mut self, before: &mut Vec<Letter>, rest: &[Letter]) -> bool {
        let Some((hyphen, head)) = before.split_last() else { return false };
        if !is_hyphen(hyphen.c) || !head.last().is_some_and(|letter| letter.c.is_alphabetic()) {
            return false;
        }
        let own = rest.first().is_some_and(|next| is_hyphen(next.c));
        let next = rest.get(usize::from(own)).map(|next| next.c);
        if own {
            return next.is_some_and(char::is_alphabetic);
        }
        if !next.is_some_and(char::is_lowercase) {
            // "Warszawa-" above "Praga": the hyphen is the name's own.
            return next.is_some_and(char::is_alphabetic);
        }
        if hyphen.c != '\u{ad}' {
            let is_part = |letter: &&Letter| letter.c.is_alphabetic() || is_hyphen(letter.c);
            let mut left: Vec<char> = head.iter().rev().take_while(is_part).map(|letter| letter.c).collect();
            left.reverse();
            let left: String = left.into_iter().collect::<String>().to_lowercase();
            let right: String = rest.iter().take_while(is_part).map(|letter| letter.c).collect();
            let right = right.to_lowercase();
            let known = |word: String| self.words.known.contains(&word);
            if !known(format!("{left}{right}")) {
                if known(format!("{left}-{right}")) {
                    return true;
                }
                self.doubtful += u32::from(left.ends_with('o') && left.chars().count() > 3);
            }
        }
        before.pop();
        true
    }
}

/// Whether a text ends in a dash between two numbers, which no blank follows.
fn ends_in_dash(before: &[Letter], rest: &[Letter]) -> bool {
    let [.., number, dash] = before else { return false };
    matches!(dash.c, '–' | '-') && number.c.is_ascii_digit() && rest.first().is_some_and(|next| next.c.is_ascii_digit())
}

/// The letters that bits make, with the ends of lines between them.
fn letters(bits: &[Bit<'_>]) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut line: Vec<(usize, &Glyph, Option<usize>)> = Vec::new();
    let mut base: Option<(usize, &Glyph)> = None;
    for bit in bits {
        match *bit {
            Bit::Glyph { page, glyph, link } => {
                let same = base.is_some_and(|(on, base)| on == page && same_line(base, glyph));
                if base.is_some() && !same {
                    flush(&mut line, &mut letters);
                    letters.push(Letter { c: LINE, face: Face::default(), link: None });
                }
                line.push((page, glyph, link));
                let blank = glyph.text.trim().is_empty();
                base = match base {
                    Some((on, base)) if same && (base.size >= glyph.size || blank) => Some((on, base)),
                    _ => Some((page, glyph)),
                };
            }
            Bit::Text(text, link) => {
                flush(&mut line, &mut letters);
                let own = text.chars().map(|c| if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c });
                letters.extend(own.map(|c| Letter { c, face: Face::default(), link }));
            }
        }
    }
    flush(&mut line, &mut letters);
    letters
}

/// Writes a line of glyphs as letters.
fn flush(line: &mut Vec<(usize, &Glyph, Option<usize>)>, letters: &mut Vec<Letter>) {
    let shown = || line.iter().filter(|(_, glyph, _)| !glyph.text.trim().is_empty());
    let size = shown().map(|(_, glyph, _)| glyph.size).max().unwrap_or(0);
    let mut bases: Vec<i32> = shown().filter(|(_, glyph, _)| glyph.size == size).map(|(_, glyph, _)| glyph.y).collect();
    bases.sort_unstable();
    let base = bases.get(bases.len() / 2).copied().unwrap_or(0);
    let mut last: Option<&Glyph> = None;
    for (_, glyph, link) in line.drain(..) {
        let small = glyph.size * 100 <= size * 88;
        let position = match base - glyph.y {
            up if small && up * 100 > size * 12 => Position::Above,
            up if small && up * 100 < size * -4 => Position::Below,
            _ => Position::Line,
        };
        let face = Face { strong: glyph.strong, emphasis: glyph.slanted, position, ..Face::default() };
        if last.is_some_and(|last| is_apart(last, glyph)) && letters.last().is_some_and(|last| last.c != ' ') {
            letters.push(Letter { c: ' ', face, link });
        }
        for c in glyph.text.chars() {
            let c = if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
            match ligature(c) {
                Some(parts) => letters.extend(parts.chars().map(|c| Letter { c, face, link })),
                None => letters.push(Letter { c, face, link }),
            }
        }
        last = Some(glyph);
    }
}

/// The letters that a ligature stands for.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        // Bullets of symbol fonts.
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0a8}' | '\u{f076}' | '\u{f0d8}' => "•",
        _ => return None,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::import::content::words;

    /// A glyph of 10 points for each letter; lines are 12 points apart.
    pub(in crate::import::pdf) fn set(lines: &[&str]) -> Vec<Glyph> {
        let glyph = |(line, (at, c)): (usize, (usize, char))| Glyph {
            text: c.to_string(),
            x: 1_000 + at as i32 * 500,
            y: 1_000 + line as i32 * 1_200,
            width: 500,
            size: 1_000,
            strong: false,
            slanted: false,
            turned: 0,
            mark: None,
            is_artifact: false,
            is_invisible: false,
        };
        let lines = lines.iter().enumerate();
        lines.flat_map(|(line, text)| text.chars().enumerate().map(move |it| (line, it))).map(glyph).collect()
    }

    fn joined(lines: &[&str]) -> (String, u32) {
        let glyphs = set(lines);
        let sheet = Sheet { glyphs: glyphs.clone(), ..Sheet::default() };
        let mut joiner = Joiner::new(Words::read(&[sheet]));
        let bits: Vec<Bit<'_>> = glyphs.iter().map(|glyph| Bit::Glyph { page: 0, glyph, link: None }).collect();
        (words(&joiner.pieces(&bits)), joiner.doubtful)
    }

    #[test]
    fn lines_are_joined_and_hyphens_of_their_ends_taken_away() {
        let said = |lines: &[&str]| joined(lines).0;
        assert_eq!(said(&["Wsparcie  przedsię-", "biorstw w regionie"]), "Wsparcie przedsiębiorstw w regionie");
        assert_eq!(said(&["lata 2021–", "2027 oraz"]), "lata 2021–2027 oraz");
        assert_eq!(said(&["rozwój społeczno-", "-gospodarczy"]), "rozwój społeczno-gospodarczy");
        assert_eq!(said(&["Bielsko-", "Biała"]), "Bielsko-Biała");
        assert_eq!(said(&["koniec –", "dalszy ciąg"]), "koniec – dalszy ciąg");
        assert_eq!(said(&["wspar\u{ad}cie i roz\u{ad}", "wój"]), "wsparcie i rozwój");
        assert_eq!(said(&["ﬁnansowanie"]), "finansowanie");
    }

    #[test]
    fn other_places_decide_about_hyphens_and_what_none_decides_is_counted() {
        let elsewhere = ["cele społeczno-gospodarcze oraz", "cele społeczno-", "gospodarcze"];
        let text = "cele społeczno-gospodarcze oraz cele społeczno-gospodarcze";
        assert_eq!(joined(&elsewhere), (text.to_owned(), 0));
        assert_eq!(joined(&["cele społeczno-", "gospodarcze"]), ("cele społecznogospodarcze".to_owned(), 1));
        assert_eq!(joined(&["auto-", "mat i automat"]), ("automat i automat".to_owned(), 0));
    }

    #[test]
    fn small_raised_glyphs_stand_above_the_line() {
        let mut glyphs = set(&["m2 zł1"]);
        for at in [1, 5] {
            glyphs[at].size = 600;
            glyphs[at].y -= 350;
        }
        let bits: Vec<Bit<'_>> = glyphs.iter().map(|glyph| Bit::Glyph { page: 0, glyph, link: None }).collect();
        let pieces = Joiner::default().pieces(&bits);
        let above: Vec<bool> = pieces.iter().map(|piece| piece.face.position == Position::Above).collect();
        assert_eq!(above, [false, true, false, true]);
    }
}
