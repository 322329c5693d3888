//! Trials of the matching on texts whose truth is known.

mod boosting;
mod dice;
mod lineage;
mod pairs;
mod revision;
mod stock;
mod training;
