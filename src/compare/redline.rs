//! The redline of two texts word by word: what a careful person would strike out and write in.
//!
//! The longest common run comes first, then the rest on both sides of it (Ratcliff and Obershelp). Two replacements with
//! nothing but a joining word between them become one, a sentence that is mostly new is replaced as a whole, and a pure
//! insertion or deletion slides to the boundary of a sentence or clause.

use super::flow::longest_runs;
use super::word::{Class, Token, is_emphasis};
use super::{Run, RunOp, Words};
use crate::document::hidden;

/// Steps that the search for common runs may take for one pair of texts.
const STEP_CAP: u64 = 4_000_000;

/// Tokens `before` were replaced by tokens `after`; one of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) before: std::ops::Range<usize>,
    pub(super) after: std::ops::Range<usize>,
}

/// One text with its tokens.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
}

/// A finished redline.
#[derive(Debug)]
pub(super) struct Redline {
    pub(super) runs: Vec<Run>,
    /// Whether any token changed; blanks, markers and numbers of footnotes do not count.
    pub(super) changed: bool,
    pub(super) words: Words,
    /// Whether a part was too large and was replaced whole.
    pub(super) coarse: bool,
}

/// Compares two texts.
pub(super) fn redline(before: Tokens<'_>, after: Tokens<'_>) -> Redline {
    let (hunks, complete) = hunks(before, after);
    let mut redline = write(before, after, &hunks);
    redline.coarse = !complete;
    redline
}

/// What changed between two token sequences, in order; hunks never touch.
pub(super) fn hunks(before: Tokens<'_>, after: Tokens<'_>) -> (Vec<Hunk>, bool) {
    let ids = |side: Tokens<'_>| side.tokens.iter().map(|token| token.id).collect::<Vec<u32>>();
    let (a, b) = (ids(before), ids(after));
    let prefix = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    if prefix == a.len() && prefix == b.len() {
        return (Vec::new(), true);
    }
    let (runs, complete) = longest_runs(&a, &b, STEP_CAP);
    let mut hunks = between(&runs, a.len(), b.len());
    join_replacements(before, &mut hunks);
    replace_sentences(before, after, &mut hunks);
    slide(before, after, &mut hunks);
    (hunks, complete)
}

fn between(runs: &[(usize, usize, usize)], n: usize, m: usize) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y, length) in runs.iter().copied().chain([(n, m, 0)]) {
        if x > i || y > j {
            hunks.push(Hunk { before: i..x, after: j..y });
        }
        (i, j) = (x + length, y + length);
    }
    hunks
}

fn is_replacement(hunk: &Hunk) -> bool {
    !hunk.before.is_empty() && !hunk.after.is_empty()
}

fn size(hunk: &Hunk) -> usize {
    hunk.before.len() + hunk.after.len()
}

/// Joins neighbours that a reader takes in as one: at most two tokens between them and no word that carries meaning.
fn join_replacements(before: Tokens<'_>, hunks: &mut Vec<Hunk>) {
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for mut hunk in hunks.drain(..) {
        while let Some(last) = joined.pop_if(|last| are_one(before, last, &hunk)) {
            hunk = Hunk { before: last.before.start..hunk.before.end, after: last.after.start..hunk.after.end };
        }
        joined.push(hunk);
    }
    *hunks = joined;
}

fn are_one(before: Tokens<'_>, x: &Hunk, y: &Hunk) -> bool {
    let between = &before.tokens[x.before.end..y.before.start];
    if between.len() > 2 || between.iter().any(|token| is_one_of(before, token, ".;:!?|")) {
        return false;
    }
    let content = between.iter().filter(|token| matches!(token.class, Class::Content | Class::Quantity)).count();
    let (both, least) = (is_replacement(x) && is_replacement(y), size(x).min(size(y)));
    match content {
        0 => least >= 3 && (both || least >= 4),
        1 => both && least >= 6,
        _ => false,
    }
}

fn is_one_of(side: Tokens<'_>, token: &Token, marks: &str) -> bool {
    let text = &side.text[token.start as usize..token.end as usize];
    text.len() == 1 && marks.contains(text)
}

/// A sentence of more than 8 words of which more than 8 in 10 changed is replaced as a whole.
fn replace_sentences(before: Tokens<'_>, after: Tokens<'_>, hunks: &mut Vec<Hunk>) {
    let mut replaced: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let mut start = 0;
    let mut at = 0;
    while start < before.tokens.len() {
        let end = sentence_end(before, start);
        let words = |tokens: &[Token]| tokens.iter().filter(|token| token.words > 0).count();
        while at < hunks.len() && hunks[at].before.end <= start {
            replaced.push(hunks[at].clone());
            at += 1;
        }
        let inside = hunks[at..].iter().take_while(|hunk| hunk.before.end <= end && hunk.before.start >= start).count();
        let own = &hunks[at..at + inside];
        let changed: usize = own.iter().map(|hunk| words(&before.tokens[hunk.before.clone()])).sum();
        let total = words(&before.tokens[start..end]);
        let whole = (inside >= 2 && total > 8 && changed * 10 > total * 8).then(|| Hunk {
            before: own[0].before.start..own[inside - 1].before.end,
            after: own[0].after.start..own[inside - 1].after.end,
        });
        // The sentence must have become one sentence again.
        let is_sentence = |hunk: &Hunk| {
            let tokens = &after.tokens[hunk.after.clone()];
            let inner = tokens.len().saturating_sub(1);
            words(tokens) > 0 && !tokens[..inner].iter().any(|token| is_one_of(after, token, ".!?|"))
        };
        match whole.filter(is_sentence) {
            Some(whole) => replaced.push(whole),
            None => replaced.extend_from_slice(own),
        }
        at += inside;
        start = end;
    }
    replaced.extend_from_slice(&hunks[at..]);
    *hunks = replaced;
}

fn sentence_end(side: Tokens<'_>, start: usize) -> usize {
    let rest = &side.tokens[start..];
    rest.iter().position(|token| is_one_of(side, token, ".!?|")).map_or(side.tokens.len(), |at| start + at + 1)
}

/// Slides pure insertions and deletions to where a reader would cut.
fn slide(before: Tokens<'_>, after: Tokens<'_>, hunks: &mut [Hunk]) {
    for at in 0..hunks.len() {
        let hunk = hunks[at].clone();
        if is_replacement(&hunk) {
            continue;
        }
        let (side, range) =
            if hunk.before.is_empty() { (after, hunk.after.clone()) } else { (before, hunk.before.clone()) };
        let (low, high) = room(hunks, at, before.tokens.len(), after.tokens.len());
        let tokens = side.tokens;
        // How far the hunk can go back and forth with the same result.
        let same = |x: usize, y: usize| tokens[x].id == tokens[y].id;
        let mut back = 0;
        while back < low.min(8) && same(range.start - back - 1, range.end - back - 1) {
            back += 1;
        }
        let mut ahead = 0;
        while ahead < high.min(8) && same(range.start + ahead, range.end + ahead) {
            ahead += 1;
        }
        let best = (-(back as isize)..=ahead as isize)
            .max_by_key(|offset| (cut_score(side, shift(&range, *offset)), -offset.abs(), *offset))
            .expect("0 is always there");
        hunks[at] = Hunk { before: shift(&hunk.before, best), after: shift(&hunk.after, best) };
    }
}

fn shift(range: &std::ops::Range<usize>, offset: isize) -> std::ops::Range<usize> {
    range.start.wrapping_add_signed(offset)..range.end.wrapping_add_signed(offset)
}

/// How many equal tokens stand between this hunk and its neighbours; one is left, so that hunks never touch.
fn room(hunks: &[Hunk], at: usize, n: usize, m: usize) -> (usize, usize) {
    let hunk = &hunks[at];
    let low = match at.checked_sub(1).map(|previous| &hunks[previous]) {
        Some(previous) => hunk.before.start - previous.before.end - 1,
        None => hunk.before.start.min(hunk.after.start),
    };
    let high = match hunks.get(at + 1) {
        Some(next) => next.before.start - hunk.before.end - 1,
        None => (n - hunk.before.end).min(m - hunk.after.end),
    };
    (low, high)
}

/// +6 behind the end of a sentence or clause, +4 up to one, +2 and less for commas, -4 for a split bracket.
fn cut_score(side: Tokens<'_>, range: std::ops::Range<usize>) -> i32 {
    let is = |at: usize, marks: &str| is_one_of(side, &side.tokens[at], marks);
    let (first, last) = (range.start, range.end - 1);
    let mut score = 0;
    if first == 0 || is(first - 1, ".;:!?|") {
        score += 6;
    } else if is(first - 1, ",") {
        score += 2;
    }
    if is(last, ".;:!?") {
        score += 4;
    } else if is(last, ",") {
        score += 1;
    }
    score += i32::from(is(first, ",")) * 2;
    score -= 4 * (i32::from(is(last, "([")) + i32::from(is(first, ")]")));
    score
}

/// Writes the redline: equal and delete runs spell the text before, equal and insert runs the text after, to the byte.
pub(super) fn write(before: Tokens<'_>, after: Tokens<'_>, hunks: &[Hunk]) -> Redline {
    let mut writer =
        Writer { before, after, at: (0, 0), runs: Vec::new(), delete: String::new(), insert: String::new() };
    let mut words = Words::default();
    let mut changed = !hunks.is_empty();
    let (mut i, mut j) = (0, 0);
    let end = Hunk { before: before.tokens.len()..before.tokens.len(), after: after.tokens.len()..after.tokens.len() };
    for hunk in hunks.iter().chain([&end]) {
        while i < hunk.before.start {
            writer.same(before.tokens[i].start, after.tokens[j].start);
            changed |= writer.token(&before.tokens[i], &after.tokens[j]);
            words.kept += u64::from(before.tokens[i].words);
            (i, j) = (i + 1, j + 1);
        }
        let count = |tokens: &[Token]| tokens.iter().map(|token| u64::from(token.words)).sum::<u64>();
        words.deleted += count(&before.tokens[hunk.before.clone()]);
        words.inserted += count(&after.tokens[hunk.after.clone()]);
        writer.hunk(hunk);
        (i, j) = (hunk.before.end, hunk.after.end);
    }
    writer.same(before.text.len() as u32, after.text.len() as u32);
    Redline { runs: writer.finish(), changed, words, coarse: false }
}

/// Collects runs; `at` is what has been written of both texts. Deletions come before insertions.
struct Writer<'t> {
    before: Tokens<'t>,
    after: Tokens<'t>,
    at: (u32, u32),
    runs: Vec<Run>,
    delete: String,
    insert: String,
}

impl<'t> Writer<'t> {
    /// Writes both texts up to the given places; they count as the same, even where they are not to the byte.
    fn same(&mut self, before: u32, after: u32) {
        let (x, y) = (self.ahead_before(before), self.ahead_after(after));
        if x == y {
            self.equal(x);
            self.at = (before, after);
        } else {
            self.to(before, after);
        }
    }

    /// Writes two tokens that count as the same. Where a quantity is typeset otherwise, only the blanks, dashes and marks of
    /// emphasis in it that differ are struck out and written in; returns whether any of them is more than a blank.
    fn token(&mut self, x: &Token, y: &Token) -> bool {
        let mut other = false;
        if x.class == Class::Quantity {
            let (before, after) = (self.before.text, self.after.text);
            let next =
                |text: &str, at: u32| text[at as usize..].chars().next().map_or((' ', 1), |c| (c, c.len_utf8() as u32));
            let run = |text: &'t str, at: u32, end: u32, is: fn(char) -> bool| -> &'t str {
                let rest = &text[at as usize..end as usize];
                &rest[..rest.len() - rest.trim_start_matches(is).len()]
            };
            while self.at.0 < x.end && self.at.1 < y.end {
                let mut went = false;
                for is in [is_emphasis, hidden::is_blank] {
                    let gap = (run(before, self.at.0, x.end, is), run(after, self.at.1, y.end, is));
                    other |= gap.0.chars().chain(gap.1.chars()).any(is_emphasis) && gap.0 != gap.1;
                    went |= gap != ("", "");
                    self.same(self.at.0 + gap.0.len() as u32, self.at.1 + gap.1.len() as u32);
                }
                if went {
                    continue;
                }
                let ((letter, length), (new_letter, new_length)) = (next(before, self.at.0), next(after, self.at.1));
                other |= letter != new_letter;
                self.same(self.at.0 + length, self.at.1 + new_length);
            }
        }
        self.same(x.end, y.end);
        other
    }

    /// Strikes out the text before up to `before` and writes in the text after up to `after`.
    fn to(&mut self, before: u32, after: u32) {
        let (x, y) = (self.ahead_before(before), self.ahead_after(after));
        self.delete.push_str(x);
        self.insert.push_str(y);
        self.at = (before, after);
    }

    fn ahead_before(&self, end: u32) -> &'t str {
        &self.before.text[self.at.0 as usize..end as usize]
    }

    fn ahead_after(&self, end: u32) -> &'t str {
        &self.after.text[self.at.1 as usize..end as usize]
    }

    fn hunk(&mut self, hunk: &Hunk) {
        let start =
            |side: Tokens<'_>, at: usize| side.tokens.get(at).map_or(side.text.len() as u32, |token| token.start);
        let next = (start(self.before, hunk.before.end), start(self.after, hunk.after.end));
        match (hunk.before.is_empty(), hunk.after.is_empty()) {
            (true, true) => {}
            (false, false) => {
                self.same(start(self.before, hunk.before.start), start(self.after, hunk.after.start));
                let end = |side: Tokens<'_>, at: usize| side.tokens[at - 1].end;
                self.to(end(self.before, hunk.before.end), end(self.after, hunk.after.end));
            }
            (false, true) => {
                let (first, last) =
                    (start(self.before, hunk.before.start), self.before.tokens[hunk.before.end - 1].end);
                let lead = self.ahead_before(first);
                let trail = &self.before.text[last as usize..next.0 as usize];
                if takes_trailing_blank(
                    lead,
                    trail,
                    self.ahead_after(next.1),
                    hunk.before.end == self.before.tokens.len(),
                ) {
                    self.same(first, next.1);
                    self.to(next.0, next.1);
                } else {
                    self.to(last, self.at.1);
                }
            }
            (true, false) => {
                let (first, last) = (start(self.after, hunk.after.start), self.after.tokens[hunk.after.end - 1].end);
                let lead = self.ahead_after(first);
                let trail = &self.after.text[last as usize..next.1 as usize];
                if takes_trailing_blank(
                    lead,
                    trail,
                    self.ahead_before(next.0),
                    hunk.after.end == self.after.tokens.len(),
                ) {
                    self.same(next.0, first);
                    self.to(next.0, next.1);
                } else {
                    self.to(self.at.0, last);
                }
            }
        }
    }

    fn equal(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.flush();
        match self.runs.last_mut() {
            Some(run) if run.op == RunOp::Equal => run.text.push_str(text),
            _ => self.runs.push(Run { op: RunOp::Equal, text: text.to_owned() }),
        }
    }

    fn flush(&mut self) {
        for (op, text) in [(RunOp::Delete, &mut self.delete), (RunOp::Insert, &mut self.insert)] {
            if !text.is_empty() {
                self.runs.push(Run { op, text: std::mem::take(text) });
            }
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.flush();
        self.runs
    }
}

/// Whether the blank in front of a pure insertion or deletion stays and the one behind it goes: "a [b ]c", not "a[ b] c".
fn takes_trailing_blank(lead: &str, trail: &str, other: &str, at_end: bool) -> bool {
    lead == other && !(trail == other && (lead.is_empty() || at_end))
}

/// One run: the whole text as equal, deleted or inserted.
pub(super) fn whole(op: RunOp, text: &str) -> Vec<Run> {
    if text.is_empty() { Vec::new() } else { vec![Run { op, text: text.to_owned() }] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::word::Lexicon;
    use crate::document::{Document, markdown};
    use proptest::prelude::*;

    fn of(before: &str, after: &str) -> (Redline, String, String) {
        let (x, y) = (markdown::read(before.to_owned()), markdown::read(after.to_owned()));
        let mut lexicon = Lexicon::default();
        let mut side = |document: &Document, side| {
            let block = document.sections[0].blocks.first();
            let text = block.map_or(String::new(), |block| document.block_text(block).into_owned());
            let tokens = block.map_or(Vec::new(), |block| lexicon.tokens(&text, block, side));
            (text, tokens)
        };
        let ((a, at), (b, bt)) = (side(&x, 0), side(&y, 1));
        let redline = redline(Tokens { text: &a, tokens: &at }, Tokens { text: &b, tokens: &bt });
        (redline, a, b)
    }

    fn marked(before: &str, after: &str) -> String {
        let marks = |run: &Run| match run.op {
            RunOp::Equal => run.text.clone(),
            RunOp::Delete => format!("[-{}-]", run.text),
            RunOp::Insert => format!("{{+{}+}}", run.text),
        };
        of(before, after).0.runs.iter().map(marks).collect()
    }

    #[test]
    fn redlines_read_well() {
        assert_eq!(marked("Nakłady 2,5% PKB", "Nakłady 3,1% PKB"), "Nakłady [-2,5%-]{+3,1%+} PKB");
        assert_eq!(
            marked("do 31 grudnia 2027 r. włącznie", "do 30 czerwca 2028 r. włącznie"),
            "do [-31 grudnia 2027 r.-]{+30 czerwca 2028 r.+} włącznie"
        );
        assert_eq!(marked("Zarząd powinien działać.", "Zarząd musi działać."), "Zarząd [-powinien-]{+musi+} działać.");
        assert_eq!(marked("Ala ma kota.", "Ala ma kota i psa."), "Ala ma kota{+ i psa+}.");
        assert_eq!(marked("Ala ma dużego kota.", "Ala ma kota."), "Ala ma [-dużego -]kota.");
        assert_eq!(marked("Ala, ma kota", "Ala ma kota"), "Ala[-,-] ma kota");
        assert_eq!(
            marked("Pierwsze zdanie. Trzecie zdanie.", "Pierwsze zdanie. Drugie zdanie. Trzecie zdanie."),
            "Pierwsze zdanie. {+Drugie zdanie. +}Trzecie zdanie."
        );
        assert_eq!(marked("ma 1,5 punktu", "ma 15 punktu"), "ma [-1,5-]{+15+} punktu");
        assert_eq!(marked("**ważny** cel", "ważny cel"), "[-**-]ważny[-**-] cel");
    }

    #[test]
    fn a_changed_quantity_is_replaced_whole() {
        for (before, after, expected) in [
            ("nr 1388/61/15 z", "nr 214/187/17 z", "[-nr 1388/61/15-]{+nr 214/187/17+} z"),
            ("w latach 2015–2020 był", "w latach 2015–2027 był", "w latach [-2015–2020-]{+2015–2027+} był"),
            ("12,5 mln zł rocznie", "12,5 mld zł rocznie", "[-12,5 mln zł-]{+12,5 mld zł+} rocznie"),
            ("w § 5 ust. 1 pkt 2", "w § 5 ust. 2 pkt 2", "w [-§ 5 ust. 1 pkt 2-]{+§ 5 ust. 2 pkt 2+}"),
            ("o 2,5% PKB", "o 2,5 p.p. PKB", "o [-2,5%-]{+2,5 p.p.+} PKB"),
            ("usługi B2B", "usługi B2C", "usługi [-B2B-]{+B2C+}"),
        ] {
            assert_eq!(marked(before, after), expected);
        }
    }

    #[test]
    fn emphasis_does_not_tear_a_quantity() {
        for (before, after, expected) in [
            ("ma **12,5** mln zł na", "ma **13,5** mln zł na", "ma **[-12,5** mln zł-]{+13,5** mln zł+} na"),
            (
                "do 31 grudnia *2027* r. jest",
                "do 31 grudnia *2029* r. jest",
                "do [-31 grudnia *2027* r.-]{+31 grudnia *2029* r.+} jest",
            ),
            ("wg **art. 5** ust. 2 ma", "wg **art. 5** ust. 3 ma", "wg **[-art. 5** ust. 2-]{+art. 5** ust. 3+} ma"),
            ("ma *5*% i", "ma *7*% i", "ma *[-5*%-]{+7*%+} i"),
            ("w **2021**–**2027** ma", "w **2021**–**2029** ma", "w **[-2021**–**2027-]{+2021**–**2029+}** ma"),
            ("ma **12,5** mln zł na", "ma 12,5 mln zł na", "ma [-**-]12,5[-**-] mln zł na"),
            ("ma **12,5 mln** zł na", "ma **12,5** mln zł na", "ma **12,5{+**+} mln[-**-] zł na"),
            ("ma ~~12~~ 13 mln na", "ma ~~12~~ 14 mln na", "ma ~~12~~ [-13 mln-]{+14 mln+} na"),
        ] {
            let (redline, ..) = of(before, after);
            assert_eq!(marked(before, after), expected);
            assert!(redline.changed, "{before}");
        }
    }

    #[test]
    fn a_quantity_typeset_otherwise_is_the_same() {
        let (redline, ..) = of("ma 5 % z 12,5 mln zł", "ma 5% z 12,5\u{a0}mln\nzł");
        assert!(!redline.changed);
        assert_eq!(marked("ma 5 %", "ma 5%"), "ma 5[- -]%");
        let (redline, ..) = of("w latach 2015-2020", "w latach 2015–2020");
        assert!(redline.changed);
        assert_eq!(redline.words, Words { kept: 4, ..Words::default() });
        assert_eq!(marked("w latach 2015-2020", "w latach 2015–2020"), "w latach 2015[---]{+–+}2020");
    }

    #[test]
    fn blanks_and_markers_are_no_change() {
        let (redline, ..) = of("1. Cel\n   główny", "2. Cel główny");
        assert!(!redline.changed);
        assert_eq!(redline.words, Words { kept: 2, ..Words::default() });
        let (redline, ..) = of("Cel[^1]\n\n[^1]: a", "Cel[^1] główny\n\n[^1]: a");
        assert!(redline.changed);
    }

    #[test]
    fn a_sentence_that_is_mostly_new_is_replaced_whole() {
        let line = marked(
            "Samorząd w roku bieżącym wspiera lokalne firmy rodzinne poprzez granty, doradztwo, szkolenia i sieci.",
            "Uczelnie w kolejnej dekadzie rozwijają wspólne laboratoria badawcze oraz kształcą kadry, mentorów, liderów i analityków.",
        );
        assert_eq!(line.matches("[-").count(), 1, "{line}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_lost(
            before in proptest::collection::vec(proptest::sample::select(PARTS.to_vec()), 0..30),
            after in proptest::collection::vec(proptest::sample::select(PARTS.to_vec()), 0..30),
        ) {
            let sources = [before.concat(), after.concat()];
            let (redline, before, after) = of(&sources[0], &sources[1]);
            let spell = |skip: RunOp| -> String {
                redline.runs.iter().filter(|run| run.op != skip).map(|run| run.text.as_str()).collect()
            };
            prop_assert_eq!(spell(RunOp::Insert), before.as_str());
            prop_assert_eq!(spell(RunOp::Delete), after.as_str());
            // No quantity is torn: what is struck out or written in of it is all of it, but for blanks and dashes.
            for (source, text, skip) in
                [(&sources[0], &before, RunOp::Insert), (&sources[1], &after, RunOp::Delete)]
            {
                let mut at = 0;
                let mut same: Vec<bool> = Vec::new();
                for run in redline.runs.iter().filter(|run| run.op != skip) {
                    same.resize(at + run.text.len(), run.op == RunOp::Equal);
                    at += run.text.len();
                }
                let document = markdown::read(source.clone());
                let tokens = document.sections[0].blocks.first().map(|block| Lexicon::default().tokens(text, block, 0));
                for token in tokens.into_iter().flatten().filter(|token| token.class == Class::Quantity) {
                    let own = token.start as usize..token.end as usize;
                    let letters = own.clone().filter(|at| text.as_bytes()[*at].is_ascii_alphanumeric());
                    let kept: std::collections::BTreeSet<bool> = letters.map(|at| same[at]).collect();
                    prop_assert!(kept.len() < 2, "{:?} is torn: {:?}", &text[own], redline.runs);
                }
            }
            prop_assert!(redline.runs.iter().all(|run| !run.text.is_empty()));
            prop_assert!(redline.runs.windows(2).all(|pair| pair[0].op != pair[1].op));
        }
    }

    /// Exact-span F1, token F1 and hunks per edit against edits that people marked.
    ///
    /// `NOWELA_EDITS` names JSON files, separated by colons: objects with `sentence-1`, `sentence-2` and
    /// `edits-combination-0`, whose edits give a range of tokens (split at blanks) of each sentence, or null.
    #[test]
    #[ignore = "needs annotated edits: NOWELA_EDITS"]
    #[expect(clippy::disallowed_methods, reason = "the files are named on the command line")]
    fn redlines_cut_where_people_cut() {
        let files = std::env::var("NOWELA_EDITS").expect("NOWELA_EDITS names files");
        let (mut exact, mut found, mut due) = (0, 0, 0);
        let (mut agreed, mut changed, mut marked) = (0, 0, 0);
        for file in files.split(':') {
            let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{file}: {e}"));
            let pairs: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
            for pair in pairs.as_object().expect("pairs by name").values() {
                let edits = pair["edits-combination-0"].as_object().expect("edits by name");
                let range = |edit: &serde_json::Value, key: &str| {
                    let ends = edit[key].as_array()?;
                    Some(ends[0].as_u64()? as usize..ends[1].as_u64()? as usize)
                };
                let gold: std::collections::HashSet<_> = edits
                    .values()
                    .map(|edit| (range(edit, "sentence-1-token-indices"), range(edit, "sentence-2-token-indices")))
                    .collect();
                if gold.is_empty() {
                    continue;
                }
                let (x, y) = (pair["sentence-1"].as_str(), pair["sentence-2"].as_str());
                let (x, y) = (x.expect("a sentence"), y.expect("a sentence"));
                let (a, b) = (at_blanks(x), at_blanks(y));
                let hunks = hunks(Tokens { text: x, tokens: &a }, Tokens { text: y, tokens: &b }).0;
                let spans: std::collections::HashSet<_> = hunks
                    .iter()
                    .map(|hunk| {
                        let some = |range: &std::ops::Range<usize>| Some(range.clone()).filter(|own| !own.is_empty());
                        (some(&hunk.before), some(&hunk.after))
                    })
                    .collect();
                exact += spans.intersection(&gold).count();
                (found, due) = (found + spans.len(), due + gold.len());
                type Spans =
                    std::collections::HashSet<(Option<std::ops::Range<usize>>, Option<std::ops::Range<usize>>)>;
                let tokens = |spans: &Spans| -> std::collections::HashSet<(u8, usize)> {
                    let side = |side: u8, range: &Option<std::ops::Range<usize>>| {
                        range.clone().into_iter().flatten().map(move |at| (side, at)).collect::<Vec<_>>()
                    };
                    spans.iter().flat_map(|(x, y)| [side(0, x), side(1, y)].concat()).collect()
                };
                let (own, theirs) = (tokens(&spans), tokens(&gold));
                agreed += own.intersection(&theirs).count();
                (changed, marked) = (changed + own.len(), marked + theirs.len());
            }
        }
        let f1 = |both: usize, x: usize, y: usize| 2000 * both / (x + y).max(1);
        let (spans, tokens) = (f1(exact, found, due), f1(agreed, changed, marked));
        let figures = format!("exact spans .{spans:03}, tokens .{tokens:03}, {found} hunks for {due} edits");
        assert!(spans >= 655 && tokens >= 938, "{figures}");
        use std::io::Write;
        writeln!(std::io::stdout(), "{figures}").expect("standard output is open");
    }

    /// Tokens as split at blanks, with the classes that words have in a text.
    fn at_blanks(text: &str) -> Vec<Token> {
        let starts = text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
        starts
            .zip(text.split_whitespace())
            .map(|(start, word)| {
                let class = crate::compare::word::class_of(word);
                let id = crate::compare::token::hash(word.as_bytes()) as u32;
                let words = u32::from(class != Class::Punctuation);
                Token { start: start as u32, end: (start + word.len()) as u32, class, words, id }
            })
            .collect()
    }

    const PARTS: [&str; 32] = [
        "a",
        "b",
        "c",
        "ala",
        "ma",
        "kota",
        " ",
        " ",
        " ",
        "  ",
        "\u{a0}",
        "\n",
        ".",
        ",",
        ". ",
        "2,5%",
        "5",
        " mln zł",
        "**",
        "[^1]",
        "art. 5",
        "1. ",
        "|",
        "ż",
        "2015–2020",
        "2015-2020",
        "nr 1/61/15",
        "§ 5 ust. 1",
        " pkt 2",
        "5 %",
        "31 grudnia 2027 r.",
        "/",
    ];
}
