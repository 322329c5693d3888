//! The sentences and titles that trial texts are made of: those of the sample strategies, and phrases that are put together.

use std::path::{Path, PathBuf};

use super::dice::Dice;
use super::phrase::{HEADS_EN, HEADS_PL, PHRASES_EN, PHRASES_PL, REPEATED_EN, REPEATED_PL};
use crate::document::{BlockKind, markdown};

/// What texts of one language are made of.
pub(super) struct Stock {
    titles: Vec<String>,
    paragraphs: Vec<String>,
    phrases: &'static [&'static [&'static str]],
    heads: &'static [&'static [&'static str]],
    pub(super) repeated: &'static [(&'static str, &'static [&'static str])],
    pub(super) and: &'static str,
    pub(super) chapter: &'static str,
}

/// Languages of trial texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Polish,
    English,
}

impl Stock {
    pub(super) fn of(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Polish => {
                let (titles, paragraphs) = samples();
                Stock {
                    titles,
                    paragraphs,
                    phrases: PHRASES_PL,
                    heads: HEADS_PL,
                    repeated: REPEATED_PL,
                    and: "i",
                    chapter: "Rozdział",
                }
            }
            Tongue::English => Stock {
                titles: Vec::new(),
                paragraphs: Vec::new(),
                phrases: PHRASES_EN,
                heads: HEADS_EN,
                repeated: REPEATED_EN,
                and: "and",
                chapter: "Chapter",
            },
        }
    }

    /// All paragraphs of the samples, in an order of chance.
    pub(super) fn paragraphs(&self, dice: &mut Dice) -> Vec<String> {
        let mut paragraphs = self.paragraphs.clone();
        dice.shuffle(&mut paragraphs);
        paragraphs
    }

    /// A paragraph put together from phrases.
    pub(super) fn paragraph(&self, dice: &mut Dice) -> String {
        let sentence = |dice: &mut Dice| {
            let mut sentence = String::new();
            for (at, slot) in self.phrases.iter().enumerate() {
                sentence.push_str(slot[dice.below(slot.len())]);
                // A name or a number in between, so that sentences of the same phrases are not the same.
                if (1..5).contains(&at) && dice.happens(600) {
                    sentence.push_str(&if dice.happens(800) {
                        format!(" {}", name(dice))
                    } else {
                        format!(" {}", dice.between(2, 2000))
                    });
                }
                sentence.push(' ');
            }
            sentence.trim_end().to_owned()
        };
        let count = dice.between(1, 4);
        (0..count).map(|_| sentence(dice)).collect::<Vec<_>>().join(" ")
    }

    /// A title: one of the samples, or one put together.
    pub(super) fn title(&self, dice: &mut Dice) -> String {
        if !self.titles.is_empty() && dice.happens(500) {
            return dice.pick(&self.titles).clone();
        }
        let parts: Vec<&str> = self.heads.iter().map(|slot| *dice.pick(slot)).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// The text of a section that stands under every objective.
    pub(super) fn fill(pattern: &str, dice: &mut Dice) -> String {
        let mut out = String::new();
        for (at, piece) in pattern.split('#').enumerate() {
            if at > 0 {
                out.push_str(&if piece.starts_with('.') && dice.happens(500) {
                    dice.between(2025, 2035).to_string()
                } else {
                    dice.between(1, 990).to_string()
                });
            }
            out.push_str(piece);
        }
        out
    }

    /// A word at random.
    pub(super) fn word(&self, dice: &mut Dice) -> String {
        let text = if !self.paragraphs.is_empty() && dice.happens(700) {
            dice.pick(&self.paragraphs).as_str()
        } else {
            let slot = self.phrases[dice.below(self.phrases.len())];
            slot[dice.below(slot.len())]
        };
        let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).collect();
        if words.is_empty() { "oraz".to_owned() } else { (*dice.pick(&words)).to_owned() }
    }
}

/// The name of a town that is not there.
fn name(dice: &mut Dice) -> String {
    let first = [
        "Brze", "Lip", "Wil", "Ost", "Gra", "Kor", "Mły", "Nad", "Pie", "Rud", "Sos", "Tar", "Zie", "Cho", "Dęb", "Jas",
    ];
    let middle = ["", "zi", "ni", "ko", "wo", "bo", "sza", "le", "do", "ry", "mi", "sto"];
    let last = ["nica", "nów", "ków", "nowo", "bórz", "sko", "rzyca", "linek", "woda", "gród", "niec", "łęka"];
    [first[dice.below(16)], middle[dice.below(12)], last[dice.below(12)]].concat()
}

/// Titles and paragraphs of the longest text of every folder of samples.
fn samples() -> (Vec<String>, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("strategy");
    let mut titles = Vec::new();
    let mut paragraphs = Vec::new();
    for folder in children(&root).into_iter().filter(|path| path.is_dir()) {
        let texts = children(&folder).into_iter().filter(|path| path.extension().is_some_and(|it| it == "md"));
        let Some(text) = texts.map(|path| read(&path)).max_by_key(String::len) else { continue };
        let document = markdown::read(text);
        for section in &document.sections {
            if section.title.chars().any(char::is_lowercase) {
                titles.push(section.title.clone());
            }
            for block in &section.blocks {
                let text = plain(&document.block_text(block));
                if matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) && text.split(' ').count() >= 8 {
                    paragraphs.push(text);
                }
            }
        }
    }
    (titles, paragraphs)
}

/// Text without the characters that Markdown could read as markup.
fn plain(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !"*_`[]<>|#\\^~".contains(*c)).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let first = words.iter().position(|word| word.starts_with(char::is_alphabetic)).unwrap_or(words.len());
    words[first..].join(" ")
}

pub(super) fn children(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = folder
        .read_dir()
        .expect("the folder is readable")
        .map(|entry| entry.expect("the entry is readable").path())
        .collect();
    found.sort();
    found
}

#[expect(clippy::disallowed_methods, reason = "trials are made of the texts of the project")]
pub(super) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
