//! Who wrote each word: origins are copied from state to state, and words that were removed and come back keep theirs.
//!
//! Words that are gone stay in an index of runs of six for some states (after WikiWho: Flöck & Acosta, WWW 2014; why
//! a rare run is a proof: de Alfaro & Shavlovsky 2013).

use rustc_hash::FxHashMap;

use super::step::{Run, Step};
use crate::compare::Strand;

/// A run of words with one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// How many words.
    pub words: u32,
    /// The state that they were written for, from 0.
    pub state: u32,
    /// The state in which they came back after they had been removed; the last one where that happened more than once.
    pub back: Option<u32>,
}

/// Origin of one word.
type Source = (u32, Option<u32>);

/// Words in a run by which dead text is found.
const GRAM: usize = 6;
/// Fewer words than these in a row are not taken for what was there before.
const PROOF: usize = 12;
/// For so many states text that is gone is remembered.
const MEMORY: u32 = 64;
/// Places of one run of words that are looked at.
const PLACES: usize = 8;

/// Text that is gone.
struct Dead {
    state: u32,
    life: u32,
    keys: Vec<u32>,
    sources: Vec<Source>,
    /// What has not come back.
    there: Vec<bool>,
}

/// Words of a section that came back, by the life that they were part of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Returned {
    /// The section of the later text.
    pub(super) section: usize,
    /// The life that had the words.
    pub(super) life: u32,
    /// How many.
    pub(super) words: u32,
}

/// Origins of all words of the newest state, and the text that is gone.
#[derive(Default)]
pub(super) struct Origins {
    sections: Vec<Vec<Source>>,
    dead: Vec<Dead>,
    grams: FxHashMap<u64, Vec<(u32, u32)>>,
}

impl Origins {
    /// Goes on to the next state; `lives` are those of the sections before. Returns what came back.
    pub(super) fn follow(&mut self, step: &Step, state: u32, lives: &[u32]) -> Vec<Returned> {
        self.bury(&step.gone, state, lives);
        let new = |strands: &[Strand]| {
            let mut sources = Vec::new();
            for Strand { words, from } in strands {
                let words = *words as usize;
                match from {
                    Some((section, start)) => {
                        let start = *start as usize;
                        sources.extend(&self.sections[*section as usize][start..start + words]);
                    }
                    None => sources.resize(sources.len() + words, (state, None)),
                }
            }
            sources
        };
        self.sections = step.strands.iter().map(|strands| new(strands)).collect();
        let mut returned: Vec<Returned> = Vec::new();
        for run in &step.came {
            for (life, words) in self.revive(run, state) {
                match returned.iter_mut().find(|it| (it.section, it.life) == (run.section as usize, life)) {
                    Some(known) => known.words += words,
                    None => returned.push(Returned { section: run.section as usize, life, words }),
                }
            }
        }
        returned
    }

    /// The origins by section.
    pub(super) fn sections(&self) -> Vec<Vec<Origin>> {
        let gathered = |sources: &Vec<Source>| {
            let runs = sources.chunk_by(|one, other| one == other);
            runs.map(|run| Origin { words: run.len() as u32, state: run[0].0, back: run[0].1 }).collect()
        };
        self.sections.iter().map(gathered).collect()
    }

    /// How many words of each state live.
    pub(super) fn alive(&self, states: usize) -> Vec<u64> {
        let mut alive = vec![0; states];
        self.sections.iter().flatten().for_each(|(state, _)| alive[*state as usize] += 1);
        alive
    }

    fn bury(&mut self, gone: &[Run], state: u32, lives: &[u32]) {
        for run in gone {
            if run.keys.len() < PROOF {
                continue;
            }
            let start = run.start as usize;
            let sources = self.sections[run.section as usize][start..start + run.keys.len()].to_vec();
            let (at, there) = (self.dead.len() as u32, vec![true; run.keys.len()]);
            self.dead.push(Dead { state, life: lives[run.section as usize], keys: run.keys.clone(), sources, there });
            for (word, gram) in run.keys.windows(GRAM).enumerate() {
                let places = self.grams.entry(key(gram)).or_default();
                places.retain(|place| state.saturating_sub(self.dead[place.0 as usize].state) <= MEMORY);
                if places.len() < PLACES {
                    places.push((at, word as u32));
                }
            }
        }
    }

    /// Gives the words of a new run that are found among those that are gone their origins back.
    fn revive(&mut self, run: &Run, state: u32) -> Vec<(u32, u32)> {
        let mut returned = Vec::new();
        let (mut at, mut free) = (0, 0);
        while at + GRAM <= run.keys.len() {
            let Some((dead, first, start, length)) = self.longest(&run.keys, at, free, state) else {
                at += 1;
                continue;
            };
            let dead = &mut self.dead[dead];
            let own = &mut self.sections[run.section as usize][run.start as usize..];
            for word in 0..length {
                own[start + word] = (dead.sources[first + word].0, Some(state));
                dead.there[first + word] = false;
            }
            returned.push((dead.life, length as u32));
            at = start + length;
            free = at;
        }
        returned
    }

    /// The longest run of words around `at`, not before `free`, that one text that is gone has too: that text, its first
    /// word, the first word of the run and the length. `None` where it proves nothing, or two origins are as good.
    fn longest(&self, keys: &[u32], at: usize, free: usize, state: u32) -> Option<(usize, usize, usize, usize)> {
        let places = self.grams.get(&key(&keys[at..at + GRAM]))?;
        let mut best: Option<(usize, usize, usize, usize)> = None;
        let mut doubtful = false;
        for (dead, word) in places {
            let (text, word) = (&self.dead[*dead as usize], *word as usize);
            if state.saturating_sub(text.state) > MEMORY {
                continue;
            }
            let same = |own: usize, other: usize| text.there[other] && text.keys[other] == keys[own];
            let back = (1..=word.min(at - free)).take_while(|back| same(at - back, word - back)).count();
            let reach = (keys.len() - at).min(text.keys.len() - word);
            let ahead = (0..reach).take_while(|ahead| same(at + ahead, word + ahead)).count();
            let found = (*dead as usize, word - back, at - back, back + ahead);
            if ahead < GRAM || found.3 < PROOF {
                continue;
            }
            let source = |it: &(usize, usize, usize, usize)| &self.dead[it.0].sources[it.1..it.1 + it.3];
            match &best {
                Some(known) if known.3 > found.3 => {}
                Some(known) if known.3 == found.3 => {
                    // Of the same text that was removed twice, the last time counts.
                    doubtful |= source(known) != source(&found);
                    best = Some(found);
                }
                _ => (best, doubtful) = (Some(found), false),
            }
        }
        best.filter(|_| !doubtful)
    }
}

fn key(words: &[u32]) -> u64 {
    words.iter().fold(0, |key: u64, word| (key.rotate_left(11) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}
