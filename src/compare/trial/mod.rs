//! Trials of the matching on texts whose truth is known.

mod boosting;
mod calibration;
mod dice;
mod lineage;
mod outline;
mod pairs;
mod phrase;
mod revision;
mod stock;
mod training;

/// Two states of a made text, for tests elsewhere: an earlier one and what became of it.
pub(super) fn made(seed: u64) -> [String; 2] {
    let strength = revision::Strength::ALL[seed as usize % 3];
    let numbering = revision::Numbering::ALL[seed as usize / 3 % 3];
    let made = revision::revision(stock::Tongue::Polish, strength, numbering, seed);
    [made.before, made.after]
}
