//! Wrapping text of several tones at a width; words are never broken.

use unicode_width::UnicodeWidthStr;

use super::Tone;

/// Text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The text.
    pub(super) text: String,
    /// How it is set.
    pub(super) tone: Tone,
}

impl Chunk {
    /// `text` in `tone`.
    pub(super) fn new(text: &str, tone: Tone) -> Self {
        Self { text: text.to_owned(), tone }
    }
}

/// Lines of at most `width` columns, all but the first one narrower by `hanging`. Text is broken at spaces and line feeds only, so a word that is wider than the
/// width stands alone on a line that is too long; no-break spaces hold.
pub(super) fn wrap(chunks: &[Chunk], width: usize, hanging: usize) -> Vec<Vec<Chunk>> {
    let mut lines = Lines { width, hanging, ..Lines::default() };
    for chunk in chunks {
        for part in chunk.text.split_inclusive([' ', '\n']) {
            let word = part.trim_end_matches([' ', '\n']);
            if !word.is_empty() {
                lines.word.push(Chunk { text: word.to_owned(), tone: chunk.tone });
            }
            if part.len() > word.len() {
                lines.end_word();
                if part.ends_with('\n') {
                    lines.end_line();
                } else {
                    lines.space.push(Chunk { text: " ".to_owned(), tone: chunk.tone });
                }
            }
        }
    }
    lines.end_word();
    lines.end_line();
    lines.done
}

#[derive(Default)]
struct Lines {
    width: usize,
    hanging: usize,
    done: Vec<Vec<Chunk>>,
    line: Vec<Chunk>,
    used: usize,
    /// A word, in pieces where its tone changes inside it.
    word: Vec<Chunk>,
    /// The spaces in front of it.
    space: Vec<Chunk>,
}

impl Lines {
    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let width = if self.done.is_empty() { self.width } else { self.width.saturating_sub(self.hanging) };
        let columns = |chunks: &[Chunk]| chunks.iter().map(|chunk| chunk.text.width()).sum::<usize>();
        if self.line.is_empty() {
            self.space.clear();
        } else if self.used + columns(&self.space) + columns(&self.word) > width {
            self.end_line();
        }
        let chunks: Vec<Chunk> = self.space.drain(..).chain(self.word.drain(..)).collect();
        self.used += columns(&chunks);
        for chunk in chunks {
            match self.line.last_mut() {
                Some(last) if last.tone == chunk.tone => last.text.push_str(&chunk.text),
                _ => self.line.push(chunk),
            }
        }
    }

    fn end_line(&mut self) {
        self.space.clear();
        self.used = 0;
        if !self.line.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
    }
}
