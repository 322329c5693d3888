//! The words that two headings have in common.

use std::ops::Range;

use super::text::Sign;

/// Headings of more pairs of words than this are replaced as a whole.
const CAP: usize = 1 << 18;

/// Cuts signs into words, numbers (`2.4`) and single signs.
pub(super) fn tokens<T>(signs: &[T], sign: impl Fn(&T) -> Sign) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let is_digit = |at: usize| signs.get(at).is_some_and(|it| matches!(sign(it), Sign::Char('0'..='9')));
    let mut inside = false;
    for (at, own) in signs.iter().enumerate() {
        let own = sign(own);
        let joins = matches!(own, Sign::Char('.' | ',')) && at > 0 && is_digit(at - 1) && is_digit(at + 1);
        match tokens.last_mut() {
            Some(last) if inside && (own.is_word() || joins) => last.end = at + 1,
            _ => tokens.push(at..at + 1),
        }
        inside = own.is_word() || (inside && joins);
    }
    tokens
}

/// The longest common sequence of two texts in tokens, as pairs of their signs. Stretches without a word (`is_word`) are left
/// out: a blank between two words that were replaced is replaced with them.
pub(super) fn common(
    old: &[Range<usize>],
    new: &[Range<usize>],
    same: impl Fn(&Range<usize>, &Range<usize>) -> bool,
    is_word: impl Fn(&Range<usize>) -> bool,
) -> Vec<(usize, usize)> {
    let (n, m) = (old.len(), new.len());
    if n.saturating_mul(m) > CAP {
        return Vec::new();
    }
    // longest[i][j]: letters in common of what follows i and j.
    let mut longest = vec![0; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let apart = longest[at(i + 1, j)].max(longest[at(i, j + 1)]);
            let together = if same(&old[i], &new[j]) { longest[at(i + 1, j + 1)] + old[i].len() } else { 0 };
            longest[at(i, j)] = apart.max(together);
        }
    }
    let mut pairs = Vec::new();
    let mut stretch = Vec::new();
    let (mut i, mut j) = (0, 0);
    let end = |stretch: &mut Vec<(usize, usize)>, pairs: &mut Vec<(usize, usize)>| {
        let telling = stretch.iter().any(|(x, _)| is_word(&old[*x]));
        let signs = stretch.drain(..).filter(|_| telling);
        pairs.extend(signs.flat_map(|(x, y)| old[x].clone().zip(new[y].clone())));
    };
    while i < n && j < m {
        if same(&old[i], &new[j]) && longest[at(i, j)] == longest[at(i + 1, j + 1)] + old[i].len() {
            stretch.push((i, j));
            (i, j) = (i + 1, j + 1);
            continue;
        }
        end(&mut stretch, &mut pairs);
        if longest[at(i + 1, j)] >= longest[at(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    end(&mut stretch, &mut pairs);
    pairs
}
