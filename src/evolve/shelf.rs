//! Steps as they are kept for the next run: by what they were computed from, so that none is taken for another one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::step::Step;
use crate::document::Decision;

/// Steps by their keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shelf {
    steps: BTreeMap<String, Step>,
}

/// What a step is computed from: the sources of the program, both texts and what people decided. `before` is `None` for the
/// first step.
pub fn key(before: Option<&[u8]>, after: &[u8], decisions: &[Decision]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(env!("NOWELA_COMPARING"));
    for text in [before, Some(after)] {
        hasher.update(text.map_or([0; 32].into(), Sha256::digest));
    }
    // The line of a decision is part of remarks only, but an order of decisions is by lines.
    hasher.update(format!("{decisions:?}"));
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Shelf {
    /// Reads what [`write`](Shelf::write) wrote; empty where the bytes are something else.
    pub fn read(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// As bytes.
    pub fn write(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a step has no key that is no text")
    }

    /// Takes the step of this key, where it is there and fits together.
    pub fn take(&mut self, key: &str) -> Option<Step> {
        self.steps.remove(key).filter(Step::holds_together)
    }

    /// A shelf of these steps.
    pub fn of<'s>(steps: impl Iterator<Item = (&'s String, &'s Step)>) -> Self {
        Self { steps: steps.map(|(key, step)| (key.clone(), step.clone())).collect() }
    }
}
