//! Words of a list, as they stand in a text.

/// Whether a word goes on; behind a single letter also past a full stop ("m.in." is no metre).
fn goes_on(rest: &str, single: bool) -> bool {
    let past = rest.strip_prefix('.').filter(|_| single).unwrap_or(rest);
    past.starts_with(char::is_alphanumeric)
}

/// The bytes that words begin with: most text is told by its first byte to be none of them.
pub(super) const fn first_bytes(words: &[&str]) -> [bool; 256] {
    let mut first = [false; 256];
    let mut at = 0;
    while at < words.len() {
        first[words[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    first
}

/// Whether the byte at `at`, as it is or in small letters, is one of these.
pub(super) fn is_one_of(bytes: &[bool; 256], text: &str, at: usize) -> bool {
    let first = text.as_bytes().get(at);
    first.is_some_and(|first| bytes[usize::from(*first)] || bytes[usize::from(first.to_ascii_lowercase())])
}

/// The end of one of `words` at `at`, where it stands as a whole word; the longest one counts.
pub(super) fn whole_word<'w>(text: &str, at: usize, words: impl Iterator<Item = &'w &'w str>) -> Option<usize> {
    let rest = &text[at..];
    let fit = |word: &&str| {
        // The first letter rules out most of them.
        if rest.as_bytes().first() != word.as_bytes().first() {
            return None;
        }
        let end = phrase(rest, word)?;
        let goes_on = word.ends_with(char::is_alphanumeric) && goes_on(&rest[end..], word.len() == 1);
        (!goes_on).then_some(at + end)
    };
    words.filter_map(fit).max()
}

/// The length of `words` at the start of `text`, whatever the blanks between them.
fn phrase(text: &str, words: &str) -> Option<usize> {
    let mut parts = words.split(' ');
    let mut end = parts.next().filter(|first| text.starts_with(first))?.len();
    for part in parts {
        let next = blank(text, end).filter(|next| text[*next..].starts_with(part))?;
        end = next + part.len();
    }
    Some(end)
}

/// The place behind one blank at `at`: a space of any width, or a line break with the blanks of the next line.
pub(super) fn blank(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    match rest.chars().next()? {
        '\n' => Some(at + 1 + rest[1..].bytes().take_while(|byte| *byte == b' ').count()),
        first @ (' ' | '\u{a0}' | '\u{202f}' | '\u{2009}') => Some(at + first.len_utf8()),
        _ => None,
    }
}
